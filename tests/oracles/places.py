"""A care plan and a place on the caseload: part of the second implementation of the duties."""

from tests.oracles.life import ends, following, since, stops


class Places:
    """Families of rows, as in `Duties`."""

    def plans(self):
        def answered(e):
            same = lambda p: self.some(p["assessment"])["requirement"] == e["requirement"]  # noqa: E731
            return ends(p for p in self.all("care_plan_agreed", "care_plan_refused", where=since(e)) if same(p))

        def on_another(e):
            """A place the person held then, or was given since."""
            return stops(
                c
                for c in self.all("taken_on_caseload", where=lambda c: c["care_plan"] != e["root"])
                if following(e)(c) or not [d for d in self.left(c) if not following(e)(d)]
            )

        yield from self.one(
            "agree_care_plan", "assessed", "follow_up", lambda e: e["by"], met=answered,
            holds=lambda e: e["engaged"] and e["purpose"] != "INITIAL" and e["suitable_for"] != "ELSEWHERE",
        )  # fmt: skip
        yield from self.one("take_on_caseload", "care_plan_agreed", "next_day", lambda e: e["by"], off=on_another,
                            met=self.named("taken_on_caseload", "care_plan"))  # fmt: skip
        yield from self.one("name_case_manager", "taken_on_caseload", "next_day", lambda e: e["by"],
                            met=self.named("case_manager_named", "caseload"))  # fmt: skip
        yield from self.services()

    def services(self):
        """Referred the day after a yes; heard of in five working days, after each miss anew; prescribing in four."""

        def whose(e):
            return self.up(e, "taken_on_caseload")["by"]

        def known(e):
            asked = self.up(e, "service_referred")["root"]
            heard = self.all("service_attended", "service_missed", "service_ended", referral=asked, where=following(e))
            return ends(heard)

        def begun(e):
            return ends(self.all("service_attended", "service_ended", referral=e["root"]))

        yield from self.one("refer_to_service", "service_offered", "next_day", whose, holds=lambda e: e["accepted"],
                            met=self.named("service_referred", "offer"))  # fmt: skip
        for cause in ("service_referred", "service_missed"):
            yield from self.one("hear_from_service", cause, "follow_up", whose, met=known)
        yield from self.one("start_prescribing", "service_referred", "prescribing", whose, met=begun,
                            holds=lambda e: e["prescribing"])  # fmt: skip
