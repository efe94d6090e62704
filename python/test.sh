#!/usr/bin/env bash
# Tests the Python package: test.sh [--wheel FILE] [PYTEST OPTION…]
#
# Types by mypy, behaviour by pytest, against what is built in $HILUM_BUILD, by default .build/release. With --wheel that wheel is
# installed into a clean virtual environment, and its own program and library are tested in an empty environment, in which
# nothing of Swift or of the build can be found; LibTorch, which is for training, is that of .deps.
set -euo pipefail
cd "$(dirname "$0")"
wheel=
if [ "${1:-}" = --wheel ]; then wheel=$(realpath "${2:?usage: test.sh [--wheel FILE]}") && shift 2; fi

# environment FOLDER: a virtual environment with what the tests need, made once for a list of requirements.
environment() {
  if ! cmp -s tests/requirements.txt "$1/.complete"; then
    python3 -m venv --clear "$1"
    "$1/bin/pip" install --quiet --disable-pip-version-check --requirement tests/requirements.txt
    cp tests/requirements.txt "$1/.complete"
  fi
}

if [ -z "$wheel" ]; then
  environment .environment
  build=$(realpath "${HILUM_BUILD:-../.build/release}")
  .environment/bin/mypy
  PYTHONPATH=$PWD HILUM=$build/hilum HILUM_LIBRARY=$build/libHilumLibrary.so exec .environment/bin/python -m pytest "$@"
fi

environment .environment-wheel
python=$PWD/.environment-wheel/bin/python
"$python" -m pip install --quiet --disable-pip-version-check --force-reinstall --no-deps "$wheel"
"$python" -m pip install --quiet --disable-pip-version-check "$wheel"
cd tests  # not where the package's sources are
exec env -i PATH=/usr/bin:/bin HOME="$HOME" HILUM_LIBTORCH="$(realpath ../../.deps/libtorch)/lib" \
  "$python" -m pytest --rootdir=.. "$@"
