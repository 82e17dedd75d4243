"""Form fields for dates, moments and yes or no."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError

from throughcare.rulebook.calendar import LONDON
from throughcare.web import clock_change
from throughcare.web.widgets import DateParts, Radios, Typed, WhenParts

EARLIEST_YEAR, LATEST_YEAR = 1890, 2100


class GovukDate(forms.Field):
    """Day, month and year, to a `date`."""

    widget = DateParts
    named = "the date"

    def __init__(self, *, named: str = "", **kwargs: Any) -> None:
        """`named` completes the sentence "Enter …": "the date of birth"."""
        super().__init__(**kwargs)
        self.named = named or self.named

    def to_python(self, value: Any) -> Any:
        if value is None or isinstance(value, date):
            return value
        if not any(value.get(part.name) for part in DateParts.parts):
            return None
        _refuse_missing_parts(value, named=self.named)
        _refuse_impossible_parts(value)
        day = clock_change.read_date(value)
        if day is None:
            raise ValidationError(f"{_capital(self.named)} must be a real date", code="day")
        return day

    def validate(self, value: Any) -> None:
        if self.required and value is None:
            raise ValidationError(f"Enter {self.named}", code="required")

    def has_changed(self, initial: Any, data: Any) -> bool:
        parts = cast(DateParts, self.widget)
        return parts.format_value(initial) != parts.format_value(data)


class When(GovukDate):
    """A date and a time on a London clock, to the one aware UTC moment that they name."""

    widget = WhenParts
    named = "the date and time"

    def to_python(self, value: Any) -> Any:
        if value is None or isinstance(value, datetime):
            return value
        if not any(value.get(part.name) for part in WhenParts.parts):
            return None
        day = super().to_python(value)
        if day is None:
            raise ValidationError(f"Enter {self.named}: the date is missing", code="day")
        at = clock_change.read_time(value.get("time", ""))
        if at is None:
            raise ValidationError("Enter the time as four figures, like 02:14 or 17:30", code="time")
        return _moment(datetime.combine(day, at), value.get("turn", ""))


class YesNo(forms.TypedChoiceField):
    """Yes or no as two radios, neither chosen beforehand: silence is not a no. To True, False or None."""

    def __init__(self, *, yes: str = "Yes", no: str = "No", **kwargs: Any) -> None:
        kwargs.setdefault("widget", Radios(inline=True))
        kwargs.setdefault("error_messages", {"required": "Say yes or no"})
        super().__init__(choices=(("yes", yes), ("no", no)), coerce=_is_yes, empty_value=None, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value

    def valid_value(self, value: Any) -> bool:
        return super().valid_value(self.prepare_value(value))


def _is_yes(value: Any) -> bool:
    return value in {True, "yes"}


def _moment(local: datetime, turn: str) -> datetime:
    if clock_change.is_missing(local):
        raise ValidationError(
            f"There was no {local:%H:%M} on {_long(local)}: at 01:00 the clocks went forward to 02:00. Check the time",
            code="time",
        )
    if clock_change.is_twice(local) and turn not in {"first", "second"}:
        raise ValidationError(
            f"{local:%H:%M} came twice on {_long(local)}, because the clocks went back. "
            f"Say whether it was the first or the second {local:%H:%M}",
            code="turn",
        )
    fold = 1 if turn == "second" and clock_change.is_twice(local) else 0
    return local.replace(tzinfo=LONDON, fold=fold).astimezone(UTC)


def _refuse_missing_parts(typed: Typed, *, named: str) -> None:
    missing = [part for part in DateParts.parts if not typed.get(part.name)]
    if missing:
        names = " and a ".join(part.name for part in missing)
        raise ValidationError([ValidationError(f"{_capital(named)} must include a {names}", code=missing[0].name)])


def _refuse_impossible_parts(typed: Typed) -> None:
    limits: tuple[tuple[str, Callable[[int], bool], str], ...] = (
        ("day", lambda number: 1 <= number <= 31, "Day must be a number from 1 to 31"),
        ("month", lambda number: 1 <= number <= 12, "Month must be a number from 1 to 12"),
        (
            "year",
            lambda number: EARLIEST_YEAR <= number <= LATEST_YEAR,
            "Year must be four figures, like 2010",
        ),
    )
    for name, is_possible, sentence in limits:
        text = typed[name]
        if not (text.isascii() and text.isdigit() and is_possible(int(text))):
            raise ValidationError(sentence, code=name)


def _long(local: datetime) -> str:
    return f"{local:%A} {local.day} {local:%B %Y}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
