"""Random emergencies: nothing is open without all it takes, everything ends, and what nobody reviewed grows louder."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from tests.access.readings import NINE
from tests.access.test_openings import auditor  # noqa: F401
from tests.cast import *  # noqa: F403
from tests.properties.test_record import EXAMPLES
from throughcare.access import openings, reviews
from throughcare.access.models import LASTS, Opening, OpeningTry, Reason
from throughcare.access.openings import NotAllowed, Why
from throughcare.journal.models import StandingRow
from throughcare.people.models import Person

WORDS = st.sampled_from(["", "too short", "a" * 19, "a" * 20, "He was found unconscious in the yard."])
LATER = st.sampled_from([timedelta(seconds=1), timedelta(minutes=1), timedelta(minutes=59), LASTS, timedelta(days=1)])


class Emergencies(RuleBasedStateMachine):
    """Two teams, six people with every role that matters, two records: one with a care team, one without."""

    staff: list
    care_team: object

    @initialize()
    def begin(self):
        self.inside = transaction.atomic()
        self.inside.__enter__()
        self.now, self.allowed = NINE, {}
        self.people = [Person.objects.create() for _ in range(2)]
        StandingRow.objects.create(person=self.people[0], care_team=self.care_team, open_count=0)

    def teardown(self):
        if hasattr(self, "inside"):
            transaction.set_rollback(True)
            self.inside.__exit__(None, None, None)

    @rule(later=LATER)
    def time_passes(self, later):
        self.now += later

    @rule(data=st.data(), reason=st.sampled_from(list(Reason)), words=WORDS, exists=st.booleans())
    def someone_asks(self, data, reason, words, exists):
        by, person = data.draw(st.sampled_from(self.staff)), data.draw(st.sampled_from(self.people))
        late = openings.overdue(self.now).filter(membership__organisation=by.organisation_id).exists()
        tries = OpeningTry.objects.count()
        try:
            opening = openings.ask(
                key=uuid4(), membership=by, person=person if exists else None, why=Why(reason=reason, words=words),
                at=self.now,
            )  # fmt: skip
        except NotAllowed:
            assert OpeningTry.objects.count() == tries
            return
        assert OpeningTry.objects.count() == tries + 1
        assert (opening is not None) is exists
        if opening:
            assert (opening.opened_at is None) is (late and reason != Reason.LIFE)

    @rule(data=st.data())
    def a_second_person_agrees(self, data):
        waiting, by = list(Opening.objects.filter(opened_at=None)), data.draw(st.sampled_from(self.staff))
        if waiting:
            self.tried(openings.agree, opening=data.draw(st.sampled_from(waiting)), by=by)

    @rule(data=st.data())
    def someone_closes(self, data):
        if Opening.objects.exists():
            chosen = data.draw(st.sampled_from(list(Opening.objects.all())))
            openings.close(key=chosen.pk, membership=data.draw(st.sampled_from(self.staff)), at=self.now)

    @rule(data=st.data(), was_right=st.booleans(), words=WORDS)
    def someone_reviews(self, data, was_right, words):
        by, opened = data.draw(st.sampled_from(self.staff)), list(Opening.objects.filter(opened_at__isnull=False))
        if opened:
            chosen = data.draw(st.sampled_from(opened))
            self.tried(reviews.review, opening=chosen, by=by, was_right=was_right, words=words)

    def tried(self, act, **given):
        try:
            act(at=self.now, **given)
        except NotAllowed:
            return

    @invariant()
    def nothing_is_open_without_all_it_takes(self):
        for one in Opening.objects.filter(opened_at__isnull=False).select_related("membership", "agreed_by"):
            assert one.reason in openings.reasons(one.membership.role)
            assert sum(map(str.isalpha, one.words)) >= 20
            assert one.until <= one.opened_at + LASTS
            assert one.opened_at == one.asked_at or one.agreed_by.account_id != one.membership.account_id
            assert one.attempt.at == one.asked_at

    @invariant()
    def everything_ends(self):
        for member in self.staff:
            for one in openings.open_now(membership=member, at=self.now):
                assert one.membership_id == member.pk
                assert one.opened_at <= self.now < one.opened_at + LASTS

    @invariant()
    def whatever_was_opened_and_not_reviewed_stands_before_someone_who_may(self):
        for one in Opening.objects.filter(opened_at__isnull=False, reviewed_at=None).select_related("membership"):
            others = [each for each in self.staff if each.account_id != one.membership.account_id]
            seen = [each for each in others if reviews.to_review(membership=each, at=self.now).filter(pk=one.pk)]
            late = self.now >= one.review_by
            assert seen or one.membership.role == "auditor"
            assert not late or any(each.role == "auditor" for each in seen) or one.membership.role == "auditor"
            assert not [each for each in seen if each.account_id == one.membership.account_id]


@pytest.mark.django_db
def test_emergencies_hold_what_they_promise(rhian, northmoor_manager, sian, eluned, meera, auditor, northmoor, rhys):  # noqa: F811
    northmoor_audit = auditor.organisation
    northmoor_audit.area = None
    northmoor_audit.save()
    Emergencies.staff = [rhian, northmoor_manager, sian, eluned, meera, rhys, auditor]
    Emergencies.care_team = sian.organisation
    run_state_machine_as_test(
        Emergencies,
        settings=settings(
            max_examples=EXAMPLES, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
