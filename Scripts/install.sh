#!/usr/bin/env bash
# Installs `hilum` with the libraries it needs and its recipes: install.sh [--bare] PREFIX
#
#   PREFIX/bin/hilum            the program
#   PREFIX/lib/libhilum.so      the C library, whose header is PREFIX/include/hilum.h
#   PREFIX/lib/hilum/           LibTorch, OpenVINO, the Swift runtime, found through the others' rpath
#   PREFIX/share/hilum/Recipes  the recipes
#   PREFIX/share/hilum/Lungs    the network that outlines lungs
#   PREFIX/share/hilum/web      the web page
#
# --bare leaves out LibTorch, OpenVINO and the Swift runtime: where something else brings them. What was built is taken from
# $HILUM_BUILD, by default .build/release.
set -euo pipefail
cd "$(dirname "$0")/.."
bare=
if [ "${1:-}" = --bare ]; then bare=yes && shift; fi
prefix=${1:?usage: install.sh [--bare] PREFIX}
build=${HILUM_BUILD:-.build/release}
bin=$prefix/bin lib=$prefix/lib/hilum share=$prefix/share/hilum

install -d "$bin" "$lib" "$share"
install -m 755 "$build/hilum" "$bin/hilum"
install -m 755 "$build/libCTorchEngine.so" "$lib/"
install -D -m 755 "$build/libHilumLibrary.so" "$prefix/lib/libhilum.so"
install -D -m 644 Sources/CHilum/include/hilum.h "$prefix/include/hilum.h"
if [ -z "$bare" ]; then
  cp -P .deps/openvino/lib/*.so* "$lib/"
  cp -PL .deps/libtorch/lib/*.so* "$lib/"
  # The Swift runtime that the program was built with; Debian's own libraries stay Debian's.
  ldd "$bin/hilum" | awk '$3 ~ /swift\/linux\// {print $3}' | xargs -r -I{} install -m 755 {} "$lib/"
fi
patchelf --set-rpath '$ORIGIN/../lib/hilum' "$bin/hilum"
patchelf --set-rpath '$ORIGIN/hilum' --set-soname libhilum.so "$prefix/lib/libhilum.so"
find "$lib" -type f -name '*.so*' -exec sh -c 'patchelf --print-rpath "$1" >/dev/null 2>&1 && patchelf --set-rpath "\$ORIGIN" "$1"' _ {} \;
rm -rf "$share/Recipes"
cp -R Recipes "$share/Recipes"
rm -rf "$share/Lungs"
if [ -d Lungs ]; then cp -R Lungs "$share/Lungs"; fi
rm -rf "$share/web"
if [ -d Web/dist ]; then cp -R Web/dist "$share/web"; fi
echo "installed: $bin/hilum"
