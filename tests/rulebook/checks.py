"""What a row of a table of duties, or of refusals, asserts: the same in every concept's test file."""

from throughcare.rulebook.standing import State


def check_owed(tell, kind, owner, arises, due):
    """The duty is open, with this owner, from this moment, until that one."""
    duty = tell().duty(kind)

    assert (duty.state, duty.owner, duty.arises_at, duty.due) == (State.OPEN, owner, arises, due)
    assert duty.due_first == due
    assert duty.moved_by is None


def check_ends(tell, kind, act, how):
    """The duty is open until `act`, and ends by what `act` recorded."""
    story = tell()
    before = story.duty(kind)
    assert before.open

    by = act(story)

    after = story.duty(kind)
    assert (str(after.state), after.ended_by) == (how, by)
    assert after.key == before.key


def check_stays(tell, kind, act):
    """The duty is open, and still is after `act`."""
    story = tell()

    act(story)

    assert story.duty(kind).open


def check_refused(rule, tell, asked, accepted):
    """The one is refused by this row, in words; its nearest neighbour can be recorded."""
    refusal = asked(tell())

    assert refusal is not None, "nothing refused this"
    assert refusal.rule == rule, refusal
    assert refusal.sentence.endswith(".")
    assert refusal.instead.endswith(".")
    assert refusal.cites
    assert accepted(tell()) is not None
