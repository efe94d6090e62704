#!/usr/bin/env bash
# Bundles the page: Web/src → Web/dist, with names that carry a hash of what is inside, and each file gzipped beside it.
# React comes from node_modules where npm put it, else from Debian's node-react and node-react-dom.
set -euo pipefail
cd "$(dirname "$0")"

esbuild=node_modules/.bin/esbuild
[ -x "$esbuild" ] || esbuild=$(command -v esbuild) || { echo "build.sh: esbuild is missing: run make setup" >&2; exit 1; }

rm -rf dist.new
mkdir -p dist.new/assets
NODE_PATH=/usr/share/nodejs "$esbuild" src/main.tsx --bundle --minify --format=esm --target=es2022 --charset=utf8 \
  --jsx=automatic --define:process.env.NODE_ENV='"production"' --legal-comments=none --log-level=warning \
  --outdir=dist.new/assets --entry-names='[name]-[hash]'
cp -R public/. dist.new/assets/
script=$(cd dist.new/assets && ls main-*.js) style=$(cd dist.new/assets && ls main-*.css)
sed -e "s/main\.js/$script/" -e "s/main\.css/$style/" src/index.html > dist.new/index.html
find dist.new -type f \( -name '*.js' -o -name '*.css' -o -name '*.html' -o -name '*.svg' \) -exec gzip -9 -n -k {} +
rm -rf dist && mv dist.new dist
