"""What someone with full rights to the database could do: the triggers off, a change, the triggers on again."""

from contextlib import contextmanager

from django.db import connection

from throughcare.journal import guards


@contextmanager
def guards_off():
    with connection.cursor() as cursor:
        for statement in guards.drop(connection.vendor):
            cursor.execute(statement)
    yield
    with connection.cursor() as cursor:
        for statement in guards.create(connection.vendor):
            cursor.execute(statement)
