"""A draft is never lost, never overwritten silently, and read by nobody but its author and, in time, their manager."""

from datetime import timedelta
from itertools import pairwise

import pytest
from django.urls import reverse

from tests import cast
from tests.cast import *  # noqa: F403
from tests.cast import works_at
from tests.web.assessing import begin, check, facts, fill, save, section
from tests.web.cjit_story import EXPECTED, Story, set_clock
from throughcare.access.conflicts import declare
from throughcare.access.models import Reading
from throughcare.accounts.actions import end_membership
from throughcare.drafts import keeping
from throughcare.drafts.models import LASTS, Draft, Part, TakenOver
from throughcare.journal.reading import history
from throughcare.rulebook.actors import Role
from throughcare.rulebook.facts.assessment import Assessed

pytestmark = pytest.mark.django_db
BEGAN = EXPECTED + timedelta(minutes=40)
SECRET = "Sleeps behind the market"


@pytest.fixture(autouse=True)
def the_time_of_the_appointment(settings):
    set_clock(settings, BEGAN)


@pytest.fixture
def dafydd(meera, northmoor_cjit, glan_y_dwr_cjit):
    return Story(officer=meera).lives("GYD").required().expected(glan_y_dwr_cjit).released()


@pytest.fixture
def draft(client, sian, dafydd):
    found = begin(client, sian, dafydd)
    save(client, dafydd, found, "home", home_needs=SECRET)
    return found


def drafts(client, who, **sent):
    cast.signed_in(client, who.account)
    return client.post(reverse("drafts"), sent) if sent else client.get(reverse("drafts"))


def reads(client, who, story, draft):
    cast.signed_in(client, who.account)
    return client.get(section(story, draft, "home"))


def menu(client):
    at_hand = [entry.label for entry in client.get(reverse("today")).context["page"]["navigation"]]
    return next((label for label in at_hand if "raft" in label), "")


def test_what_was_typed_is_there_again_in_another_session(client, sian, dafydd, draft):
    client.logout()

    page = reads(client, sian, dafydd, draft)

    assert page.context["form"]["home_needs"].value() == SECRET
    assert "1 of 15 sections" in client.get(reverse("assess", args=[dafydd.ref])).content.decode()


def test_starting_again_goes_on_with_the_same_draft(client, sian, dafydd, draft):
    assert begin(client, sian, dafydd) == draft
    assert Draft.objects.count() == 1


def test_what_is_kept_cannot_be_read_in_the_database(client, sian, dafydd, draft):
    assert SECRET not in Part.objects.get().sealed


def test_newer_text_of_another_window_is_shown_beside_and_not_overwritten(client, sian, dafydd, draft):
    both = {"home": "settled", "home_needs": "Rent is behind"}
    save(client, dafydd, draft, "home", **both)

    older = save(client, dafydd, draft, "home", version="1", home_needs="Moved to a hostel")

    assert older.status_code == 409
    page = older.content.decode()
    assert "Saved in another window" in page
    assert "Rent is behind" in page
    assert older.context["form"]["home_needs"].value() == "Moved to a hostel"
    assert dict(keeping.parts(draft)["home"].answers) == both

    knowing = save(client, dafydd, draft, "home", version=older.context["form"]["version"].value(), home_needs="Both")
    assert knowing.status_code == 302
    assert dict(keeping.parts(draft)["home"].answers) == {"home_needs": "Both"}


def test_the_same_text_twice_is_no_conflict(client, sian, dafydd, draft):
    again = save(client, dafydd, draft, "home", version="0", home_needs=SECRET)

    assert again.status_code == 302


@pytest.fixture
def colleague(glan_y_dwr_cjit):
    return works_at(glan_y_dwr_cjit, Role.CJIT_CASE_MANAGER, "Gareth O'Donnell")


def test_only_its_author_reads_it_and_after_a_shift_their_manager(
    client, sian, eluned, colleague, outsider, dafydd, draft, settings
):
    for hours, may in ((0, {sian}), (11.9, {sian}), (12, {sian, eluned})):
        set_clock(settings, BEGAN + timedelta(hours=hours, seconds=2 if hours == 12 else 0))
        for who in (sian, eluned, colleague, outsider):
            page = reads(client, who, dafydd, draft)
            assert (page.status_code == 200) is (who in may), (hours, who.role)
            assert (SECRET in page.content.decode()) is (who in may)
            listed = drafts(client, who).content.decode()
            assert ("Llŷr" in listed) is (who in may), (hours, who.role)


def test_the_manager_reads_and_does_not_write(client, sian, eluned, dafydd, draft, settings):
    set_clock(settings, BEGAN + timedelta(hours=13))
    fill(client, dafydd, draft)
    set_clock(settings, BEGAN + timedelta(hours=26))
    cast.signed_in(client, eluned.account)

    page = client.get(section(dafydd, draft, "home")).content.decode()
    client.post(section(dafydd, draft, "home"), {"version": "1", "home_needs": "mine"})
    client.post(check(dafydd, draft))

    assert "Somebody else’s draft" in page
    assert "Save and go on" not in page
    assert dict(keeping.parts(draft)["home"].answers)["home_needs"] == SECRET
    assert not facts(dafydd, Assessed)


def test_every_reading_of_a_draft_is_logged(client, sian, eluned, dafydd, draft, settings):
    set_clock(settings, BEGAN + timedelta(hours=13))
    before = Reading.objects.count()

    reads(client, eluned, dafydd, draft)

    (reading,) = Reading.objects.order_by("pk")[before:]
    assert (reading.operation, reading.account) == ("assess_section", eluned.account)
    assert [one.person for one in reading.of.all()] == [dafydd.person]
    cast.signed_in(client, eluned.account)
    looked = client.get(reverse("who_looked", args=[dafydd.ref])).content.decode()
    assert "a section of an assessment that is not entered yet" in looked.lower()


def test_its_end_is_told_before_and_nothing_is_dropped_by_itself(client, sian, eluned, dafydd, draft, settings):
    ends = Draft.objects.get().ends_at
    cast.signed_in(client, sian.account)
    assert menu(client) == ""  # under More while none is about to end

    set_clock(settings, ends - timedelta(days=3) + timedelta(seconds=2))
    for who in (sian, eluned):
        cast.signed_in(client, who.account)
        assert menu(client) == "Drafts (1)"

    set_clock(settings, ends + timedelta(days=100))
    page = reads(client, sian, dafydd, draft)
    assert page.context["form"]["home_needs"].value() == SECRET
    assert "This draft has ended" in page.content.decode()
    late = client.post(section(dafydd, draft, "home"), {"version": "1", "home_needs": "More"})
    assert late.status_code == 409
    assert late.context["form"]["home_needs"].value() == "More"
    assert dict(keeping.parts(draft)["home"].answers)["home_needs"] == SECRET


@pytest.mark.parametrize("who", ["sian", "eluned"])
def test_keeping_it_is_one_click(client, request, who, dafydd, draft, settings):
    at = Draft.objects.get().ends_at + timedelta(days=1)
    set_clock(settings, at)

    drafts(client, request.getfixturevalue(who), draft=str(draft.pk), do="keep")

    assert abs(Draft.objects.get().ends_at - (at + LASTS)) < timedelta(minutes=1)


def test_giving_it_up_is_an_act_with_a_name_and_takes_the_words_away(client, sian, dafydd, draft):
    drafts(client, sian, draft=str(draft.pk), do="give_up")

    kept = Draft.objects.get()
    assert (kept.closed_by, kept.is_entered) == (sian, False)
    assert not Part.objects.exists()
    assert reads(client, sian, dafydd, draft).status_code == 302


def test_nobody_keeps_or_drops_what_they_may_not_read(client, colleague, dafydd, draft):
    assert drafts(client, colleague, draft=str(draft.pk), do="give_up").status_code == 404
    assert Draft.objects.get().closed_at is None


def test_an_empty_list_says_so_and_a_full_one_costs_the_same(
    client, sian, meera, dafydd, draft, django_assert_max_num_queries
):
    for number in range(6):
        story = Story(f"Person Number{number}", officer=meera).lives("GYD")
        story.required()
        keeping.start(person=story.person, author=sian, subject="VOLUNTARY|-|-|-", at=BEGAN)
    cast.signed_in(client, sian.account)
    with django_assert_max_num_queries(14):
        assert client.get(reverse("drafts")).status_code == 200
    Draft.objects.all().delete()
    assert b"No drafts." in client.get(reverse("drafts")).content


def test_a_section_costs_no_more_than_a_page_may(client, sian, dafydd, draft, django_assert_max_num_queries):
    with django_assert_max_num_queries(20):
        client.get(section(dafydd, draft, "drugs"))


def test_versions_only_grow(client, sian, dafydd, draft):
    seen = []
    for words in ("a", "b", "c"):
        save(client, dafydd, draft, "home", home_needs=words)
        seen.append(keeping.parts(draft)["home"].version)

    assert all(one < other for one, other in pairwise(seen))


# --- taken over by the manager, and what is out of sight


@pytest.fixture
def after_a_shift(settings, draft):
    set_clock(settings, BEGAN + timedelta(hours=13))
    return draft


def take_over(client, who, draft):
    return drafts(client, who, draft=str(draft.pk), do="take_over")


def test_a_manager_takes_over_the_draft_of_somebody_who_is_away(client, sian, eluned, dafydd, after_a_shift):
    """The words go on in another name; whose they were stays to be seen."""
    assert "Take over" in drafts(client, eluned).content.decode()

    assert take_over(client, eluned, after_a_shift).status_code == 302

    fill(client, dafydd, after_a_shift)
    assert client.post(check(dafydd, after_a_shift)).status_code == 302
    (assessed,) = history(dafydd.person.pk).all(Assessed)
    assert assessed.by == eluned.pk
    kept = TakenOver.objects.get()
    assert (kept.was, kept.by, kept.draft.author) == (sian, eluned, eluned)


def test_the_list_says_who_began_it(client, sian, eluned, dafydd, after_a_shift):
    take_over(client, eluned, after_a_shift)

    page = drafts(client, eluned).content.decode()

    assert "Begun by Siân Hŵel, taken over Tue 8 June" in page
    assert "Take over" not in page
    assert reads(client, sian, dafydd, after_a_shift).status_code == 404
    assert SECRET in reads(client, eluned, dafydd, after_a_shift).content.decode()


def test_the_draft_of_a_leaver_is_not_lost(client, sian, eluned, administrator, dafydd, after_a_shift):
    at = BEGAN + timedelta(hours=12, minutes=30)
    end_membership(membership=sian, by=administrator, at=at)

    assert "by Siân Hŵel, who has left the team" in drafts(client, eluned).content.decode()
    assert take_over(client, eluned, after_a_shift).status_code == 302

    assert Draft.objects.get().author == eluned


def test_before_a_shift_has_passed_it_is_its_authors_alone(client, eluned, dafydd, draft):
    assert take_over(client, eluned, draft).status_code == 404
    assert not TakenOver.objects.exists()


def test_nobody_else_takes_it_over(client, sian, colleague, outsider, northmoor_manager, dafydd, after_a_shift):
    """Same team only, and a manager only; the author has it already."""
    for who in (colleague, outsider, northmoor_manager):
        assert take_over(client, who, after_a_shift).status_code == 404
    take_over(client, sian, after_a_shift)

    assert Draft.objects.get().author == sian
    assert not TakenOver.objects.exists()


def test_whoever_has_begun_one_of_their_own_is_told(client, sian, eluned, dafydd, draft, settings):
    begin(client, eluned, dafydd)
    set_clock(settings, BEGAN + timedelta(hours=13))

    answer = take_over(client, eluned, draft)

    assert answer.status_code == 409
    assert "You have a draft of your own about this" in answer.content.decode()
    assert {one.author for one in Draft.objects.all()} == {sian, eluned}


def test_what_is_out_of_sight_is_counted_and_not_named(client, sian, eluned, outsider, dafydd, after_a_shift):
    """No draft is lost without a word, and no name is told."""
    declare(account=eluned.account, person=dafydd.person, note="", by=eluned, at=BEGAN)

    page = drafts(client, eluned).content.decode()

    assert "1 more is about somebody outside your sight." in page
    assert "another manager of the team" in page
    assert "Llŷr" not in page
    assert take_over(client, eluned, after_a_shift).status_code == 404
    for who in (sian, outsider):
        assert "outside your sight" not in drafts(client, who).content.decode()
