"""Groups of inputs that make one answer: a date, a moment, and radios with hints."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django import forms

from throughcare.rulebook.calendar import LONDON
from throughcare.web import clock_change


@dataclass(frozen=True)
class Part:
    name: str
    label: str
    width: int
    numeric: bool = True


DAY, MONTH, YEAR = Part("day", "Day", 2), Part("month", "Month", 2), Part("year", "Year", 4)
TIME = Part("time", "Time", 5, numeric=False)
Typed = Mapping[str, str]


class DateParts(forms.Widget):
    """Three text inputs. Its value is always what was typed, by part, so nothing typed is ever lost."""

    template_name = "govuk/date_input.html"
    use_fieldset = True
    parts: tuple[Part, ...] = (DAY, MONTH, YEAR)

    def format_value(self, value: Any) -> Typed:
        if isinstance(value, date):
            return {"day": str(value.day), "month": str(value.month), "year": str(value.year)}
        return value or {}

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        wrong = (attrs or {}).pop("wrong", frozenset())
        context = super().get_context(name, value, attrs)
        typed = self.format_value(value)
        names = {part.name for part in self.parts} | {"turn"}
        context["widget"]["parts"] = [
            {
                "part": part,
                "id": f"{context['widget']['attrs'].get('id', name)}-{part.name}",
                "name": f"{name}-{part.name}",
                "value": typed.get(part.name, ""),
                "wrong": part.name in wrong or (bool(wrong) and not wrong & names),
            }
            for part in self.parts
        ]
        return context

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Typed:
        return {part.name: str(data.get(f"{name}-{part.name}", "")).strip() for part in self.parts}

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return all(f"{name}-{part.name}" not in data for part in self.parts)

    def id_for_label(self, id_: str) -> str:
        return self.first_id(id_, frozenset())

    def first_id(self, id_: str, wrong: frozenset[str]) -> str:
        first = next((part.name for part in self.parts if part.name in wrong), self.parts[0].name)
        return f"{id_}-{first}"


class WhenParts(DateParts):
    """A date and a time; and, only on the night the clocks go back, which of two equal times."""

    template_name = "govuk/when.html"
    parts = (DAY, MONTH, YEAR, TIME)

    def format_value(self, value: Any) -> Typed:
        if not isinstance(value, datetime):
            return super().format_value(value)
        local = value.replace(tzinfo=value.tzinfo or UTC).astimezone(LONDON)
        turn = "second" if local.fold else "first"
        return {**super().format_value(local), "time": f"{local:%H:%M}", "turn": turn}

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        typed = self.format_value(value)
        twice = clock_change.typed_twice(typed)
        id_ = context["widget"]["attrs"].get("id", name)
        context["widget"]["turn"] = twice and {
            "time": f"{twice:%H:%M}",
            "chosen": typed.get("turn", ""),
            "name": f"{name}-turn",
            "id": f"{id_}-turn",
        }
        return context

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Typed:
        typed = super().value_from_datadict(data, files, name)
        return {**typed, "turn": str(data.get(f"{name}-turn", ""))}

    def first_id(self, id_: str, wrong: frozenset[str]) -> str:
        return f"{id_}-turn" if "turn" in wrong else super().first_id(id_, wrong)


class Radios(forms.RadioSelect):
    """Radios that may stand in a line, and whose choices may each have a hint."""

    def __init__(self, *, inline: bool = False, hints: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.inline = inline
        self.hints = hints or {}

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["inline"] = self.inline
        return context

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(*args, **kwargs)
        option["hint"] = self.hints.get(str(option["value"]), "")
        return option


class Checkboxes(forms.CheckboxSelectMultiple):
    """Boxes whose choices may each have a hint."""

    def __init__(self, *, hints: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.hints = hints or {}

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(*args, **kwargs)
        option["hint"] = self.hints.get(str(option["value"]), "")
        return option
