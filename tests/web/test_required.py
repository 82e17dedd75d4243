"""A field left empty is answered by what to do, never by "This field is required"."""

import importlib
import pkgutil

from django import forms

from throughcare import web
from throughcare.web.cjit import worklist


def every_form(cls=forms.Form):
    for found in cls.__subclasses__():
        yield found
        yield from every_form(found)


def test_every_field_that_must_be_filled_says_how():
    for module in pkgutil.walk_packages(web.__path__, "throughcare.web."):
        importlib.import_module(module.name)
    ours = {form for form in every_form() if form.__module__.startswith("throughcare.web")} - {worklist.Filters}

    silent = [
        f"{form.__module__}.{form.__name__}.{name}"
        for form in ours for name, field in form.base_fields.items()
        if field.required and not field.widget.is_hidden and not hasattr(field, "named")
        and field.error_messages.get("required", "") == forms.Field.default_error_messages["required"]
    ]  # fmt: skip

    assert sorted(silent) == []
