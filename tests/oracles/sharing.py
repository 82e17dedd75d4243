"""What consent and sharing owe, written a second time: over plain dicts, sharing no code with the package."""

DESKS = {"CJIT", "CARATS", "PROBATION", "PPO_SCHEME", "TREATMENT", "SERVICE", "POLICE"}
"""Recipients who answer for themselves."""


def rests_on(d):
    named = [d[link] for link in ("consent", "decision", "involved") if d[link] not in (None, "None")]
    return named[0] if len(named) == 1 else None


def shared_rows(life):
    yield from _taken_back(life)
    yield from _in_error(life)
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


def _due(life, limit, e):
    """The first date by how it was first written, and the date that holds."""
    return life.due(limit, life.versions[e["root"]][0]["at"]), life.due(limit, e["at"])


def _done(life, kind, **named):
    return [(e["at"], e["id"]) for e in life.all(kind, **named)]
