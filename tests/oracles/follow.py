"""What follows from a person's facts, written a second time and another way: tables over plain dicts.

It shares no code with the package. Where the two differ, the Handbook and the table of readings decide.
A duty ends with its earliest ending, and being met wins a tie.
"""

from tests.oracles.closings import ITS_ENDS_ARE_SAID, Closings
from tests.oracles.life import (
    SURVIVE,
    Life,
    always,
    covered,
    ends,
    following,
    meets_minimum,
    positive,
    released_from,
    since,
    stops,
    told,
)  # fmt: skip
from tests.oracles.out_of_contact import MISSES, OutOfContact
from tests.oracles.places import Places
from tests.oracles.proactive import Proactive
from tests.oracles.sharing import shared_rows

OF_THE_CASELOAD = {
    "name_case_manager", "review_event", "judge_missed_contact", "reach_out", "refer_to_service",
    "hear_from_service", "start_prescribing",
}  # fmt: skip


class Duties(Places, Proactive, OutOfContact, Closings, Life):
    """Each method is one duty or a family: it gives rows of
    (kind, causes, owner, first due, due, met by, withdrawn by)."""

    def rows(self):
        for family in (self.custody, self.requirement, self.release_rows, self.notices, self.appointments,
                       self.assessments, self.follow_ups, self.engagement, self.referrals, self.plans, self.proactive,
                       self.out_of_contact, self.reviews, self.in_prison, self.suspended, self.handed_on,
                       lambda: shared_rows(self), self.opened_work):  # fmt: skip
            yield from family()

    def one(self, kind, cause, limit, owner, met, off=(), start=None, holds=always):
        """A duty of one fact, whose limit runs from one instant."""
        for e, mended in self.causes(cause, holds):
            begin = start or (lambda x: x["at"])
            told = next(x for x in self.versions[e["root"]] if holds(x))
            earliest = self.arrest_first_told if start == self.arrest_at else begin
            due, first = self.due(limit, begin(e)), self.due(limit, earliest(told))
            yield kind, [(e, mended)], owner(e), first, due, met(e), off(e) if off else []

    def opened_work(self):
        """What was brought in binds nobody; a person who says that it should be looked at binds their suite."""
        yield from self.one("settle_work", "work_opened", "decide_next", lambda e: e["by"],
                            met=self.named("work_settled", "work"))  # fmt: skip

    def under(self, e):
        return self.up(e, "assessment_required")

    def over(self, e):
        """What ends the requirement a fact stands under."""
        r = self.under(e)
        return self.endings(r) if r else []

    def over_unheld(self, e):
        """The same, unless the follow-up itself was held: the record is owed all the same (HB 4.7.4)."""
        r, ends_ = self.under(e), self.over(e)
        held = {a["id"] for a in self.all("assessed", requirement=r["root"])} if r else set()
        return self.deaths if ends_ and min(ends_)[1] in held else ends_

    def moot(self, e):
        """Death, or what stops a requirement whatever the person did."""
        r = self.under(e)
        return self.ceased(r) if r else self.deaths

    def arrest_at(self, e):
        arrest = self.arrest(e)
        return arrest["at"] if arrest else e["at"]

    def arrest_first_told(self, e):
        """Invariant 7: the first date is by the arrest as it was first written down."""
        arrest = self.arrest(e)
        return self.versions[arrest["root"]][0]["at"] if arrest else e["at"]

    def named(self, kind, field):
        return lambda e: ends(self.all(kind, **{field: e["root"]}))

    def closed(self, kind, e):
        """What ends a duty from outside its row: death, the arrest's way out, or a decision that ends our part."""
        if kind in SURVIVE:
            return self.deaths
        if kind in ITS_ENDS_ARE_SAID and e["kind"] not in MISSES:
            return self.deaths
        arrest = self.up(e, "arrested")
        place = self.place_then(e) if e["kind"] in MISSES else self.up(e, "taken_on_caseload")
        if kind in OF_THE_CASELOAD and place:
            standing = e is self.now.get(e["root"])
            left = stops(self.left(place)) if place["root"] in self.now else [place["mended"]]
            return [*self.deaths, *(left if standing else [])]
        if arrest is None or kind == "take_on_caseload":
            mine = (None, arrest["root"] if arrest else None)
            over = self.all("decided_next", ends=True, where=lambda d: d["arrest"] in mine and d["at"] >= e["at"])
            return [*self.deaths, *stops(over)]
        if arrest["root"] not in self.now:  # an arrest entered in error asks nothing more
            return [*self.deaths, arrest["mended"]]
        out = self.way_out(arrest)
        return [*self.deaths, *stops([out] if out else [])]

    # --- custody

    def custody(self):
        def unconfirmed(e):
            return stops(self.all("laboratory_returned", test=e["root"], confirmed=False))

        def of_arrest(e, *kinds):
            return ends(self.all(*kinds, arrest=e["arrest"]))

        def positives(e):
            return stops([t for t in self.all("drug_tested", arrest=e["arrest"]) if positive(t)])

        yield from self.one(
            "test_or_say_why_not", "arrested", "detained", self.suite,
            met=lambda e: ends(self.all("drug_tested", "test_refused", "not_tested", arrest=e["root"])),
            off=lambda e: self.deaths,
        )  # fmt: skip
        yield from self.one(
            "require_or_say_why_not", "drug_tested", "detained", self.suite, start=self.arrest_at, holds=positive,
            met=lambda e: ends(self.all("assessment_required", "requirement_not_imposed", test=e["root"])),
            off=lambda e: [*unconfirmed(e), *self.deaths],
        )  # fmt: skip
        yield from self.one(
            "put_irregular_test_right", "drug_tested", "next_day", self.suite, holds=lambda e: e["irregular"],
            met=self.named("test_put_right", "test"),
        )  # fmt: skip
        for cause, holds in (
            ("drug_tested", lambda e: not positive(e)),
            ("test_refused", always),
            ("not_tested", always),
        ):
            yield from self.one(
                "identify_or_release", cause, "detained", self.suite, start=self.arrest_at, holds=holds,
                met=lambda e: of_arrest(e, "signs_considered", "no_misuse_believed", "voluntary_offer_made"),
                off=lambda e: [*positives(e), *self.deaths],
            )  # fmt: skip
        yield from self.one(
            "send_sample", "drug_tested", "dispatch", self.suite, holds=lambda e: e["laboratory"] != "NO",
            met=lambda e: ends(self.all("sent_to_laboratory", "laboratory_returned", test=e["root"])),
        )  # fmt: skip
        yield from self.one(
            "laboratory_result", "sent_to_laboratory", "laboratory", self.suite,
            met=lambda e: ends(self.all("laboratory_returned", test=e["test"])),
        )  # fmt: skip
        for answer, r1 in self.causes("laboratory_returned", lambda e: not e["confirmed"]):
            for r, r2 in self.causes("assessment_required", lambda r: r["test"] == answer["test"]):  # noqa: B023
                told = next(x for x in self.versions[answer["root"]] if not x["confirmed"])
                first, due = (self.due("next_day", x["at"]) for x in (told, answer))
                yield ("tell_requirement_ended", [(answer, r1), (r, r2)], r["by"], first, due,
                       self.named("told_requirement_ended", "requirement")(r), [])  # fmt: skip
        yield from self.one("act_on_risk", "risk_found", "at_once", lambda e: e["by"],
                            met=self.named("risk_handed_over", "risk"))  # fmt: skip

    # --- the requirement

    def requirement(self):
        def firsts(e, *kinds):
            return ends(self.all(*kinds, requirement=e["root"], purpose="INITIAL"))

        def out(e):
            release = self.release(e)
            return stops([release]) if release else []

        yield from self.one(
            "book_initial_assessment", "assessment_required", "detained", self.suite, start=self.arrest_at,
            met=lambda e: firsts(e, "appointment_made", "assessed"), off=lambda e: [*self.endings(e), *out(e)],
        )  # fmt: skip
        yield from self.one(
            "give_ra1", "assessment_required", "detained", self.suite, start=self.arrest_at,
            met=lambda e: ends(self.served("RA1", requirement=e["root"])),
            off=lambda e: [*self.endings(e), *out(e)],
        )  # fmt: skip
        for r, mended in self.causes("assessment_required", always):
            first, due = self.initial_due(r)
            booked = self.all("appointment_made", requirement=r["root"], purpose="INITIAL")
            held = self.all("assessed", requirement=r["root"], purpose="INITIAL")
            near = held[0]["by"] if held else self.cjit_near(self.suite(r))  # seen unbooked: whoever saw the person
            owner = self.booked(booked[0])["team"] if booked else near
            off = [*self.endings(r), *self.failures(r, "INITIAL"), *self.unenforceable(r)]
            yield "hold_initial_assessment", [(r, mended)], owner, first, due, firsts(r, "assessed"), off

    def failures(self, r, purpose):
        def fits(e):
            a = self.now.get((self.now.get(e["attendance"]) or {}).get("appointment"))
            return a is not None and a["requirement"] == r["root"] and a["purpose"] == purpose

        return stops(self.all("failure_reported", where=fits))

    def initial_due(self, r):
        """R1, R2, R30. Once the duty has ended no fact moves its date; the first date is by what was first written."""
        first = self.versions[r["root"]][0]
        told = [e for versions in self.versions.values() if (e := versions[0])["at"] <= first["at"]]
        over = min(self.endings_both(r), default=None)
        stop = [e["at"] for e in self.all("assessed", requirement=r["root"], purpose="INITIAL")[:1]]
        stop += [over[2]] if over else []
        stop += [at for at, _ in self.unenforceable(r, ends)]
        stop = min((at for at in stop if at > r["at"]), default=None)
        known = [e for e in self.stands if stop is None or e["at"] <= stop]
        return (self.initial_by(first, self.versions[r["test"]][0], told),
                self.initial_by(r, self.some(r["test"]), known))  # fmt: skip

    def initial_by(self, r, test, known):
        """The limit by what was known."""
        known = sorted(known, key=lambda e: (e["at"], e["rank"], e["id"]))
        if test["laboratory"] != "NO":
            answer = [e for e in known if e["kind"] == "laboratory_returned" and e["test"] == test["root"]]
            return self.due("after_laboratory", answer[0]["at"]) if answer else self.due("outer", test["at"])
        lives = [e for e in known if e["kind"] == "residence_established"][-1:]
        elsewhere = [e for e in lives if e["housing"] == "ADDRESS" and e["area"] not in ("", self.area(self.suite(r)))]
        out = [e for e in known if e["kind"] == "released" and e["arrest"] == test["arrest"]]
        return self.due("elsewhere" if elsewhere else "resident", (out or [test])[0]["at"])

    # --- release without RA1, and what is offered by choice

    def release_rows(self):
        for out, m1 in self.causes("released", always):
            mine = lambda r: (self.arrest(r) or {}).get("root") == out["arrest"]  # noqa: B023, E731
            for r, m2 in self.causes("assessment_required", mine):
                first, due = (self.due("next_day", x["at"]) for x in (self.versions[out["root"]][0], out))
                given = stops(s for s in self.served("RA1", requirement=r["root"]) if s["at"] <= out["at"])
                off, causes = [*given, *self.endings(r)], [(out, m1), (r, m2)]
                # HB 4.6.1 v: it is the suite's failure at the release; what comes later does not undo it.
                over = [(c, i) for c, i, happened in sorted(self.endings_both(r))[:1] if happened <= out["at"]]
                yield ("reason_for_no_ra1", causes, out["by"], first, due,
                       self.named("reason_for_no_notice", "release")(out), [*given, *over])  # fmt: skip
                offered = [*self.offers(out, out["arrest"]), *ends(self.all("assessed", requirement=r["root"]))]
                yield "offer_by_choice", causes, self.cjit_near(out["by"]), first, due, offered, off
        yield from self.one(
            "offer_by_choice", "requirement_not_imposed", "next_day", lambda e: e["by"],
            met=lambda e: self.offers(e, (self.arrest(e) or {}).get("root")),
        )  # fmt: skip
        yield from self.one(
            "book_by_choice", "voluntary_offer_made", "next_day", lambda e: self.cjit_near(e["by"]),
            holds=lambda e: e["accepted"],
            met=lambda e: ends([*self.all("appointment_made", purpose="VOLUNTARY", where=since(e)),
                                *self.all("assessed", requirement=None, where=since(e))]),
        )  # fmt: skip

    def offers(self, start, arrest):
        return ends([*self.all("voluntary_offer_made", arrest=arrest, where=since(start)),
                     *self.all("appointment_made", purpose="VOLUNTARY", where=since(start))])  # fmt: skip

    # --- notices

    def notices(self):
        def came(appointment):
            return stops(self.all("attendance_recorded", appointment=appointment))

        def new_paper(move):
            says = {name: move[name] for name in ("appointment", "starts_at", "place")}
            for s in self.served(**says):
                if self.now[s["notice"]]["at"] >= move["at"]:
                    yield s

        yield from self.one(
            "give_ra2", "appointment_moved", "same_day", lambda e: e["by"], holds=self.under,
            met=lambda e: ends(new_paper(e)),
            off=lambda e: [*stops(self.all("appointment_moved", appointment=e["appointment"], where=following(e))),
                           *self.over(e), *came(e["appointment"]), *self.cancelled(e["appointment"])],
        )  # fmt: skip
        yield from self.one(
            "give_ra4", "appointment_made", "same_day", lambda e: e["by"],
            holds=lambda e: e["purpose"] == "FOLLOW_UP" and self.under(e),
            met=lambda e: ends(self.served("RA4", appointment=e["root"])),
            off=lambda e: [*self.over(e), *came(e["root"]), *self.cancelled(e["root"])],
        )  # fmt: skip
        yield from self.one(
            "give_ra5", "follow_up_decided", "same_day", lambda e: e["by"], holds=released_from,
            met=lambda e: ends(self.served("RA5", requirement=(self.under(e) or {}).get("root"))),
        )  # fmt: skip

    # --- appointments

    def appointments(self):
        def again(e):
            """A new time for the same purpose after it was judged."""
            a, r = self.up(e, "appointment_made"), self.under(e)
            return ends([
                *self.all("appointment_made", purpose=a["purpose"], requirement=r["root"], where=following(e)),
                *self.all("appointment_moved", appointment=a["root"], where=following(e)),
            ])  # fmt: skip

        for a, mended in self.causes("appointment_made", always):
            first, due = (self.due("same_day", x["starts_at"]) for x in (self.versions[a["root"]][0], self.booked(a)))
            met = ends([*self.all("attendance_recorded", "assessed", appointment=a["root"])])
            off = [*self.deaths, *self.over(a), *self.cancelled(a["root"])]
            yield "record_attendance", [(a, mended)], self.booked(a)["team"], first, due, met, off
        yield from self.one(
            "judge_good_cause", "attendance_recorded", "next_day", lambda e: e["by"],
            holds=lambda e: e["outcome"] != "ATTENDED" and self.under(e),
            met=self.named("good_cause_judged", "attendance"), off=self.over,
        )  # fmt: skip

        def penal(e):
            """R35: told in writing before it came, and under a penalty; as it was when it was judged."""
            a, r, at = self.up(e, "appointment_made"), self.under(e), e["at"]
            return not e["accepted"] and self.told(a, at) and not self.unenforceable(r, at=at)

        yield from self.one(
            "book_again", "good_cause_judged", "next_day", lambda e: e["by"], met=again, holds=self.under,
            off=lambda e: [*self.over(e), *(stops([e]) if penal(e) else [])],
        )  # fmt: skip
        yield from self.one(
            "book_again", "appointment_withdrawn", "next_day", lambda e: e["by"], met=again, holds=self.under,
            off=self.over,
        )  # fmt: skip
        yield from self.one(
            "report_failure", "good_cause_judged", "report", lambda e: e["by"], holds=self.under,
            met=lambda e: ends(self.all("failure_reported", attendance=e["attendance"])),
            off=lambda e: [*self.over(e), *again(e), *([] if penal(e) else stops([e]))],
        )  # fmt: skip
        yield from self.one("partnership_decides", "failure_reported", "partnership", lambda e: e["by"],
                            met=self.named("partnership_decided", "report"))  # fmt: skip
        # INT 4.5.1: the suite of the arrest was told, and answers for what it did.
        yield from self.one("record_report_outcome", "failure_reported", "outcome", self.suite,
                            met=self.named("report_outcome", "report"))  # fmt: skip

    # --- assessments and the follow-up

    def assessments(self):
        yield from self.one(
            "complete_minimum", "assessed", "same_day", lambda e: e["by"],
            holds=lambda e: e["engaged"] and not covered(e),
            met=lambda e: ends(a for a in self.fuller(e) if following(e)(a)),
            # The worker's debt outlives what the person owed (HB 4.7.1); what was covered before is not asked again.
            off=lambda e: [*self.moot(e), *stops(a for a in self.fuller(e) if self.under(e) and not following(e)(a))],
        )  # fmt: skip
        yield from self.one(
            "decide_follow_up", "assessed", "same_day", lambda e: e["by"],
            holds=lambda e: e["purpose"] == "INITIAL" and e["requirement"],
            met=self.decided_once, off=self.over,
        )  # fmt: skip
        yield from self.one(
            "name_risk_taker", "assessed", "at_once", lambda e: e["by"],
            holds=lambda e: "IMMEDIATE" in (e["risk_to_self"], e["risk_to_others"]),
            met=lambda e: ends([
                *self.all("risk_found", where=since(e)), *self.all("risk_handed_over", risk=e["root"]),
                *self.all("risk_taken_on", risk=e["root"]),
            ]),
        )  # fmt: skip

    def decided_once(self, e):
        """Two sittings are one assessment: it closes with one decision (HB 4.7.1)."""
        sittings = [e, *self.all("assessed", requirement=e["requirement"], purpose="INITIAL")]
        roots = {a["root"] for a in sittings}
        return ends(self.all("follow_up_decided", where=lambda d: d["assessment"] in roots))

    def fuller(self, e):
        """Another sitting under the same requirement, or by choice, that covered the minimum."""
        same = self.all("assessed", requirement=e["requirement"], where=meets_minimum)
        return [a for a in same if a["root"] != e["root"]]

    def follow_ups(self):
        def plans(e):
            """From an assessment that stands; what was agreed before a requirement was made void was agreed."""
            root = self.under(e)["root"]
            under = lambda p: (self.now.get(p["assessment"]) or {}).get("requirement") == root  # noqa: E731
            return self.all("care_plan_agreed", where=under)

        def held(e):
            return self.all("assessed", requirement=self.under(e)["root"], purpose="FOLLOW_UP")

        def at_home(e):
            """The person turned out to live here, or nobody knows where."""
            home, told = self.home(), self.all("residence_established")
            return stops(told[-1:] or [e]) if home in ("", self.area(e["by"])) else []

        def notified(e):
            """HB 4.7.5: from notification the receiving team is responsible, for the booking too."""
            return self.all("referred_to_team", requirement=self.under(e)["root"])

        def booker(e):
            return notified(e)[-1]["to_team"] if notified(e) else e["by"]

        def holder(e):
            """The last word counts: a referral, or a booking as it was last moved."""
            booked = self.all("appointment_made", requirement=self.under(e)["root"], purpose="FOLLOW_UP")[-1:]
            words = [(self.last_word(a), self.booked(a)["team"]) for a in booked]
            words += [((n["at"], n["rank"], n["id"]), n["to_team"]) for n in notified(e)[-1:]]
            return max(words)[1] if words else e["by"]

        needed = lambda e: not released_from(e) and self.under(e)  # noqa: E731
        yield from self.one(
            "book_follow_up", "follow_up_decided", "same_day", booker, holds=needed,
            met=lambda e: ends(self.all("appointment_made", requirement=self.under(e)["root"], purpose="FOLLOW_UP")),
            off=lambda e: [*self.over(e), *stops(held(e)), *stops(plans(e))],
        )  # fmt: skip
        for d, mended in self.causes("follow_up_decided", needed):
            r = self.under(d)
            good = [a for a in self.all("assessed", requirement=r["root"], purpose="INITIAL") if meets_minimum(a)]
            decided = self.some(d["assessment"])
            first = self.due("follow_up", self.versions[decided["root"]][0]["at"])
            due = self.due("follow_up", (good or [decided])[0]["at"])
            off = [*self.over(d), *self.failures(r, "FOLLOW_UP")]
            yield "hold_follow_up", [(d, mended)], holder(d), first, due, ends([*held(d), *plans(d)]), off
        yield from self.one(
            "refer_to_home_team", "follow_up_decided", "same_day", lambda e: e["by"], holds=needed,
            met=lambda e: ends(self.all("referred_to_team", requirement=self.under(e)["root"])),
            off=lambda e: [*self.over(e), *at_home(e)],
        )  # fmt: skip
        yield from self.one(
            "tell_probation", "follow_up_decided", "next_day", lambda e: e["by"],
            holds=lambda e: e["decision"] == "SUBJECT_TO_DRR" and e["written_consent"],
            met=self.named("probation_told", "decision"),
        )  # fmt: skip

    # --- not engaging

    def engagement(self):
        def better(e):
            """Engaged, or agreed a plan, under the same requirement: each is its own (R14)."""
            assessed = self.up(e, "assessed")
            root = assessed["requirement"] if assessed else None
            same = lambda a: a is not None and a["requirement"] == root  # noqa: E731
            plans = self.all("care_plan_agreed", where=following(e))
            return [*stops(self.all("assessed", requirement=root, engaged=True, where=following(e))),
                    *stops(p for p in plans if same(self.now.get(p["assessment"]))), *self.moot(e),
                    *([] if self.under(e) else self.by_choice(e))]  # fmt: skip

        choice = lambda e: not e["engaged"] and not e["requirement"]  # noqa: E731
        for cause, holds in (("assessed", choice), ("agreement_asked", lambda e: not e["agrees"])):
            yield from self.one("warn_by_choice", cause, "same_day", lambda e: e["by"], holds=holds, off=better,
                                met=self.named("warned", "about"))  # fmt: skip
        bound = lambda e: not e["engaged"] and e["requirement"]  # noqa: E731
        for cause, holds in (("assessed", bound), ("care_plan_refused", always)):
            yield from self.one("warn", cause, "same_day", lambda e: e["by"], holds=holds, off=better,
                                met=self.named("warned", "about"))  # fmt: skip
        yield from self.one("report_not_engaging", "warned", "report", lambda e: e["by"], off=better,
                            met=self.named("not_engaging_reported", "warning"))  # fmt: skip
        yield from self.one("partnership_weighs", "not_engaging_reported", "partnership", lambda e: e["by"], off=better,
                            met=self.named("partnership_decided", "report"))  # fmt: skip

    # --- another team

    def referrals(self):
        for e, mended in self.causes("referred_to_team", always):
            booked = self.all("appointment_made", requirement=e["requirement"], purpose="FOLLOW_UP")
            first = self.due("next_day", self.versions[e["root"]][0]["at"])
            due = self.booked(booked[-1])["starts_at"] if booked else self.due("next_day", e["at"])
            until, until_first = (self.due("follow_up", x["at"]) for x in (e, self.versions[e["root"]][0]))
            onward = self.all("referred_to_team", requirement=e["requirement"], where=following(e))
            seen = ends(self.contact(e))
            passed = ends(x for one in onward for x in self.contact(one))
            causes, sent = [(e, mended)], ends(self.all("record_sent", referral=e["root"]))
            yield "send_record", causes, e["by"], first, due, sent, self.over_unheld(e)
            told, told_first = (self.due("next_day", x["at"]) for x in (e, self.versions[e["root"]][0]))
            asked, accepted = (
                ends(self.all(kind, referral=e["root"])) for kind in ("record_asked_for", "referral_accepted")
            )
            yield ("accept_referral", causes, e["to_team"], told_first, told, accepted,
                   [*self.over(e), *stops(onward)])  # fmt: skip
            yield ("ask_for_record", causes, e["to_team"], told_first, told, [*sent, *asked],
                   [*self.over_unheld(e), *stops(onward)])  # fmt: skip
            yield "have_first_contact", causes, e["to_team"], first, due, seen, [*self.over(e), *stops(onward)]
            yield "watch_until_contact", causes, e["by"], until_first, until, [*seen, *passed], self.over(e)

    def contact(self, e):
        """First contact by the team it went to. Sent on, the sender watches until the last has met the person (R20)."""
        return [
            *self.all("first_contact", referral=e["root"]),
            *self.all("attendance_recorded", outcome="ATTENDED", by=e["to_team"], where=following(e)),
            *self.all("assessed", "taken_on_caseload", by=e["to_team"], where=following(e)),
        ]  # fmt: skip


def follow(entries, given, doubted=False):
    """Every duty key with its state, due times and owner, and the team responsible now.

    `doubted` says that a standing entry would now be refused; judging that is not the oracle's business.
    """
    life, duties = Duties(told(entries), given), {}
    for kind, causes, owner, first, due, met, off in life.rows():
        taken = [mended for _, mended in causes if mended]
        off = [*(taken or off), *([] if taken and kind in SURVIVE else life.closed(kind, causes[-1][0]))]
        state, end = "open", None
        if met or off:
            end, rank, _ = min([(m[0], 0, m) for m in met] + [(w[0], 1, w) for w in off])
            state = "withdrawn" if rank else "met"
        key = ":".join([kind, *(e["root"] for e, _ in causes)])
        duties[key] = {"kind": kind, "state": state, "due": due, "due_first": first, "owner": owner, "ended_at": end,
                       "arose": max(e["at"] for e, _ in causes)}  # fmt: skip
    still = sorted((d["arose"], key) for key, d in duties.items() if d["state"] == "open")
    steps = [duties[key]["owner"] for _, key in still if duties[key]["kind"] not in SURVIVE]
    care = life.care(owed=steps)
    busy = doubted or bool(still)
    return {"duties": duties, "care": care, "decide_next": bool(care) and not busy}
