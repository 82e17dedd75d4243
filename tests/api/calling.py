"""Another system at work: a key, and requests with it."""

from datetime import timedelta
from uuid import uuid4

from django.test import Client

from tests.web.suite_scene import NOW
from throughcare.accounts import keys
from throughcare.accounts.models import ApiKey

ROOT = "/api/v1"


def made(membership, *, by=None, at=NOW, lasts=timedelta(days=30), names_officers=False):
    """The row of a new key, and the key itself."""
    key = ApiKey(
        membership=membership, name="Custody system", expires_at=at + lasts, names_officers=names_officers
    )  # fmt: skip
    return key, keys.make(unsaved=key, by=by, at=at)


class System:
    """A client that sends its key, and JSON."""

    def __init__(self, text):
        self.client, self.headers = Client(), {"Authorization": f"Bearer {text}"} if text else {}

    def get(self, path, **query):
        return self.client.get(ROOT + path, query, headers=self.headers)

    def post(self, path, body, *, key=None, **more):
        headers = self.headers | {"Idempotency-Key": str(key or uuid4())}
        return self.client.post(ROOT + path, body, content_type="application/json", headers=headers, **more)

    def record(self, person, kind, fact, happened_at, *, key=None, **more):
        body = {"happened_at": happened_at.isoformat(), "fact": fact, **more}
        return self.post(f"/people/{person.reference}/facts/{kind}", body, key=key)


def system(membership, **more):
    return System(made(membership, **more)[1])


def problem(answer):
    """Status, the last word of the type, and the whole document."""
    assert answer["Content-Type"] == "application/problem+json", answer.content
    said = answer.json()
    assert said["status"] == answer.status_code
    return answer.status_code, said["type"].rsplit(":", 1)[1], said
