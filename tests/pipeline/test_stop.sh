#!/bin/bash
# A nightly run that is stopped, or one of whose stages is: what was read is loaded, whole, the run says so, and the
# next one goes on from there.
. "$(dirname "$0")/lib.sh"
dateline="$BIN/dateline"
export no_proxy='*'
test_database
command -v python3 >/dev/null || { skip "all" "no python3 for the HTTP server"; exit 0; }
python3 "$ROOT/tests/pipeline/http_server.py" port &
server=$!
trap 'kill $server 2>/dev/null; wait $server 2>/dev/null; exit $((failures > 0))' EXIT
for _ in {1..100}; do [ -s port ] && break; sleep 0.05; done
read -r port _ <port || { fail "the server starts"; exit 1; }
mkdir slow
for n in 1 2 3; do
    sed "s/Finland/Finland $n/" "$ROOT/config/sample/world/2023/04/04/finland-joins-nato.html" |
        sed -E '/rel="canonical"|og:url/d; s/"(@id|url|mainEntityOfPage)": *"https[^"]*",?//g' >slow/$n.html
done
# One transaction for all: what a stop leaves out was under way.
cat >slow.conf <<END
database_wait = 1
batch_articles = 500
source "folder" { kind = folder path = "slow" }
source "endless" { kind = page url = "http://127.0.0.1:$port/slow" allow_private = true delay = 0 }
END
workers() { pgrep -f -- "-c slow.conf" | paste -sd' '; }
# until_true COMMAND...: waits until it succeeds, for 20 seconds at most.
until_true() {
    for _ in {1..400}; do
        "$@" && return 0
        sleep 0.05
    done
    return 1
}
reading() { [ -n "$(pgrep -P "$run" -f dateline-load)" ] && ask_slow; }
# The page that never ends has been asked for: the folder was read before.
ask_slow() { awk -v port=":$(printf %04X "$port")$" '$3 ~ port && $4 == "01" { found = 1 } END { exit !found }' /proc/net/tcp; }
gone() { [ -z "$(workers)" ]; }
articles() { sql "select count(*) from dateline.article"; }

for victim in driver-TERM driver-INT extract transform load twice; do
    sql "drop schema if exists dateline cascade"
    (trap - INT; exec "$dateline" run -c slow.conf) >stopped.out 2>stopped.err &
    run=$!
    check "$victim: the run is under way" until_true reading
    sleep 0.5
    case $victim in
    driver-*) kill "-${victim#driver-}" $run ;;
    twice) kill -TERM $run; kill -INT $run ;;
    *) pkill -TERM -P $run -f "dateline-$victim" ;;
    esac
    wait $run
    equal "$victim: the run fails" 1 $?
    check "$victim: no stage is left" until_true gone
    case $victim in
    driver-* | extract)
        equal "$victim: what was read has landed" 3 "$(articles)"
        contains "$victim: extract says why it ended" stopped.err "stopped by SIGTERM: what was not read is left"
        ;;
    esac
    contains "$victim: there is a summary" stopped.out "articles: "
    equal "$victim: there is one" 1 "$(grep -c '^run ' stopped.out)"
    contains "$victim: the last line tells how each stage ended" <(tail -1 stopped.err) " ended: extract "
    equal "$victim: the run is marked" t "$(sql "select bool_and(status in ('incomplete', 'failed')) from dateline.run")"
    equal "$victim: what landed is whole" 0 "$(sql "select count(*) from dateline.article a where not exists (
        select from dateline.sentence s where s.article_id = a.article_id)")"
    equal "$victim: no state is ahead of its article" 0 "$(sql "select greatest(0, (select count(*) from dateline.source_state
        where key like '%.html') - (select count(*) from dateline.article))")"
    run_exit "$victim: the next run completes" 0 timeout 60 "$dateline" run -c slow.conf --source folder
    equal "$victim: nothing is lost or doubled" 3 "$(articles)"
done

# A stage by itself.
"$BIN/dateline-extract" -c slow.conf >out 2>err &
alone=$!
until_true ask_slow
kill -TERM $alone
wait $alone
equal "extract alone: it fails" 1 $?
equal "what it read is whole, and has no end record" "run 3" "$(jq -r .type out | head -1) $(jq -r 'select(.type == "article") | .type' out | wc -l)"
equal "extract alone: no end" 0 "$(jq -r 'select(.type == "end") | .type' out | wc -l)"

# What stands before half a line is analysed, and the half is no reject: whoever wrote it has died.
{ jq -c 'select(.type == "run" or .type == "article")' out; printf '{"type":"article","id":"ha'; } >half
run_exit "transform of a stream that ends in half a line" 1 "$BIN/dateline-transform" half
contains "it names the line" err "the input ends inside this line"
equal "what came before it is there" "run 3" "$(jq -r .type out | head -1) $(grep -c '"type":"article"' out)"
