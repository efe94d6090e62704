#!/usr/bin/env bash
# Makes libCTorchNCCL.so, with which Hilum trains on several GPUs: cuda.sh TORCH [FOLDER]
#
#   TORCH    the folder `torch` of a Python environment with a CUDA build, or an unpacked LibTorch: what HILUM_LIBTORCH names
#   FOLDER   where libCTorchEngine.so lies: .build/release, or lib/hilum of an installation (default: .build/release)
#
# One GPU needs none of this. Headers of CUDA and NCCL are taken from the packages nvidia-… beside TORCH, then from
# $CUDA_HOME (default /usr/local/cuda) and the system.
set -euo pipefail

die() { printf 'cuda: %s\n' "$*" >&2; exit 1; }

# version FILE: what a version.h of LibTorch says.
version() { sed -n '/define TORCH_VERSION /,/"/ s/.*"\(.*\)".*/\1/p' "$1/include/torch/headeronly/version.h"; }

[ $# -ge 1 ] || die "usage: cuda.sh TORCH [FOLDER]"
torch=$(realpath -m "$1") folder=$(realpath -m "${2:-$(dirname "$0")/../.build/release}")
cd "$(dirname "$0")/.."
[ -e "$torch/lib/libtorch_cuda.so" ] || die "$torch has no lib/libtorch_cuda.so: it is no LibTorch with CUDA"
[ -e "$torch/include/torch/headeronly/version.h" ] || die "$torch has no headers of LibTorch 2.13 or so"
[ -e .deps/libtorch/include/torch/headeronly/version.h ] || die "run make setup first"
found=$(version "$torch") needed=$(version .deps/libtorch)
[ "${found%.*}" = "${needed%.*}" ] || die "$torch is LibTorch $found, and Hilum is built for $needed: pip install 'torch==${needed%.*}.*'"
[ -d "$folder" ] || die "there is no folder $folder"

includes=("$torch/include" "$torch/include/torch/csrc/api/include")
for place in "$torch"/../nvidia/*/include "${CUDA_HOME:-/usr/local/cuda}/include"; do
  [ -d "$place" ] && includes+=("$place")
done

# header FILE PACKAGE: the first of the folders that has a header.
header() {
  local place
  for place in "${includes[@]}" /usr/include; do
    [ -e "$place/$1" ] && { echo "$place/$1"; return; }
  done
  die "the header $1 is missing: pip install $2, or set CUDA_HOME to a CUDA toolkit"
}

cuda=$(sed -n "s/^cuda.*'\([0-9]*\.[0-9]*\)'.*/\1/p" "$torch/version.py" 2>/dev/null || true)
header cuda_runtime.h "nvidia-cuda-runtime==${cuda:-13.0}.*" >/dev/null
header crt/host_config.h "nvidia-cuda-crt==${cuda:-13.0}.*" >/dev/null
header cublas_v2.h nvidia-cublas >/dev/null
header cusparse.h nvidia-cusparse >/dev/null
header cusolverDn.h nvidia-cusolver >/dev/null
nccl=$(header nccl.h "the nvidia-nccl-cu13 that torch names")
nccl_version=$(sed -n 's/^#define NCCL_\(MAJOR\|MINOR\|PATCH\) \([0-9]*\).*/\2/p' "$nccl" | paste -sd.)
# Another release lays its options out in another way.
wanted=$(sed -n 's/^Requires-Dist: nvidia-nccl-cu[0-9]*==\([0-9.]*\).*/\1/p' "$torch"/../torch-*.dist-info/METADATA 2>/dev/null \
  | head -n 1 || true)
[ -z "$wanted" ] || [ "$wanted" = "$nccl_version" ] \
  || die "$nccl is NCCL $nccl_version, and this torch was built with $wanted: pip install nvidia-nccl-cu13==$wanted"

"${CXX:-c++}" -std=c++20 -O2 -fPIC -shared -DUSE_C10D_NCCL -ISources/CTorchEngine "${includes[@]/#/-isystem}" \
  Packaging/cuda/NCCL.cpp -o "$folder/libCTorchNCCL.so.new" \
  -L"$torch/lib" -Wl,--no-as-needed -ltorch_cuda -ltorch_cpu -lc10_cuda -lc10
mv "$folder/libCTorchNCCL.so.new" "$folder/libCTorchNCCL.so"
echo "made: $folder/libCTorchNCCL.so, for LibTorch $found and NCCL $nccl_version"
