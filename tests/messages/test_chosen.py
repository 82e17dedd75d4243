"""Settings that cannot work are refused with what to write instead; without any, nothing leaves the machine (I-34)."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from tests.messages.test_channels import KEY, SECRET, TEXT_TEMPLATE
from throughcare.messages.channels.chosen import of_settings
from throughcare.rulebook.facts.contact import Channel

NOTIFY = {"NOTIFY_KEY": KEY, "NOTIFY_TEXT": TEXT_TEMPLATE}
MAIL = {"EMAIL": "smtp://user:p%40ss@mail.example.org:2525", "EMAIL_FROM": "us@example.org"}


def chosen(tmp_path, **said):
    return of_settings(said, folder=tmp_path)


def test_by_default_text_and_e_mail_are_files_and_the_rest_is_for_people(tmp_path):
    assert {channel: one.name for channel, one in chosen(tmp_path).items()} == {
        Channel.TEXT: "file", Channel.EMAIL: "file",
    }  # fmt: skip


def test_a_mail_server(tmp_path):
    found = chosen(tmp_path, **MAIL)[Channel.EMAIL]
    assert (found.host, found.port, found.user, found.password) == ("mail.example.org", 2525, "user", "p@ss")
    assert (found.encrypted, found.sender) == ("starttls", "us@example.org")
    assert chosen(tmp_path, **MAIL | {"EMAIL": "smtps://h"})[Channel.EMAIL].port == 465
    assert chosen(tmp_path, **MAIL | {"EMAIL": "smtp://localhost:25"})[Channel.EMAIL].encrypted == "none"
    assert chosen(tmp_path, **MAIL | {"EMAIL": "smtp://u:p@localhost"})[Channel.EMAIL].encrypted == "starttls"


def test_notify(tmp_path):
    found = chosen(tmp_path, **NOTIFY)
    assert {channel: one.name for channel, one in found.items()} == {Channel.TEXT: "notify", Channel.EMAIL: "file"}
    assert found[Channel.TEXT].url.startswith("https://")
    assert Channel.LETTER in chosen(tmp_path, **NOTIFY, NOTIFY_LETTER=TEXT_TEMPLATE)


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ({"TEXT": "carrier"}, "THROUGHCARE_TEXT is 'carrier'"),
        ({"EMAIL": "http://h"}, "THROUGHCARE_EMAIL begins with 'http'"),
        ({"EMAIL": "smtp://h"}, "THROUGHCARE_EMAIL_FROM"),
        ({"EMAIL": "smtp://", "EMAIL_FROM": "a@b.org"}, "needs a host"),
        (MAIL | {"EMAIL": "smtp://h:99999"}, "a port"),
        ({"NOTIFY_KEY": KEY}, "every template is missing"),
        ({"NOTIFY_TEXT": TEXT_TEMPLATE}, "the key is missing"),
        (NOTIFY | {"NOTIFY_KEY": KEY[:-1]}, "copy the whole key"),
        (NOTIFY | {"NOTIFY_TEXT": "one"}, "THROUGHCARE_NOTIFY_TEXT is 'one'"),
        (NOTIFY | {"NOTIFY_URL": "http://notify.example.org"}, "must begin with https://"),
    ],
)
def test_what_cannot_work_is_named(tmp_path, said, names):
    with pytest.raises(ImproperlyConfigured, match=names.replace("$", r"\$")) as raised:
        chosen(tmp_path, **said)
    assert SECRET[:-1] not in str(raised.value)
