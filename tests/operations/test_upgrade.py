"""A backup that an earlier release wrote comes back at this version: whole, the same words, the same duties.

What is expected was typed from the release itself, and is never made from what this version answers.
"""

import json
import os
import subprocess
import sys

import pytest

from tests.operations.releases.keep import HERE

RELEASES = sorted(path.stem for path in HERE.glob("*.zip"))
EXPECTED = {"0.1.0"}
"""Which releases have their lines below."""

PEOPLE = {
    "0.1.0": {
        "Seren": ("Seren Gŵyther-Rees", "1973-07-05", "CFKDVH5H8N"),
        "Owain": ("Owain Tŷ-Coch", "1979-09-21", "GXFG3KGNM9"),
        "Tomos": ("Tomos O'Brien-Pugh", "1974-07-04", "RJ3S3MHNZD"),
        "Ffion": ("Ffion Gŵyr-Jones", "1979-08-20", "5GXC63PNKS"),
        "Bronwen": ("Bronwen O'Leary-Siôn", "1995-11-18", "742FVDBGKK"),
    }
}
FACTS = {
    "0.1.0": [
        ("Seren", {"fact": "Arrested", "offence": "drug_possession_s5_2", "at": "2026-03-30T07:08:00+00:00"}),
        ("Seren", {"fact": "DetailsGiven", "family_name": "Gŵyther", "live": False}),
        ("Seren", {"fact": "DetailsGiven", "family_name": "Gŵyther-Rees", "live": True,
                   "why": "Misheard at the counter", "phone": "07700 900227"}),
        ("Seren", {"fact": "RiskFound", "what": "Said in the van: “not 3 more nights”", "live": False}),
        ("Owain", {"fact": "RiskFound", "what": "Said in the van: “not 2 more nights”", "live": True}),
        ("Owain", {"fact": "DrugTested", "result": "cocaine", "condition": "on arrest", "irregular": "False"}),
        ("Owain", {"fact": "ResidenceEstablished", "address": "157 Harbour Road", "area": "SLM"}),
        ("Owain", {"fact": "Released", "disposal": "charged and bailed", "at": "2026-03-25T23:31:00+00:00"}),
        ("Ffion", {"fact": "RiskFound", "taker": "Sgt Ceri Wŷnne", "risk": "to others",
                   "what": "Shaking and confused; drank a litre of spirits a day until arrest."}),
        ("Bronwen", {"fact": "LanguageNeeds", "speaks": "Punjabi or Urdu", "finds_reading_hard": "False"}),
        ("Bronwen", {"fact": "Assessed", "diversity_needs": "Prayer times on Friday", "readiness": "ready"}),
        ("Bronwen", {"fact": "DrugUse", "substance": "crack", "route": "injected", "spend_a_week": "400"}),
        ("Bronwen", {"fact": "AppointmentMade", "purpose": "follow-up assessment",
                     "slot": "1b269843-deac-5091-a2a6-16e57f34e0a6", "starts_at": "2026-03-27 14:15:00+00:00"}),
    ]
}  # fmt: skip
DUE = {
    "0.1.0": [
        ["Owain", "act_on_risk", "2026-03-30T08:12:00+00:00", "open"],
        ["Owain", "hold_initial_assessment", "2026-03-27T23:31:00+00:00", "open"],
        ["Bronwen", "have_first_contact", "2026-03-27T14:15:00+00:00", "open"],
        ["Bronwen", "hold_follow_up", "2026-04-07T23:00:00+00:00", "open"],
        ["Bronwen", "give_ra4", "2026-03-28T00:00:00+00:00", "met"],
    ]
}
ENTRIES, PLACES = {"0.1.0": 585}, {"0.1.0": 39}
WHOLE = {"0.1.0": ("36 people, 585 entries: whole", "14 readings, 0 seals: whole")}
LISTS = {
    "0.1.0": {
        "journal_standingrow: rules_version", "journal_standingrow: open_count, rules_version",
        "journal_standingrow: next_due, next_kind, open_count, rules_version", "journal_dutyrow: missing",
        "journal_custodyrow: needs", "journal_sight: until", "journal_caseloadrow: seen_at",
    }
}  # fmt: skip
"""What may differ once other rules are in force: typed here, one by one, with the reason.

0.1.0: each standing names the version of the rules it was worked out by; those of today are others. After an arrest
without a positive test the signs of Annex E are asked for, so duties, boards and sight go on; a caseload says when
somebody was last seen.
"""


@pytest.fixture(scope="module", params=RELEASES)
def back(request, tmp_path_factory):
    """The release, put back by this version into a new SQLite file."""
    var = tmp_path_factory.mktemp("upgraded")
    ours = {"THROUGHCARE_VAR": str(var), "THROUGHCARE_DEMO": "1"}
    empty = {"THROUGHCARE_DATABASE_URL": "", "THROUGHCARE_SECRET_KEY": ""}

    def run(*words):
        command = [sys.executable, "-m", *map(str, words)]
        return subprocess.run(command, env=os.environ | ours | empty, capture_output=True, text=True, check=False)

    restored = run("throughcare", "restore", HERE / f"{request.param}.zip")
    assert restored.returncode == 0, restored.stderr
    return request.param, run


@pytest.fixture(scope="module")
def said(back):
    release, run = back
    answer = run("tests.operations.releases.told")
    assert answer.returncode == 0, answer.stderr
    return release, json.loads(answer.stdout)


def test_the_first_release_and_every_one_since_are_kept():
    assert "0.1.0" in RELEASES
    assert set(RELEASES) == EXPECTED == set(PEOPLE) == set(FACTS) == set(DUE)


def test_chains_and_the_read_log_are_whole(back):
    release, run = back

    assert tuple(run("throughcare", "verify").stdout.splitlines()) == WHOLE[release]


def test_the_lists_are_those_that_follow_from_the_journal(back):
    release, run = back

    _, *differing = run("throughcare", "rebuild").stdout.splitlines()
    assert {line.split(maxsplit=1)[1] for line in differing} <= LISTS[release]
    assert run("throughcare", "rebuild", "--write").returncode == 0
    assert run("throughcare", "rebuild").stdout == f"{WHOLE[release][0].split()[0]} people, 0 rows differ\n"


def test_nobody_is_lost_or_added(said):
    release, told = said

    assert (told["entries"], told["places held"]) == (ENTRIES[release], PLACES[release])
    found = {name: told["people"][name] for name in PEOPLE[release]}
    assert {name: (one["name"], one["born"], one["reference"]) for name, one in found.items()} == PEOPLE[release]


def test_every_typed_fact_is_there_once(said):
    release, told = said

    for name, wanted in FACTS[release]:
        facts = told["people"][name]["facts"]
        found = [one for one in facts if wanted.items() <= one.items()]
        assert len(found) == 1, f"{name}: {wanted}; there are {[one for one in facts if one['fact'] == wanted['fact']]}"


def test_every_typed_duty_stands_as_it_stood(said):
    release, told = said

    assert [one for one in DUE[release] if one not in told["due"]] == []


def test_whoever_had_a_password_signs_in(said):
    assert said[1]["signs in"] is True
