"""What consent and sharing owe, written a second time: over plain dicts, sharing no code with the package."""

from datetime import date

from tests.oracles.calendar_by_hand import day_of, end_of
from tests.oracles.life import stops
from tests.oracles.shown import ITEMS, answers_shown, evidence_shown

DESKS = {"CJIT", "CARATS", "PROBATION", "PPO_SCHEME", "TREATMENT", "SERVICE", "POLICE"}
"""Recipients who answer for themselves."""


def rests_on(d):
    named = [d[link] for link in ("consent", "decision", "involved") if d[link] not in (None, "None")]
    return named[0] if len(named) == 1 else None


def shared_rows(life):
    yield from _taken_back(life)
    yield from _in_error(life)
    yield from _corrected(life)
    for asked, mended in life.causes("disclosure_recalled", lambda e: True):
        sent = life.some(asked["disclosure"])
        by_themselves = sent and sent["recipient"] in DESKS and sent["to_team"]
        owner = sent["to_team"] if by_themselves else (sent or asked)["by"]
        yield (
            "answer_recall",
            [(asked, mended)],
            owner,
            *_due(life, "next_day", asked),
            _done(life, "recall_answered", recall=asked["root"]),
            [],
        )
    yield from life.one(
        "review_emergency", "emergency_disclosed", "next_day", lambda e: e["by"],
        met=lambda e: _done(life, "emergency_reviewed", disclosure=e["root"]),
    )  # fmt: skip


def _taken_back(life):
    """One for each consent taken back and each thing that was shared on it."""
    for given, versions in list(life.versions.items()):
        if versions[0]["kind"] != "consent_given":
            continue
        for back, m1 in life.causes("consent_withdrawn", lambda b: b["consent"] == given):  # noqa: B023
            for sent, m2 in life.causes("disclosed", lambda d: rests_on(d) == given):  # noqa: B023
                yield ("recall_disclosure", [(back, m1), (sent, m2)], sent["by"], *_due(life, "recall", back),
                       _done(life, "disclosure_recalled", disclosure=sent["root"]), [])  # fmt: skip


def _in_error(life):
    """What it rested on was entered in error, or about someone else."""
    gone = lambda d: (root := rests_on(d)) in life.versions and root not in life.now  # noqa: E731
    for sent, mended in life.causes("disclosed", gone):
        at = life.versions[rests_on(sent)][-1]["mended"][0]
        due = life.due("recall", at)
        yield ("recall_disclosure", [(sent, mended)], sent["by"], due, due,
               _done(life, "disclosure_recalled", disclosure=sent["root"]), [])  # fmt: skip


def _corrected(life):
    """What was shown does not stand any more: the right words are shared, or it is asked back."""
    for sent, mended in life.causes("disclosed", lambda e: True):
        changed = list(_changed(life, sent))
        if changed:
            at = max(min(at for (at, _), _ in changed), sent["at"])
            due = life.due("next_day", at)
            yield ("tell_corrected", [(sent, mended)], sent["by"], due, due,
                   [*_done(life, "disclosure_recalled", disclosure=sent["root"]), *_anew(life, sent, at)],
                   list(_moot(life, sent, at, [again for _, again in changed])))  # fmt: skip


def _anew(life, sent, at):
    """As much or more, to the same recipient for the same purpose."""
    same = {name: sent[name] for name in ("recipient", "to_team", "named", "purpose")}
    items = {item: True for item in ITEMS if sent[item]}
    later = life.all("disclosed", where=lambda d: d["root"] != sent["root"] and d["at"] >= at, **same, **items)
    return [(d["at"], d["id"]) for d in later[:1]]


def _changed(life, sent):
    """For each entry shown: when and by what it first said something else, and by what it says the same again."""
    shows = set().union(*(answers_shown(item) for item in ITEMS if sent[item]))
    report = life.some(sent["involved"])
    if report and report["kind"] == "failure_reported":
        shows |= evidence_shown()
    told = lambda e: e | {"day": day_of(e["at"]), "minute": e["at"].replace(second=0, microsecond=0)}  # noqa: E731
    said = lambda e: [told(e)[name] for kind, name in sorted(shows) if kind == e["kind"]]  # noqa: E731
    ids = (sent["made_of"] or "").split()
    for root, versions in life.versions.items():
        for place, old in enumerate(versions):
            if old["id"] in ids and old["mended"]:
                other = [(e["written"], e["id"]) for e in versions[place:] if said(e) != said(old)]
                gone = [] if root in life.now else [versions[-1]["mended"]]
                now = versions[-1]
                again = not gone and said(now) == said(old)
                if other or gone:
                    yield min(other or gone), (now["written"], now["id"]) if again else None


def _moot(life, sent, at, again):
    if all(again):
        yield max(again)
    basis = life.some(rests_on(sent))
    if basis:
        yield from stops(life.all("consent_withdrawn", consent=basis["root"])[:1])
        yield from [] if basis["root"] in life.now else [basis["mended"]]
    days = [day for day in (sent["until"], basis and basis.get("until")) if day]
    if [day for day in days if end_of(date.fromisoformat(day)) <= at]:
        yield from stops([sent])


def _due(life, limit, e):
    """The first date by how it was first written, and the date that holds."""
    return life.due(limit, life.versions[e["root"]][0]["at"]), life.due(limit, e["at"])


def _done(life, kind, **named):
    return [(e["at"], e["id"]) for e in life.all(kind, **named)]
