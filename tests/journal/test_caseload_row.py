"""Who is on a team's caseload, and who the case manager is."""

import pytest

from tests.journal.facts import made, minutes, somebody
from throughcare.journal.given import given
from throughcare.journal.models import CaseloadRow
from throughcare.journal.projecting import changes
from throughcare.journal.reading import history
from throughcare.rulebook.facts.assessment import Assessed, Purpose, Suitable
from throughcare.rulebook.facts.casework import CarePlanAgreed, CaseManagerNamed, Died, TakenOnCaseload

pytestmark = pytest.mark.django_db


def taken_on(person, by):
    assessed = Assessed(purpose=Purpose.VOLUNTARY, engaged=True, suitable_for=Suitable.CASELOAD)
    seen = made(person, assessed, by=by)
    plan = CarePlanAgreed(
        assessment=seen.pk, drug_and_alcohol="a", health="b", offending="c", social="d", copy_given=True
    )
    agreed = made(person, plan, by=by, at=minutes(1))
    return made(person, TakenOnCaseload(care_plan=agreed.pk, agrees=True), by=by, at=minutes(2))


def test_someone_taken_on_waits_for_a_case_manager(sian):
    entry = taken_on(somebody(), sian)

    row = CaseloadRow.objects.get()

    assert (row.entry, row.team_id, row.since, row.until) == (entry.pk, sian.organisation_id, minutes(2), None)
    assert (row.case_manager, row.case_manager_name, row.named_at) == (None, "", None)


def test_the_last_one_named_is_the_case_manager(sian, eluned):
    person = somebody()
    entry = taken_on(person, sian)

    for minute, worker, name in ((3, eluned.pk, "Eluned Prŷs"), (4, sian.pk, "Siân Hŵel")):
        named = CaseManagerNamed(caseload=entry.pk, worker=worker, worker_name=name)
        made(person, named, by=eluned, at=minutes(minute))

    row = CaseloadRow.objects.get()
    assert (row.case_manager, row.case_manager_name, row.named_at) == (sian.pk, "Siân Hŵel", minutes(4))


def test_a_spell_ends_with_what_ends_it_and_follows_from_the_record_alone(sian):
    person = somebody()
    taken_on(person, sian)

    made(person, Died(), by=sian, at=minutes(60))

    assert CaseloadRow.objects.get().until == minutes(60)
    assert not any(changes({person.pk: history(person.pk)}, given=given()))
