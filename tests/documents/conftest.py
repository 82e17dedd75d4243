import pytest

from tests.cast import *  # noqa: F403


@pytest.fixture(autouse=True)
def var(settings, tmp_path):
    """Files of a test go where only that test looks."""
    settings.VAR = tmp_path
    return tmp_path
