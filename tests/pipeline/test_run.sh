#!/bin/bash
# The nightly run: over a private server and over a given database, twice, at once, killed, and installed.
. "$(dirname "$0")/lib.sh"
dateline="$BIN/dateline"
test_database
given=$DATABASE_URL
private_var=$TEST_WORK/var
finish() {
    [ -d "$private_var" ] && env -u DATABASE_URL DATELINE_VAR="$private_var" "$dateline" db stop >/dev/null 2>&1
    exit $((failures > 0))
}
trap finish EXIT
chmod 755 "$TEST_WORK"

# An outlet in a folder: a feed of three pages and an image gallery, its home page, and texts.
mkdir -p site/feeds site/world texts
cp "$ROOT/config/sample/world/2023/04/04/finland-joins-nato.html" site/world/finland.html
cp "$ROOT/config/sample/world/2024/03/07/sweden-joins-nato.html" site/world/sweden.html
cp "$ROOT/config/sample/world/2022/07/23/odesa-grain-deal.html" site/world/odesa.html
cp "$ROOT/config/sample/pictures/2021/03/08/pope-in-iraq.html" site/world/pictures.html
sed -i -E '/rel="canonical"|og:url/d; s/"(@id|url|mainEntityOfPage)": *"https[^"]*",?//g' site/world/*.html
cp "$ROOT/config/sample/index.html" site/index.html
cp "$ROOT/config/sample/archive/brasilia-riots.txt" texts
feed() {
    echo '<?xml version="1.0"?><rss version="2.0"><channel><title>World</title>'
    for page in "$@"; do echo "<item><title>$page</title><link>https://paper.example/world/$page.html</link></item>"; done
    echo '</channel></rss>'
}
feed finland sweden odesa pictures >site/feeds/world.rss
cat >night.conf <<'END'
database_wait = 1
source "world" {
    kind = feed
    url = "https://paper.example/feeds/world.rss"
    mirror_url = "https://paper.example/"
    mirror_path = "site"
    outlet = "Paper"
}
source "home" {
    kind = page
    url = "https://paper.example/index.html"
    mirror_url = "https://paper.example/"
    mirror_path = "site"
}
source "texts" { kind = folder path = "texts" zone = "-03:00" day_first = true language = "en" }
END
tables="source source_state article article_revision sentence entity entity_alias mention date_mention quantity
    quote event event_mention event_quantity reject"
# A checksum of each table's rows; ask: what answers a query.
checksums() {
    for table in $tables; do
        "$1" "select '$table', count(*), md5(string_agg(t::text, ' ' order by t::text)) from dateline.$table t"
    done
}
private_sql() { "$dateline" db psql -c night.conf -- -qXAt -v ON_ERROR_STOP=1 -c "$1"; }

# night NAME ASK: what must be so wherever the database is.
night() {
    run_exit "$1: a first run, with rejects" 3 "$dateline" run -c night.conf
    equal "$1: four articles are there" "odesa,finland,sweden" "$("$2" "select string_agg(substring(url from 'world/(.*).html'), ',' order by published_at) from dateline.article")"
    equal "$1: the summary counts" 1 "$(grep -c 'articles: 4 new, 0 changed, 0 unchanged; pages and records rejected: 2' out)"
    contains "$1: the picture page is named" err "https://paper.example/world/pictures.html"
    contains "$1: the home page is named" err "https://paper.example/index.html"
    equal "$1: both are kept with reason" "gallery_page home_page" "$("$2" "select reason from dateline.reject order by 1" | paste -sd' ')"
    equal "$1: status names each once" 2 "$("$dateline" status -c night.conf | grep '^extract .*_page ' | grep -o 'https://' | wc -l)"
    equal "$1: each article has sentences, names and events" 0 "$("$2" "select count(*) from dateline.article a
        where not exists (select from dateline.sentence s where s.article_id = a.article_id)
           or not exists (select from dateline.mention m where m.article_id = a.article_id)
           or not exists (select from dateline.event_mention e where e.article_id = a.article_id)")"
    equal "$1: every name stands where its mention says" 0 "$("$2" "select count(*) from dateline.mention m
        join dateline.article a using (article_id)
        where m.text <> substring(case when m.field = 'title' then a.title else a.body end
            from lower(m.span) + 1 for upper(m.span) - lower(m.span))")"
    before=$(checksums "$2")
    run_exit "$1: a second run has nothing to do" 0 "$dateline" run -c night.conf
    contains "$1: it says so" out "articles: 0 new, 0 changed, 0 unchanged; pages and records rejected: 0"
    equal "$1: it changes no row" "$before" "$(checksums "$2")"
    equal "$1: both runs are complete" "2 complete" "$("$2" "select count(*), min(status) from dateline.run where status = 'complete'" | tr '|' ' ')"
}

# With a private server.
unset DATABASE_URL
DATELINE_VAR=$private_var
export DATELINE_VAR
run_exit "db init" 0 "$dateline" db init -c night.conf
night private private_sql
run_exit "db status" 0 "$dateline" db status -c night.conf
contains "it tells that the server runs" out "running"
contains "and how many articles there are" <(tr -s ' ' <out) " 4 "
equal "nobody else gets at the server" 700 "$(stat -c %a "$private_var/postgres")"
for url in "host=localhost port=1 user=x password='xyzzy ynot' dbname=x" "postgresql://x:xyzzy@localhost:1/x?sslpassword=ynot" "postgresql://x@localhost:1/x?sslpassword=ynot&password=xyzzy"; do
    run_exit "db status of another's server that is away" 1 env DATABASE_URL="$url" "$dateline" db status -c night.conf
    contains "tells where it is looked for" out "host='localhost' port='1'"
    equal "and no password" "" "$(cat out err | grep -o 'xyzzy\|ynot')"
done
run_exit "db psql gives its arguments on" 0 "$dateline" db psql -c night.conf -- -XAt -c "select 'a' || 1"
equal "and their answer back" a1 "$(cat out)"
run_exit "psql's failure is one" 1 "$dateline" db psql -c night.conf -- -X -c "select nonsense"
run_exit "status" 0 "$dateline" status -c night.conf
for word in world texts gallery_page complete; do contains "status tells $word" out "$word"; done
for command in "status" "status --json" "check" "db status" "export events" "report" "--help"; do
    # shellcheck disable=SC2086 # of several words
    "$dateline" $command -c night.conf >/dev/full 2>full.err
    equal "$command that cannot be written fails" "1 No space left on device" "$? $(grep -o 'No space left on device' full.err)"
done
run_exit "status --json" 0 "$dateline" status --json -c night.conf
equal "it is JSON, with the runs" "complete 4" "$(jq -r '[.runs[] | select(.articles_new > 0)][0] | "\(.status) \(.articles_new)"' out)"
run_exit "db stop" 0 "$dateline" db stop -c night.conf
run_exit "db stop, again" 0 "$dateline" db stop -c night.conf
run_exit "db status of a stopped server" 0 "$dateline" db status -c night.conf
contains "it says how to start it" out "dateline db start"
run_exit "db start" 0 "$dateline" db start -c night.conf
run_exit "db start, again" 0 "$dateline" db start -c night.conf
equal "the articles are still there" 4 "$(private_sql "select count(*) from dateline.article")"
"$dateline" db stop -c night.conf >/dev/null 2>&1
run_exit "a run starts a stopped server" 0 "$dateline" run -c night.conf
run_exit "db stop at the end" 0 "$dateline" db stop -c night.conf
equal "no process of the server is left" 0 "$(grep -lsa "$private_var/[p]ostgres" /proc/[0-9]*/cmdline | wc -l)"
unset DATELINE_VAR

# With a database of somebody else.
DATABASE_URL=$given
export DATABASE_URL
night given sql

# What changes between two nights.
# correct FILE SED-SCRIPT
correct() {
    sed -E "$2" "$1" >new
    if cmp -s "$1" new; then fail "$1 is changed" "sed found nothing"; fi
    mv new "$1"
}
correct site/world/sweden.html 's#</p>#</p><p>The office in Vellmar added this line to the report on Sunday.</p>#'
run_exit "a changed page of an unchanged feed" 0 "$dateline" run -c night.conf
contains "it is counted as changed" out "articles: 0 new, 1 changed"
equal "its old words are kept" "https://paper.example/world/sweden.html 2 1 t f" "$(sql "select a.url, a.revision, r.revision,
    a.body like '%added this line%', r.body like '%added this line%'
    from dateline.article a join dateline.article_revision r using (article_id)" | tr '|' ' ')"
correct texts/brasilia-riots.txt 's/^Justice Minister/The office in Vellmar added this line. Justice Minister/'
cp "$ROOT/config/sample/world/2021/07/26/iraq-combat-mission.html" texts/mission.html
run_exit "a new page in a folder, and a changed text, which is another one for want of a URL" 0 "$dateline" run -c night.conf
contains "both are counted" out "articles: 2 new, 0 changed, 0 unchanged"
feed mission finland sweden odesa pictures >site/feeds/world.rss
cp "$ROOT/config/sample/europe/2022/06/29/nato-madrid-summit.html" site/world/mission.html
sed -i -E '/rel="canonical"|og:url/d; s/"(@id|url|mainEntityOfPage)": *"https[^"]*",?//g' site/world/mission.html
run_exit "a new item of the feed" 0 "$dateline" run -c night.conf
contains "it is counted, alone" out "articles: 1 new, 0 changed, 0 unchanged; pages and records rejected: 0"

# Only one source.
cp -R texts more
sed 's/"texts"/"more"/g' night.conf >more.conf
run_exit "--source" 0 "$dateline" run -c more.conf --source more
equal "only that source is read" more "$(sql "select string_agg(s.name, ' ') from dateline.run_source
    join dateline.source s using (source_id)
    where run_id = '$(sed -n 's/^run \([^:]*\):.*/\1/p' out)'")"
run_exit "an unknown source" 2 "$dateline" run -c more.conf --source nobody
contains "it is named" err "nobody"

# Mistakes.
run_exit "no command" 2 "$dateline"
contains "it tells the commands" err "usage: dateline COMMAND"
run_exit "an unknown command" 2 "$dateline" sail
contains "the command is named" err "sail"
run_exit "an unknown command of db" 2 "$dateline" db sail
contains "that command is named" err "sail"
run_exit "an operand too many" 2 "$dateline" run -c night.conf tonight
contains "the operand is named" err "tonight"
printf 'database_wait = 1\nsource "x" {\n    kind = ferry\n}\n' >wrong.conf
run_exit "a mistake in the configuration" 2 "$dateline" run -c wrong.conf
contains "its place is named" err "wrong.conf:3"
run_exit "a configuration that is not there" 2 "$dateline" run -c nowhere.conf
contains "the configuration is named" err "nowhere.conf"
run_exit "--help" 0 "$dateline" --help
contains "--help tells the commands" out "db init"
run_exit "--version" 0 "$dateline" --version
run_exit "a database that is away" 1 env DATABASE_URL="postgresql:///x?host=$TEST_WORK/nowhere" "$dateline" run -c night.conf
contains "it says what to look at" err "DATABASE_URL"
for stage in extract transform load; do
    run_exit "dateline $stage --help" 0 "$dateline" $stage --help
    contains "dateline $stage is dateline-$stage" out "dateline-$stage"
done
run_exit "a stage's arguments and exit code pass" 3 "$dateline" extract site/world/pictures.html site/world/finland.html
equal "and its records" "run reject article end" "$(jq -r .type out | paste -sd' ')"

# Killed in the middle: two articles came, and a page that never ends.
test_database 2
python3 "$ROOT/tests/pipeline/http_server.py" port &
for _ in {1..100}; do [ -s port ] && break; sleep 0.05; done
read -r port _ <port
mkdir slow
cp site/world/finland.html site/world/odesa.html slow
cat >slow.conf <<END
database_wait = 1
batch_articles = 1
source "folder" { kind = folder path = "slow" }
source "endless" { kind = page url = "http://127.0.0.1:$port/slow" allow_private = true delay = 0 }
END
# wait_for SECONDS QUERY: until it answers t.
wait_for() {
    for _ in $(seq $(($1 * 20))); do
        [ "$(sql "$2" 2>/dev/null)" = t ] && return 0
        sleep 0.05
    done
    return 1
}
# Processes that work with slow.conf, but for those of this test's shell.
workers() { pgrep -f -- "-c slow.conf" | paste -sd' '; }
nobody() {
    for _ in {1..100}; do
        [ -z "$(workers)" ] && return 0
        sleep 0.05
    done
    workers
    return 1
}
for signal in TERM INT KILL; do
    sql "drop schema if exists dateline cascade" 2>/dev/null
    rm -f slow/late.html
    (trap - INT; exec "$dateline" run -c slow.conf) >killed.out 2>killed.err &
    pid=$!
    check "$signal: articles land while another page is slow" wait_for 20 "select count(*) = 2 from dateline.article"
    if [ "$signal" = TERM ]; then
        run_exit "a run beside another one" 1 timeout 20 "$dateline" run -c slow.conf --source folder
        contains "it names who is at work" err "another run is at work (process "
        equal "it has fetched nothing" 0 "$(grep -c '"stage":"extract"' err)"
        check "the other one goes on" kill -0 $pid
    fi
    kill -$signal $pid
    wait $pid 2>/dev/null
    code=$?
    equal "$signal: the run fails" true "$([ $code -ne 0 ] && [ $code -ne 3 ] && echo true || echo $code)"
    check "$signal: no stage is left" nobody
    equal "$signal: what landed is whole" "2 0" "$(sql "select count(*), count(*) filter (where not exists (
        select from dateline.sentence s where s.article_id = a.article_id)) from dateline.article a" | tr '|' ' ')"
    cp site/world/sweden.html slow/late.html
    run_exit "$signal: the next run completes" 0 timeout 60 "$dateline" run -c slow.conf --source folder
    equal "$signal: all is there, once" 3 "$(sql "select count(*) from dateline.article")"
    equal "$signal: the killed run is not running any more" "0|t|t" \
        "$(sql "select count(*) filter (where status = 'running'), bool_or(status = 'incomplete'),
            bool_or(status = 'complete') from dateline.run")"
done

# Installed.
test_database 3
run_exit "make install" 0 make -s -C "$ROOT" install PREFIX=/opt/dateline DESTDIR="$TEST_WORK/stage"
installed=$TEST_WORK/stage/opt/dateline
check "the manuals are there" test -s "$installed/share/man/man1/dateline.1"
cd / || exit 1
for program in dateline dateline-extract dateline-transform dateline-load; do
    run_exit "$program --version, installed" 0 "$installed/bin/$program" --version
done
run_exit "db migrate, installed" 0 "$installed/bin/dateline" db migrate
run_exit "the installed configuration runs over the installed sample" 3 "$installed/bin/dateline" run
equal "the sample's articles are there" t "$(sql "select count(*) > 10 from dateline.article")"
equal "with events" t "$(sql "select count(*) > 10 from dateline.event")"
cd "$TEST_WORK" || exit 1
run_exit "make uninstall" 0 make -s -C "$ROOT" uninstall PREFIX=/opt/dateline DESTDIR="$TEST_WORK/stage"
equal "nothing is left" "" "$(find stage ! -type d)"

# What extract is told.
cd "$TEST_WORK" || exit 1
test_database 4
mkdir dated
cp site/world/finland.html site/world/sweden.html site/world/odesa.html dated
printf 'database_wait = 1\nsource "dated" { kind = folder path = "dated" }\n' >dated.conf
run_exit "--limit and -j" 0 "$dateline" run -c dated.conf --limit 1 -j 2
contains "--limit holds" out "articles: 1 new"
test_database 5
run_exit "--since" 0 "$dateline" run -c dated.conf --since 2024-01-01
equal "nothing older lands" "1 t" "$(sql "select count(*), bool_and(published_at >= '2024-01-01') from dateline.article" | tr '|' ' ')"
run_exit "a date that is none" 2 "$dateline" run -c dated.conf --since yesterday
run_exit "an archive and a replay at once" 2 "$dateline" run -c dated.conf --archive kept --replay kept
check "which leaves no folder behind" test ! -e kept

# States of a million pages take no more memory than those of one.
test_database 6
run_exit "before there are many states" 0 "$dateline" run -c dated.conf
sql "insert into dateline.source_state (source_id, key, data, run_id)
    select source_id, 'page ' || n, jsonb_build_object('etag', repeat(md5(n::text), 50)), run_id
    from dateline.source_state, generate_series(1, 40000) n where key like '%/finland.html'"
"$dateline" run -c dated.conf >out 2>err &
run=$!
most=0
while now=$(awk '/^VmHWM/ { print $2 }' "/proc/$run/status" 2>/dev/null) && [ -n "$now" ]; do
    most=$now
    sleep 0.1
done
wait $run
equal "a run with 64 MB of states" 0 $?
contains "a run with 64 MB of states: they are read" out "articles: 0 new, 0 changed, 0 unchanged"
check "its memory was looked at" test "$most" -gt 1000
little "a run with 64 MB of states: the driver takes less than 40 MB" 40000 "$most"
