"""Four weeks after an import is over its workbook and what its lines said go; that it was, and its counts, stay."""

from datetime import datetime, timedelta

from django.db import transaction

from throughcare.documents import store
from throughcare.imports.models import Import
from throughcare.imports.states import OVER

KEPT = timedelta(days=28)
"""So that refused lines can be put right; ours."""


def let_go(*, at: datetime) -> int:
    """How many. A digest of each test that was recorded stays, so that bringing it in again finds it."""
    found = Import.objects.filter(state__in=OVER, ended_at__lte=at - KEPT, file__isnull=False).select_related("file")
    for one in found:
        file = one.file
        with transaction.atomic():
            one.rows.filter(entry=None).delete()
            one.rows.update(said="", other="", candidates="", reason="", cell="")
            one.file = None
            one.save()
        if file is not None:
            store.let_go(file=file)
    return len(found)
