#!/usr/bin/env bash
# Fuzzes the readers of foreign files, and the DICOM node, with libFuzzer and AddressSanitizer.
#
#   Fuzz/run.sh [SECONDS] [KIND...]        600 seconds each of: dicom object jpeg png safetensors pth keras table dimse
#
# A crash, a trap, more than 5 s or more than 1 GiB for one input ends the run of that kind and leaves the input in
# Fuzz/.build/findings. Mend it, shrink the input (fuzz-KIND -minimize_crash=1 -runs=10000 INPUT), and add it to the
# regression corpus, which `make test` replays: Tests/{Radiograph,TensorFiles,Archive}Tests/Goldens/Regressions/KIND.
#
# Inputs begin with the files of the tests, and those of $HILUM_FUZZ_SEEDS/KIND where that is set.
set -euo pipefail
cd "$(dirname "$0")/.."

seconds=${1:-600}
shift || true
kinds=("$@")
[ ${#kinds[@]} -gt 0 ] || kinds=(dicom object jpeg png safetensors pth keras table dimse)
build=Fuzz/.build/fuzzing
findings=Fuzz/.build/findings
status=0

# seeds KIND: folders whose files a run begins with.
seeds() {
  local kind=$1 module=RadiographTests extension=$1
  case $kind in
    safetensors | pth) module=TensorFilesTests ;;
    keras) module=TensorFilesTests extension=[hk]* ;;
    dicom | object) extension=dcm ;;
    table) module=DatasetsTests extension=csv ;;
    dimse) module=ArchiveTests ;;
    jpeg) extension=jp*g ;;
  esac
  local folder=Fuzz/.build/seeds/$kind
  rm -rf "$folder" && mkdir -p "$folder"
  find "Tests/$module/Goldens" -type f \( -name "*.$extension" -o -path "*/Regressions/$kind/*" \) -size -1024k \
    -exec cp --backup=numbered -t "$folder" {} +
  [ -z "$(ls -A "$folder")" ] || echo "$folder"
  [ ! -d "${HILUM_FUZZ_SEEDS:-}/$kind" ] || echo "$HILUM_FUZZ_SEEDS/$kind"
}

mkdir -p "$findings"
for kind in "${kinds[@]}"; do
  swift build --package-path Fuzz --scratch-path "$build" -c release --product "fuzz-$kind" \
    -Xswiftc -sanitize=fuzzer,address -Xcc -fsanitize=fuzzer-no-link,address -Xcxx -fsanitize=fuzzer-no-link,address \
    -Xswiftc -g -Xswiftc -use-ld=lld
  corpus=Fuzz/.build/corpus/$kind
  mkdir -p "$corpus"
  mapfile -t folders < <(seeds "$kind")
  # Leaks are not looked for here: other tests count memory, and the Swift runtime keeps what it once made.
  ASAN_OPTIONS=detect_leaks=0 nice -n 5 "$build/release/fuzz-$kind" -max_total_time="$seconds" -timeout=5 \
    -rss_limit_mb=1024 -max_len=65536 -print_final_stats=1 -artifact_prefix="$findings/$kind-" "$corpus" "${folders[@]}" \
    || status=1
done
exit $status
