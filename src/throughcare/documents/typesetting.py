"""Pages by Typst: tagged for screen readers (PDF/UA-1), with our font alone, the same bytes for the same data."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Final

import typst
from django.conf import settings

from throughcare.documents import letters

TEMPLATES = Path(__file__).parent / "templates"
FAMILY = "Noto Sans"
REGULAR = "NotoSans_400Regular.ttf"
STANDARD: Final = "ua-1"

_one_at_a_time = Lock()


class FontMissing(RuntimeError):
    """Typst would quietly take another font; we stop instead."""


class NotTypeset(RuntimeError):
    """Says which template, never what stood in it."""


def typeset(*, template: str, page: Mapping[str, object], at: datetime) -> bytes:
    """A PDF. Data travels as JSON beside the template, so nothing in it is ever read as markup."""
    data = json.dumps(_plain(page), ensure_ascii=False)
    try:
        with _one_at_a_time:
            made = _compiler().compile(
                input=TEMPLATES / template,
                sys_inputs={"page": data},
                format="pdf",
                pdf_standards=STANDARD,
                timestamp=int(at.astimezone(UTC).timestamp()),
            )
    except typst.TypstError:
        raise NotTypeset(f"{template} could not be typeset.") from None
    if not isinstance(made, bytes):
        raise NotTypeset(f"{template} gave no single file.")
    return made


def _fonts() -> Path:
    return Path(settings.ASSETS) / "fonts"


@cache
def _compiler() -> typst.Compiler:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[_fonts()])
    if FAMILY not in fonts.families():
        raise FontMissing(f"{FAMILY} is not in {_fonts()}; `make build/.assets` puts it there.")
    return typst.Compiler(root=TEMPLATES, font_paths=fonts, ignore_system_fonts=True)


def _plain(value: object) -> object:
    """Every text in the data, however deep, in letters that can be printed."""
    if isinstance(value, str):
        return letters.printable(value, font=_fonts() / REGULAR)
    if isinstance(value, Mapping):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return value
