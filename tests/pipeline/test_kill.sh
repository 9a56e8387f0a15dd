#!/bin/bash
# A nightly run that is killed again and again, each time at another moment: in the end the database is that of
# a run that nobody disturbed, without a lost or doubled article.
. "$(dirname "$0")/lib.sh"
dateline="$BIN/dateline"
export no_proxy='*' DATELINE_NOW=2024-11-20T00:00:00Z
KILLS=${KILLS:-8}
RANDOM=${KILL_SEED:-$((SECONDS + $$ % 32000))}
seed=$RANDOM
RANDOM=$seed
echo "# KILL_SEED=$seed"

command -v python3 >/dev/null || { skip "all" "no python3 for the HTTP server"; exit 0; }
test_database reference
mkdir -p site/news folder
python3 "$ROOT/tests/pipeline/file_server.py" site port requests &
server=$!
trap 'kill $server 2>/dev/null; wait $server 2>/dev/null; exit $((failures > 0))' EXIT
for _ in $(seq 100); do [ -s port ] && break; sleep 0.1; done
read -r port <port || { fail "the server starts"; exit 1; }
site=http://127.0.0.1:$port

page() {
    cat <<END2
<!DOCTYPE html><html lang="en"><head><title>Report $1</title><meta property="og:type" content="article">
<meta property="article:published_time" content="2024-11-18T08:00:00Z"></head><body><article><h1>Report $1</h1>
<p>Finland's parliament met for the ${1}th time this year and agreed on a budget for the coming winter. Sweden sent $1
soldiers to Finland on Monday, and the United Nations praised the two governments in a statement.</p>
<p>Member $1 of the council said after the vote that the sum was smaller than she had asked for, but that it would
keep the coast road open when the first snow falls, as it did last year in the middle of November.</p>
</article></body></html>
END2
}
for n in $(seq 1 127); do page "$n" >site/news/$n.html; done
feed() {
    echo '<?xml version="1.0"?><rss version="2.0"><channel><title>Vellmar</title>'
    for n in "$@"; do echo "<item><title>$n</title><link>{HERE}/news/$n.html</link></item>"; done
    echo '</channel></rss>'
}
urls() {
    echo '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    for n in "$@"; do echo "<url><loc>{HERE}/news/$n.html</loc><lastmod>2024-11-18</lastmod></url>"; done
    echo '</urlset>'
}
# 9 and 10 stand in two feeds, one of which names a page that is missing.
feed $(seq 1 10) missing >site/one.rss
feed $(seq 9 25) >site/two.rss
urls $(seq 26 40) >site/old.xml
urls $(seq 41 55) >site/new.xml
cat >site/index.xml <<'END2'
<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>{HERE}/old.xml</loc><lastmod>2024-10-01</lastmod></sitemap>
<sitemap><loc>{HERE}/new.xml</loc><lastmod>2024-11-18</lastmod></sitemap></sitemapindex>
END2
for n in $(seq 56 85); do echo "$site/news/$n.html"; done >list.txt
for n in $(seq 86 97); do cp site/news/$n.html folder/; done
python3 - $(seq 98 127) <<'END2'
import gzip, sys
with open("kept.warc.gz", "wb") as out:
    for number in sys.argv[1:]:
        with open(f"site/news/{number}.html", "rb") as page:
            body = page.read()
        http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(body) + body
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://vellmar.example/{number}\r\n"
            f"WARC-Date: 2024-11-19T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{int(number):012}>\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
        ).encode()
        out.write(gzip.compress(head + http + b"\r\n\r\n"))
END2
cat >kill.conf <<END2
database_wait = 30
batch_articles = 4
allow_private = true
delay = 20
host_parallel = 2
source "one" { kind = feed url = "$site/one.rss" }
source "two" { kind = feed url = "$site/two.rss" }
source "map" { kind = sitemap url = "$site/index.xml" }
source "list" { kind = urls path = "list.txt" }
source "folder" { kind = folder path = "folder" }
source "warc" { kind = warc path = "kept.warc.gz" }
END2

# All that is known of the articles: their own rows, and how many rows are derived from each.
articles() {
    sql "select a.url, a.title, a.content_hash, a.revision, md5(a.body),
        (select count(*) from dateline.sentence s where s.article_id = a.article_id),
        (select count(*) from dateline.mention m where m.article_id = a.article_id),
        (select count(*) from dateline.event_mention e where e.article_id = a.article_id)
        from dateline.article a order by a.title, a.url"
}
started=$(date +%s%N)
run_exit "a run that nobody disturbs" 3 "$dateline" run -c kill.conf
lasts=$((($(date +%s%N) - started) / 1000000))
articles >expected
equal "it has all articles" 127 "$(wc -l <expected)"

# Wherever the records end, behind any state of a list, archive, feed or sitemap: a run that goes on from there has
# what the first one had not. (Killing meets the moments that matter by chance alone.)
sed 's/^delay = .*/delay = 0/; s/^host_parallel = .*/host_parallel = 16/; /^source "folder"/d; 1i threads = 1' kill.conf >cut.conf
"$BIN/dateline-extract" -c cut.conf >whole 2>whole.err
titles() { jq -r 'select(.type == "article") | .title' "$@" | sort -u; }
cuts=0 lost=
while IFS=: read -r line _; do
    head -n "$line" whole >before
    grep '"type":"state"' before >state
    "$BIN/dateline-extract" -c cut.conf --state state >after 2>after.err
    missing=$(comm -23 <(titles whole) <(titles before after) | paste -sd,)
    cuts=$((cuts + 1)) lost+=${missing:+"behind $(sed -n "${line}p" whole | jq -r '.source + " " + .key'): $missing; "}
done < <(grep -n '"type":"state"' whole)
equal "a run that is cut off anywhere loses nothing" "115 " "$(titles whole | wc -l) $lost"
check "it was cut off in many places ($cuts)" test "$cuts" -ge 10

test_database killed
for ((kill = 1; kill <= KILLS; kill++)); do
    "$dateline" run -c kill.conf >killed.out 2>killed.err &
    run=$!
    victim=$((RANDOM % 5)) delay=$((RANDOM * lasts / 32768))
    sleep "$((delay / 1000)).$(printf %03d $((delay % 1000)))"
    # the driver, with which the stages go; one of them; or all of them at once
    pids=$run
    case $victim in
    0 | 1) pids=$(pgrep -P $run -f dateline-extract) ;;
    2) pids=$(pgrep -P $run -f dateline-transform) ;;
    3) pids="$(pgrep -P $run | paste -sd' ') $run" ;;
    esac
    # shellcheck disable=SC2086 # several processes
    [ -n "$pids" ] && kill -KILL $pids 2>/dev/null
    wait $run 2>/dev/null
    echo "# killed ${pids:-nobody} ($victim) after $delay ms: $(sql "select count(*) from dateline.article" 2>/dev/null) articles"
done
for _ in 1 2 3; do
    "$dateline" run -c kill.conf >last.out 2>last.err
    code=$?
done
equal "runs that nobody kills complete" "0" "$code"
contains "the last one has nothing to do" last.out "articles: 0 new, 0 changed, 0 unchanged"
articles >actual
check "all articles are there, each once, with all that belongs to them (KILL_SEED=$seed)" diff expected actual
equal "no article was taken for a changed one" 0 "$(sql "select count(*) from dateline.article_revision")"
