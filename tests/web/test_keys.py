"""Keys of other systems on a page: made by whoever may give the post, shown once, taken back."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests import cast
from tests.cast import *  # noqa: F403
from throughcare.accounts import keys
from throughcare.accounts.models import ApiKey, RefusedChange
from throughcare.rulebook.calendar import local_day

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def plain(settings):
    settings.SECURE_SSL_REDIRECT = False


def browser(who):
    return cast.signed_in(Client(), who.account)


def typed(post, *, days=30, **more):
    last = local_day(timezone.now()) + timedelta(days=days)
    return {
        "post": str(post.pk), "name": "Custody system", "last_on-day": last.day, "last_on-month": last.month,
        "last_on-year": last.year, "names_officers": "no", **more,
    }  # fmt: skip


def page(client, name, *arguments):
    return client.get(reverse(name, args=arguments)).content.decode()


def test_an_inspector_makes_a_key_that_is_shown_once_and_takes_it_back(rhys, meera, castle_street):
    client = browser(rhys)
    assert "None." in page(client, "team_keys", castle_street.pk)

    answer = client.post(reverse("make_key", args=[castle_street.pk]), typed(meera))

    key = ApiKey.objects.get()
    text = answer.content.decode().split("<code>")[1].split("</code>")[0]
    assert (answer.status_code, key.made_by, key.membership, key.names_officers) == (200, rhys, meera, False)
    assert keys.find(text=text, at=timezone.now()) == key
    listed = page(client, "team_keys", castle_street.pk)
    assert key.handle in listed
    assert text not in listed
    assert "The end of " in listed

    assert client.post(reverse("revoke_key", args=[key.pk])).status_code == 302

    assert keys.find(text=text, at=timezone.now()) is None
    listed = page(client, "team_keys", castle_street.pk)
    assert "taken back " in listed
    assert "by Rhŷs Tanner" in listed
    assert "It opens nothing any more" in page(client, "revoke_key", key.pk)


def test_nobody_is_offered_their_own_post(rhys, castle_street):
    said = page(browser(rhys), "make_key", castle_street.pk)

    assert "There is no post here for which you can make a key" in said


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"name": ""}, "Say which system uses it"), ({"post": ""}, "Choose a post"),
        ({"names_officers": ""}, "Say whether it carries"), ({"last_on-day": "32"}, "Day must be a number"),
        ({"days": 91}, "within 90 days"), ({"days": -1}, "within 90 days"),
    ],
)  # fmt: skip
def test_what_is_missing_or_refused_is_said_and_makes_no_key(rhys, meera, castle_street, changed, words):
    days = changed.pop("days", 30)

    answer = browser(rhys).post(reverse("make_key", args=[castle_street.pk]), typed(meera, days=days) | changed)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not ApiKey.objects.exists()


def test_a_refused_key_is_kept_as_a_refused_change(rhys, meera, castle_street):
    browser(rhys).post(reverse("make_key", args=[castle_street.pk]), typed(meera, days=91))

    assert RefusedChange.objects.get().account == meera.account


def test_another_teams_keys_are_not_there(northmoor_manager, rhys, meera, castle_street, administrator):
    client = browser(rhys)
    client.post(reverse("make_key", args=[castle_street.pk]), typed(meera))
    stranger, key = browser(northmoor_manager), ApiKey.objects.get()

    for name, argument in (("team_keys", castle_street.pk), ("make_key", castle_street.pk), ("revoke_key", key.pk)):
        assert stranger.get(reverse(name, args=[argument])).status_code == 404
        assert browser(administrator).get(reverse(name, args=[argument])).status_code == 200
    assert stranger.post(reverse("revoke_key", args=[key.pk])).status_code == 404
    assert browser(meera).get(reverse("team_keys", args=[castle_street.pk])).status_code == 403
    key.refresh_from_db()
    assert key.revoked_at is None


def test_only_a_suite_is_asked_about_inspectors(northmoor_manager, rhian, northmoor_cjit):
    client = browser(northmoor_manager)
    assert "inspector" not in page(client, "make_key", northmoor_cjit.pk)

    client.post(reverse("make_key", args=[northmoor_cjit.pk]), typed(rhian))
    assert ApiKey.objects.get().membership == rhian


def test_the_list_costs_as_many_questions_for_many_keys(rhys, meera, castle_street, django_assert_max_num_queries):
    for _ in range(5):
        unsaved = ApiKey(membership=meera, name="x", expires_at=timezone.now() + timedelta(days=1))
        keys.make(unsaved=unsaved, by=rhys, at=timezone.now())
    client = browser(rhys)
    client.get(reverse("team_keys", args=[castle_street.pk]))
    with django_assert_max_num_queries(12):
        client.get(reverse("team_keys", args=[castle_street.pk]))
