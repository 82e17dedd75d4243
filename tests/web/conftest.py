from unittest import mock

import pytest

from tests.cast import *  # noqa: F403
from tests.web.suite_scene import NOW


@pytest.fixture
def at_night(settings):
    """03:07 on a Friday, in a demonstration."""
    settings.DEMO = True
    with mock.patch("throughcare.web.clock.now", return_value=NOW):
        yield
