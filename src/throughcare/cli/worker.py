"""Runs the timetable until it is told to stop."""

import argparse
import os
import signal
import socket
from threading import Event

from django.utils import timezone
from django.utils.module_loading import autodiscover_modules

from throughcare.jobs import worker


def arguments(parser: argparse.ArgumentParser) -> None:
    """None."""


def run(options: argparse.Namespace) -> int:
    autodiscover_modules("timetable")
    stop = Event()
    for told in (signal.SIGTERM, signal.SIGINT):
        signal.signal(told, lambda *_: stop.set())
    worker.work(worker=f"{socket.gethostname()}:{os.getpid()}", stop=stop, clock=timezone.now)
    return 0
