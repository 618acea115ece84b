#!/usr/bin/env bash
# sbom.sh GONGSHI: what a built program is made of, as SPDX 2.3 JSON on standard output: every library it
# loads and every header-only one it was compiled with, with Debian package, version and licence. Those it
# links itself are DYNAMIC_LINK or STATIC_LINK of the program, what they bring along is DEPENDS_ON, with the
# licences that the package's copyright file names. The same program on the same machine gives the same
# bytes; SOURCE_DATE_EPOCH, else the last commit, is the date. Needs dpkg, ldd and readelf.
set -euo pipefail

here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
gongshi=$(readlink -f "$1")
export LC_ALL=C

quoted() { sed -e 's/[\\"]/\\&/g' -e 's/[[:cntrl:]]/ /g' <<<"$1" | tr -d '\n'; }
package_of() {  # FILE: dpkg knows files by the name they were installed under, before or after the /usr merge
  local real name
  real=$(readlink -f "$1")
  for name in "$real" "${real#/usr}" "/usr$real"; do
    dpkg-query -S "$name" 2>/dev/null | head -n 1 | cut -d: -f1 && return
  done | head -n 1
}
licence_of() {  # PACKAGE: from our own list, by the longest beginning
  awk -v package="$1" '!/^#/ && NF { licence = $0; sub(/^[^ ]+ /, "", licence)
    if (index(package, $1) == 1 && length($1) > best) { best = length($1); found = licence } } END { print found }' \
    "$here/packaging/licences.list"
}
debian_licences() {  # PACKAGE: the words of its copyright file
  sed -n 's/^License: *//p' "/usr/share/doc/$1/copyright" 2>/dev/null | sort -u | paste -sd, | sed 's/,/, /g'
}

declare -A file_of relation
mapfile -t needed < <(readelf -dW "$gongshi" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p')
while read -r soname _ file _; do
  [[ $file == /* ]] || continue
  package=$(package_of "$file")
  [[ -n $package ]] || { printf '%s belongs to no package\n' "$file" >&2; exit 1; }
  file_of[$package]=$file
  for own in "${needed[@]}"; do [[ $own != "$soname" ]] || relation[$package]=DYNAMIC_LINK; done
  : "${relation[$package]:=DEPENDS_ON}"
done < <(ldd "$gongshi")
for package in nlohmann-json3-dev rapidjson-dev libcli11-dev; do relation[$package]=STATIC_LINK; done

digest=$(sha256sum "$gongshi" | cut -d' ' -f1)
date=${SOURCE_DATE_EPOCH:-$(git -C "$here" log -1 --format=%ct 2>/dev/null || echo 0)}
version=$(git -C "$here" describe --always --dirty 2>/dev/null || echo unknown)

printf '{\n "spdxVersion": "SPDX-2.3",\n "dataLicense": "CC0-1.0",\n "SPDXID": "SPDXRef-DOCUMENT",\n "name": "gongshi",\n'
printf ' "documentNamespace": "urn:sha256:%s",\n' "$digest"
printf ' "creationInfo": {"created": "%s", "creators": ["Tool: packaging/sbom.sh"]},\n' "$(date -u -d "@$date" +%Y-%m-%dT%H:%M:%SZ)"
printf ' "packages": [\n  {"SPDXID": "SPDXRef-gongshi", "name": "gongshi", "versionInfo": "%s", "downloadLocation": "NOASSERTION", "filesAnalyzed": false, ' "$(quoted "$version")"
printf '"licenseConcluded": "GPL-3.0-or-later", "licenseDeclared": "GPL-3.0-or-later", "copyrightText": "NOASSERTION", '
printf '"primaryPackagePurpose": "APPLICATION", "checksums": [{"algorithm": "SHA256", "checksumValue": "%s"}]}' "$digest"
mapfile -t packages < <(printf '%s\n' "${!relation[@]}" | sort)
for package in "${packages[@]}"; do
  read -r number architecture < <(dpkg-query -W -f '${Version} ${Architecture}\n' "$package" 2>/dev/null | head -n 1)
  licence=NOASSERTION
  [[ ${relation[$package]} == DEPENDS_ON ]] || licence=$(licence_of "$package")
  words=$(debian_licences "$package")
  printf ',\n  {"SPDXID": "SPDXRef-%s", "name": "%s", "versionInfo": "%s", "supplier": "Organization: Debian", "downloadLocation": "NOASSERTION", "filesAnalyzed": false, ' \
    "${package//[^a-zA-Z0-9.-]/-}" "$package" "$number"
  printf '"licenseConcluded": "%s", "licenseDeclared": "%s", "licenseComments": "%s", "copyrightText": "NOASSERTION", ' \
    "${licence:-NONE}" "${licence:-NONE}" "$(quoted "${words:-see /usr/share/doc/$package/copyright}")"
  printf '"externalRefs": [{"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl", "referenceLocator": "pkg:deb/debian/%s@%s?arch=%s"}]}' \
    "$package" "${number//+/%2B}" "$architecture"
done
printf '\n ],\n "relationships": [\n  {"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES", "relatedSpdxElement": "SPDXRef-gongshi"}'
for package in "${packages[@]}"; do
  printf ',\n  {"spdxElementId": "SPDXRef-gongshi", "relationshipType": "%s", "relatedSpdxElement": "SPDXRef-%s"}' \
    "${relation[$package]}" "${package//[^a-zA-Z0-9.-]/-}"
done
printf '\n ]\n}\n'
