"""`throughcare key`: made once, listed without its secret, taken back."""

import pytest

from tests.cast import *  # noqa: F403
from throughcare.accounts import keys
from throughcare.accounts.models import ApiKey
from throughcare.cli import main

pytestmark = pytest.mark.django_db


def made(post, capsys, *more):
    status = main(["key", "make", post.account.email, "detention_officer", "Custody system", *more])
    return status, capsys.readouterr().out


def test_a_key_is_made_listed_and_taken_back(meera, capsys):
    status, said = made(meera, capsys, "--days", "7")
    text = said.splitlines()[0]
    key = ApiKey.objects.get()

    assert (status, keys.find(text=text, at=key.made_at), key.made_by) == (0, key, None)
    main(["key", "list"])
    assert capsys.readouterr().out.split() == [
        key.handle, f"{key.expires_at:%Y-%m-%d}", "detention_officer,", "Castle", "Street", "custody", "suite:",
        "Custody", "system",
    ]  # fmt: skip
    assert main(["key", "revoke", key.handle]) == 0
    assert keys.find(text=text, at=ApiKey.objects.get().revoked_at) is None


def test_what_cannot_be_done_is_said(meera, capsys):
    assert made(meera, capsys, "--days", "91")[0] == 2
    assert main(["key", "make", "nobody@example.org", "detention_officer", "x"]) == 2
    assert main(["key", "revoke", "nosuchke"]) == 2

    said = capsys.readouterr().out
    assert "nobody@example.org has no post" in said
    assert "There is no key 'nosuchke'" in said
    assert not ApiKey.objects.exists()
