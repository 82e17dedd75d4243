"""A worker leaves in a real browser: refused at first, the people moved with a preview, cover meanwhile (HB 4.1.3)."""

from datetime import timedelta

import pytest

from tests.cast import *  # noqa: F403
from tests.cast import works_at
from tests.web.cjit_story import MONDAY, waiting_for_a_manager
from throughcare.journal.models import CaseloadRow
from throughcare.rulebook.actors import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BEGINS = MONDAY + timedelta(days=1)


@pytest.fixture
def gareth(glan_y_dwr_cjit):
    return works_at(glan_y_dwr_cjit, Role.OUTREACH_WORKER, "Gareth O'Donnell")


def test_nobodys_people_are_stranded(visitor, meera, sian, eluned, gareth, northmoor_cjit):
    """H-109, H-110"""
    for name in ("Mari O’Connell", "Iolo Mac an Bhaird"):
        waiting_for_a_manager(officer=meera, worker=sian, name=name).managed(eluned, sian)

    manager = visitor.is_now(eluned).goes("/team/cover").presses("Arrange cover").reads("Choose who is away")
    manager.looks("cover-errors")
    manager.types(until_on__day="18", until_on__month="6", until_on__year="2010").chooses(why="leave")
    manager.page.locator('[name="absent"]').select_option(str(sian.pk))
    manager.page.locator('[name="covering"]').select_option(str(gareth.pk))
    manager.presses("Arrange cover").reads("Siân Hŵel", "2 people", "Gareth O'Donnell", "Fri 18 June").looks("cover")
    worker = visitor.is_now(gareth).goes("/my-people").reads("Mari O’Connell", "Cover. For Siân Hŵel").looks("covering")
    worker.follows("Mari O’Connell").reads("away until Friday 18 June. Gareth O'Donnell covers.").looks("covered")

    manager = visitor.is_now(eluned).goes("/members").follows("End the role of Siân")
    manager.chooses(how="now").presses("Save").reads("this post cannot end yet").looks("leaving-refused")
    manager.follows("Move people").presses("Show who would go to whom").reads("Choose at least one colleague")
    manager.looks("move-errors")
    manager.page.get_by_label("Gareth").check()
    manager.presses("Show who would go to whom").reads("Nothing has been moved yet", "As proposed").looks(
        "move-preview"
    )
    manager.presses("Move them").reads("2 people moved", "Nobody is left with this worker").looks("moved")
    manager.goes("/members").follows("End the role of Siân").chooses(how="now").presses("Save").reads("1 gone")

    visitor.is_now(gareth).goes("/today").reads("New to you", "Iolo Mac an Bhaird").looks("new-to-you")
    assert set(CaseloadRow.objects.values_list("case_manager", flat=True)) == {gareth.pk}
