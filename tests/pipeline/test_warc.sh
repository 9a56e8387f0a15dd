#!/bin/bash
# A night is archived as WARC, read by another reader, and run again without the network.
. "$(dirname "$0")/lib.sh"
export no_proxy='*'

command -v python3 >/dev/null || { skip "all" "no python3 for the HTTP server"; exit 0; }
mkdir site
python3 "$ROOT/tests/pipeline/outlet_server.py" site port 2>server.log &
server=$!
trap 'kill $server 2>/dev/null; wait $server 2>/dev/null; exit $((failures > 0))' EXIT
for _ in $(seq 100); do [ -s port ] && break; sleep 0.1; done
read -r port <port || { fail "the server starts" "$(cat server.log)"; exit 1; }
site=http://127.0.0.1:$port

# page NAME TITLE DAY
page() {
    cat >"site/$1" <<END
<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>$2</title>
<meta property="og:type" content="article"><meta property="og:title" content="$2">
<meta property="article:published_time" content="$3T10:15:00Z"></head>
<body><article><h1>$2</h1><p>The harbour council voted on Friday to reopen the northern ferry line, eleven months
after a storm tore away the old landing stage and cut the islands off from their nearest market.</p>
<p>Councillor Maren Oduya, who led the talks with the two shipping companies, said that the first boat would leave
at dawn on Monday and that the fare would stay where it was before the storm, $2.</p></article></body></html>
END
}
feed() {
    echo '<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour</title>'
    for path in "$@"; do echo "<item><title>$path</title><link>$site/$path</link></item>"; done
    echo '</channel></rss>'
}
for n in 1 2 3 4 5 6; do page "$n.html" "Ferry number $n" "2024-01-0$n"; done
feed 1.html go/2.html packed/3.html missing.html closed/4.html >site/feed.xml
feed 1.html 5.html >site/other.xml
printf 'User-agent: *\nDisallow: /closed/\n' >site/robots.txt
cat >outlets.conf <<END
delay = 0
allow_private = true
source "main" { kind = feed url = "$site/feed.xml" }
source "other" { kind = feed url = "$site/other.xml" }
source "single" { kind = page url = "$site/6.html" }
source "away" { kind = page url = "http://127.0.0.1:1/" }
END

night() { "$BIN/dateline-extract" -q -c outlets.conf "$@"; }
# records FILE: what must be the same when the night is run again.
records() { grep -v '^{"type":"run"' "$1" | LC_ALL=C sort; }
# same DESCRIPTION FILE FILE
same() {
    records "$2" >same1
    records "$3" >same2
    check "$1" cmp same1 same2
}
read_warc() { python3 "$ROOT/tests/pipeline/read_warc.py" "$@"; }
articles() { grep -c '^{"type":"article"' "$1"; }

run_exit "a night is archived" 3 night --archive kept
mv out first
equal "its articles" "Ferry number 1,Ferry number 2,Ferry number 3,Ferry number 5,Ferry number 6" \
    "$(jq -rs 'map(select(.type == "article") | .title) | sort | join(",")' first)"
equal "its rejects" "http_404,robots_disallowed,unreachable" \
    "$(jq -rs 'map(select(.type == "reject") | .reason) | sort | join(",")' first)"
first_file=$(ls kept)
check "the file is closed" test "${first_file%.warc.gz}" != "$first_file"
check "another reader can read it" read_warc "kept/$first_file"
read_warc "kept/$first_file" | sed "s,$site,," | LC_ALL=C sort >kinds
equal "all that came is in it, once" "metadata - /closed/4.html
metadata - http://127.0.0.1:1/
metadata - http://127.0.0.1:1/robots.txt
response 200 /1.html
response 200 /2.html
response 200 /5.html
response 200 /6.html
response 200 /feed.xml
response 200 /other.xml
response 200 /packed/3.html
response 200 /robots.txt
response 404 /missing.html
warcinfo - -" "$(cat kinds)"

# The next night: a new article, a page that changed, documents that did not.
grep '^{"type":"state"' first >state
sleep 1
page 7.html "Ferry number 7" 2024-01-07
feed 7.html 1.html go/2.html packed/3.html >site/feed.xml
page 6.html "Ferry number 6, again" 2024-01-06
run_exit "the next night, too" 3 night --state state --archive kept
mv out second
equal "it has what is new" "Ferry number 6, again,Ferry number 7" \
    "$(jq -rs 'map(select(.type == "article") | .title) | sort | join(",")' second)"
second_file=$(ls kept | tail -1)
read_warc "kept/$second_file" >kinds
contains "an answer without news is kept" kinds "response 304 $site/other.xml"

# Nobody answers any more.
kill $server
wait $server 2>/dev/null
cp -R kept untouched
run_exit "the last night is run again without the network" 3 night --state state --replay kept
same "the same records come" second out
run_exit "the first one by its file's name" 3 night --replay "kept/$first_file"
same "the same records as then" first out
run_exit "with one thread" 3 night -j 1 --replay "kept/$first_file"
same "the same records with one thread" first out
check "a replay changes nothing in the archive" diff -r kept untouched
run_exit "one source of several" 0 night -s other --replay "kept/$first_file"
equal "has what it fetched then" true "$(jq -rs 'any(.title == "Ferry number 5") and all(.source == "other" or .source == null)' out)"
run_exit "what was not asked for then is told" 3 night --replay "kept/$second_file"
equal "with its reason" true "$(jq -rs 'any(.type == "reject" and .reason == "not_archived")' out)"
run_exit "both at once make no sense" 2 night --archive kept --replay kept
run_exit "a folder without an archive" 2 night --replay site
run_exit "a folder that is not there" 2 night --replay nowhere
if [ "${BIN%/asan/bin}" = "$BIN" ] && strace -o calls true 2>/dev/null; then
    strace -f -e trace=socket,connect -o calls "$BIN/dateline-extract" -q -c outlets.conf --replay kept >/dev/null 2>&1
    equal "no socket is opened" "ended" "$(grep -E 'AF_INET|connect\(' calls || grep -qE 'exited with [03]' calls && echo ended)"
else
    skip "no socket is opened" "with sanitizers, or where processes may not be traced"
fi

# Records that are damaged cost what is in them.
mkdir damaged
python3 - "kept/$first_file" "damaged/$first_file" <<'END'
import sys
data = bytearray(open(sys.argv[1], "rb").read())
data[len(data) // 2] ^= 0x55
open(sys.argv[2], "wb").write(data)
END
"$BIN/dateline-extract" -c outlets.conf --replay damaged >out 2>err
contains "damage is told" err archive_damaged
check "the rest is still there" test "$(articles out)" -ge 3

# A night that is killed; a disk that is full.
rm -f port
python3 "$ROOT/tests/pipeline/outlet_server.py" site port 2>server.log &
server=$!
for _ in $(seq 100); do [ -s port ] && break; sleep 0.1; done
site=http://127.0.0.1:$(cat port)
"$BIN/dateline-extract" -q --allow-private --archive killed "$site/5.html" "$site/hang" >out 2>err &
run=$!
for _ in $(seq 100); do grep -q Ferry out && break; sleep 0.1; done
kill -KILL $run
wait $run 2>/dev/null
check "a killed night leaves an open file" test -f killed/*.warc.gz.open
check "which others can read" read_warc killed/*.open
"$BIN/dateline-extract" -q --replay killed "$site/5.html" "$site/hang" >out 2>/dev/null
equal "it has what came before" "Ferry number 5 not_archived" \
    "$(jq -r 'select(.type == "article" or .type == "reject") | .title // .reason' out | paste -sd ' ')"

# A night whose time is up: the same is left for later when it is run again.
cat >late.conf <<END
delay = 0
allow_private = true
deadline = 1
source "hangs" { kind = page url = "$site/hang" }
source "late" { kind = page url = "$site/5.html" delay = 600000 }
source "later" { kind = page url = "$site/4.html" delay = 600000 }
END
run_exit "time is up" 0 "$BIN/dateline-extract" -q -c late.conf --archive late
mv out late.out
run_exit "and so it is again" 0 "$BIN/dateline-extract" -q -c late.conf --replay late
same "with the same records" late.out out

head -c 60000 /dev/urandom | base64 >site/noise.html
page noise2.html "Ferry in the noise" 2024-01-08
cat site/noise.html >>site/noise2.html
cat >noise.conf <<END
delay = 0
allow_private = true
source "noise" { kind = page url = "$site/noise2.html" }
END
(
    trap '' XFSZ
    ulimit -f 16
    "$BIN/dateline-extract" -c noise.conf --archive full
) >out 2>err
equal "what cannot be archived ends the night" 1 $?
equal "and nothing counts as read" 0 "$(grep -cE '"type":"(state|end|article)"' out)"
contains "the message says why" err "DATELINE-"
run_exit "an archive that cannot be made" 1 "$BIN/dateline-extract" -c noise.conf --archive nowhere/deep

# From the configuration.
echo 'archive = "by_conf"' | cat - noise.conf >archive.conf
run_exit "the configuration can ask for it" 0 "$BIN/dateline-extract" -q -c archive.conf
check "in its own folder" test -f by_conf/*.warc.gz

# WARC files of others: plain, a member a record, one member for all, chunked and compressed, damaged, cut.
python3 - <<'END'
import gzip, zlib
pages = [open(f"site/{n}.html", "rb").read() for n in range(1, 7)]
pages[5] += b"<!--" + b"x" * 5000 + b"-->"
def record(kind, number, block, more=b"Content-Type: application/http; msgtype=response\r\n"):
    return (b"WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: https://vellmar.example/%d\r\n"
            b"WARC-Date: 2024-11-19T10:00:00Z\r\n%sContent-Length: %d\r\n\r\n%s\r\n\r\n" %
            (kind, number, more, len(block), block))
def http(head, body):
    return b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n" + head + b"\r\n" + body
def chunked(body):
    return b"".join(b"%X\r\n%s\r\n" % (len(body[i:i + 300]), body[i:i + 300]) for i in range(0, len(body), 300)) + b"0\r\n\r\n"
records = [
    record(b"warcinfo", 0, b"software: x\r\n", b""),
    record(b"request", 1, b"GET /1 HTTP/1.1\r\n\r\n", b"Content-Type: application/http; msgtype=request\r\n"),
    record(b"response", 1, http(b"", pages[0])),
    record(b"response", 2, http(b"Transfer-Encoding: chunked\r\n", chunked(pages[1]))),
    record(b"response", 3, http(b"Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n", chunked(gzip.compress(pages[2])))),
    record(b"response", 4, http(b"Content-Encoding: deflate\r\n", zlib.compress(pages[3]))),
    record(b"response", 5, http(b"X-Crawler-Content-Encoding: gzip\r\nContent-Length: 9\r\n", pages[4])),
    record(b"response", 9, b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\nnothing"),
    record(b"resource", 6, pages[5], b"Content-Type: text/html\r\n")]
plain = b"".join(records)
members = [gzip.compress(r) for r in records]
torn = bytearray(members[3])
torn[len(torn) // 2] ^= 0x55
for name, data in {
        "plain.warc": plain, "lines.warc": plain.replace(b"\r\nWARC-", b"\nWARC-"), "members.warc.gz": b"".join(members),
        "one.warc.gz": gzip.compress(plain), "cut.warc": plain[:-5900], "cut.warc.gz": b"".join(members)[:-200],
        "torn.warc.gz": b"".join(members[:3]) + bytes(torn) + b"".join(members[4:]),
        "length.warc": plain.replace(b"Content-Length: %d" % len(http(b"", pages[0])), b"Content-Length: 77"),
        "none.warc": b"<html>no WARC</html>"}.items():
    open(name, "wb").write(data)
END
titles() { jq -rs 'map(select(.type == "article") | .title | sub("Ferry number "; "")) | join(" ")' "$1"; }
reasons() { jq -rs 'map(select(.type == "reject") | .reason) | join(" ")' "$1"; }
for file in plain.warc lines.warc members.warc.gz one.warc.gz; do
    run_exit "$file is read" 0 "$BIN/dateline-extract" -q $file
    equal "$file: all its articles" "1 2 3 4 5 6, again" "$(titles out)"
done
equal "the article is as the crawler had it" "https://vellmar.example/3 2024-11-19T10:00:00Z 200" \
    "$(jq -r 'select(.url == "https://vellmar.example/3") | "\(.url) \(.fetched_at) \(.http.status)"' out)"
for file in cut.warc cut.warc.gz; do
    run_exit "$file is read as far as it goes" 3 "$BIN/dateline-extract" -q $file
    equal "$file: what is whole" "1 2 3 4 5 truncated_record" "$(titles out) $(reasons out)"
done
run_exit "torn.warc.gz costs what is torn" 3 "$BIN/dateline-extract" -q torn.warc.gz
equal "torn.warc.gz: the others" "1 3 4 5 6, again damaged_record" "$(titles out) $(reasons out)"
run_exit "length.warc costs what has the wrong length" 3 "$BIN/dateline-extract" -q length.warc
equal "length.warc: the others" "2 3 4 5 6, again damaged_record" "$(titles out) $(reasons out)"
contains "the message says where" out "reading goes on at byte"
run_exit "none.warc is none" 3 "$BIN/dateline-extract" -q none.warc
equal "none.warc: the reason" not_warc "$(reasons out)"
echo 'source "piped" { kind = warc path = "/dev/stdin" }' >piped.conf
cat members.warc.gz | "$BIN/dateline-extract" -q -c piped.conf >out
equal "a pipe will do" "1 2 3 4 5 6, again" "$(titles out)"
echo "max_bytes = 4000" | cat - piped.conf >small.conf
"$BIN/dateline-extract" -q -c small.conf <plain.warc >out
equal "max_bytes holds for each record" "1 2 3 4 5 too_large" "$(titles out) $(reasons out)"
run_exit "an archived night can be read as a source" 0 "$BIN/dateline-extract" -q "kept/$first_file"
equal "with its pages" "1 2 3 5 6" "$(titles out | tr ' ' '\n' | sort | paste -sd ' ')"

# The whole pipeline, and the same night into another database.
test_database 1
run_exit "a nightly run is archived" 0 "$BIN/dateline" run -q -c noise.conf --archive ran
first_rows=$(sql "select id, title, body, fetched_at from dateline.article")
contains "its article is in the database" <(echo "$first_rows") "Ferry in the noise"
kill $server
wait $server 2>/dev/null
test_database 2
run_exit "and run again without the network" 0 "$BIN/dateline" run -q -c noise.conf --replay ran
equal "with the same rows" "$first_rows" "$(sql "select id, title, body, fetched_at from dateline.article")"
