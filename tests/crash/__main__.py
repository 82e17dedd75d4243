"""Kills processes at random in the middle of their work and looks at what is left.

python -m tests.crash --kills 100                      on SQLite, in under a minute
python -m tests.crash --kills 10000                    the full number
python -m tests.crash --kills 1000 --engine postgres   clients are killed, and the server stopped at once
python -m tests.crash --kills 50 --plant               a planted fault: must end with 1
"""

import argparse
import os
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from random import Random

NOW = "2026-03-27T15:00:00+00:00"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.crash", description=__doc__.partition("\n")[0])
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--engine", choices=("sqlite", "postgres"), default="sqlite")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--plant", action="store_true", help="acknowledge before it is done; must be found")
    options = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="throughcare-crash-")))
        cluster = _cluster(stack) if options.engine == "postgres" else None
        os.environ |= {"THROUGHCARE_DEMO": "1", "THROUGHCARE_VAR": str(folder), "THROUGHCARE_NOW": NOW}
        os.environ |= {"THROUGHCARE_DATABASE_URL": cluster.url if cluster else "", "THROUGHCARE_SECRET_KEY": ""}
        os.environ["DJANGO_SETTINGS_MODULE"] = "throughcare.settings"
        return _run(options, folder, cluster.crash if cluster else None)


def _cluster(stack: ExitStack):
    from benchmarks import postgres

    os.environ.pop("THROUGHCARE_DATABASE_URL", None)
    found = stack.enter_context(postgres.cluster())
    if found is None:
        raise SystemExit("There is no initdb here: apt-get install postgresql")
    return found


def _run(options, folder: Path, disturb) -> int:
    import django

    django.setup()
    from tests.crash import killing, plan

    papers, prepared = folder / "papers", folder / "plan"
    papers.mkdir()
    (folder / "static").mkdir()
    began = time.monotonic()
    made = killing._wait(killing._forked(lambda: plan.prepare(prepared, kills=options.kills, seed=options.seed)))
    if made:
        return made
    loop = killing.Killing(
        plan.read(prepared), papers, Random(options.seed), answers_first=options.plant, disturb=disturb
    )
    print(f"prepared in {time.monotonic() - began:.0f} s", flush=True)
    try:
        counts = loop.run(options.kills)
    except killing.Broken as broken:
        loop.stop()
        print(f"after {loop.killed} kills, seed {options.seed}:\n{broken}")
        return 1
    said = ", ".join(f"{name}: {count}" for name, count in counts.items())
    print(f"Nothing lost, half done or doubled. {said}; {time.monotonic() - began:.0f} s, seed {options.seed}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
