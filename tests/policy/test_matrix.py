"""Every route, role, relationship and consent state against the oracle, as many as the time allows (trust A1, A3, C1).

`python -m tests.policy.run` asks all of them.
"""

import pytest

from tests.policy.matrix import Matrix
from tests.policy.run import tell
from tests.policy.sample import part, parts
from tests.policy.world import ANONYMOUS, SIGN_IN

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", [*SIGN_IN, ANONYMOUS.role])
def test_the_answers_are_those_of_the_oracle(world, role):
    report = Matrix(world, parts=parts(), part=part()).run(world.of(role))

    tell(role, report)
    assert report.requests
    assert [str(one) for one in report.found] == []
