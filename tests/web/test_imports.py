"""The pages of an import: by an inspector of the suite, from the workbook to what was not used. N-35, N-61."""

import io
import re
from datetime import UTC, date, datetime
from uuid import UUID

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.cast import *  # noqa: F403
from tests.cast import signed_in, works_at
from tests.imports.steps import WORKBOOKS, compared, csv_of, recorded, worked
from throughcare.access.models import ReadingOf
from throughcare.imports.models import Import, Row
from throughcare.imports.states import State
from throughcare.journal.models import Entry
from throughcare.people.models import Person
from throughcare.rulebook.actors import Role
from throughcare.web import clock

pytestmark = pytest.mark.django_db
ANN = "CS/1,Lee,Ann,1984-11-09,2009-06-01,10:30,cocaine,arrest,Theft"
NEARLY = "CS/3,Leee,Ann,1984-11-09,2009-08-01,10:00,neg,,"
PAYLOADS = ("=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1", "=cmd|' /C calc'!A0", '=HYPERLINK("http://x.example","x")',
            "http://x.example", "ftp://x.example", "００１", "\ufeff=1", " =1")  # fmt: skip


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.VAR = tmp_path


@pytest.fixture
def desk(rhys):
    return signed_in(Client(), rhys.account)


def get(client, name, *args, query=""):
    return client.get(reverse(name, args=args) + query, secure=True)


def post(client, name, *args, query="", **data):
    return client.post(reverse(name, args=args) + query, data, secure=True)


def upload(client, content, name="clean.xlsx"):
    return post(client, "imports", workbook=SimpleUploadedFile(name, content))


def text(answer):
    return answer.content.decode()


def test_nothing_brought_in_yet(desk):
    assert "Nothing has been brought in yet." in text(get(desk, "imports"))


def test_from_the_workbook_to_the_record(desk, rhys):
    """N-35."""
    answer = upload(desk, (WORKBOOKS / "clean.xlsx").read_bytes())
    one = Import.objects.get()
    assert answer.url == reverse("import", args=[one.pk])
    assert "Look again" in text(get(desk, "import", one.pk))

    worked(one)
    assert get(desk, "import", one.pk).url == reverse("import_columns", args=[one.pk])
    page = text(get(desk, "import_columns", one.pk))
    assert '<option value="Surname" selected>' in page
    one.refresh_from_db()
    assert post(desk, "import_columns", one.pk, **one.columns, order="unknown").status_code == 302

    worked(one)
    page = text(get(desk, "import", one.pk))
    assert "Ann Lee" in page
    assert "New: 3" in page
    assert "Record 3 tests?" in text(get(desk, "import_record", one.pk))
    assert post(desk, "import_record", one.pk).status_code == 302
    assert post(desk, "import_record", one.pk).status_code == 302  # twice pressed

    worked(one)
    assert Entry.objects.count() == 3
    assert "What was agreed to is recorded." in text(get(desk, "import", one.pk))


def test_a_file_that_is_no_workbook_is_refused_beside_its_field(desk):
    answer = upload(desk, b"%PDF-1.7 no", "x.pdf")

    assert answer.status_code == 422
    assert "This is no workbook" in text(answer)
    assert not Import.objects.exists()


def test_one_column_for_two_fields_or_none_is_refused(desk, rhys):
    one = worked(Import.objects.get(pk=upload(desk, csv_of(ANN), "a.csv").url.rsplit("/")[-1]))

    answer = post(desk, "import_columns", one.pk, **{**one.columns, "given_name": "Surname", "outcome": ""})

    assert answer.status_code == 422
    assert "is already the column of another field" in text(answer)
    assert "Say which column is: result" in text(answer)
    assert Import.objects.get().state == State.COLUMNS


def test_a_doubtful_person_is_chosen_on_the_page_and_their_reading_is_logged(desk, rhys):
    recorded(rhys, content=csv_of(ANN))
    person, one = Person.objects.get(), compared(rhys, content=csv_of(NEARLY))

    page = text(get(desk, "import", one.pk, query="?show=doubtful"))
    assert person.shown_reference in page
    assert ReadingOf.objects.filter(person_id=person.pk, reading__operation="import").exists()
    row = one.rows.get()
    post(desk, "import", one.pk, query="?show=doubtful", **{f"{row.pk}-choice": str(person.pk)})

    assert Row.objects.get(pk=row.pk).choice == str(person.pk)
    assert "Record 1 test?" in text(get(desk, "import_record", one.pk))


@pytest.mark.parametrize(
    ("day", "march"), [(10, "Awaited by Saturday 10 April 2010"), (11, "Late awaited by Saturday 10 April 2010")]
)
def test_the_page_says_which_months_are_here_awaited_and_late(desk, rhys, monkeypatch, day, march):
    """N-61."""
    recorded(rhys, content=csv_of(ANN.replace("2009-06-01", "2010-02-01")))
    monkeypatch.setattr(clock, "now", lambda: datetime(2010, 4, day, 9, tzinfo=UTC))

    said = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text(get(desk, "imports"))))

    assert f"March 2010 {march}" in said
    assert "February 2010 Here" in said
    assert "January 2010" not in said


@pytest.mark.parametrize(("born", "is_asked"), [("1984-11-09", False), ("09/11/1984", True), ("13/11/1984", False)])
def test_which_comes_first_is_asked_only_where_a_date_leaves_it_open(desk, rhys, born, is_asked):
    one = worked(
        Import.objects.get(pk=upload(desk, csv_of(ANN.replace("1984-11-09", born)), "a.csv").url.rsplit("/")[-1])
    )

    assert ("which comes first?" in text(get(desk, "import_columns", one.pk))) is is_asked


@pytest.mark.parametrize("sent", ["new-choice", "nonsense-choice", f"{UUID(int=5)}-choice"])
def test_a_choice_of_no_line_changes_nothing(desk, rhys, sent):
    recorded(rhys, content=csv_of(ANN))
    one = compared(rhys, content=csv_of(NEARLY))

    assert post(desk, "import", one.pk, **{sent: "new"}).status_code == 302
    assert one.rows.get().choice == ""


def test_what_differs_shows_both_values_and_the_record(desk, rhys):
    recorded(rhys, content=csv_of(ANN))
    one = compared(rhys, content=csv_of(ANN.replace("cocaine", "opiates")))

    page = text(get(desk, "import", one.pk))

    assert "Result: here cocaine, in the workbook opiates" in page
    assert reverse("person", args=[Person.objects.get().reference]) in page


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_was_not_used_comes_back_as_text_and_nothing_in_it_is_live(desk, rhys, payload):
    """Trust row F3: whatever a cell begins with, no program that opens the workbook runs it."""
    book = openpyxl.Workbook()
    book.active.append(["Custody number", "Surname", "Forename", "DOB", "Date of test", "Result"])
    book.active.append(["x", payload, payload, datetime(1984, 11, 9), datetime(2009, 6, 1), "neg"])
    for cell in ("B2", "C2"):
        book.active[cell].data_type = "s"
    kept = io.BytesIO()
    book.save(kept)
    one = compared(rhys, content=kept.getvalue())

    answer = get(desk, "import_not_used", one.pk)

    found = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert answer["Content-Disposition"].endswith('.xlsx"')
    assert {cell.data_type for line in found for cell in line if cell.value is not None} == {"s"}
    assert not any(cell.hyperlink for line in found for cell in line)
    assert found["B2"].value == payload
    assert "no name" in found.cell(2, found.max_column).value


def test_what_was_not_used_can_be_put_right_and_brought_in(desk, rhys):
    one = compared(rhys, content=csv_of(ANN, ANN.replace("CS/1", "CS/2").replace("cocaine", "positive")))
    back = openpyxl.load_workbook(io.BytesIO(get(desk, "import_not_used", one.pk).content))
    sheet = back.active
    headings = [cell.value for cell in sheet[1]]
    assert (sheet.max_row, sheet.cell(2, headings.index("Line") + 1).value) == (2, "3")
    sheet.cell(2, headings.index("Result") + 1, "opiates")
    kept = io.BytesIO()
    back.save(kept)

    again = compared(rhys, content=kept.getvalue())

    assert again.counts == {"new": 1}
    assert again.rows.get().values["outcome"] == "opiates"


def test_another_suites_inspector_finds_no_such_import(rhys, mill_lane):
    one = compared(rhys)
    other = signed_in(Client(), works_at(mill_lane, Role.CUSTODY_INSPECTOR, "Gwen Pugh").account)

    names = ("import", "import_columns", "import_record", "import_cancel", "import_not_used")
    assert [get(other, name, one.pk).status_code for name in names] == [404] * 5
    assert [post(other, name, one.pk).status_code for name in names[:-1]] == [404] * 4
    assert "clean.xlsx" not in text(get(other, "imports"))
    assert Import.objects.get().state == State.REVIEW


@pytest.mark.parametrize("who", ["meera", "aled", "northmoor_manager", "sian", "administrator"])
def test_nobody_but_an_inspector_opens_any_of_it(who, rhys, request):
    one = compared(rhys)
    client = signed_in(Client(), request.getfixturevalue(who).account)

    assert get(client, "imports").status_code == 403
    assert get(client, "import", one.pk).status_code == 403
    assert upload(client, b"a,b\n").status_code == 403


def test_an_import_is_cancelled_by_a_button_and_leaves_no_lines(desk, rhys):
    one = compared(rhys)

    assert "Cancel this import?" in text(get(desk, "import_cancel", one.pk))
    assert post(desk, "import_cancel", one.pk).url == reverse("imports")
    assert (Import.objects.get().state, Row.objects.count()) == (State.CANCELLED, 0)
    assert post(desk, "import_cancel", one.pk).url == reverse("import", args=[one.pk])
    assert get(desk, "import_record", one.pk).url == reverse("import", args=[one.pk])
    assert get(desk, "import_not_used", one.pk).status_code == 404


def test_a_page_of_lines_is_bounded_and_its_queries_do_not_grow(desk, rhys, django_assert_max_num_queries):
    lines = [
        f"CS/{n},Lee{n // 26 * 'a'}{'abcdefghijklmnopqrstuvwxyz'[n % 26]},Ann,1984-11-09,2009-06-01,10:30,neg,,"
        for n in range(60)
    ]
    one = compared(rhys, content=csv_of(*lines))

    with django_assert_max_num_queries(16):
        page = text(get(desk, "import", one.pk))

    assert page.count('data-label="Line"') == 25
    assert "1 to 25 of 60" in page


def test_the_person_page_says_that_it_was_brought_in(desk, rhys):
    recorded(rhys, content=csv_of(ANN))
    person = Person.objects.get(born_on=date(1984, 11, 9))

    page = text(get(desk, "person", person.reference))

    assert "Brought in from a recorder workbook: positive, cocaine; screening result, not confirmed" in page
    assert reverse("record", args=[person.reference, "work_opened"]) in page
    assert reverse("record", args=[person.reference, "test_brought_in"]) not in page
    assert Entry.objects.get().happened_at == datetime(2009, 6, 1, 9, 30, tzinfo=UTC)
