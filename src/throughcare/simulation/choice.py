"""By choice: an appointment that carries no penalty, and where it leads."""

from uuid import UUID

from throughcare.rulebook.actors import Role
from throughcare.rulebook.facts.assessment import Purpose
from throughcare.simulation import assessments, caseload
from throughcare.simulation.appointments import By, book, comes
from throughcare.simulation.story import Story
from throughcare.simulation.words import GAVE_UP_WAITING

WORKER = Role.CJIT_CASE_MANAGER


def by_choice(s: Story, team: str, arrest: UUID) -> None:
    """Booked, kept or not; whoever engages goes on to a care plan like anyone else."""
    s.office_hours()
    s.unless_forgotten()
    by = By(role=WORKER, team=team)
    booking = book(s, purpose=Purpose.VOLUNTARY, team=team, by=by, arrest=arrest, requirement=None)
    outcome, _ = comes(s, booking)
    if outcome is not outcome.ATTENDED:
        s.next_morning(days=s.rng.randint(1, 3))
        s.unless_forgotten()
        s.ends(GAVE_UP_WAITING, arrest=arrest, role=WORKER, team=team)
    assessed = assessments.assessed(s, booking, engaged=True)
    caseload.plan(s, assessed, team=team, arrest=arrest)
