"""What a key opens, laid beside the same oracle as the pages: every operation that shows somebody."""

from django.test import Client
from django.urls import reverse

from tests.api import calling
from tests.policy.lives import NOON
from tests.policy.matrix import Matrix
from tests.policy.routes import Route, at


def sought(life):
    """As on the page for finding: a beginning that several share."""
    return [f"{reverse('api_people')}?q={life.person.family_name[:-1]}"]


API_ROUTES = {
    "api_standing": Route("open_record", at("api_standing")),
    "api_people": Route("find_by_name", sought, is_list=True),
}


def system(post):
    """Another system that works as this post."""
    return calling.system(post.membership, at=NOON)


class Keyed(Matrix):
    """The same questions with a key of each post instead of a session."""

    routes, about_nobody = API_ROUTES, frozenset()

    def _client(self, post):
        headers = {}
        if post.membership is not None:
            headers["Authorization"] = f"Bearer {calling.made(post.membership, at=NOON)[1]}"
        return Client(raise_request_exception=False, headers=headers)
