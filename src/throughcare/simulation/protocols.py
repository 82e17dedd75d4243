"""The demonstration's protocols: one that both sides endorsed, and one that waits for them."""

from datetime import datetime, timedelta

from throughcare.accounts.models import Membership
from throughcare.rulebook.actors import Role
from throughcare.rulebook.calendar import local_day
from throughcare.rulebook.standing import Refusal
from throughcare.sharing.models import Protocol
from throughcare.sharing.protocols import draft, endorse
from throughcare.simulation.staffing import Opened, stable_id

SCHEME = "Northmoor PPO scheme"
AGREED, DRAFTED = "Northmoor CJIT", "Glan-y-Dŵr CJIT"
A_YEAR, A_WEEK = timedelta(days=365), timedelta(days=7)
WORDS = {
    "text": "The scheme asks on the page Ask for information, says which of these it needs about whom and why, and "
    "by which day. The CJIT answers within 5 working days.\n\n"
    "Engaged or not: to decide how often the scheme visits. Drugs used and level of use: to set what the scheme "
    "expects against what treatment can do. Nothing is kept or used as general intelligence.",
    "without_consent": "A worker asks the person first and explains the form. Refusing ends nothing and shares "
    "nothing. The CJIT manager puts the case in writing to the nominated senior professional, who decides it by "
    "itself and writes down what was weighed. A request for more than is usual goes the same way.",
    "within_24_hours": "With consent: that the person has stopped coming, or has left treatment.\n\n"
    "The scheme tells the CJIT of an arrest, a move to another area and a planned visit at a treatment appointment.",
    "terms": "Engaged in treatment: has a care plan and keeps most appointments. It does not mean that somebody uses "
    "no drugs or commits no offences.\n\nLevel of use: what the worker judged at the last assessment, not a test.",
}


def agree(opened: Opened, *, at: datetime) -> None:
    manager, coordinator = _holder(opened, AGREED, Role.CJIT_MANAGER), _holder(opened, SCHEME, Role.PPO_COORDINATOR)
    standing = _drafted(opened, AGREED, by=manager, at=at - A_YEAR)
    for by in (manager, coordinator):
        endorse(protocol=standing, by=by, at=at - A_YEAR)
    _drafted(opened, DRAFTED, by=_holder(opened, DRAFTED, Role.CJIT_MANAGER), at=at - A_WEEK)


def _drafted(opened: Opened, cjit: str, *, by: Membership, at: datetime) -> Protocol:
    """Fails if refused: the demonstration's own tables would be wrong."""
    given = {**WORDS, "entry": stable_id("protocol", cjit), "from_on": local_day(at), "until_on": None}
    made = draft(given=given, cjit=opened.teams[cjit], scheme=opened.teams[SCHEME], of=None, by=by, at=at)
    if isinstance(made, Refusal):
        raise ValueError(made.rule)
    return made


def _holder(opened: Opened, team: str, role: Role) -> Membership:
    return opened.staff[str(opened.teams[team].pk), role][0]
