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
printf '\357\273\277%s/news/1.html\n' "$site" >mark.txt
run_exit "a list with a byte order mark" 0 "$extract" --allow-private --urls mark.txt
equal "is read from its first line" "1" "$(titles)"
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
cp site/news/1.html archive/b
conf pages.conf 'source "pages" { kind = folder path = "archive" }'
run_exit "WARC files in a folder of pages" 0 "$extract" -c pages.conf
equal "they are not read" "1" "$(titles)"
contains "which is told" err "2 WARC files in it were not read"
rm archive/b/1.html
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
cp archive/b/plain.warc plain
run_exit "a WARC file whose name does not tell" 0 "$extract" plain
equal "it is recognised, too" "9 7" "$(titles)"
: >nothing.warc.gz
run_exit "an empty WARC file" 3 "$extract" nothing.warc.gz
equal "it is rejected" empty_file "$(rejects)"
head -c 2500 archive/a.warc.gz >cut.warc.gz
run_exit "a WARC file that is cut short" 3 "$extract" cut.warc.gz
equal "what is whole is read" "1 2 3" "$(titles | cut -c1-5)"

# Sitemaps. urls LASTMOD NUMBER...; index NAME=LASTMOD...
urls() {
    lastmod=$1
    shift
    echo '<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    for n in "$@"; do echo "<url><loc>{HERE}/news/$n.html</loc><lastmod>$lastmod</lastmod></url>"; done
    echo '</urlset>'
}
index() {
    echo '<?xml version="1.0" encoding="UTF-8"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    for entry in "$@"; do
        echo "<sitemap><loc>{HERE}/${entry%=*}.xml</loc><lastmod>${entry#*=}</lastmod></sitemap>"
    done
    echo '</sitemapindex>'
}
urls 2024-09-20 1 2 3 >site/september.xml
urls 2024-10-20 4 5 >site/october.xml
urls 2024-11-18 6 7 8 >site/november.xml
index september=2024-09-20 november=2024-11-18 october=2024-10-20 >site/index.xml
conf sitemap.conf "source \"map\" { kind = sitemap url = \"$site/index.xml\" }"
rm -f state
run_exit "an index of sitemaps" 0 "$extract" -c sitemap.conf
equal "the newest sitemap comes first" "6 7 8 4 5 1 2 3" "$(titles)"
keep_state
run_exit "the index again" 0 "$extract" -c sitemap.conf --state state
equal "nothing is read again" "" "$(titles)"
equal "no sitemap is asked for again" "1 1 1" "$(asked /september.xml) $(asked /october.xml) $(asked /november.xml)"
urls 2024-11-18 6 7 8 9 >site/november.xml
sed -i 's#<urlset#<urlset #; s#<loc>{HERE}/news/7.html</loc><lastmod>2024-11-18#<loc>{HERE}/news/7.html</loc><lastmod>2024-11-19#' site/november.xml
index september=2024-09-20 november=2024-11-19 october=2024-10-20 >site/index.xml
touch -d '2024-11-19' site/index.xml site/november.xml
run_exit "a sitemap of the index that changed" 0 "$extract" -c sitemap.conf --state state
equal "gives what is new or changed in it" "7 9" "$(titles)"
equal "and the others are not asked for" "1 1 2" "$(asked /september.xml) $(asked /october.xml) $(asked /november.xml)"
rm -f state
run_exit "an index with a limit" 0 "$extract" -c sitemap.conf --limit 5
equal "the limit holds" "6 7 8 9 4" "$(titles)"
keep_state
run_exit "the next night" 0 "$extract" -c sitemap.conf --state state
equal "it goes on, and loses nothing" "5 1 2 3" "$(titles)"
rm -f state
run_exit "--since and sitemaps" 0 "$extract" -c sitemap.conf --since 2024-11-01
equal "older sitemaps are left out" "6 7 8 9" "$(titles)"
keep_state
run_exit "without --since" 0 "$extract" -c sitemap.conf --state state
equal "they are read" "4 5 1 2 3" "$(titles)"
index index=2024-11-18 >site/loop.xml
conf loop.conf "source \"loop\" { kind = sitemap url = \"$site/loop.xml\" }"
index loop=2024-11-18 september=2024-10-20 >site/index.xml
run_exit "sitemaps that name each other have an end" 0 "$extract" -c loop.conf
equal "and give what they have" "1 2 3" "$(titles)"
for depth in 1 2 3 4 5; do index deep$((depth + 1))=2024-11-18 >site/deep$depth.xml; done
conf deep.conf "source \"deep\" { kind = sitemap url = \"$site/deep1.xml\" }"
run_exit "sitemaps in sitemaps without end" 3 "$extract" -c deep.conf
equal "are given up" too_deep "$(rejects)"
conf mapfile.conf 'source "map" { kind = sitemap path = "map.xml" }'
sed "s#{HERE}#$site#" site/november.xml >map.xml
run_exit "a sitemap that is a file" 0 "$extract" -c mapfile.conf
equal "its articles are fetched" "6 7 8 9" "$(titles)"

# Feeds.
feed() {
    echo '<?xml version="1.0"?><rss version="2.0"><channel><title>Vellmar</title>'
    for n in "$@"; do
        echo "<item><title>$n</title><link>{HERE}/news/${n%=*}.html</link>"
        [ "$n" != "${n#*=}" ] && echo "<pubDate>${n#*=}</pubDate>"
        echo "</item>"
    done
    echo '</channel></rss>'
}
feed 1 2 3 4 5 >site/all.rss
sed "s#{HERE}#$site#" site/all.rss >all.rss
run_exit "a feed that is a file, on the command line" 0 "$extract" --allow-private all.rss
equal "is recognised, and its articles are fetched" "1 2 3 4 5" "$(titles)"
run_exit "a feed on standard input" 3 "$extract" - <all.rss
equal "it is told what to do with it" feed_file "$(rejects)"
gzip -k map.xml
sed "s#{HERE}#$site#" site/october.xml | gzip >site/october.xml.gz
for map in map.xml map.xml.gz "$site/november.xml"; do
    run_exit "a sitemap on the command line, $map" 0 "$extract" --allow-private "$map"
    equal "is recognised" "6 7 8 9" "$(titles)"
done
run_exit "a packed sitemap on the command line" 0 "$extract" --allow-private "$site/october.xml.gz"
equal "is recognised" "4 5" "$(titles)"
run_exit "an index of sitemaps on the command line" 0 "$extract" --allow-private "$site/index.xml"
equal "is recognised, with what it names" "1 2 3" "$(titles)"
conf wrongkind.conf "source \"p\" { kind = feed url = \"$site/november.xml\" }"
run_exit "a sitemap that is configured as a feed" 3 "$extract" -c wrongkind.conf
equal "is told how to mend it" true "$(records '.message | contains("write kind = sitemap")')"
conf mappage.conf "source \"p\" { kind = page url = \"$site/november.xml\" max_items = 2 }"
run_exit "a sitemap that is configured as a page" 0 "$extract" -c mappage.conf
equal "is read as far as max_items" "6 7" "$(titles)"
conf feedfile.conf 'source "feed" { kind = feed path = "all.rss" }'
run_exit "a feed that is a file, configured so" 0 "$extract" -c feedfile.conf
equal "its articles are fetched" "1 2 3 4 5" "$(titles)"
conf feed.conf "source \"feed\" { kind = feed url = \"$site/all.rss\" }"
rm -f state
run_exit "a feed with a limit" 0 "$extract" -c feed.conf --limit 2
equal "the limit holds" "1 2" "$(titles)"
keep_state
run_exit "the next night" 0 "$extract" -c feed.conf --state state --limit 2
equal "it goes on" "3 4" "$(titles)"
keep_state
run_exit "and the next" 0 "$extract" -c feed.conf --state state --limit 2
equal "until all is read" "5" "$(titles)"
keep_state
before=$(asked /all.rss)
run_exit "then" 0 "$extract" -c feed.conf --state state --limit 2
equal "it has not changed" "1 304" "$(($(asked /all.rss) - before)) $(grep '^/all.rss ' requests | tail -1 | cut -d' ' -f2)"

# A feed with the articles' text.
{
    echo '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
    for n in 16 17; do
        echo "<item><title>Report $n</title><link>{HERE}/news/$n.html</link><content:encoded><![CDATA["
        sed -n '/<p>/,/<\/p>/p' site/news/$n.html
        echo "]]></content:encoded></item>"
    done
    echo '</channel></rss>'
} >site/full.rss
conf full.conf "source \"full\" { kind = feed url = \"$site/full.rss\" feed_content = true }"
rm -f state
run_exit "a feed with the articles' text" 0 "$extract" -c full.conf
equal "they are read from it" "16 17" "$(titles)"
equal "their pages are not asked for" "0 0" "$(asked /news/16.html) $(asked /news/17.html)"
keep_state
touch site/full.rss
run_exit "the next night" 0 "$extract" -c full.conf --state state
equal "nothing is read again" "" "$(titles)"

# What a feed or a sitemap for news says of an article whose page says nothing of it.
page 18 2024-11-18 fi | sed 's# lang="fi"##; s#<head>#<head><meta property="article:tag" content="Budget"><meta property="og:image" content="/own.jpg">#' >site/news/18.html
page 19 | sed 's# lang="en"##' >site/news/19.html
page 20 | sed 's# lang="en"##' >site/news/20.html
{
    echo '<?xml version="1.0"?><rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel>'
    echo '<title>Vellmar</title><language>en-gb</language>'
    for n in 18 19; do
        echo "<item><title>$n</title><link>{HERE}/news/$n.html</link><category>Snow</category><category>Roads</category>"
        echo '<media:thumbnail url="https://vellmar.example/road.jpg"/></item>'
    done
    echo '</channel></rss>'
} >site/facts.rss
{
    echo '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">'
    echo "<url><loc>{HERE}/news/20.html</loc><news:news><news:publication><news:name>Vellmar</news:name>"
    echo '<news:language>en-IE</news:language></news:publication><news:publication_date>2024-11-18</news:publication_date>'
    echo '<news:title>20</news:title><news:keywords>Snow, Budget</news:keywords></news:news></url></urlset>'
} >site/facts.xml
conf facts.conf "source \"a\" { kind = feed url = \"$site/facts.rss\" }" "source \"b\" { kind = sitemap url = \"$site/facts.xml\" }"
run_exit "a feed and a sitemap that tell more than pages" 0 "$extract" -c facts.conf
facts() { records "select(.title == \"Report $1\") | \"\(.language) \(.tags | join(\"+\")) \(.image_url // \"none\")\""; }
equal "language, tags and picture are the feed's" "en-GB Snow+Roads https://vellmar.example/road.jpg" "$(facts 19)"
equal "but where the page has its own" "en-GB Budget $site/own.jpg" "$(facts 18)"
equal "language and tags are the sitemap's" "en-IE Snow+Budget none" "$(facts 20)"

# Filters.
page 11 2024-11-18 de Welt >site/news/11.html
page 12 2023-01-05 >site/news/12.html
page 13 2024-11-18 en Sport >site/news/13.html
feed 1 11 12 13 '14=Mon, 02 Jan 2023 10:00:00 GMT' '15=Mon, 18 Nov 2024 10:00:00 GMT' >site/mixed.rss
conf filter.conf "source \"f\" { kind = feed url = \"$site/mixed.rss\" languages = {\"en\"} sections = {\"world\"} max_age = 30 }"
rm -f state
run_exit "filters leave articles out, and reject nothing" 0 "$extract" -c filter.conf --log-json
equal "by language, age and section" "1 15" "$(titles)"
equal "they are counted" 4 "$(jq -r 'select(.event == "source_done") | .filtered' err)"
equal "what the feed says is old is not fetched" 0 "$(asked /news/14.html)"
keep_state
touch site/mixed.rss
before=$(asked /news/11.html)
run_exit "the next night" 0 "$extract" -c filter.conf --state state
equal "what was left out once it was read is not fetched again" "$before" "$(asked /news/11.html)"
conf pattern.conf "source \"f\" { kind = feed url = \"$site/mixed.rss\" include = {\"*/news/1*\"} exclude = {\"*/13.*\"} }"
rm -f state
run_exit "patterns" 0 "$extract" -c pattern.conf
equal "choose by URL" "1 11 12 14 15" "$(titles)"
keep_state
conf pattern.conf "source \"f\" { kind = feed url = \"$site/mixed.rss\" include = {\"*/news/1*\"} }"
run_exit "wider patterns" 0 "$extract" -c pattern.conf --state state
equal "give the rest of a feed that has not changed" "13" "$(titles)"

# The same article twice.
sed 's#<head>#<head><link rel="canonical" href="/news/1.html">#' site/news/1.html >site/news/copy.html
feed copy 1 2 >site/twice.rss
conf twice.conf "source \"t\" { kind = feed url = \"$site/twice.rss\" }"
rm -f state
run_exit "a page that says it is another one" 0 "$extract" -c twice.conf
equal "comes once" "1 2" "$(titles)"
keep_state
touch site/twice.rss
run_exit "the next night" 0 "$extract" -c twice.conf --state state
equal "nothing comes again" "" "$(titles)"
conf both.conf "source \"a\" { kind = feed url = \"$site/all.rss\" }" "source \"b\" { kind = feed url = \"$site/twice.rss\" }"
run_exit "two feeds with the same articles" 0 "$extract" -c both.conf
equal "give each once" "1 2 3 4 5" "$(titles | tr ' ' '\n' | sort -u | paste -sd' ')"
equal "in all" 5 "$(titles | wc -w)"
equal "and both have a state" "a b" "$(jq -r 'select(.type == "state") | .source' out | sort -u | paste -sd' ')"

# The deadline.
urls 2024-11-18 $(seq 1 30) >site/thirty.xml
cat >deadline.conf <<END2
allow_private = true
delay = 300
deadline = 2
source "slow" { kind = sitemap url = "$site/thirty.xml" }
END2
rm -f state
run_exit "a deadline" 0 timeout 20 "$extract" -c deadline.conf
equal "ends the run before all is read" true "$([ "$(titles | wc -w)" -lt 20 ] && echo true)"
cp out first
keep_state
conf deadline.conf "source \"slow\" { kind = sitemap url = \"$site/thirty.xml\" }"
run_exit "the next night" 0 "$extract" -c deadline.conf --state state
equal "reads what is left, in its order" "$(seq 1 30 | paste -sd' ')" \
    "$(cat first out | jq -r 'select(.type == "article") | .title | sub("Report "; "")' | paste -sd' ')"

# Listing pages.
list() {
    echo '<!DOCTYPE html><html><head><title>Vellmar</title></head><body><nav><a href="/news/30.html">About</a></nav><main>'
    for n in "$@"; do echo "<h2 class=\"headline\"><a href=\"/news/$n.html\">Report $n</a></h2>"; done
    echo '</main></body></html>'
}
list 3 2 1 >site/front.html
for rule in 'link_class = "headline"' 'link_xpath = "//h2/a"'; do
    conf front.conf "source \"front\" { kind = listing url = \"$site/front.html\" $rule }"
    rm -f state
    list 3 2 1 >site/front.html
    touch -d '2024-11-18' site/front.html
    run_exit "a listing page, $rule" 0 "$extract" -c front.conf
    equal "gives what the rule selects, in its order" "3 2 1" "$(titles)"
    keep_state
    list 5 4 3 2 >site/front.html
    run_exit "the next night" 0 "$extract" -c front.conf --state state
    equal "what is new" "5 4" "$(titles)"
done

# Threads change nothing.
conf many.conf "source \"many\" { kind = sitemap url = \"$site/thirty.xml\" }"
for jobs in 1 4; do
    run_exit "-j $jobs over HTTP" 0 "$extract" -c many.conf --run-id one -j $jobs
    cp out "out.$jobs"
done
check "one thread and four give the same bytes" cmp out.1 out.4

# Memory does not grow with the number of pages. (Sanitizers have their own.)
python3 -c '
import os
for n in range(20000):
    if n % 1000 == 0: os.makedirs(f"large/{n // 1000}")
    os.link("site/news/1.html", f"large/{n // 1000}/{n}.html")'
conf large.conf 'source "large" { kind = folder path = "large" }'
most=$(peak "$extract" -c large.conf -j 4)
equal "20,000 files are read" 20000 "$(titles | wc -w)"
little "in less than 100 MB" 100000 "$most"
