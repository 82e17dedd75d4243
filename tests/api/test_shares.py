"""What was shared reaches the recipient's system while its basis holds, and a notice whoever may print it."""

import pytest

from tests.api.calling import problem, system
from tests.journal.facts import proposed
from tests.web.cjit_story import EXPECTED, Story, set_clock
from tests.web.sharing_scene import *  # noqa: F403
from tests.web.sharing_scene import shared_and_told
from throughcare.access.models import Reading
from throughcare.journal.models import Entry
from throughcare.journal.record import record
from throughcare.rulebook.facts.consent import ConsentWithdrawn
from throughcare.web import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(niamh, sian, marc, monkeypatch):
    """Shared with the PPO scheme; the clock stands just after it."""
    story = shared_and_told(niamh, worker=sian, scheme=marc.organisation)
    monkeypatch.setattr(clock, "now", lambda: story.last)
    return story


@pytest.fixture
def scheme(told, marc):
    return system(marc, at=told.last)


def test_a_share_is_read_by_the_team_it_was_sent_to(told, scheme, glan_y_dwr_cjit):
    """N-44: by a share, and the record itself stays closed."""
    (one,) = scheme.get("/shares").json()
    whole = scheme.get(f"/shares/{one['share']}").json()

    assert (one["name"], one["sender"]["name"]) == ("Niamh D’Arcy-Lloyd", "Glan-y-Dŵr CJIT")
    assert whole["lines"][0]["value"] == "Niamh D’Arcy-Lloyd"
    assert list(Reading.objects.values_list("operation", flat=True)) == ["api_shares", "api_share"]
    assert problem(scheme.get(f"/people/{told.person.reference}/standing"))[0] in {403, 404}


def test_once_the_consent_is_taken_back_nothing_of_it_is_shown(told, scheme, sian):
    share = Entry.objects.get(kind="disclosed", person=told.person).pk
    consent = Entry.objects.get(kind="consent_given").pk
    fact = ConsentWithdrawn(consent=consent, said="No more")
    record([proposed(told.person, fact, told.last)], by=sian, at=told.last)

    assert scheme.get("/shares").json() == []
    assert problem(scheme.get(f"/shares/{share}"))[:2] == (404, "share_is_closed")
    assert not Reading.objects.exists()


def test_nobody_else_reads_it(told, castle, outsider):
    share = Entry.objects.get(kind="disclosed", person=told.person).pk

    for stranger in (castle, system(outsider, at=told.last)):
        assert problem(stranger.get(f"/shares/{share}"))[:2] == (404, "not_found")


def test_a_notice_is_fetched_as_the_page_prints_it(meera, sian, glan_y_dwr_cjit, settings):
    set_clock(settings)
    glan_y_dwr_cjit.address, glan_y_dwr_cjit.phone = "12 Heol y Bont", "01632 960214"
    glan_y_dwr_cjit.save()
    story = Story("Ottoline Brackwater", officer=meera).lives("GYD").required().expected(glan_y_dwr_cjit)
    notice = Entry.objects.filter(kind="notice_prepared", person=story.person).first().pk
    address = f"/people/{story.person.reference}/notices/{notice}"

    caller = system(meera, at=EXPECTED)
    paper, none = caller.get(address), caller.get(f"/people/{story.person.reference}/notices/{story.person.pk}")

    assert (paper.status_code, paper["Content-Type"], paper.content[:5]) == (200, "application/pdf", b"%PDF-")
    assert problem(none)[0] == 404
