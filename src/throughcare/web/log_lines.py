"""Log lines say what happened and where, and nothing about anybody: no address, no typed text, no value (style 7)."""

import logging
import traceback
from types import TracebackType

Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class WithoutContent(logging.Formatter):
    """What Django says of a request quotes its address, and an exception its values: here neither is written."""

    def format(self, record: logging.LogRecord) -> str:
        shown = logging.makeLogRecord({**record.__dict__, "exc_text": None})
        if record.name.startswith("django"):
            shown.msg, shown.args = _said(record), ()
        return super().format(shown)

    def formatException(self, ei: Raised) -> str:  # noqa: N802
        """The kinds of exception and the lines of code that led to them, without what they say."""
        lines, error = [], ei[1]
        while error is not None:
            lines += [f"  {at.filename}:{at.lineno} in {at.name}" for at in traceback.extract_tb(error.__traceback__)]
            lines.append(type(error).__name__)
            error = error.__cause__ or error.__context__
        return "\n".join(lines)


def _said(record: logging.LogRecord) -> str:
    """The status and the name of the page."""
    request = getattr(record, "request", None)
    match = getattr(request, "resolver_match", None)
    page = match.url_name if match else "no page of ours"
    return f"{getattr(record, 'status_code', '')} {getattr(request, 'method', '') or ''} {page}".strip()
