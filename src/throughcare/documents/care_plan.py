"""The care plan on paper: a document of which the person gets a copy (Handbook 4.1.3; H-105 to H-109)."""

from dataclasses import dataclass
from datetime import date, datetime

from throughcare.documents.plain_english import day_in_words, short_day
from throughcare.documents.typesetting import typeset

TITLES = {
    "drug_and_alcohol": "Drugs and alcohol",
    "health": "Health, body and mind",
    "offending": "Keeping out of trouble",
    "social": "Home, work and people close to you",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Domain:
    """One of the four domains. All empty: no need was found. Need and goal may stand in one text, as `need`."""

    need: str = ""
    goal: str = ""
    progress: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CarePlan:
    full_name: str
    born_on: date | None = None
    agreed_at: datetime
    agreed_with: str = ""
    team_name: str
    case_manager: str = ""
    phone: str
    opening_hours: str = ""
    drug_and_alcohol: Domain
    health: Domain
    offending: Domain
    social: Domain
    review_on: date | None = None
    for_the_file: bool = False
    demonstration: bool


def render_care_plan(*, plan: CarePlan) -> bytes:
    """A PDF of as many A4 pages as the plan needs."""
    return typeset(template="care_plan.typ", page=_page(plan), at=plan.agreed_at)


def _page(plan: CarePlan) -> dict[str, object]:
    return {
        "name": plan.full_name,
        "running": f"Care plan, {plan.full_name:.48}",
        "born": short_day(plan.born_on) if plan.born_on else "",
        "agreed": day_in_words(plan.agreed_at),
        "agreed_with": plan.agreed_with or "a drug worker",
        "team_name": plan.team_name,
        "case_manager": plan.case_manager,
        "phone": plan.phone,
        "opening_hours": plan.opening_hours,
        "review": day_in_words(plan.review_on) if plan.review_on else "",
        "copy": "Copy for the file" if plan.for_the_file else "Your copy",
        "band": "DEMONSTRATION" if plan.demonstration else "",
        "domains": [_domain(title, getattr(plan, name)) for name, title in TITLES.items()],
    }


def _domain(title: str, domain: Domain) -> dict[str, str]:
    return {"title": title, "need": domain.need, "goal": domain.goal, "progress": domain.progress}
