#!/usr/bin/env bash
# Runs every client of this folder against a server of its own: run.sh MODEL PICTURE
#
# MODEL is a bundle or a folder with models, PICTURE a chest X-ray as JPEG. What Python clients need is put into
# .environment here, or comes with the Python named by $CLIENTS_PYTHON. What can't be run is said to be skipped.
set -uo pipefail
model=$(realpath "${1:?usage: run.sh MODEL PICTURE}") picture=$(realpath "${2:?usage: run.sh MODEL PICTURE}")
cd "$(dirname "$0")"
server=${HILUM_SERVER:-../../.build/release/hilum-server}
work=$(mktemp -d) failed=0
port=${PORT:-8937} address=http://127.0.0.1:${PORT:-8937}
dicom=$((port + 1)) results=$((port + 2)) orthanc=$((port + 3))

"$server" --models "$model" --port "$port" --audit "$work/audit.db" --log-level warning \
  --dicom "$dicom" --ae-title HILUM --spool "$work/spool" \
  --send-to "CLIENTS@127.0.0.1:$results" --send-to "ORTHANC@127.0.0.1:$orthanc" 2>"$work/log" &
process=$!
trap 'kill "$process" 2>/dev/null; wait "$process" 2>/dev/null; rm -rf "$work"' EXIT
for _ in $(seq 300); do
  curl --silent --fail --output /dev/null "$address/health" && break
  kill -0 "$process" 2>/dev/null || { cat "$work/log" >&2; exit 1; }
  sleep 0.1
done
name=$(curl --silent "$address/models" | python3 -c 'import json, sys; print(json.load(sys.stdin)["models"][0]["name"])')

# check NAME COMMAND…: runs a client; its output is shown where it fails.
check() {
  local what=$1
  shift
  if "$@" >"$work/out" 2>&1; then
    printf '%-14s fine   %s\n' "$what" "$(tail -n 1 "$work/out" | cut -c 1-90)"
  else
    printf '%-14s FAILED\n' "$what"
    tail -n 30 "$work/out"
    failed=1
  fi
}
skip() { printf '%-14s skipped: %s\n' "$1" "$2"; }

python=${CLIENTS_PYTHON:-$PWD/.environment/bin/python}
if [ -z "${CLIENTS_PYTHON:-}" ] && [ ! -x "$python" ]; then
  { python3 -m venv .environment && "$python" -m pip install --quiet requests==2.34.2 'tritonclient[http]==2.73.0' numpy==2.4.6 schemathesis==4.32.5 \
    pydicom==3.0.2 pynetdicom==3.0.4 highdicom==0.28.2 dicomweb-client==0.61.2 pillow==13.0.0 openapi-python-client==0.29.1; } \
    >"$work/pip" 2>&1 || rm -rf .environment
fi
has() { "$python" -c "import $1" 2>/dev/null; }

check curl ./predict.sh "$address" "$picture"
if has requests; then check python "$python" predict.py "$address" "$picture"; else skip python "requests is missing"; fi
if command -v node >/dev/null; then check javascript node predict.mjs "$address" "$picture"; else skip javascript "node is missing"; fi
if command -v swiftc >/dev/null; then
  check "swift (build)" swiftc -parse-as-library -swift-version 6 Predict.swift -o "$work/predict"
  [ -x "$work/predict" ] && check swift "$work/predict" "$address" "$picture"
else
  skip swift "swiftc is missing"
fi
if has tritonclient.http; then check tritonclient "$python" triton.py "${address#http://}" "$name" "$picture"; else skip tritonclient "it is missing"; fi
if has openapi_python_client; then check generated "$python" generated.py "$address" "$picture"; else skip generated "openapi-python-client is missing"; fi
check hostile python3 hostile.py 127.0.0.1 "$port" "$picture"
check "foreign page" python3 foreign_page.py 127.0.0.1 "$port" "$name" "$picture"
check "slot holder" python3 slot_holder.py 127.0.0.1 "$port" "$picture"
if has "highdicom, pynetdicom, dicomweb_client"; then
  check archive "$python" archive.py "$address" "$dicom" "$results" "$picture" "$orthanc"
else
  skip archive "highdicom, pynetdicom or dicomweb-client is missing"
fi
if has schemathesis; then
  check schemathesis env -C "$work" "$(dirname "$python")/schemathesis" run "$address/openapi.json" --checks not_a_server_error \
    --max-examples "${EXAMPLES:-20}" --exclude-path /runs/{name}/events --no-color
else
  skip schemathesis "it is missing"
fi
curl --silent --fail --output /dev/null "$address/health" || { echo "the server is no longer healthy"; failed=1; }
exit "$failed"
