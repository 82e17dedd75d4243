"""How passwords are kept: argon2id, at OWASP's least cost, so that a thousand people can sign in within a minute."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2id(Argon2PasswordHasher):
    """19 MiB, twice over, in one thread. A change here is made good for each person when they next sign in."""

    time_cost, memory_cost, parallelism = 2, 19 * 1024, 1
