"""What browser somebody sits at: in words for their list of sessions, and whether their account knows it already.

A known browser holds a signed name of its own in a cookie, and has its own tries (see accounts.throttle).
"""

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import get_random_string

from throughcare.accounts.models import Account

DAYS = 90
SALT = "throughcare.known-browser"
BROWSERS = (("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
SYSTEMS = (
    ("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Mac OS", "Mac"),
    ("CrOS", "Chromebook"), ("Linux", "Linux"),
)  # fmt: skip


def in_words(user_agent: str) -> str:
    """Firefox on Windows. Good enough to know one's own; never used to decide anything."""
    browser = next((name for mark, name in BROWSERS if mark in user_agent), "A browser")
    system = next((name for mark, name in SYSTEMS if mark in user_agent), "another system")
    return f"{browser} on {system}"


def known_to(email: str, request: HttpRequest) -> str:
    """This browser's own name, if the account of that address has signed in with it; empty otherwise."""
    try:
        held = signing.loads(request.COOKIES.get(_cookie(), ""), salt=SALT, max_age=DAYS * 24 * 60 * 60)
    except signing.BadSignature:
        return ""
    account = Account.objects.filter(email=email.strip().lower()).first()
    return str(held.get(str(account.pk), "")) if account else ""


def remember(response: HttpResponse, request: HttpRequest, account: Account) -> None:
    """Up to five accounts share a desk's browser."""
    try:
        held = signing.loads(request.COOKIES.get(_cookie(), ""), salt=SALT, max_age=DAYS * 24 * 60 * 60)
    except signing.BadSignature:
        held = {}
    others = {who: name for who, name in held.items() if who != str(account.pk)}
    held = dict([*others.items()][-4:]) | {str(account.pk): get_random_string(22)}
    response.set_cookie(
        _cookie(), signing.dumps(held, salt=SALT), max_age=DAYS * 24 * 60 * 60, httponly=True,
        secure=settings.SESSION_COOKIE_SECURE, samesite="Strict",
    )  # fmt: skip


def _cookie() -> str:
    return settings.SESSION_COOKIE_NAME.replace("session", "known")
