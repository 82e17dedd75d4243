"""Settings, read from the environment. Every name, its meaning and its default stand here once.

THROUGHCARE_DEMO=1            demonstration: known accounts, a watermark, loopback only
THROUGHCARE_SECRET_KEY        at least 50 characters; required outside a demonstration
THROUGHCARE_HOSTS             host names served, comma separated
THROUGHCARE_DATABASE_URL      postgresql://user:password@host/name, or empty for SQLite
THROUGHCARE_VAR               folder for the SQLite file and other state (default: var)
THROUGHCARE_BACKUPS           folder for a backup each night; empty for none
THROUGHCARE_BACKUPS_KEPT      days for which they are kept (default: 35)
THROUGHCARE_DEMO_ANYWHERE=1   let a demonstration listen on an address that is not loopback
THROUGHCARE_SINGLE_SIGN_ON_*  secrets of organisations' own sign-in, by the names an administrator gives them
THROUGHCARE_EMAIL             file (default), console, or smtp://user:password@host:587 (smtps:// for port 465)
THROUGHCARE_EMAIL_FROM        the sender of e-mails, as appointments@example.org
THROUGHCARE_TEXT              file (default) or console, where text messages do not go through GOV.UK Notify
THROUGHCARE_NOTIFY_KEY        key of a GOV.UK Notify service; empty for none
THROUGHCARE_NOTIFY_TEXT       id of its template for text messages; _LETTER and _EMAIL likewise, each empty for none
THROUGHCARE_NOTIFY_URL        where Notify is, if not at its usual address
THROUGHCARE_LOG               json: an object a line, one for each answer; text: for people, as in a demonstration
THROUGHCARE_NOW               demonstration only: instant at which the demonstration clock starts (ISO 8601)
"""

import os
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def _environment(name: str, default: str = "") -> str:
    return os.environ.get(f"THROUGHCARE_{name}", default)


KEPT_FOR = 60
"""Seconds that a thread keeps its connection. Closing the last one of SQLite's takes longer than most pages: it empties
the log of writes into the file."""


def _database(url: str, var: Path) -> dict[str, object]:
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(var / "throughcare.sqlite3"),
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
                "PRAGMA secure_delete=ON; PRAGMA journal_size_limit=27103364; PRAGMA cache_size=-64000;",
            },
            "CONN_MAX_AGE": KEPT_FOR,
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"}:
        raise ImproperlyConfigured(
            f"THROUGHCARE_DATABASE_URL starts with {parts.scheme!r}; it must start with postgresql://"
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": KEPT_FOR,
        "CONN_HEALTH_CHECKS": True,
    }


def _days(name: str, default: str) -> int:
    text = _environment(name, default)
    if text.isdecimal() and int(text) > 0:
        return int(text)
    raise ImproperlyConfigured(f"THROUGHCARE_{name} is {text!r}; it must be a number of days, 1 or more")


def _log(text: str) -> str:
    if text in {"json", "text"}:
        return text
    raise ImproperlyConfigured(f"THROUGHCARE_LOG is {text!r}; it must be json or text")


def refusal_to_start(*, demo: bool, secret_key: str) -> str | None:
    """A sentence, or None. Asked by every command that opens the database, and by the door for gunicorn."""
    if demo or len(secret_key) >= SECRET_KEY_LENGTH:
        return None
    problem = f"has {len(secret_key)} characters" if secret_key else "is not set"
    return (
        f"THROUGHCARE_SECRET_KEY {problem}; outside a demonstration it needs at least {SECRET_KEY_LENGTH}, "
        "made at random and kept secret. For a demonstration set THROUGHCARE_DEMO=1."
    )


def _instant(text: str) -> datetime | None:
    """With its time zone, or none at all."""
    if not text:
        return None
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ImproperlyConfigured(f"THROUGHCARE_NOW is {text!r}, without a time zone; write, say, {text}+00:00")
    return instant


BASE_DIR = Path(__file__).resolve().parent
DEMO = _environment("DEMO") == "1"
DEMO_ANYWHERE = _environment("DEMO_ANYWHERE") == "1"
DEMO_NOW = _instant(_environment("NOW")) if DEMO else None
VAR = Path(_environment("VAR", "var")).resolve()
LOG = _log(_environment("LOG", "text" if DEMO else "json"))
BACKUPS = _environment("BACKUPS")
BACKUPS_KEPT = _days("BACKUPS_KEPT", "35")
MESSAGES = {
    name: _environment(name)
    for name in (
        "EMAIL", "EMAIL_FROM", "TEXT", "NOTIFY_KEY", "NOTIFY_TEXT", "NOTIFY_LETTER", "NOTIFY_EMAIL", "NOTIFY_URL",
    )
}  # fmt: skip
"""How messages leave; read and checked in messages/channels/chosen.py when anything starts."""
DATABASES = {"default": _database(_environment("DATABASE_URL"), VAR)}

SECRET_KEY_LENGTH = 50
SECRET_KEY = _environment("SECRET_KEY") or ("demonstration only, never a secret " * 2 if DEMO else "")
ALLOWED_HOSTS = [host for host in _environment("HOSTS", "127.0.0.1,localhost").split(",") if host]
DEBUG = False

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "throughcare.jobs",
    "throughcare.organisations",
    "throughcare.accounts",
    "throughcare.people",
    "throughcare.drafts",
    "throughcare.documents",
    "throughcare.diary",
    "throughcare.suites",
    "throughcare.journal",
    "throughcare.matching",
    "throughcare.messages",
    "throughcare.access",
    "throughcare.sharing",
    "throughcare.imports",
    "throughcare.operations",
    "throughcare.api",
    "throughcare.web",
]

MIDDLEWARE = [
    "throughcare.web.request_log.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "throughcare.web.shedding.Shedding",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "throughcare.web.account.sessions.SessionLimits",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "throughcare.web.middleware.SecurityHeaders",
    "throughcare.web.middleware.WorkingAs",
    "throughcare.web.middleware.OnlyDeclared",
    "throughcare.web.read_log.ReadLog",
]

ROOT_URLCONF = "throughcare.urls"
WSGI_APPLICATION = "throughcare.wsgi.application"
AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = ["throughcare.accounts.backend.PasswordBackend"]
LOGIN_URL = "/sign-in"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/sign-in"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 15}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
PASSWORD_HASHERS = [
    "throughcare.accounts.hashers.Argon2id",
    "django.contrib.auth.hashers.ScryptPasswordHasher",  # read, and made argon2 at the next sign-in
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "throughcare.web.context.page",
            ]
        },
    }
]
FORM_RENDERER = "throughcare.web.render.GovukRenderer"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = False
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

STATIC_URL = "/static/"
ASSETS = Path(_environment("ASSETS", "build/assets")).resolve()
STATICFILES_DIRS = [ASSETS] if ASSETS.is_dir() else []
STATIC_ROOT = VAR / "static"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

SINGLE_SIGN_ON_PLAIN_ON_LOOPBACK = False  # tests alone speak to a provider without TLS
SESSION_ENGINE = "throughcare.accounts.sessions"
SESSION_COOKIE_NAME = "session" if DEMO else "__Host-session"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_SECURE = not DEMO
CSRF_COOKIE_NAME = "csrf" if DEMO else "__Host-csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SECURE = not DEMO
CSRF_FAILURE_VIEW = "throughcare.web.account.kept.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CSRF_COOKIE_SAMESITE = "Strict"
SECURE_SSL_REDIRECT = not DEMO
SECURE_HSTS_SECONDS = 0 if DEMO else 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = not DEMO
SECURE_HSTS_PRELOAD = not DEMO
SECURE_REFERRER_POLICY = "same-origin"  # with no-referrer a browser hides the origin that guards forms
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SILENCED_SYSTEM_CHECKS = ["security.W002"]  # throughcare.web.middleware sends that header itself

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "text": {
            "()": "throughcare.web.log_lines.WithoutContent",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        },
        "json": {"()": "throughcare.web.log_lines.AsJson"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": LOG}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "throughcare.web.request_log": {"level": "INFO" if LOG == "json" else "WARNING"},
        "gunicorn.error": {"level": "INFO", "handlers": ["console"], "propagate": False},
    },
}
