"""What is printed in a pack: its numbers with their places, and whom to call."""

from throughcare.diary.models import Booking
from throughcare.documents.approval import approval_of
from throughcare.documents.pack import Blank, Place
from throughcare.documents.pack import Pack as Sheet
from throughcare.organisations.models import Organisation
from throughcare.organisations.residence import cjit_of, fallback_of
from throughcare.rulebook.facts.assessment import Form
from throughcare.suites.arrangements import PARTS, in_force
from throughcare.suites.models import Pack
from throughcare.suites.papers import places

CALL = ("telephone", "nobody_here", "lives_elsewhere", "space")


def sheet(pack: Pack, *, demonstration: bool) -> Sheet:
    suite = Organisation.objects.select_related("area", "parent").get(pk=pack.suite_id)
    team = cjit_of(area=suite.area, on=pack.day) if suite.area else None
    numbers = list(pack.papers.all())
    held = places(papers=[paper.number for paper in numbers])
    return Sheet(
        suite=suite.name, from_organisation=suite.parent.name if suite.parent else suite.name, made_at=pack.made_at,
        serial=pack.serial, call=_call(suite, pack), team_name=team.name if team else "",
        phone=team.phone if team else "", demonstration=demonstration, approved=_approved(suite, pack),
        blanks=[
            Blank(number=paper.number, form=Form(paper.form), place=_place(held.get(paper.number)))
            for paper in numbers
        ],
    )  # fmt: skip


def _place(booking: Booking | None) -> Place | None:
    if booking is None:
        return None
    slot = booking.slot
    team = slot.organisation
    return Place(starts_at=slot.starts_at, place=slot.place, team_name=team.name, phone=team.phone)


def _call(suite: Organisation, pack: Pack) -> list[tuple[str, str]]:
    """Where nobody answers: exactly when and where; then what the suite has written down."""
    found = []
    said = fallback_of(area=suite.area, on=pack.day) if suite.area else None
    if said:
        found.append(("If nobody can book", f"{said.when}\n{said.where}\n{said.how}".strip()))
    page = in_force(suite=suite, on=pack.day)
    if page:
        found += [(PARTS[name].title, page.words[name]) for name in CALL if page.words.get(name)]
    return found


def _approved(suite: Organisation, pack: Pack) -> bool:
    return all(approval_of(organisation=suite, form=Form(form), on=pack.day) for form, _ in pack.papers.model.FORMS)
