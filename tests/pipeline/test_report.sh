#!/bin/bash
# The morning's page: what stands in it is what the tables say, and nothing of an article becomes markup.
. "$(dirname "$0")/lib.sh"
dateline="$BIN/dateline"
test_database
export DATELINE_NOW=2024-01-10T06:00:00Z
printf 'database_wait = 1\n' >report.conf
run_exit "the tables are made" 0 "$dateline" db migrate -c report.conf
report() { "$dateline" report -c report.conf "$@"; }

# page FILE: it is well-formed, has only the elements, attributes and links that a report may have, and no script, style
# or address of its own. Prints what is wrong. page FILE WHAT: text, title or hrefs of it, a line each.
cat >page.py <<'END'
import re, sys, xml.etree.ElementTree as tree
text = open(sys.argv[1], encoding="utf-8").read()
root = tree.fromstring(text)  # an HTML page that is XML, too: every element ends, every character is allowed
name = lambda e: e.tag.split("}")[-1]
words = lambda e: re.sub(r"\s+", " ", "".join(e.itertext())).strip()
if len(sys.argv) > 2:
    section, what = sys.argv[2], sys.argv[3]
    found = root if section == "page" else next(
        e for e in root.iter("section") if e.get("aria-labelledby") == section)
    for e in found.iter():
        if what == "href" and name(e) == "a": print(e.get("href"))
        elif what == "row" and name(e) == "tr": print("|".join(words(c) for c in e))
        elif what == name(e): print(words(e))
    sys.exit()
tags = set("""html head meta title style body header h1 h2 h3 p nav ul li a main section svg desc path rect line text circle
    div table caption thead tbody tr th td bdi strong details summary footer""".split())
attributes = set("""lang charset http-equiv name content id class href rel role aria-label aria-labelledby aria-hidden
    tabindex scope dir open viewBox x y width height x1 y1 x2 y2 cx cy r d text-anchor""".split())
ids = [e.get("id") for e in root.iter() if e.get("id")]
for e in root.iter():
    if name(e) not in tags: print("element", e.tag)
    for key, value in e.attrib.items():
        if key not in attributes: print("attribute", key, value)
        if key == "href" and not re.match(r"https?://", value) and value[1:] not in ids: print("link", value)
        if key == "aria-labelledby" and not set(value.split()) <= set(ids): print("label", value)
    if name(e) == "th" and e.get("scope") not in ("row", "col"): print("heading without scope", words(e))
    if name(e) == "svg" and e.get("role") == "img" and [name(c) for c in e][:2] != ["title", "desc"]: print("svg without words")
if len(ids) != len(set(ids)): print("an id twice")
if len(list(root.iter("style"))) != 1 or re.search(r"url\(|@import|expression|</", root.find("head/style").text): print("style")
if [c for c in text if ord(c) < 32 and c != "\n" or 0x7F <= ord(c) < 0xA0 or 0x202A <= ord(c) <= 0x202E or 0x2066 <= ord(c) <= 0x2069]:
    print("control characters")
if not root.get("lang"): print("no lang")
policy = [e.get("content") for e in root.iter("meta") if e.get("http-equiv") == "Content-Security-Policy"]
if policy != ["default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"]: print("policy", policy)
END
page() { python3 "$ROOT_PAGE" "$@"; }
ROOT_PAGE=$TEST_WORK/page.py

# Nothing.
run_exit "a report of nothing" 0 report
equal "is a page" "" "$(page out)"
contains "that says so" out "There are no articles yet"

# article ID DAY SOURCE QUAD [JQ]: Ann meets or hits Iran; told of the day, of an event of the article's own.
article() {
    jq -cn --arg id "$1" --arg day "$2" --arg source "$3" --argjson quad "$4" '
        def span($s; $e): {field: "body", start: $s, end: $e};
        {type: "article", id: $id, source: $source, url: "https://x.example/\($id)?a=1&b=2", content_hash: "h1", title: "Title \($id)",
         site_name: "Outlet \($source)", language: "en", published_at: "\($day)T05:00:00Z", published_precision: "minute",
         fetched_at: "\($day)T05:30:00Z", body: "Ann met Iran in Rome.", sentences: [span(0; 21)],
         entities: [{id: "person:Ann", type: "PERSON", name: "Ann", mentions: [span(0; 3) + {text: "Ann", kind: "name"}]},
            {id: "iso:IRN", type: "LOC", name: "Iran", country: "IRN", lat: 32, lon: 53, mentions: [span(8; 12) + {text: "Iran", kind: "name"}]},
            {id: "place:Rome", type: "LOC", name: "Rome", country: "ITA", lat: 41.9, lon: 12.5, mentions: [span(16; 20) + {text: "Rome", kind: "name"}]}],
         quotes: [], events: [{id: "own \($id)", cameo: "040", root: "04", plover: "CONSULT", quad: $quad, goldstein: 1.0,
             source: (span(0; 3) + {entity: "person:Ann", text: "Ann"}), target: (span(8; 12) + {entity: "iso:IRN", code: "IRN", text: "Iran"}),
             location: "place:Rome",
             date: {value: $day, precision: "day", from: "published"}, sentence: 0, trigger: span(4; 7), rule: "meet",
             negated: false, modality: "actual", confidence: 0.9}]} | '"${5:-.}"
}
load() { "$BIN/dateline-load" -c report.conf "$@"; }
{
    article old 2023-11-01 paper 1
    article a 2024-01-08 paper 1
    article b 2024-01-09 paper 4
    article c 2024-01-09 other 4
    article d 2024-01-09 other 3 '.events[0].id = "own c"'
    article denied 2024-01-09 other 2 '.events[0].negated = true'
    article month 2024-01-09 other 2 '.events[0].date = {value: "2024-01", precision: "month", from: "text"}'
    article new 2024-01-10 other 1 '.entities[0] |= (.id = "person:Bo" | .name = "Bo") | .events[0].source.entity = "person:Bo" | .events += [.events[0] | .id = "own too" | .cameo = "120" | .root = "12" | .plover = "REJECT" | .quad = 3 | .trigger.start = 5]'
    article future 2031-01-01 other 1
} >records
run_exit "the articles are loaded" 0 load records
run_exit "a report" 0 report
equal "is a page" "" "$(page out)"
mv out page.html
where="a.published_at between '2024-01-04' and '2024-01-10T05:00:00Z' and not m.negated and m.modality = 'actual'"
from="from dateline.article a join dateline.event_mention m using (article_id) join dateline.event e using (event_id) where $where"
contains "of seven days up to the newest article" page.html "published from 2024-01-04 00:00 to 2024-01-10 05:00 UTC"
contains "with all events" page.html "7 articles of 2 sources tell $(sql "select count(distinct e.event_id) $from") events as happened; 1 sentences"
equal "each day has a row" "2024-01-03 2024-01-10 8" "$(page page.html events row | sed 1d | sed -n '1s/|.*//p;$s/|.*//p;$=' | paste -sd' ')"
equal "counts of days and classes are those of SQL" "$(sql "select lower(e.days), count(distinct e.event_id) filter (where e.quad = 1), count(distinct e.event_id) filter (where e.quad = 2), count(distinct e.event_id) filter (where e.quad = 3), count(distinct e.event_id) filter (where e.quad = 4), count(distinct e.event_id) $from and e.date_precision = 'day' group by 1 order by 1")" \
    "$(page page.html events row | sed 1d | grep -v '|0$')"
equal "there are bars" "2024-01-08, verbal cooperation: 1 2024-01-09, material conflict: 2" \
    "$(page page.html events title | grep '^2024-01-0' | paste -sd' ')"
contains "the others are told" page.html "1 more events"
equal "the timeline has them, newest first, then most told" "Bo CONSULT Iran,Bo REJECT Iran,Ann CONSULT Iran,Ann CONSULT Iran,Ann CONSULT Iran" "$(page page.html timeline strong | paste -sd,)"
equal "by day" "2024-01-10 2024-01-09 2024-01-08" "$(page page.html timeline h3 | paste -sd' ')"
contains "with sentence" page.html ">Ann met Iran in Rome.<"
equal "and links to the articles" "https://x.example/new?a=1&b=2" "$(page page.html timeline href | head -1)"
contains "and how many tell it" page.html "told by 2 articles"
equal "events of one sentence of a day are one item" "4 1" "$(page page.html timeline li | wc -l) $(page page.html timeline li | grep -cE '^Bo (CONSULT|REJECT) Iran.*Bo (CONSULT|REJECT) Iran.*Ann met')"
equal "actors" "Iran|LOC|IRN|6|0|6 Ann|PERSON||4|4|0 Bo|PERSON||2|2|0" "$(page page.html actors row | sed 1d | paste -sd' ')"
equal "pairs" "Ann|Iran|4|1|1|0|2|1.0 Bo|Iran|2|1|0|1|0|1.0" "$(page page.html pairs row | sed 1d | paste -sd' ')"
equal "places" "Iran|IRN|7|0 Rome|ITA|7|6" "$(page page.html places row | sed 1d | sort | paste -sd' ')"
check "with the land" test "$(grep -o '<path class="land"' page.html | wc -l)" -gt 100
equal "points of the map" 2 "$(grep -c '<circle' page.html)"
contains "where they are" page.html 'cx="385.0" cy="84.2"'
equal "new is who was never named before" "Bo|PERSON|1|1|Title new" "$(page page.html new row | sed 1d)"
equal "sources" "other paper" "$(page page.html sources row | sed '1d;s/|.*//' | sort | paste -sd' ')"
run_exit "the same report again" 0 report
check "has the same bytes" cmp out page.html

# Since.
run_exit "since a day" 0 report --since 2024-01-10
contains "only what was published then" out "1 articles of 1 sources tell 2 events"
run_exit "since long ago" 0 report --since 2001-01-01
contains "bars are months" out ">Events a month<"
equal "of at most five years" 62 "$(page out events row | sed 1d | wc -l)"
run_exit "since the future" 0 report --since 2024-06-01
contains "says what there is" out "No articles were published since 2024-06-01 00:00 UTC; the newest is of 2024-01-10 05:00."
equal "is a page" "" "$(page out)"
run_exit "a date that is none" 2 report --since tomorrow

# Output.
run_exit "into a file" 0 report -o report.html
check "as to standard output" cmp report.html page.html
equal "with nothing on standard output" "" "$(cat out)"
equal "nothing else is left" "report.html" "$(echo report.html*)"
run_exit "over a file" 0 report --since 2024-06-01 -o report.html
contains "it is replaced" report.html "No articles were published"
run_exit "into a folder that is not there" 1 report -o none/report.html
run_exit "over a device" 2 report -o /dev/null
check "the device is still one" test -c /dev/null
run_exit "standard output that is full" 1 bash -c '"$1" report -c report.conf >/dev/full' _ "$dateline"
(ulimit -f 1 && trap '' XFSZ && report -o report.html) >out 2>err
equal "a disk that is full" 1 $?
contains "leaves the page before" report.html "No articles were published"
equal "and nothing else" "report.html" "$(echo report.html*)"

# Hostile articles: what could become markup, a link, an escape of a terminal, or turn the text around.
evil='</title></style></p></svg><script>alert(1)</script><img src=x onerror=alert(1)>"'"'"' onload="alert(2)" &lt;b&gt; <!-- ]]> {{x}}'
sql "update dateline.article set title = \$x\$$evil\$x\$, site_name = \$x\$$evil\$x\$, language = 'en\" onclick=\"x',
     url = 'javascript:alert(1)', canonical_url = 'javascript:alert(document.domain)' where id in ('b', 'new')"
sql "update dateline.article set canonical_url = 'data:text/html,<script>x</script>', url = E'https://x.example/\\u202Egpj.exe', http_final_url = null where id = 'a'"
sql "update dateline.sentence set text = \$x\$$evil\$x\$ || E'\\x1b[31m\\x07\\x08 \\u202Eright\\u2066 \\u009b'"
sql "update dateline.entity set name = name || ' ' || \$x\$$evil\$x\$ || E'\\x1b]0;owned\\x07 \\u202E', actor_code = '<b>'"
sql "update dateline.event set plover = '<i onclick=x>', source_code = 'IRN<s>'"
sql "update dateline.source set name = name || ' ' || \$x\$$evil\$x\$"
sql "insert into dateline.run (run_id, started_at, program_version, contract_version, message) values (\$x\$<script>\$x\$, now() + interval '1 year', 'v', 1, \$x\$$evil\$x\$)"
sql "insert into dateline.reject (run_id, source_id, stage, reason, message, digest) select '<script>', source_id, 'extract', \$x\$$evil\$x\$, 'm', source_id from dateline.source"
run_exit "a report of hostile articles" 0 report
equal "has no element, attribute, link or character of theirs" "" "$(page out)"
page out timeline p >words
contains "their words are there as words" words "$evil"
equal "and no link but to the web" "https://x.example/c?a=1&b=2" "$(page out timeline href | sort -u)"
equal "no tag is theirs" "" "$(grep -oiE '<(script|img|b|i|s)[ >]' out | sort -u)"
python3 - "$evil" >many.sql <<'END'
print("update dateline.article set title = repeat('<&\"', 100000), site_name = repeat('é', 50000);")
print("update dateline.sentence set text = repeat('<script>', 100000);")
print("update dateline.entity set name = left(name, 3) || repeat('\"', 100000);")
END
psql -qX -v ON_ERROR_STOP=1 "$DATABASE_URL" -f many.sql
run_exit "long texts" 0 report
equal "are still a page" "" "$(page out)"
check "are cut" test "$(wc -c <out)" -lt 200000
{ for n in $(seq 300); do article "n$n" 2024-01-09 "s$n" 1 ".entities[0] |= (.id = \"person:P$n\" | .name = \"P$n\") | .entities[2] |= (.id = \"place:R$n\" | .name = \"R$n\") | .events[0].source.entity = \"person:P$n\" | .events[0].location = \"place:R$n\""; done; } >many
run_exit "many of all" 0 load many
run_exit "a report of many" 0 report
equal "is a page" "" "$(page out)"
equal "lists end" "60 20 20 120 30 200" "$(page out timeline strong | wc -l) $(for s in actors pairs places new sources; do page out $s row | sed 1d | wc -l; done | paste -sd' ')"

# Who may only read makes it, too.
role="report_reader_$$"
sql "create role $role login in role dateline_reader"
run_exit "a reader's report" 0 env DATABASE_URL="${DATABASE_URL/user=postgres/user=$role}" "$dateline" report -c report.conf
equal "is a page" "" "$(page out)"
sql "drop role $role"
