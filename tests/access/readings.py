"""Short ways to look at people, for tests of the read log."""

from datetime import UTC, datetime, timedelta

from throughcare.access import read_log
from throughcare.people.models import Person
from throughcare.people.shown import Shown

NINE = datetime(2010, 6, 7, 8, 0, tzinfo=UTC)  # a Monday, 09:00 in London


def after(minutes):
    return NINE + timedelta(minutes=minutes)


def people(count):
    return [Person.objects.create() for _ in range(count)]


def looked(membership, shown, *, at=NINE, operation="person"):
    asked = read_log.Asked(membership=membership, operation=operation, method="GET", at=at)
    return read_log.write(Shown(people={one.pk for one in shown}), asked=asked)
