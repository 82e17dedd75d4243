"""Everyone out of contact with the team, by hours left."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from throughcare.journal.given import given as given_now
from throughcare.web.cjit import worklist
from throughcare.web.cjit.worklist import OUT_OF_CONTACT, WHOSE, Chosen, Tally
from throughcare.web.desks import CJIT_DESK, desk
from throughcare.web.pieces import Count

PAGE_SIZE = 20
NOTHING = Tally(overdue=0, soon=0, today=0, days=0, all=0)


@desk(CJIT_DESK)
def out_of_contact(request: HttpRequest) -> HttpResponse:
    """Whoever missed a contact or disengaged: to be judged, gone out to, told."""
    working, now = request.working_as, request.now  # type: ignore[attr-defined]
    until = worklist.horizon(now, given_now())
    whose = "mine" if request.GET.get("whose") == "mine" else WHOSE[0][0]
    duties = worklist.open_duties(working, now).filter(kind__in=OUT_OF_CONTACT)
    kinds = worklist.tallies(duties, until)
    wanted = Chosen(whose=whose, kind="contact", due="all")
    chosen = Paginator(worklist.chosen_from(duties, wanted, until=until, working=working), PAGE_SIZE)
    known = worklist.how_many(kinds, wanted)
    if known is not None:
        chosen.count = known
    part = chosen.get_page(request.GET.get("page"))
    context = {
        "part": part, "rows": worklist.todos(part, now=now, working=working), "counts": _counts(kinds),
        "is_mine": whose == "mine",
    }  # fmt: skip
    return render(request, "web/cjit/out_of_contact.html", context)


def _counts(kinds: dict[str, Tally]) -> list[Count]:
    judge = kinds.get("judge_missed_contact", NOTHING).all
    reach = sum(kinds.get(kind, NOTHING).all for kind in ("reach_out", "reach_out_before"))
    overdue = sum(one.overdue for one in kinds.values())
    return [
        Count(number=overdue, label="past the limit", url="#board", is_strong=overdue > 0),
        Count(number=reach, label="to go out to", url="#board"),
        Count(number=judge, label="to judge", url="#board"),
    ]
