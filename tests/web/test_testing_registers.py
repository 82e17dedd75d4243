"""The registers and figures of testing: N-20, N-21, N-22, N-39, N-40, I-27."""

from datetime import UTC, date, datetime, timedelta
from unittest import mock

import pytest
from django.urls import reverse

from tests.cast import SINCE_ON, opened, train, works_at
from tests.web.suite_scene import NOW, address, arrested, at, note, released, sampled, signed_in
from throughcare.accounts import registers
from throughcare.accounts.actions import NotAllowed, add_membership
from throughcare.accounts.models import AuthorisedSuite, Membership, TrainedTester
from throughcare.journal.given import given
from throughcare.journal.models import QualityBlock
from throughcare.organisations.given import given_changed
from throughcare.rulebook.actors import OrganisationKind, Role
from throughcare.rulebook.facts import custody as k
from throughcare.web.testing import peaks

pytestmark = pytest.mark.django_db
TODAY = date(2010, 6, 11)


@pytest.fixture(autouse=True)
def at_night(northmoor_cjit):
    with mock.patch("throughcare.web.clock.now", return_value=NOW):
        yield


@pytest.fixture
def colin(northmoor_police):
    return works_at(northmoor_police, Role.CASCADE_TRAINER, "Colin Tattersall")


@pytest.fixture
def peter(northmoor_police):
    return works_at(northmoor_police, Role.POLICE_STRATEGIC_LEAD, "Peter Ormerod")


@pytest.fixture
def ian(db):
    office = opened(OrganisationKind.HOME_OFFICE, "Home Office", None)
    return works_at(office, Role.HOME_OFFICE_TESTING_POLICY, "Ian Hargreaves")


@pytest.fixture
def dean(castle_street):
    """New in the suite, and not trained yet."""
    post = works_at(castle_street, Role.DETENTION_OFFICER, "Dean Rigby")
    TrainedTester.objects.filter(account=post.account).delete()
    return post


def get(by, name, *args, query=""):
    return signed_in(by).get(reverse(name, args=args) + query, secure=True)


def post(by, name, *args, **sent):
    return signed_in(by).post(reverse(name, args=args), sent, secure=True)


def day(name, on):
    return {f"{name}-day": on.day, f"{name}-month": on.month, f"{name}-year": on.year}


# --- trained testers


def test_a_cascade_trainer_enters_who_was_trained_and_ends_it(colin, dean):
    """N-39, N-40."""
    assert not given().is_trained(dean.pk, TODAY)

    sent = post(colin, "add_tester", account=dean.account.pk, **day("from_on", TODAY))

    assert sent.url == reverse("testers")
    assert given().is_trained(dean.pk, TODAY)
    text = get(colin, "testers").content.decode()
    assert "Dean Rigby" in text
    assert "Colin Tattersall, Friday 11 June 2010" in text
    row = TrainedTester.objects.get(account=dean.account)
    assert post(colin, "end_tester", row.pk, **day("last_on", TODAY)).url == reverse("testers")
    assert given().is_trained(dean.pk, TODAY)
    assert not given().is_trained(dean.pk, TODAY + timedelta(days=1))
    assert "Ended by Colin Tattersall" in get(colin, "testers").content.decode()
    assert get(colin, "end_tester", row.pk).status_code == 404


def test_what_has_ended_is_listed_on_request(colin, dean):
    row = registers.enter_tester(
        account=dean.account, force=colin.organisation, from_on=date(2009, 1, 1), until_on=date(2010, 1, 1), by=None,
        at=NOW,
    )  # fmt: skip

    assert "Dean Rigby" not in get(colin, "testers").content.decode()
    assert "Dean Rigby" in get(colin, "testers", query="?show=all").content.decode()
    assert row.ended_at


def test_an_empty_register_says_what_follows(colin):
    assert "Nobody is on the register, so nobody may take a sample." in get(colin, "testers").content.decode()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"account": ""}, "Choose who was trained"),
        (day("from_on", date(2010, 2, 1)) | {"from_on-day": 30}, "must be a real date"),
        (day("last_on", date(2010, 1, 1)), "The last day is before the first"),
    ],
)
def test_what_is_missing_is_said(colin, dean, sent, said):
    answer = post(colin, "add_tester", **{"account": dean.account.pk, **day("from_on", TODAY), **sent})

    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_an_entry_for_days_that_have_one_is_refused(colin, meera):
    answer = post(colin, "add_tester", account=meera.account.pk, **day("from_on", TODAY))

    assert answer.status_code == 422
    assert "has an entry for some of these days already" in answer.content.decode()


def test_a_trainer_enters_nobody_of_another_force_and_never_themselves(colin, mill_lane):
    """N-39: one in each force."""
    aisha = works_at(mill_lane, Role.DETENTION_OFFICER, "Aisha O'Rahilly")

    assert post(colin, "add_tester", account=aisha.account.pk, **day("from_on", TODAY)).status_code == 422
    for account in (aisha.account, colin.account):
        with pytest.raises(NotAllowed):
            registers.enter_tester(
                account=account, force=colin.organisation, from_on=TODAY, by=colin, at=NOW
            )  # fmt: skip


def test_nobody_else_keeps_the_register(peter, meera, dean, colin):
    """N-40."""
    row = TrainedTester.objects.get(account=meera.account)

    assert get(peter, "testers").status_code == 200
    assert get(peter, "add_tester").status_code == 403
    with pytest.raises(NotAllowed):
        registers.end(row=row, until_on=TODAY, by=peter, at=NOW)
    with pytest.raises(NotAllowed):
        registers.enter_tester(account=dean.account, force=colin.organisation, from_on=TODAY, by=peter, at=NOW)


def test_whoever_was_trained_stays_so_in_another_post(meera, mill_lane):
    """N-20: the register is of people; the rules know them by their posts."""
    moved = Membership(account=meera.account, organisation=mill_lane, role=Role.CUSTODY_SERGEANT)

    add_membership(membership=moved, by=None, at=NOW)

    assert given().is_trained(moved.pk, TODAY)


def test_an_inspector_reads_who_of_the_suite_is_trained(rhys, meera, dean):
    text = get(rhys, "testers").content.decode()

    assert "Meera O&#x27;Shea" in text
    assert "Dean Rigby" not in text
    assert "Add an entry" not in text


# --- suites


def test_the_home_office_says_which_suites_may_test(ian, northmoor, northmoor_police):
    suite = opened(OrganisationKind.POLICE_SUITE, "Dock Road custody suite", northmoor, parent=northmoor_police)
    AuthorisedSuite.objects.filter(suite=suite).delete()
    given_changed()
    assert not given().may_test(str(suite.pk), TODAY)

    assert post(ian, "add_test_suite", suite=suite.pk, **day("from_on", TODAY)).url == reverse("test_suites")

    assert given().may_test(str(suite.pk), TODAY)
    row = AuthorisedSuite.objects.get(suite=suite)
    assert post(ian, "end_test_suite", row.pk, **day("last_on", date(2010, 6, 1))).status_code == 422
    assert post(ian, "end_test_suite", row.pk, **day("last_on", TODAY)).status_code == 302
    assert not given().may_test(str(suite.pk), TODAY + timedelta(days=1))


def test_a_force_reads_its_own_suites(colin, castle_street, mill_lane):
    text = get(colin, "test_suites").content.decode()

    assert "Castle Street custody suite" in text
    assert "Mill Lane" not in text
    assert get(colin, "add_test_suite").status_code == 403


def test_only_a_suite_is_authorised(northmoor_cjit):
    with pytest.raises(NotAllowed):
        registers.authorise_suite(suite=northmoor_cjit, from_on=SINCE_ON, by=None, at=NOW)


# --- not required


def spared(by, inspector, name="Carys"):
    person, arrest = arrested(by, name, "Tŷ-Isaf", cell="F3")
    test = sampled(person, arrest, by)
    if inspector:
        note(person, k.RequirementNotImposed(test=test, reasons="In hospital for weeks"), at(0, 20), inspector)
    released(person, arrest, by)
    return person


def test_an_inspector_sees_who_was_not_required_and_why(meera, rhys):
    """I-27."""
    spared(meera, rhys)
    left = spared(meera, None, "Siôn")

    text = get(rhys, "not_required").content.decode()

    assert "In hospital for weeks" in text
    assert "Rhŷs Tanner, 102" in text
    assert "Left without a decision" in text
    assert address("drug_test", left) in text


def test_nobody_is_an_answer_too(rhys):
    assert "<strong>Nobody.</strong>" in get(rhys, "not_required").content.decode()


def test_a_lead_sees_counts_and_nobody(meera, rhys, peter):
    """I-27: figures, not people."""
    for number in range(6):
        spared(meera, rhys, f"Carys{number}")

    text = get(peter, "testing_figures").content.decode()

    assert "Castle Street custody suite" in text
    assert "Carys" not in text
    assert "In hospital" not in text
    assert '<td data-label="Not required">6</td>' in text
    assert get(peter, "not_required").status_code == 403


def test_few_are_not_told(meera, rhys, peter):
    spared(meera, rhys)

    assert "under 5" in get(peter, "testing_figures").content.decode()


def test_quality_samples_are_counted_in_whole_blocks(peter, castle_street):
    """N-37: an unfinished block would tell when its sample must come."""
    for number, taken in ((1, 50), (2, 50), (3, 49)):
        QualityBlock.objects.create(
            suite=castle_street,
            number=number,
            position=50,
            taken=taken,
            drawn=castle_street.pk if taken == 50 else None,
        )

    text = get(peter, "testing_figures").content.decode()

    assert '<td data-label="Samples">100</td><td data-label="Quality">2</td>' in text
    assert "49" not in text


# --- peak times


def test_peak_times_are_drawn_and_told(meera, rhys, peter):
    """N-21."""
    arrested(meera, "Carys", "Tŷ-Isaf", cell="F3")
    arrested(meera, "Tadhg", "D’Souza", cell="M1", offence="common_assault")

    for reader in (rhys, peter):
        text = get(reader, "peak_times").content.decode()
        assert "Most arrests: Thursday 21:00 to 00:00 (1)." in text
        assert "1 arrest for trigger offences" in text
        assert "The same in numbers" in text


def test_hours_are_those_of_london_and_only_trigger_offences_count():
    """N-21: 23:30 UTC in June is 00:30 on Saturday."""
    night = datetime(2010, 6, 11, 23, 30, tzinfo=UTC)
    drawn = peaks.draw([("theft_s1", night), ("common_assault", night), ("no such offence", night)])

    assert drawn.total == 1
    assert drawn.says == "Most arrests: Saturday 00:00 to 03:00 (1)."
    assert dict(drawn.rows)["Saturday"][0] == "1"
    assert [box.shade for box in drawn.boxes if box.shade] == [5]
    assert len(drawn.boxes) == 7 * 24


def test_a_lead_without_suites_is_told_nothing(mill_lane, northmoor):
    force = opened(OrganisationKind.POLICE_FORCE, "Empty Police", northmoor)
    lead = works_at(force, Role.POLICE_OPERATIONAL_LEAD, "Samina Bhatti")

    assert get(lead, "peak_times").status_code == 404
    assert "No suite is on the list." in get(lead, "testing_figures").content.decode()


def test_training_again_goes_on_from_its_end(dean, colin):
    train(dean, from_on=TODAY)
    row = TrainedTester.objects.get(account=dean.account)
    registers.end(row=row, until_on=TODAY + timedelta(days=30), by=colin, at=NOW)

    registers.enter_tester(
        account=dean.account, force=colin.organisation, from_on=TODAY + timedelta(days=30), by=colin, at=NOW
    )

    assert given().is_trained(dean.pk, date(2039, 1, 1))
    with pytest.raises(NotAllowed):
        registers.end(row=row, until_on=TODAY, by=colin, at=NOW)
