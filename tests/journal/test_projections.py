from dataclasses import replace

import pytest

from tests.journal.facts import arrest, booked, made, minutes, positive, required, somebody
from throughcare.journal.given import given
from throughcare.journal.models import AppointmentRow, CustodyRow, DutyRow, ReminderRow, Sight, StandingRow
from throughcare.journal.projections import PROJECTIONS
from throughcare.journal.reading import history
from throughcare.journal.rebuild import everyone, rebuild
from throughcare.journal.rows import table
from throughcare.people.models import Person
from throughcare.rulebook import journey
from throughcare.rulebook.facts.assessment import Form, HowGiven, NoticePrepared, NoticeServed, ReadOut
from throughcare.rulebook.facts.casework import Died
from throughcare.rulebook.facts.contact import Channel, ContactWishes
from throughcare.rulebook.facts.custody import Disposal, Released, RiskFound, RiskTo
from throughcare.rulebook.facts.identity import Housing, ResidenceEstablished
from throughcare.rulebook.sight import Basis, seen_by

pytestmark = pytest.mark.django_db

TOMORROW = minutes(21 * 60)


@pytest.fixture
def carys_way(meera, northmoor_cjit):
    """From arrest to release, with an appointment and its RA1."""
    person = somebody()
    arrested = made(person, arrest(cell="4"), by=meera)
    test = made(person, positive(arrested.pk), by=meera, at=minutes(5))
    requirement = made(person, required(test.pk), by=meera, at=minutes(9))
    appointment = made(person, booked(requirement.pk, northmoor_cjit, TOMORROW), by=meera, at=minutes(12))
    notice = NoticePrepared(
        form=Form.RA1,
        requirement=requirement.pk,
        appointment=appointment.pk,
        starts_at=TOMORROW,
        place="12 High Street",
    )
    paper = made(person, notice, by=meera, at=minutes(14))
    served = NoticeServed(notice=paper.pk, how=HowGiven.INTO_HAND, read_out=ReadOut.ALL, signed=True)
    made(person, served, by=meera, at=minutes(16))
    return person, arrested


def test_every_projection_fills_every_column(carys_way):
    person, _ = carys_way
    recorded = history(person.pk)
    standing = journey.follow(recorded, given())

    for projection in PROJECTIONS:
        for row in projection.rows(person.pk, recorded, standing, given()):
            assert set(row) == set(table(projection.model).columns), projection.model


def test_the_custody_board_shows_who_is_in_the_suite(carys_way, meera):
    person, arrested = carys_way

    row = CustodyRow.objects.get()

    assert (row.arrest, row.person, row.suite, row.cell) == (arrested.pk, person, meera.organisation, "4")
    assert (row.test_state, row.ra1_given, row.at_risk, row.released_at) == ("positive", True, False, None)
    assert row.test_words.startswith("Tested positive")

    made(person, RiskFound(risk=RiskTo.SELF, what="x", taker="Meera"), by=meera, at=minutes(20))
    made(person, Released(arrest=arrested.pk, disposal=Disposal.POLICE_BAIL), by=meera, at=minutes(30))

    row.refresh_from_db()
    assert (row.at_risk, row.released_at) == (True, minutes(30))


def test_the_team_sees_whom_to_expect(carys_way, meera, northmoor_cjit):
    person, arrested = carys_way

    row = AppointmentRow.objects.get(team=northmoor_cjit)
    assert (row.starts_at, row.notice_served, row.is_released, row.is_over) == (TOMORROW, True, False, False)

    made(person, Released(arrest=arrested.pk, disposal=Disposal.POLICE_BAIL), by=meera, at=minutes(30))

    row.refresh_from_db()
    assert row.is_released


def test_standing_has_the_next_open_duty(carys_way, northmoor_cjit):
    row = StandingRow.objects.get()

    duty = DutyRow.objects.filter(state="open").order_by("due", "key").first()
    assert (row.next_due, row.next_kind) == (duty.due, duty.kind)
    assert row.open_count == DutyRow.objects.filter(state="open").count()
    assert row.care_team == northmoor_cjit


def test_sight_rows_are_the_pure_decision_row_by_row(carys_way, outsider):
    person, _ = carys_way
    recorded = history(person.pk)

    seen = seen_by(recorded, journey.follow(recorded, given()), given())

    rows = Sight.objects.filter(person=person)
    assert {(str(row.team_id), row.classes, row.purpose, row.basis, row.from_at, row.until) for row in rows} == {
        (one.team, ",".join(sorted(one.classes)), one.purpose, one.basis.value, one.from_at, one.until) for one in seen
    }
    assert rows.count() == len(seen)
    assert not rows.filter(team=outsider.organisation).exists()


def test_a_team_that_had_care_no_longer_sees_what_only_care_showed(carys_way, meera):
    """The suite released the person and care passed on: it goes on seeing what it wrote down, and no more."""
    person, arrested = carys_way
    made(person, Released(arrest=arrested.pk, disposal=Disposal.POLICE_BAIL), by=meera, at=minutes(30))
    seen = Sight.objects.filter(team=meera.organisation)

    assert not seen.filter(classes__contains="assessment content").exists()
    assert not seen.filter(classes__contains="test result", until=None).exists()
    assert seen.get(classes="").until is None
    assert seen.get(classes="").basis == Basis.RECORDED


@pytest.mark.parametrize("harm", ["changed", "gone", "extra"])
def test_a_rebuild_finds_and_mends_rows_that_went_wrong(carys_way, harm):
    duty = DutyRow.objects.filter(state="open").first()
    if harm == "changed":
        DutyRow.objects.filter(pk=duty.pk).update(due=minutes(0), state="met")
    elif harm == "gone":
        duty.delete()
    else:
        DutyRow.objects.filter(pk=duty.pk).update(key="never")

    found = rebuild(everyone(), write=True)

    said = {"changed": "due, state", "gone": "missing", "extra": "too many"}[harm]
    assert f"journal_dutyrow: {said}" in found.counts
    assert not rebuild(everyone())


def test_a_rebuild_finds_a_residence_that_went_wrong(carys_way, meera):
    person, _ = carys_way
    lives = ResidenceEstablished(housing=Housing.ADDRESS, area="NMR")
    made(person, lives, by=meera, at=minutes(20))
    Person.objects.update(area_code="XXX")

    assert rebuild(everyone(), write=True).counts == {"people_person: area_code": 1}
    assert Person.objects.get().area_code == "NMR"
    assert not rebuild(everyone())


def test_a_rebuild_that_may_not_write_writes_nothing(carys_way):
    DutyRow.objects.update(due=minutes(0))

    assert rebuild(everyone()).counts == rebuild(everyone()).counts


def wished(person, by, **said):
    wishes = ContactWishes(agreed=True, channel=Channel.TEXT, phone="07700 900123")
    return made(person, replace(wishes, **said), by=by, at=minutes(31))


def test_reminders_follow_the_record_and_a_rebuild_makes_them_again(carys_way, meera, rhian):
    """I-34: the appointment is tomorrow at ten, so the message goes today, once the person is out."""
    person, arrested = carys_way
    assert not ReminderRow.objects.exists()

    made(person, Released(arrest=arrested.pk, disposal=Disposal.POLICE_BAIL), by=meera, at=minutes(30))
    wished(person, meera)

    row = ReminderRow.objects.get()
    assert (row.channel, row.address, row.why_not) == ("text message", "07700 900123", "")
    assert (row.send_from, row.send_until) == (minutes(30), minutes(6 * 60)), "from the release until seven"
    ReminderRow.objects.update(address="07700 900999")
    assert "journal_reminderrow: address" in rebuild(everyone(), write=True).counts
    assert ReminderRow.objects.get().address == "07700 900123"

    made(person, Died(), by=rhian, at=minutes(40))
    assert [row.why_not for row in ReminderRow.objects.all()] == ["the person died"]
    assert not rebuild(everyone())
