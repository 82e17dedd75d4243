"""What ties a stay in prison together: what was said of its length, the month that counts, its end (R6); suspension."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from throughcare.rulebook.calendar import end_of_day, local_day
from throughcare.rulebook.deadlines import DEADLINES
from throughcare.rulebook.facts.closing import Suspended, TakenUpAgain
from throughcare.rulebook.facts.prison import EnteredPrison, LeftPrison, ReleaseExpected
from throughcare.rulebook.history import AnyRecorded, History, Recorded, order
from throughcare.rulebook.standing import Given

Stay = Recorded[EnteredPrison]
Saying = Recorded[EnteredPrison] | Recorded[ReleaseExpected]


def every_version(h: History, link: UUID | None) -> Sequence[Stay]:
    """The stay a link names, as it stands and as it once stood."""
    return [stay for stay in h.every(EnteredPrison) if stay.root == h.root(link)]


def left(h: History, stay: Stay) -> Recorded[LeftPrison] | None:
    return h.first_naming(stay, LeftPrison)


def every_saying(h: History, stay: Stay) -> Sequence[Saying]:
    """What was ever said of the length of a stay: on the way in, and whenever it was asked again."""
    return [stay, *h.every_naming(stay, ReleaseExpected)]


def next_saying(h: History, stay: Stay, saying: Saying) -> Recorded[ReleaseExpected] | None:
    return next((one for one in h.naming(stay, ReleaseExpected) if order(one) > order(saying)), None)


def last_saying(h: History, stay: Stay) -> Saying:
    """What is known by now."""
    told = [one for one in h.naming(stay, ReleaseExpected) if order(one) > order(stay)]
    return told[-1] if told else stay


def month_ends(stay: Stay, given: Given) -> datetime:
    """The end of the last day of the calendar month from the day they were taken in: 31 January to 28 February."""
    return DEADLINES["prison_month"].due(stay.happened_at, given.calendar)


def is_long(stay: Stay, saying: Saying, given: Given) -> bool:
    """Longer than the month, by what was said. Exactly the month is short, and so is what nobody can say yet."""
    day = saying.fact.release_on
    return day is not None and end_of_day(day) > month_ends(stay, given)


def is_over_the_month(stay: Stay, said: Saying, moment: datetime, given: Given) -> bool:
    """Whether it lasts past the month; what nobody can say is decided on its last day."""
    ends = month_ends(stay, given)
    return moment >= ends or (said.fact.release_on is None and end_of_day(local_day(moment)) >= ends)


def inside_at(h: History, moment: datetime) -> Sequence[Stay]:
    """The stays in prison this instant falls in; more than one only where the record contradicts itself."""
    then = h.at(moment)
    return [stay for stay in then.all(EnteredPrison) if left(then, stay) is None]


def suspensions(h: History, place: AnyRecorded | None) -> Sequence[Recorded[Suspended]]:
    """What suspends a place and was not ended by taking it up again."""
    return [one for one in h.naming(place, Suspended) if h.first_naming(one, TakenUpAgain) is None]
