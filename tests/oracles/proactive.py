"""Identified without a positive test, and whoever comes unasked: part of the second implementation of the duties."""

from tests.oracles.life import ends, following, identified, positive, since, stops


class Proactive:
    """Families of rows, as in `Duties`."""

    def proactive(self):
        def arrest_of(e):
            return self.some(e["arrest"])

        def seen(e):
            return ends(self.all("assessed", requirement=None, where=since(e)))

        def booked(e):
            return self.all("appointment_made", purpose="VOLUNTARY", where=since(e))

        def over(e):
            """A positive test of the arrest, or a second look that found nothing."""
            if not e["arrest"]:
                return self.deaths
            tests = [t for t in self.all("drug_tested", arrest=e["arrest"]) if positive(t)]
            looks = self.all("signs_considered", arrest=e["arrest"], where=following(e))
            return [*self.deaths, *stops(tests[:1]), *stops(s for s in looks if not identified(s))]

        def comes(e):
            return self.all("worker_told", arrest=e["arrest"], answer="COMING", where=since(e))

        def offers(e):
            return self.all("voluntary_offer_made", arrest=e["arrest"], where=since(e))

        in_custody = lambda e: identified(e) and e["arrest"]  # noqa: E731
        yield from self.one(
            "consider_signs", "self_referred", "next_day", lambda e: e["by"],
            met=lambda e: [*ends(self.all("signs_considered", referral=e["root"])), *seen(e)],
        )  # fmt: skip
        yield from self.one(
            "tell_worker", "signs_considered", "at_once", lambda e: e["by"], holds=in_custody,
            met=lambda e: [*ends(comes(e)), *ends(booked(e)), *seen(e)],
            off=lambda e: [*over(e), *stops(self.all("released", arrest=e["arrest"])[:1])],
        )  # fmt: skip
        yield from self.one(
            "encourage_to_see_worker", "signs_considered", "detained", lambda e: e["by"], holds=in_custody,
            start=self.arrest_at, met=lambda e: [*ends(offers(e)), *ends(booked(e)), *seen(e)], off=over,
        )  # fmt: skip
        for e, mended in self.causes("signs_considered", identified):
            first, due = self.visit_due(e)
            yield "see_by_choice", [(e, mended)], self.visited_by(e, booked(e)), first, due, seen(e), over(e)

    def visited_by(self, e, booked):
        """With whom it is booked; who saw the person; the team near home."""
        saw = self.all("assessed", requirement=None, where=since(e))
        if booked:
            return self.booked(booked[-1])["team"]
        return saw[0]["by"] if saw else self.cjit_near(e["by"]) if e["arrest"] else e["by"]

    def visit_due(self, e):
        """R1, R2: from release, until then from the identification; nothing moves it once the person was seen."""
        first = next(x for x in self.versions[e["root"]] if identified(x))
        told = [x for versions in self.versions.values() if (x := versions[0])["at"] <= first["at"]]
        stop = [x["at"] for x in self.all("assessed", requirement=None, where=since(e))[:1]]
        stop += [at for at, _ in ends(self.all("died"))]
        known = [x for x in self.stands if not stop or x["at"] <= max(min(stop), e["at"])]
        return self.visit_by(first, told), self.visit_by(e, known)

    def visit_by(self, e, known):
        if not e["arrest"]:
            return self.due("next_day", e["at"])
        known = sorted(known, key=lambda x: (x["at"], x["rank"], x["id"]))
        lives = [x for x in known if x["kind"] == "residence_established"][-1:]
        elsewhere = [x for x in lives if x["housing"] == "ADDRESS" and x["area"] not in ("", self.area(e["by"]))]
        out = [x for x in known if x["kind"] == "released" and x["arrest"] == e["arrest"]]
        return self.due("elsewhere" if elsewhere else "resident", (out or [e])[0]["at"])

    def by_choice(self, e):
        """What else ends it where nothing is required: a yes, or a visit unasked with nothing since (R17)."""
        yes = self.all("agreement_asked", agrees=True, where=following(e))
        before = lambda x: not following(e)(x)  # noqa: E731
        visit = self.all("self_referred", where=before)[-1:]
        found = lambda x: following(visit[0])(x) and before(x)  # noqa: E731
        since_then = visit and [
            *self.all("signs_considered", where=lambda x: identified(x) and x["arrest"] and found(x)),
            *self.all("voluntary_offer_made", "assessment_required", where=found),
        ]  # fmt: skip
        return [*stops(yes), *([] if since_then else stops(visit))]
