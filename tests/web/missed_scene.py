"""Somebody who did not come on Monday morning, as far as the tests of reports need it."""

from datetime import timedelta

from tests.web.cjit_story import EXPECTED, Story
from throughcare.rulebook.facts.assessment import AttendanceRecorded, FailureReported, GoodCauseJudged, Outcome
from throughcare.rulebook.facts.missed import Answer, ContactTried, HowTried

NOON = EXPECTED + timedelta(hours=4, minutes=30)
"""15:00 in London."""
SAID = "Qvx said to the worker"
REASONS = "Qvx why it was judged so"


class Missed(Story):
    """Booked in Glan-y-Dŵr with RA1 in hand, and not there at 10:30."""

    def absent(self, team, by, outcome=Outcome.DID_NOT_ATTEND):
        self.lives("GYD").required().expected(team).released()
        came = AttendanceRecorded(appointment=self.appointment, outcome=outcome)
        self.attendance = self.add(by, came, at=EXPECTED + timedelta(minutes=30))
        return self

    def tried(self, by, answer=Answer.REACHED):
        said = SAID if answer is Answer.REACHED else ""
        self.add(by, ContactTried(attendance=self.attendance, how=HowTried.PHONE, answer=answer, said=said))
        return self

    def judged(self, by, *, accepted=False):
        self.add(by, GoodCauseJudged(attendance=self.attendance, effort=REASONS, accepted=accepted))
        return self

    def reported(self, by):
        """Written down without being sent: `web` sends."""
        self.report = self.add(by, FailureReported(attendance=self.attendance))
        return self
