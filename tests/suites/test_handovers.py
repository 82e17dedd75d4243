"""One shift leaves the suite to the next, and both are named."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from throughcare.suites.handovers import latest, prepare, take_over
from throughcare.suites.models import Handover

pytestmark = pytest.mark.django_db

AT = datetime(2010, 6, 2, 5, 50, tzinfo=UTC)
LATER = AT + timedelta(minutes=12)


def prepared(by, at=AT):
    return prepare(by=by, people=7, risks=1, at=at)


def test_whoever_takes_over_is_written_down(meera, aled):
    handover = prepared(meera)

    assert take_over(handover=handover, by=aled, at=LATER)

    last = latest(suite=meera.organisation)
    assert (last.prepared_by, last.prepared_at, last.taken_by, last.taken_at) == (meera, AT, aled, LATER)
    assert (last.people, last.risks) == (7, 1)


def test_nobody_hands_over_to_themselves(meera):
    handover = prepared(meera)

    assert not take_over(handover=handover, by=meera, at=LATER)
    with pytest.raises(IntegrityError), transaction.atomic():
        Handover.objects.update(taken_by=meera, taken_at=LATER)


def test_only_the_first_of_two_takes_over(meera, aled, rhys):
    handover = prepared(meera)

    assert take_over(handover=handover, by=aled, at=LATER)
    assert not take_over(handover=handover, by=rhys, at=LATER)
    assert latest(suite=meera.organisation).taken_by == aled


def test_another_suite_takes_nothing_over(meera, rhian):
    assert not take_over(handover=prepared(meera), by=rhian, at=LATER)


def test_the_newest_is_shown(meera):
    prepared(meera, AT - timedelta(hours=12))
    newest = prepared(meera)

    assert latest(suite=meera.organisation) == newest
