"""Signing in by one's own organisation, against a small provider on this machine with a key of its own."""

import json
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client

from tests import cast
from tests.cast import *  # noqa: F403
from tests.web.signing_in import with_app
from throughcare.accounts.models import SignInEvent, SingleSignOn, SingleSignOnChange

SECRET = "THROUGHCARE_SINGLE_SIGN_ON_NORTHMOOR"
KEYS = {kid: rsa.generate_private_key(public_exponent=65537, key_size=2048) for kid in ("own", "another")}


class Provider:
    """Says of whoever comes what the test tells it to; `wrong` changes the token."""

    def __init__(self):
        self.claims, self.wrong, self.asked, self.key = {}, {}, [], KEYS["own"]
        self.server = HTTPServer(("127.0.0.1", 0), self.handler())
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def token(self, nonce):
        now = datetime.now(UTC)
        claims = {
            "iss": self.issuer, "aud": "throughcare", "sub": "1", "iat": now, "exp": now + timedelta(minutes=5),
            "nonce": nonce, "email": "rhian.oneill@example.org", "email_verified": True,
        }  # fmt: skip
        claims = {name: value for name, value in (claims | self.wrong).items() if value is not None}
        return jwt.encode(claims, self.key, algorithm="RS256", headers={"kid": "own"})

    def answer(self, path, form):
        if path == "/.well-known/openid-configuration":
            places = {"authorization_endpoint": "/ask", "token_endpoint": "/token", "jwks_uri": "/keys"}
            return {"issuer": self.issuer} | {name: self.issuer + at for name, at in places.items()}
        if path == "/keys":
            public = jwt.algorithms.RSAAlgorithm.to_jwk(KEYS["own"].public_key(), as_dict=True)
            return {"keys": [public | {"kid": "own", "use": "sig", "alg": "RS256"}]}
        assert form["client_secret"] == ["a secret between the two"]
        return {"id_token": self.token(form["code"][0]), "token_type": "Bearer"}

    def handler(self):
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                self.say(None)

            def do_POST(self):
                self.say(parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode()))

            def say(self, form):
                provider.asked.append(self.path)
                body = json.dumps(provider.answer(self.path, form)).encode()
                self.send_response(200)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *words):
                pass

        return Handler


@pytest.fixture
def provider():
    found = Provider()
    yield found
    found.server.shutdown()
    found.server.server_close()


@pytest.fixture
def switched(provider, northmoor_cjit, settings, monkeypatch):
    settings.SINGLE_SIGN_ON_PLAIN_ON_LOOPBACK = True
    monkeypatch.setenv(SECRET, "a secret between the two")
    return SingleSignOn.objects.create(
        organisation=northmoor_cjit, issuer=provider.issuer, client_id="throughcare", secret_name=SECRET,
        email_domain="example.org", does_second_step=True, is_on=True,
    )  # fmt: skip


def comes_back(client, single, *, nonce=None, state=None):
    """As the provider sends the browser back. Its code carries the nonce, so that it needs to remember nothing."""
    asked = client.get(f"/sign-in/organisation/{single.pk}", secure=True)
    if asked.status_code != 302:
        return asked
    query = {name: value[0] for name, value in parse_qs(urlsplit(asked.url).query).items()}
    answer = {"code": nonce or query["nonce"], "state": state or query["state"]}
    back = client.get("/sign-in/organisation/back", answer, secure=True)
    assert back.status_code == 200
    return client.get("/sign-in/organisation/finish", answer, secure=True)


def test_a_provider_that_asks_for_a_second_step_signs_in(client, switched, rhian):
    assert comes_back(client, switched).url == "/"
    assert client.get("/today", secure=True).status_code == 200
    assert SignInEvent.objects.get(kind="signed in").account == rhian.account


def test_our_second_step_follows_a_provider_that_asks_for_none(client, switched, rhian):
    with_app(rhian.account)
    SingleSignOn.objects.update(does_second_step=False)

    assert comes_back(client, switched).url == "/sign-in/second-step"
    assert client.get("/today", secure=True).url.startswith("/sign-in")


@pytest.mark.parametrize(
    "wrong",
    [
        {"nonce": "another"}, {"nonce": None}, {"aud": "somebody else"}, {"aud": ["throughcare", "somebody else"]},
        {"iss": "https://example.org"}, {"exp": datetime(2020, 1, 1, tzinfo=UTC)}, {"email_verified": False},
        {"email_verified": None}, {"email_verified": "true"}, {"email": "nobody@example.org"},
        {"email": "rhian.oneill@example.org.uk"}, {"email": "eluned.prys@example.org"}, {"sub": None},
    ],
    ids=str,
)  # fmt: skip
def test_a_wrong_token_opens_nothing(client, switched, provider, rhian, eluned, wrong):
    provider.wrong = wrong

    assert comes_back(client, switched).status_code == 403
    assert client.get("/today", secure=True).url.startswith("/sign-in")
    assert SignInEvent.objects.get().account is None


def test_a_token_signed_by_another_key_opens_nothing(client, switched, provider, rhian):
    provider.key = KEYS["another"]

    assert comes_back(client, switched).status_code == 403


def test_an_answer_to_another_browsers_question_opens_nothing(client, switched, rhian):
    assert comes_back(client, switched, state="another").url == "/sign-in"
    assert Client().get("/sign-in/organisation/finish?code=x&state=", secure=True).url == "/sign-in"


def test_unless_it_is_switched_on_nothing_is_asked(client, switched, provider, rhian):
    SingleSignOn.objects.update(is_on=False)

    assert comes_back(client, switched).status_code == 404
    assert "Sign in with your organisation" not in client.get("/sign-in", secure=True).content.decode()
    assert provider.asked == []


def test_switched_off_between_question_and_answer_it_opens_nothing(client, switched, provider, rhian):
    asked = client.get(f"/sign-in/organisation/{switched.pk}", secure=True)
    query = {name: value[0] for name, value in parse_qs(urlsplit(asked.url).query).items()}
    SingleSignOn.objects.update(is_on=False)

    answer = {"code": query["nonce"], "state": query["state"]}
    assert client.get("/sign-in/organisation/finish", answer, secure=True).status_code == 403


def test_an_administrator_switches_it_and_the_change_is_logged(client, administrator, northmoor_cjit):
    cast.signed_in(client, administrator.account)
    page = f"/single-sign-on/{northmoor_cjit.pk}"
    typed = {
        "issuer": "https://sign-in.northmoor.example", "client_id": "throughcare", "secret_name": SECRET,
        "email_domain": "northmoor.example", "is_on": "on",
    }  # fmt: skip

    for wrong in ({"issuer": "http://sign-in.northmoor.example"}, {"secret_name": "THROUGHCARE_SECRET_KEY"}):
        assert client.post(page, typed | wrong, secure=True).status_code == 422
    assert client.post(page, typed, secure=True).url == "/single-sign-on"

    change = SingleSignOnChange.objects.get()
    assert (change.by, change.values["is_on"], change.values["does_second_step"]) == (administrator, True, False)
    assert "Switched on by Kit Öberg" in client.get(page, secure=True).content.decode()


def test_nobody_but_an_administrator_switches_it(client, northmoor_manager, northmoor_cjit):
    cast.signed_in(client, northmoor_manager.account)

    assert client.get(f"/single-sign-on/{northmoor_cjit.pk}", secure=True).status_code == 403
