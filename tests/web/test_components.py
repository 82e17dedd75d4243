"""Our form templates give the markup that govuk-frontend's own fixtures give for the same options."""

import json
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django import forms
from django.template.loader import render_to_string

from throughcare.web.fields import GovukDate
from throughcare.web.render import Problem, problems
from throughcare.web.widgets import Checkboxes, Radios

COMPONENTS = Path(__file__).resolve().parents[2] / "node_modules/govuk-frontend/dist/govuk/components"
OURS_ALONE = {"govuk-radios--small", "govuk-checkboxes--small"}
REFERENCES = {"id", "for", "aria-describedby", "href"}
VOID = {"input", "br"}


class Normal(HTMLParser):
    """Tags, attributes and words in order; classes as a set; ids and names numbered as they come."""

    def __init__(self, text):
        super().__init__()
        self.seen, self.numbers = [], {}
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, tuple(sorted((name, self._value(name, value)) for name, value in attrs))))

    def handle_endtag(self, tag):
        if tag not in VOID:
            self.seen.append(f"/{tag}")

    def handle_data(self, data):
        words = " ".join(data.split())
        if words:
            self.seen.append(words)

    def _value(self, name, value):
        parts = (value or "").split()
        if name == "class":
            return tuple(sorted(set(parts) - OURS_ALONE))
        if name in REFERENCES:
            return tuple(self._number("reference", part.lstrip("#")) for part in parts)
        return self._number("name", value) if name == "name" else value

    def _number(self, kind, part):
        return self.numbers.setdefault((kind, part), len(self.numbers))


def fixture(component, name):
    found = json.loads((COMPONENTS / component / "fixtures.json").read_text(encoding="utf-8"))["fixtures"]
    return next(item for item in found if item["name"] == name)


def text(options, key):
    return options.get(key, {}).get("text", "")


def choices(options):
    return [(str(item["value"]), item["text"]) for item in options["items"]]


def hints(options):
    return {str(item["value"]): text(item, "hint") for item in options["items"]}


def chosen(options, key):
    return next((str(item["value"]) for item in options["items"] if item.get(key)), options.get("value"))


def rendered(field, options, data, codes=()):
    class Bound(forms.Form):
        answer = field

    form = Bound(data, prefix=None)
    form.full_clean()
    form._errors.clear()
    message = text(options, "errorMessage")
    if message:
        form.add_error("answer", forms.ValidationError(message, code=next(iter(codes), "wrong")))
    return form["answer"].as_field_group()


def common(options, legend=False):
    label = text(options["fieldset"], "legend") if legend else text(options, "label")
    return {"label": label, "help_text": text(options, "hint"), "required": False}


def text_input(options):
    widget = forms.TextInput(attrs={"class": options["classes"]} if options.get("classes") else {})
    field = forms.CharField(widget=widget, **common(options))
    return rendered(field, options, {"answer": options["value"]} if "value" in options else {})


def textarea(options):
    field = forms.CharField(widget=forms.Textarea, **common(options))
    return rendered(field, options, {"answer": options.get("value", "")})


def select(options):
    field = forms.ChoiceField(choices=choices(options), **common(options))
    return rendered(field, options, {"answer": chosen(options, "selected")})


def radios(options):
    inline = "inline" in options.get("classes", "")
    widget = Radios(inline=inline, hints=hints(options))
    field = forms.ChoiceField(choices=choices(options), widget=widget, **common(options, legend=True))
    return rendered(field, options, {"answer": chosen(options, "checked")})


def checkboxes(options):
    widget = Checkboxes(hints=hints(options))
    field = forms.MultipleChoiceField(choices=choices(options), widget=widget, **common(options, legend=True))
    return rendered(field, options, {})


def date_input(options):
    prefix = options.get("namePrefix", "")
    values = {f"answer-{key.removeprefix(prefix + '-')}": value for key, value in options.get("values", {}).items()}
    codes = [part for part in ("day", "month", "year") if options.get(part, {}).get("error")]
    return rendered(GovukDate(**common(options, legend=True)), options, values, codes)


def error_summary(options):
    found = [Problem(item["text"], item.get("href", "")) for item in options["errorList"]]
    return render_to_string("govuk/error_summary.html", {"problems": found})


def error_message(options):
    return render_to_string("govuk/errors.html", {"errors": [options["text"]]})


def hint(options):
    field = {"help_text": options["text"], "hint_id": options.get("id")}
    return render_to_string("govuk/hint.html", {"field": field})


def button(options):
    kind = options.get("classes", "").removeprefix("govuk-button--")
    double = options.get("preventDoubleClick")
    return render_to_string("govuk/button.html", {**options, "kind": kind, "prevent_double": double})


CASES = (
    (text_input, "input", "default"),
    (text_input, "input", "with hint text"),
    (text_input, "input", "with error message"),
    (text_input, "input", "with error and hint"),
    (text_input, "input", "with width-2 class"),
    (text_input, "input", "with width-10 class"),
    (text_input, "input", "with width-30 class"),
    (text_input, "input", "value"),
    (textarea, "textarea", "default"),
    (textarea, "textarea", "with hint"),
    (textarea, "textarea", "with error message"),
    (textarea, "textarea", "with default value"),
    (textarea, "textarea", "with hint and error message"),
    (select, "select", "with hint text and error message"),
    (select, "select", "error"),
    (radios, "radios", "inline"),
    (radios, "radios", "small"),
    (radios, "radios", "with hint"),
    (radios, "radios", "with fieldset and error message"),
    (radios, "radios", "with hints on parent and items"),
    (checkboxes, "checkboxes", "with error message"),
    (checkboxes, "checkboxes", "small"),
    (date_input, "date-input", "with values and name prefix"),
    (date_input, "date-input", "with error message and hint"),
    (date_input, "date-input", "with error on day input"),
    (date_input, "date-input", "with error on month input"),
    (date_input, "date-input", "with error on year input"),
    (error_summary, "error-summary", "default"),
    (error_summary, "error-summary", "mixed with and without links"),
    (error_message, "error-message", "default"),
    (hint, "hint", "id"),
    (button, "button", "default"),
    (button, "button", "secondary"),
    (button, "button", "warning"),
    (button, "button", "name"),
    (button, "button", "prevent double click"),
)


@pytest.mark.parametrize(("render", "component", "name"), CASES, ids=lambda case: getattr(case, "__name__", case))
def test_our_markup_is_govuk_markup(render, component, name):
    expected = fixture(component, name)

    assert Normal(render(expected["options"])).seen == Normal(expected["html"]).seen


class Everything(forms.Form):
    how = forms.ChoiceField(choices=(("a", "A"), ("b", "B")), widget=Radios)
    who = forms.CharField()
    born = GovukDate()


def test_each_summary_link_lands_on_an_input_that_exists():
    form = Everything({"born-day": "1", "born-month": "13", "born-year": "1980"})

    links = [problem.href for problem in problems(form)]

    assert links == ["#id_how_0", "#id_who", "#id_born-month"]
    page = str(form)
    assert all(f'id="{link[1:]}"' in page for link in links)


def test_errors_of_a_whole_form_come_first_and_have_no_link():
    form = Everything({})
    form.add_error(None, "Another officer recorded RA1 at 03:21")

    assert next(iter(problems(form))) == Problem("Another officer recorded RA1 at 03:21", "")


def test_a_single_box_stands_before_its_label():
    class Agreed(forms.Form):
        seen = forms.BooleanField(label="I have read this out", help_text="All of it")

    html = str(Agreed({}))

    assert html.index("<input") < html.index("<label")
    assert 'aria-describedby="id_seen-hint id_seen-error"' in html


def test_what_was_typed_is_kept_when_it_is_wrong():
    html = str(Everything({"how": "b", "who": "", "born-day": "thirty", "born-month": "13", "born-year": ""}))

    assert 'value="thirty"' in html
    assert 'value="b" checked' in html
