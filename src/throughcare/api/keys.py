"""Who asks: a key in force, within its pace, of a role that the operation is open to. No session opens anything."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer

from throughcare.accounts import keys, pace
from throughcare.accounts.models import ApiKey, Membership
from throughcare.api.problems import Stop
from throughcare.rulebook.actors import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """A system at work as one membership, at one instant."""

    key: ApiKey
    at: datetime

    @property
    def membership(self) -> Membership:
        return self.key.membership

    @property
    def role(self) -> Role:
        return Role(self.membership.role)

    @property
    def team(self) -> str:
        return str(self.membership.organisation_id)


class Key(HttpBearer):
    """The door of one operation. `roles`: to whom it is open; nobody, unless said."""

    openapi_bearerFormat = "tc_handle_secret"  # noqa: N815  as OpenAPI spells it

    def __init__(self, roles: frozenset[Role] = frozenset()) -> None:
        super().__init__()
        self.roles = roles

    def authenticate(self, request: HttpRequest, token: str) -> Caller | None:
        at: datetime = request.now  # type: ignore[attr-defined]
        key = keys.find(text=token, at=at)
        if key is None:
            return None
        seconds = pace.wait(key=key, at=timezone.now())
        if seconds:
            raise Stop(429, "too_often", f"This key has asked too often. Wait {seconds} seconds.",
                       retry_after=str(seconds))  # fmt: skip
        caller = Caller(key=key, at=at)
        if caller.role not in self.roles:
            raise Stop(403, "not_for_this_role", "A key of this role may not do that.")
        if request.method == "POST" and request.content_type != "application/json":
            raise Stop(415, "not_json", "Send the body as application/json.")
        return caller


def caller_of(request: HttpRequest) -> Caller:
    found: Caller = request.auth  # type: ignore[attr-defined]
    return found
