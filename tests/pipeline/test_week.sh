#!/bin/bash
# Eleven nights: articles that are new, corrected and withdrawn, an outlet that dies and one that falls silent, a night that is
# killed, and a schema that is older than the program. What the tables, the status, its samples and the report then say.
. "$(dirname "$0")/lib.sh"
export no_proxy='*'
dateline="$BIN/dateline"
command -v python3 >/dev/null || { skip "all" "no python3 for the HTTP server"; exit 0; }
test_database
mkdir -p herald/day gazette/day wire/day
python3 "$ROOT/tests/pipeline/outlet_server.py" wire port 2>server.log &
server=$!
trap 'kill $server 2>/dev/null; wait $server 2>/dev/null; exit $((failures > 0))' EXIT
for _ in $(seq 100); do [ -s port ] && break; sleep 0.1; done
read -r port <port || { fail "the server starts" "$(cat server.log)"; exit 1; }

cities=(Lima Oslo Accra Riga Quito Hanoi Nairobi Jakarta Madrid Ankara)
countries=(Peru Norway Ghana Latvia Ecuador Vietnam Kenya Indonesia Spain Turkey)
# page OUTLET DAY NUMBER [DEAD]: a page of the day.
page() {
    local one=${countries[($2 + $3) % 10]} two=${countries[($2 * 3 + $3 + 1) % 10]} city=${cities[$3 % 10]}
    local day
    day=$(printf '2024-11-%02d' "$2")
    cat >"$1/day/$2-$3.html" <<END
<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>$one and $two meet in $city, report $2-$3</title>
<meta property="og:type" content="article"><meta property="article:published_time" content="${day}T15:${3}0:00Z"></head>
<body><article><h1>$one and $two meet in $city, report $2-$3</h1>
<p>The foreign minister of $one met the foreign minister of $two in $city on the border question. They agreed to open
the road of the north again, which a flood had closed, and to send ${4:-$((20 + $3))} engineers there.</p>
<p>Police dispersed a protest against the agreement in $city, and ${4:-$((30 + $2))} people were wounded, a hospital of the
city said. The parliament of $two will vote on the agreement before the end of the month, its speaker said.</p>
</article></body></html>
END
}
# feed OUTLET URL: of all its pages, the newest days first.
feed() {
    {
        echo '<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>'
        (cd "$1/day" && ls | sort -rn) | while read -r name; do echo "<item><title>$name</title><link>$2/day/$name</link></item>"; done
        echo '</channel></rss>'
    } >"$1/feed.xml"
}
cat >week.conf <<END
database_wait = 3
delay = 0
timeout = 5
allow_private = true
source "herald" { kind = feed url = "https://herald.example/feed.xml" mirror_url = "https://herald.example/" mirror_path = "herald" }
source "gazette" { kind = feed url = "https://gazette.example/feed.xml" mirror_url = "https://gazette.example/" mirror_path = "gazette" }
source "wire" { kind = feed url = "http://127.0.0.1:$port/feed.xml" }
END
feeds() { feed herald https://herald.example; feed gazette https://gazette.example; feed wire "http://127.0.0.1:$port"; }
at() { export DATELINE_NOW; DATELINE_NOW=$(printf '2024-11-%02dT02:00:00Z' "$1"); }
articles() { sql "select count(*) from dateline.article"; }
night() { run_exit "night $1" "$2" "$dateline" run -c week.conf; }

# The program is newer than the tables.
sql "$(cat "$ROOT/sql/statements/migration_table.sql")"
for file in $(cd "$ROOT/sql/migrations" && ls *.sql | sed '$d'); do
    psql -qX -v ON_ERROR_STOP=1 -1 "$DATABASE_URL" -f "$ROOT/sql/migrations/$file" >log 2>&1 || fail "$file" "$(cat log)"
    sql "insert into dateline.migration (number, name, checksum) values (${file%%_*}, '$file', '$(sha256sum <"$ROOT/sql/migrations/$file" | cut -d' ' -f1)')"
done
at 4
run_exit "status of an older schema" 1 "$dateline" status -c week.conf
contains "says what to run" err "dateline db migrate"
run_exit "the upgrade" 0 "$dateline" db migrate -c week.conf
run_exit "status before the first night" 3 "$dateline" status -c week.conf
contains "there is no run yet" out "there has been none yet"

# An ordinary night.
at 5
for n in 0 1 2 3 4 5 6 7 8; do page herald 4 $n; done
page gazette 4 0; page gazette 4 1; page wire 4 2
feeds
night 5 0
equal "all are there" 12 "$(articles)"
run_exit "nothing needs a person" 0 "$dateline" status -c week.conf

# One is corrected, one withdrawn: the feed has it no more, and what was read stays.
at 6
for n in 0 1 2 3 4 5 6 7 8; do page herald 5 $n; done
page herald 4 0 99
page gazette 5 0; rm gazette/day/4-1.html
feeds
night 6 0
equal "the withdrawn one stays" 22 "$(articles)"
equal "the corrected one has its numbers of now, and its text of before" "99 99|1" \
    "$(sql "select string_agg(q.value::text, ' ' order by q.span), (select count(*) from dateline.article_revision r where r.article_id = a.article_id) from dateline.article a join dateline.quantity q using (article_id) where a.url like '%/4-0.html' and a.url like '%herald%' and q.value > 1 group by a.article_id")"

# The wire dies; a night is killed in its middle, and run again.
at 7
kill $server; wait $server 2>/dev/null
for n in 0 1 2 3 4 5 6 7 8; do page herald 6 $n; done
feeds
printf 'begin; lock table dateline.article in exclusive mode; select pg_sleep(60);' | psql -qX "$DATABASE_URL" >lock 2>&1 &
blocker=$!
for _ in $(seq 200); do [ "$(sql "select count(*) from pg_locks where relation = 'dateline.article'::regclass and database = (select oid from pg_database where datname = current_database()) and mode = 'ExclusiveLock' and granted")" = 1 ] && break; sleep 0.05; done
"$dateline" run -c week.conf >out 2>err &
run=$!
for _ in $(seq 200); do [ "$(sql "select count(*) from pg_locks where not granted and database = (select oid from pg_database where datname = current_database())")" != 0 ] && break; sleep 0.05; done
pkill -9 -P $run; kill -9 $run; wait $run 2>/dev/null
sql "select pg_terminate_backend(pid) from pg_locks where relation = 'dateline.article'::regclass and database = (select oid from pg_database where datname = current_database()) and mode = 'ExclusiveLock' and granted" >/dev/null
wait $blocker 2>/dev/null
for _ in $(seq 200); do [ "$(sql "select count(*) from pg_stat_activity where datname = current_database() and application_name = 'dateline-load'")" = 0 ] && break; sleep 0.05; done
equal "the killed night has brought nothing" 22 "$(articles)"
run_exit "status" 3 "$dateline" status -c week.conf
contains "tells of the killed night" out "it has not ended, and no load is at work"
night "7, again" 3
equal "now its articles are there, once each" "31|31" "$(sql "select count(*), count(distinct url) from dateline.article")"

# The wire stays dead, the gazette silent; on the last night the herald brings next to nothing.
for day in 8 9 10 11 12 13 14; do
    at $day
    for n in 0 1 2 3 4 5 6 7 8; do page herald $((day - 1)) $n; done
    feeds
    "$dateline" run -c week.conf >out 2>err || [ $? -eq 3 ] || fail "night $day" "$(tail -3 err)"
done
at 15
page herald 14 0
feeds
night 15 3
equal "articles of all nights" "95|95" "$(sql "select count(*), count(distinct url) from dateline.article")"
run_exit "the last morning's status" 3 "$dateline" status --metrics week.prom -c week.conf
sed '/^$/,$d' out >attention
contains "the wire is missed" attention "source wire     it cannot be read any more"
contains "the gazette is silent" attention "source gazette  no new article for 9 days"
contains "the herald brings less" attention "source herald   1 new articles in a day where 9 are usual"
equal "and nothing else" 4 "$(sed 1d attention | wc -l)"
run_exit "status as JSON" 3 "$dateline" status --json -c week.conf
equal "says the same" "source gazette,source herald,source wire" "$(jq -r '[.attention[].subject] | sort | join(",")' out)"
mkdir checks && cp "$ROOT"/sql/checks/*.sql checks && rm checks/sources_*  # those look at the clock of the server
run_exit "the data is right" 0 "$dateline" check -c week.conf --folder checks

# Its samples are those that Prometheus reads: one type a metric, its samples together, each series once.
cat >samples.py <<'END'
import re, sys
seen, series, typed = [], set(), set()
for number, line in enumerate(open(sys.argv[1], encoding="utf-8"), 1):
    line = line.rstrip("\n")
    comment = re.fullmatch(r"# (HELP|TYPE) ([a-z_]+) (.+)", line)
    sample = re.fullmatch(r'([a-z_]+)(\{[a-z_]+="(?:[^"\\\n]|\\[\\n"])*"(?:,[a-z_]+="(?:[^"\\\n]|\\[\\n"])*")*\})? -?[0-9.]+', line)
    if comment and comment[1] == "TYPE": typed.add(comment[2])
    if not comment and not sample: print(number, "cannot be read:", line)
    if sample:
        if sample[1] not in typed: print(number, "has no type")
        if (not seen or seen[-1] != sample[1]) and sample[1] in seen: print(number, "stands apart")
        if line.rsplit(" ", 1)[0] in series: print(number, "twice")
        seen.append(sample[1]); series.add(line.rsplit(" ", 1)[0])
print(len(seen) > 20)
END
equal "samples" True "$(python3 samples.py week.prom)"
contains "what needs a person" week.prom "dateline_attention 3"
contains "a source" week.prom 'dateline_source_articles_day_median{source="herald"} 9'
if command -v promtool >/dev/null; then
    check "promtool finds nothing wrong" promtool check metrics <week.prom
else
    skip "promtool" "Debian's package prometheus is not installed"
fi
run_exit "samples into a folder that is not there" 1 "$dateline" status --metrics none/week.prom -c week.conf
contains "it is named" err "none/week.prom"

# The report of the last week.
run_exit "the report" 0 "$dateline" report -o week.html -c week.conf
contains "is of seven days" week.html "Articles published from 2024-11-08 00:00 to 2024-11-14 15:00 UTC."
contains "of all its articles" week.html "55 articles of 1 sources tell"
