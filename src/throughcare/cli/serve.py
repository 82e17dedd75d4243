"""Serves the pages with gunicorn: a process for each processor, and threads that web/shedding.py fills."""

import argparse
import ipaddress
import os
import sys

from django.conf import settings

PROCESSES, THREADS = min(4, max(2, os.cpu_count() or 2)), 24
"""Never one process alone: while it starts anew, another answers. No more than four unless told: each thread keeps a
connection, and PostgreSQL gives a hundred as it comes. Of the threads of a process three work, fourteen wait, and the
others turn away (web/shedding.py)."""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--bind", default="127.0.0.1:8000", metavar="ADDRESS:PORT")
    parser.add_argument("--processes", type=_some, default=PROCESSES, metavar="N", help="%(default)s here")


def run(options: argparse.Namespace) -> int:
    refusal = refusal_to_listen(bind=options.bind, demo=settings.DEMO, anywhere=settings.DEMO_ANYWHERE)
    if refusal:
        print(f"throughcare: {refusal}", file=sys.stderr)
        return 2
    settings.STATIC_ROOT.mkdir(mode=0o700, parents=True, exist_ok=True)
    _serve(options.bind, options.processes)
    return 0


def refusal_to_listen(*, bind: str, demo: bool, anywhere: bool) -> str | None:
    """A demonstration's passwords are known to everyone, so it stays on this machine unless told."""
    if not demo or anywhere or is_loopback(bind=bind):
        return None
    return (
        f"a demonstration has known passwords and will not listen on {bind}. "
        "Use 127.0.0.1, or set THROUGHCARE_DEMO_ANYWHERE=1."
    )


def is_loopback(*, bind: str) -> bool:
    if bind.startswith("unix:"):
        return True
    host = bind.rpartition(":")[0].strip("[]")
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _some(text: str) -> int:
    if text.isdecimal() and int(text) > 0:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is no number of processes; it must be 1 or more")


def _serve(bind: str, processes: int) -> None:
    from gunicorn.app.base import BaseApplication

    # The control socket would be a second door, in the home folder of whoever started this.
    chosen = {"bind": bind, "workers": processes, "threads": THREADS, "control_socket_disable": True}
    chosen["logconfig_dict"] = settings.LOGGING

    class Server(BaseApplication):  # type: ignore[misc]
        def load_config(self) -> None:
            for name, value in chosen.items():
                self.cfg.set(name, value)

        def load(self) -> object:
            from throughcare.wsgi import application

            return application

    Server().run()
