"""The assessment record: one a person, brought up to date. HB 4.1.2, 4.2, 4.7.1; PPO 52; P-51, H-146, H-170, I-26."""

import pytest

from tests.rulebook import stages
from tests.rulebook.checks import check_refused
from tests.rulebook.sharing_story import P, R, on_from
from tests.rulebook.stories import BOTH, BY_CHOICE, NEGATIVE, RA1, WORKER, Story, when
from throughcare.rulebook.actors import ROLES, OrganisationKind, Role
from throughcare.rulebook.assessment_record import DRUGS_SHARED_AS, SHARED_AS, known_records, leaves_as
from throughcare.rulebook.deadlines import DEADLINES
from throughcare.rulebook.disclosure import CLASS_OF, TABLE
from throughcare.rulebook.facts.assessment import MINIMUM_CONTENT, Assessed
from throughcare.rulebook.facts.base import KINDS, DataClass
from throughcare.rulebook.facts.consent import Item
from throughcare.rulebook.facts.record import (
    FIELDS_OF,
    MINIMUM_OF,
    AssessmentRecord,
    ContinuityUpdate,
    DrugUse,
    Home,
    InitialContact,
    LedBy,
    Section,
    Stage,
    Substance,
)
from throughcare.rulebook.sight import SIGHTS, Reader, readable

row = pytest.param
ONE, TALKED, THREE = "one_record_a_person", "a_record_is_of_somebody_who_talked", "three_drugs_in_a_record"
OURS = ("assessment_record", "drug_use", "initial_contact", "continuity_update")


def wrote(s, assessment=None, says=None, **how):
    """The assessment record."""
    fact = AssessmentRecord(assessment=assessment or s.last(Assessed), **says or {"home": Home.SETTLED})
    return s.tell(fact, **{"by": WORKER, **how})


def uses(s, substance=Substance.HEROIN, **how):
    return s.tell(DrugUse(record=s.last(AssessmentRecord), substance=substance), **{"by": WORKER, **how})


def updated(s, says=None, **how):
    told = {"home": "Moved."} if says is None else says
    return s.tell(ContinuityUpdate(record=s.last(AssessmentRecord), **told), **{"by": WORKER, **how})


def talked(s, **how):
    return s.tell(InitialContact(stage=Stage.BEFORE_TEST, wants="To see the nurse."), **{"by": WORKER, **how})


def written():
    """Assessed on Friday 26 March 2010 at 11:00, the record written at 11:01."""
    s = stages.assessed()
    s.record = wrote(s)
    return s


def arrested_again(area="nm"):
    """In April, and assessed again: in nm, whose record there is, or in gd, that knows of none."""
    return assessed_in_april(written(), area)


def assessed_in_april(s, area):
    s.here(area).at(2010, 4, 7, 9, 0).arrested()
    s.tested()
    s.required()
    s.gave_place = s.booked(2010, 4, 7, 11, 0)
    s.gave(RA1)
    s.second = s.at(2010, 4, 7, 11, 0).assessed()
    return s


def grown_old(*on):
    """Seen once more, by choice, this long after; the record stands for 26 weeks, to the end of 24 September."""
    s = written()
    s.at(*on).assessed(BY_CHOICE)
    return s


def referred():
    """Sent on to gd, where the person lives: gd is responsible from then on."""
    s = stages.decided()
    s.record = wrote(s, assessment=s.initial)
    s.lives("gd")
    s.referred("gd")
    s.here("gd").at(2010, 3, 30, 9, 0).assessed(BY_CHOICE)
    return s


def old(s):
    return s.refusal(wrote, s, says={"new_because": "Nothing in it is true any more."})


def with_drugs(count):
    s = written()
    for substance in list(Substance)[:count]:
        uses(s, substance)
    return s


def before_the_requirement(s):
    return s.refusal(s.assessed, happened=when(2010, 3, 25, 20, 9))


@pytest.mark.parametrize(
    ("rule", "tell", "asked", "accepted"),
    [
        row(ONE, arrested_again, lambda s: s.refusal(wrote, s), lambda s: updated(s), id="P-51 H-170 an update"),
        row(ONE, arrested_again, old, lambda s: s.corrects(s.record, wishes="Work."), id="P-51 or a correction"),
        row(ONE, referred, lambda s: s.refusal(wrote, s), lambda s: updated(s), id="P-51 arrives with a record"),
        row(ONE, lambda: grown_old(2010, 9, 24, 23, 58), old,
            lambda _: wrote(grown_old(2010, 9, 25, 0, 0), says={"new_because": "All has changed."}),
            id="P-51 26 weeks, to the minute"),
        row(ONE, lambda: grown_old(2010, 9, 25, 0, 0), lambda s: s.refusal(wrote, s),
            lambda s: wrote(s, says={"new_because": "All has changed."}), id="P-51 old, and no reason"),
        row(TALKED, stages.not_engaging, lambda s: s.refusal(wrote, s), lambda _: wrote(stages.assessed()),
            id="H-85 nothing was learned"),
        row(THREE, lambda: with_drugs(3), lambda s: s.refusal(uses, s), lambda _: uses(with_drugs(2)),
            id="the fourth is named in short"),
        row("an_update_says_what_changed", written, lambda s: s.refusal(updated, s, says={}), lambda s: updated(s),
            id="P-51 nothing said"),
        row("comes_after_what_it_names", stages.required, before_the_requirement,
            lambda s: talked(s, happened=when(2010, 3, 25, 19, 30)), id="I-26 engaged before, assessed after"),
        row("happens_once", written, lambda s: s.refusal(wrote, s), lambda s: updated(s), id="P-51 one an assessment"),
    ],
)  # fmt: skip
def test_refused_and_its_neighbour_accepted(rule, tell, asked, accepted):
    check_refused(rule, tell, asked, accepted)


def test_a_team_that_may_not_know_of_a_record_is_not_told_that_there_is_one():
    """P-51 gives way to silence: the area of a second arrest writes its own (R14, trust A5)."""
    s = arrested_again("gd")

    assert not known_records(s.history, "gd-cjit", s.world, at=s.now)
    s.accepts(wrote, s)


def test_whoever_was_sent_the_record_is_told():
    s = referred()

    assert [one.root for one in known_records(s.history, "gd-cjit", s.world, at=s.now)] == [s.record]


def told_elsewhere(made_of, **items):
    """Arrested again in gd, whose team was told something by consent while nm had the record."""
    s = on_from(written())
    s.drug, s.update = uses(s), updated(s)
    said = {"recipient": R.CJIT, "to_team": "gd-cjit", "purpose": P.CONTINUITY, **items}
    s.at(2010, 4, 6, 9, 0).agreed(**said, by=WORKER)
    s.sent = s.shared(**said, made_of=[getattr(s, name) for name in made_of.split()])
    return assessed_in_april(s, "gd")


def asked_back(s):
    s.asked_back(s.sent, happened=when(2010, 4, 7, 10, 59), by=WORKER, team="nm-cjit")
    return s


def asked_back_as_it_is_seen(s):
    s.asked_back(s.sent, happened=when(2010, 4, 7, 11, 0), by=WORKER, team="nm-cjit")
    return s


@pytest.mark.parametrize(
    ("made_of", "items"),
    [
        row("record", {"assessment": True}, id="P-51 the record"),
        row("drug", {"drugs_used": True}, id="P-51 a drug in it"),
        row("update", {"assessment": True}, id="P-51 what changed in it"),
    ],
)
def test_whoever_was_shared_the_record_knows_of_it(made_of, items):
    s = told_elsewhere(made_of, **items)

    assert [one.root for one in known_records(s.history, "gd-cjit", s.world, at=s.now)] == [s.record]
    assert s.refusal(wrote, s).rule == ONE


@pytest.mark.parametrize(
    ("made_of", "items", "then"),
    [
        row("initial", {"drugs_used": True}, lambda s: s, id="trust A5 an answer of the assessment, not of the record"),
        row("record", {"contact": True}, lambda s: s, id="trust A5 where to reach the person, and no content"),
        row("record", {"assessment": True}, asked_back, id="trust A5 asked back"),
        row("record", {"assessment": True}, asked_back_as_it_is_seen, id="trust A5 asked back at this minute"),
    ],
)
def test_any_other_share_tells_nobody_that_there_is_a_record(made_of, items, then):
    """P-51 gives way to silence: no refusal with its date."""
    s = then(told_elsewhere(made_of, **items))

    assert not known_records(s.history, "gd-cjit", s.world, at=s.now)
    s.accepts(wrote, s)


def test_the_assessment_may_be_held_in_the_suite_straight_after_the_result():
    """I-23, N-42: before release, and the requirement's own duty is met by it."""
    s = stages.required()
    talked(s, happened=when(2010, 3, 25, 19, 40))
    s.initial = s.at(2010, 3, 25, 20, 30).assessed()
    s.record = wrote(s)

    assert s.duty("hold_initial_assessment").ended_by == s.initial
    assert s.open("decide_follow_up")


def test_the_minimum_alone_decides_what_is_owed():
    """H-85 to H-95: the record, an update and a first talk change no duty and no one's care."""
    s, told = stages.assessed(), written()
    uses(told)
    updated(told)
    talked(told)

    assert [(d.key, d.state, d.due) for d in told.standing().duties] == [
        (d.key, d.state, d.due) for d in s.standing().duties
    ]
    assert told.care() == s.care()


def test_every_question_stands_in_one_section_and_every_section_in_one_item():
    """H-146: what stands in no item would never reach the next team."""
    asked = [name for names in FIELDS_OF.values() for name in names]

    assert sorted(asked) == sorted(set(KINDS["assessment_record"].questions) - {"assessment", "new_because"})
    assert sorted(name for names in MINIMUM_OF.values() for name in names) == sorted([*MINIMUM_CONTENT, "suitable_for"])
    assert set(SHARED_AS) == set(FIELDS_OF) == set(Section)
    assert {name for name in KINDS["continuity_update"].questions if name != "record"} == set(Section)
    assert all(any(item in line.items for line in TABLE) for item in SHARED_AS.values())
    assert {CLASS_OF[item] for item in SHARED_AS.values()} == {
        DataClass.IDENTITY, DataClass.ASSESSMENT, DataClass.RISK
    }  # fmt: skip


def asked_of(kind):
    return {name: asked for name, asked in KINDS[kind].questions.items() if not asked.names}


def test_each_answer_is_of_the_class_of_the_item_it_leaves_as():
    """P-22, H-144: what a recipient is shown as contact or as risk is that, and nothing else of an assessment."""
    leaves = {name: leaves_as(section, name) for section, names in FIELDS_OF.items() for name in names}
    record, update = asked_of("assessment_record"), asked_of("continuity_update")

    assert {name: asked.data for name, asked in record.items() if name != "new_because"} == {
        name: CLASS_OF[item] for name, item in leaves.items()
    }
    assert {name: asked.data for name, asked in update.items()} == {
        section.value: CLASS_OF[item] for section, item in SHARED_AS.items()
    }
    assert {asked.data for asked in asked_of("drug_use").values()} == {CLASS_OF[DRUGS_SHARED_AS]}


def test_what_is_not_assessment_says_how_to_reach_somebody_or_speaks_of_risk():
    """P-22, P-39: a PPO scheme is told the drugs by name; the rest of what was said of drugs is not that."""
    other = {
        name: asked.data for kind in OURS for name, asked in asked_of(kind).items()
        if asked.data is not DataClass.ASSESSMENT
    }  # fmt: skip
    assert other == {
        "reach": DataClass.IDENTITY, "about": DataClass.IDENTITY, "earlier_risk": DataClass.RISK,
        "risk": DataClass.RISK,
    }  # fmt: skip
    assert leaves_as(Section.ABOUT, "ethnicity") is Item.ASSESSMENT
    of_drugs = [(section, name) for section in (Section.DRUGS, Section.ALCOHOL) for name in FIELDS_OF[section]]
    assert {leaves_as(*one) for one in of_drugs} == {Item.ASSESSMENT}


@pytest.mark.parametrize("kind", OURS)
def test_the_content_is_locked_from_everybody_but_the_cjit(kind):
    """P-23: every entry is assessment content, which no suite has on any basis."""
    assert KINDS[kind].data is DataClass.ASSESSMENT
    assert KINDS[kind].recorded_by == {
        Role.CJIT_CUSTODY_WORKER, Role.CJIT_COURT_WORKER, Role.CJIT_CASE_MANAGER, Role.OUTREACH_WORKER,
        Role.CJIT_MANAGER,
    }  # fmt: skip
    opened = {where[1] for where, opens in SIGHTS.items() if DataClass.ASSESSMENT in opens.classes}
    assert opened == {OrganisationKind.CJIT}


def test_the_suite_reads_nothing_of_it():
    s = with_drugs(2)
    updated(s)
    suite = Reader(
        team="nm-suite", kind=OrganisationKind.POLICE_SUITE,
        classes=SIGHTS[sight_of_care()].classes, of_own=frozenset(DataClass),
    )  # fmt: skip

    read = readable(s.history, suite)

    assert read.entries
    assert not [one for kind in OURS for one in read.all(KINDS[kind].cls)]


def sight_of_care():
    return next(where for where in SIGHTS if where[1] is OrganisationKind.POLICE_SUITE)


def test_an_update_tells_by_section():
    s = written()

    updated(s, says={"home": "Moved to a hostel.", "view": "Doing well.", "drugs": ""})

    told = s.history.last(ContinuityUpdate).fact
    assert told.changes == {Section.HOME: "Moved to a hostel.", Section.VIEW: "Doing well."}


def test_the_limit_is_ours_and_says_so():
    assert DEADLINES["record_stands"].ours


@pytest.mark.parametrize("result", [NEGATIVE, BOTH, None], ids=["negative", "positive", "not tested"])
@pytest.mark.parametrize("led_by", [LedBy.POLICE, LedBy.FOUND, LedBy.KNOWN])
def test_a_worker_says_what_led_to_the_person_testing_or_not(led_by, result):
    """H-47, H-48: the three sources of Handbook 3.2, whatever the test showed and where there was none."""
    s = Story().at(2010, 3, 25, 19, 50)
    s.arrested()
    if result is not None:
        s.tested(result)
    contact = InitialContact(stage=Stage.BEFORE_TEST, led_by=led_by, wants="To see the nurse.")

    assert s.refusal(s.tell, contact, by=Role.CJIT_CUSTODY_WORKER) is None


def test_what_led_to_the_person_is_never_read_by_police():
    """H-48, P-22: that a worker knew somebody would tell the suite that a drug team does."""
    kind, forces = KINDS["initial_contact"], (OrganisationKind.POLICE_SUITE, OrganisationKind.POLICE_FORCE)
    police = [row for row in ROLES.values() if row.kind in forces]

    assert kind.data is kind.questions["led_by"].data is DataClass.ASSESSMENT
    assert police
    assert not [row.title for row in police if DataClass.ASSESSMENT in row.sees]
