"""Another system at work: find somebody, or book them in; record a test; read what is due; follow what changes.

Standard library only. Run it with the address and the key:

    THROUGHCARE_KEY=tc_… python client.py https://throughcare.example
"""

import json
import os
import sys
import time
from datetime import UTC, datetime
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen
from uuid import uuid4


class Refused(Exception):
    """What was refused: the sentence, what can be done, and the paragraphs."""

    def __init__(self, problem):
        cites = "; ".join(cite["words"] for cite in problem.get("cites", ()))
        super().__init__(" ".join(filter(None, (problem["detail"], problem.get("instead"), cites and f"({cites})"))))
        self.problem = problem


class Throughcare:
    """One key at one address."""

    def __init__(self, address, key):
        self.address, self.key = address.rstrip("/") + "/api/v1", key

    def get(self, path, **query):
        return self._send("GET", f"{path}?{urlencode(query)}" if query else path)

    def post(self, path, body, key=None):
        """`key` names what is sent: sent again after a line dropped, nothing is done twice."""
        return self._send("POST", path, body, {"Idempotency-Key": str(key or uuid4())})

    def record(self, reference, kind, happened_at, **fact):
        body = {"happened_at": happened_at.isoformat(), "fact": fact}
        return self.post(f"/people/{reference}/facts/{kind}", body)["entry"]

    def changes(self, cursor=""):
        """Pages of what was written since, and where to go on next time."""
        while True:
            page = self.get("/changes", cursor=cursor)
            yield page
            cursor = page["cursor"]
            if not page["more"]:
                return

    def _send(self, method, path, body=None, more=None, tries=3):
        headers = {"Authorization": f"Bearer {self.key}", "Content-Type": "application/json", **(more or {})}
        content = None if body is None else json.dumps(body).encode()
        request = Request(self.address + path, content, headers, method=method)  # noqa: S310  the address is ours
        try:
            with urlopen(request, timeout=30) as answer:  # noqa: S310
                return json.load(answer)
        except HTTPError as error:
            if error.code == 429 and tries > 1:
                time.sleep(int(error.headers["Retry-After"]))
                return self._send(method, path, body, more, tries - 1)
            raise Refused(json.load(error)) from error


def book_in(throughcare, at):
    """The reference of somebody new, and the entry of the arrest."""
    begun = throughcare.post("/arrivals", {
        "happened_at": at.isoformat(),
        "details": {"given_name": "Ifor", "family_name": "Tŵr", "born_on": "1984-11-09"},
        "residence": {"housing": "at an address", "area": "NMR", "address": "9 Lôn Fach"},
        "language": {"speaks": "Cymraeg", "finds_reading_hard": False},
        "arrest": {"offence": "theft_s1", "custody_number": "CS/9"},
    })  # fmt: skip
    arrest = next(entry["entry"] for entry in begun["entries"] if entry["kind"] == "arrested")
    return begun["reference"], arrest


def main(address, key, at=None):
    throughcare, at = Throughcare(address, key), at or datetime.now(UTC)
    found = throughcare.get("/people", q="Ifor Tŵr")
    print(f"Found here before: {len(found)}")
    reference, arrest = book_in(throughcare, at)
    throughcare.record(reference, "drug_tested", at, arrest=arrest, condition="on arrest", result="opiates")
    standing = throughcare.get(f"/people/{reference}/standing")
    for duty in standing["duties"]:
        if duty["state"] == "open":
            print(f"{duty['owner']['name']}: {duty['action']}, by {duty['due']}")
    try:
        throughcare.record(reference, "care_plan_refused", at, assessment=arrest)
    except Refused as refused:
        print(f"Refused: {refused}")
    *_, last = throughcare.changes()
    print(f"Follow from: {last['cursor']}")


if __name__ == "__main__":
    main(sys.argv[1], os.environ["THROUGHCARE_KEY"])
