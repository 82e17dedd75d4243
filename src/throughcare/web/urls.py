"""Every page of the desks. The name is what templates and duties link by."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path

from throughcare.web import access_urls, account_urls, addresses, cjit_urls, custody_urls, member_urls, sharing_urls
from throughcare.web.views import mend, person, record, sign_in, words_pages

urlpatterns = [
    path("", sign_in.front, name="front"),
    path("help", login_not_required(words_pages.help_page), name="help"),
    path("accessibility", login_not_required(words_pages.accessibility), name="accessibility"),
    path("guidance", words_pages.guidance_page, name="guidance"),
    path("people/<reference:reference>", person.person, name="person"),
    path("people/<reference:reference>/why/<key:key>", person.why, name="why"),
    path("people/<reference:reference>/record/<slug:kind>", record.record, name="record"),
    path("people/<reference:reference>/mend/<uuid:entry>", mend.mend, name="mend"),
    *account_urls.urlpatterns,
    *custody_urls.urlpatterns,
    *cjit_urls.urlpatterns,
    *access_urls.urlpatterns,
    *sharing_urls.urlpatterns,
    *member_urls.urlpatterns,
]

__all__ = ["addresses", "urlpatterns"]
