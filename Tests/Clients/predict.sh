#!/usr/bin/env bash
# curl: a reading, and the picture with its heat-map as PNG. predict.sh ADDRESS PICTURE [PNG]
set -euo pipefail
curl --fail --silent --show-error -F "file=@$2" "$1/predict?explain=grad-cam&heatmap=map"
curl --fail --silent --show-error --data-binary "@$2" -H 'Content-Type: image/jpeg' "$1/explain" --output "${3:-/dev/null}"
