"""A mail server and a Notify, on this machine, written from their published descriptions and not from our adapters."""

import base64
import hashlib
import hmac
import json
import socketserver
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit


class Mail(socketserver.StreamRequestHandler):
    """Takes what it is given (RFC 5321), unless `says` has another answer to a command, or None: it hangs up."""

    def handle(self):
        self.wfile.write(b"220 here\r\n")
        while line := self.rfile.readline():
            word = line.split()[0].upper().decode()
            self.server.heard.append(line.decode().strip())
            answer = self.server.says.get(word, {"DATA": "354 go on", "QUIT": "221 bye"}.get(word, "250 fine"))
            if answer is None:
                return
            self.wfile.write(f"{answer}\r\n".encode())
            if word == "DATA" and answer.startswith("354") and not self._text():
                return

    def _text(self):
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line)
        self.server.texts.append(b"".join(lines))
        answer = self.server.says.get(".", "250 taken")
        if answer is None:
            return False
        self.wfile.write(f"{answer}\r\n".encode())
        return True


class NotifyStub(BaseHTTPRequestHandler):
    """The three calls that are made of it; refuses a token that it cannot check by hand."""

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self._is_let_in():
            self.server.taken[body["reference"]] = (urlsplit(self.path).path, body)
            self._answer(201, {"id": f"theirs-{len(self.server.taken)}", "reference": body["reference"]})

    def do_GET(self):
        if self._is_let_in():
            reference = parse_qs(urlsplit(self.path).query)["reference"][0]
            status = self.server.statuses.get(reference, "sending")
            there = [{"id": "theirs-1", "status": status}] if reference in self.server.taken else []
            self._answer(200, {"notifications": there, "links": {}})

    def _is_let_in(self):
        claims = self._claims(self.headers["Authorization"].removeprefix("Bearer "))
        self.server.claims.append(claims)
        if self.server.fails:
            self._answer(
                self.server.fails.pop(0), {"errors": [{"error": "BadRequestError", "message": "07700 900123"}]}
            )
            return False
        if claims is None:
            self._answer(403, {"errors": []})
        return claims is not None

    def _claims(self, token):
        """By hand: base64url, HMAC with SHA-256 over the first two parts (RFC 7515)."""
        head, claims, signature = token.split(".")
        wanted = hmac.new(self.server.secret.encode(), f"{head}.{claims}".encode(), hashlib.sha256).digest()
        signed = hmac.compare_digest(wanted, _decoded(signature))
        return json.loads(_decoded(claims)) if signed and json.loads(_decoded(head))["alg"] == "HS256" else None

    def _answer(self, code, body):
        text = json.dumps(body).encode()
        self.send_response(code)
        if code in {301, 302}:
            self.send_header("Location", "http://127.0.0.1:9/elsewhere")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_):
        pass


def _decoded(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@contextmanager
def serving(server, **state):
    for name, value in state.items():
        setattr(server, name, value)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def mail(**says):
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Mail)
    return serving(server, says=says, heard=[], texts=[])


def notify(*, secret, fails=()):
    server = ThreadingHTTPServer(("127.0.0.1", 0), NotifyStub)
    return serving(server, secret=secret, fails=list(fails), taken={}, statuses={}, claims=[])
