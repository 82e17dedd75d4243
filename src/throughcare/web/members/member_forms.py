"""Forms for giving, dating and ending roles, and for closing an account. Days are typed; instants come out."""

from datetime import date, datetime
from typing import Any

from django import forms

from throughcare.accounts.models import Account, Membership, one_spelling
from throughcare.organisations.models import Organisation
from throughcare.rulebook.actors import MANAGES, ROLES, OrganisationKind, Role, roles_of
from throughcare.rulebook.calendar import end_of_day, local_day, start_of_day
from throughcare.web.fields import GovukDate
from throughcare.web.widgets import Radios

UNKNOWN = "Nobody has an account under this address. Check the address, or enter the name to open one"


def from_day(day: date | None, now: datetime) -> datetime:
    """Today means from this minute on."""
    return now if day is None or day == local_day(now) else start_of_day(day)


class RoleField(forms.ChoiceField):
    """The roles that somebody may give in an organisation, each with its sentence."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(error_messages={"required": "Choose a role"}, **kwargs)

    def offer(self, organisation: Organisation, by: Role, *, but: str = "") -> None:
        kind = roles_of(OrganisationKind(organisation.kind))
        offered = [role for role in ROLES if role in kind and ROLES[role].signs_in and role != but]
        if by in MANAGES:
            offered = [role for role in offered if role in MANAGES[by]]
        self.widget = Radios(hints={role.value: ROLES[role].sentence for role in offered})
        self.choices = [(role.value, ROLES[role].title) for role in offered]


class GiveRole(forms.Form):
    """For somebody with an account, by their exact address; or for somebody new, whose account it opens."""

    email = forms.EmailField(
        label="E-mail address at work", help_text="The whole address: there is no search",
        error_messages={"required": "Enter the e-mail address"},
    )  # fmt: skip
    full_name = forms.CharField(
        label="Full name", required=False, max_length=200, help_text="Only for somebody who has no account here yet"
    )
    role = RoleField(label="Role")
    number = forms.CharField(label="Number", required=False, max_length=20, help_text="For instance a collar number")
    from_on = GovukDate(
        label="First day", required=False, named="the first day", help_text="Leave empty for now, from this minute"
    )
    until_on = GovukDate(
        label="Last day", required=False, named="the last day", help_text="Leave empty if no end is agreed"
    )
    agreed = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, organisation: Organisation, by: Role, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisation, self.now = organisation, now
        self.fields["role"].offer(organisation, by)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        self.account = Account.objects.filter(email=one_spelling(given.get("email", ""))).first()
        if "email" in given and self.account is None and not given.get("full_name", "").strip():
            self.add_error("full_name", UNKNOWN)
        return given

    @property
    def needs_agreement(self) -> bool:
        """An address may be somebody else's than was meant: the name it belongs to is shown first."""
        return self.account is not None and self.cleaned_data["agreed"] != str(self.account.pk)

    def agreeing(self) -> None:
        """Shown again, the next sending says yes."""
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data["agreed"] = str(self.account.pk) if self.account else ""  # type: ignore[index]

    def membership(self, account: Account) -> Membership:
        given = self.cleaned_data
        return Membership(
            account=account, organisation=self.organisation, role=given["role"], number=given["number"],
            from_at=from_day(given["from_on"], self.now),
            until_at=end_of_day(given["until_on"]) if given["until_on"] else None,
        )  # fmt: skip


class EndRole(forms.Form):
    """Now, at the end of a day, or not after all."""

    how = forms.ChoiceField(label="When does it end?", widget=Radios(), error_messages={"required": "Say when it ends"})
    last_on = GovukDate(label="Last day", required=False, named="the last day", help_text="Only for an end on a day")

    def __init__(self, *args: Any, membership: Membership, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now
        ways = [("now", "Now, at once"), ("day", "At the end of a day")]
        ways += [("open", "Not after all: no end is agreed")] if membership.until_at else []
        self.fields["how"].choices = ways  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        last = given.get("last_on")
        if given.get("how") == "day" and "last_on" in given:
            if last is None:
                self.add_error("last_on", "Enter the last day")
            elif end_of_day(last) <= self.now:
                self.add_error("last_on", "The last day has passed. To end it at once, choose now")
        return given

    @property
    def until_at(self) -> datetime | None:
        given = self.cleaned_data
        return {"now": self.now, "day": end_of_day(given["last_on"] or local_day(self.now)), "open": None}[given["how"]]


class ChangeRole(forms.Form):
    """Another role in the same team."""

    role = RoleField(label="New role")
    from_on = GovukDate(label="First day in it", required=False, named="the first day", help_text="Leave empty for now")

    def __init__(self, *args: Any, membership: Membership, by: Role, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now
        self.fields["role"].offer(membership.organisation, by, but=membership.role)  # type: ignore[attr-defined]

    @property
    def from_at(self) -> datetime:
        return from_day(self.cleaned_data["from_on"], self.now)


class CloseAccount(forms.Form):
    """When, and why."""

    last_on = GovukDate(label="Last day", required=False, named="the last day", help_text="Leave empty to close it now")
    why = forms.CharField(
        label="Why?", max_length=1000, help_text="For example: left the service on 4 June",
        error_messages={"required": "Say in a few words why"},
    )  # fmt: skip

    def from_at(self, now: datetime) -> datetime:
        last = self.cleaned_data.get("last_on")
        return max(now, end_of_day(last)) if last else now


class OpenAgain(forms.Form):
    why = forms.CharField(label="Why?", max_length=1000, error_messages={"required": "Say in a few words why"})
