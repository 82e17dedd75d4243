"""A backup that is put back sends nothing a second time (I-34)."""

import pytest

from tests.messages.scene import CLOSES, HOUR, MINUTE, OPENS, Fake, expected, sends
from throughcare.messages import restored
from throughcare.messages.models import Message, State
from throughcare.messages.restored import doubt
from throughcare.rulebook.facts.contact import Channel

pytestmark = pytest.mark.django_db


@pytest.fixture
def fake(monkeypatch):
    fake = Fake()
    monkeypatch.setattr(restored, "messengers", lambda: {Channel.TEXT: fake})
    return fake


@pytest.mark.parametrize("looks_up", [True, False])
@pytest.mark.parametrize("was_sent", [True, False])
def test_what_may_have_gone_is_asked_after(rhian, fake, looks_up, was_sent):
    expected(rhian)
    fake.looks_up = looks_up
    if was_sent:
        sends(fake, OPENS)
        Message.objects.all().delete()  # the backup was taken before

    assert doubt(since=OPENS - HOUR, at=OPENS + HOUR) == 1
    for minute in range(3):
        sends(fake, OPENS + HOUR + minute * MINUTE)

    assert len(fake.taken) == (1 if looks_up or was_sent else 0)
    assert Message.objects.get().state == (State.SENT if looks_up else State.UNKNOWN)


@pytest.mark.parametrize(
    ("since", "at", "count"),
    [
        (OPENS - HOUR, OPENS - MINUTE, 0), (OPENS - HOUR, OPENS, 1), (CLOSES - MINUTE, CLOSES + HOUR, 1),
        (CLOSES, CLOSES + HOUR, 0),
    ],
)  # fmt: skip
def test_only_what_could_have_gone_since_the_backup(rhian, fake, since, at, count):
    expected(rhian)
    assert doubt(since=since, at=at) == count


def test_what_was_waiting_in_the_backup_is_asked_after(rhian, fake):
    expected(rhian)
    sends(fake, OPENS)
    Message.objects.update(state=State.WAITING, next_try_at=OPENS)

    assert doubt(since=OPENS, at=OPENS + MINUTE) == 1
    sends(fake, OPENS + MINUTE)

    assert len(fake.taken) == 1
