"""One way through the enforcement route, stage by stage, as far as a test needs it.

Thursday 25 March 2010, in nm: Easter Friday is 2 April, the clocks go on on the 28th. Each stage keeps the
ids of what it recorded.
"""

from tests.rulebook.stories import FOLLOW_UP, NEEDED, NO_SHOW, RA1, RA4, Story


def arrested(**how):
    """Arrested at 19:00; ten to eight, before the test."""
    s = Story().at(2010, 3, 25, 19, 0)
    s.arrest = s.arrested(**how)
    return s.at(2010, 3, 25, 19, 50)


def refused():
    s = arrested()
    s.refused_test()
    return s


def untested():
    s = arrested()
    s.not_tested()
    return s


def required(area="nm", **test):
    """Arrested at 19:00, tested positive at 19:50, required at 20:10 to attend."""
    s = Story().here(area)
    s.arrest = s.at(2010, 3, 25, 19, 0).arrested()
    s.test = s.at(2010, 3, 25, 19, 50).tested(**test)
    s.requirement = s.at(2010, 3, 25, 20, 10).required()
    return s


def released(area="nm"):
    """Booked for Friday 26 March at 10:30, given RA1 at 20:26, released at 23:00."""
    s = required(area)
    s.place = s.at(2010, 3, 25, 20, 20).booked(2010, 3, 26, 10, 30)
    s.ra1 = s.at(2010, 3, 25, 20, 25).gave(RA1)
    s.release = s.at(2010, 3, 25, 23, 0).released()
    return s


def assessed(area="nm", **content):
    """Came on Friday at 10:30; the initial assessment covered the minimum at 11:00."""
    s = released(area)
    s.initial = s.at(2010, 3, 26, 11, 0).assessed(appointment=s.place, **content)
    return s


def decided(area="nm", decision=NEEDED, **how):
    s = assessed(area)
    s.decision = s.at(2010, 3, 26, 11, 20).decided(decision, **how)
    return s


def follow_up_booked():
    """For Wednesday 31 March at 10:00, with RA4 in hand."""
    s = decided()
    s.second_place = s.at(2010, 3, 26, 11, 25).booked(2010, 3, 31, 10, 0, purpose=FOLLOW_UP)
    s.ra4 = s.at(2010, 3, 26, 11, 30).gave(RA4)
    return s


def followed_up():
    s = follow_up_booked()
    s.follow_up = s.at(2010, 3, 31, 10, 40).assessed(FOLLOW_UP, appointment=s.second_place)
    return s


def planned():
    s = followed_up()
    s.plan = s.at(2010, 3, 31, 10, 50).planned()
    return s


def on_caseload():
    s = planned()
    s.caseload = s.at(2010, 3, 31, 11, 30).taken_on()
    return s


def absent(**judgement):
    """Did not come on Friday at 10:30; asked why at 15:00, and no good cause was found."""
    s = released()
    s.absence = s.at(2010, 3, 26, 12, 0).came(NO_SHOW)
    s.judgement = s.at(2010, 3, 26, 15, 0).judged(**judgement)
    return s


def not_engaging():
    """Came on Friday, stayed, and would not talk."""
    s = released()
    s.initial = s.at(2010, 3, 26, 11, 0).assessed(engaged=False, appointment=s.place)
    return s
