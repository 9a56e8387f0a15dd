#!/bin/bash
# The kinds of sources, over HTTP and from files: what they name is read once, in order, and the next night
# goes on.
. "$(dirname "$0")/lib.sh"
extract="$BIN/dateline-extract"
export no_proxy='*' DATELINE_NOW=2024-11-20T00:00:00Z

command -v python3 >/dev/null || { skip "all" "no python3 for the HTTP server"; exit 0; }
mkdir -p site/news
python3 "$ROOT/tests/pipeline/file_server.py" site port requests &
server=$!
trap 'kill $server 2>/dev/null; wait $server 2>/dev/null; exit $((failures > 0))' EXIT
for _ in $(seq 100); do [ -s port ] && break; sleep 0.1; done
read -r port <port || { fail "the server starts"; exit 1; }
site=http://127.0.0.1:$port

# page NUMBER [DAY] [LANGUAGE] [SECTION]: an article of its own.
page() {
    day=${2:-2024-11-18} language=${3:-en} section=${4:-World}
    cat <<END2
<!DOCTYPE html><html lang="$language"><head><title>Report $1</title>
<meta property="og:type" content="article"><meta property="article:section" content="$section">
<meta property="article:published_time" content="${day}T08:00:00Z"></head><body><article><h1>Report $1</h1>
<p>The council of the harbour town met for the ${1}th time this year and agreed on the budget for the coming
winter, which pays for salt, for two ploughs and for the people who drive them through the night.</p>
<p>Member $1 of the council said after the vote that the sum was smaller than she had asked for, but that it would
keep the coast road open when the first snow falls, as it did last year in the middle of November.</p>
</article></body></html>
END2
}
records() { jq -r "select(.type == \"article\" or .type == \"reject\") | $1" out; }
titles() { jq -r 'select(.type == "article") | .title | sub("Report "; "")' out | paste -sd' '; }
rejects() { jq -r 'select(.type == "reject") | .reason' out | sort | paste -sd' '; }
keep_state() { # what load would know now: the last word for each key
    jq -c 'select(.type == "state")' out >>state.new
    { cat state state.new 2>/dev/null; } | jq -cs 'group_by([.source, .key]) | .[] | last' >state.all
    mv state.all state
    rm -f state.new
}
asked() { grep -c "^$1 " requests; }
# conf NAME LINES...: a configuration for this server.
conf() {
    name=$1
    shift
    { printf 'allow_private = true\ndelay = 0\nhost_parallel = 4\n'; printf '%s\n' "$@"; } >"$name"
}
for n in $(seq 1 30); do page "$n" >site/news/$n.html; done

# A list of URLs.
{
    echo "# the harbour"
    for n in 1 2 3; do echo "$site/news/$n.html"; done
    printf '\n  %s/news/4.html  a note\r\n' "$site"
    echo "ftp://127.0.0.1/news/5.html"
    echo "$site/news/1.html"
    echo "$site/missing.html"
    printf '%s/news/5.html' "$site"
} >list.txt
conf list.conf 'source "list" { kind = urls path = "list.txt" }'
rm -f state
run_exit "a list of URLs" 3 "$extract" -c list.conf
equal "its articles come in its order, each once" "1 2 3 4 5" "$(titles)"
equal "what is no URL, and what is missing, is rejected" "bad_url http_404" "$(rejects)"
equal "the line of what is no URL is named" true "$(records 'select(.reason == "bad_url") | .message | contains("list.txt:7:")')"
keep_state
run_exit "the list again" 0 "$extract" -c list.conf --state state
equal "nothing is read again" "" "$(titles)"
printf '\n%s/news/6.html\n%s/news/7.html\n' "$site" "$site" >>list.txt
run_exit "a list that grew" 0 "$extract" -c list.conf --state state --limit 1
equal "goes on behind what was read" "6" "$(titles)"
keep_state
run_exit "a list that was stopped by --limit" 0 "$extract" -c list.conf --state state --limit 1
equal "goes on behind that" "7" "$(titles)"
keep_state
sed -i '1s/harbour/port of Vellmar/; /ftp:/d; /missing/d' list.txt
run_exit "a list that changed" 0 "$extract" -c list.conf --state state
equal "is read anew" "1 2 3 4 5 6 7" "$(titles)"
for n in 1 2 3; do echo "$site/news/$n.html"; done | run_exit "URLs on standard input" 0 "$extract" --allow-private --urls -
equal "come in their order" "1 2 3" "$(titles)"
run_exit "a list that is not there" 3 "$extract" --urls nowhere.txt
equal "is rejected" no_file "$(rejects)"
conf away.conf 'source "away" { kind = urls path = "away.txt" }'
printf '%s/news/1.html\nhttp://127.0.0.1:1%s/x.html\n%s/news/2.html\n' "$site" "$(printf %04d $((port % 10000 + 1)))" "$site" >away.txt
rm -f state
run_exit "a list with a server that is away" 3 "$extract" -c away.conf
equal "the others are read" "1 2" "$(titles)"
keep_state
run_exit "the next night" 3 "$extract" -c away.conf --state state
equal "asks for what was away again, and for nothing else" " unreachable" "$(titles) $(rejects)"

# WARC files.
warc() { # warc FILE NUMBER...: a gzip member a record
    python3 - "$@" <<'END2'
import gzip, sys
with open(sys.argv[1], "wb") as out:
    for number in sys.argv[2:]:
        with open(f"site/news/{number}.html", "rb") as page:
            body = page.read()
        http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n" % len(body) + body
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://vellmar.example/{number}\r\n"
            f"WARC-Date: 2024-11-19T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{int(number):012}>\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
        ).encode()
        record = head + http + b"\r\n\r\n"
        out.write(gzip.compress(record) if sys.argv[1].endswith(".gz") else record)
END2
}
mkdir -p archive/b
warc archive/a.warc.gz 1 2 3 4 5 6
warc archive/b/plain.warc 7 8
conf warc.conf 'source "warc" { kind = warc path = "archive" }'
rm -f state
run_exit "WARC files below a folder" 0 "$extract" -c warc.conf
equal "their pages come in their order" "1 2 3 4 5 6 7 8" "$(titles)"
equal "URL, date and path are the record's" "https://vellmar.example/2 2024-11-19T10:00:00Z archive/a.warc.gz" \
    "$(records 'select(.title == "Report 2") | "\(.url) \(.fetched_at) \(.path | sub(".*/archive"; "archive"))"')"
keep_state
run_exit "WARC files again" 0 "$extract" -c warc.conf --state state
equal "nothing is read again" "" "$(titles)"
rm -f state
run_exit "WARC files with a limit" 0 "$extract" -c warc.conf --limit 4
equal "the limit holds" "1 2 3 4" "$(titles)"
keep_state
run_exit "the next night" 0 "$extract" -c warc.conf --state state
equal "it goes on in the middle of the file" "5 6 7 8" "$(titles)"
keep_state
warc archive/b/plain.warc 9 7
run_exit "a WARC file that changed" 0 "$extract" -c warc.conf --state state
equal "it is read anew, the others are not" "9 7" "$(titles)"
run_exit "a WARC file on the command line" 0 "$extract" archive/b/plain.warc
equal "it is recognised" "9 7" "$(titles)"
head -c 2500 archive/a.warc.gz >cut.warc.gz
run_exit "a WARC file that is cut short" 3 "$extract" cut.warc.gz
equal "what is whole is read" "1 2 3" "$(titles | cut -c1-5)"
