"""Every workbook in the folder beside this, against the answer typed by hand beside it: N-35."""

import json
import struct
import zipfile
from io import BytesIO

import pytest

from tests.imports.steps import WORKBOOKS, begun, compared, csv_of, worked
from throughcare.documents.store import FileRefused
from throughcare.imports.states import State

pytestmark = pytest.mark.django_db
EXPECTED = sorted(path.name.removesuffix(".expected.json") for path in WORKBOOKS.glob("*.expected.json"))
FIELDS = ("custody_number", "family_name", "given_name", "born_on", "sampled_at", "outcome", "condition", "offence")


def test_every_workbook_has_its_expected_answer():
    held = {path.name for path in WORKBOOKS.iterdir() if path.suffix in (".xlsx", ".xls", ".ods", ".csv")}

    assert held == set(EXPECTED)
    assert len(held) >= 12


@pytest.mark.parametrize("name", EXPECTED)
def test_a_workbook_is_read_as_a_person_reads_it(name, rhys):
    expected = json.loads((WORKBOOKS / f"{name}.expected.json").read_text("utf-8"))
    if "refused" in expected:
        with pytest.raises(FileRefused, match=expected["refused"]):
            begun(rhys, name)
        return

    one = compared(rhys, name)

    assert (one.state, one.problem) == (expected["state"], "")
    rows = list(one.rows.all())
    assert len(rows) == len(expected["lines"])
    for row, line in zip(rows, expected["lines"], strict=True):
        assert [row.sheet, row.line, row.verdict] == line[:3]
        if row.verdict == "refused":
            assert [row.cell, row.reason[: len(line[4])]] == line[3:]
        else:
            assert [row.values[field] for field in FIELDS] == line[3:]


def test_what_is_hidden_and_what_has_no_headings_is_named_and_left_out(rhys):
    one = compared(rhys, "hidden.xlsx")

    assert [(sheet["name"], sheet["hidden"], bool(sheet["headings"])) for sheet in one.sheets] == [
        ("Tests", False, True), ("Old", True, False), ("July", False, True), ("Key", False, False),
    ]  # fmt: skip


def bomb():
    """A megabyte at most that unpacks to 300 of them."""
    kept = BytesIO()
    with zipfile.ZipFile(WORKBOOKS / "clean.xlsx") as clean, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as made:
        for part in clean.infolist():
            made.writestr(part.filename, clean.read(part) + b" " * (300_000_000 if "sheet1" in part.filename else 0))
    return kept.getvalue()


def test_a_workbook_that_unpacks_to_far_too_much_is_not_opened(rhys):
    one = worked(begun(rhys, "bomb.xlsx", content=bomb()))

    assert (one.state, one.problem) == (
        State.FAILED, "The workbook unpacks to far more than a recorder holds, so it is not opened.",
    )  # fmt: skip


def test_a_bomb_that_lies_about_its_size_is_stopped_by_the_limits_of_the_process(rhys):
    """The sizes in the directory are set to a thousand bytes."""
    content = bytearray(bomb())
    at = content.index(b"PK\x01\x02")
    while at >= 0:
        if struct.unpack("<I", content[at + 24 : at + 28])[0] > 1_000_000:
            content[at + 24 : at + 28] = struct.pack("<I", 1000)
        at = content.find(b"PK\x01\x02", at + 4)

    one = worked(begun(rhys, "bomb.xlsx", content=bytes(content)))

    assert one.state == State.FAILED
    assert one.problem


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04" + b"x" * 500 + b"PK\x05\x06" + b"\0" * 18, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest"]
)
def test_a_damaged_workbook_is_refused_with_a_sentence(rhys, content):
    one = worked(begun(rhys, "broken.xlsx", content=content))

    assert one.state == State.FAILED
    assert one.problem.startswith("The workbook is damaged")


@pytest.mark.parametrize("content", [b"hello,world\n1,2\n", csv_of().splitlines()[0]])
def test_a_workbook_without_headings_or_without_lines_is_refused(rhys, content):
    one = compared(rhys, "x.csv", content=content)

    assert one.state == State.FAILED
    assert "headings" in one.problem


@pytest.mark.parametrize("content", [b"", b"   \n", b"%PDF-1.4 not", b"MZ\x00\x90\x00"])
def test_what_is_no_workbook_is_not_even_kept(rhys, content):
    with pytest.raises(FileRefused):
        begun(rhys, "x", content=content)
