from tests.cast import *  # noqa: F403
from tests.people.conftest import *  # noqa: F403
