"""Whom a demonstration needs: so many people at each point of the path, found by telling lives until one fits."""

from dataclasses import dataclass, field

from throughcare.rulebook.facts import assessment as a
from throughcare.rulebook.facts import casework as c
from throughcare.rulebook.facts import custody as k
from throughcare.rulebook.facts import engagement as e
from throughcare.rulebook.facts import missed as x
from throughcare.rulebook.facts import review as v
from throughcare.rulebook.facts.consent import Disclosed
from throughcare.rulebook.facts.identity import ResidenceEstablished
from throughcare.simulation.fits import (
    Fits,
    any_,
    assessed,
    booked,
    ends_with,
    has,
    lacks,
    missed_last,
    open_in_two_places,
    together,
)

HOUR, DAY = 1, 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """So many people of whom this holds, first arrested between so many hours ago."""

    what: str
    count: int
    fits: Fits
    hours: tuple[float, float]
    suites: tuple[str, ...] = ()
    """In turn; empty: any."""
    cells_from: int = 12
    names: tuple[str, ...] = ()
    """Given name, family name, sex and, if it matters, cell; the rest are drawn."""
    rates: dict[str, float] = field(default_factory=dict)
    """Made more frequent, so that fewer lives are told in vain."""


INSIDE = lacks(k.Released)
TRIGGER = {"trigger_offence": 1.0, "tested": 1.0, "refuses": 0.0, "immediate_risk": 0.0, "irregular": 0.0,
           "quality_sample": 0.0}  # fmt: skip
ONE_ARREST = {"arrests_a_year": 0.01, "dies_in_a_year": 0.0001}
POSITIVE = {**TRIGGER, **ONE_ARREST, "positive": 1.0, "required": 1.0, "no_notice": 0.0, "to_laboratory": 0.0}
KEPT = {**POSITIVE, "attends": 1.0, "leaves_early": 0.0, "engages": 1.0, "on_an_order": 0.0, "no_further_need": 0.0}
ADMITTED = {**KEPT, "agrees_plan": 1.0, "better_elsewhere": 0.0, "leaves_in_a_year": 0.05}
CASTLE, MILL, FOUNDRY = "Castle Street custody suite", "Mill Lane custody suite", "Foundry Street custody suite"
MOSTLY_TWO = (MILL, CASTLE, MILL, FOUNDRY)


WANTED = (
    Wanted(
        what="immediate risk, in the suite now",
        count=1,
        suites=(CASTLE,),
        hours=(0.4, 2),
        names=("Ffion Gŵyr-Jones F F1",),
        fits=together(INSIDE, ends_with(k.RiskFound)),
        rates={**TRIGGER, **ONE_ARREST, "immediate_risk": 1.0},
    ),
    Wanted(
        what="positive, no RA1 yet",
        count=1,
        suites=(CASTLE,),
        hours=(1, 5),
        names=("Dafydd Llŷr O'Hare M M2",),
        fits=together(INSIDE, ends_with(k.AssessmentRequired)),
        rates={**POSITIVE, "lives_elsewhere": 0.9},
    ),
    Wanted(
        what="not yet tested",
        count=2,
        suites=(CASTLE,),
        hours=(0.3, 3),
        names=("Siôn O'Neill-Price M M4", "Carys Tŷ-Isaf F F3"),
        fits=together(INSIDE, lacks(k.DrugTested, k.NotTested, k.TestRefused)),
        rates={**TRIGGER, **ONE_ARREST},
    ),
    Wanted(
        what="needs an inspector's authority",
        count=1,
        suites=(CASTLE,),
        hours=(0.3, 3),
        names=("Tadhg D'Souza M M1",),
        fits=together(INSIDE, lacks(k.TestAuthorised, k.NotTested, k.DrugTested)),
        rates={**TRIGGER, **ONE_ARREST, "trigger_offence": 0.0},
    ),
    Wanted(
        what="negative, not yet looked at again",
        count=1,
        suites=(CASTLE,),
        hours=(1, 6),
        names=("Gwyn Tŷ-Mawr M M5",),
        fits=together(INSIDE, ends_with(k.DrugTested)),
        rates={**TRIGGER, **ONE_ARREST, "positive": 0.0},
    ),
    Wanted(
        what="disputed, RA1 given",
        count=1,
        suites=(CASTLE,),
        hours=(1.5, 8),
        names=("Paweł Wiśniewski M M8",),
        fits=together(INSIDE, has(a.NoticeServed)),
        rates={**POSITIVE, "to_laboratory": 1.0, "seen_in_custody": 0.0},
    ),
    Wanted(
        what="RA1 given, ready to go",
        count=1,
        suites=(CASTLE,),
        hours=(1.5, 8),
        names=("Marlon Achebe-Reid M M7",),
        fits=together(INSIDE, ends_with(a.NoticeServed)),
        rates={**POSITIVE, "seen_in_custody": 0.0},
    ),
    Wanted(
        what="refused the test",
        count=1,
        suites=(CASTLE,),
        hours=(1, 6),
        names=("Leanne O'Keefe F F2",),
        fits=together(INSIDE, has(k.TestRefused)),
        rates={**TRIGGER, **ONE_ARREST, "refuses": 1.0},
    ),
    Wanted(
        what="in another suite now",
        count=7,
        suites=(MILL, FOUNDRY),
        cells_from=4,
        hours=(0.3, 7),
        fits=INSIDE,
        names=("Seren Gŵyther F F1", "Iolo Mac an Bhaird M M3"),
        rates=ONE_ARREST,
    ),
    Wanted(
        what="released without RA1",
        count=2,
        hours=(2, 20),
        names=("Callum Hŵel-Price M", "Iwan O'Dowd M"),
        fits=together(has(k.Released), lacks(a.NoticeServed, k.VoluntaryOfferMade)),
        suites=(CASTLE,),
        rates={**POSITIVE, "no_notice": 1.0},
    ),
    Wanted(
        what="expected at the first assessment",
        count=10,
        suites=MOSTLY_TWO,
        hours=(3, 60),
        names=("Mari O'Connell F", "Rhŷdian McBride M", "Elin Tŷ-Isaf F"),
        fits=together(has(k.Released, a.NoticeServed), lacks(a.AttendanceRecorded)),
        rates={**POSITIVE, "seen_in_custody": 0.0, "forgotten": 0.0},
    ),
    Wanted(
        what="first assessment overdue",
        count=3,
        suites=MOSTLY_TWO,
        hours=(4 * DAY, 6 * DAY),
        names=("Owain Tŷ-Coch M",),
        fits=together(has(k.Released, a.NoticeServed), lacks(a.AttendanceRecorded)),
        rates={**POSITIVE, "seen_in_custody": 0.0, "forgotten": 0.5},
    ),
    Wanted(
        what="did not come, not yet asked why",
        count=4,
        suites=MOSTLY_TWO,
        hours=(DAY, 9 * DAY),
        names=("Tomos O'Brien-Pugh M",),
        fits=ends_with(a.AttendanceRecorded),
        rates={**POSITIVE, "attends": 0.0, "forgotten": 0.1},
    ),
    Wanted(
        what="no good cause, not yet reported",
        count=2,
        suites=MOSTLY_TWO,
        hours=(2 * DAY, 12 * DAY),
        fits=together(
            ends_with(a.GoodCauseJudged), any_(lambda f: isinstance(f, a.GoodCauseJudged) and not f.accepted)
        ),
        rates={**POSITIVE, "attends": 0.0, "good_cause": 0.0, "forgotten": 0.2},
    ),
    Wanted(
        what="reported, nobody has answered yet",
        count=4,
        suites=MOSTLY_TWO,
        hours=(3 * DAY, 16 * DAY),
        fits=together(ends_with(Disclosed), has(a.FailureReported), lacks(x.ReportOutcome, c.TakenOnCaseload)),
        rates={**POSITIVE, "attends": 0.0, "good_cause": 0.0},
    ),
    Wanted(
        what="reported, and police recorded what came of it",
        count=2,
        suites=(CASTLE,),
        hours=(5 * DAY, 20 * DAY),
        fits=ends_with(x.ReportOutcome),
        rates={**POSITIVE, "attends": 0.0, "good_cause": 0.0, "answered": 1.0},
    ),
    Wanted(
        what="follow-up booked",
        count=10,
        suites=MOSTLY_TWO,
        hours=(DAY, 9 * DAY),
        names=("Niamh D'Arcy-Lloyd F", "Rhodri O'Toole M"),
        fits=together(
            has(a.FollowUpDecided, k.Released),
            booked(a.Purpose.FOLLOW_UP),
            lacks(c.CarePlanAgreed, c.CarePlanRefused, e.Warned),
        ),
        rates=KEPT,
    ),
    Wanted(
        what="referred to the home team, nobody has answered yet",
        count=2,
        suites=(CASTLE,),
        hours=(0.2 * DAY, 9 * DAY),
        names=("Llŷr D'Arcy-Hughes M",),
        fits=together(has(c.ReferredToTeam, k.Released), lacks(c.ReferralAccepted, c.CarePlanAgreed)),
        rates={**KEPT, "lives_elsewhere": 1.0, "seen_in_custody": 1.0},
    ),
    Wanted(
        what="accepted by the home team, the record has not come",
        count=2,
        suites=(CASTLE,),
        hours=(0.5 * DAY, 9 * DAY),
        names=("Bronwen O'Leary-Siôn F",),
        fits=together(has(c.ReferralAccepted, k.Released), lacks(c.RecordSent, c.CarePlanAgreed)),
        rates={**KEPT, "lives_elsewhere": 1.0, "seen_in_custody": 1.0, "forgotten": 0.2},
    ),
    Wanted(
        what="accepted by the home team, no contact yet",
        count=2,
        suites=(CASTLE,),
        hours=(0.5 * DAY, 9 * DAY),
        fits=together(ends_with(Disclosed), has(c.RecordSent, k.Released), lacks(c.FirstContact, c.TakenOnCaseload)),
        rates={**KEPT, "lives_elsewhere": 1.0, "seen_in_custody": 1.0},
    ),
    Wanted(
        what="care plan overdue",
        count=2,
        suites=MOSTLY_TWO,
        hours=(9 * DAY, 15 * DAY),
        names=("Angharad St John-Wŷn F",),
        fits=together(
            assessed(a.Purpose.FOLLOW_UP), lacks(c.CarePlanAgreed, c.CarePlanRefused, c.DecidedNext, e.Warned)
        ),
        rates={**KEPT, "forgotten": 0.15},
    ),
    Wanted(
        what="refused a care plan, not yet reported",
        count=3,
        suites=MOSTLY_TWO,
        hours=(3 * DAY, 15 * DAY),
        fits=together(has(c.CarePlanRefused), ends_with(e.Warned)),
        rates={**ADMITTED, "agrees_plan": 0.0, "forgotten": 0.15},
    ),
    Wanted(
        what="did not engage, warned",
        count=2,
        suites=MOSTLY_TWO,
        hours=(DAY, 9 * DAY),
        fits=together(has(e.Warned), lacks(c.CarePlanRefused, e.NotEngagingReported, c.CarePlanAgreed)),
        rates={**POSITIVE, "attends": 1.0, "engages": 0.0},
    ),
    Wanted(
        what="on the caseload, no case manager",
        count=4,
        suites=MOSTLY_TWO,
        hours=(3 * DAY, 14 * DAY),
        names=("Joseff Rhŷs-Moore M",),
        fits=together(has(c.TakenOnCaseload), lacks(c.CaseManagerNamed, c.DecidedNext)),
        rates={**ADMITTED, "forgotten": 0.08},
    ),
    Wanted(
        what="on the caseload",
        count=71,
        suites=MOSTLY_TWO,
        hours=(14 * DAY, 105 * DAY),
        names=("Carys O'Shaughnessy F", "Gethin Ap-Siôn M", "Huw Prŷs-Davies M"),
        fits=together(has(c.CaseManagerNamed), lacks(c.DecidedNext)),
        rates=ADMITTED,
    ),
    Wanted(
        what="on the caseload, review overdue",
        count=2,
        suites=MOSTLY_TWO,
        hours=(114 * DAY, 125 * DAY),
        fits=together(has(c.CaseManagerNamed), lacks(c.DecidedNext, v.Reviewed)),
        rates=ADMITTED,
    ),
    Wanted(
        what="on a caseload, arrested again and released from the follow-up",
        count=3,
        hours=(60 * DAY, 180 * DAY),
        fits=any_(lambda f: isinstance(f, a.FollowUpDecided) and f.decision is a.FollowUp.ALREADY_ON_CASELOAD),
        rates={**ADMITTED, "arrests_a_year": 6.0},
    ),
    Wanted(
        what="arrested again elsewhere while the first requirement is open",
        count=2,
        hours=(2 * DAY, 16 * DAY),
        fits=open_in_two_places,
        rates={**POSITIVE, "arrests_a_year": 60.0, "seen_in_custody": 0.0, "forgotten": 0.3},
    ),
    Wanted(
        what="sample at the laboratory",
        count=3,
        suites=(CASTLE, CASTLE, MILL),
        hours=(DAY, 6 * DAY),
        fits=together(has(k.SentToLaboratory, k.Released), lacks(k.LaboratoryReturned)),
        rates={**POSITIVE, "to_laboratory": 1.0, "seen_in_custody": 0.0},
    ),
    Wanted(
        what="not confirmed by the laboratory",
        count=3,
        suites=(CASTLE, MILL),
        hours=(7 * DAY, 25 * DAY),
        fits=any_(lambda f: isinstance(f, k.LaboratoryReturned) and not f.confirmed),
        rates={**POSITIVE, "to_laboratory": 1.0, "confirmed": 0.0, "seen_in_custody": 0.0},
    ),
    Wanted(
        what="address corrected",
        count=2,
        hours=(10 * DAY, 60 * DAY),
        fits=lambda steps: any(step.replaces and isinstance(step.fact, ResidenceEstablished) for step in steps),
        rates={**ADMITTED, "corrected": 1.0},
    ),
    Wanted(
        what="by choice, waiting for the appointment",
        count=4,
        suites=MOSTLY_TWO,
        hours=(DAY, 8 * DAY),
        fits=together(booked(a.Purpose.VOLUNTARY), lacks(a.AttendanceRecorded)),
        rates={**TRIGGER, **ONE_ARREST, "positive": 0.0, "believed_after_negative": 1.0, "accepts_offer": 1.0},
    ),
    Wanted(
        what="missed a contact that nobody judged",
        count=2,
        suites=MOSTLY_TWO,
        hours=(25 * DAY, 80 * DAY),
        fits=missed_last,
        rates=ADMITTED,
    ),
    Wanted(
        what="died", count=1, hours=(30 * DAY, 150 * DAY), fits=has(c.Died), rates={**ADMITTED, "dies_in_a_year": 3.0}
    ),
    Wanted(
        what="negative, drawn for quality assurance, to be sent",
        count=1,
        suites=(CASTLE,),
        hours=(1, 6),
        names=("Bronagh Tŷ-Nant F F6",),
        fits=together(INSIDE, ends_with(k.DrugTested)),
        rates={**TRIGGER, **ONE_ARREST, "positive": 0.0, "quality_sample": 1.0},
    ),
    Wanted(
        what="positive, not required by an inspector",
        count=3,
        suites=(CASTLE, MILL),
        hours=(DAY, 30 * DAY),
        fits=has(k.RequirementNotImposed, k.Released),
        rates={**POSITIVE, "required": 0.0},
    ),
    Wanted(what="whatever comes", count=33, hours=(DAY, 180 * DAY), fits=lambda steps: True),
)
"""Two hundred people."""
