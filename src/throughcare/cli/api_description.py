"""The description of the API, asked of its own address, as another system asks for it."""

import os

NAME = "openapi.json"
ADDRESS = "/api/v1/openapi.json"


def text() -> str:
    """No database is asked, and no secret is needed."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "throughcare.settings")
    import django
    from django.test import RequestFactory
    from django.urls import resolve

    django.setup()
    answer = resolve(ADDRESS).func(RequestFactory().get(ADDRESS))
    said: bytes = answer.content
    return said.decode()
