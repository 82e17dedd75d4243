"""The frame around every page, and the rules that every template keeps."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory

import throughcare.web
from tests.web.samples import LookForm, look_context
from throughcare.web.context import Entry
from throughcare.web.templatetags import look

ROOT = Path(throughcare.web.__file__).parent
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


def request():
    made = RequestFactory().get("/look?whose=mine&page=1")
    made.working_as = SimpleNamespace(name="Siân Hŵel", role_title="case manager", organisation_name="Glan-y-Dŵr CJIT")
    made.navigation = [Entry("Today", "/", True), Entry("Diary", "/diary", False)]
    return made


def look_page(form=None):
    return render_to_string("web/look.html", look_context(form), request=request())


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_template_carries_style_or_script_of_its_own(template):
    text = template.read_text(encoding="utf-8")

    assert not re.search(r"\sstyle=|<style|\son\w+=", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)


def test_the_frame_says_who_and_where():
    page = look_page()

    assert "<title>The look – Throughcare</title>" in page
    assert ">Siân Hŵel</a>, case manager" in page
    assert '<a href="/" aria-current="page">Today</a>' in page
    assert "Skip to main content" in page
    assert page.count("<h1") == 1


def test_a_title_says_error_first():
    assert "<title>Error: The look – Throughcare</title>" in look_page(LookForm({}))


def test_pages_of_a_list_keep_the_rest_of_the_address():
    assert 'href="?whose=mine&amp;page=2"' in look_page()


def test_a_shape_is_never_without_its_words():
    with pytest.raises(ValueError, match="no words"):
        look.shape("overdue", "")


@pytest.mark.parametrize("code", [400, 403, 404, 500])
def test_an_error_page_stands_alone(code):
    page = render_to_string(f"{code}.html")

    assert page.count("<h1") == 1
    assert "Throughcare" in page
