#!/bin/sh
# Runs what is given with a temporary folder of its own, and fails if anything is left in it.
#
#   Scripts/test.sh COMMAND [ARGUMENT...]
set -u
TMPDIR=$(mktemp -d "${TMPDIR:-/tmp}/hilum-tests.XXXXXX") || exit 1
export TMPDIR
trap 'rm -rf "$TMPDIR"' EXIT
trap 'exit 130' INT TERM

"$@"
status=$?
# The package manager's own folders are not ours to remove.
left=$(ls -A "$TMPDIR" | grep -v '^TemporaryDirectory\.\|^org\.llvm\.\|^swift-\|^_.*\.lock$' || true)
if [ -n "$left" ]; then
  echo "The tests left behind in the temporary folder:" >&2
  echo "$left" >&2
  [ "$status" -ne 0 ] || status=1
fi
exit "$status"
