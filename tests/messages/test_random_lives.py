"""Random lives with a worker that stumbles: invariants 10 and 12 hold of messages at every hand-over (I-34).

The test keeps its own plain account of who is dead, held, willing and expected when, and compares at each hand-over.
"""

import os
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.cast import opened, opened_cjit, works_at
from tests.messages.scene import WISHES, Fake, sends, told
from throughcare.journal.models import Entry, ReminderRow
from throughcare.journal.rebuild import rebuild
from throughcare.journal.record import void
from throughcare.messages.channels import MaybeTaken, NotTaken, Refused
from throughcare.messages.models import Message, State
from throughcare.organisations.actions import open_area
from throughcare.organisations.models import Nation
from throughcare.people.models import Person
from throughcare.rulebook.actors import OrganisationKind, Role
from throughcare.rulebook.facts.assessment import AppointmentMade, AppointmentMoved, Purpose
from throughcare.rulebook.facts.casework import Died
from throughcare.rulebook.facts.contact import ContactWishes
from throughcare.rulebook.facts.custody import Arrested, Disposal, Released
from throughcare.rulebook.facts.moving import AppointmentWithdrawn, WhyChanged

EXAMPLES = int(os.environ.get("THROUGHCARE_EXAMPLES", "12"))
LONDON = ZoneInfo("Europe/London")
MINUTE = timedelta(minutes=1)
STEPS = [timedelta(minutes=n) for n in (1, 7, 45, 3 * 60, 9 * 60, 24 * 60)]
AHEAD = [timedelta(hours=n) for n in (2, 20, 30, 50, 75, 120)]
STARTS = [datetime(2010, 3, 26, 9, tzinfo=UTC), datetime(2010, 10, 29, 9, tzinfo=UTC)]  # before the clocks change
FAILURES = st.sampled_from([NotTaken("away"), MaybeTaken("dead line"), Refused("no"), None, None])


class Suspicious(Fake):
    """Complains at the moment of taking what should never have come."""

    def send(self, message):
        self.life.check(message)
        return super().send(message)


class Life(RuleBasedStateMachine):
    @initialize(start=st.sampled_from(STARTS), looks_up=st.booleans())
    def begin(self, start, looks_up):
        self.inside = transaction.atomic()
        self.inside.__enter__()
        self.now, self.person = start, Person.objects.create()
        self.fake = Suspicious(looks_up=looks_up)
        self.fake.life = self
        self.dead = self.arrest = None
        self.wants, self.expected = False, {}
        self.somebody_is_asked(answer=3)
        self.a_time_is_given(ahead=AHEAD[-1])

    def teardown(self):
        if hasattr(self, "inside"):
            transaction.set_rollback(True)
            self.inside.__exit__(None, None, None)

    def tells(self, fact, by=None):
        self.now += MINUTE
        return told(self.person, fact, by=by or self.worker, at=self.now).pk

    def check(self, message):
        local, on = self.now.astimezone(LONDON), message.text.split(" on ")[1]
        times = {f"{at:%A} {at.day} {at:%B} at" for at in (one.astimezone(LONDON) for one in self.expected.values())}
        assert self.dead is None, "to the dead"
        assert self.wants, "to somebody who wants none"
        assert self.arrest is None, "to a cell"
        assert 9 <= local.hour < 19, f"at {local:%H:%M}"
        assert any(on.startswith(one) for one in times), "of an appointment that does not stand"
        assert message.id not in {one.id for one in self.fake.taken}, "twice"

    @rule(later=st.sampled_from(STEPS))
    def time_goes_by(self, later):
        self.now += later

    @precondition(lambda self: self.dead is None)
    @rule(answer=st.integers(0, 3))
    def somebody_is_asked(self, answer):
        wants = answer > 0
        self.tells(WISHES if wants else ContactWishes(agreed=False))
        self.wants = wants

    @precondition(lambda self: self.dead is None and len(self.expected) < 3)
    @rule(ahead=st.sampled_from(AHEAD))
    def a_time_is_given(self, ahead):
        at = self.now + ahead
        fact = AppointmentMade(
            purpose=Purpose.VOLUNTARY, team=str(self.worker.organisation_id), starts_at=at, place="Here"
        )  # fmt: skip
        self.expected[self.tells(fact)] = at

    @precondition(lambda self: self.dead is None and self.expected)
    @rule(data=st.data(), ahead=st.sampled_from(AHEAD))
    def a_time_is_moved(self, data, ahead):
        root, at = data.draw(st.sampled_from(sorted(self.expected))), self.now + ahead
        team = str(self.worker.organisation_id)
        self.tells(
            AppointmentMoved(appointment=root, team=team, starts_at=at, place="There", why=WhyChanged.PERSON_ASKED)
        )
        self.expected[root] = at

    @precondition(lambda self: self.expected)
    @rule(data=st.data(), in_error=st.booleans())
    def a_time_is_taken_back(self, data, in_error):
        root = data.draw(st.sampled_from(sorted(self.expected)))
        if in_error and not any(True for one in Entry.objects.filter(kind="appointment_moved")):
            self.voids(root)
        else:
            self.tells(AppointmentWithdrawn(appointment=root, why=WhyChanged.PERSON_ASKED))
        del self.expected[root]

    @precondition(lambda self: self.dead is None and self.arrest is None)
    @rule()
    def somebody_is_arrested(self):
        self.arrest = self.tells(Arrested(offence="theft_s1", custody_number="N/1"), by=self.officer)

    @precondition(lambda self: self.arrest is not None and self.dead is None)
    @rule()
    def somebody_is_released(self):
        self.tells(Released(arrest=self.arrest, disposal=Disposal.POLICE_BAIL), by=self.officer)
        self.arrest = None

    @precondition(lambda self: self.dead is None)
    @rule(turn=st.integers(0, 3))
    def somebody_dies(self, turn):
        if turn == 0:
            self.dead = self.tells(Died())

    @precondition(lambda self: self.dead is not None)
    @rule()
    def the_death_was_entered_in_error(self):
        self.voids(self.dead)
        self.dead = None

    @rule(data=st.data())
    def the_time_of_some_reminder_comes(self, data):
        """Wanted or not: that is when a mistake would show."""
        opens = sorted(ReminderRow.objects.filter(send_until__gt=self.now).values_list("send_from", flat=True))
        if opens:
            self.now = max(self.now, data.draw(st.sampled_from(opens)))
            self.the_worker_looks(fails=[], dead_line=False)

    @rule(fails=st.lists(FAILURES, max_size=2), dead_line=st.booleans())
    def the_worker_stumbles(self, fails, dead_line):
        self.the_worker_looks(fails=fails, dead_line=dead_line)

    def the_worker_looks(self, fails, dead_line):
        self.fake.fails = list(fails)
        self.fake.after_taking = MaybeTaken("dead line") if dead_line else None
        sends(self.fake, self.now)

    @rule()
    def everything_is_worked_out_again(self):
        assert not rebuild([self.person.pk], write=True)

    def voids(self, entry):
        self.now += MINUTE
        void(
            entry=Entry.objects.get(pk=entry), key=self.new_key(), why="A slip.", by=self.worker, at=self.now
        )  # fmt: skip

    def new_key(self):
        from uuid import uuid4

        return uuid4()

    @invariant()
    def whatever_was_taken_is_known_to_be(self):
        if hasattr(self, "fake"):
            taken = {one.id for one in self.fake.taken}
            never = Message.objects.filter(pk__in=taken, state__in=(State.FAILED, State.CANCELLED, State.TOO_LATE))
            assert not never.exists()


@pytest.mark.django_db
def test_messages_in_random_lives():
    "I-34; invariants 10 and 12"
    area = open_area(code="NMR", name="NMR", nation=Nation.ENGLAND, from_on=datetime(2003, 4, 1).date())
    since = datetime(2005, 1, 1, tzinfo=UTC)
    suite, cjit = opened(OrganisationKind.POLICE_SUITE, "NMR suite", area), opened_cjit("NMR CJIT", area)
    Life.worker = works_at(cjit, Role.CJIT_CASE_MANAGER, "Siân", at=since)
    Life.officer = works_at(suite, Role.CUSTODY_SERGEANT, "Aled", at=since)
    checks = list(HealthCheck)
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=EXAMPLES * 2, stateful_step_count=30, deadline=None, suppress_health_check=checks
        ),
    )
