"""The door for gunicorn."""

import os

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from throughcare.settings import DEMO, SECRET_KEY, refusal_to_start

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "throughcare.settings")
refusal = refusal_to_start(demo=DEMO, secret_key=SECRET_KEY)
if refusal:
    raise ImproperlyConfigured(refusal)
application = get_wsgi_application()
assert get_resolver().url_patterns, "every page is loaded before the first request"
