"""Notices of the cast, and what a reader of the PDF finds in them."""

import dataclasses
import io
import re
from datetime import UTC, date, datetime

import pypdf

from throughcare.documents.notice import CURRENT_WORDING, Appointment, Notice, Service
from throughcare.documents.notice_pdf import render_notice
from throughcare.rulebook.facts.assessment import FollowUp, Form, HowGiven, ReadOut

BAND = "DEMONSTRATION: NOT A LEGAL NOTICE"
WARNING = "If you do not go, or you leave before the end, and you have no good reason, you may be prosecuted."
FORMS = list(Form)
SUMMONING = [Form.RA1, Form.RA2, Form.RA4]

FIRST = Appointment(
    starts_at=datetime(2010, 3, 29, 9, 30, tzinfo=UTC),  # Monday after the clocks went forward: 10:30 in London
    place="Tŷ Afon,\n11 Quay Street, Glan-y-Dŵr",
    team_name="Glan-y-Dŵr CJIT",
    ask_for="Siân Hŵel",
    minutes=60,
    how_to_get_there="Bus 40 from Northmoor bus station at 08:35 or 09:05, to Quay Street.",
)
SECOND = dataclasses.replace(FIRST, starts_at=datetime(2010, 4, 1, 13, 0, tzinfo=UTC))
SERVICE = Service(
    given_by="Meera O’Shea",
    number="DO 4471",
    how=HowGiven.INTO_HAND,
    language="English",
    at=datetime(2010, 3, 26, 3, 22, tzinfo=UTC),
    read_out=ReadOut.ALL,
)
OF_FORM = {
    Form.RA1: {"appointment": FIRST, "tested_at": datetime(2010, 3, 26, 2, 14, tzinfo=UTC)},
    Form.RA2: {"appointment": SECOND, "instead_of": FIRST},
    Form.RA4: {"appointment": SECOND, "seen_on": date(2010, 3, 29)},
    Form.RA5: {"because": FollowUp.NO_FURTHER_INTERVENTION, "seen_on": date(2010, 3, 29)},
}


def a_notice(form=Form.RA1, **changed):
    fields = {
        "form": form,
        "full_name": "Dafydd Llŷr O’Hare",
        "born_on": date(1984, 11, 9),
        "custody_number": "NM/2010/03317",
        "from_organisation": "Northmoor Police",
        "given_at": datetime(2010, 3, 26, 3, 22, tzinfo=UTC),
        "phone": "01632 960 214",
        "opening_hours": "Monday to Friday, 9 to 5. Leave a message at other times.",
        "service": SERVICE,
        "approved": False,
        "demonstration": True,
        "wording_version": CURRENT_WORDING[form],
        **OF_FORM[form],
    }
    return Notice(**{**fields, **changed})


def printed(form=Form.RA1, **changed):
    return render_notice(notice=a_notice(form, **changed))


def opened(content):
    return pypdf.PdfReader(io.BytesIO(content))


def text_of(content):
    """As read aloud: one line, single spaces."""
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in opened(content).pages))


def tags_of(content):
    """Every structure element: its role, and its attributes."""
    pending, found = [opened(content).trailer["/Root"]["/StructTreeRoot"]], []
    while pending:
        element = pending.pop(0).get_object()
        if isinstance(element, pypdf.generic.ArrayObject):
            pending = list(element) + pending
        elif isinstance(element, pypdf.generic.DictionaryObject):
            if "/S" in element:
                found.append((element["/S"], element.get("/A")))
            if "/K" in element:
                pending.insert(0, element["/K"])
    return found
