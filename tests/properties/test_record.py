"""Random lives through the real database: what design section 9 promises holds after every step.

More of it: THROUGHCARE_EXAMPLES=500 pytest tests/properties
"""

import os
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from tests.properties.notices import was_told
from tests.properties.paper_night import PaperNight
from tests.properties.world import DELAYS, MISSED, STARTS, WAY, World, a_fact, a_kind
from throughcare.journal.models import Body, DutyRow, Entry, StandingRow
from throughcare.journal.reading import entries, history
from throughcare.journal.rebuild import rebuild
from throughcare.journal.record import Proposed, correct, move, record, void
from throughcare.journal.seals import seal
from throughcare.journal.verify import verify
from throughcare.people.models import Person
from throughcare.rulebook.facts.assessment import AttendanceRecorded, FailureReported, GoodCauseJudged
from throughcare.rulebook.facts.base import kind_of
from throughcare.rulebook.facts.custody import Arrested, RiskFound, RiskHandedOver
from throughcare.rulebook.history import History
from throughcare.rulebook.risk import taker
from throughcare.rulebook.spells import death
from throughcare.rulebook.standing import Refusal
from throughcare.rulebook.ways_out import way_out

EXAMPLES = int(os.environ.get("THROUGHCARE_EXAMPLES", "12"))
STEPS = 14


class Record(RuleBasedStateMachine):
    """Two people, twelve workers; facts true and false, early and late, sent once and twice, and mended."""

    world: World

    @initialize(start=st.sampled_from(STARTS))
    def begin(self, start):
        self.inside = transaction.atomic()
        self.inside.__enter__()
        self.now = start
        self.people = [Person.objects.create().pk for _ in range(2)]
        self.sent, self.envelopes, self.duties = [], {}, {}
        self.papers = PaperNight(self.world, start)

    def teardown(self):
        if hasattr(self, "inside"):
            transaction.set_rollback(True)
            self.inside.__exit__(None, None, None)

    @rule(data=st.data(), which=st.integers(0, 1), later=st.sampled_from(DELAYS))
    def something_happens(self, data, which, later):
        self.now += later
        self.tell(data, which, happened_at=self.now)

    @rule(data=st.data(), which=st.integers(0, 1), far=st.integers(2, len(WAY)))
    def someone_comes_this_far(self, data, which, far):
        """The usual way from the cell to a case manager, with every answer drawn."""
        for kind in WAY[:far]:
            self.now += data.draw(st.sampled_from(DELAYS[:6]))
            self.tell(data, which, kind=kind, happened_at=self.now)

    @rule(data=st.data(), which=st.integers(0, 1), left_out=st.sets(st.sampled_from(range(6, len(MISSED) - 3))))
    def someone_does_not_come_and_is_reported(self, data, which, left_out):
        for number, kind in enumerate(MISSED):
            if number not in left_out:
                self.now += data.draw(st.sampled_from(DELAYS[:6] if number < 10 else DELAYS[4:]))
                self.tell(data, which, kind=kind, happened_at=self.now)

    @rule(data=st.data(), which=st.integers(0, 1), ago=st.sampled_from(DELAYS))
    def something_is_written_late(self, data, which, ago):
        """Or, now and then, timed in the future."""
        early = data.draw(st.integers(0, 9)) == 0
        self.tell(data, which, happened_at=self.now + timedelta(minutes=1) if early else self.now - ago)

    @rule(data=st.data())
    def the_same_is_sent_again(self, data):
        if self.sent:
            proposed, by, _ = data.draw(st.sampled_from(self.sent))
            before = Entry.objects.count()

            outcome = record([proposed], by=by, at=self.now)

            assert [entry.pk for entry in outcome] == [proposed.id]
            assert Entry.objects.count() == before

    @rule(data=st.data(), elsewhere=st.booleans())
    def something_else_is_sent_under_the_same_key(self, data, elsewhere):
        if self.sent:
            proposed, by, _ = data.draw(st.sampled_from(self.sent))
            earlier = proposed.happened_at - timedelta(minutes=1)
            changed = {"person_id": self.other(proposed.person_id)} if elsewhere else {"happened_at": earlier}

            outcome = record([replaced(proposed, **changed)], by=by, at=self.now)

            assert (outcome.rule, outcome.because) == ("key_reused", proposed.id)

    @rule(data=st.data(), which=st.integers(0, 1))
    def something_is_corrected(self, data, which):
        entry, by = self.some_entry(data, which)
        if entry is not None:
            here = [one for one in with_roots(entries([entry.person_id])[entry.person_id]) if one.id != entry.pk]
            fact = a_fact(data.draw, self.world, entry.kind, here, self.now)
            at = entry.happened_at - data.draw(st.sampled_from([timedelta(0), timedelta(minutes=7)]))
            correct(entry=entry, key=uuid4(), fact=fact, happened_at=at, why="misread", by=by, at=self.now)

    @rule(data=st.data(), which=st.integers(0, 1))
    def something_is_voided(self, data, which):
        entry, by = self.some_entry(data, which)
        if entry is not None:
            void(entry=entry, key=uuid4(), why="in error", by=by, at=self.now)

    @rule(data=st.data(), which=st.integers(0, 1))
    def something_is_moved_to_the_other_record(self, data, which):
        entry, by = self.some_entry(data, which)
        if entry is not None:
            to = self.people[1 - which]
            there, links = with_roots(entries([to])[to]), {}
            for name, asked in kind_of(type(history(entry.person_id).find(entry.pk).fact)).links.items():
                fits = [one.root for one in there if kind_of(type(one.fact)).name in asked.names]
                if fits:
                    links[name] = data.draw(st.sampled_from(fits))
            keys = uuid4(), uuid4()
            move(entry=entry, keys=keys, to_person=to, links=links, why="not hers", by=by, at=self.now)

    @rule(data=st.data())
    def two_write_appointments_down(self, data):
        """From one numbered paper or from the screen, for two people: of one paper at most one is kept."""
        number = self.papers.a_number(data)
        for person in self.people:
            self.write_down(data, person, number)

    def write_down(self, data, person, number, **how):
        told = self.papers.enters(data, person, self.now, number, **how)
        if told is None:
            return
        sent, outcome = told
        there = 0 if isinstance(outcome, Refusal) else len(sent)
        assert Entry.objects.filter(pk__in=[one.id for one in sent]).count() == there
        again = record(sent, by=self.world.posts[0], at=self.now)
        assert isinstance(again, Refusal) or [one.pk for one in again] == [one.id for one in sent]

    @rule(data=st.data(), which=st.integers(0, 1))
    def a_number_is_tried_again(self, data, which):
        """8: with a time written by hand, so that no place can be what refuses it; on the other record, or the same."""
        self.write_down(data, self.people[which], self.papers.a_number(data), by_hand=True)
        spent = self.papers.spent()
        for person in self.people if spent else ():
            self.now += timedelta(minutes=1)
            number = data.draw(st.sampled_from(spent))
            told = self.papers.enters(data, person, self.now, number, by_hand=True)
            assert told is None or isinstance(told[1], Refusal), f"paper {number} was accepted again"

    @rule(data=st.data())
    def a_paper_was_given_to_nobody(self, data):
        self.papers.is_unused(data, self.now)

    @rule()
    def an_hour_is_sealed(self):
        seal(at=self.now)

    @invariant()
    def one_care_team_and_a_dated_duty_until_a_way_out(self):
        """1."""
        for person in self.known():
            recorded = history(person)
            if any(way_out(recorded, arrest) is None for arrest in recorded.all(Arrested)):
                row = StandingRow.objects.get(person=person)
                assert row.care_team_id is not None, "no care team"
                assert row.next_due is not None, "no dated duty"

    @invariant()
    def rebuild_equals_live_and_no_duty_key_disappears(self):
        """2."""
        assert not rebuild(self.known())
        keys = set(DutyRow.objects.values_list("person_id", "key"))
        assert self.duties_before() <= keys

    @invariant()
    def envelopes_never_change_and_chains_verify(self):
        """3."""
        kept = {row[0]: row for row in Entry.objects.values_list(*(f.attname for f in Entry._meta.concrete_fields))}
        for key, row in getattr(self, "envelopes", {}).items():
            assert kept[key] == row
        self.envelopes = kept
        assert Body.objects.count() == len(kept)
        assert verify().whole

    @invariant()
    def a_report_is_owed_only_of_a_time_given_in_writing(self):
        """4: the time that counts is that of the last served notice."""
        for duty in DutyRow.objects.filter(kind="report_failure", state="open"):
            recorded = history(duty.person_id)
            judged = recorded.get(duty.because, GoodCauseJudged)
            came = recorded.get(judged.fact.attendance, AttendanceRecorded)
            assert was_told(recorded, came, judged.happened_at), duty.key

    @invariant()
    def no_deadline_moves_silently(self):
        """7. The catch-all and the check begin again with another cause, so their date is a new one."""
        for duty in DutyRow.objects.all():
            assert duty.due == duty.due_first or duty.moved_by is not None, duty.key
            before = self.duties.get((duty.person_id, duty.key))
            if before is not None and before.kind not in {"decide_next", "check_record"}:
                assert duty.due_first == before.due_first, duty.key
        self.duties = {(duty.person_id, duty.key): duty for duty in DutyRow.objects.all()}

    @invariant()
    def a_paper_is_entered_once_and_a_place_given_once(self):
        """8."""
        if hasattr(self, "papers"):
            self.papers.check(self.people)

    @invariant()
    def an_immediate_risk_owns_a_duty_due_now(self):
        """11."""
        for person in self.known():
            recorded = history(person)
            for risk in recorded.all(RiskFound):
                assert taker(recorded, risk).strip()
                if recorded.first_naming(risk, RiskHandedOver) is None and death(recorded) is None:
                    duty = DutyRow.objects.get(person=person, key=f"act_on_risk:{risk.root}")
                    assert (duty.state, duty.due) == ("open", risk.happened_at)

    def tell(self, data, which, *, happened_at, kind=None):
        person = self.people[which]
        there = with_roots(entries([person])[person])
        kind = kind or a_kind(data.draw, there)
        fact = a_fact(data.draw, self.world, kind, there, happened_at)
        by = data.draw(self.world.who(kind))
        proposed = Proposed(id=uuid4(), person_id=person, fact=fact, happened_at=happened_at)
        before = Entry.objects.count()
        outcome = record([proposed], by=by, at=self.now)
        assert isinstance(outcome, Refusal) or happened_at <= self.now, "the future was recorded"
        if isinstance(outcome, Refusal):
            assert outcome.sentence
            assert outcome.instead
            assert Entry.objects.count() == before
        else:
            self.sent.append((proposed, by, self.now))
            self.check_report(person, fact, happened_at)
        return outcome

    def check_report(self, person, fact, at):
        """4: nothing else was let through as a report."""
        if isinstance(fact, FailureReported):
            recorded = history(person)
            assert was_told(recorded, recorded.get(fact.attendance, AttendanceRecorded), at)

    def some_entry(self, data, which):
        """Of one person, with someone who mostly may mend it."""
        found = list(Entry.objects.filter(person=self.people[which]))
        if not found:
            return None, None
        entry = data.draw(st.sampled_from(found))
        return entry, data.draw(st.sampled_from([entry.by] * 5 + self.world.posts))

    def other(self, person):
        return next(one for one in self.people if one != person)

    def known(self):
        return [] if not hasattr(self, "people") else self.people

    def duties_before(self):
        return set(getattr(self, "duties", {}))


def with_roots(recorded):
    return list(History(recorded).entries)


def replaced(proposed, **changed):
    return replace(proposed, **changed)


def run(*, examples=EXAMPLES, **more):
    """In a world of its own."""

    class Machine(Record):
        world = World()

    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=examples, stateful_step_count=STEPS, deadline=None,
            suppress_health_check=list(HealthCheck), **more,
        ),
    )  # fmt: skip


@pytest.mark.django_db
def test_what_the_design_promises_holds_after_every_step():
    run()
