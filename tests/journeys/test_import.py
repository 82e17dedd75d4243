"""An inspector brings in a year's workbook in a real browser, with and without scripts. N-35, N-61."""

from datetime import UTC, datetime

import pytest

from tests.cast import *  # noqa: F403
from tests.imports.steps import AT, csv_of, recorded, worked
from throughcare.imports.models import Import
from throughcare.imports.states import State
from throughcare.journal.models import DutyRow, Entry
from throughcare.people.models import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BEGINS = AT
LINES = (
    "CS/1,Lee,Ann,1984-11-09,2009-06-01,10:30,cocaine,arrest,Theft",  # again
    "CS/1,Lee,Ann,1984-11-09,2009-06-01,11:30,opiates,arrest,Theft",
    "CS/2,Lea,Ann,1984-11-09,2009-06-02,23:05,neg,charge,",  # nearly the same name
    "CS/3,Tŷ-Mawr,Cai,09/11/1984,2009-06-03,09:00,both,arrest,Robbery",  # either order
    "CS/4,=cmd,Bob,1979-02-03,2009-06-04,09:00,refused,,",
)  # fmt: skip


def test_an_inspector_brings_in_a_workbook(visitor, rhys, settings, tmp_path):
    settings.VAR = tmp_path
    recorded(rhys, content=csv_of(LINES[0]), at=datetime(2010, 4, 1, 9, tzinfo=UTC))
    person = Person.objects.get()
    inspector = visitor.is_now(rhys).goes("/imports")
    inspector.presses("Look at this workbook").reads("Choose a workbook").looks("imports-errors")

    sheet = {"name": "2009.csv", "mimeType": "text/csv", "buffer": csv_of(*LINES)}
    inspector.page.locator('input[type="file"]').set_input_files(sheet)
    inspector.presses("Look at this workbook").reads("Looking at the columns").looks("import-working")
    one = worked(Import.objects.get(state=State.LOOKING))
    assert one.state == State.REVIEW  # the force said before which column is which
    inspector.presses("Look again").reads("Whose test is it?", "Lines without a choice are left out: 1 now")
    inspector.looks("import-doubtful")
    inspector.chooses(**{f"{one.rows.get(verdict='doubtful').pk}-choice": str(person.pk)})
    inspector.presses("Save these choices").reads("left out: 0 now")

    inspector.follows("Change which column is which").reads("which comes first?").looks("import-columns")
    inspector.chooses(order="day first").presses("Compare with what is recorded").reads("Reading and comparing")
    worked(one)
    inspector.presses("Look again")
    inspector.chooses(**{f"{one.rows.get(verdict='doubtful').pk}-choice": str(person.pk)})
    inspector.presses("Save these choices")
    for verdict, words in (("refused", "This is no name"), ("same", "Brought in before"), ("new", "Cai Tŷ-Mawr")):
        inspector.goes(f"/imports/{one.pk}?show={verdict}").reads(words).looks(f"import-{verdict}")

    inspector.presses("Go on to recording").reads("Record 3 tests?", "1 that cannot be used").looks("import-record")
    inspector.presses("Record them").reads("Recording")
    worked(one)
    inspector.presses("Look again").reads("What was agreed to is recorded").looks("import-done")
    assert Entry.objects.count() == 4
    assert not DutyRow.objects.filter(state="open").exists()
    inspector.goes("/imports").reads("2009.csv", "Done").looks("imports")

    inspector.goes(f"/people/{person.reference}").reads("Brought in from a recorder workbook").looks("import-person")
    test = Entry.objects.filter(person=person).order_by("happened_at").first()
    inspector.goes(f"/people/{person.reference}/record/work_opened").looks("import-work")
    assert test is not None


def test_an_import_is_cancelled(visitor, rhys, settings, tmp_path):
    settings.VAR = tmp_path
    inspector = visitor.is_now(rhys).goes("/imports").reads("Nothing has been brought in yet").looks("imports-empty")
    sheet = {"name": "2009.csv", "mimeType": "text/csv", "buffer": csv_of(LINES[1])}
    inspector.page.locator('input[type="file"]').set_input_files(sheet)
    inspector.presses("Look at this workbook").follows("Cancel this import").looks("import-cancel")
    inspector.presses("Cancel this import").reads("Cancelled")
