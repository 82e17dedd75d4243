"""The 23 process points of the Handbook and where each leads (Handbook 4.3, 4.6 to 4.11).

The map, its list in words and the index of the law are all drawn from here. IPAE7 leads to IPAE7a, where the
Handbook prints IE4a (R7).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from throughcare.rulebook import guidance, required_actions
from throughcare.rulebook.required_actions import RequiredAction


class UnknownPoint(LookupError):
    """No process point has this code."""


class Route(StrEnum):
    ENFORCEMENT = "enforcement"
    PROACTIVE = "proactive"
    COMMON = "common"


class Shape(StrEnum):
    """Circle: something done. Diamond: a question. Square: an end."""

    CIRCLE = "circle"
    DIAMOND = "diamond"
    SQUARE = "square"


@dataclass(frozen=True, slots=True)
class Point:
    """One process point. `short` is its label on the map; `way_out` a bar off the question (R16)."""

    code: str
    route: Route
    shape: Shape
    short: tuple[str, ...]
    cite: str
    next: tuple[str, ...]
    way_out: bool = False

    @property
    def title(self) -> str:
        """As the Handbook words it."""
        return guidance.cite(self.cite).title

    @property
    def shown(self) -> str:
        """The code as the map prints it: "IE 4a"."""
        return re.sub(r"(?<=[A-Za-z])(?=\d)", " ", self.code, count=1)


_IE, _IPAE, _COM = Route.ENFORCEMENT, Route.PROACTIVE, Route.COMMON
_DONE, _ASK, _END = Shape.CIRCLE, Shape.DIAMOND, Shape.SQUARE

_ROWS = (
    Point("IE1", _IE, _DONE, ("Positive test:", "must be assessed"), "HB 4.6.1", ("IE2",)),
    Point("IE2", _IE, _DONE, ("Initial", "assessment"), "HB 4.7.1", ("IE3",)),
    Point("IE3", _IE, _ASK, ("Follow-up", "needed?"), "HB 4.7.2", ("IE4",), way_out=True),
    Point("IE4", _IE, _ASK, ("Lives in", "this area?"), "HB 4.7.3", ("Com1", "IE4a")),
    Point("IE4a", _IE, _DONE, ("Refer to", "home team"), "HB 4.7.4", ("IE4b",)),
    Point("IE4b", _IE, _DONE, ("Home team", "takes over"), "HB 4.7.5", ("Com1",)),
    Point("IPAE1", _IPAE, _DONE, ("Noticed or", "comes in"), "HB 4.9.1", ("IPAE2",)),
    Point("IPAE2", _IPAE, _ASK, ("Class A", "drugs?"), "HB 4.9.2", ("IPAE3",), way_out=True),
    Point("IPAE3", _IPAE, _DONE, ("Assessment", "offered"), "HB 4.10.1", ("IPAE4",)),
    Point("IPAE4", _IPAE, _ASK, ("Agrees", "to it?"), "HB 4.10.2", ("IPAE5",), way_out=True),
    Point("IPAE5", _IPAE, _ASK, ("More help", "needed?"), "HB 4.10.3", ("IPAE6",), way_out=True),
    Point("IPAE6", _IPAE, _ASK, ("More help", "accepted?"), "HB 4.10.4", ("IPAE7",), way_out=True),
    Point("IPAE7", _IPAE, _ASK, ("Lives in", "this area?"), "HB 4.10.5", ("Com1", "IPAE7a")),
    Point("IPAE7a", _IPAE, _DONE, ("Refer to", "home team"), "HB 4.10.6", ("IPAE7b",)),
    Point("IPAE7b", _IPAE, _DONE, ("Home team", "takes over"), "HB 4.10.7", ("Com1",)),
    Point("Com1", _COM, _ASK, ("Care plan", "agreed?"), "HB 4.11.1", ("Com2",), way_out=True),
    Point("Com2", _COM, _DONE, ("On the", "caseload"), "HB 4.11.2", ("Com3",)),
    Point("Com3", _COM, _DONE, ("Other", "services"), "HB 4.11.3", ("Com4",)),
    Point("Com4", _COM, _DONE, ("Ongoing", "casework"), "HB 4.11.4", ("Com5",)),
    Point("Com5", _COM, _ASK, ("Stay, pause", "or close?"), "HB 4.11.5", ("Com4", "Com5a", "Com5b", "Com5c")),
    Point("Com5a", _COM, _END, ("Suspended",), "HB 4.11.5a", ("Com4",)),
    Point("Com5b", _COM, _END, ("Closed by", "the team"), "HB 4.11.5b", ()),
    Point("Com5c", _COM, _END, ("Closed by", "the person"), "HB 4.11.5c", ()),
)

POINTS: Mapping[str, Point] = MappingProxyType({row.code: row for row in _ROWS})
REQUIRED_ACTIONS: tuple[RequiredAction, ...] = required_actions.REQUIRED_ACTIONS


def point(code: str) -> Point:
    try:
        return POINTS[code]
    except KeyError:
        raise UnknownPoint(f"No process point has the code {code!r}.") from None


def points_on(route: Route) -> tuple[Point, ...]:
    return tuple(row for row in _ROWS if row.route is route)


def required_actions_at(code: str) -> tuple[RequiredAction, ...]:
    """What the Handbook's table requires at one point; four points have no table."""
    point(code)
    return tuple(row for row in REQUIRED_ACTIONS if row.point == code)
