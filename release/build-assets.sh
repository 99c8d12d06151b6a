#!/bin/sh
# Builds what a release consists of into release/assets. The version is written into the packages first, because the API says it.
set -eu

cd "$(dirname "$0")/.."
[ $# -eq 1 ] || { echo 'Usage: sh release/build-assets.sh VERSION' >&2 && exit 2; }
version=$1
assets=release/assets

rm -rf "$assets" infrastructure/cdktf.out
mkdir -p "$assets"
npm version "$version" --no-git-tag-version --allow-same-version --workspaces --include-workspace-root >&2
npm run build >&2
node scripts/third-party-notices.ts "$assets/THIRD-PARTY-NOTICES.txt"
for folder in server/dist/*-lambda; do
  cp "$assets/THIRD-PARTY-NOTICES.txt" "$folder"
done
node infrastructure/main.ts >&2
tar -czf "$assets/marquee-page-$version.tar.gz" -C client dist -C "../$assets" THIRD-PARTY-NOTICES.txt
# Terraform's configuration in JSON of all stacks, with the ZIP of each function.
tar -czf "$assets/marquee-terraform-$version.tar.gz" -C infrastructure cdktf.out
for function in infrastructure/cdktf.out/lambda/*.zip; do
  cp "$function" "$assets/marquee-$(basename "$function" .zip)-function-$version.zip"
done
npm run --silent pack:npx -- --out "$assets" >&2
npm sbom --package-lock-only --sbom-format cyclonedx --omit dev >"$assets/marquee-$version.cdx.json"
