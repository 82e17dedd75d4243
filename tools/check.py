"""All gates, in order of speed. Runs every one, counts the failures, changes nothing."""

import subprocess
import sys
import time

BIN = ".venv/bin/"
SOURCES = ["src", "tests", "tools", "benchmarks"]
DJANGO = ["env", "THROUGHCARE_DEMO=1", "DJANGO_SETTINGS_MODULE=throughcare.settings", BIN + "python", "-m", "django"]
GATES = (
    ("format", [BIN + "ruff", "format", "--check", "--quiet", *SOURCES]),
    ("lint", [BIN + "ruff", "check", "--quiet", *SOURCES]),
    ("imports", [BIN + "lint-imports", "--no-cache"]),
    ("templates", [BIN + "djlint", "--lint", "--quiet", "src"]),
    ("sizes, locks, secrets", [BIN + "python", "-m", "pytest", "-q", "tests/architecture"]),
    ("types", [BIN + "mypy"]),
    ("migrations", [*DJANGO, "makemigrations", "--check", "--dry-run"]),
    ("generated pages", [BIN + "throughcare", "docs", "--check"]),
)


def main() -> int:
    failed = [name for name, command in GATES if not _passes(name, command)]
    print(f"{len(GATES) - len(failed)} passed, {len(failed)} failed")
    return 1 if failed else 0


def _passes(name: str, command: list[str]) -> bool:
    began = time.monotonic()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    print(f"{'ok  ' if done.returncode == 0 else 'FAIL'} {name} ({time.monotonic() - began:.1f} s)", flush=True)
    if done.returncode != 0:
        print(done.stdout + done.stderr)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
