import pytest

from tests.cast import *  # noqa: F403


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.VAR = tmp_path
    return tmp_path
