#!/bin/bash
# Feeds, sitemaps and listings of each kind, as files on a real HTTP server; `source try`; the public sources.
. "$(dirname "$0")/lib.sh"
export no_proxy='*' DATELINE_NOW=2024-01-08T06:00:00Z

command -v python3 >/dev/null || { skip "all" "no python3 for the HTTP server"; exit 0; }

# serve FOLDER: serves the files below it; `port` is set.
servers=()
serve() {
    python3 -u -m http.server --bind 127.0.0.1 --directory "$1" 0 >"$1.log" 2>"$1.requests" &
    servers+=($!)
    port=
    for _ in $(seq 100); do
        port=$(sed -nE 's/.* port ([0-9]+).*/\1/p' "$1.log") && [ -n "$port" ] && return
        sleep 0.1
    done
    fail "the server starts" "$(cat "$1.log" "$1.requests")"
    exit 1
}
trap 'kill "${servers[@]}" 2>/dev/null; wait 2>/dev/null; exit $((failures > 0))' EXIT

# article TITLE DAY: an article's page.
article() {
    cat <<END
<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>$1 - The Harbour Gazette</title>
<meta property="og:type" content="article"><meta property="og:title" content="$1">
<meta property="og:site_name" content="The Harbour &quot;\$HOME&quot; Gazette"><meta name="author" content="Maren Oduya">
<meta property="article:published_time" content="2024-01-0$2T10:15:00+01:00"></head>
<body><article><h1>$1</h1>
<p>The harbour council of Vellmar voted on Friday to reopen the northern ferry line, eleven months after a
storm tore away the old landing stage and cut the islands off from their nearest market.</p>
<p>Councillor Maren Oduya, who led the talks with the two shipping companies, said that the first boat would
leave at dawn on Monday and that the fare would stay where it was before the storm.</p>
<p>The repair cost about four million crowns, a third more than planned, because divers found that the piles
under the stage had rotted. The government in the capital pays half of the sum.</p></article></body></html>
END
}
articles() { jq -r 'select(.type == "article") | .title' out | paste -sd,; }

mkdir -p site/news/2024 site/feeds
serve site
site=http://127.0.0.1:$port
names=(zero one two three four five six)
for n in 1 2 3 4 5 6; do article "Story number ${names[n]}" $n >"site/news/2024/story-number-${names[n]}.html"; done
story() { echo "$1/news/2024/story-number-${names[$2]}.html"; }

# A feed of each kind, each with stories one and two.
cat >site/feeds/rss091.xml <<END
<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "$site/rss-0.91.dtd">
<rss version="0.91"><channel><title>Gazette</title>
<item><title>Story number one</title><link>$(story "$site" 1)</link></item>
<item><title>Story number two</title><link>$(story "$site" 2)</link></item></channel></rss>
END
cat >site/feeds/rss10.xml <<END
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel rdf:about="$site/"><title>Gazette</title></channel>
<item rdf:about="$(story "$site" 1)"><title>Story number one</title><link>$(story "$site" 1)</link></item>
<item rdf:about="$(story "$site" 2)"><title>Story number two</title></item></rdf:RDF>
END
cat >site/feeds/rss20.xml <<END
<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>Gazette</title>
<item><title>Story number one</title><link>/news/2024/story-number-one.html?utm_source=rss</link><media:content url="/one.jpg"/></item>
<item><title>Episode</title><enclosure url="/one.mp3" type="audio/mpeg"/></item>
<item><guid>$(story "$site" 2)</guid></item></channel></rss>
END
cat >site/feeds/atom10.xml <<END
<feed xmlns="http://www.w3.org/2005/Atom" xml:base="$site/news/"><title>Gazette</title>
<entry><title>Story number one</title><link href="2024/story-number-one.html"/></entry>
<entry xml:base="2024/"><title>Story number two</title><link rel="alternate" href="story-number-two.html"/></entry></feed>
END
cat >site/feeds/atom03.xml <<END
<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>Gazette</title>
<entry><title>Story number one</title><link rel="alternate" type="text/html" href="$(story "$site" 1)"/></entry>
<entry><title>Story number two</title><link rel="alternate" type="text/html" href="$(story "$site" 2)"/></entry></feed>
END
cat >site/feeds/feed.json <<END
{"version": "https://jsonfeed.org/version/1.1", "title": "Gazette", "items": [
{"id": "1", "url": "$(story "$site" 1)"}, {"id": "$(story "$site" 2)"}]}
END
cat >site/feeds/damaged.xml <<END

<br /><b>Warning</b>: out of ink
<?xml version="1.0"?><RSS><channel><title>Ink & paper</title>
<item><title>One &nbsp; only</title><link>$(story "$site" 1)</link>
<item><media:title>Two</media:title><link>$(story "$site" 2)</link></item
END
for kind in rss091.xml rss10.xml rss20.xml atom10.xml atom03.xml feed.json damaged.xml; do
    cat >one.conf <<END
delay = 0 allow_private = true
source "feed" { kind = feed url = "$site/feeds/$kind" }
END
    run_exit "feed $kind is read" 0 "$BIN/dateline-extract" -c one.conf
    equal "feed $kind: its articles" "Story number one,Story number two" "$(articles)"
done
contains "a damaged feed is told of" err "malformed"
equal "no DTD is fetched" 0 "$(grep -c dtd site.requests)"

# What would grow without end does not: entities of entities, files outside, a sitemap of 300 MB in 300 KB.
{
    echo '<!DOCTYPE rss [<!ENTITY a0 "lol"><!ENTITY file SYSTEM "file:///etc/passwd">'
    for n in $(seq 1 12); do echo "<!ENTITY a$n \"$(for _ in 1 2 3 4 5 6 7 8 9 10; do printf '&a%d;' $((n - 1)); done)\">"; done
    echo "]><rss><channel><item><title>&a12;&file;</title><link>$(story "$site" 1)</link></item></channel></rss>"
} >site/feeds/bomb.xml
python3 -c 'import gzip, sys
with gzip.open(sys.argv[1], "wb") as file:
    file.write(b"<urlset>")
    for _ in range(300): file.write(b"<url><!--" + b"x" * 1000000 + b"--></url>")' site/bomb.xml.gz
cat >one.conf <<END
delay = 0 allow_private = true
source "bomb" { kind = feed url = "$site/feeds/bomb.xml" }
source "gzip" { kind = sitemap url = "$site/bomb.xml.gz" }
END
run_exit "bombs do no harm" 3 timeout 60 "$BIN/dateline-extract" -c one.conf
equal "a bomb of entities: its item is read" "Story number one" "$(articles)"
equal "a bomb in gzip: is no sitemap" "gzip empty_sitemap" "$(jq -r 'select(.type == "reject") | "\(.source) \(.reason)"' out)"
equal "no file is read that a feed names" "" "$(grep root: out)"

# Sitemaps: an index (the newest of its sitemaps comes first) with a compressed one, one of news, and a list of lines.
{
    echo '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    for n in 1 2 3; do echo "<url><loc>$(story "$site" $n)</loc><lastmod>2024-01-0$n</lastmod></url>"; done
    echo '<url><loc>https://other.example/story</loc></url></urlset>'
} | gzip -9n >site/old.xml.gz
cat >site/news.xml <<END
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
$(for n in 4 5 6; do echo "<url><loc>$(story "$site" $n)</loc><news:news><news:publication><news:name>Gazette</news:name><news:language>en</news:language></news:publication><news:publication_date>2024-01-0${n}T10:15:00+01:00</news:publication_date><news:title>Story number ${names[n]}</news:title></news:news></url>"; done)
</urlset>
END
cat >site/index.xml <<END
<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>$site/old.xml.gz</loc><lastmod>2024-01-03</lastmod></sitemap>
<sitemap><loc>$site/news.xml</loc><lastmod>2024-01-06T10:15:00Z</lastmod></sitemap></sitemapindex>
END
for n in 2 5; do story "$site" $n; done >site/lines.txt
for kind in "index.xml 4,5,6,1,2,3" "news.xml 4,5,6" "old.xml.gz 1,2,3" "lines.txt 2,5"; do
    cat >one.conf <<END
delay = 0 allow_private = true
source "map" { kind = sitemap url = "$site/${kind% *}" }
END
    titles=
    for n in $(echo "${kind#* }" | tr , ' '); do titles+=",Story number ${names[n]}"; done
    run_exit "sitemap ${kind% *} is read" 0 "$BIN/dateline-extract" -c one.conf
    equal "sitemap ${kind% *}: its articles" "${titles#,}" "$(articles)"
done

# Listings.
front() {
    echo "<!DOCTYPE html><html lang=\"en\"><head><title>Gazette</title>$1</head><body>"
    echo '<nav><a href="/">Home</a> <a href="/sport-and-games-of-the-week/">Sport and games of the week</a> <a href="/contact-us-by-mail.html">Contact us by mail or phone</a></nav><main>'
    for n in 6 5 4 3 2 1; do
        echo "<div class=\"card\"><a href=\"/news/2024/story-number-${names[n]}.html\"><img src=\"/$n.jpg\"></a><h3 class=\"teaser-head\"><a href=\"/news/2024/story-number-${names[n]}.html\">Story number ${names[n]} of the harbour council</a></h3></div>"
    done
    echo '</main><footer><a href="/imprint-and-privacy-of-this-site.html">Imprint and privacy of this site</a></footer></body></html>'
}
front "" >site/front.html
for rule in 'link_class = "teaser-head"' 'link_class = "card"' "link_xpath = \"//h3[@class='teaser-head']/a\"" 'link_xpath = "//main//a/@href"'; do
    cat >one.conf <<END
delay = 0 allow_private = true
source "list" { kind = listing url = "$site/front.html" $rule max_items = 3 }
END
    run_exit "listing by $rule is read" 0 "$BIN/dateline-extract" -c one.conf
    equal "listing by $rule: its articles" "Story number six,Story number five,Story number four" "$(articles)"
done
printf 'delay = 0\nsource "list" {\n  kind = listing\n  url = "%s"\n  link_xpath = "//h3[@class"\n}\n' "$site" >one.conf
run_exit "an XPath that is none" 2 "$BIN/dateline-extract" -c one.conf
contains "an XPath that is none is told with its line and key" err 'one.conf:5: link_xpath: '

# The full text of a feed in place of the pages.
cat >site/feeds/full.xml <<END
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Gazette</title><language>en</language>
<item><title>Whole story in the feed</title><link>$site/never-fetched.html</link><pubDate>Sat, 06 Jan 2024 10:15:00 GMT</pubDate>
<content:encoded><![CDATA[$(article x 1 | grep -A 9 '^<p>' | sed 's/<.article>.*//')]]></content:encoded></item></channel></rss>
END
cat >one.conf <<END
delay = 0 allow_private = true
source "full" { kind = feed url = "$site/feeds/full.xml" feed_content = true }
END
if "$BIN/dateline-extract" -c one.conf >out 2>err; then
    equal "a feed's full text is taken: no page is asked for" 0 "$(grep -c never-fetched site.requests)"
    equal "a feed's full text is taken" "Whole story in the feed 2024-01-06T10:15:00Z true" \
        "$(jq -r 'select(.type == "article") | "\(.title) \(.published_at) \(.body | contains("Councillor Maren Oduya"))"' out)"
else
    fail "a feed's full text is taken" "$(cat err)"
fi

# source try. What it prints is a configuration by itself.
# try_block NAME FILTER: pastes `out` under the manners of this test, runs it.
echo "delay = 0 allow_private = true" >try.conf
try() { "$BIN/dateline" source try -c try.conf --allow-private "$@"; }
paste_block() {
    cp out printed
    { cat try.conf && cat printed; } >pasted.conf
    run_exit "$1: the block can be pasted, and read" 0 "$BIN/dateline-extract" -c pasted.conf
    equal "$1: the pasted block gives the articles" "$2" "$(articles)"
}

mkdir outlet
cp -R site/news outlet/
cp site/front.html outlet/plain.html
serve outlet
outlet=http://127.0.0.1:$port
front '<link rel="alternate" type="application/rss+xml" title="Comments" href="/comments.xml"><link rel="alternate" type="application/rss+xml" title="Gazette" href="/gazette.xml">' >outlet/index.html
sed "s#$site#$outlet#g" site/feeds/rss20.xml >outlet/comments.xml
cat >outlet/gazette.xml <<END
<rss version="2.0"><channel><title>The Harbour Gazette</title><language>en</language>
$(for n in 1 2 3 4; do echo "<item><title>Story number ${names[n]}</title><link>$(story "$outlet" $n)</link><pubDate>0$n Jan 2024 10:15:00 +0100</pubDate></item>"; done)</channel></rss>
END
sed "s#$site#$outlet#g" site/news.xml >outlet/news-sitemap.xml
printf 'User-agent: *\nDisallow: /private/\nSitemap: %s/news-sitemap.xml\n' "$outlet" >outlet/robots.txt

run_exit "try: a home page" 0 try "$outlet/"
contains "try: the title of an article" out "title      Story number one"
contains "try: its date" out "published  2024-01-01T10:15:00+01:00"
contains "try: its author" out "authors    Maren Oduya"
contains "try: its language" out "language   en"
contains "try: its length" out " words"
equal "try: three articles" 3 "$(grep -c '^#   title ' out)"
equal "try: the blocks, the best first, comments last" "feed $outlet/gazette.xml
feed $outlet/comments.xml
sitemap $outlet/news-sitemap.xml" "$(sed -nE 's/^    (kind|url) = "?([^"]*)"?$/\2/p' out | paste -d' ' - -)"
contains "try: progress goes to stderr" err "looking at $outlet/gazette.xml"
paste_block "try" "Story number one,Story number two,Story number three,Story number four"

{ cat try.conf && echo "source \"127-0-0-1-${outlet##*:}\" { kind = page url = \"$outlet/\" }"; } >named.conf
run_exit "try: beside a source of that name" 0 "$BIN/dateline" source try -c named.conf --allow-private "$outlet/"
contains "try: a name that is taken gets a number" out "source \"127-0-0-1-${outlet##*:}-2\""

mkdir outlet/hidden
cp outlet/gazette.xml outlet/hidden/
printf 'User-agent: *\nDisallow: /hidden/\n' >outlet/robots.txt
front '<link rel="alternate" type="application/rss+xml" href="/hidden/gazette.xml">' >outlet/polite.html
run_exit "try: a feed that robots.txt forbids" 0 try "$outlet/polite.html"
equal "try: a feed that robots.txt forbids is not asked for" 0 "$(grep -c hidden outlet.requests)"
contains "try: a feed that robots.txt forbids: other ways are found" out "kind = listing"
printf 'User-agent: *\nDisallow: /private/\nSitemap: %s/news-sitemap.xml\n' "$outlet" >outlet/robots.txt

rm outlet/gazette.xml outlet/comments.xml
run_exit "try: a home page whose feeds are gone" 0 try "$outlet/"
equal "try: the sitemap of robots.txt" "sitemap $outlet/news-sitemap.xml" \
    "$(sed -nE 's/^    (kind|url) = "?([^"]*)"?$/\2/p' out | paste -d' ' - -)"
contains "try: a sitemap has a limit of age" out "max_age = "
paste_block "try: sitemap" "Story number four,Story number five,Story number six"

rm outlet/news-sitemap.xml outlet/robots.txt
run_exit "try: a page without feed and sitemap" 0 try "$outlet/plain.html"
contains "try: a listing by the class of its links" out 'link_class = "teaser-head"'
paste_block "try: listing" \
    "Story number six,Story number five,Story number four,Story number three,Story number two,Story number one"

run_exit "try: a feed by its address" 0 try "$site/feeds/atom10.xml"
contains "try: a feed by its address gives a feed" out "kind = feed"
run_exit "try: a sitemap by its address" 0 try "$site/index.xml"
contains "try: of an index, the sitemap of news" out "$site/news.xml"
run_exit "try: an article" 0 try "$(story "$outlet" 3)"
contains "try: an article gives a page" out "kind = page"
paste_block "try: article" "Story number three"

run_exit "try: an address without its scheme is https" 1 try "127.0.0.1:${outlet##*:}/"
contains "try: what cannot be read is told" err "https://127.0.0.1:"
echo "<html><body><p>Nothing here.</p></body></html>" >outlet/index.html
run_exit "try: nothing is found" 1 try "$outlet/"
contains "try: nothing is found: what to do" err "link_xpath"
equal "try: nothing is found: nothing is printed" 0 "$(wc -c <out)"
run_exit "try: no address" 2 try "ftp://x.example/"
run_exit "try: two addresses" 2 try "$outlet/" "$site/"
run_exit "try: addresses of the own machine are refused unless allowed" 1 "$BIN/dateline" source try "$outlet/"
run_exit "source: only try is known" 2 "$BIN/dateline" source list

# The list of public sources: every block is one that a configuration takes.
list=$ROOT/config/sources-public.conf
equal "public sources: all is in comments" "" "$(grep -v '^#' "$list" | grep -v '^$')"
grep -v '^##' "$list" | sed -n 's/^# //p' >public.conf
run_exit "public sources: the blocks can be read" 0 "$BIN/dateline-transform" -c public.conf /dev/null
blocks=$(grep -c '^source "' public.conf)
check "public sources: there are many ($blocks)" test "$blocks" -ge 40
equal "public sources: each address once" "" "$(grep -o 'url = ".*"' public.conf | sort | uniq -d)"
check "public sources: many languages" \
    test "$(sed -nE 's/.*language = "([a-z]+).*/\1/p' public.conf | sort -u | wc -l)" -ge 10
