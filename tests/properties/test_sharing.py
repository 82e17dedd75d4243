"""Random consents, decisions and shares through the real `disclose`: invariants 5 and 8, against a small model.

More of it: THROUGHCARE_EXAMPLES=500 pytest tests/properties
"""

import os
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from tests.cast import opened, opened_cjit, works_at
from throughcare.journal.models import Entry
from throughcare.journal.reading import history
from throughcare.journal.rebuild import rebuild
from throughcare.journal.record import Proposed, record, void
from throughcare.organisations.actions import open_area
from throughcare.organisations.models import Nation
from throughcare.people.models import Person
from throughcare.rulebook.actors import OrganisationKind, Role
from throughcare.rulebook.disclosure import live_shares
from throughcare.rulebook.facts import consent as n
from throughcare.rulebook.facts.identity import DetailsGiven
from throughcare.rulebook.standing import Refusal
from throughcare.sharing.disclose import Sending, disclose
from throughcare.sharing.models import Copy, Disclosure

EXAMPLES, STEPS = int(os.environ.get("THROUGHCARE_EXAMPLES", "12")), 16
LONDON = ZoneInfo("Europe/London")
STARTS = [
    datetime(2010, 3, 27, 22, tzinfo=UTC),  # the night in which the clocks go forward
    datetime(2010, 10, 30, 22, tzinfo=UTC),  # and back
    datetime(2010, 6, 1, 9, tzinfo=UTC),
]
DELAYS = [timedelta(seconds=s) for s in (0, 1, 59, 3600, 7 * 3600, 30 * 3600)]
ROUTINE = ("engaged", "drugs_used", "level_of_use")
ITEMS = st.sets(st.sampled_from((*ROUTINE, *ROUTINE, "attendance", "test_results")), min_size=1)


class World:
    def __init__(self):
        area = open_area(code="NMR", name="Northmoor", nation=Nation.ENGLAND, from_on=date(2003, 4, 1))
        since = datetime(2005, 1, 1, tzinfo=UTC)
        self.cjit = opened_cjit("Northmoor CJIT", area)
        self.schemes = [opened(OrganisationKind.PPO_SCHEME, name, area) for name in ("First", "Second")]
        self.worker = works_at(self.cjit, Role.CJIT_CASE_MANAGER, "A Worker", at=since)
        partnership = opened(OrganisationKind.PARTNERSHIP, "Partnership", area)
        self.senior = works_at(partnership, Role.NOMINATED_SENIOR_PROFESSIONAL, "A Senior", at=since)


class Sharing(RuleBasedStateMachine):
    """One person and a bystander; what may go is kept beside as plain values."""

    world: World

    @initialize(start=st.sampled_from(STARTS))
    def begin(self, start):
        self.inside = transaction.atomic()
        self.inside.__enter__()
        self.now = start
        self.person, self.other = Person.objects.create().pk, Person.objects.create().pk
        fact = DetailsGiven(given_name="Robin", family_name="Vale", born_on=date(1980, 2, 29))
        self.bases, self.sent, self.keys = {}, {}, []
        self.write(fact)

    def teardown(self):
        if hasattr(self, "inside"):
            transaction.set_rollback(True)
            self.inside.__exit__(None, None, None)

    @rule(items=ITEMS, scheme=st.integers(0, 1), days=st.integers(-1, 2))
    def somebody_agrees(self, items, scheme, days):
        until = self.day() + timedelta(days=days)
        fact = n.ConsentGiven(
            **self.scope(items, scheme), until=until, how=n.HowAgreed.SIGNED, form="a" * 64, read_out=True
        )
        entry = self.write(fact)

        assert (entry is not None) is (items <= set(ROUTINE) and days >= 0)
        if entry:
            self.bases[entry] = ("consent", items, scheme, until)

    @rule(items=ITEMS, scheme=st.integers(0, 1), shares=st.booleans(), days=st.integers(0, 2))
    def it_is_decided(self, items, scheme, shares, days):
        until = self.day() + timedelta(days=days)
        fact = n.DisclosureDecided(
            **self.scope(items, scheme), shares=shares, ground=n.Ground.CRIME, consent_tried=n.ConsentTried.REFUSED,
            weighed="Outweighs.", advice="None.", until=until, requested_by=uuid4(),
        )  # fmt: skip
        entry = self.write(fact, by=self.world.senior)

        assert (entry is not None) is (not shares or "test_results" not in items)
        if entry and shares:
            self.bases[entry] = ("decision", items, scheme, until)

    @rule(data=st.data())
    def a_consent_is_taken_back(self, data):
        entry = self.some(data, "consent")
        if entry and self.write(n.ConsentWithdrawn(consent=entry)):
            self.bases.pop(entry)

    @rule(data=st.data())
    def a_basis_was_an_error(self, data):
        entry = self.some(data)
        if entry:
            kept = Entry.objects.get(pk=entry)
            void(entry=kept, key=uuid4(), why="in error", by=kept.by, at=self.now)
            self.bases.pop(entry)

    @rule(data=st.data(), items=ITEMS, scheme=st.integers(0, 1), later=st.sampled_from(DELAYS), exact=st.booleans())
    def something_is_shared(self, data, items, scheme, later, exact):
        """Mostly what was agreed; now and then something else, and now and then on no basis at all."""
        self.now += later
        entry = self.some(data)
        kind, agreed, to, until = self.bases.get(entry, ("", items, scheme, None))
        items, scheme = (agreed, to) if exact else (items, scheme)
        fact = n.Disclosed(**self.scope(items, scheme), **({kind: entry} if kind else {}), copy="")

        key, outcome = self.send(fact)

        may = bool(kind) and items <= agreed and scheme == to and self.day() <= until
        assert isinstance(outcome, Refusal) is not may, outcome
        if may:
            self.sent[key] = (fact, self.now)

    @rule(data=st.data())
    def the_same_is_sent_again(self, data):
        if self.sent:
            key = data.draw(st.sampled_from(list(self.sent)))
            before = Entry.objects.count()

            _, outcome = self.send(self.sent[key][0], key=key)

            assert [entry.pk for entry in outcome] == [key]
            assert Entry.objects.count() == before

    @rule(data=st.data(), elsewhere=st.booleans())
    def something_else_is_sent_under_the_same_key(self, data, elsewhere):
        if self.sent:
            key = data.draw(st.sampled_from(list(self.sent)))
            fact = self.sent[key][0] if elsewhere else n.Disclosed(**self.scope({"risk"}, 0), copy="")

            _, outcome = self.send(fact, key=key, person=self.other if elsewhere else self.person)

            assert (outcome.rule, outcome.because) == ("key_reused", key)
            assert not Disclosure.objects.filter(person=self.other).exists()

    @rule(data=st.data())
    def it_is_asked_back(self, data):
        if self.sent:
            self.write(n.DisclosureRecalled(disclosure=data.draw(st.sampled_from(list(self.sent))), reason="x"))

    @invariant()
    def nothing_is_live_without_a_basis_that_holds(self):
        """5."""
        if not hasattr(self, "person"):
            return
        for share in live_shares(history(self.person)):
            row = Disclosure.objects.get(pk=share.disclosure)
            if share.live_at(self.now):
                basis = self.bases[row.consent or row.decision]
                assert self.day() <= basis[3]
                assert {item.name.lower() for item in share.items} <= basis[1]

    @invariant()
    def every_share_has_its_row_its_copy_and_one_basis(self):
        """5."""
        if hasattr(self, "person"):
            rows = {row.pk: row for row in Disclosure.objects.all()}
            assert set(rows) == set(self.sent)
            assert all((row.consent is None) is not (row.decision is None) for row in rows.values())
            assert {row.copy_id for row in rows.values()} <= set(Copy.objects.values_list("pk", flat=True))
            assert not rebuild([self.person])

    def scope(self, items, scheme):
        return {
            "recipient": n.RecipientKind.PPO_SCHEME, "to_team": str(self.world.schemes[scheme].pk),
            "purpose": n.SharedFor.PPO_MANAGEMENT, **dict.fromkeys(items, True),
        }  # fmt: skip

    def write(self, fact, *, by=None):
        key = uuid4()
        proposed = Proposed(id=key, person_id=self.person, fact=fact, happened_at=self.now)
        outcome = record([proposed], by=by or self.world.worker, at=self.now)
        return None if isinstance(outcome, Refusal) else key

    def send(self, fact, *, key=None, person=None):
        key = key or uuid4()
        sending = Sending(key=key, person_id=person or self.person, fact=fact, as_at=self.now)
        return key, disclose([sending], by=self.world.worker, at=self.now)

    def some(self, data, kind=""):
        found = [entry for entry, basis in self.bases.items() if kind in basis[0]]
        return data.draw(st.sampled_from([*found, *found, None])) if found else None

    def day(self):
        return self.now.astimezone(LONDON).date()


@pytest.mark.django_db
def test_nothing_is_shared_without_a_basis_and_one_key_is_one_share():
    class Machine(Sharing):
        world = World()

    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=EXAMPLES, stateful_step_count=STEPS, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
