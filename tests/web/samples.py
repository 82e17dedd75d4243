"""The people of the sketches, as data for pages and drawings. All invented."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django import forms
from django.core.paginator import Paginator

from throughcare.web import pieces
from throughcare.web.drawn import drawings, journey_map, map_points
from throughcare.web.drawn.loads import Load
from throughcare.web.drawn.map_marks import State
from throughcare.web.fields import GovukDate, When, YesNo
from throughcare.web.widgets import Checkboxes, Radios

LONDON = ZoneInfo("Europe/London")
ENFORCEMENT = {
    "IE1": (State.DONE, "Thu 25 Mar"),
    "IE2": (State.DONE, "Fri 26 Mar"),
    "IE3": (State.DONE, "Yes, 26 Mar"),
    "IE4": (State.DONE, "No"),
    "IE4a": (State.DONE, "Fri 26 Mar"),
    "IE4b": (State.DONE, "Fri 26 Mar"),
    "Com1": (State.HERE, "by Tue 6 Apr"),
    "Com2": (State.NEXT, "next"),
}
PROACTIVE = {
    "IPAE1": (State.DONE, "Thu 26 Nov"),
    "IPAE2": (State.DONE, "Yes"),
    "IPAE3": (State.DONE, "Fri 27 Nov"),
    "IPAE4": (State.DONE, "Yes"),
    "IPAE5": (State.DONE, "Yes"),
    "IPAE6": (State.DONE, "Yes"),
    "IPAE7": (State.DONE, "Yes"),
    "Com1": (State.DONE, "Fri 4 Dec"),
    "Com2": (State.DONE, "Mon 7 Dec"),
    "Com3": (State.DONE, "14 Dec"),
    "Com4": (State.HERE, "16 weeks"),
    "Com5": (State.NEXT, "by Mon 29 Mar"),
}


def maps(*, slim=True):
    return [
        journey_map.draw(map_points.place(ENFORCEMENT), name="Here now: care plan. Next: caseload.", slim=slim),
        journey_map.draw(map_points.place(PROACTIVE), name="Here now: casework. Next: review.", slim=slim),
    ]


def hours_to_monday():
    """A positive test on a Friday, before the Sunday on which the clocks go forward."""
    return drawings.Hours(
        start=datetime(2010, 3, 26, 2, 14, tzinfo=LONDON),
        hours=48,
        limit=datetime(2010, 3, 30, 0, 0, tzinfo=LONDON),
        not_working=(date(2010, 3, 27), date(2010, 3, 28)),
        started_by="Positive test",
    )


WHY = pieces.Why(
    fact="Assessment closed on Friday 26 March at 10:45; the worker decided a follow-up was needed.",
    fact_link=pieces.Link(text="See entry", url="#entry"),
    rule="The follow-up “must take place within five working days of the initial assessment”.",
    cites=(pieces.Link(text="Handbook 4.7.2", url="#4.7.2"), pieces.Link(text="4.1.3", url="#4.1.3")),
    days=[
        pieces.DayBox(
            weekday=weekday,
            number=number,
            count=count,
            is_working=bool(count),
            is_limit=number == 6,
        )
        for weekday, number, count in (
            *(("Fri", 26, "day 0"), ("Sat", 27, ""), ("Sun", 28, ""), ("Mon", 29, "1"), ("Tue", 30, "2")),
            *(("Wed", 31, "3"), ("Thu", 1, "4"), ("Fri", 2, ""), ("Sat", 3, ""), ("Sun", 4, "")),
            *(("Mon", 5, ""), ("Tue", 6, "5")),
        )
    ],
    days_note="The day of the assessment is day 0. Hatched days do not count: weekends, Good Friday 2 April, "
    "Easter Monday 5 April. Day 5 is Tuesday 6 April; the day ends at midnight.",
    reading="The Handbook does not say how to count. We count this way:",
    reading_link=pieces.Link(text="reading R3", url="#R3"),
    if_missed="It shows as overdue and on the manager’s page. Not attending is asked about first.",
)
DUTIES = (
    pieces.DutyRow(
        state="overdue",
        title="Start assertive outreach",
        whose="Glan-y-Dŵr CJIT, Siân Hŵel",
        time="Overdue by 16 h 12 min",
        exact="Was Sunday 17:00",
    ),
    pieces.DutyRow(
        state="soon",
        title="Check that Northmoor’s papers have come",
        whose="Glan-y-Dŵr CJIT, Siân Hŵel",
        time="23 h 48 min left",
        exact="09:00 tomorrow",
        why_link=pieces.Link(text="why?", url="#why", extra=": check the papers"),
    ),
    pieces.DutyRow(
        state="open",
        title="Have first contact with him",
        rest=", or say what was tried",
        whose="Glan-y-Dŵr CJIT, Siân Hŵel",
        time="by Tue 30 March",
        exact="14:00",
        action=pieces.Link(text="Record", url="#record", extra="first contact"),
    ),
    pieces.DutyRow(
        state="open",
        title="Hold the follow-up assessment and agree a care plan",
        whose="Glan-y-Dŵr CJIT, Siân Hŵel. Booked: tomorrow 14:00. Booking does not meet it; meeting does.",
        time="by Tue 6 April",
        exact="end of day",
        why=WHY,
    ),
    pieces.DutyRow(
        state="withdrawn",
        title="Book the follow-up in Northmoor",
        whose="Withdrawn by the correction of his address, Friday 26 March, 10:18",
    ),
)
TIMELINE = (
    pieces.TimelineDay(
        title="Friday 26 March 2010",
        entries=(
            pieces.TimelineEntry(
                time="15:20", what="Glan-y-Dŵr CJIT named Siân Hŵel to see him", who="Eluned Prŷs, manager"
            ),
            pieces.TimelineEntry(
                time="10:18",
                what="Where he lives",
                tag="Correction",
                who="Rhian O’Neill, Northmoor CJIT. First written Thursday 25 March, 19:58",
                change=pieces.Change(
                    was="Flat 2, 18 Dock Road, Northmoor",
                    now="Tŷ’r Ysgol, Heol y Bont, Glan-y-Dŵr",
                    why="Gave a friend’s address at booking in; tenancy letter seen.",
                ),
            ),
        ),
    ),
    pieces.TimelineDay(
        title="Thursday 25 March 2010",
        entries=(
            pieces.TimelineEntry(
                time="21:40",
                what="RA1 given into his hand, read out",
                tag="Late, from paper",
                who="Aisha O’Rahilly, Mill Lane custody suite",
                note="Happened Thursday 21:40. Written down Friday 07:55, from paper pack 0416, sheet 3.",
            ),
        ),
    ),
)
LOADS = (
    Load(name="Siân Hŵel", active=18, paused=4, url="#sian"),
    Load(name="Gareth O’Donnell", active=22, paused=3, url="#gareth"),
    Load(name="Ffiona Tŷ-Croes", active=24, paused=3, url="#ffiona"),
    Load(name="Huw D’Albrook", active=23, paused=1, url="#huw", note="Away to 9 Apr"),
    Load(name="Not yet allocated", active=3),
)
REFUSAL = {
    "sentence": "This case cannot be closed: the person has been in prison 3 weeks.",
    "because": "Closure needs more than 1 month in prison.",
    "instead": "It can be suspended.",
    "cites": ("Handbook 4.11.5b",),
}


class LookForm(forms.Form):
    how = forms.ChoiceField(
        label="How was RA1 given?",
        choices=(("hand", "Into his hand"), ("refused", "He would not take it"), ("not", "Not given")),
        widget=Radios(inline=True),
        error_messages={"required": "Say how RA1 was given"},
    )
    read_out = YesNo(label="Was it read out to him?", help_text="He told you that he finds reading hard.")
    born = GovukDate(label="Date of birth", named="the date of birth", help_text="For example, 31 3 1980")
    at = When(label="When was it given?", named="when it was given")
    officer = forms.CharField(label="Given by", error_messages={"required": "Enter who gave it"})
    language = forms.ChoiceField(label="Which language?", choices=(("en", "English"), ("cy", "Welsh and English")))
    needs = forms.MultipleChoiceField(
        label="What did he need?",
        choices=(("interpreter", "An interpreter"), ("adult", "An appropriate adult")),
        widget=Checkboxes(hints={"adult": "Someone under 18, or vulnerable"}),
        required=False,
    )
    hours = forms.IntegerField(label="Hours in custody", required=False)
    note = forms.CharField(label="Anything else", widget=forms.Textarea, required=False)


def look_context(form=None):
    counts = [
        pieces.Count(number=1, label="immediate risk", url="#risk"),
        pieces.Count(number=1, label="positive test, no RA1 given", url="#ra1", is_strong=True),
        pieces.Count(number=4, label="others need something", url="#others"),
    ]
    return {
        "facts": (
            ("Born", "14 June 1979 (30)"),
            ("Lives in", "Glan-y-Dŵr"),
            ("Speaks", "Welsh, English"),
            ("Contact", "letter only, not by phone"),
        ),
        "under": "Limit: end of Tuesday 6 April. Worker: Siân Hŵel. Northmoor CJIT keeps watch.",
        "action": pieces.Link(text="Record something", url="#record-something"),
        "some": counts,
        "maps": maps(),
        "duties": DUTIES,
        "days": TIMELINE,
        "clock": drawings.draw_hours(hours_to_monday()),
        "rows": (
            pieces.SummaryRow(key="Team", value="Glan-y-Dŵr CJIT"),
            pieces.SummaryRow(
                key="Address",
                value="9 Lôn Fach",
                action=pieces.Link(text="Change", url="#change", extra="address"),
            ),
        ),
        "part": Paginator(range(13), 8).page(1),
        "refused": REFUSAL,
        "workers": LOADS,
        "mine": LOADS[0],
        "now": datetime(2010, 3, 29, 9, 12, tzinfo=LONDON),
        "due": datetime(2010, 3, 29, 13, 30, tzinfo=LONDON),
        "form": form or LookForm(),
    }
