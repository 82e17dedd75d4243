"""Messages: a team's, a person's, and the calendar file of an appointment."""

from django.urls import URLPattern, path

from throughcare.web import addresses
from throughcare.web.messages import person, team

PERSON = "people/<reference:reference>"

urlpatterns: list[URLPattern] = [
    path("messages", team.messages, name="messages"),
    path(f"{PERSON}/messages", person.person_messages, name="person_messages"),
    path(f"{PERSON}/appointments/<uuid:entry>.ics", person.appointment_calendar, name="appointment_calendar"),
]

__all__ = ["addresses", "urlpatterns"]
