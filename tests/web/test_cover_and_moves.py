"""Nobody's people are stranded: ending a post, cover, moving many at once, the letter (HB 4.1.3, 4.11.2; H-109)."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.urls import reverse

from tests import cast
from tests.cast import *  # noqa: F403
from tests.cast import works_at
from tests.documents.papers import text_of as text_of_paper
from tests.web.cjit_story import MONDAY, set_clock, waiting_for_a_manager
from throughcare.accounts import covering
from throughcare.accounts.actions import NotAllowed, change_role, date_end
from throughcare.accounts.closing import close_account
from throughcare.accounts.models import Cover
from throughcare.journal.models import CaseloadRow, Entry
from throughcare.rulebook.actors import Role
from throughcare.rulebook.facts.casework import CaseManagerNamed
from throughcare.web.cjit import moving

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday(settings):
    set_clock(settings)


@pytest.fixture
def gareth(glan_y_dwr_cjit):
    return works_at(glan_y_dwr_cjit, Role.OUTREACH_WORKER, "Gareth O'Donnell")


@pytest.fixture
def ffiona(glan_y_dwr_cjit):
    return works_at(glan_y_dwr_cjit, Role.CJIT_CASE_MANAGER, "Ffiona Croes")


@pytest.fixture
def carys(meera, sian, eluned, northmoor_cjit):
    return waiting_for_a_manager(officer=meera, worker=sian).managed(eluned, sian)


@pytest.fixture
def three(meera, sian, eluned, northmoor_cjit):
    names = ("Ann Abel", "Bob Bell", "Cat Cole")
    return [waiting_for_a_manager(officer=meera, worker=sian, name=one).managed(eluned, sian) for one in names]


def signed_in(client, who):
    return cast.signed_in(client, who.account)


def text_of(response):
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))


def asked(worker, *to):
    return f"{reverse('move_people')}?worker={worker.pk}" + "".join(f"&to={one.pk}" for one in to)


def preview(client, worker, *to):
    """The fields of the form as a browser would send them."""
    page = client.get(asked(worker, *to)).content.decode()
    sent = {"act": re.search(r'name="act" value="([^"]*)"', page)[1]}
    for name, options in re.findall(r'<select[^>]*name="(to_[^"]*)"[^>]*>(.*?)</select>', page):
        sent[name] = re.search(r'value="([^"]*)" selected', options)[1]
    return sent


def who_has():
    return {row.person.full_name: row.case_manager_name for row in CaseloadRow.objects.filter(until=None)}


ENDS = {
    "now": lambda sian, eluned, _: date_end(membership=sian, until_at=MONDAY, by=eluned, at=MONDAY),
    "later": lambda sian, eluned, _: date_end(
        membership=sian, until_at=MONDAY + timedelta(days=30), by=eluned, at=MONDAY
    ),
    "another role": lambda sian, eluned, _: change_role(
        membership=sian, role=Role.OUTREACH_WORKER, from_at=MONDAY, by=eluned, at=MONDAY
    ),
    "the account": lambda sian, _, administrator: close_account(
        account=sian.account, from_at=MONDAY, why="Left", by=administrator, at=MONDAY
    ),
}


@pytest.mark.parametrize("how", ENDS)
def test_a_post_does_not_end_while_somebody_hangs_on_it(how, sian, eluned, administrator, gareth, carys):
    """H-109, P-48: the way out is named, and once it is taken the post ends."""
    with pytest.raises(NotAllowed, match=r"case manager of 1 person at Glan-y-Dŵr CJIT.*moves them first"):
        ENDS[how](sian, eluned, administrator)
    sian.refresh_from_db()
    assert sian.until_at is None
    assert sian.account.closes_at is None

    carys.managed(eluned, gareth)
    ENDS[how](sian, eluned, administrator)

    sian.refresh_from_db()
    assert sian.until_at is not None


def test_a_later_end_may_be_put_off_with_people(sian, eluned, carys):
    """Only an end that comes sooner leaves anybody behind."""
    date_end(membership=sian, until_at=MONDAY + timedelta(days=30), by=None, at=MONDAY)

    date_end(membership=sian, until_at=MONDAY + timedelta(days=60), by=eluned, at=MONDAY)
    date_end(membership=sian, until_at=None, by=eluned, at=MONDAY)

    sian.refresh_from_db()
    assert sian.until_at is None


def test_the_page_says_what_holds_and_leads_to_the_move(client, sian, eluned, carys):
    signed_in(client, eluned)

    shown = client.get(reverse("end_role", args=[sian.pk])).content.decode()
    refused = client.post(reverse("end_role", args=[sian.pk]), {"how": "now"})

    assert f"{reverse('move_people')}?worker={sian.pk}" in shown
    assert refused.status_code == 422
    assert "this post cannot end yet" in text_of(refused)


@pytest.mark.parametrize(
    ("loads", "expected"),
    [({}, "ABAB"), ({"A": 2}, "BBAB"), ({"B": 9}, "AAAA"), ({"A": 1, "B": 1}, "ABAB")],
    ids=["even", "one has more", "one is far over", "equal"],
)
def test_each_goes_to_whoever_has_the_fewest(loads, expected):
    shared = moving.share_out(list("1234"), loads=loads, among=["A", "B"])

    assert "".join(shared[one] for one in "1234") == expected


def test_a_preview_moves_nobody_and_shows_the_loads_as_they_would_be(client, eluned, sian, gareth, ffiona, three):
    """H-239"""
    signed_in(client, eluned)

    page = client.get(asked(sian, gareth, ffiona))

    loads = {load.name: load.total for load in page.context["after"]}
    assert loads == {"Ffiona Croes": 2, "Gareth O'Donnell": 1}
    assert set(who_has().values()) == {"Siân Hŵel"}
    assert "Nothing has been moved yet" in text_of(page)


def test_many_are_moved_one_act_each_and_sent_again_nothing_is_doubled(client, eluned, sian, gareth, ffiona, three):
    """H-109, H-110: CaseManagerNamed for each."""
    signed_in(client, eluned)
    sent = preview(client, sian, gareth, ffiona)
    before = Entry.objects.filter(kind="case_manager_named").count()

    for _ in range(2):
        done = client.post(asked(sian, gareth, ffiona), sent)

    assert "3 people moved" in text_of(done)
    assert sorted(who_has().values()) == ["Ffiona Croes", "Ffiona Croes", "Gareth O'Donnell"]
    assert Entry.objects.filter(kind="case_manager_named").count() == before + 3
    date_end(membership=sian, until_at=MONDAY, by=eluned, at=MONDAY)


def test_what_was_not_moved_says_why_and_the_rest_goes_on(client, eluned, sian, gareth, ffiona, three):
    signed_in(client, eluned)
    sent = preview(client, sian, gareth)
    three[0].managed(eluned, ffiona)
    stays = next(name for name in sent if name == f"to_{three[1].caseload}")
    sent[stays] = ""

    text = text_of(client.post(asked(sian, gareth), sent))

    assert "1 person moved" in text
    assert "Has another case manager meanwhile: Ffiona Croes." in text
    assert "1 person has the worker still" in text
    assert who_has() == {"Ann Abel": "Ffiona Croes", "Bob Bell": "Siân Hŵel", "Cat Cole": "Gareth O'Donnell"}


def test_nobody_goes_to_another_team_or_to_the_one_who_leaves(client, eluned, sian, rhian, gareth, carys):
    signed_in(client, eluned)
    stranger = {"act": str(uuid4()), f"to_{carys.caseload}": str(rhian.pk)}

    client.post(asked(sian, gareth), stranger)

    assert client.get(asked(sian, rhian)).status_code == 422
    assert "other than the worker" in text_of(client.get(asked(sian, sian)))
    assert set(who_has().values()) == {"Siân Hŵel"}


def test_people_of_another_team_are_not_moved(client, outsider, sian, gareth, carys):
    signed_in(client, outsider)

    client.post(asked(sian, gareth), {"act": str(uuid4()), f"to_{carys.caseload}": str(gareth.pk)})

    assert set(who_has().values()) == {"Siân Hŵel"}


def test_a_preview_costs_the_same_for_many(
    client, eluned, sian, gareth, meera, northmoor_cjit, django_assert_max_num_queries
):
    for number in range(12):
        waiting_for_a_manager(officer=meera, worker=sian, name=f"Person Number{number}").managed(eluned, sian)
    signed_in(client, eluned)
    client.get(asked(sian, gareth))

    with django_assert_max_num_queries(12):
        client.get(asked(sian, gareth))


@pytest.mark.parametrize(("days", "told"), [(6, True), (8, False)])
def test_the_new_case_manager_is_told_under_today(days, told, client, eluned, sian, gareth, carys, settings):
    carys.add(eluned, named(carys, gareth), at=MONDAY)
    set_clock(settings, MONDAY + timedelta(days=days))

    text = text_of(signed_in(client, gareth).get(reverse("today")))

    assert ("New to you" in text) is told


def named(story, worker):
    return CaseManagerNamed(caseload=story.caseload, worker=worker.pk, worker_name=worker.account.full_name)


def test_the_letter_says_who_it_is_now_and_nothing_of_drugs_or_the_team(client, eluned, sian, gareth, carys):
    carys.managed(eluned, gareth)
    signed_in(client, gareth)

    paper = text_of_paper(client.get(reverse("new_worker_letter", args=[carys.ref])).content)

    assert "Your worker is now Gareth O'Donnell" in paper
    assert "It was Siân Hŵel." in paper
    for word in ("drug", "police", "CJIT", "Glan-y", "case manager", "caseload"):
        assert word.lower() not in paper.lower()
    assert "Letter that says so" in text_of(client.get(reverse("person", args=[carys.ref])))


def test_there_is_no_letter_before_anybody_is_named(client, sian, meera, northmoor_cjit):
    story = waiting_for_a_manager(officer=meera, worker=sian)

    answer = signed_in(client, sian).get(reverse("new_worker_letter", args=[story.ref]))

    assert answer.status_code == 404


def a_cover(absent, covers, *, first=MONDAY, days=5):
    return Cover(
        absent=absent, covering=covers, why=Cover.Why.LEAVE, from_at=first, until_at=first + timedelta(days=days)
    )


def test_whoever_covers_sees_the_people_until_it_ends(client, eluned, sian, gareth, carys, settings):
    """H-110: one known person to turn to, while the worker is away as well."""
    covering.arrange(cover=a_cover(sian, gareth), by=eluned, at=MONDAY)
    signed_in(client, gareth)

    mine, person = (text_of(client.get(url)) for url in (reverse("my_people"), reverse("person", args=[carys.ref])))
    set_clock(settings, MONDAY + timedelta(days=5))
    after = text_of(signed_in(client, gareth).get(reverse("my_people")))

    assert "Carys O’Shaughnessy" in mine
    assert "Cover. For Siân Hŵel, until Sat 12 June" in mine
    assert "You cover: For Siân Hŵel, until Sat 12 June." in mine
    assert "Case manager: Siân Hŵel, away until Saturday 12 June. Gareth O'Donnell covers." in person
    assert "Carys O’Shaughnessy" not in after
    assert "Case manager: Siân Hŵel." in text_of(client.get(reverse("person", args=[carys.ref])))


def test_duties_of_those_one_covers_count_as_mine(client, eluned, sian, gareth, carys):
    def mine():
        return text_of(client.get(reverse("today"), {"whose": "mine", "due": "all"})).split("Coming from")[0]

    signed_in(client, gareth)
    assert "Carys" not in mine()
    covering.arrange(cover=a_cover(sian, gareth), by=eluned, at=MONDAY)

    assert "Carys" in mine()


REFUSED = {
    "oneself": (lambda sian, gareth, rhian: a_cover(sian, sian), "Nobody covers for themselves"),
    "another team": (lambda sian, gareth, rhian: a_cover(sian, rhian), "a colleague of the same team"),
    "over before it begins": (lambda sian, gareth, rhian: a_cover(sian, gareth, days=0), "before its first day"),
    "over already": (
        lambda sian, gareth, rhian: a_cover(sian, gareth, first=MONDAY - timedelta(days=9), days=9), "or has passed"
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_cover_that_cannot_hold_is_refused(what, eluned, sian, gareth, rhian):
    made, sentence = REFUSED[what]

    with pytest.raises(NotAllowed, match=sentence):
        covering.arrange(cover=made(sian, gareth, rhian), by=eluned, at=MONDAY)
    assert not Cover.objects.exists()


def test_cover_does_not_go_in_chains_or_twice_at_once(eluned, sian, gareth, ffiona):
    covering.arrange(cover=a_cover(sian, gareth), by=eluned, at=MONDAY)

    for absent, covers, sentence in (
        (sian, ffiona, "is covered in that time already"),
        (ffiona, sian, "is away in that time too"),
        (gareth, ffiona, "covers for a colleague in that time"),
    ):
        with pytest.raises(NotAllowed, match=sentence):
            covering.arrange(cover=a_cover(absent, covers), by=eluned, at=MONDAY)
    covering.arrange(cover=a_cover(sian, ffiona, first=MONDAY + timedelta(days=5)), by=eluned, at=MONDAY)


def test_nobody_covers_beyond_their_own_last_day(eluned, sian, gareth):
    date_end(membership=gareth, until_at=MONDAY + timedelta(days=3), by=None, at=MONDAY)

    with pytest.raises(NotAllowed, match="leaves before the cover ends"):
        covering.arrange(cover=a_cover(sian, gareth), by=eluned, at=MONDAY)
    covering.arrange(cover=a_cover(sian, gareth, days=3), by=eluned, at=MONDAY)


def test_only_the_manager_of_the_team_arranges_and_ends_cover(eluned, sian, gareth, outsider):
    for by in (sian, outsider):
        with pytest.raises(NotAllowed, match="by the manager of the team"):
            covering.arrange(cover=a_cover(sian, gareth), by=by, at=MONDAY)
    kept = covering.arrange(cover=a_cover(sian, gareth), by=eluned, at=MONDAY)

    with pytest.raises(NotAllowed):
        covering.end(cover=kept, by=outsider, at=MONDAY)


def on(name, day):
    return {f"{name}-day": str(day), f"{name}-month": "6", f"{name}-year": "2010"}


def test_the_manager_arranges_and_ends_cover_on_the_page(client, eluned, sian, gareth, carys):
    signed_in(client, eluned)
    said = {"absent": sian.pk, "covering": gareth.pk, "why": "leave", **on("until_on", 18)}

    assert client.post(reverse("cover"), {**said, "why": ""}).status_code == 422
    assert client.post(reverse("cover"), {**said, "covering": sian.pk}).status_code == 422
    assert client.post(reverse("cover"), said).url == reverse("cover")
    kept = Cover.objects.get()
    assert kept.until_at == datetime(2010, 6, 18, 23, tzinfo=UTC)
    assert "Siân Hŵel 1 person Gareth O'Donnell" in text_of(client.get(reverse("cover")))

    assert client.post(reverse("end_cover", args=[kept.pk])).url == reverse("cover")
    kept.refresh_from_db()
    assert (kept.ended_by, kept.until_at) == (eluned, kept.ended_at)
    assert "No cover is arranged." in text_of(client.get(reverse("cover")))
