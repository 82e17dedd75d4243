"""Django's forms in GOV.UK's markup: the FORM_RENDERER and the bound field it uses."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting

OURS = {
    "django/forms/errors/list/default.html": "govuk/errors.html",
    "django/forms/errors/list/ul.html": "govuk/errors.html",
    "django/forms/widgets/checkbox.html": "govuk/checkbox.html",
    "django/forms/widgets/checkbox_select.html": "govuk/checkboxes.html",
    "django/forms/widgets/email.html": "govuk/input.html",
    "django/forms/widgets/input.html": "govuk/input.html",
    "django/forms/widgets/number.html": "govuk/input.html",
    "django/forms/widgets/password.html": "govuk/input.html",
    "django/forms/widgets/radio.html": "govuk/radios.html",
    "django/forms/widgets/select.html": "govuk/select.html",
    "django/forms/widgets/text.html": "govuk/input.html",
    "django/forms/widgets/textarea.html": "govuk/textarea.html",
    "django/forms/widgets/time.html": "govuk/input.html",
    "django/forms/widgets/url.html": "govuk/input.html",
}
BLOCKS = (
    (forms.HiddenInput, ""),
    (forms.Textarea, "govuk-textarea"),
    ((forms.RadioSelect, forms.CheckboxSelectMultiple, forms.CheckboxInput), ""),
    (forms.Select, "govuk-select"),
    (forms.FileInput, "govuk-file-upload"),
    (forms.widgets.Input, "govuk-input"),
)
WIDTHS = ((forms.TimeInput, "govuk-input--width-5"), (forms.NumberInput, "govuk-input--width-5"))


@dataclass(frozen=True)
class Problem:
    """One line of the error summary; `href` lands on the first input of its group."""

    text: str
    href: str


class GovukBoundField(BoundField):
    """Ids, classes and descriptions as GOV.UK names them; `required` is said by us, not by the browser."""

    @property
    def is_choice(self) -> bool:
        """A single tick draws its own label."""
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def hint_id(self) -> str:
        return f"{self.auto_id}-hint"

    @property
    def error_id(self) -> str:
        return f"{self.auto_id}-error"

    @property
    def aria_describedby(self) -> str:
        parts = (self.hint_id if self.help_text else "", self.error_id if self.errors else "")
        return " ".join(part for part in parts if part)

    @property
    def first_id(self) -> str:
        """Where a link to this field must land: its first input, or the first that is wrong."""
        widget = self.field.widget
        if hasattr(widget, "first_id"):
            return str(widget.first_id(self.auto_id, self.error_codes))
        if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
            return f"{self.auto_id}_0"
        return self.auto_id

    @property
    def error_codes(self) -> frozenset[str]:
        return frozenset(str(error.code) for error in self.errors.as_data())

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        widget = widget or self.field.widget
        built: dict[str, Any] = {**super().build_widget_attrs(attrs, widget)}
        built.pop("required", None)
        built.pop("aria-invalid", None)
        classes = _classes(widget, wrong=bool(self.errors))
        if classes:
            built["class"] = classes
        if isinstance(widget, forms.Textarea):
            built |= {"cols": False, "rows": _rows(widget)}
        if self.errors and hasattr(widget, "first_id"):
            built["wrong"] = self.error_codes
        return built


class GovukRenderer(TemplatesSetting):
    form_template_name = "govuk/form.html"
    field_template_name = "govuk/field.html"
    bound_field_class = GovukBoundField

    def get_template(self, template_name: str) -> Any:
        return super().get_template(OURS.get(template_name, template_name))


def problems(form: forms.BaseForm) -> Iterator[Problem]:
    """Every error of a form, in the order of its fields; those of the whole form first, without a link."""
    for text in form.non_field_errors():
        yield Problem(str(text), "")
    for bound in form:
        for text in bound.errors:
            yield Problem(str(text), f"#{getattr(bound, 'first_id', bound.auto_id)}")


def _rows(widget: forms.Textarea) -> object:
    """Django's own default of ten is twice what most answers need."""
    rows = widget.attrs.get("rows")
    return "5" if rows == "10" else rows


def _classes(widget: forms.Widget, *, wrong: bool) -> str:
    block = next((name for kind, name in BLOCKS if isinstance(widget, kind)), "")
    width = next((name for kind, name in WIDTHS if isinstance(widget, kind)), "")
    own = widget.attrs.get("class", "")
    names = (block, own or width, f"{block}--error" if wrong and block else "")
    return " ".join(name for name in names if name)
