"""S-17, S-25: who cannot be reached has said exactly when and where."""

from datetime import date

import pytest

from tests.cast import SINCE_ON
from throughcare.organisations.actions import decide_area_setting
from throughcare.organisations.fallback import Fallback, NotExact, read, written
from throughcare.organisations.models import AreaSetting
from throughcare.organisations.residence import fallback_of

EXACT = Fallback(when="Monday to Friday, 09:00 to 11:00", where="9 Station Approach", how="Write it on RA1.")


def test_it_is_read_as_it_was_written():
    assert read(written(EXACT)) == EXACT


@pytest.mark.parametrize(
    ("when", "where"), [("", "9 Station Approach"), ("soon", "9 Station Approach"), ("Mondays 09:00", " ")],
    ids=["no time", "not a time", "no place"],
)  # fmt: skip
def test_an_instruction_that_is_not_exact_is_refused(when, where):
    """S-25"""
    with pytest.raises(NotExact):
        Fallback(when=when, where=where)


@pytest.mark.django_db
def test_an_area_decides_nothing_that_is_not_exact(northmoor):
    """S-17: a call is answered, or met by clear instructions."""
    name = AreaSetting.Name.FALLBACK_BOOKING
    with pytest.raises(NotExact):
        decide_area_setting(area=northmoor, name=name, value="Ring the duty worker.", from_on=SINCE_ON)

    decide_area_setting(area=northmoor, name=name, value=written(EXACT), from_on=SINCE_ON)

    assert fallback_of(area=northmoor, on=date(2010, 6, 11)) == EXACT
