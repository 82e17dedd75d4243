"""When nobody is on duty: said by the manager, kept with its history, read where an officer needs it (SPOC 4 b3)."""

from datetime import date

import pytest
from django.urls import reverse

from tests import cast
from tests.cast import *  # noqa: F403
from tests.web.cjit_story import set_clock
from tests.web.test_cjit_missed import words
from throughcare.diary.models import DiaryChange
from throughcare.organisations.models import AreaSetting
from throughcare.organisations.residence import fallback_of
from throughcare.rulebook.actors import Role

pytestmark = pytest.mark.django_db
SAID = {"when": "The next working day, 09:30 to 11:30", "where": "Tŷ Afon, 11 Quay Street", "how": "Ring after 09:00"}
TODAY, TOMORROW = date(2010, 6, 7), date(2010, 6, 8)


@pytest.fixture(autouse=True)
def monday_morning(settings):
    set_clock(settings)


def page(client, who):
    cast.signed_in(client, who.account)
    return client.get(reverse("when_nobody"))


def say(client, who, day=TODAY, **changed):
    cast.signed_in(client, who.account)
    on = {"from_on-day": day.day, "from_on-month": day.month, "from_on-year": day.year}
    return client.post(reverse("when_nobody"), {**SAID, **on, **changed})


def test_what_is_said_holds_from_its_day_and_police_read_it(client, eluned, meera, glan_y_dwr, castle_street):
    """S-25: exactly when and where."""
    assert "Nothing is said yet" in words(page(client, eluned))

    assert say(client, eluned).status_code == 302

    found = fallback_of(area=glan_y_dwr, on=TODAY)
    assert (found.when, found.where, found.how) == (SAID["when"], SAID["where"], SAID["how"])
    assert fallback_of(area=glan_y_dwr, on=date(2010, 6, 6)) is None
    text = words(page(client, eluned))
    assert "Tŷ Afon, 11 Quay Street" in text
    assert "Eluned Prŷs" in text


def test_the_custody_side_shows_it_where_it_is_used(client, northmoor_manager, meera, castle_street):
    say(client, northmoor_manager)
    cast.signed_in(client, meera.account)

    assert "Tŷ Afon, 11 Quay Street" in words(client.get(reverse("arrangements", args=[castle_street.pk])))


def test_other_words_follow_and_what_was_said_stays(client, eluned, glan_y_dwr):
    say(client, eluned)

    assert say(client, eluned, TOMORROW, where="The new office, Heol y Bont").status_code == 302

    assert fallback_of(area=glan_y_dwr, on=TODAY).where == SAID["where"]
    assert fallback_of(area=glan_y_dwr, on=TOMORROW).where == "The new office, Heol y Bont"
    text = words(page(client, eluned))
    assert "From 7 June 2010 until 8 June 2010" in text
    assert "From 8 June 2010 The next working day" in text
    assert DiaryChange.objects.filter(by=eluned).count() == 2


@pytest.mark.parametrize(
    ("day", "changed", "says"),
    [
        (TOMORROW, {"when": "The next working day"}, "Say the hours too"),
        (TOMORROW, {"when": " "}, "Say the days and hours"),
        (TOMORROW, {"where": " "}, "Say where"),
        (date(2010, 6, 6), {}, "Choose today or a later day"),
        (TODAY, {}, "Choose a day after 7 June 2010"),
    ],
)
def test_words_that_send_somebody_to_a_locked_door_are_asked_for_again(client, eluned, day, changed, says):
    say(client, eluned)

    answer = say(client, eluned, day, **changed)

    assert answer.status_code == 422
    assert says in words(answer)
    assert AreaSetting.objects.count() == 1


def test_the_team_reads_it_and_only_the_manager_says_it(client, eluned, sian, meera):
    say(client, eluned)
    assert "Tŷ Afon" in words(page(client, sian))

    assert say(client, sian, TOMORROW, where="Elsewhere").status_code == 200

    assert AreaSetting.objects.count() == 1
    assert page(client, meera).status_code == 403


def test_a_team_that_does_not_serve_the_area_reads_only(client, glan_y_dwr, glan_y_dwr_cjit):
    second = cast.opened(cast.OrganisationKind.CJIT, "A second CJIT there", glan_y_dwr)
    manager = cast.works_at(second, Role.CJIT_MANAGER, "Nia Wyn")

    say(client, manager)

    assert not AreaSetting.objects.exists()
    assert "The manager of the team that serves Glan-y-Dŵr says it." in words(page(client, manager))
