"""The demonstration holds people at every point of the path, recorded like anyone's, and its accounts stay in it."""

import pytest
from django.contrib.auth import authenticate

from tests.simulation.conftest import SUNDAY_NIGHT
from throughcare.accounts.models import Account
from throughcare.diary.booking import free_slots
from throughcare.diary.models import Booking
from throughcare.documents import store
from throughcare.documents.models import File
from throughcare.journal.models import CustodyRow, DutyRow, Entry, StandingRow
from throughcare.journal.reading import history
from throughcare.journal.rebuild import everyone, rebuild
from throughcare.journal.verify import verify
from throughcare.organisations.models import Organisation
from throughcare.people.models import Person
from throughcare.rulebook.actors import ROLES, OrganisationKind
from throughcare.rulebook.calendar import local_day
from throughcare.rulebook.facts.consent import ConsentGiven
from throughcare.sharing import protocols
from throughcare.sharing.models import Protocol
from throughcare.simulation import demonstration
from throughcare.simulation.partnership import DEMONSTRATION, PASSWORD, STAFF
from throughcare.simulation.staffing import email_of
from throughcare.simulation.wanted import WANTED

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]


def open_kinds():
    return set(DutyRow.objects.filter(state="open", arises_at__lte=SUNDAY_NIGHT).values_list("kind", flat=True))


def test_everyone_wanted_is_there(loaded):
    assert Person.objects.count() == sum(wanted.count for wanted in WANTED) == 200
    assert (loaded[-1].done, loaded[-1].of) == (200, 200)
    assert not demonstration.is_empty()


def test_rebuild_shows_no_differences():
    found = rebuild(everyone())

    assert found.people == 200
    assert found.counts == {}


def test_every_chain_is_whole():
    assert verify().whole


def test_nothing_is_written_in_the_future():
    assert not Entry.objects.filter(recorded_at__gt=SUNDAY_NIGHT).exists()


def test_people_are_in_every_suite_and_one_of_them_is_at_risk():
    inside = CustodyRow.objects.filter(released_at=None)

    suites = Organisation.objects.filter(kind=OrganisationKind.POLICE_SUITE).values_list("pk", flat=True)
    assert {row.suite_id for row in inside} == set(suites)
    assert inside.filter(at_risk=True).count() == 1
    assert inside.filter(ra1_given=False, test_state="positive").exists()


def test_nobody_shares_a_cell():
    cells = list(CustodyRow.objects.filter(released_at=None).values_list("suite", "cell"))

    assert len(set(cells)) == len(cells)


def test_duties_of_every_step_of_the_path_are_open():
    assert open_kinds() >= {
        "act_on_risk", "test_or_say_why_not", "identify_or_release", "book_initial_assessment", "give_ra1",
        "reason_for_no_ra1", "offer_by_choice", "hold_initial_assessment", "record_attendance", "judge_good_cause",
        "report_failure", "partnership_decides", "hold_follow_up", "have_first_contact", "agree_care_plan",
        "report_not_engaging", "name_case_manager", "review_place", "laboratory_result",
    }  # fmt: skip


def test_some_duties_are_overdue_and_some_lie_ahead():
    still_open = DutyRow.objects.filter(state="open", arises_at__lte=SUNDAY_NIGHT)

    assert still_open.filter(due__lt=SUNDAY_NIGHT).count() > 10
    assert still_open.filter(due__gt=SUNDAY_NIGHT).count() > 50


def test_whoever_is_responsible_for_nobody_is_the_exception():
    cared_for = StandingRow.objects.exclude(care_team=None)

    assert cared_for.count() > 100
    assert not cared_for.filter(open_count=0).exists()


def test_every_cjit_has_free_places_and_places_taken():
    for cjit in Organisation.objects.filter(kind=OrganisationKind.CJIT):
        assert free_slots(organisation=cjit, after=SUNDAY_NIGHT).exists()
    assert Booking.objects.filter(slot__starts_at__gt=SUNDAY_NIGHT, released_at=None).count() > 10


def test_every_role_that_signs_in_has_one_known_account(settings):
    settings.DEMO = True
    rows = DEMONSTRATION.known()

    assert set(rows) == {role for role, row in ROLES.items() if row.signs_in}
    assert authenticate(username=email_of(rows["detention_officer"]), password=PASSWORD).full_name == "Meera O'Shea"
    assert Account.objects.count() == len(STAFF)


def test_no_account_of_a_demonstration_opens_anything_elsewhere(settings):
    settings.DEMO = False

    assert not Account.objects.filter(is_demonstration=False).exists()
    assert authenticate(username=email_of(STAFF[0]), password=PASSWORD) is None


def test_other_accounts_sign_in_anywhere(settings):
    settings.DEMO = False
    Account.objects.filter(email=email_of(STAFF[0])).update(is_demonstration=False)

    assert authenticate(username=email_of(STAFF[0]), password=PASSWORD) is not None


def test_every_signed_form_can_be_read():
    "P-24: a real paper, marked as a demonstration."
    people = Entry.objects.filter(kind="consent_given").values_list("person", flat=True).distinct()

    forms = {one.fact.form for person in people for one in history(person).all(ConsentGiven)}

    assert [store.read(file=File.objects.get(pk=form))[:5] for form in forms] == [b"%PDF-"]


def test_one_protocol_is_in_force_and_one_waits_for_both_sides():
    "P-21"
    [standing] = protocols.in_force(on=local_day(SUNDAY_NIGHT))

    assert str(standing) == "Northmoor CJIT and Northmoor PPO scheme"
    assert [one.endorsements.count() for one in Protocol.objects.exclude(pk=standing.pk)] == [0]
