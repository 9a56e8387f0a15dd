#!/bin/bash
# A database that somebody else runs, as docs/operations.md has it: TLS whose certificate is checked, passwords in files, an
# account for the owner, one for the job and one for readers; a dump that is restored elsewhere.
. "$(dirname "$0")/lib.sh"
dateline="$BIN/dateline"
pg_bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
for needed in openssl python3; do
    command -v $needed >/dev/null || { skip "all" "no $needed"; exit 0; }
done
[ -n "$pg_bin" ] || { skip "all" "no PostgreSQL server in /usr/lib/postgresql"; exit 0; }
as_postgres=()
[ "$(id -u)" -eq 0 ] && as_postgres=(runuser -u postgres --)
chmod 755 "$TEST_WORK"
server() { (cd / && "${as_postgres[@]}" "$pg_bin/pg_ctl" -D "$TEST_WORK/pg" "$@"); }
trap 'server -m immediate -w stop >/dev/null 2>&1; exit $((failures > 0))' EXIT

# certificate NAME SUBJECT: of an authority of its own, NAME.ca.
certificate() {
    openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj "/CN=$1 authority" -keyout "$1.ca.key" -out "$1.ca" &&
        openssl req -newkey rsa:2048 -nodes -subj "/CN=$2" -keyout "$1.key" -out "$1.request" &&
        openssl x509 -req -days 2 -in "$1.request" -CA "$1.ca" -CAkey "$1.ca.key" -CAcreateserial -out "$1.crt" \
            -extfile <(echo "subjectAltName=DNS:$2")
}
{ certificate right localhost && certificate wrong elsewhere.example; } >openssl.log 2>&1 || { fail "certificates" "$(cat openssl.log)"; exit 1; }
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
mkdir pg && echo 'super secret' >super && cp right.crt right.key super pg/
[ "$(id -u)" -eq 0 ] && chown -R postgres pg
mv super super.pw
{
    (cd / && "${as_postgres[@]}" "$pg_bin/initdb" -D "$TEST_WORK/pg/data" -U postgres -A scram-sha-256 --pwfile="$TEST_WORK/pg/super" -E UTF8 --locale=C.UTF-8 --no-sync) &&
        (cd / && "${as_postgres[@]}" chmod 600 "$TEST_WORK/pg/right.key") &&
        (cd / && "${as_postgres[@]}" sed -i '/^host /s/^host /hostssl /' "$TEST_WORK/pg/data/pg_hba.conf")
} >initdb.log 2>&1 || { fail "a server" "$(cat initdb.log)"; exit 1; }
server() { (cd / && "${as_postgres[@]}" "$pg_bin/pg_ctl" -D "$TEST_WORK/pg/data" "$@"); }
server -l "$TEST_WORK/pg/log" -w -t 60 -o "-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories= -c fsync=off -c ssl=on -c ssl_cert_file=$TEST_WORK/pg/right.crt -c ssl_key_file=$TEST_WORK/pg/right.key" start >start.log 2>&1 ||
    { fail "the server starts" "$(cat start.log)"; exit 1; }

# Accounts and their passwords, as documented.
unset DATABASE_URL
for account in postgres:'super secret' dateline_owner:owns dateline_job:Xyzzy-Job analyst:reads; do
    echo "localhost:$port:*:${account/:*/}:${account#*:}"
done >pgpass
chmod 600 pgpass
export PGPASSFILE=$TEST_WORK/pgpass
uri() { echo "postgresql://$1@localhost:$port/${2:-news}?sslmode=verify-full&sslrootcert=$TEST_WORK/${3:-right}.ca"; }
ask() { psql -qXAt -v ON_ERROR_STOP=1 "$(uri "$1" "${3:-news}")" -c "$2"; }
sed -n '/^## Minimal rights/,/^## /p' "$ROOT/docs/operations.md" | grep -E '^    create ' >roles.sql
equal "the document's lines make accounts and a database" 6 "$(wc -l <roles.sql)"
run_exit "as it says" 0 psql -qX -v ON_ERROR_STOP=1 "$(uri postgres postgres)" -f roles.sql
for account in dateline_owner:owns dateline_job:Xyzzy-Job analyst:reads; do
    ask postgres "alter role ${account/:*/} password '${account#*:}'" postgres
done
mkdir pages && cp "$ROOT"/config/sample/world/2022/*/*/*.html pages
printf 'database_wait = 1\nsource "paper" { kind = folder path = "pages" }\n' >managed.conf

as() { account=$1; shift; env DATABASE_URL="$(uri "$account")" "$dateline" "$@" -c managed.conf; }
run_exit "the job cannot make tables" 1 as dateline_job db migrate
contains "and is told why" err "permission denied"
run_exit "the owner can" 0 as dateline_owner db migrate
run_exit "the job runs" 0 as dateline_job run
articles=$(ask analyst "select count(*) from dateline.article")
check "and brings articles" test "$articles" -gt 0
equal "over TLS" t "$(ask postgres "select bool_and(ssl) from pg_stat_ssl s join pg_stat_activity a using (pid) where a.client_addr is not null" postgres)"
run_exit "the reader makes a report" 0 as analyst report -o report.html
run_exit "and sees the status" 0 as analyst status
run_exit "and takes rows away" 0 as analyst export events
run_exit "but removes nothing" 1 as analyst prune --older-than 1d
contains "and is told why" err "permission denied"
equal "nothing is gone" "$articles" "$(ask analyst "select count(*) from dateline.article")"
for table in article event run entity_correction forgotten; do
    psql -qX "$(uri analyst)" -c "delete from dateline.$table" >log 2>&1
    contains "readers may not delete from $table" log "permission denied"
done
equal "no account of these is a superuser" 0 "$(ask postgres "select count(*) from pg_roles where rolsuper and rolname ~ 'dateline|analyst'")"

# Certificates, names and passwords that are wrong: each is named, and nobody's password is told.
run_exit "a certificate of another authority" 1 env DATABASE_URL="$(uri dateline_job news wrong)" "$dateline" run -c managed.conf
contains "is not trusted" err "certificate verify failed"
run_exit "a certificate of another name" 1 env DATABASE_URL="$(uri dateline_job | sed 's/@localhost/@127.0.0.1/')" "$dateline" run -c managed.conf
contains "is not trusted either" err 'does not match host name \"127.0.0.1\"'
sed 's/Xyzzy-Job/Xyzzy-Wrong/' pgpass >pgpass.wrong && chmod 600 pgpass.wrong
run_exit "a wrong password" 1 env PGPASSFILE="$TEST_WORK/pgpass.wrong" DATABASE_URL="$(uri dateline_job)" "$dateline" run -c managed.conf
contains "is named" err 'password authentication failed for user \"dateline_job\"'
cp err wrong.err
run_exit "a password in the URI" 0 env PGPASSFILE=/dev/null DATABASE_URL="$(uri dateline_job | sed 's/dateline_job@/dateline_job:Xyzzy-Job@/')" "$dateline" run -v -c managed.conf
cat out err wrong.err >said
run_exit "a wrong one" 1 env PGPASSFILE=/dev/null DATABASE_URL="$(uri dateline_job | sed 's/dateline_job@/dateline_job:Xyzzy-Other@/')" "$dateline" run -v -c managed.conf
cat out err >>said
printf 'database_url = "%s"\n' "$(uri dateline_job | sed 's/dateline_job@/dateline_job:Xyzzy-Third@/')" | cat - managed.conf >third.conf
run_exit "a wrong one in the configuration" 1 env PGPASSFILE=/dev/null "$dateline" run -v -c third.conf
cat out err >>said
equal "no password is said" "" "$(grep -o 'Xyzzy-[A-Z][a-z]*' said)"
equal "nor stored" 0 "$(PGPASSWORD=reads pg_dump "$(uri analyst)" -n dateline --data-only 2>/dev/null | grep -c 'Xyzzy-')"
env PGPASSFILE=/dev/null DATABASE_URL="$(uri dateline_job | sed 's/dateline_job@/dateline_job:Xyzzy-Job@/')" "$dateline" db psql -c managed.conf -- -qXAt -c "select pg_sleep(20)" >/dev/null 2>&1 &
asking=$!
for _ in $(seq 100); do [ "$(ask postgres "select count(*) from pg_stat_activity where query ~ 'pg_slee[p]'" postgres)" = 1 ] && break; sleep 0.1; done
equal "nor shown to who lists processes" "bin/psql 0" "$(tr '\0' ' ' <"/proc/$asking/cmdline" | grep -o '^[^ ]*' | grep -o 'bin/psql') $(grep -c 'Xyzzy-' "/proc/$asking/cmdline")"
kill $asking; wait $asking 2>/dev/null

# The rest of a connection from a service file.
cat >services <<END
[news]
host=localhost
port=$port
dbname=news
user=dateline_job
sslmode=verify-full
sslrootcert=$TEST_WORK/right.ca
END
run_exit "a service" 0 env PGSERVICEFILE="$TEST_WORK/services" DATABASE_URL='postgresql:///?service=news' "$dateline" run -c managed.conf
contains "finds nothing new" out "articles: 0 new, 0 changed"

# Backup, and moving to another database.
ask postgres "create database moved owner dateline_owner" postgres
run_exit "a dump" 0 pg_dump -Fc -n dateline -f news.dump "$(uri dateline_owner)"
run_exit "is restored elsewhere" 0 pg_restore -1 --no-owner -d "$(uri dateline_owner moved)" news.dump
for what in articles events entities; do
    env DATABASE_URL="$(uri analyst)" "$dateline" export $what --format ndjson -c managed.conf | sort >here
    env DATABASE_URL="$(uri analyst moved)" "$dateline" export $what --format ndjson -c managed.conf | sort >there
    check "all $what are there" cmp here there
done
run_exit "the night goes on there" 0 env DATABASE_URL="$(uri dateline_job moved)" "$dateline" run -c managed.conf
contains "and finds nothing new" out "articles: 0 new, 0 changed"
