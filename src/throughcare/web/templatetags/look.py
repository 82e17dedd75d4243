"""The parts of a page. Every tag takes plain data, described in `throughcare.web.pieces`."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import uuid4

from django import template
from django.core.paginator import Page
from django.forms import BaseForm
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from throughcare.web import words
from throughcare.web.drawn import loads
from throughcare.web.drawn.loads import Load
from throughcare.web.drawn.map_marks import Stroke
from throughcare.web.drawn.map_words import Words
from throughcare.web.pieces import Count, DutyRow, Link, ShapeName, SummaryRow, TimelineDay
from throughcare.web.render import problems

register = template.Library()
for name in (words.when, words.day, words.long_day, words.clock, words.limit):
    register.filter(name.__name__, name)

Context = dict[str, Any]


@register.inclusion_tag("web/parts/shape.html")
def shape(state: ShapeName, text: str, exact: str = "", look: str = "") -> Context:
    """A state's shape and its words, which are never left out. `look`: strong, large or inline."""
    if not text:
        raise ValueError(f"the shape {state!r} has no words beside it")
    return {"state": state, "words": text, "exact": exact, "look": look}


@register.simple_tag
def new_entry() -> str:
    """The id of an entry that one press will make, so that two presses make one."""
    return str(uuid4())


@register.simple_tag
def link(to: Link) -> SafeString:
    """An anchor. Written here and not in a template, because a list has three in every row."""
    extra = format_html('<span class="govuk-visually-hidden"> {}</span>', to.extra) if to.extra else ""
    return format_html('<a href="{}">{}{}</a>', to.url, to.text, extra)


@register.inclusion_tag("govuk/error_summary.html")
def error_summary(form: BaseForm | None) -> Context:
    """Nothing without errors; base.html already shows it for the variable `form`."""
    return {"problems": list(problems(form)) if form else ()}


@register.inclusion_tag("web/parts/identity_bar.html")
def identity_bar(name: str, facts: Sequence[tuple[str, str]]) -> Context:
    """Who this page is about: a name, then (label, value) pairs."""
    return {"name": name, "facts": facts}


@register.inclusion_tag("web/parts/first_line.html")
def first_line(responsible: str, following: str, by: str, under: str = "", action: Any = None) -> Context:
    """The three parts in one sentence, the outer two stressed; `under`: the limit, and who else watches."""
    return {"responsible": responsible, "following": following, "by": by, "under": under, "action": action}


@register.inclusion_tag("web/parts/duties.html")
def duty_rows(duties: Sequence[DutyRow]) -> Context:
    """Open duties by time, each opening its reasons in place."""
    return {"duties": duties}


@register.inclusion_tag("web/parts/why.html")
def why(reasons: Any) -> Context:
    """The reasons alone, for a page of their own (a `Why`)."""
    return {"why": reasons}


@register.inclusion_tag("web/parts/timeline.html")
def timeline(days: Sequence[TimelineDay]) -> Context:
    """What has happened, newest first, under the names of the days."""
    return {"days": days}


@register.inclusion_tag("web/parts/refusal.html")
def refusal(refused: Any) -> Context:
    """`sentence`, `because`, `instead` and `cites` (texts, or links with text and url) of the refusal."""
    return {"refusal": refused}


@register.inclusion_tag("web/parts/pagination.html", takes_context=True)
def pagination(context: Context, page: Page[Any], name: str = "page") -> Context:
    """ "1 to 8 of 13. Next 5", as links that keep the rest of the address. `name` is the parameter's."""
    follows = min(page.paginator.per_page, page.paginator.count - page.end_index())
    return {
        "part": page,
        "follows": follows,
        "back": _address(context, name, page.previous_page_number()) if page.has_previous() else "",
        "onward": _address(context, name, page.next_page_number()) if page.has_next() else "",
    }


def _address(context: Context, name: str, number: int) -> str:
    query = context["request"].GET.copy()
    query[name] = str(number)
    return f"?{query.urlencode()}"


@register.inclusion_tag("web/parts/summary_list.html")
def summary_list(rows: Sequence[SummaryRow]) -> Context:
    return {"rows": rows}


@register.inclusion_tag("web/parts/counts.html")
def counts(items: Sequence[Count]) -> Context:
    """A line of counts, each opening into its people."""
    return {"counts": items}


@register.inclusion_tag("web/parts/count_blocks.html")
def count_blocks(items: Sequence[Count]) -> Context:
    """The manager's large counts, each opening into its people."""
    return {"counts": items}


@register.inclusion_tag("web/parts/clock.html")
def hours_clock(clock: Any) -> Context:
    """A `throughcare.web.drawn.drawings.Clock`, and the same in words."""
    return {"clock": clock}


@register.inclusion_tag("web/parts/load_bars.html")
def load_bars(workers: Sequence[Load]) -> Context:
    """A `throughcare.web.drawn.loads.Load` for each worker, against the line of their capacity."""
    return {"bars": [loads.draw_load(load) for load in workers]}


@register.inclusion_tag("web/parts/load_boxes.html")
def load_boxes(load: Load) -> Context:
    """One's own caseload, a box for each place."""
    return {"boxes": loads.draw_boxes(load)}


@register.inclusion_tag("web/parts/ring.html")
def hours_ring(due: datetime, now: datetime) -> Context:
    """What is left of 24 hours, as a ring with its words; the overdue square when nothing is."""
    return {"path": loads.ring(due=due, now=now), "words": words.left(due, now).words}


@register.inclusion_tag("web/templatetags/journey_map.html")
def journey_map(drawing: Any, episode: str = "") -> Context:
    """A `throughcare.web.drawn.journey_map.MapDrawing`, and the same as a list."""
    return {"map": drawing, "episode": episode}


@register.simple_tag
@lru_cache(maxsize=4096)
def svg_path(line: Stroke) -> SafeString:
    """One line of a map. Every map is made of the same few, so each is written once; none tells of a person."""
    more = {"stroke-width": line.width, "stroke-dasharray": line.dashes}
    if line.cap == "round":
        more["stroke-linecap"] = line.cap
    rest = format_html_join("", ' {}="{}"', ((name, value) for name, value in more.items() if value))
    return format_html('<path d="{}" fill="{}" stroke="{}"{}/>', line.d, line.fill, line.stroke, rest)


@register.simple_tag
@lru_cache(maxsize=4096)
def svg_text(line: Words) -> SafeString:
    """One line of the names, answers and days on a map, for the same reason."""
    bold = mark_safe(' font-weight="700"') if line.is_bold else ""
    return format_html(
        '<text x="{}" y="{}" font-size="{}"{} text-anchor="{}" fill="{}">{}</text>',
        line.x, line.y, line.size, bold, line.anchor, line.colour, line.text,
    )  # fmt: skip


@register.inclusion_tag("govuk/button.html")
def button(text: str, kind: str = "", name: str = "", value: str = "") -> Context:
    """`kind`: secondary, warning or nothing."""
    return {"text": text, "kind": kind, "name": name, "value": value, "prevent_double": True}


@register.simple_block_tag
def panel(content: str, title: str, kind: str = "") -> SafeString:
    """{% panel "Who can see this" %}…{% endpanel %}; `kind`: part or grey."""
    return format_html(
        '<section class="tc-panel{}"><h2 class="tc-small">{}</h2>{}</section>',
        f" tc-panel--{kind}" if kind else "",
        title,
        content,
    )


@register.simple_block_tag
def step(content: str, number: int, title: str, note: str = "", done: bool = False) -> SafeString:
    """{% step 2 "Choose a place" "5 free before the limit" %}…{% endstep %}"""
    return format_html(
        '<section class="tc-step{}"><h2 class="tc-section"><span class="tc-step__number">{}</span>{}'
        '{} <span class="tc-section__note">{}</span></h2>{}</section>',
        " tc-step--done" if done else "",
        "✓" if done else number,
        format_html('<span class="govuk-visually-hidden">{}</span>', " done: " if done else ": "),
        title,
        note,
        content,
    )
