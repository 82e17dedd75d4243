"""A notice set as a page: its words and its data go to the template, a file comes back."""

from throughcare.documents import notice_words as words
from throughcare.documents.notice import Notice
from throughcare.documents.typesetting import typeset


def render_notice(*, notice: Notice) -> bytes:
    """A PDF of one A4 page; very long names or places take a second one."""
    return typeset(template=f"{notice.form.lower()}.typ", page=_page(notice), at=notice.given_at)


def _page(notice: Notice) -> dict[str, object]:
    """What the templates read: texts only, none of them missing."""
    page: dict[str, object] = words.heading(notice)
    page |= words.appointment(notice)
    page |= words.reasons(notice)
    page |= words.service(notice)
    return page
