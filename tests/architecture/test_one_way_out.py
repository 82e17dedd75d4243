"""Nothing leaves a team but by the room `sharing`: nobody else makes the entry, its row or its copy."""

import ast
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "throughcare"
MAKES = {
    "sharing/involvement.py", "web/sharing/seeing.py", "web/sharing/requests.py", "simulation/sharing.py",
}  # fmt: skip
"""Who says what would be sent. Only `disclose` records it."""


def calls(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call):
            yield node


def named(call):
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def test_only_these_say_what_is_sent():
    found = {
        str(path.relative_to(SOURCE))
        for path in SOURCE.rglob("*.py")
        for call in calls(path)
        if named(call) == "Disclosed"
    }

    assert found == MAKES


def test_only_the_room_keeps_copies_and_rows():
    outside = [
        str(path.relative_to(SOURCE))
        for path in SOURCE.rglob("*.py")
        for call in calls(path)
        if isinstance(call.func, ast.Attribute)
        and call.func.attr in {"create", "get_or_create", "bulk_create", "update", "update_or_create"}
        and any(isinstance(part, ast.Name) and part.id in {"Disclosure", "Copy"} for part in ast.walk(call.func))
        and path.relative_to(SOURCE).parts[0] != "sharing"
    ]

    assert outside == []


def test_no_page_records_what_was_shared_past_the_room():
    """A page that hands a Disclosed to the journal itself would keep no copy."""
    for name in ("web/sharing/seeing.py", "web/sharing/requests.py"):
        text = (SOURCE / name).read_text()
        assert "propose_now(opened.person, Disclosed" not in text
        assert "fact=Disclosed" not in text
