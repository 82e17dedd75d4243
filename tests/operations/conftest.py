"""A small system in use: somebody arrested and tested, a file they signed, and the worker at work."""

from datetime import date

import pytest

from tests.cast import *  # noqa: F403
from tests.cast import works_at
from tests.journal.facts import NOON, arrest, made, minutes, positive, required, somebody
from throughcare.documents import store
from throughcare.rulebook.actors import Role
from throughcare.rulebook.facts.custody import RiskFound, RiskTo
from throughcare.rulebook.facts.identity import DetailsGiven

SIGNED = b"%PDF-1.4\nsigned by an invented person\n%%EOF\n"


@pytest.fixture(autouse=True)
def in_a_folder(settings, tmp_path):
    settings.VAR = tmp_path / "var"
    settings.VAR.mkdir()


@pytest.fixture
def aled(castle_street, northmoor_cjit):
    return works_at(castle_street, Role.DETENTION_OFFICER, "Aled Ŵyn")


@pytest.fixture
def in_use(aled):
    """Names with accents, quotes and line breaks; a time in the summer."""
    person = somebody()
    made(
        person,
        DetailsGiven(given_name="Siân “Sho”", family_name="O'Neill\n", born_on=date(1984, 11, 9)),
        by=aled,
        at=NOON,
    )
    arrested = made(person, arrest(), by=aled, at=minutes(1))
    tested = made(person, positive(arrested.pk), by=aled, at=minutes(2))
    made(person, required(tested.pk), by=aled, at=minutes(3))
    made(
        person, RiskFound(risk=RiskTo.SELF, what="Said: “I’ll not wake up”\n\ttab", taker="Ŵ."), by=aled, at=minutes(4)
    )
    store.put(content=SIGNED, media_type="application/pdf", at=NOON)
    return person
