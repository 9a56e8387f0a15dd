#!/bin/bash
# Runs the tests: CUnit programs and pipeline scripts, each in release and with sanitizers, against one
# PostgreSQL server of their own. Last line: "N passed, N failed, N skipped".
# tests/run.sh [--unit] [MODE]... [-- NAME...]   (NAME: part of a test's file name; MODE: release, asan (both are run where
# none is given) or another BUILD of the Makefile)
set -u
ROOT=$(cd "$(dirname "$0")/.." && pwd)
cd "$ROOT" || exit 1
unit_only=0 modes=() names=()
while [ $# -gt 0 ]; do
    case $1 in
    --unit) unit_only=1 ;;
    release | asan | tsan | coverage | valgrind | variant-*) modes+=("$1") ;;
    --) shift; names=("$@"); break ;;
    *) echo "usage: tests/run.sh [--unit] [MODE]... [-- NAME...]" >&2; exit 2 ;;
    esac
    shift
done
[ ${#modes[@]} -eq 0 ] && modes=(release asan)

work=$(mktemp -d "${TMPDIR:-/tmp}/dateline-test.XXXXXX") || exit 1
chmod 755 "$work"
as_postgres=()
[ "$(id -u)" -eq 0 ] && as_postgres=(runuser -u postgres --)
pg_bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
TEST_PG=

stop_server() {
    [ -n "$TEST_PG" ] && (cd / && "${as_postgres[@]}" "$pg_bin/pg_ctl" -D "$work/pg" -m immediate -w stop >/dev/null 2>&1)
    rm -rf "$work"
}
trap stop_server EXIT
trap 'exit 130' INT TERM

start_server() {
    mkdir "$work/pg" "$work/socket" || return 1
    [ "$(id -u)" -eq 0 ] && chown postgres "$work/pg" "$work/socket"
    (cd / && "${as_postgres[@]}" "$pg_bin/initdb" -D "$work/pg" -U postgres -A trust -E UTF8 --locale=C.UTF-8 \
        --no-sync >"$work/initdb.log" 2>&1 &&
        "${as_postgres[@]}" "$pg_bin/pg_ctl" -D "$work/pg" -l "$work/pg/log" -w -t 60 \
            -o "-c listen_addresses= -c unix_socket_directories=$work/socket -c fsync=off -c max_connections=60" \
            start >/dev/null 2>&1) || { cat "$work/initdb.log" "$work/pg/log" >&2; return 1; }
    TEST_PG="postgresql:///?host=$work/socket&user=postgres"
}
if [ -z "$pg_bin" ]; then
    echo "tests/run.sh: no PostgreSQL server in /usr/lib/postgresql: tests that need one are skipped" >&2
elif ! start_server; then
    echo "tests/run.sh: PostgreSQL does not start: see above" >&2
    exit 1
fi

# One test a line: MODE KIND FILE. A CUnit program gets a database of its own too.
list_tests() {
    for mode in "${modes[@]}"; do
        # Folders hold programs of deleted tests too: go by the sources.
        for source in tests/unit/*/test_*.c; do
            stage=${source#tests/unit/} && echo "$mode unit build/$mode/unit/${stage%.c}"
        done
        if [ "$unit_only" -eq 0 ]; then
            for script in tests/pipeline/test_*.sh; do echo "$mode pipeline $script"; done
            # What fuzzing found and what it begins with, once more through the fuzz targets.
            for source in tests/fuzz/fuzz_*.c; do
                target=$(basename "$source" .c)
                [ "$mode" = asan ] && echo "$mode replay build/asan/replay/$target"
            done
        fi
    done
}
wanted() {
    [ ${#names[@]} -eq 0 ] && return 0
    for name in "${names[@]}"; do case $1 in *"$name"*) return 0 ;; esac done
    return 1
}

run_one() {
    mode=$1 kind=$2 file=$3
    id=$mode-$kind-$(basename "$(dirname "$file")")-$(basename "$file" .sh)
    export TEST_WORK=$work/$id ROOT TEST_PG
    BIN=$ROOT/bin && [ "$mode" != release ] && BIN=$ROOT/build/$mode/bin
    export BIN
    export ASAN_OPTIONS=detect_leaks=1:abort_on_error=0 UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1
    export LSAN_OPTIONS=suppressions=$ROOT/tests/lsan.supp:print_suppressions=0
    mkdir -p "$TEST_WORK"
    unset DATABASE_URL DATELINE_DATA DATELINE_VAR
    if [ "$kind" = unit ]; then
        if [ -n "$TEST_PG" ]; then
            database=$(printf '%s' "$id" | tr -c 'a-z0-9' _)
            psql -qX "$TEST_PG&dbname=postgres" -c "create database \"$database\"" 2>&1 &&
                export DATABASE_URL="$TEST_PG&dbname=$database"
        fi
        timeout 300 "$file" >"$work/$id.log" 2>&1
    elif [ "$kind" = replay ]; then
        name=$(basename "$file")
        inputs=("tests/fuzz/corpus/${name#fuzz_}"/*)
        [ -e "${inputs[0]}" ] || inputs=()
        if timeout 300 "$file" "${inputs[@]}" >"$work/$id.log" 2>&1; then
            echo "ok replay: $name takes ${#inputs[@]} inputs" >"$work/$id.log"
        else
            echo "not ok replay: $name fails with the last input above" >>"$work/$id.log"
        fi
    else
        timeout 300 bash "$file" >"$work/$id.log" 2>&1
    fi
    code=$?
    if [ $code -gt 1 ]; then echo "not ok $id: ended with code $code" >>"$work/$id.log"; fi
    if [ $code -eq 1 ] && ! grep -q '^not ok' "$work/$id.log"; then
        echo "not ok $id: ended with code 1" >>"$work/$id.log"
    fi
    if ! grep -qE '^(ok|not ok|skip) ' "$work/$id.log"; then
        echo "not ok $id: checked nothing" >>"$work/$id.log"
    fi
    sed -i -E "s/^(ok|not ok|skip) /&[$mode] /" "$work/$id.log"
    if grep -q '^not ok' "$work/$id.log"; then
        cat "$work/$id.log"
    else
        grep '^skip' "$work/$id.log"
        echo "$id: $(grep -c '^ok' "$work/$id.log") ok"
    fi
    return 0
}
export -f run_one
export work ROOT TEST_PG

started=$SECONDS
list_tests | while read -r mode kind file; do wanted "$file" && echo "$mode $kind $file"; done |
    xargs -r -P "$(nproc)" -L 1 bash -c 'run_one "$@"' run_one
count() { cat "$work"/*-*.log 2>/dev/null | grep -cE "^$1 "; }
passed=$(count ok) failed=$(count 'not ok') skipped=$(count skip)
echo "took $((SECONDS - started)) s"
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
