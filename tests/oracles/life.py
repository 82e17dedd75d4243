"""The words the oracle's table of duties is written in: requirements and their ends, ways out, who is responsible.

An ending is a pair (instant, id of the entry that ends).
"""

from tests.oracles.calendar_by_hand import add
from tests.oracles.record import Record
from tests.oracles.shown import ITEMS

LIMITS = {
    "resident": (24, "h-or-wd"), "elsewhere": (48, "h-or-wd"), "outer": (28, "d"), "after_laboratory": (5, "wd"),
    "laboratory": (5, "wd"), "dispatch": (1, "wd"), "detained": (24, "h"), "same_day": (0, "d"), "at_once": (0, "h"),
    "follow_up": (5, "wd"), "report": (1, "wd"), "partnership": (5, "wd"), "next_day": (1, "wd"), "review": (112, "d"),
    "decide_next": (5, "wd"), "recall": (1, "h"), "outcome": (28, "d"), "outreach": (24, "h"), "prescribing": (4, "wd"),
    "month": (1, "m"), "back": (5, "wd"), "ask_prison": (112, "d"),
}  # fmt: skip
MINIMUM = (
    "dependency", "would_benefit", "readiness", "comprehensive_needed", "risk_to_self", "risk_to_others", "urgency",
    "other_drugs", "diversity_needs", "harm_advice_given", "support_explained",
)  # fmt: skip
SURVIVE = {
    "act_on_risk", "name_risk_taker", "put_irregular_test_right", "tell_requirement_ended", "reason_for_no_ra1",
    "give_ra5", "tell_probation", "send_record", "ask_for_record", "record_report_outcome", "recall_disclosure",
    "answer_recall", "review_emergency", "tell_corrected", "send_sample", "laboratory_result", "settle_work",
}  # fmt: skip


def always(e):
    return True


def positive(e):
    return e is not None and e["result"] != "NEGATIVE" and not e["irregular"]


def covered(e):
    return all(e[q] or (e[q] is False and q in ("would_benefit", "comprehensive_needed")) for q in MINIMUM)


def meets_minimum(e):
    return e["engaged"] and covered(e)


def released_from(e):
    return e["decision"] != "NEEDED"


def ends(entries):
    """When these things happened: how a duty is met."""
    return [(e["at"], e["id"]) for e in entries]


INFERRED = ("paraphernalia", "behaviour", "appearance", "officer_information", "intelligence", "asked_for_doctor")


def identified(e):
    """Annex E: told by the person, or inferred; what is only indirect needs to be supported by what is inferred."""
    return e["volunteered"] or any(e[sign] for sign in INFERRED)


WEIGHS = {
    "signs_considered": identified,
    "agreement_asked": lambda e: e["agrees"],
    "drug_tested": positive,
    "laboratory_returned": lambda e: e["confirmed"],
    "voluntary_offer_made": lambda e: e["accepted"],
    "decided_next": lambda e: e["ends"],
    "assessed": lambda e: (e["purpose"], e["engaged"]),
    "follow_up_decided": released_from,
    "missed_contact_judged": lambda e: e["verdict"] == "DISENGAGED" and not e["stopped_offending"].strip(),
    "partnership_decided": lambda e: e["decision"] == "NO_FURTHER_ACTION",
    "notice_prepared": lambda e: e["form"],
    "residence_established": lambda e: (e["housing"], e["area"]),
    "disclosed": lambda e: [e[name] for name in ("recipient", "to_team", "named", "purpose", *ITEMS)],
}
"""The answer by which a fact can end a duty. Correcting it ends the duty from when that was written down."""


def stops(entries):
    """When these things began to count against a duty."""
    return [(counted(e), e["id"]) for e in entries]


def counted(e):
    weigh = WEIGHS.get(e["kind"], lambda e: None)
    tell = lambda x: (weigh(x), [x[link] for link in x["links"]])  # noqa: E731
    older = e["older"]
    at = e["at"]
    for newer, old in zip([e, *older], older, strict=False):
        if tell(old) != tell(e):
            at = newer["written"]
            break
    return at


def since(start):
    return lambda e: e["at"] >= start["at"]


def following(start):
    """Later in the order of things, which at one instant goes by kind and then by id."""
    return lambda e: (e["at"], e["rank"], e["id"]) > (start["at"], start["rank"], start["id"])


def told(entries):
    """Without what was brought in and its mendings, unless somebody opened work on it (invariant 12)."""
    looked_at = {e["test"] for e in entries if e["kind"] == "work_opened"}
    left = [e for e in entries if e["kind"] != "test_brought_in" or looked_at]
    while True:
        ids = {e["id"] for e in left}
        kept = [e for e in left if e["replaces"] is None or e["replaces"] in ids]
        if len(kept) == len(left):
            return kept
        left = kept


class Life(Record):
    """The words the table of duties is written in."""

    def __init__(self, entries, given):
        super().__init__(entries)
        self.given = given
        self.deaths = stops(self.all("died"))

    def due(self, limit, start):
        return add(start, *LIMITS[limit], self.given["holidays"])

    def area(self, team):
        return self.given["area_of"].get(team, "")

    # --- where the person lives, and whose they are

    def home(self, at=None):
        known = self.all("residence_established", where=lambda e: at is None or e["at"] <= at)
        return known[-1]["area"] if known and known[-1]["housing"] == "ADDRESS" else ""

    def cjit_near(self, team, at=None):
        near = self.given["cjit_of"]
        return near.get(self.home(at)) or near.get(self.area(team)) or team

    def arrest(self, e):
        return self.up(e, "arrested")

    def suite(self, e):
        arrest = self.arrest(e)
        return arrest["by"] if arrest else e["by"]

    def booked(self, appointment):
        """An appointment as last moved."""
        moves = self.all("appointment_moved", appointment=appointment["root"])
        return moves[-1] if moves else appointment

    def cancelled(self, appointment):
        """A time that was taken back: nobody waits for it and no paper is owed (SPOC 4)."""
        return stops(self.all("appointment_withdrawn", appointment=appointment))

    def last_word(self, appointment):
        """When an appointment was last set."""
        moves = self.all("appointment_moved", appointment=appointment["root"])
        e = moves[-1] if moves else appointment
        return e["at"], e["rank"], e["id"]

    def told(self, a, at):
        """R35: by this instant an appointment stood, and its last paper before the time said that time and place."""
        by_then = lambda one: one["at"] <= at  # noqa: E731
        said = [a, *self.all("appointment_moved", appointment=a["root"], where=by_then)][-1]
        given = [s for s in self.served(appointment=a["root"]) if by_then(s) and s["at"] <= said["starts_at"]]
        papers = [n for n in (self.now[s["notice"]] for s in given) if by_then(n)]
        stands = not self.all("appointment_withdrawn", appointment=a["root"], where=by_then)
        return stands and [(n["starts_at"], n["place"]) for n in papers[-1:]] == [(said["starts_at"], said["place"])]

    # --- a requirement: its end, and whether it can be enforced

    def release(self, r):
        arrest = self.arrest(r)
        found = self.all("released", arrest=arrest["root"]) if arrest else []
        return found[0] if found else None

    def served(self, form=None, **notice):
        def fits(e):
            n = self.now.get(e["notice"])
            return n is not None and form in (None, n["form"]) and all(n[k] == v for k, v in notice.items())

        return self.all("notice_served", where=fits)

    def unenforceable(self, r, when=stops, at=None):
        """The release without RA1; at an instant, by the release and the papers there were by then."""
        out = self.release(r)
        if not out or (at and out["at"] > at):
            return []
        papers = [s for s in self.served("RA1", requirement=r["root"]) if not at or self.now[s["notice"]]["at"] <= at]
        return [] if [s for s in papers if s["at"] <= out["at"]] else when([out])

    def endings(self, r, when=stops):
        """Everything that ends a requirement, by when it counted; or by when it happened."""
        root, arrest = r["root"], self.arrest(r)
        whose = arrest["root"] if arrest else None
        assessed = {e["root"] for e in self.all("assessed", requirement=root, purpose="INITIAL")}
        return [
            *self.ceased(r, when),
            *when(e for e in self.decisions() if e["assessment"] in assessed and released_from(e)),
            *when(self.all("assessed", requirement=root, purpose="FOLLOW_UP", engaged=True)),
            *when(self.let_go(whose)),
        ]

    def ceased(self, r, when=stops):
        """What ends it whatever the person did."""
        mended = [self.stopped_holding(r["root"], always), self.stopped_holding(r["test"], positive)]
        return [
            *when(self.all("died")),
            *(found for found in mended if found),
            *when(self.all("laboratory_returned", test=r["test"], confirmed=False) if r["test"] in self.now else []),
        ]

    def endings_both(self, r):
        """Each ending as (when it counted, id, when it happened)."""
        return [(c, i, at) for (c, i), (at, _) in zip(self.endings(r), self.endings(r, ends), strict=True)]

    def decisions(self):
        """The first decision on each assessment; another is a correction, or it is refused."""
        first = {}
        for e in self.all("follow_up_decided"):
            first.setdefault(e["assessment"], e)
        return first.values()

    def let_go(self, arrest):
        """Decisions that end an arrest: ours, or the partnership's."""
        began = self.some(arrest)
        return [
            *self.all("decided_next", ends=True, where=lambda e: e["arrest"] == arrest or (
                e["arrest"] is None and began is not None and e["at"] >= began["at"])),
            *self.all("partnership_decided", decision="NO_FURTHER_ACTION",
                      where=lambda e: (self.up(e, "arrested") or {}).get("root") == arrest is not None),
        ]  # fmt: skip

    def binding(self, arrest, at):
        """The requirements of an arrest that hold at an instant and can be enforced."""
        return [
            r for r in self.all("assessment_required", where=lambda r: r["at"] <= at)
            if (self.arrest(r) or {}).get("root") == arrest and positive(self.now.get(r["test"]))
            and not [e for e in self.endings(r, ends) if e[0] <= at] and not self.unenforceable(r, at=at)
            and not [p for p in self.all("care_plan_agreed") if r == self.up(p, "assessment_required", standing=True)
                     and max(p["at"], self.now[p["assessment"]]["at"]) <= at]
        ]  # fmt: skip

    # --- ways out (R16)

    def way_out(self, arrest):
        root = arrest["root"]
        mine = lambda e: (self.up(e, "arrested", standing=True) or {}).get("root") == root  # noqa: E731
        if root not in self.now:
            return None
        takes = lambda e: following(arrest)(e) and not self.binding(root, e["at"])  # noqa: E731
        admits = lambda e: takes(e) and not self.waiting(root, e["at"])  # noqa: E731
        found = [*self.all("died"), *self.let_go(root), *self.all("taken_on_caseload", where=admits)]
        found += self.all("partnership_decided", decision="NO_FURTHER_ACTION", where=lambda d: (
            self.up(d, "assessment_required") is None and takes(d)))  # fmt: skip
        for s in self.served("RA5"):
            wanted = self.up(s, "assessment_required", standing=True)
            if mine(s):
                for d in filter(released_from, self.decisions()):
                    assessed = self.now.get(d["assessment"])
                    if assessed and assessed["purpose"] == "INITIAL" and assessed["requirement"] == wanted["root"]:
                        found.append(d if following(s)(d) else s)
        refuted = lambda answer: mine(answer) and positive(self.now.get(answer["test"]))  # noqa: E731
        for answer in self.all("laboratory_returned", confirmed=False, where=refuted):
            required = self.all("assessment_required", test=answer["test"])
            told = [self.all("told_requirement_ended", requirement=r["root"]) for r in required]
            if all(told):  # the answer, and everyone told
                found.append(max([answer, *(t[0] for t in told)], key=lambda e: e["at"]))
        tests = [t for t in self.all("drug_tested", arrest=root) if positive(t)]
        offers = self.all("voluntary_offer_made", arrest=root)
        accepted = [o for o in offers if o["accepted"]]
        looked = self.all("signs_considered", arrest=root)
        nothing = [*self.all("no_misuse_believed", arrest=root), *(s for s in looked if not identified(s))]
        for word in [*(w for w in ([] if tests else nothing) if not any(
                identified(s) and following(w)(s) for s in looked)),
                     *(o for o in offers if not o["accepted"] and self.nothing_left(root, o))]:  # fmt: skip
            if not [o for o in accepted if following(word)(o)]:
                found.append(word)
        return min(found, default=None, key=lambda e: (e["at"], e["rank"], e["id"]))

    def waiting(self, arrest, at):
        """Positive tests nobody had yet said anything about at this instant."""
        said = lambda t: [  # noqa: E731
            e for e in [*self.all("assessment_required", "requirement_not_imposed", test=t["root"]),
                        *self.all("laboratory_returned", test=t["root"], confirmed=False)] if e["at"] <= at
        ]  # fmt: skip
        tests = self.all("drug_tested", arrest=arrest, where=lambda t: t["at"] <= at)
        return [t for t in tests if positive(t) and not said(t)]

    def nothing_left(self, arrest, offer):
        """Whether a declined offer leaves nothing to decide, nothing that binds, and nobody who came after all."""
        for t in self.all("drug_tested", arrest=arrest):
            required = self.all("assessment_required", test=t["root"])
            if positive(t) and not required and not self.all("requirement_not_imposed", test=t["root"]) and not (
                    self.all("laboratory_returned", test=t["root"], confirmed=False)):  # fmt: skip
                return False
            for r in required:
                came = self.all("assessed", requirement=r["root"], engaged=True, where=following(offer))
                if came or r in self.binding(arrest, max(offer["at"], r["at"])):
                    return False
        return True

    # --- who is responsible

    def care(self, owed):
        """The team responsible now: a table of moves, read once through. It stays while a step is still owed."""
        team = was = None
        places = []
        outs = {a["root"]: self.way_out(a) for a in self.all("arrested")}
        closing = {out["id"] for out in outs.values() if out and out["kind"] != "taken_on_caseload"}
        for e in self.stands:
            kind = e["kind"]
            seen = kind in ("assessed", "self_referred")
            with_cjit = team in self.given["cjits"]
            if kind == "died":
                return None
            if kind == "arrested" and team is None:
                team = e["by"]
            elif kind == "taken_on_caseload":
                team = e["by"]
                places.append(e)
            elif kind == "referred_to_team" and not places:
                team = e["to_team"]
            elif kind == "appointment_made" and not with_cjit:
                team = e["team"]
            elif seen and not with_cjit:
                team = e["by"]
            elif kind == "released" and not with_cjit and self.told_without_notice(e):
                team = self.cjit_near(e["by"])
            staying = [c for c in places if e not in self.left(c)]
            shut, places = kind == "place_closed" and staying != places, staying
            was = team or was
            if not places and (shut or (kind == "decided_next" and e["ends"]) or e["id"] in closing):
                # Nobody may fall between two arrests (R14): the team of one still open is responsible.
                after = following(e)
                begun = [a for a in self.all("arrested") if not after(a)]
                teams = [self.lies_with(a, e["at"]) for a in begun if (o := outs[a["root"]]) is None or after(o)]
                team = team if team in teams else next(iter(teams), None)
                was = team or was
        return team or ((was or owed[0]) if owed else None)

    def lies_with(self, arrest, at):
        """Whose an open arrest was at this instant: the team referred to, booked with or told; until then the suite."""
        known = lambda *kinds, **fields: self.all(*kinds, where=lambda e: e["at"] <= at, **fields)  # noqa: E731
        team = lambda a: (known("appointment_moved", appointment=a["root"]) or [a])[-1]["team"]  # noqa: E731
        tests = known("drug_tested", arrest=arrest["root"])
        for r in (r for t in tests for r in known("assessment_required", test=t["root"])):
            if sent := known("referred_to_team", requirement=r["root"]):
                return sent[-1]["to_team"]
            if booked := known("appointment_made", requirement=r["root"]):
                return team(booked[-1])
            if seen := known("assessed", requirement=r["root"]):
                return seen[-1]["by"]
            if self.unenforceable(r, at=at):
                return self.cjit_near(r["by"], at)
        chosen = [a for a in known("appointment_made", requirement=None) if following(arrest)(a)]
        return team(chosen[-1]) if chosen else arrest["by"]

    def left(self, caseload):
        """Its closure, and decisions of its team that end it; one about an arrest since then does not (R14)."""

        def about_since(d):
            arrest = self.some(d["arrest"])
            return arrest is not None and following(caseload)(arrest)

        shut = self.all("place_closed", caseload=caseload["root"], where=following(caseload))
        return shut + self.all("decided_next", ends=True, by=caseload["by"], where=lambda d: (
            following(caseload)(d) and not about_since(d)))  # fmt: skip

    def told_without_notice(self, out):
        required = [
            r
            for r in self.all("assessment_required")
            if positive(self.now.get(r["test"])) and (self.arrest(r) or {}).get("root") == out["arrest"]
        ]
        return any(
            self.unenforceable(r) and not [e for e in self.endings(r, ends) if e[0] <= out["at"]] for r in required
        )
