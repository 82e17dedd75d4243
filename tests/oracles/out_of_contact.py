"""Who does not come, and who goes out to them: part of the second implementation of the duties."""

from tests.oracles.life import ends, following, since, stops

MISSES = {
    "contact_made": lambda e: e["outcome"] != "SEEN",
    "attendance_recorded": lambda e: e["outcome"] == "DID_NOT_ATTEND",
}


class OutOfContact:
    """Families of rows, as in `Duties`."""

    def out_of_contact(self):
        for kind in MISSES:
            yield from self.one("judge_missed_contact", kind, "same_day", lambda e: e["by"], holds=self.misses,
                                met=self.named("missed_contact_judged", "missed"))  # fmt: skip
            yield from self.one(
                "reach_out", kind, "outreach", lambda e: e["by"], holds=self.misses, met=self.reached,
                off=lambda e: [*self.let_be(e), *self.taken_in(e), *([] if self.place_then(e) else stops([e]))],
            )  # fmt: skip
            yield from self.one(
                "review_event", kind, "partnership", lambda e: e["by"], holds=self.misses,
                met=lambda e: ends(self.all("reviewed", caseload=(self.place_then(e) or {}).get("root"),
                                            where=following(e))),
                off=lambda e: [*stops(j for j in self.judgement(e) if j["verdict"] != "DISENGAGED"),
                               *([] if self.place_then(e) else stops([e]))],
            )  # fmt: skip
        yield from self.one(
            "reach_out_before", "attendance_recorded", "outreach", lambda e: e["by"], holds=self.misses,
            met=self.reached, off=lambda e: [*self.let_be(e), *self.taken_in(e), *self.admitted(e)],
        )  # fmt: skip
        never = {
            "good_cause_judged": lambda e: not e["accepted"] and self.under(e),
            "assessed": lambda e: not e["engaged"],
            "care_plan_refused": lambda e: True,
            "partnership_decided": lambda e: e["decision"] == "OUTREACH",
        }
        for kind, holds in never.items():
            yield from self.one(
                "reach_out_before", kind, "outreach", holds=holds, met=self.reached,
                owner=lambda e: self.some(e["report"])["by"] if "report" in e else e["by"],
                off=lambda e: [*self.moot(e), *self.taken_in(e), *self.admitted(e)],
            )  # fmt: skip
        yield from self.one(
            "tell_it_is_shared", "contact_tried", "next_day", lambda e: e["by"],
            holds=lambda e: e["attendance"] is None and e["answer"] == "REACHED" and e["told"] is False,
            met=lambda e: ends(self.all("contact_tried", told=True, where=following(e))), off=self.taken_in,
        )  # fmt: skip

    def misses(self, e):
        """R5: on the caseload, or an appointment by choice."""
        booked = self.up(e, "appointment_made")
        return MISSES[e["kind"]](e) and (
            e["kind"] == "contact_made" or (booked is not None and booked["requirement"] is None)
        )

    def judgement(self, e):
        return self.all("missed_contact_judged", missed=e["root"])[:1]

    def let_be(self, e):
        """Judged to be still engaged, or shown to have stopped offending."""
        return stops(j for j in self.judgement(e) if j["verdict"] != "DISENGAGED" or j["stopped_offending"].strip())

    def place_then(self, e):
        """The caseload of the contact; for an appointment, the one the person was on at its time."""
        if e["kind"] == "contact_made":
            return self.up(e, "taken_on_caseload")
        over = lambda c: [d for d in [*self.left(c), *self.all("died")] if c["at"] <= d["at"] <= e["at"]]  # noqa: E731
        return next((c for c in self.all("taken_on_caseload") if c["at"] <= e["at"] and not over(c)), None)

    def admitted(self, e):
        """On a caseload already, or since."""
        then = self.place_then({**e, "kind": ""})
        return stops([*([then] if then else []), *self.all("taken_on_caseload", where=following(e))])

    def taken_in(self, e):
        spans = (
            ("entered_prison", "left_prison", "stay"), ("place_suspended", "place_taken_up_again", "suspension")
        )  # fmt: skip
        over = lambda back: [b for b in back[:1] if not following(e)(b)]  # noqa: E731
        away = [
            one for begun, back, link in spans for one in self.all(begun)
            if not over(self.all(back, **{link: one["root"]}))
        ]  # fmt: skip
        return stops([*self.all("arrested", where=following(e)), *away])

    def reached(self, e):
        """Gone out to, which is no asking why; or come back."""
        return ends([
            *self.all("contact_tried", attendance=None, where=since(e)),
            *self.all("contact_made", outcome="SEEN", where=following(e)),
            *self.all("attendance_recorded", outcome="ATTENDED", where=following(e)),
            *self.all("assessed", engaged=True, where=following(e)),
        ])  # fmt: skip
