"""Someone on Glan-y-Dŵr's caseload, its PPO scheme and its nominated senior professional; and the steps of sharing."""

import re
from datetime import date
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests import cast
from tests.cast import opened, works_at
from tests.journal.facts import done
from tests.web.cjit_story import waiting_for_a_manager
from throughcare.documents import store
from throughcare.documents.consent_form import ConsentForm, render_consent_form
from throughcare.journal.models import Entry
from throughcare.journal.reading import history
from throughcare.journal.record import correct
from throughcare.rulebook.actors import OrganisationKind, Role
from throughcare.rulebook.facts import consent as n
from throughcare.rulebook.facts.identity import DetailsGiven
from throughcare.rulebook.standing import Refusal
from throughcare.sharing.disclose import Sending, disclose
from throughcare.web import clock

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


def shared_and_told(story, *, worker, scheme):
    """Agreed, shared, refused and told in danger, without a browser."""
    scope = {
        "recipient": n.RecipientKind.PPO_SCHEME, "to_team": str(scheme.pk), "purpose": n.SharedFor.PPO_MANAGEMENT,
        "engaged": True,
    }  # fmt: skip
    paper = ConsentForm(
        full_name=story.person.full_name, born_on=None, team_name="", phone="", whom="", purpose="", items=(),
        printed_at=story.last, demonstration=True, approved=False,
    )  # fmt: skip
    form = store.put(content=render_consent_form(form=paper), media_type="application/pdf", at=story.last).sha256
    until = date(2010, 12, 31)
    consent = story.add(worker, n.ConsentGiven(**scope, until=until, how=n.HowAgreed.SIGNED, form=form, read_out=True))
    story.add(worker, n.ConsentRefused(**scope, said="Not the rest.", told=True))
    told = n.EmergencyDisclosed(
        recipient=n.RecipientKind.EMERGENCY, purpose=n.SharedFor.SAVING_LIFE, danger="Not breathing.", told="All of it."
    )
    story.add(worker, told)
    fact = n.Disclosed(**scope, consent=consent, copy="")
    sending = Sending(key=uuid4(), person_id=story.person.pk, fact=fact, as_at=story.last)
    assert not isinstance(disclose([sending], by=worker, at=story.last), Refusal)
    return story


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


def misspelt(story, by, **right):
    """The suite corrects the name, or whatever else."""
    wrong = history(story.person.pk).last(DetailsGiven)
    fact = DetailsGiven(
        **{"given_name": wrong.fact.given_name, "family_name": wrong.fact.family_name, "born_on": wrong.fact.born_on}
        | (right or {"family_name": "D’Arcy-Floyd"})
    )  # fmt: skip
    entry = Entry.objects.get(pk=wrong.id)
    how = {"why": "Misheard.", "by": by, "at": clock.now()}
    done(correct(entry=entry, key=uuid4(), fact=fact, happened_at=wrong.happened_at, **how))
