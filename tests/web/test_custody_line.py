"""A pasted line in the usual orders, and lines that are none."""

from datetime import date

import pytest

from throughcare.web.custody.custody_line import CustodyLine, looks_like_a_number, read

TODAY = date(2010, 6, 11)
BORN = date(1984, 11, 9)
WHOLE = CustodyLine(family_name="O'Hare", given_name="Dafydd Llŷr", born_on=BORN, custody_number="NM/2010/03317")


def line(text):
    return read(text, today=TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "O'HARE, Dafydd Llŷr, 09/11/1984, NM/2010/03317",
        "O'Hare, Dafydd Llŷr, 9.11.1984, NM/2010/03317",
        "O'HARE\tDafydd Llŷr\t1984-11-09\tNM/2010/03317",
        "NM/2010/03317; O'HARE; Dafydd Llŷr; 09-11-1984",
        "NM/2010/03317 | Dafydd Llŷr O'HARE | 9 Nov 1984",
        "Dafydd Llŷr, O'HARE, 9 November 1984, NM/2010/03317",
        "09111984, Dafydd Llŷr O'Hare, NM/2010/03317",
        "Surname: O'HARE, Forenames: Dafydd Llŷr, DOB: 09/11/84, Custody No: NM/2010/03317",
        "  O'HARE  Dafydd Llŷr  09/11/1984  NM/2010/03317  ",
    ],
)
def test_the_usual_orders_are_read_alike(text):
    assert line(text) == WHOLE
    assert line(text).is_a_line


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("McDONALD, Ann, 1.1.1970, 12/10", ("McDONALD", "Ann")),
        ("VAN DER BERG, Piet, 1.1.1970, 12/10", ("Van Der Berg", "Piet")),
        ("WARSAME, Liban Cali, Axmed, 1.1.1970, 12/10", ("Warsame", "Liban Cali Axmed")),
        ("D’ARCY-LLOYD, NIAMH, 1.1.1970, 12/10", ("D’Arcy-Lloyd", "Niamh")),
    ],
)
def test_names_keep_their_shape(text, expected):
    assert (line(text).family_name, line(text).given_name) == expected


@pytest.mark.parametrize(
    ("text", "born"),
    [("A, B, 31/02/1984, 1", None), ("A, B, 12/06/2010, 1", None), ("A, B, 1/1/95", date(1995, 1, 1)),
     ("A, B, 1/1/1700, 1", None), ("A, B, 01/13/1984, 1", None)],
)  # fmt: skip
def test_a_date_that_cannot_be_a_birth_is_not_taken_for_one(text, born):
    assert line(text).born_on == born


def test_what_fits_nowhere_is_kept_to_be_seen():
    read_line = line("O'HARE, Dafydd, 09/11/1984, NM/1, 14 Heol y Bont, 11/06/2010 02:14")

    assert read_line.left_over == ("14 Heol y Bont", "11/06/2010 02:14")


@pytest.mark.parametrize("text", ["", "Dafydd", "O'Hare Dafydd", "09/11/1984", "NM/2010/03317", "???", "x" * 1000])
def test_a_search_is_not_a_line(text):
    assert not line(text).is_a_line


def test_a_custody_number_is_one_word_with_figures():
    assert looks_like_a_number("NM/2010/03317")
    assert not any(looks_like_a_number(text) for text in ("O'Hare", "9 Nov", "", "a 1"))
