"""Consent and sharing: about one person, and the desks of those who receive, ask and decide."""

from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, path

from throughcare.web import addresses
from throughcare.web.sharing import consenting, protocols, received, requests, seeing, shares, telling

PERSON = "people/<reference:reference>/sharing"

urlpatterns: list[URLPattern] = [
    path(PERSON, shares.sharing, name="sharing"),
    path(f"{PERSON}/ask", consenting.ask_consent, name="ask_consent"),
    path(f"{PERSON}/ask/form", consenting.consent_form, name="consent_form"),
    path(f"{PERSON}/account", telling.sharing_account, name="sharing_account"),
    path(f"{PERSON}/emergency", telling.tell_in_emergency, name="tell_in_emergency"),
    path(f"{PERSON}/emergency/<uuid:entry>", telling.review_emergency, name="review_emergency"),
    path(f"{PERSON}/<uuid:entry>/signed-form", consenting.signed_form, name="signed_form"),
    path(f"{PERSON}/<uuid:entry>/take-back", shares.take_back, name="take_back"),
    path(f"{PERSON}/<uuid:entry>/see", seeing.will_they_see, name="will_they_see"),
    path(f"{PERSON}/<uuid:entry>/ask-back", shares.ask_back, name="ask_back"),
    path(f"{PERSON}/<uuid:entry>/copy", shares.copy, name="sent_copy"),
    path("shared-with-us", received.shared_with_us, name="shared_with_us"),
    path("shared-with-us/<uuid:entry>", received.shared, name="shared"),
    path("shared-with-us/<uuid:entry>/bundle.pdf", received.shared_bundle, name="shared_bundle"),
    path("shared-with-us/<uuid:entry>/answer", received.answer_recall, name="answer_recall"),
    path("shared-with-us/<uuid:entry>/taken-back", received.taken_back_here, name="taken_back_here"),
    path("ask-for-information", requests.ask, name="ask_for_information"),
    path("requests", requests.requests, name="requests"),
    path("requests/<uuid:entry>", requests.answer_request, name="answer_request"),
    path("protocols", login_not_required(protocols.protocols), name="protocols"),
    path("protocols/<uuid:protocol>", login_not_required(protocols.protocol), name="protocol"),
    path("our-protocols", protocols.our_protocols, name="our_protocols"),
    path("our-protocols/draft", protocols.draft_protocol, name="draft_protocol"),
    path("our-protocols/<uuid:protocol>", protocols.our_protocol, name="our_protocol"),
    path("our-protocols/<uuid:protocol>/draft", protocols.draft_protocol, name="draft_next"),
    path("our-protocols/<uuid:protocol>/endorse", protocols.endorse_protocol, name="endorse_protocol"),
    path("our-protocols/<uuid:protocol>/end", protocols.end_protocol, name="end_protocol"),
    path("decisions", requests.decisions, name="decisions"),
    path("decisions/<uuid:entry>", requests.decide, name="decide"),
]

__all__ = ["addresses", "urlpatterns"]
