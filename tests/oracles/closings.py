"""Reviews, prison, suspension and closure of a place on the caseload: second implementation of these duties."""

from datetime import date

from tests.oracles.calendar_by_hand import end_of, midnight
from tests.oracles.life import always, ends, following, stops

REVIEWS = {"review_place", "review_event", "review_back"}
STAYS = {"ask_length_of_stay", "decide_stay", "decide_at_one_month", "take_up_after_prison", "take_up_after_order"}
HANDED_ON = {"watch_closure", "ask_release", "watch_release", "meet_after_release", "report_closure"}
ITS_ENDS_ARE_SAID = REVIEWS | STAYS | HANDED_ON
"""Each row says itself what ends it; only a death comes on top."""


def unknown(e):
    return e["release_on"] is None


class Closings:
    """Families of rows, as in `Duties`."""

    def place(self, e):
        return self.up(e, "taken_on_caseload")

    def left_or_void(self, place):
        return stops(self.left(place)) if place["root"] in self.now else [place["mended"]]

    def void(self, e):
        return [] if e["root"] in self.now else [e["mended"]]

    def pair(self, kind, limit, first, second, met, off, start=None):
        """A duty of two facts, whose limit runs from the first."""
        (e, m1), (other, m2) = first, second
        when = start or (lambda x: x["at"])
        told = next(x for x in self.versions[e["root"]] if x["kind"] == e["kind"] and self.fits(kind, x))
        owner = self.place(other)["by"]
        return (kind, [(e, m1), (other, m2)], owner, self.due(limit, when(told)), self.due(limit, when(e)), met, off)

    def fits(self, kind, e):
        return {"ask_release": unknown, "watch_release": lambda x: not unknown(x)}.get(kind, always)(e)

    def reviews(self):
        """Sixteen weeks from the admission and from every review; five working days from each event."""

        def next_one(e):
            return ends(self.all("reviewed", caseload=self.place(e)["root"], where=following(e)))

        def paused(e):
            for s in self.all("place_suspended", caseload=self.place(e)["root"]):
                back = self.all("place_taken_up_again", suspension=s["root"])
                if not back or following(e)(back[0]):
                    return stops([s])
            return []

        def over(e):
            return self.left_or_void(self.place(e))

        whose = lambda e: self.place(e)["by"]  # noqa: E731
        for cause in ("taken_on_caseload", "reviewed"):
            yield from self.one("review_place", cause, "review", whose, met=next_one,
                                off=lambda e: [*paused(e), *over(e)])  # fmt: skip
        of_a_place = lambda e: e["caseload"] in self.versions  # noqa: E731
        for cause in ("significant_event", "entered_prison"):
            yield from self.one("review_event", cause, "partnership", whose, holds=of_a_place, off=over,
                                met=self.named("reviewed", "event"))  # fmt: skip
        for c, m1 in self.causes("taken_on_caseload", always):
            for a, m2 in self.causes("arrested", following(c)):
                met = ends(self.all("reviewed", event=a["root"]))
                yield self.pair("review_event", "partnership", (a, m2), (c, m1), met, self.left_or_void(c))
        yield from self.one(
            "review_back", "place_taken_up_again", "back", whose, met=next_one,
            off=lambda e: [*over(e), *self.void(self.some(e["suspension"]))],
        )  # fmt: skip

    def said_after(self, e):
        stay = e["root"] if e["kind"] == "entered_prison" else e["stay"]
        return self.all("release_expected", stay=stay, where=following(e))[:1]

    def stay(self, e):
        return self.some(e["root"] if e["kind"] == "entered_prison" else e["stay"])

    def out(self, stay):
        return stops(self.all("left_prison", stay=stay["root"]))

    def in_prison(self):
        """R6: until one calendar month to the day the place is suspended, beyond it is closed."""

        def of_a_place(e):
            stay = e if e["kind"] == "entered_prison" else self.some(e["stay"])
            return stay is not None and stay["caseload"] in self.versions

        def over(e):
            stay = self.stay(e)
            return [*self.out(stay), *self.void(stay), *self.left_or_void(self.place(stay))]

        def fitting(e):
            stay = self.stay(e)
            last = self.due("month", stay["at"])
            if not unknown(e) and end_of(date.fromisoformat(e["release_on"])) > last:
                return ends(self.all("place_closed", caseload=stay["caseload"]))
            return ends(self.all("place_suspended", stay=stay["root"]))

        whose = lambda e: self.place(self.stay(e))["by"]  # noqa: E731
        for cause in ("entered_prison", "release_expected"):
            yield from self.one(
                "ask_length_of_stay", cause, "back", whose, holds=lambda e: of_a_place(e) and unknown(e),
                met=lambda e: ends(self.said_after(e)), off=over,
            )  # fmt: skip
            yield from self.one(
                "decide_stay", cause, "back", whose, holds=of_a_place, met=fitting,
                off=lambda e: [*stops(self.said_after(e)), *over(e)],
            )  # fmt: skip

    def suspended(self):
        def met(e):
            return ends([*self.all("place_taken_up_again", suspension=e["root"]),
                         *self.all("place_closed", caseload=e["caseload"])])  # fmt: skip

        prison = lambda e: e["ground"] == "PRISON" and self.some(e["stay"]) is not None  # noqa: E731
        for s, mended in self.causes("place_suspended", prison):
            place, stay = self.place(s), self.some(s["stay"])
            first, due = (self.due("month", x["at"]) for x in (self.versions[stay["root"]][0], stay))
            over = self.left_or_void(place)
            yield "decide_at_one_month", [(s, mended)], place["by"], first, due, met(s), [*self.out(stay), *over]
            for out, m2 in self.causes("left_prison", lambda e: e["stay"] == stay["root"]):  # noqa: B023
                yield self.pair("take_up_after_prison", "back", (out, m2), (s, mended), met(s), over)
        yield from self.one(
            "take_up_after_order", "place_suspended", "back", lambda e: self.place(e)["by"], met=met,
            holds=lambda e: e["ground"] == "ORDER" and e["order_ends_on"] is not None,
            start=lambda e: midnight(date.fromisoformat(e["order_ends_on"])),
            off=lambda e: self.left_or_void(self.place(e)),
        )  # fmt: skip

    def handed_on(self):
        """Who left for another place is watched until that has answered; for prison until met afterwards."""

        def answer(e, *heard):
            return ends([*self.all("closure_accepted", closure=e["root"], where=lambda x: x["heard"] in heard),
                         *self.all("taken_on_caseload", where=following(e))])  # fmt: skip

        behind_bars = lambda e: e["ground"] == "PRISON" and self.some(e["stay"]) is not None  # noqa: E731
        yield from self.one(
            "watch_closure", "place_closed", "next_day", lambda e: self.place(e)["by"],
            holds=lambda e: e["to"].strip(), met=lambda e: answer(e, "ACCEPTED", "CONTACT"),
            off=lambda e: self.void(self.place(e)),
        )  # fmt: skip
        yield from self.one(
            "report_closure", "place_closed", "next_day", lambda e: self.place(e)["by"],
            holds=lambda e: e["ground"] == "BY_PERSON" and e["persistent"],
            met=self.named("closure_reported", "closure"), off=lambda e: self.void(self.place(e)),
        )  # fmt: skip
        for c, m1 in self.causes("place_closed", behind_bars):
            met, void, stay = answer(c, "CONTACT"), self.void(self.place(c)), self.some(c["stay"])
            mine = lambda e: stay["root"] in (e["root"], e.get("stay"))  # noqa: B023, E731
            for cause in ("entered_prison", "release_expected"):
                for said, m2 in self.causes(cause, lambda e: mine(e) and unknown(e)):  # noqa: B023
                    off = [*stops(self.said_after(said)), *self.out(stay), *void]
                    yield self.pair("ask_release", "ask_prison", (said, m2), (c, m1), met, off)
                for said, m2 in self.causes(cause, lambda e: mine(e) and not unknown(e)):  # noqa: B023
                    off = [*stops(self.said_after(said)), *self.out(stay), *void]
                    yield self.pair("watch_release", "next_day", (said, m2), (c, m1), met, off,
                                    start=lambda e: midnight(date.fromisoformat(e["release_on"])))  # fmt: skip
            for out, m2 in self.causes("left_prison", lambda e: e["stay"] == stay["root"]):  # noqa: B023
                yield self.pair("meet_after_release", "next_day", (out, m2), (c, m1), met, void)
