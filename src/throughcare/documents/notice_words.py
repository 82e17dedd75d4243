"""From the facts of a notice to the texts that its template sets. Whole sentences stand in the templates."""

from throughcare.documents.notice import Appointment, Notice, Service
from throughcare.documents.plain_english import (
    before,
    day_in_words,
    length_in_words,
    on_the_day,
    short_day,
    time_in_words,
)
from throughcare.rulebook.calendar import LONDON, local_day
from throughcare.rulebook.facts.assessment import FollowUp, Form, HowGiven, Purpose, ReadOut

Texts = dict[str, object]

BAND = "DEMONSTRATION: NOT A LEGAL NOTICE"
HOW = {
    HowGiven.INTO_HAND: "Into your hand",
    HowGiven.WOULD_NOT_TAKE: "Offered; you would not take it",
    HowGiven.BY_POST: "By post",
}
READ_OUT = {
    ReadOut.ALL: "Yes, all of it",
    ReadOut.READ_IT: "No, you read it yourself",
    ReadOut.NOT_WANTED: "No, you did not want it",
}
BECAUSE = {
    FollowUp.NEEDED: "",
    FollowUp.NO_FURTHER_INTERVENTION: "The worker decided that a second talk is not needed.",
    FollowUp.SUBJECT_TO_DRR: "You already have a court order for drug treatment, so a second talk is not needed.",
    FollowUp.ALREADY_ON_CASELOAD: "You already have a plan with a drug worker, and it was looked at again that day.",
}
RUNNING_LETTERS = 48
APPOINTMENT = ("purpose", "day", "time", "place", "ask_for", "length", "how_to_get_there", "before")
SIGNS = {
    Form.RA1: "Officer signs",
    Form.RA2: "Officer or worker signs",
    Form.RA4: "Worker signs",
    Form.RA5: "Worker signs",
}


def heading(notice: Notice) -> Texts:
    """Who, from whom, and how this paper stands: the band, and the line at its foot."""
    return {
        "form": notice.form.value,
        "name": notice.full_name,
        "running": f"{notice.form}, {notice.full_name:.{RUNNING_LETTERS}}",
        "born": short_day(notice.born_on) if notice.born_on else "",
        "custody_number": notice.custody_number,
        "from_organisation": notice.from_organisation,
        "given": short_day(notice.given_at),
        "phone": notice.phone,
        "opening_hours": notice.opening_hours,
        "in_wales": notice.in_wales,
        "band": "" if notice.is_legal else BAND,
        "standing": f"Our own layout, version {notice.wording_version}. {_approval(notice)}",
    }


def _approval(notice: Notice) -> str:
    if not notice.approved:
        return f"Wording awaits approval by {notice.from_organisation}, so no law is printed."
    if notice.demonstration:
        return "Printed in a demonstration, so no law is printed."
    return f"Wording approved by {notice.from_organisation}."


def appointment(notice: Notice) -> Texts:
    where = notice.appointment
    if where is None:
        return dict.fromkeys(APPOINTMENT, "")
    return {
        "purpose": (Purpose.FOLLOW_UP if notice.form is Form.RA4 else notice.purpose).value,
        "day": day_in_words(where.starts_at),
        "time": time_in_words(where.starts_at),
        "place": _place(where),
        "ask_for": where.ask_for,
        "length": length_in_words(where.minutes) if where.minutes else "",
        "how_to_get_there": where.how_to_get_there,
        "before": before(where.starts_at, on=local_day(notice.given_at)),
    }


def _place(where: Appointment) -> str:
    """The team's name comes first, unless the address begins with it."""
    if not where.team_name or where.place.startswith(where.team_name):
        return where.place
    return f"{where.team_name}, {where.place}"


def _on_one_line(place: str) -> str:
    return ", ".join(line.strip(", ") for line in place.splitlines())


def reasons(notice: Notice) -> Texts:
    """Why this paper was given. The law stands here only where the approver confirmed it."""
    given_on, old = local_day(notice.given_at), notice.instead_of
    return {
        "tested": on_the_day(notice.tested_at, on=given_on) if notice.tested_at else "",
        "result": "A laboratory has confirmed it."
        if notice.result_confirmed
        else "It is a first result, not yet confirmed.",
        "seen": f" on {day_in_words(notice.seen_on)}" if notice.seen_on else "",
        "because": BECAUSE[notice.because] if notice.because else "",
        "law": notice.law if notice.is_legal else "",
        "old_day": day_in_words(old.starts_at) if old else "",
        "old_time": time_in_words(old.starts_at) if old else "",
        "old_place": _on_one_line(_place(old)) if old else "",
    }


def service(notice: Notice) -> Texts:
    given = notice.service
    return {
        "given_by": ", ".join(filter(None, (given.given_by, given.number))),
        "how": _how(given),
        "read_out": READ_OUT[given.read_out] if given.read_out else "",
        "giver_signs": SIGNS[notice.form],
        "person_signs": _signature(notice.full_name, given.signed),
    }


def _how(given: Service) -> str:
    """Into your hand; English; 03:22. Left to be filled in by hand until all three are known."""
    if given.how is None or given.at is None or not given.language:
        return ""
    return f"{HOW[given.how]}; {given.language}; {given.at.astimezone(LONDON):%H:%M}"


def _signature(full_name: str, signed: bool | None) -> str:
    if signed is False:
        return f"{full_name} did not sign."
    return f"{full_name}{' signed' if signed else ''}. Signing means only that you got this."
