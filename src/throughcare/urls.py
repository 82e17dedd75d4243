"""Every address. The desks and the API declare theirs; nothing else answers."""

from django.urls import include, path

urlpatterns = [path("", include("throughcare.web.urls")), path("", include("throughcare.api.urls"))]
handler500 = "throughcare.web.unavailable.server_error"
