#!/bin/bash
# Kills at random moments of a nightly run, each of which meets somebody: the short form of `make crash`.
. "$(dirname "$0")/lib.sh"
command -v python3 >/dev/null || { skip "all" "no python3"; exit 0; }
kills=20 articles=60
case $BIN in *asan*) kills=7 articles=30 ;; esac
run_exit "$kills kills, and each time all of it is there in the end" 0 \
    env TMPDIR="${TMPDIR:-/tmp}" BIN="$BIN" python3 "$ROOT/tests/crash.py" "$kills" "$articles"
sed 's/^/# /' out
equal "as many kills met a living process" "$kills" "$(sed -n 's/^\([0-9]*\) kills .*/\1/p' out | tail -1)"
