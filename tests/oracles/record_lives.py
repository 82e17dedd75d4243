"""What was said beyond the minimum, in random lives: nothing follows from it."""

from tests.oracles.pen import HOUR
from throughcare.rulebook.facts import record as r


def keep_record(pen, script, done, team):
    """With dice of its own, which leave the rest of a life alone; written down at once, before anybody corrects it."""
    pen.entries = script.pen.entries

    def tell(fact):
        return pen.write(fact, script.at, team, late=0 * HOUR)

    if pen.chance(0.3):
        tell(r.InitialContact(stage=pen.one_of(*r.Stage), wants="x"))
    why, home = pen.one_of("", "x"), pen.one_of(*r.Home)
    told = r.AssessmentRecord(assessment=done.id, home=home, view="x", new_because=why)
    record = tell(told)
    for substance in (*r.Substance,)[: pen.dice.randint(0, 4)]:
        tell(r.DrugUse(record=record.id, substance=substance))
    if pen.chance(0.5):
        tell(r.ContinuityUpdate(record=record.id, home=pen.one_of("x", None)))
