"""Whatever nobody listed is refused, and fails the build until somebody lists it (trust A2)."""

import ast
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import include, path

from tests import cast
from tests.oracles import policy
from tests.policy.canaries import CODES, FIELDS
from tests.policy.routes import ABOUT_NOBODY, ROUTES
from tests.web.test_routes import routes
from throughcare.access import scope
from throughcare.accounts.models import Membership
from throughcare.rulebook.actors import ROLES, Role
from throughcare.rulebook.data_classes import HELD_IN_WORDS, DataClass
from throughcare.rulebook.facts.base import KINDS, question
from throughcare.web.middleware import OnlyDeclared

SOURCE = Path(__file__).parents[2] / "src" / "throughcare"
FILES = {
    "notice_pdf", "dt1", "missed_bundle", "shared_bundle", "consent_form", "signed_form", "sharing_account",
    "assessment_record_pdf", "handover_pdf", "appointment_calendar", "new_worker_letter", "care_plan_paper",
}  # fmt: skip
"""Routes whose answer is a file: read as text, page by page, in the matrix."""
MAKE_FILES = ("application/pdf", "attachment", "FileResponse", "StreamingHttpResponse", "text/csv", "openpyxl")
urlpatterns = [
    path("", include("throughcare.urls")),
    path("a-view-nobody-listed", lambda request: HttpResponse("everything"), name="nobody_listed"),
]


def unlisted(found):
    return {route.name for route in found} ^ (set(ROUTES) | ABOUT_NOBODY)


def test_every_route_is_an_operation_of_the_oracle_or_about_nobody():
    assert unlisted(routes()) == set()
    assert {route.operation for route in ROUTES.values()} <= set(policy.OPERATIONS)


def test_a_route_nobody_listed_fails_the_build():
    assert unlisted([*routes(), SimpleNamespace(name="nobody_listed")]) == {"nobody_listed"}


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=__name__, SECURE_SSL_REDIRECT=False)
@pytest.mark.parametrize("role", [role for role, row in ROLES.items() if row.signs_in])
def test_a_view_nobody_declared_is_refused_to_everyone(role):
    member = cast.works_at(cast.opened(ROLES[role].kind, "A team", None), role, "Somebody")

    answer = cast.signed_in(Client(), member.account).get("/a-view-nobody-listed")

    assert (answer.status_code, b"everything" in answer.content) == (403, False)
    assert Client().get("/a-view-nobody-listed").status_code == 302


def test_the_refusal_stands_in_the_settings(settings):
    assert f"{OnlyDeclared.__module__}.{OnlyDeclared.__name__}" in settings.MIDDLEWARE


def without_a_class(kinds):
    """Fields a person's answer stands in that nobody sorted; links name entries and hold no answer."""
    return {
        f"{kind.name}.{name}"
        for kind in kinds for name, asked in kind.questions.items() if not asked.names and asked.data is None
    }  # fmt: skip


def test_every_field_of_every_fact_has_a_class():
    assert without_a_class(KINDS.values()) == set()


def test_a_field_without_a_class_fails_the_build():
    planted = SimpleNamespace(name="planted", questions={"words": question("Words").metadata["question"]})

    assert without_a_class([planted]) == {"planted.words"}


def test_every_text_field_carries_a_canary_or_is_a_code():
    texts = {(kind.name, name) for kind in KINDS.values() for name, types in kind.types.items() if str in types}

    assert {one for one in texts if one[1] not in CODES} == set(FIELDS)


def test_every_class_and_role_has_words_and_a_place_in_the_oracle():
    assert set(HELD_IN_WORDS) == set(DataClass)
    assert {data.value for data in DataClass} == set(policy.DATA)
    assert {role.value for role, row in ROLES.items() if row.signs_in} == set(policy.ROLES) - {"anonymous"}
    assert set(ROLES) == set(Role)
    assert all(row.title and row.sentence for row in ROLES.values())


def test_a_role_that_nobody_gave_anything_sees_nothing():
    assert scope.classes_of(Membership(role=Role.LABORATORY)) == frozenset()
    assert policy.expected("open_record", "a_new_role", "same_team", "covering").allowed is False


def makers_of_files():
    """The views that make a file, by the names of what they call."""
    found = set()
    for page in (SOURCE / "web").rglob("*.py"):
        for node in ast.walk(ast.parse(page.read_text())):
            if isinstance(node, ast.FunctionDef) and _makes_a_file(node):
                found.add(f"{page.stem}.{node.name}")
    return found


def _makes_a_file(function):
    said = ast.unparse(function)
    return any(word in said for word in MAKE_FILES)


def test_every_way_to_make_a_file_is_known():
    """A new one is listed here, and its route in FILES, so that the matrix reads what is in it."""
    assert makers_of_files() == {
        "notices.notice_pdf", "dt1.dt1", "consenting.pdf", "consenting.signed_form", "bundle_pdf.response",
        "handover.handover_pdf", "papers.pack_pdf", "record.record_pdf", "move.new_worker_letter", "plan.plan_paper",
        "person.appointment_calendar", "pages.import_not_used",
    }  # fmt: skip
    assert set(ROUTES) >= FILES


def test_a_new_exporter_would_be_seen():
    planted = ast.parse("def export(request):\n    return HttpResponse(rows, content_type='text/csv')").body[0]

    assert _makes_a_file(planted)
