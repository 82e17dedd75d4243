"""What was shared with a team is read by each role as far as its work needs (P-22, design 1.5); the log says what."""

import json
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.urls import reverse

from tests.cast import *  # noqa: F403
from tests.cast import opened, works_at
from tests.web.cjit_story import set_clock
from tests.web.sharing_scene import *  # noqa: F403
from tests.web.sharing_scene import SIGNED, signed_in
from throughcare.access.models import Reading
from throughcare.documents import store
from throughcare.rulebook.actors import OrganisationKind, Role
from throughcare.rulebook.facts import consent as n
from throughcare.rulebook.standing import Refusal
from throughcare.sharing.disclose import Sending, disclose
from throughcare.sharing.models import Copy

pytestmark = pytest.mark.django_db
MORE = "Glan-y-Dŵr CJIT sent more, which is not for your role."


@pytest.fixture(autouse=True)
def noon(settings):
    set_clock(settings, datetime(2010, 6, 8, 11, tzinfo=UTC))


@pytest.fixture
def provider(glan_y_dwr):
    return opened(OrganisationKind.PROVIDER, "Harbour House", glan_y_dwr)


@pytest.fixture
def nurse(provider):
    return works_at(provider, Role.TREATMENT_PROVIDER, "Olwen Pryce")


@pytest.fixture
def landlord(provider):
    return works_at(provider, Role.SERVICE_PROVIDER, "Tomos Ellis")


@pytest.fixture
def sent(niamh, sian, provider):
    """For treatment: attendance, the care plan and the assessment."""
    scope = {
        "recipient": n.RecipientKind.TREATMENT, "to_team": str(provider.pk), "purpose": n.SharedFor.TREATMENT,
        "attendance": True, "care_plan": True, "assessment": True,
    }  # fmt: skip
    form = store.put(content=SIGNED, media_type="application/pdf", at=niamh.last).sha256
    consent = niamh.add(
        sian, n.ConsentGiven(**scope, until=date(2010, 12, 31), how=n.HowAgreed.SIGNED, form=form, read_out=True)
    )
    key = uuid4()
    fact = n.Disclosed(**scope, consent=consent, copy="")
    sending = Sending(key=key, person_id=niamh.person.pk, fact=fact, as_at=niamh.last)
    assert not isinstance(disclose([sending], by=sian, at=niamh.last), Refusal)
    return key


def read(client, who, entry, name="shared"):
    return signed_in(client, who).get(reverse(name, args=[entry])).content.decode()


def logged():
    return set(Reading.objects.latest("pk").classes.split(", "))


def test_whoever_treats_reads_all_of_it(client, sent, nurse):
    "H-144, P-23"
    page = read(client, nurse, sent)

    assert all(label in page for label in ("Date of birth", "Nothing recorded", "Care plan of", "Ready to engage"))
    assert MORE not in page
    assert logged() == {"identity", "attendance", "care plan", "assessment content"}


def test_whoever_houses_reads_what_is_for_them_and_that_there_is_more(client, sent, landlord):
    "H-213: a referral and no more."
    page = read(client, landlord, sent)

    assert all(label in page for label in ("Niamh", "Date of birth", "Nothing recorded", MORE))
    assert all(label not in page for label in ("Care plan", "Ready to engage", "Assessed"))
    assert logged() == {"identity", "attendance"}


def test_taking_back_shows_the_name_alone(client, sent, nurse):
    assert "Niamh" in read(client, nurse, sent, "taken_back_here")
    assert logged() == {"identity"}


def test_an_old_copy_says_of_no_line_what_it_is_of_so_it_is_read_whole_or_not_at_all(client, sent, nurse, landlord):
    kept = Copy.objects.get()
    said = json.loads(kept.text)
    old = json.dumps({**said, "lines": [line[:2] for line in said["lines"]]})
    Copy.objects.filter(pk=kept.pk).update(text=old)

    assert all(label in read(client, nurse, sent) for label in ("Nothing recorded", "Ready to engage"))
    closed = read(client, landlord, sent)
    assert "Niamh" in closed
    assert MORE in closed
    assert all(label not in closed for label in ("Nothing recorded", "Date of birth", "Ready to engage"))
