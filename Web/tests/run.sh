#!/usr/bin/env bash
# Tests of the page: types (where TypeScript is installed), pure functions in Node, then each flow in Chromium.
#
#   tests/run.sh [unit]          `unit` leaves the browser out
#   TEST_PROGRAM=hilum TEST_MODEL=BUNDLE TEST_XRAYS=DIR TEST_DICOM=FILE     also reads real files with a real server
set -euo pipefail
cd "$(dirname "$0")/.."
environment=tests/.environment

./build.sh
if command -v tsc >/dev/null; then tsc --noEmit -p . ; else echo "tests/run.sh: no TypeScript here, types go unchecked" >&2; fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
esbuild=node_modules/.bin/esbuild
[ -x "$esbuild" ] || esbuild=esbuild
"$esbuild" tests/unit/*.test.ts --bundle --platform=node --format=esm --out-extension:.js=.mjs --log-level=warning --outdir="$work"
node --test "$work"
[ "${1:-}" = unit ] && exit

if [ ! -e "$environment/.complete" ]; then
  python3 -m venv "$environment"
  "$environment/bin/pip" install --quiet --disable-pip-version-check playwright==1.65.2 axe-playwright-python==0.1.8
  touch "$environment/.complete"
fi
"$environment/bin/python" -m unittest discover --start-directory tests/browser --pattern 'test_*.py' --verbose
