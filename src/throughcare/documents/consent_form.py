"""The form a person signs to let a team share: what goes to whom and why, in plain words (PPO guidance 34, 47)."""

from dataclasses import dataclass
from datetime import date, datetime

from throughcare.documents.plain_english import day_in_words, short_day
from throughcare.documents.typesetting import typeset

CURRENT_CONSENT_FORM = 1
"""The version of the wording that is printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentForm:
    full_name: str
    born_on: date | None
    team_name: str
    phone: str
    whom: str
    purpose: str
    items: tuple[str, ...]
    printed_at: datetime
    demonstration: bool
    approved: bool
    """Whether the team's named officer cleared this wording (PPO guidance 34)."""

    @property
    def band(self) -> str:
        if self.demonstration:
            return "DEMONSTRATION: NOT A LEGAL NOTICE"
        return "" if self.approved else "WORDING NOT YET APPROVED: NOT FOR USE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One line of a person's own account: who was told what, when, why, and what became of it."""

    when: str
    whom: str
    what: str
    why: str
    now: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    full_name: str
    team_name: str
    phone: str
    agreed: tuple[str, ...]
    told: tuple[Told, ...]
    printed_at: datetime
    demonstration: bool


def render_consent_form(*, form: ConsentForm) -> bytes:
    """A PDF of one A4 page."""
    page = {
        "name": form.full_name, "born": short_day(form.born_on) if form.born_on else "", "team_name": form.team_name,
        "phone": form.phone, "whom": form.whom, "purpose": form.purpose,
        "items": [item[:1].upper() + item[1:] for item in form.items], "printed": day_in_words(form.printed_at),
        "band": form.band,
    }  # fmt: skip
    return typeset(template="consent_form.typ", page=page, at=form.printed_at)


def render_account(*, account: Account) -> bytes:
    """A PDF for the person: who was told what, when and why, newest first."""
    page = {
        "name": account.full_name, "team_name": account.team_name, "phone": account.phone,
        "agreed": list(account.agreed), "printed": day_in_words(account.printed_at),
        "told": [
            {"when": one.when, "whom": one.whom, "what": one.what, "why": one.why, "now": one.now}
            for one in account.told
        ],
        "band": "DEMONSTRATION" if account.demonstration else "",
    }  # fmt: skip
    return typeset(template="sharing_account.typ", page=page, at=account.printed_at)
