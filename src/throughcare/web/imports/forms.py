"""The workbook; which of its columns is which; and whose a doubtful line is."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from throughcare.imports.cells import Order
from throughcare.imports.layout import Layout
from throughcare.imports.taking import NEW, OUT
from throughcare.web.widgets import Radios

NOT_THERE = ("", "Not in this workbook")


class Workbook(forms.Form):
    workbook = forms.FileField(
        label="Workbook", max_length=200, error_messages={"required": "Choose a workbook"},
        help_text="A file of the kind .xlsx, .xls, .ods or .csv, up to 64 MB. It is kept for four weeks after the end.",
    )  # fmt: skip


class Columns(forms.Form):
    """One choice a field of the layout, each of a heading of the workbook."""

    def __init__(self, *args: Any, layout: Layout, headings: Iterable[str], asks_order: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [NOT_THERE, *((heading, heading) for heading in headings)]
        for column in layout.columns:
            self.fields[column.field] = forms.ChoiceField(
                label=column.title if column.required else f"{column.title} (optional)", choices=choices,
                required=column.required, error_messages={"required": f"Say which column is: {column.title.lower()}"},
            )  # fmt: skip
        if asks_order:
            self.fields["order"] = forms.ChoiceField(
                label="Where a date is written in figures, as 03/04/2009, which comes first?", widget=Radios(),
                choices=[(Order.DAY_FIRST.value, "The day"), (Order.MONTH_FIRST.value, "The month"),
                         ("unknown", "Cannot say: refuse the lines that can be read in two ways")],
                help_text="No date in text in this workbook proves it. Dates that the spreadsheet itself knows to be "
                "dates are read either way.", error_messages={"required": "Say which comes first, or that you cannot"},
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        told: dict[str, str] = {}
        for name, heading in list(given.items()):
            if name != "order" and heading and heading in told:
                self.add_error(name, f"“{heading}” is already the column of another field")
            told[heading] = name
        return given

    @property
    def columns(self) -> Mapping[str, str]:
        return {name: heading for name, heading in self.cleaned_data.items() if name != "order" and heading}

    @property
    def order(self) -> Order:
        found = self.cleaned_data.get("order", "")
        return Order(found) if found in (Order.DAY_FIRST, Order.MONTH_FIRST) else Order.UNKNOWN


class Whose(forms.Form):
    """One choice for a doubtful line."""

    choice = forms.ChoiceField(label="Whose test is it?", widget=Radios(), required=False)

    def __init__(self, *args: Any, people: Iterable[tuple[str, str]], called: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["choice"].choices = [  # type: ignore[attr-defined]
            *people, (NEW, f"Nobody of these: open a record for {called}"), (OUT, "Leave this line out"),
        ]  # fmt: skip
