#!/bin/bash
# An outlet that writes SQL, shell, CSV formulas, HTML, JSON and the escapes of terminals into every field that it fills: nothing
# of it runs, and no log line, table or report is forged.
. "$(dirname "$0")/lib.sh"
dateline="$BIN/dateline"
command -v python3 >/dev/null || { skip "all" "no python3"; exit 0; }
test_database
export DATELINE_NOW=2024-01-10T06:00:00Z
touch here
cat >make.py <<'END'
import html, json
ESC = "\x1b"
evil = ["'); drop table dateline.article; --", "$(touch ran) `touch ran` ; touch ran | touch ran", "=cmd|' /C calc'!A0", "+1+1", "@SUM(1)",
    "</title></script><script>document.title='ran'</script><img src=x onerror=alert(1)>", '","type":"article","id":"forged"}\n{"type":"article","id":"forged"}',
    ESC + "[2J" + ESC + "]0;forged\x07" + ESC + "[31mred", "\u009b2J\u009d0;forged\u009c", "\r\n{\"level\":\"error\",\"message\":\"forged line\"}\r\n",
    "\u202eforged\u202c\u2066", "%s%n%x %99999d", "\\.\n\\N\t\\copy", "{{7*7}} ${7*7}", "\x00\x01\x08\x7f", "../../../etc/passwd", "a\u2028b\u2029c", "\ufeff\ufffe"]
text = " ".join(evil)
def page(number, said):
    e = lambda s: html.escape(s, quote=True)
    data = json.dumps({"@context": "https://schema.org", "@type": "NewsArticle", "headline": "H " + said, "author": [{"@type": "Person", "name": said}],
        "articleSection": said, "keywords": [said, "x"], "publisher": {"@type": "Organization", "name": "Outlet " + said}, "datePublished": "2024-01-09T10:00:00Z",
        "description": said}).replace("</", "<\\/")
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>H {e(said)}</title>
<meta property="og:type" content="article"><meta property="og:title" content="H {e(said)}"><meta property="og:site_name" content="Outlet {e(said)}">
<meta name="author" content="{e(said)}"><meta property="article:section" content="{e(said)}"><meta property="article:tag" content="{e(said)}">
<meta property="article:published_time" content="2024-01-09T10:00:00Z"><meta name="description" content="{e(said)}">
<script type="application/ld+json">{data}</script></head>
<body><article><h1>H {e(said)}</h1><p class="byline">By {e(said)}</p>
<p>The foreign minister of Norway met the foreign minister of Peru in Lima on Monday, and they agreed to open the road of the north again.</p>
<p>{e(said)} "{e(said)}," the {e(said)} minister of Peru said. Protesters {e(said)} clashed with police in Lima, and 30 people {e(said)} were wounded.</p>
<p>The parliament of Norway will vote on the agreement before the end of the month, its speaker said, and {e(said)}.</p></article></body></html>"""
for number, said in enumerate(evil + [text]):
    with open(f"site/{number}.html", "w", encoding="utf-8", errors="surrogatepass") as out:
        out.write(page(number, said))
with open("site/feed.xml", "w", encoding="utf-8") as out:
    out.write('<?xml version="1.0"?><rss version="2.0"><channel><title>%s</title>' % html.escape(text))
    for number in range(len(evil) + 1):
        out.write("<item><title>%s</title><author>%s</author><link>https://evil.example/%d.html</link></item>" % (html.escape(text), html.escape(text), number))
    out.write("<item><title>gone</title><link>https://evil.example/%s</link></item></channel></rss>" % html.escape(text))
END
mkdir site && python3 make.py || { fail "the pages are made"; exit 1; }
cat >evil.conf <<'END'
database_wait = 1
source "evil" { kind = feed url = "https://evil.example/feed.xml" mirror_url = "https://evil.example/" mirror_path = "site" }
END
run_exit "the night" 3 "$dateline" run --log-json -c evil.conf
articles=$(sql "select count(*) from dateline.article")
equal "each article is there, by itself" "18 0" "$articles $(sql "select count(*) from dateline.article where id = 'forged'")"
equal "every log line is one of ours" "" "$(jq -c 'select(.stage == null or .event == null or .level == null)' err 2>&1)"
equal "no line is forged" 0 "$(grep -c '^{"level":"error","message":"forged' err)"
# bytes FILE: control characters, C1 controls and marks that turn text around, which a terminal or an eye would obey.
bytes() {
    python3 -c '
import sys
text = open(sys.argv[1], encoding="utf-8").read()
print(sorted({"%04x" % ord(c) for c in text if (ord(c) < 32 and c not in "\n\t") or 0x7F <= ord(c) < 0xA0 or ord(c) in (0x2028, 0x2029) or 0x202A <= ord(c) <= 0x202E or 0x2066 <= ord(c) <= 0x2069}))' "$1"
}
equal "the log has no controls" "[]" "$(bytes err)"
equal "nor has the summary" "[]" "$(bytes out)"
check "nothing ran" test ! -e ran
check "nothing ran elsewhere" test ! -e "$ROOT/ran"
for command in "status" "check" "db status"; do
    # shellcheck disable=SC2086 # words of the command
    "$dateline" $command -c evil.conf >shown 2>shown.err
    equal "$command shows no controls" "[] []" "$(bytes shown) $(bytes shown.err)"
done
if command -v script >/dev/null; then
    sql "delete from dateline.source_state"
    script -qec "'$dateline' run -c evil.conf" terminal </dev/null >/dev/null 2>&1
    # The program's own: carriage returns and the erasing of its line of progress, colours and their end.
    sed -e 's/\r//g' -e 's/\x1b\[[0-9;]*[mK]//g' -e '/^Script /d' terminal >shown
    equal "a terminal gets no controls of theirs" "[] 0" "$(bytes shown) $(grep -c '^forged' shown)"
fi
"$dateline" status --json -c evil.conf >shown
check "status --json is JSON" jq -e .sources shown
run_exit "the report" 0 "$dateline" report -o report.html -c evil.conf
equal "has no markup of theirs" 0 "$(grep -ciE '<(script|img)' report.html)"
equal "and no controls" "[]" "$(bytes report.html)"
run_exit "samples" 3 bash -c '"$1" status --metrics samples -c evil.conf >/dev/null; code=$?; [ -s samples ] && exit 3; exit $code' _ "$dateline"
for what in articles events entities; do
    "$dateline" export $what --format ndjson -c evil.conf >rows
    check "each line of $what is one object" python3 -c '
import json, sys
for line in open("rows", encoding="utf-8", newline="\n"): assert isinstance(json.loads(line), dict)'
    "$dateline" export $what -c evil.conf >rows.csv
    equal "CSV of $what has as many rows" "$(wc -l <rows)" "$(python3 -c '
import csv; csv.field_size_limit(1 << 30); print(len(list(csv.reader(open("rows.csv", encoding="utf-8", newline="")))) - 1)')"
done
equal "the tables stand" "$articles" "$(sql "select count(*) from dateline.article")"
equal "spans are still of the words that they are of" 0 "$("$dateline" check -c evil.conf --folder "$ROOT/sql/checks" | grep -c '^.*mentions_of_other_words.*[1-9] ')"
