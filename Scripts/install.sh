#!/usr/bin/env bash
# Installs `hilum` with the libraries it needs and its recipes: install.sh PREFIX
#
#   PREFIX/bin/hilum            the program
#   PREFIX/lib/hilum/           LibTorch, OpenVINO, the Swift runtime, found through the program's rpath
#   PREFIX/share/hilum/Recipes  the recipes
#   PREFIX/share/hilum/Lungs    the network that outlines lungs
#   PREFIX/share/hilum/web      the web page
set -euo pipefail
cd "$(dirname "$0")/.."
prefix=${1:?usage: install.sh PREFIX}
build=.build/release
bin=$prefix/bin lib=$prefix/lib/hilum share=$prefix/share/hilum

install -d "$bin" "$lib" "$share"
install -m 755 "$build/hilum" "$bin/hilum"
install -m 755 "$build/libCTorchEngine.so" "$lib/"
cp -P .deps/openvino/lib/*.so* "$lib/"
cp -PL .deps/libtorch/lib/*.so* "$lib/"
# The Swift runtime that the program was built with; Debian's own libraries stay Debian's.
ldd "$bin/hilum" | awk '$3 ~ /swift\/linux\// {print $3}' | xargs -r -I{} install -m 755 {} "$lib/"
patchelf --set-rpath '$ORIGIN/../lib/hilum' "$bin/hilum"
find "$lib" -type f -name '*.so*' -exec sh -c 'patchelf --print-rpath "$1" >/dev/null 2>&1 && patchelf --set-rpath "\$ORIGIN" "$1"' _ {} \;
rm -rf "$share/Recipes"
cp -R Recipes "$share/Recipes"
rm -rf "$share/Lungs"
if [ -d Lungs ]; then cp -R Lungs "$share/Lungs"; fi
rm -rf "$share/web"
if [ -d Web/dist ]; then cp -R Web/dist "$share/web"; fi
echo "installed: $bin/hilum"
