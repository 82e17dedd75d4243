"""Each adapter against a server on this machine (I-34): what arrives there, and what is made of every answer."""

import email
import email.policy
import io
import stat
import time
from dataclasses import replace
from uuid import UUID

import pytest

from tests.messages import servers
from throughcare.messages.channels import MaybeTaken, NotTaken, Outgoing, Receipt, Refused
from throughcare.messages.channels.by_hand import Console, Folder
from throughcare.messages.channels.notify import Notify
from throughcare.messages.channels.smtp import Smtp
from throughcare.rulebook.facts.contact import Channel

ISS, SECRET = "26785a09-ab16-4eb0-8407-a37497a57506", "3d844edf-8d35-48ac-975b-e847b4f122b0"
KEY = f"a-name-{ISS}-{SECRET}"
TEXT_TEMPLATE, LETTER_TEMPLATE = "f33517ff-2a88-4f6e-b855-c550268ce08a", "c7cfa9ab-3c3d-4f4e-8ea9-9c6a4a5f8b1d"
ID = UUID("11111111-2222-4333-8444-555555555555")
TEXT = Outgoing(id=ID, channel=Channel.TEXT, address="+447700900123", subject="Your appointment", text="Come at ten.")
EMAIL = replace(TEXT, channel=Channel.EMAIL, address="robin@example.org", calendar=b"BEGIN:VCALENDAR\r\n")
LETTER = replace(TEXT, channel=Channel.LETTER, address="1 Mill Lane\nTown\nNM1 1AA", name="Robin Vale")


def smtp(server, **more):
    host, port = server.server_address
    return Smtp(host=host, port=port, sender="us@example.org", encrypted="none", seconds=2, **more)


def notify(server, **more):
    templates = {Channel.TEXT: TEXT_TEMPLATE, Channel.LETTER: LETTER_TEMPLATE, Channel.EMAIL: TEXT_TEMPLATE}
    port = server.server_address[1]
    return Notify(key=KEY, templates=templates, url=f"http://127.0.0.1:{port}", seconds=2, **more)


def test_an_e_mail_arrives_whole():
    "I-34"
    with servers.mail() as server:
        assert smtp(server).send(EMAIL) == Receipt(reference=str(ID))

    (text,) = server.texts
    found = email.message_from_bytes(text, policy=email.policy.default)
    body, calendar = list(found.iter_parts())
    assert (found["To"], found["From"], found["Subject"]) == ("robin@example.org", "us@example.org", "Your appointment")
    assert found["Message-ID"] == f"<{ID}@example.org>"
    assert body.get_content().strip() == "Come at ten."
    assert calendar.get_content_type() == "text/calendar"
    assert "rcpt to:<robin@example.org>" in [line.lower() for line in server.heard]


@pytest.mark.parametrize(
    ("says", "error"),
    [
        ({"EHLO": None, "HELO": None}, NotTaken), ({"MAIL": "451 later"}, NotTaken), ({"MAIL": "550 no"}, Refused),
        ({"RCPT": "450 full"}, NotTaken), ({"RCPT": "550 unknown"}, Refused), ({"RCPT": None}, NotTaken),
        ({"DATA": "451 later"}, NotTaken), ({"DATA": "554 no"}, Refused), ({".": "451 later"}, NotTaken),
        ({".": "554 no"}, Refused), ({".": None}, MaybeTaken),
    ],
)  # fmt: skip
def test_what_a_mail_server_answers(says, error):
    "I-34: only after the text has gone and no answer came is there a doubt."
    with servers.mail(**says) as server, pytest.raises(error) as raised:
        smtp(server).send(EMAIL)
    assert "robin" not in str(raised.value)


def test_a_mail_server_that_is_away_took_nothing():
    "I-34"
    with servers.mail() as server:
        away = smtp(server)
    with pytest.raises(NotTaken):
        away.send(EMAIL)
    assert not away.looks_up


def test_a_text_message_arrives_at_notify():
    "I-34"
    with servers.notify(secret=SECRET) as server:
        assert notify(server).send(TEXT) == Receipt(reference="theirs-1")

    (path, body), (claims,) = server.taken[str(ID)], server.claims
    assert path == "/v2/notifications/sms"
    assert body == {
        "phone_number": "+447700900123", "template_id": TEXT_TEMPLATE, "reference": str(ID),
        "personalisation": {"message": "Come at ten."},
    }  # fmt: skip
    assert claims["iss"] == ISS
    assert abs(claims["iat"] - time.time()) < 30


def test_a_letter_arrives_with_its_address_line_by_line():
    "I-34"
    with servers.notify(secret=SECRET) as server:
        notify(server).send(LETTER)

    path, body = server.taken[str(ID)]
    assert path == "/v2/notifications/letter"
    assert body["template_id"] == LETTER_TEMPLATE
    assert body["personalisation"] == {
        "message": "Come at ten.", "address_line_1": "Robin Vale", "address_line_2": "1 Mill Lane",
        "address_line_3": "Town", "address_line_4": "NM1 1AA",
    }  # fmt: skip


def test_an_e_mail_by_notify():
    "I-34"
    with servers.notify(secret=SECRET) as server:
        notify(server).send(EMAIL)
    path, body = server.taken[str(ID)]
    assert (path, body["email_address"]) == ("/v2/notifications/email", "robin@example.org")
    assert body["personalisation"] == {"subject": "Your appointment", "message": "Come at ten."}


@pytest.mark.parametrize(
    ("code", "error"),
    [(400, Refused), (403, NotTaken), (429, NotTaken), (302, Refused), (500, MaybeTaken), (503, MaybeTaken)],
)
def test_what_notify_answers(code, error):
    "I-34"
    with servers.notify(secret=SECRET, fails=[code]) as server, pytest.raises(error) as raised:
        notify(server).send(TEXT)
    assert "900123" not in str(raised.value)


def test_a_wrong_secret_is_not_let_in():
    "I-34: the stub checks the signature itself."
    with servers.notify(secret=ISS) as server, pytest.raises(NotTaken):
        notify(server).send(TEXT)
    assert server.taken == {}


@pytest.mark.parametrize(
    ("status", "receipt"),
    [
        ("sending", Receipt(reference="theirs-1")),
        ("delivered", Receipt(reference="theirs-1", delivered=True)),
        ("permanent-failure", Receipt(reference="theirs-1", given_up="permanent-failure")),
        ("temporary-failure", Receipt(reference="theirs-1", given_up="temporary-failure")),
    ],
)
def test_notify_is_asked_by_our_own_number(status, receipt):
    "I-34"
    with servers.notify(secret=SECRET) as server:
        assert notify(server).find(ID) is None
        notify(server).send(TEXT)
        server.statuses[str(ID)] = status
        assert notify(server).find(ID) == receipt


def test_notify_that_is_away_answers_nothing_about_what_it_has():
    "I-34"
    with servers.notify(secret=SECRET, fails=[500]) as server:
        with pytest.raises(NotTaken):
            notify(server).find(ID)
        away = notify(server)
    for ask in (lambda: away.send(TEXT), lambda: away.find(ID)):
        with pytest.raises(NotTaken):
            ask()


def test_a_folder_keeps_it_for_nobody_else(tmp_path):
    "I-34: the default; nothing leaves the machine."
    folder = Folder(tmp_path / "messages")
    assert folder.find(ID) is None

    receipt = folder.send(TEXT)

    (path,) = (tmp_path / "messages").iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert "+447700900123" in path.read_text()
    assert "Come at ten." in path.read_text()
    assert folder.find(ID) == receipt


def test_a_folder_that_cannot_be_written_took_nothing(tmp_path):
    "I-34"
    (tmp_path / "messages").write_text("in the way")
    with pytest.raises(NotTaken):
        Folder(tmp_path / "messages").send(TEXT)


def test_the_screen():
    "I-34"
    out = io.StringIO()
    Console(out=out).send(TEXT)
    assert "text message to +447700900123" in out.getvalue()
