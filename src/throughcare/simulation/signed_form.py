"""The one paper that stands for every signed form of a demonstration, and says that it is one."""

from datetime import datetime

from throughcare.documents import store
from throughcare.documents.consent_form import ConsentForm, render_consent_form
from throughcare.documents.models import MediaType
from throughcare.rulebook.facts.consent import Item, RecipientKind, SharedFor


def keep_signed_form(*, at: datetime) -> str:
    """Its digest. The same moment makes the same paper."""
    paper = ConsentForm(
        full_name="An invented person", born_on=None, team_name="An invented team", phone="",
        whom=RecipientKind.PPO_SCHEME.value, purpose=SharedFor.PPO_MANAGEMENT.value, items=(Item.ENGAGED.value,),
        printed_at=at, demonstration=True, approved=False,
    )  # fmt: skip
    return store.put(content=render_consent_form(form=paper), media_type=MediaType.PDF, at=at).sha256
