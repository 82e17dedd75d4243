"""Someone on Glan-y-Dŵr's caseload, its PPO scheme and its nominated senior professional; and the steps of sharing."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests import cast
from tests.cast import opened, works_at
from tests.web.cjit_story import waiting_for_a_manager
from throughcare.journal.models import Entry
from throughcare.rulebook.actors import OrganisationKind, Role

SIGNED = b"%PDF-1.4\nsigned\n%%EOF\n"
ENGAGED = {"use": "ppo_management-ppo_scheme"}


@pytest.fixture
def ppo_scheme(glan_y_dwr):
    return opened(OrganisationKind.PPO_SCHEME, "Glan-y-Dŵr PPO scheme", glan_y_dwr)


@pytest.fixture
def marc(ppo_scheme):
    """PPO co-ordinator."""
    return works_at(ppo_scheme, Role.PPO_COORDINATOR, "Marc ab Iorwerth")


@pytest.fixture
def frances(glan_y_dwr):
    """Nominated senior professional."""
    partnership = opened(OrganisationKind.PARTNERSHIP, "Glan-y-Dŵr partnership", glan_y_dwr)
    return works_at(partnership, Role.NOMINATED_SENIOR_PROFESSIONAL, "Frances Àbà-Lee")


@pytest.fixture
def niamh(meera, sian, ppo_scheme):
    return waiting_for_a_manager(officer=meera, worker=sian, name="Niamh D’Arcy-Lloyd")


def page(name, story, *more):
    return reverse(name, args=[story.ref, *more])


def last(story, kind):
    return Entry.objects.filter(person=story.person, kind=kind).order_by("-seq").values_list("pk", flat=True).first()


def signed_in(client, who):
    cast.signed_in(client, who.account)
    return client


def hidden(answer, name):
    return re.search(rf'name="{name}" value="([^"]*)"', answer.content.decode())[1]


def asks(client, story, scheme, **answers):
    """Whom and what for in the address; the answer in the form."""
    url = f"{page('ask_consent', story)}?use=ppo_management-ppo_scheme&to_team={scheme.pk}"
    shown = client.get(url)
    agreed = {
        "entry": hidden(shown, "entry"), "agrees": "yes", "items": ["ENGAGED"], "until-day": "30", "until-month": "9",
        "until-year": "2010", "how": "SIGNED", "language": "Welsh", "read_out": "yes",
        "signed_form": SimpleUploadedFile("form.pdf", SIGNED, content_type="application/pdf"),
    }  # fmt: skip
    return client.post(url, {**agreed, **answers})


def shares(client, story, basis, query=""):
    url = page("will_they_see", story, basis) + query
    shown = client.get(url)
    sent = {name: hidden(shown, name) for name in ("entry", "shown", "as_at")}
    return client.post(url, sent)
