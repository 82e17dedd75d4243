"""The CJIT desk."""

from django.urls import URLPattern

from throughcare.web import addresses

urlpatterns: list[URLPattern] = []

__all__ = ["addresses", "urlpatterns"]
