"""The status page, and the answer that a load balancer asks for."""

from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, path

from throughcare.web.upkeep import status

urlpatterns: list[URLPattern] = [
    path("status", status.status, name="status"),
    path("alive", login_not_required(status.alive), name="alive"),
]
