"""The words the oracle's table of duties is written in: requirements and their ends, ways out, who is responsible.

An ending is a pair (instant, id of the entry that ends).
"""

from tests.oracles.calendar_by_hand import add
from tests.oracles.record import Record

LIMITS = {
    "resident": (24, "h-or-wd"), "elsewhere": (48, "h-or-wd"), "outer": (28, "d"), "after_laboratory": (5, "wd"),
    "laboratory": (5, "wd"), "dispatch": (1, "wd"), "detained": (24, "h"), "same_day": (0, "d"), "at_once": (0, "h"),
    "follow_up": (5, "wd"), "report": (1, "wd"), "partnership": (5, "wd"), "next_day": (1, "wd"), "review": (112, "d"),
    "decide_next": (5, "wd"),
}  # fmt: skip
MINIMUM = (
    "dependency", "would_benefit", "readiness", "comprehensive_needed", "risk_to_self", "risk_to_others", "urgency",
    "other_drugs", "diversity_needs", "harm_advice_given", "support_explained",
)  # fmt: skip
SURVIVE = {
    "act_on_risk", "name_risk_taker", "put_irregular_test_right", "tell_requirement_ended", "reason_for_no_ra1",
    "give_ra5", "tell_probation",
}  # fmt: skip


def always(e):
    return True


def positive(e):
    return e["result"] != "NEGATIVE" and not e["irregular"]


def covered(e):
    return all(e[q] or (e[q] is False and q in ("would_benefit", "comprehensive_needed")) for q in MINIMUM)


def meets_minimum(e):
    return e["engaged"] and covered(e)


def released_from(e):
    return e["decision"] != "NEEDED"


def ends(entries):
    """When these things happened: how a duty is met."""
    return [(e["at"], e["id"]) for e in entries]


def stops(entries):
    """When these things began to count against a duty: a correction does so when it was written down."""
    return [(e["written"] if e["replaces"] else e["at"], e["id"]) for e in entries]


def after(start):
    return lambda e: e["at"] > start["at"]


def since(start):
    return lambda e: e["at"] >= start["at"]


def following(start):
    """Later in the order of things, which at one instant goes by kind and then by id."""
    return lambda e: (e["at"], e["rank"], e["id"]) > (start["at"], start["rank"], start["id"])


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

    def cjit_near(self, team):
        near = self.given["cjit_of"]
        return near.get(self.home()) or near.get(self.area(team)) or team

    def arrest(self, e):
        """The arrest a fact goes back to; what is done by choice belongs to the last arrest before it."""
        found = self.up(e, "arrested")
        if found is None:
            before = self.all("arrested", where=lambda a: a["at"] <= e["at"])
            found = before[-1] if before else None
        return found

    def suite(self, e):
        arrest = self.arrest(e)
        return arrest["by"] if arrest else e["by"]

    def booked(self, appointment):
        """An appointment as last moved."""
        moves = self.all("appointment_moved", appointment=appointment["root"])
        return moves[-1] if moves else appointment

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

    def unenforceable(self, r):
        out = self.release(r)
        late = out and not [s for s in self.served("RA1", requirement=r["root"]) if s["at"] <= out["at"]]
        return stops([out]) if late else []

    def endings(self, r):
        """Everything that ends a requirement."""
        root, arrest = r["root"], self.arrest(r)
        whose = arrest["root"] if arrest else None
        mended = [self.stopped_holding(root, always), self.stopped_holding(r["test"], positive)]
        assessed = {e["root"] for e in self.all("assessed", requirement=root, purpose="INITIAL")}
        return [
            *self.deaths,
            *(found for found in mended if found),
            *stops(self.all("laboratory_returned", test=r["test"], confirmed=False)),
            *stops(self.all("follow_up_decided", where=lambda e: e["assessment"] in assessed and released_from(e))),
            *stops(self.all("assessed", requirement=root, purpose="FOLLOW_UP", engaged=True)),
            *stops(self.let_go(whose)),
        ]

    def let_go(self, arrest):
        """Decisions that end an arrest: ours, or the partnership's."""
        began = self.some(arrest)
        return [
            *self.all("decided_next", ends=True, where=lambda e: e["arrest"] == arrest or (
                e["arrest"] is None and began is not None and e["at"] >= began["at"])),
            *self.all("partnership_decided", decision="NO_FURTHER_ACTION",
                      where=lambda e: (self.arrest(e) or {}).get("root") == arrest is not None),
        ]  # fmt: skip

    def binding(self, arrest, at):
        """The requirements of an arrest that hold at an instant and can be enforced."""
        return [
            r for r in self.all("assessment_required", where=lambda r: r["at"] <= at)
            if (self.arrest(r) or {}).get("root") == arrest
            and not [e for e in [*self.endings(r), *self.unenforceable(r)] if e[0] <= at]
        ]  # fmt: skip

    # --- ways out (R16)

    def way_out(self, arrest):
        root = arrest["root"]
        mine = lambda e: (self.arrest(e) or {}).get("root") == root  # noqa: E731
        if root not in self.now:
            return None
        found = [*self.deaths, *stops(self.let_go(root)), *stops(self.all("taken_on_caseload", where=mine))]
        for s in self.served("RA5"):
            if mine(s):
                wanted = self.up(s, "assessment_required")
                for d in self.all("follow_up_decided", where=released_from):
                    if (self.up(d, "assessment_required") or {}).get("root") == wanted["root"] and d["at"] <= s["at"]:
                        found += stops([s])
        for answer in self.all("laboratory_returned", confirmed=False, where=mine):
            required = self.all("assessment_required", test=answer["test"])
            told = [self.all("told_requirement_ended", requirement=r["root"]) for r in required]
            if all(told):
                found.append(max([*stops([answer]), *(stops(t)[0] for t in told)]))
        tests = [t for t in self.all("drug_tested", arrest=root) if positive(t)]
        if not tests:
            found += stops(self.all("no_misuse_believed", arrest=root))
        for offer in self.all("voluntary_offer_made", arrest=root, accepted=False):
            if not self.binding(root, offer["at"]):
                found += stops([offer])
        return min((f for f in found if f[0] >= arrest["at"]), default=None)

    # --- who is responsible

    def care(self):
        """The team responsible now: a table of moves, read once through."""
        team = caseload = None
        outs = {a["root"]: self.way_out(a) for a in self.all("arrested")}
        open_ones = set()
        for e in self.stands:
            kind = e["kind"]
            if open_ones and all(outs[root] and outs[root][0] < e["at"] for root in open_ones):
                open_ones, team = set(), None
            if kind == "arrested":
                open_ones.add(e["root"])
            seen = kind == "assessed" or (kind == "attendance_recorded" and e["outcome"] == "ATTENDED")
            with_cjit = team in self.given["cjits"]
            if kind == "arrested" and team is None:
                team = e["by"]
            elif kind == "taken_on_caseload" and not caseload:
                team = caseload = e["by"]
            elif kind == "referred_to_team" and not caseload:
                team = e["to_team"]
            elif kind == "appointment_made" and not with_cjit:
                team = e["team"]
            elif seen and not with_cjit:
                team = e["by"]
            elif kind == "released" and not with_cjit and self.told_without_notice(e):
                team = self.cjit_near(e["by"])
        gone = open_ones and all(outs[root] for root in open_ones) and self.stands[-1]["at"] <= max(
            outs[root][0] for root in open_ones)  # fmt: skip
        return None if self.deaths else caseload or (None if gone else team)

    def told_without_notice(self, out):
        required = [r for r in self.all("assessment_required", where=lambda r: r["at"] <= out["at"])
                    if (self.arrest(r) or {}).get("root") == out["arrest"]]  # fmt: skip
        return any(self.unenforceable(r) and not [e for e in self.endings(r) if e[0] <= out["at"]] for r in required)
