#!/bin/bash
# make variants: builds Dateline by each compiler and level below and runs the tests with it; then the ordinary build where
# other people live. Prints one line each; ends with 1 if anything fails. usage: tests/variants.sh [NAME...]
set -u
cd "$(dirname "$0")/.." || exit 1
# NAME|COMPILER|FLAGS
variants='gcc-O0|gcc|-O0
gcc-O1|gcc|-O1
gcc-O3|gcc|-O3 -D_FORTIFY_SOURCE=3
gcc-signed|gcc|-O2 -fsigned-char
gcc-unsigned|gcc|-O2 -funsigned-char
clang-O0|clang-14|-O0
clang-O2|clang-14|-O2 -D_FORTIFY_SOURCE=2'
# NAME|ENVIRONMENT of the ordinary build
places='posix|LC_ALL=POSIX LANG=POSIX
latin|LC_ALL=de_DE.ISO-8859-1 LANG=de_DE.ISO-8859-1
kiritimati|TZ=Pacific/Kiritimati
marquesas|TZ=Pacific/Marquesas'
wanted() { [ $# -eq 1 ] || [[ " ${*:2} " == *" $1 "* ]]; }
failed=0
tell() {
    printf '%-14s %s\n' "$1" "$(tail -1 "$2")"
    [ "$3" -eq 0 ] || { failed=1; grep '^not ok' "$2" | head -20; }
}
log=$(mktemp) || exit 1
trap 'rm -f "$log"' EXIT
while IFS='|' read -r name compiler flags; do
    wanted "$name" "$@" || continue
    command -v "$compiler" >/dev/null || { echo "$name: skipped, $compiler is not installed"; continue; }
    if make -s -j"$(nproc)" BUILD="variant-$name" CC="$compiler" VARIANT="$flags" all unit-programs >"$log" 2>&1; then
        tests/run.sh "variant-$name" >"$log" 2>&1 </dev/null
        tell "$name" "$log" $?
    else
        failed=1
        echo "$name: does not build"
        tail -20 "$log"
    fi
done <<<"$variants"
while IFS='|' read -r name environment; do
    wanted "$name" "$@" || continue
    # shellcheck disable=SC2086 # several variables
    env $environment tests/run.sh release >"$log" 2>&1 </dev/null
    tell "$name" "$log" $?
done <<<"$places"
exit $failed
