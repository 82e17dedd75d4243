"""When somebody was last seen or spoken to: Handbook 4.1.3, regular appointments; H-110."""

import pytest

from tests.rulebook import stages
from tests.rulebook.stories import when
from throughcare.rulebook.actors import Role
from throughcare.rulebook.facts.casework import TakenOnCaseload
from throughcare.rulebook.facts.keeping_contact import ContactMade, HowMet, Kept
from throughcare.rulebook.last_seen import last_seen

ADMITTED, THEN = when(2010, 3, 31, 11, 30), when(2010, 4, 12, 9, 0)


def contact(s, outcome):
    made = ContactMade(caseload=s.caseload, how=HowMet.PHONE, outcome=outcome)
    return s.tell(made, by=Role.CJIT_CASE_MANAGER)


@pytest.mark.parametrize(
    ("act", "expected"),
    [
        pytest.param(lambda s: None, ADMITTED, id="H-110 being taken on is a meeting"),
        pytest.param(lambda s: contact(s, Kept.SEEN), THEN, id="H-110 seen"),
        pytest.param(lambda s: contact(s, Kept.MISSED), ADMITTED, id="H-110 expected and not there"),
        pytest.param(lambda s: s.voids(contact(s, Kept.SEEN)), ADMITTED, id="H-110 entered in error"),
        pytest.param(lambda s: (s.imprisoned(), s.suspended()), None, id="H-110 suspended: nobody asks them to come"),
        pytest.param(
            lambda s: (s.imprisoned(), s.suspended(), s.comes_out(), s.taken_up()),
            when(2010, 4, 12, 9, 3),
            id="H-110 from when the place is taken up again",
        ),
        pytest.param(lambda s: s.manager_named(), ADMITTED, id="H-110 a name is no contact"),
        pytest.param(lambda s: s.offers_service(), ADMITTED, id="H-110 an entry of ours is no contact by itself"),
    ],
)
def test_it_is_the_last_time_somebody_met_them(act, expected):
    s = stages.on_caseload()

    act(s.at(2010, 4, 12, 9, 0))

    assert last_seen(s.history, s.history.all(TakenOnCaseload)[0]) == expected
