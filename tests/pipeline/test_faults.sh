#!/bin/bash
# Calls of libpq, allocations, reads and writes that fail, each in turn: the short form of `make faults`.
. "$(dirname "$0")/lib.sh"
case $BIN in *asan*) skip "all" "the sanitizers have allocations of their own"; exit 0 ;; esac
command -v python3 >/dev/null || { skip "all" "no python3"; exit 0; }
test_database
make -s -C "$ROOT" build/tools/inject.so || { fail "the injector is built"; exit 1; }
run_exit "every failure has a clean end" 0 env BIN="$BIN" python3 "$ROOT/tests/faults.py" "$ROOT/build/tools/inject.so" "${FAULTS:-8}"
sed 's/^/# /' out
equal "all kinds were tried" 14 "$(grep -c 'failed in turn' out)"
