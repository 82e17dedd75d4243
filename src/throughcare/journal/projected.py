"""What lists, counts and boards read: rows that follow from a record, written with it and rebuildable from it."""

from django.db import models
from django.db.models import Q

from throughcare.organisations.models import Organisation
from throughcare.people.models import Person
from throughcare.people.shown import AboutSomeone
from throughcare.rulebook.standing import State


class Projected(AboutSomeone, models.Model):
    """Only the journal writes these."""

    class Meta:
        abstract = True


class StandingRow(Projected):
    """Where a person stands, in one line. The map of episodes is computed when a record is read."""

    person = models.OneToOneField(Person, models.PROTECT, primary_key=True, related_name="standing")
    care_team = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    care_since = models.DateTimeField(null=True)
    next_due = models.DateTimeField(null=True)
    next_kind = models.CharField(max_length=60, blank=True)
    open_count = models.PositiveIntegerField()
    rules_version = models.CharField(max_length=20)
    given_version = models.CharField(max_length=60)

    class Meta:
        indexes = (models.Index(fields=["care_team", "next_due"], name="standing_by_care_team"),)


class DutyRow(Projected):
    """One duty, under a key that survives correction and transfer."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="duties", db_index=False)
    key = models.CharField(max_length=200)
    kind = models.CharField(max_length=60)
    episode = models.UUIDField(null=True)
    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    arises_at = models.DateTimeField()
    due = models.DateTimeField()
    due_first = models.DateTimeField()
    moved_by = models.UUIDField(null=True)
    because = models.UUIDField()
    counted_from = models.DateTimeField()
    binding = models.BooleanField()
    state = models.CharField(max_length=10)
    ended_by = models.UUIDField(null=True)
    ended_at = models.DateTimeField(null=True)
    data_class = models.CharField(max_length=40)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["person", "key"], name="one_duty_of_a_key"),)
        indexes = (
            models.Index(fields=["owner", "due"], condition=Q(state=State.OPEN.value), name="open_duty_by_owner"),
            models.Index(
                fields=["person", "owner", "due"], condition=Q(state=State.OPEN.value), name="open_duty_of_a_person"
            ),
        )


class Sight(Projected):
    """Which team may see which classes of data about whom, since when; `until` is compared with the clock."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="sights", db_index=False)
    team = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    classes = models.CharField(
        max_length=200, blank=True, help_text="By comma, in order; empty: only what the team wrote down itself."
    )
    purpose = models.CharField(max_length=80)
    basis = models.CharField(max_length=40)
    from_at = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["person", "team", "classes", "purpose", "basis", "from_at"], name="one_sight_at_a_time"
            ),
        )
        indexes = (models.Index(fields=["team", "person"], name="sight_by_team"),)


class AppointmentRow(Projected):
    """An appointment as it stands now, after every move."""

    root = models.UUIDField(primary_key=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="appointments")
    requirement = models.UUIDField(null=True)
    team = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    purpose = models.CharField(max_length=40)
    starts_at = models.DateTimeField()
    place = models.TextField()
    notice_served = models.BooleanField(help_text="For the time as it stands.")
    is_released = models.BooleanField(help_text="From the arrest it follows from; true where there is none.")
    outcome = models.CharField(max_length=40, blank=True)
    is_over = models.BooleanField(help_text="The person came or did not, or nothing asks for it any more.")

    class Meta:
        indexes = (
            models.Index(fields=["team", "starts_at"], name="appointment_by_team"),
            models.Index(fields=["team", "person"], condition=Q(is_over=False), name="appointment_ahead"),
        )


class CustodyRow(Projected):
    """One arrest as the custody board shows it."""

    arrest = models.UUIDField(primary_key=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="custody")
    suite = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    custody_number = models.TextField()
    offence = models.TextField()
    cell = models.TextField(blank=True)
    arrived_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True)
    test_state = models.CharField(max_length=20)
    test_words = models.CharField(max_length=200, blank=True)
    required = models.CharField(
        max_length=20, blank=True, help_text="After a positive test: required, not required or undecided."
    )
    needs = models.TextField(blank=True, help_text="Kinds of open duties of this arrest, by comma.")
    ra1_given = models.BooleanField()
    at_risk = models.BooleanField(help_text="An immediate risk that nobody has been recorded as taking over.")

    class Meta:
        indexes = (
            models.Index(fields=["suite", "released_at"], name="custody_by_release"),
            models.Index(fields=["suite", "arrived_at"], name="custody_by_arrival"),
        )


class CaseloadRow(Projected):
    """One spell on a team's caseload, and who the case manager is."""

    entry = models.UUIDField(primary_key=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="caseloads")
    team = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    case_manager = models.UUIDField(null=True, help_text="A membership; empty until the manager has named one.")
    case_manager_name = models.TextField(blank=True)
    named_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True, help_text="When last seen or spoken to; empty: suspended.")

    class Meta:
        indexes = (
            models.Index(fields=["team", "case_manager"], condition=Q(until=None), name="on_the_caseload_now"),
            models.Index(fields=["team", "person"], condition=Q(until=None), name="caseload_of_a_person"),
        )


class ReminderRow(Projected):
    """One reminder that the record asks for, or no longer asks for, and why. Whether it went stands in messages."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="reminders", db_index=False)
    key = models.CharField(max_length=100)
    appointment = models.UUIDField()
    team = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    channel = models.CharField(max_length=40)
    address = models.TextField(blank=True)
    starts_at = models.DateTimeField()
    place = models.TextField()
    names_team = models.BooleanField()
    send_from = models.DateTimeField()
    send_until = models.DateTimeField(help_text="Not any more at that instant.")
    why_not = models.CharField(max_length=60, blank=True, help_text="Empty: it is wanted.")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["person", "key"], name="one_reminder_of_a_key"),)
        indexes = (
            models.Index(fields=["send_until"], condition=Q(why_not=""), name="reminder_wanted"),
            models.Index(fields=["team", "send_until"], condition=Q(why_not=""), name="reminder_wanted_by_team"),
        )
