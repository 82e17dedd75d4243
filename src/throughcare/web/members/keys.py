"""Keys of other systems: who has which, until when; making one, which is shown once; taking one back."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from throughcare.accounts import keys
from throughcare.accounts.actions import NotAllowed
from throughcare.accounts.models import ApiKey, Membership, RefusedChange
from throughcare.organisations.models import Organisation
from throughcare.rulebook.actors import MANAGES, ROLES, OrganisationKind, Role
from throughcare.rulebook.calendar import end_of_day
from throughcare.web import words
from throughcare.web.account.step_up import stepped_up
from throughcare.web.desks import GIVE_ROLES, desk
from throughcare.web.fields import GovukDate, YesNo
from throughcare.web.members.members import managed, who_and_when
from throughcare.web.members.team_lists import moment
from throughcare.web.pieces import Link
from throughcare.web.working import WorkingAs


class MakeKey(forms.Form):
    """For a post of the team that the maker may give, and never their own."""

    post = forms.ChoiceField(
        label="Whose post does the system work as?", help_text="Best an account of its own, so that entries say so",
        error_messages={"required": "Choose a post"},
    )  # fmt: skip
    name = forms.CharField(
        label="Which system uses it?", max_length=keys.NAME_AT_MOST, help_text="For example: custody system",
        error_messages={"required": "Say which system uses it"},
    )  # fmt: skip
    last_on = GovukDate(
        label="Last day", named="the last day", help_text=f"Within {keys.LASTS_AT_MOST.days} days from now"
    )
    names_officers = YesNo(
        label="Does it carry what an inspector authorised?",
        help_text="Then it names the inspector by number, and the entry is theirs",
        error_messages={"required": "Say whether it carries what an inspector authorised"},
    )

    def __init__(self, *args: Any, team: Organisation, working: WorkingAs, at: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.posts = {str(one.pk): one for one in _posts(team, working, at)}
        self.fields["post"].choices = [  # type: ignore[attr-defined]
            ("", ""), *((key, f"{one.account.full_name}, {_role(one)}") for key, one in self.posts.items())
        ]  # fmt: skip
        if team.kind != OrganisationKind.POLICE_SUITE:
            del self.fields["names_officers"]

    def key(self) -> ApiKey:
        given = self.cleaned_data
        return ApiKey(
            membership=self.posts[given["post"]], name=given["name"], expires_at=end_of_day(given["last_on"]),
            names_officers=given.get("names_officers", False),
        )  # fmt: skip


@desk(GIVE_ROLES)
def team_keys(request: HttpRequest, organisation: UUID) -> HttpResponse:
    """Those in force first; those that are over stay, with who made and who ended them."""
    (working, at), team = who_and_when(request), managed(request, organisation)
    rows = _rows(keys.of_team(team), working, at)
    context = {
        "organisation": team, "live": [row for row in rows if row["live"]],
        "over": [row for row in rows if not row["live"]],
    }  # fmt: skip
    return render(request, "web/members/keys.html", context)


@desk(GIVE_ROLES)
@stepped_up
def make_key(request: HttpRequest, organisation: UUID) -> HttpResponse:
    """The answer is the key itself, in full, this once."""
    (working, at), team = who_and_when(request), managed(request, organisation)
    form, refusal = MakeKey(request.POST or None, team=team, working=working, at=at), None
    if request.method == "POST" and form.is_valid():
        key = form.key()
        try:
            text = keys.make(unsaved=key, by=working.membership, at=at)
        except NotAllowed as refused:
            refusal = _kept(refused, key, working, at)
        else:
            context = {"organisation": team, "key": key, "text": text, "until": words.until(key.expires_at)}
            return render(request, "web/members/key_made.html", context)
    context = {"organisation": team, "form": form, "refusal": refusal, "nobody": not form.posts}
    return render(request, "web/members/make_key.html", context, status=422 if form.errors or refusal else 200)


@desk(GIVE_ROLES)
@stepped_up
def revoke_key(request: HttpRequest, made: UUID) -> HttpResponse:
    """At once, and for good."""
    working, at = who_and_when(request)
    found = ApiKey.objects.select_related("membership__account", "membership__organisation", "made_by__account")
    key = found.filter(pk=made).first()
    if key is None:
        raise Http404
    team, refusal = managed(request, key.membership.organisation_id), None
    if request.method == "POST":
        try:
            keys.revoke(key=key, by=working.membership, at=at)
        except NotAllowed as refused:
            refusal = _kept(refused, key, working, at)
        else:
            return redirect("team_keys", team.pk)
    context = {"organisation": team, "key": key, "row": _rows([key], working, at)[0], "refusal": refusal}
    return render(request, "web/members/revoke_key.html", context, status=422 if refusal else 200)


def _posts(team: Organisation, working: WorkingAs, at: Any) -> list[Membership]:
    found = Membership.objects.live(at=at).filter(organisation=team).exclude(account=working.membership.account_id)
    if working.role in MANAGES:
        found = found.filter(role__in=MANAGES[working.role])
    return list(found.select_related("account", "organisation").order_by("account__full_name", "pk"))


def _kept(refused: NotAllowed, key: ApiKey, working: WorkingAs, at: Any) -> dict[str, str]:
    """What was tried and refused is kept (trust A7)."""
    RefusedChange.objects.create(
        account=key.membership.account, organisation=key.membership.organisation, sentence=str(refused), at=at,
        by=working.membership,
    )  # fmt: skip
    return {"sentence": str(refused)}


def _rows(found: Sequence[ApiKey], working: WorkingAs, at: Any) -> list[dict[str, Any]]:
    live = set(ApiKey.objects.filter(keys.live(at=at), pk__in=[one.pk for one in found]).values_list("pk", flat=True))
    return [_row(one, working, live=one.pk in live) for one in found]


def _row(key: ApiKey, working: WorkingAs, *, live: bool) -> dict[str, Any]:
    post = key.membership
    mine = post.account_id == working.membership.account_id
    url = reverse("revoke_key", args=[key.pk])
    return {
        "name": key.name, "handle": key.handle, "who": post.account.full_name, "role": _role(post), "live": live,
        "officers": key.names_officers, "made": f"{moment(key.made_at)}, {_by(key.made_by)}",
        "until": words.until(key.expires_at) if live else _ended(key),
        "used": moment(key.last_used_at) if key.last_used_at else "never",
        "link": Link(text="Take back", url=url, extra=f"the key of {key.name}, {key.handle}")
        if live and not mine else None,
    }  # fmt: skip


def _ended(key: ApiKey) -> str:
    if key.revoked_at is not None:
        return f"taken back {moment(key.revoked_at)}, {_by(key.revoked_by)}"
    return f"over, with its post or on its last day, {words.long_day(words.due_day(key.expires_at))}"


def _by(who: Membership | None) -> str:
    return f"by {who.account.full_name}" if who else "on the server"


def _role(post: Membership) -> str:
    return ROLES[Role(post.role)].title
