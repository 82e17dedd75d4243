"""Makes the small workbooks beside this file, once: `python -m tests.imports.workbooks.make`.

The expected answers beside them are typed by hand and are not made by this.
"""

import datetime as d
import struct
import zipfile
from pathlib import Path

from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

HERE = Path(__file__).parent
HEAD = ["Custody number", "Surname", "Forename", "DOB", "Date of test", "Time of test", "Result", "Tested on",
        "Offence"]  # fmt: skip
ANN = ["CS/1", "Lee", "Ann", d.date(1984, 11, 9), d.date(2009, 6, 1), d.time(10, 30), "Positive cocaine", "Arrest",
       "Theft"]  # fmt: skip
BOB = ["CS/2", "O'Hare", "Bob", d.date(1979, 2, 3), d.date(2009, 6, 2), d.time(23, 5), "neg", "Charge", None]
CAI = ["CS/3", "Tŷ-Mawr", "Cai", d.date(1990, 1, 31), d.date(2009, 12, 31), d.time(0, 0), "Refused", None, "Robbery"]


def book(name, *, epoch=None):
    made = Workbook()
    if epoch:
        made.epoch = epoch
    made.active.title = "Tests"
    return made, made.active, HERE / name


def clean():
    made, sheet, path = book("clean.xlsx")
    for line in (HEAD, ANN, BOB, CAI):
        sheet.append(line)
    made.save(path)


def merged():
    """A title over everything, a table that begins at C4, and one custody number merged over two lines."""
    made, sheet, path = book("merged.xlsx")
    sheet["A1"] = "Castle Street, June 2009"
    sheet.merge_cells("A1:K2")
    for at, line in enumerate((HEAD, ANN, BOB, CAI), 4):
        for column, cell in enumerate(line, 3):
            sheet.cell(at, column, cell)
    sheet.merge_cells("C5:C6")
    made.save(path)


def of_1904():
    made, sheet, path = book("dates_1904.xlsx", epoch=CALENDAR_MAC_1904)
    for line in (HEAD, ANN, BOB):
        sheet.append(line)
    made.save(path)


def text_dates():
    made, sheet, path = book("day_first.xlsx")
    sheet.append(HEAD)
    sheet.append(["CS/1", "Lee", "Ann", "09/11/1984", "01/06/2009", "10:30", "cocaine", "a", ""])
    sheet.append(["CS/2", "O'Hare", "Bob", "3.2.79", "25/06/09 23:05", "", "both", "c", ""])
    made.save(path)
    made, sheet, path = book("either_order.xlsx")
    sheet.append(HEAD)
    sheet.append(["CS/1", "Lee", "Ann", "09/11/1984", "01/06/2009", "10:30", "cocaine", "a", ""])
    sheet.append(["CS/2", "O'Hare", "Bob", "1979-02-03", "2009-06-02", "2305", "both", "c", ""])
    sheet.append(["CS/3", "Poe", "Cy", "05/05/1980", "06/06/2009", "1.15", "neg", "", ""])
    made.save(path)
    lines = ["CS/1,Lee,Ann,11/09/1984,06/01/2009,10:30,cocaine,a,", "CS/2,O'Hare,Bob,02/03/1979,06/25/2009,23:05,neg,,"]
    (HERE / "month_first.csv").write_text(",".join(HEAD) + "\n" + "\n".join(lines) + "\n", "utf-8")


def cp1252():
    lines = [";".join(HEAD), "CS/1;Müller;Zoë;1984-11-09;2009-06-01;10:30;cocaine;arrest;Theft – shop",
             'CS/2;"O’Hare";Bob;1979-02-03;2009-06-02;23:05;opiates;charge;']  # fmt: skip
    (HERE / "cp1252.csv").write_bytes("\r\n".join(lines).encode("cp1252"))


def formulas():
    made, sheet, path = book("formula.xlsx")
    sheet.append(HEAD)
    sheet.append(ANN)
    sheet.append(BOB)
    sheet["B2"] = '=HYPERLINK("http://example.org/"&A2,"Lee")'
    sheet["B3"] = "=cmd|' /C calc'!A0"
    sheet["B3"].data_type = "s"
    sheet.append([*CAI[:2], "@SUM(1)", *CAI[3:]])
    made.save(path)


def hidden():
    made, sheet, path = book("hidden.xlsx")
    sheet.append(HEAD)
    sheet.append(ANN)
    other = made.create_sheet("Old")
    other.append(HEAD)
    other.append(BOB)
    other.sheet_state = "hidden"
    third = made.create_sheet("July")
    third.append(["Notes of July"])
    third.append(HEAD)
    third.append(CAI)
    made.create_sheet("Key").append(["neg", "negative"])
    made.save(path)


def blank_tail():
    made, sheet, path = book("blank_tail.xlsx")
    sheet.append(HEAD)
    sheet.append(ANN)
    sheet["I1048576"] = " "
    made.save(path)


def errors():
    made, sheet, path = book("errors.xlsx")
    sheet.append(HEAD)
    for line in (ANN, BOB, CAI):
        sheet.append(line)
    for cell, error in (("A2", "#N/A"), ("E3", "#VALUE!"), ("I4", "#REF!")):
        sheet[cell] = error
        sheet[cell].data_type = "e"
    made.save(path)


def truncated():
    content = (HERE / "clean.xlsx").read_bytes()
    (HERE / "truncated.xlsx").write_bytes(content[: len(content) // 2])


def ods():
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'.format
    on = '<table:table-cell office:value-type="date" office:date-value="{0}"><text:p>{0}</text:p></table:table-cell>'
    line = "<table:table-row>{}</table:table-row>".format
    body = line("".join(map(cell, HEAD))) + line(
        cell("CS/1") + cell("Lee") + cell("Ann") + on.format("1984-11-09") + on.format("2009-06-01") + cell("10:30")
        + cell("cocaine") + cell("arrest") + cell("Theft")
    )  # fmt: skip
    names = "".join(f' xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in ("office", "table", "text"))
    content = (f'<?xml version="1.0"?><office:document-content{names} office:version="1.2"><office:body>'
               f'<office:spreadsheet><table:table table:name="Tests">{body}</table:table></office:spreadsheet>'
               "</office:body></office:document-content>")  # fmt: skip
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = ('<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:'
                f'manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
                "</manifest:manifest>")  # fmt: skip
    with zipfile.ZipFile(HERE / "clean.ods", "w") as made:
        made.writestr("mimetype", kind, zipfile.ZIP_STORED)
        made.writestr("content.xml", content, zipfile.ZIP_DEFLATED)
        made.writestr("META-INF/manifest.xml", manifest, zipfile.ZIP_DEFLATED)


def xls():
    """The least that is a BIFF8 workbook: one stream of records in a compound file of four sectors and more."""
    record = lambda kind, body: struct.pack("<HH", kind, len(body)) + body  # noqa: E731
    written = lambda text, width: struct.pack(width, len(text)) + b"\x01" + text.encode("utf-16-le")  # noqa: E731
    bof = lambda what: record(0x809, struct.pack("<HHHHII", 0x600, what, 0xDBB, 0x7CC, 0, 6))  # noqa: E731
    lines = [HEAD, ["CS/1", "Lee", "Ann", "1984-11-09", "2009-06-01", "10:30", "cocaine", "arrest", "Theft"]]
    cells = b"".join(
        record(0x204, struct.pack("<HHH", row, column, 0) + written(text, "<H"))
        for row, line in enumerate(lines) for column, text in enumerate(line)
    )  # fmt: skip
    head = bof(5) + record(0x42, struct.pack("<H", 1200))
    sheet_at = len(head) + 4 + 6 + 2 + 2 * len("Tests") + 4
    book = head + record(0x85, struct.pack("<IH", sheet_at, 0) + written("Tests", "<B")) + record(0x0A, b"")
    size = record(0x200, struct.pack("<IIHHH", 0, len(lines), 0, len(HEAD), 0))
    stream = book + bof(0x10) + size + cells + record(0x0A, b"")
    stream += b"\x00" * (max(4096, -(-len(stream) // 512) * 512) - len(stream))
    sectors = len(stream) // 512
    end, free, table = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
    fat = [table, end, *range(3, 2 + sectors), end]
    fat += [free] * (128 - len(fat))

    def entry(name, kind, start, length, child=free):
        text = name.encode("utf-16-le") + b"\x00\x00"
        rest = struct.pack("<HBBIII", len(text), kind, 1, free, free, child) + b"\x00" * 36
        return text.ljust(64, b"\x00") + rest + struct.pack("<IQ", start, length)

    directory = entry("Root Entry", 5, end, 0, 1) + entry("Workbook", 2, 2, len(stream))
    directory += (b"\x00" * 68 + struct.pack("<III", free, free, free) + b"\x00" * 48) * 2
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    header += b"\x00" * 6 + struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0)
    header += struct.pack("<109I", 0, *[free] * 108)
    (HERE / "clean.xls").write_bytes(header + struct.pack("<128I", *fat) + directory + stream)


if __name__ == "__main__":
    for one in (clean, merged, of_1904, text_dates, cp1252, formulas, hidden, blank_tail, errors, truncated, ods, xls):
        one()
