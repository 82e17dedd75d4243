"""Every address. The web desks declare theirs; nothing else answers."""

from django.urls import include, path

urlpatterns = [path("", include("throughcare.web.urls"))]
