"""What a random life does with numbered papers: places set aside, papers entered late, or taken to be unused."""

from collections import Counter
from datetime import timedelta
from uuid import uuid4

from hypothesis import strategies as st

from throughcare.diary.models import Booking, Slot
from throughcare.journal.reading import history
from throughcare.journal.record import Proposed, record
from throughcare.organisations.models import Organisation
from throughcare.rulebook.facts.assessment import AppointmentMade, Form, NoticePrepared, Purpose
from throughcare.rulebook.facts.custody import Arrested, AssessmentRequired, Condition, DrugTested, Result
from throughcare.rulebook.standing import Refusal
from throughcare.suites.models import Paper
from throughcare.suites.papers import Wanted, account_for, make_pack


class PaperNight:
    """One suite's pack; two slots of the team next to it, of two places and one."""

    def __init__(self, world, now):
        self.world, self.team = world, Organisation.objects.get(pk=world.cjits[0])
        shared = {"organisation": self.team, "minutes": 45, "place": "12 Mill Lane"}
        self.slots = [
            Slot.objects.create(starts_at=now + timedelta(days=days), places=places, **shared)
            for days, places in ((2, 2), (3, 1))
        ]
        wanted = Wanted(suite=world.suites[0], team=self.team, after=now + timedelta(hours=1))
        self.numbers = list(make_pack(wanted=wanted, by=None, at=now).papers.values_list("number", flat=True))

    def enters(self, data, person, now, number, *, by_hand=False):
        """An appointment by a slot or by hand, on a paper or on the screen; written down by the suite's officer."""
        required = self.required(person, now)
        if required is None:
            return None
        slot, takes = data.draw(st.sampled_from(self.slots)), not by_hand and data.draw(st.booleans())
        at = now - timedelta(minutes=5)
        booked = AppointmentMade(
            purpose=Purpose.INITIAL, requirement=required, team=str(self.team.pk), starts_at=slot.starts_at,
            place="12 Mill Lane", slot=slot.pk if takes else None, late_because="no place sooner",
        )  # fmt: skip
        first = Proposed(id=uuid4(), person_id=person, fact=booked, happened_at=at)
        notice = NoticePrepared(
            form=Form.RA1, requirement=required, appointment=first.id, starts_at=slot.starts_at,
            place="12 Mill Lane", paper=number,
        )  # fmt: skip
        entries = [first, Proposed(id=uuid4(), person_id=person, fact=notice, happened_at=at)]
        return entries, record(entries, by=self.world.posts[0], at=now)

    def required(self, person, now):
        """Somebody arrested and found positive that night, so that there is something to write down."""
        keys = [uuid4() for _ in range(3)]
        facts = (
            Arrested(offence="theft_s1", custody_number="CS/1"),
            DrugTested(arrest=keys[0], condition=Condition.ARREST, result=Result.OPIATES),
            AssessmentRequired(test=keys[1], warned=True),
        )
        entries = [
            Proposed(id=key, person_id=person, fact=fact, happened_at=now - timedelta(minutes=30 - 5 * place))
            for place, (key, fact) in enumerate(zip(keys, facts, strict=True))
        ]
        outcome = record(entries, by=self.world.posts[0], at=now)
        known = history(person).last(AssessmentRequired)
        return keys[2] if not isinstance(outcome, Refusal) else known.root if known else None

    def a_number(self, data):
        """One of the three with a place, mostly; or none, as from the screen."""
        return data.draw(st.sampled_from([*self.numbers[:3], ""]))

    def spent(self):
        """Numbers that were entered, or accounted for."""
        return list(Paper.objects.exclude(entry_id=None, fate="").order_by("number").values_list("number", flat=True))

    def is_unused(self, data, now):
        number = data.draw(st.sampled_from(self.numbers))
        suite = self.world.suites[0]
        account_for(papers=[number], suite=suite, fate=Paper.Fate.UNUSED, by=self.world.posts[0], at=now)

    def check(self, people):
        """8: a number stands on one notice; a place is somebody's, a paper's, or free; a spent paper holds nothing."""
        notices = [one for person in people for one in history(person).all(NoticePrepared) if one.fact.paper]
        stands = Counter(one.fact.paper for one in notices)
        entered = dict(Paper.objects.exclude(entry_id=None).values_list("number", "entry_id"))
        assert all(times == 1 for times in stands.values()), stands
        assert {one.fact.paper: one.root for one in notices} == entered
        live = Booking.objects.filter(released_at=None)
        places = list(live.values_list("slot", "place_number"))
        assert len(places) == len(set(places))
        assert not live.filter(held_for__in=self.spent()).exists()
