# For bench/*, sourced after lib.sh: a PostgreSQL server of its own in $work, which goes when the benchmark ends.
as_postgres=()
[ "$(id -u)" -eq 0 ] && as_postgres=(runuser -u postgres --)
pg_bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
server_stop() {
    [ ! -f "$work/pg/postmaster.pid" ] || (cd / && "${as_postgres[@]}" "$pg_bin/pg_ctl" -D "$work/pg" -m immediate -w stop >/dev/null 2>&1)
    rm -rf "$work"
}
trap server_stop EXIT
trap 'exit 130' INT TERM
# server_start [-c SETTING]...: with fsync on.
server_start() {
    chmod 755 "$work"
    mkdir "$work/pg" "$work/socket" || exit 1
    [ "$(id -u)" -eq 0 ] && chown postgres "$work/pg" "$work/socket"
    (cd / && "${as_postgres[@]}" "$pg_bin/initdb" -D "$work/pg" -U postgres -A trust -E UTF8 --locale=C.UTF-8 >"$work/log" 2>&1 &&
        "${as_postgres[@]}" "$pg_bin/pg_ctl" -D "$work/pg" -l "$work/pg/log" -w -t 60 \
            -o "-c listen_addresses= -c unix_socket_directories=$work/socket -c checkpoint_timeout=30min $*" \
            start >/dev/null 2>&1) || die "PostgreSQL does not start: $(cat "$work/log" "$work/pg/log")"
}
# CPU seconds of the server's sessions that have ended.
server_cpu() {
    awk -v hz="$(getconf CLK_TCK)" '{ print ($16 + $17) / hz }' "/proc/$(head -1 "$work/pg/postmaster.pid")/stat"
}
url() { echo "postgresql:///$1?host=$work/socket&user=postgres"; }
sql() { psql -qXAt -v ON_ERROR_STOP=1 "$(url "$1")" -c "$2"; }
# database NAME: an empty one with our tables.
database() {
    sql postgres "create database $1" || exit 1
    DATABASE_URL=$(url "$1") bin/dateline db migrate >/dev/null 2>&1 || die "no tables"
    sql "$1" checkpoint
}
