"""Log lines say what happened and where, and nothing about anybody: no address, no typed text, no value (style 7)."""

import json
import logging
import traceback
from datetime import UTC, datetime
from types import TracebackType

from throughcare.web.request_log import REQUEST

Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class WithoutContent(logging.Formatter):
    """What Django and gunicorn say of a request quotes it, and an exception its values: here neither is written."""

    def format(self, record: logging.LogRecord) -> str:
        return super().format(_without_content(record))

    def formatException(self, ei: Raised) -> str:  # noqa: N802
        """The kinds of exception and the lines of code that led to them, without what they say."""
        lines, error = [], ei[1]
        while error is not None:
            lines += [f"  {at.filename}:{at.lineno} in {at.name}" for at in traceback.extract_tb(error.__traceback__)]
            lines.append(type(error).__name__)
            error = error.__cause__ or error.__context__
        return "\n".join(lines)


class AsJson(WithoutContent):
    """The same as one JSON object a line, for whatever collects them."""

    def format(self, record: logging.LogRecord) -> str:
        shown = _without_content(record)
        said: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname, "logger": record.name, "message": shown.getMessage(),
            "request": REQUEST.get(),
        }  # fmt: skip
        said |= getattr(record, "answered", {})
        if record.exc_info:
            said["traceback"] = self.formatException(record.exc_info).splitlines()
        return json.dumps(said, ensure_ascii=False)


def _without_content(record: logging.LogRecord) -> logging.LogRecord:
    shown = logging.makeLogRecord({**record.__dict__, "exc_text": None})
    if record.name.startswith("django"):
        shown.msg, shown.args = _said(record), ()
    elif not record.name.startswith("throughcare") and not _is_of_the_server(record):
        shown.msg, shown.args = f"{record.levelname.lower()} in {record.funcName}", ()
    return shown


def _is_of_the_server(record: logging.LogRecord) -> bool:
    """Where gunicorn listens, and that its processes began and ended."""
    return record.name.startswith("gunicorn") and record.levelno < logging.WARNING


def _said(record: logging.LogRecord) -> str:
    """The status and the name of the page."""
    request = getattr(record, "request", None)
    match = getattr(request, "resolver_match", None)
    page = match.url_name if match else "no page of ours"
    return f"{getattr(record, 'status_code', '')} {getattr(request, 'method', '') or ''} {page}".strip()
