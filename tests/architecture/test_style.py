"""Our style sheet: two desks that use one name for two things spoil each other's pages."""

import re
from collections import Counter
from pathlib import Path

SHEET = Path(__file__).parents[2] / "src/throughcare/web/static/throughcare.css"
DEFINED = re.compile(r"^\.([a-zA-Z0-9_-]+) \{", re.MULTILINE)


def test_each_name_is_defined_once():
    found = Counter(DEFINED.findall(SHEET.read_text("utf-8")))

    assert found["tc-box"] == 1
    assert [name for name, times in found.items() if times > 1] == []
