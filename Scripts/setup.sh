#!/usr/bin/env bash
# Makes a machine ready to build and test Hilum: Debian packages, LibTorch and OpenVINO. Idempotent; a second run takes a
# moment.
#
#   Scripts/setup.sh --web-tests                    also what the web page's tests drive: Chromium, Node, TypeScript
#   LIBTORCH=/path/to/libtorch Scripts/setup.sh     use a LibTorch you already have (include/ and lib/ inside)
#
# Everything that is not a Debian package lands in .deps/. Nothing is built from source.
set -euo pipefail
cd "$(dirname "$0")/.."

torch_version=2.13.0
openvino_version=2026.4.1
python_tag=311   # the wheels' Python; Hilum uses only the C++ libraries and headers in them

debian_packages=(
  # what the Swift toolchain itself needs to compile and link
  binutils g++ git libc6-dev libcurl4-openssl-dev libedit2 libncurses-dev libsqlite3-dev libstdc++-12-dev libxml2-dev
  libz3-dev pkg-config tzdata zlib1g-dev
  # what Hilum links
  libdcmtk-dev libjpeg-dev libopenjp2-7-dev libpng-dev
  # what Hilum loads when it draws pictures
  fonts-dejavu-core librsvg2-2
  # what bundles the web page
  esbuild node-react node-react-dom
  # what fetches and unpacks the rest
  ca-certificates patchelf python3 python3-pip python3-venv unzip
)
[ "${1:-}" = --web-tests ] && debian_packages+=(chromium fonts-inter node-typescript nodejs)
# The peers that the archive's tests talk to: with what they need 18 MB to fetch, 117 MB on the disk.
# Tests that miss one are skipped by name.
peer_packages=(dcmtk dicom3tools orthanc orthanc-dicomweb)

# SHA-256 of the files we know; the package client has checked the others against its index.
declare -A known_sha256=(
  [torch-2.13.0+cpu-cp311-cp311-manylinux_2_28_x86_64.whl]=6746dbcbeb526eb61330b76b41ff1b4eb848951103a892eeb080dfa2b264667b
  [openvino-2026.4.1-22982-cp311-cp311-manylinux_2_28_x86_64.whl]=2d22b1da03f7caf74df30e9f6417d0ab2f637e4a38e08e1dcd294d2c37407aaf
)

say() { printf '\033[1m==>\033[0m %s\n' "$*"; }
die() { printf 'setup: %s\n' "$*" >&2; exit 1; }

# missing_packages NAME…: those that are not installed, one a line.
missing_packages() {
  local name
  for name in "$@"; do
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$name" 2>/dev/null || true)" = installed ] || echo "$name"
  done
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

can_be_root() { [ "$(id -u)" -eq 0 ] || command -v sudo >/dev/null; }

# apt_install NAME…: installs packages; what went wrong is said by whoever calls.
apt_install() {
  as_root apt-get update -qq || return 1
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

install_debian_packages() {
  command -v dpkg-query >/dev/null || die "this is not a Debian system; install the equivalents of: ${debian_packages[*]}"
  local missing
  mapfile -t missing < <(missing_packages "${debian_packages[@]}")
  [ ${#missing[@]} -eq 0 ] && return
  say "Debian packages: ${missing[*]}"
  can_be_root || die "these Debian packages are missing and this is not root: run
  apt-get install -y ${missing[*]}"
  apt_install "${missing[@]}" || die "apt-get could not install: ${missing[*]}"
}

# Nothing but the archive's tests needs the peers, so a machine without them is only told. Orthanc's package starts a
# daemon, now and at every boot, but the tests start one of their own: where it is we who install it, nothing is started
# meanwhile (policy-rc.d is Debian's way to say so) and its service is turned off afterwards.
install_peers() {
  local missing policy=/usr/sbin/policy-rc.d
  mapfile -t missing < <(missing_packages "${peer_packages[@]}")
  [ ${#missing[@]} -eq 0 ] && return
  say "Debian packages for the archive's tests: ${missing[*]}"
  can_be_root || { say "not root, so tests that need them will be skipped: apt-get install -y ${missing[*]}"; return; }
  if [ ! -e "$policy" ]; then
    trap 'as_root rm -f /usr/sbin/policy-rc.d' EXIT
    printf '#!/bin/sh\nexit 101\n' | as_root install -m 755 /dev/stdin "$policy"
  fi
  apt_install "${missing[@]}" || say "apt-get could not install ${missing[*]}: tests that need them will be skipped"
  if [[ " ${missing[*]} " == *" orthanc "* ]] && [ -e /etc/init.d/orthanc ]; then
    as_root update-rc.d orthanc disable || say "Orthanc's service could not be turned off: systemctl disable orthanc"
  fi
  if [ -n "$(trap -p EXIT)" ]; then
    as_root rm -f "$policy"
    trap - EXIT
  fi
}

check_swift() {
  command -v swift >/dev/null || die "Swift is missing: install the 6.1 toolchain or newer from swift.org"
  local version
  version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9]*\.[0-9]*\).*/\1/p' | head -n 1)
  [ -n "$version" ] || die "'swift --version' does not run; is the toolchain complete?"
  [ "$(printf '%s\n6.1\n' "$version" | sort -V | head -n 1)" = 6.1 ] || die "Swift $version is too old; 6.1 is needed"
}

# download DIR REQUIREMENT [pip option...]: one wheel, no dependencies; verified where its hash is known.
download() {
  local directory=$1 requirement=$2
  shift 2
  local platforms=() glibc
  for glibc in $(seq 5 35); do platforms+=(--platform "manylinux_2_${glibc}_$(uname -m)"); done
  python3 -m pip download --quiet --disable-pip-version-check --no-deps --only-binary=:all: \
    --implementation cp --python-version "$python_tag" --abi "cp$python_tag" --abi abi3 --abi none \
    "${platforms[@]}" --platform "manylinux2014_$(uname -m)" --platform "manylinux1_$(uname -m)" \
    --dest "$directory" "$@" "$requirement" >/dev/null 2>"$directory/error" || return 1
  local wheel expected
  wheel=$(ls "$directory"/*.whl)
  expected=${known_sha256[$(basename "$wheel")]:-}
  [ -z "$expected" ] || echo "$expected  $wheel" | sha256sum --check --quiet - \
    || die "$(basename "$wheel") does not have the expected SHA-256; refusing to use it"
}

install_libtorch() {
  local target=.deps/libtorch
  if [ -n "${LIBTORCH:-}" ]; then
    [ -e "$LIBTORCH/lib/libtorch_cpu.so" ] && [ -d "$LIBTORCH/include/ATen" ] \
      || die "\$LIBTORCH=$LIBTORCH has no lib/libtorch_cpu.so or no include/ATen"
    rm -rf "$target" && ln -s "$(realpath "$LIBTORCH")" "$target"
    return
  fi
  [ -e "$target/.complete-$torch_version" ] && return
  say "LibTorch $torch_version"
  local work=.deps/tmp-libtorch
  rm -rf "$work" && mkdir -p "$work/wheel"
  if download "$work/wheel" "torch==$torch_version+cpu"; then :
  elif download "$work/wheel" "torch==$torch_version+cpu" --index-url https://download.pytorch.org/whl/cpu; then :
  elif download "$work/wheel" "torch==$torch_version"; then
    say "the CPU wheel is not to be had here: taking the processor's part of the plain wheel"
    # The plain wheel's libtorch_cpu.so names two small CUDA libraries. They are loaded, never used.
    mkdir -p "$work/cudart" "$work/cupti"
    download "$work/cudart" nvidia-cuda-runtime==13.0.96 && unzip -q -j "$work"/cudart/*.whl '*/lib/*.so*' -d "$work/lib" \
      && download "$work/cupti" nvidia-cuda-cupti==13.0.85 && unzip -q -j "$work"/cupti/*.whl '*/libcupti.so*' -d "$work/lib" \
      || die "could not download the CUDA runtime that the plain torch wheel names: $(cat "$work"/cu*/error | tail -n 1)"
  else
    die "LibTorch could not be downloaded ($(tail -n 1 "$work/wheel/error")).
  Give one you have: LIBTORCH=/path/to/libtorch make setup"
  fi
  unzip -q "$work"/wheel/*.whl 'torch/include/*' 'torch/lib/libc10.so' 'torch/lib/libtorch_cpu.so' 'torch/lib/libgomp*' \
    -d "$work"
  mkdir -p "$work/lib"
  mv "$work"/torch/lib/* "$work/lib/" && mv "$work/torch/include" "$work/include"
  patchelf --set-rpath '$ORIGIN' "$work/lib/libtorch_cpu.so"
  rm -rf "$work/wheel" "$work/torch" "$work/cudart" "$work/cupti" "$target"
  touch "$work/.complete-$torch_version"
  mv "$work" "$target"
}

install_openvino() {
  local target=.deps/openvino
  [ -e "$target/.complete-$openvino_version" ] && return
  say "OpenVINO $openvino_version"
  local work=.deps/tmp-openvino library
  rm -rf "$work" && mkdir -p "$work/wheel" "$work/lib"
  download "$work/wheel" "openvino==$openvino_version" \
    || die "OpenVINO could not be downloaded: $(tail -n 1 "$work/wheel/error")"
  unzip -q "$work"/wheel/*.whl 'openvino/include/openvino/*' 'openvino/libs/libtbb*' 'openvino/libs/libhwloc*' \
    'openvino/libs/libopenvino.so*' 'openvino/libs/libopenvino_c.so*' 'openvino/libs/libopenvino_intel_cpu_plugin.so' \
    'openvino/libs/libopenvino_intel_gpu_plugin.so' 'openvino/libs/libopenvino_onnx_frontend.so*' \
    'openvino/libs/libopenvino_ir_frontend.so*' -d "$work"
  mv "$work"/openvino/libs/* "$work/lib/" && mv "$work/openvino/include" "$work/include"
  library=$(cd "$work/lib" && ls libopenvino_c.so.*)
  ln -s "$library" "$work/lib/libopenvino_c.so"
  rm -rf "$work/wheel" "$work/openvino" "$target"
  touch "$work/.complete-$openvino_version"
  mv "$work" "$target"
}

# The page is bundled anew only where a source of it is newer than the bundle.
build_web() {
  if [ -e Web/dist/index.html ] && [ -z "$(find Web/src Web/public Web/build.sh -newer Web/dist/index.html -print -quit)" ]; then
    return
  fi
  say "the web page"
  Web/build.sh
}

mkdir -p .deps
install_debian_packages
install_peers
check_swift
install_libtorch
install_openvino
build_web
