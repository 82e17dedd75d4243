"""Every page of the desks. The name is what templates and duties link by."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path

from throughcare.web import words_pages
from throughcare.web.access import urls as access
from throughcare.web.account import sign_in
from throughcare.web.account import urls as account
from throughcare.web.assessment import urls as assessment
from throughcare.web.cjit import urls as cjit
from throughcare.web.custody import urls as custody
from throughcare.web.diary import urls as diary
from throughcare.web.imports import urls as imports
from throughcare.web.members import urls as members
from throughcare.web.messages import urls as messages
from throughcare.web.person import urls as person
from throughcare.web.sharing import urls as sharing
from throughcare.web.testing import urls as testing
from throughcare.web.upkeep import urls as upkeep

urlpatterns = [
    path("", sign_in.front, name="front"),
    path("help", login_not_required(words_pages.help_page), name="help"),
    path("accessibility", login_not_required(words_pages.accessibility), name="accessibility"),
    path("more", words_pages.more, name="more"),
    path("guidance", words_pages.guidance_page, name="guidance"),
    *person.urlpatterns,
    *account.urlpatterns,
    *custody.urlpatterns,
    *testing.urlpatterns,
    *cjit.urlpatterns,
    *assessment.urlpatterns,
    *diary.urlpatterns,
    *access.urlpatterns,
    *messages.urlpatterns,
    *sharing.urlpatterns,
    *imports.urlpatterns,
    *members.urlpatterns,
    *upkeep.urlpatterns,
]
