"""What a key opens, laid beside the same oracle as the pages: every operation that shows somebody."""

from datetime import timedelta

from django.test import Client
from django.urls import reverse

from tests.api import calling
from tests.policy.lives import NOON
from tests.policy.matrix import Matrix
from tests.policy.routes import Route, anywhere, at, of_kind, shared
from throughcare.api.changes import Place, _written

LIVED = 21


def sought(life):
    """As on the page for finding: a beginning that several share."""
    return [f"{reverse('api_people')}?q={life.person.family_name[:-1]}"]


def written(life):
    """The days on which anything is written down of the people of the matrix."""
    days = (NOON - timedelta(days=number) for number in range(LIVED))
    return [f"{reverse('api_changes')}?limit=100&cursor={_written(Place(at=day))}" for day in days]


API_ROUTES = {
    "api_standing": Route("open_record", at("api_standing")),
    "api_notice": Route("print_notice", of_kind("api_notice", "notice_prepared"), is_narrower=True),
    "api_share": Route("read_shared", shared("api_share"), is_strict=True, is_narrower=True),
    "api_people": Route("find_by_name", sought, is_list=True),
    "api_changes": Route("open_record", written, is_list=True),
    "api_shares": Route("read_shared", anywhere("api_shares"), is_list=True),
}
ABOUT_NOBODY = frozenset({"api_teams", "api_places"})
"""Whoever asks these, no person of the matrix may stand in the answer."""


def system(post):
    """Another system that works as this post."""
    return calling.system(post.membership, at=NOON)


class Keyed(Matrix):
    """The same questions with a key of each post instead of a session."""

    routes, about_nobody = API_ROUTES, ABOUT_NOBODY

    def _client(self, post):
        headers = {}
        if post.membership is not None:
            headers["Authorization"] = f"Bearer {calling.made(post.membership, at=NOON)[1]}"
        return Client(raise_request_exception=False, headers=headers)
