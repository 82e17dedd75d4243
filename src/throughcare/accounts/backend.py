"""Signing in with e-mail and password. A demonstration's known accounts open nothing outside a demonstration."""

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import AnonymousUser

from throughcare.accounts.models import Account


class PasswordBackend(ModelBackend):
    """Asked at sign-in and again for every request of a session."""

    def user_can_authenticate(self, user: Account | AnonymousUser | None) -> bool:
        demonstration = isinstance(user, Account) and user.is_demonstration
        return super().user_can_authenticate(user) and (settings.DEMO or not demonstration)
