"""One record, sixty minutes, a reason and words, told and reviewed; a second person where a review is late (A9)."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from tests import cast
from tests.access.readings import NINE, after
from tests.cast import opened, works_at
from throughcare.access import openings, reviews
from throughcare.access.models import Opening, OpeningTry, Reason
from throughcare.access.openings import NotAllowed, Why
from throughcare.journal.models import StandingRow
from throughcare.people.models import Person
from throughcare.rulebook.actors import OrganisationKind, Role

pytestmark = pytest.mark.django_db

WORDS = "Found collapsed in the yard, paramedics ask."
SECOND = timedelta(seconds=1)


@pytest.fixture
def leanne(glan_y_dwr_cjit):
    """In the care of Glan-y-Dŵr."""
    person = Person.objects.create()
    StandingRow.objects.create(person=person, care_team=glan_y_dwr_cjit, open_count=0)
    return person


@pytest.fixture
def auditor(northmoor):
    return works_at(opened(OrganisationKind.AUDITOR, "Audit of Northmoor", northmoor), Role.AUDITOR, "Odile Árnason")


def asked(membership, person, *, reason=Reason.LIFE, words=WORDS, at=NINE, key=None):
    why = Why(reason=reason, words=words)
    return openings.ask(key=key or uuid4(), membership=membership, person=person, why=why, at=at)


def is_open(opening, at):
    return openings.open_now(membership=opening.membership, at=at).filter(pk=opening.pk).exists()


@pytest.mark.parametrize(
    ("moment", "expected"),
    [(NINE - SECOND, False), (NINE, True), (after(60) - SECOND, True), (after(60), False), (after(61), False)],
    ids=["before", "at once", "59:59", "60:00", "after"],
)
def test_a_record_is_open_for_sixty_minutes_and_not_a_second_longer(rhian, leanne, moment, expected):
    assert is_open(asked(rhian, leanne), moment) is expected


def test_it_is_open_for_that_membership_and_that_person_only(rhian, northmoor_manager, leanne):
    asked(rhian, leanne)

    assert not openings.open_now(membership=northmoor_manager, at=after(1)).exists()
    assert [one.person for one in openings.open_now(membership=rhian, at=after(1))] == [leanne]


def test_closing_it_ends_it_at_that_instant_and_only_for_whoever_opened_it(rhian, sian, leanne):
    opening = asked(rhian, leanne)

    openings.close(key=opening.pk, membership=sian, at=after(5))
    assert is_open(opening, after(6))
    openings.close(key=opening.pk, membership=rhian, at=after(10))
    openings.close(key=opening.pk, membership=rhian, at=after(20))

    assert is_open(opening, after(10) - SECOND)
    assert not is_open(opening, after(10))
    assert Opening.objects.get().until == after(10)


@pytest.mark.parametrize(
    ("words", "expected"),
    [("a" * 19, False), ("a" * 20, True), ("." * 50, False), ("a1 " * 19, False), ("ŵ" * 20, True)],
    ids=["19 letters", "20 letters", "no letters", "19 among figures", "Welsh letters"],
)
def test_words_are_at_least_twenty_letters(rhian, leanne, words, expected):
    refusal = openings.refusal_to_ask(membership=rhian, why=Why(reason=Reason.LIFE, words=words), at=NINE)

    assert (refusal is None) is expected


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("reason", list(Reason))
def test_auditors_open_to_audit_and_those_with_records_for_the_other_reasons(role, reason):
    from throughcare.rulebook.actors import ROLES

    may = reason in openings.reasons(role)

    assert may is (role == Role.AUDITOR if reason is Reason.AUDIT else bool(ROLES[role].sees))


def test_a_membership_that_ended_opens_nothing(rhian, leanne):
    rhian.until_at = NINE

    with pytest.raises(NotAllowed, match="has ended"):
        asked(rhian, leanne)


def test_every_try_is_kept_and_says_whether_it_opened_anything(rhian, leanne):
    opening = asked(rhian, leanne)
    assert asked(rhian, None, reason=Reason.CHILD) is None

    assert list(OpeningTry.objects.values_list("membership", "reason", "opening")) == [
        (rhian.pk, "life", opening.pk), (rhian.pk, "child", None),
    ]  # fmt: skip


def test_the_same_form_sent_twice_opens_once(rhian, leanne):
    key = uuid4()

    assert asked(rhian, leanne, key=key) == asked(rhian, leanne, key=key, at=after(1))
    assert Opening.objects.get().opened_at == NINE
    assert OpeningTry.objects.count() == 1


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (datetime(2010, 6, 7, 8, tzinfo=UTC), datetime(2010, 6, 8, 23, tzinfo=UTC)),  # Monday: end of Tuesday
        (datetime(2010, 6, 11, 20, tzinfo=UTC), datetime(2010, 6, 14, 23, tzinfo=UTC)),  # Friday evening: end of Monday
        (datetime(2010, 4, 1, 9, tzinfo=UTC), datetime(2010, 4, 6, 23, tzinfo=UTC)),  # before Easter: end of Tuesday
        (datetime(2010, 6, 12, 9, tzinfo=UTC), datetime(2010, 6, 14, 23, tzinfo=UTC)),  # Saturday: end of Monday
    ],
    ids=["Monday", "Friday evening", "before Easter", "Saturday"],
)
def test_it_is_reviewed_by_the_end_of_the_next_working_day(day, expected):
    assert openings.review_by(day) == expected


def test_a_manager_of_the_care_team_is_told_at_once_and_reviews(rhian, eluned, sian, northmoor_manager, leanne):
    opening = asked(rhian, leanne)

    assert list(reviews.to_review(membership=eluned, at=NINE)) == [opening]
    assert not reviews.to_review(membership=sian, at=NINE).exists()
    assert not reviews.to_review(membership=northmoor_manager, at=NINE).exists()

    reviews.review(opening=opening, by=eluned, was_right=True, words="Asked the ward, and all was true.", at=after(30))
    assert not reviews.to_review(membership=eluned, at=after(31)).exists()
    with pytest.raises(NotAllowed):
        reviews.review(opening=opening, by=eluned, was_right=False, words="On second thoughts not right.", at=after(32))


def test_nobody_reviews_their_own(eluned, leanne, auditor):
    opening = asked(eluned, leanne)

    assert not reviews.to_review(membership=eluned, at=NINE).exists()
    with pytest.raises(NotAllowed, match="yourself"):
        reviews.review(opening=opening, by=eluned, was_right=True, words="It was right, I promise.", at=NINE)
    with pytest.raises(IntegrityError, match="another_person_reviews"), transaction.atomic():
        Opening.objects.update(reviewed_by=eluned, reviewed_at=after(1), was_right=True)


def test_where_the_care_team_has_no_other_manager_or_there_is_no_care_team_an_auditor_reviews(
    eluned, rhian, leanne, auditor, glan_y_dwr
):
    national = works_at(opened(OrganisationKind.AUDITOR, "National audit", None), Role.AUDITOR, "Bronagh Ní Dhuibhir")
    own, nobodys = asked(eluned, leanne), asked(rhian, Person.objects.create())

    assert set(reviews.to_review(membership=national, at=NINE)) == {own, nobodys}
    assert list(reviews.to_review(membership=auditor, at=NINE)) == [nobodys]  # Northmoor's own team opened it


@pytest.mark.parametrize(("seconds", "expected"), [(-1, False), (0, True)], ids=["in time", "late"])
def test_one_that_is_late_stands_before_the_auditor_too(rhian, eluned, leanne, auditor, seconds, expected):
    opening = asked(rhian, leanne)
    at = opening.review_by + timedelta(seconds=seconds)

    assert reviews.to_review(membership=auditor, at=at).exists() is expected
    assert reviews.to_review(membership=eluned, at=at).exists()
    assert openings.overdue(at).exists() is expected


@pytest.mark.parametrize("reason", [one for one in Reason if one is not Reason.AUDIT])
@pytest.mark.parametrize("is_late", [False, True])
def test_a_team_with_a_late_review_needs_a_second_person_but_never_for_a_risk_to_life(
    rhian, leanne, eluned, reason, is_late
):
    first = asked(rhian, leanne)
    at = first.review_by - SECOND if not is_late else first.review_by

    opening = asked(rhian, leanne, reason=reason, at=at)

    assert is_open(opening, at) is (not is_late or reason is Reason.LIFE)


def test_a_second_person_of_the_same_team_agrees_within_the_hour(rhian, northmoor_manager, sian, leanne):
    late = asked(rhian, leanne).review_by
    opening = asked(rhian, leanne, reason=Reason.CHILD, at=late)
    assert list(openings.waiting(membership=northmoor_manager, at=late)) == [opening]

    for wrong, said in ((rhian, "not the one who asks"), (sian, "same team")):
        with pytest.raises(NotAllowed, match=said):
            openings.agree(opening=opening, by=wrong, at=late)
    with pytest.raises(NotAllowed, match="asked anew"):
        openings.agree(opening=opening, by=northmoor_manager, at=late + timedelta(minutes=60))
    openings.agree(opening=opening, by=northmoor_manager, at=late + timedelta(minutes=59))

    opening.refresh_from_db()
    assert opening.opened_at == late + timedelta(minutes=59)
    assert opening.until == opening.opened_at + timedelta(minutes=60)
    assert opening.agreed_by == northmoor_manager
    with pytest.raises(NotAllowed, match="already"):
        openings.agree(opening=opening, by=northmoor_manager, at=late + timedelta(minutes=59))


ENOUGH = [(24, 1, False), (25, 1, True), (99, 600, False), (100, 600, True)]


@pytest.mark.parametrize(("tries", "gap", "refused"), ENOUGH)
def test_twenty_five_a_minute_or_a_hundred_a_day_are_enough(rhian, tries, gap, refused):
    for number in range(tries):
        OpeningTry.objects.create(membership=rhian, at=NINE + timedelta(seconds=number * gap), reason=Reason.LIFE)
    now = NINE + timedelta(seconds=59 if gap == 1 else 60_000)

    assert (openings.refusal_of_many(membership=rhian, at=now) is not None) is refused


def test_it_ends_with_the_minute(rhian):
    for _ in range(25):
        OpeningTry.objects.create(membership=rhian, at=NINE, reason=Reason.LIFE)

    assert openings.refusal_of_many(membership=rhian, at=after(1) - SECOND)
    assert openings.refusal_of_many(membership=rhian, at=after(1)) is None


def test_who_asks_cannot_agree_even_in_another_post(rhian, leanne, northmoor_cjit):
    late = asked(rhian, leanne).review_by
    opening = asked(rhian, leanne, reason=Reason.CHILD, at=late)
    other = cast.Membership(account=rhian.account, organisation=northmoor_cjit, role=Role.OUTREACH_WORKER)
    other = cast.add_membership(membership=other, by=None, at=NINE)

    assert "not the one who asks" in openings.refusal_to_agree(opening=opening, by=other, at=late)
