#!/bin/bash
# Extract against an outlet that misbehaves: http_server.py, on 127.0.0.1.
. "$(dirname "$0")/lib.sh"
. "$ROOT/tests/pipeline/outlet.sh"
start_outlet

# An outlet on this machine, that may be asked for as much as one likes.
manners="delay = 0 host_parallel = 6 allow_private = true"
echo "$manners" >fast.conf

# Everything at once: what is bad must not harm what is good.
run_exit "bad pages are rejected" 3 "$BIN/dateline-extract" -c fast.conf "$site/late.html" "$site/missing" "$site/broken" \
    "$site/flaky" "$site/huge.html" "$site/loop" "$site/redirect" "$site/tofile" "$site/latin1.html" \
    "$site/nul.html" "$site/badutf8.html" "$site/short" "$site/bad.rss" "$site/empty.rss" "$site/home" \
    "http://127.0.0.1:$closed/away" "$site/page/last"
check "stdout is UTF-8" iconv -f UTF-8 -t UTF-8 out
equal "every URL gave a record, in the order of the command line" \
    "late.html missing broken flaky huge.html loop redirect tofile latin1.html nul.html badutf8.html short bad.rss empty.rss home away last" \
    "$(jq -r 'select(.type == "article" or .type == "reject") | .url | sub(".*/"; "")' out | tr '\n' ' ' | sed 's/ $//')"
equal "end has the counts" "$(grep -c '"type":"article"' out) $(grep -c '"type":"reject"' out)" \
    "$(jq -r 'select(.type == "end") | .counts | "\(.article) \(.reject)"' out)"

while read -r path reason; do
    equal "$path is rejected" "$reason" "$(field "$path" .reason)"
    equal "$path: the message names the URL" true \
        "$(field "$path" '.url as $u | .message | contains($u)')"
done <<END
/missing http_404
/broken http_503
/huge.html too_large
/loop too_many_redirects
/tofile bad_url
/short truncated
/bad.rss bad_feed
/empty.rss empty_feed
/home home_page
END
equal "a port that refuses is unreachable" unreachable \
    "$(jq -r --arg url "http://127.0.0.1:$closed/away" 'select(.url == $url and (.message | contains($url))) | .reason' out)"
contains "rejects are logged too" err "$site/missing"
equal "no local file comes by a redirect" "" "$(grep root: out)"

equal "what fails once is asked again" "Flaky news" "$(field /flaky .title)"
equal "what fails always is given up after three" 3 "$(ask '/count?path=/broken')"
equal "what is not found is not asked again" 1 "$(ask '/count?path=/missing')"
equal "a redirect is followed" "Ferry line to the islands reopens $site/article.html" \
    "$(field /redirect '.title + " " + .http.final_url')"
equal "compressed text arrives" true "$(field /redirect ".body | contains(\"Maren Oduya\")")"
equal "validators are kept" '"v1" Sat, 06 Jan 2024 10:15:00 GMT' \
    "$(field /redirect '.http.etag + " " + .http.last_modified')"
equal "windows-1252 is decoded" 'Café “Élan” reopens – naïve hopes' "$(field /latin1.html .title)"
equal "NUL bytes part words" true "$(field /nul.html '.body | contains("northern ferry line") and (explode | index(0)) == null')"
equal "bytes that are no UTF-8 are replaced" true \
    "$(field /badutf8.html '.body | contains("northern ferry \ufffd") and contains("Maren Oduya")')"

# A server that never ends its answer costs the source's timeout, not the run.
cat >slow.conf <<END
$manners
source "slow" { kind = page url = "$site/slow" timeout = 1 }
source "good" { kind = page url = "$site/page/7" }
END
started=$SECONDS
run_exit "an endless answer is rejected" 3 timeout 30 "$BIN/dateline-extract" -c slow.conf
equal "an endless answer times out" timeout "$(field /slow .reason)"
equal "an endless answer: the message names the URL" true "$(field /slow '.url as $u | .message | contains($u)')"
equal "an endless answer: other sources come" "Page 7" "$(articles)"
check "an endless answer: within the timeout of three tries" test $((SECONDS - started)) -lt 10
equal "an endless answer is not remembered" 0 "$(jq -c 'select(.type == "state" and .source == "slow")' out | wc -l)"

cat >small.conf <<END
$manners
source "small" { kind = page url = "$site/article.html" max_bytes = 1024 }
END
run_exit "max_bytes holds" 3 "$BIN/dateline-extract" -c small.conf
equal "max_bytes counts what is decompressed" too_large "$(field /article.html .reason)"

# The next night reads only what is new.
before=$(ask '/count?path=/article.html&status=200')
cat >night.conf <<END
$manners
source "feed" { kind = feed url = "$site/feed.rss" }
source "uncached" { kind = feed url = "$site/uncached.rss" }
source "page" { kind = page url = "$site/article.html" }
END
run_exit "first night" 0 "$BIN/dateline-extract" -c night.conf
equal "first night: all is read" "Ferry line to the islands reopens,Page 1,Page 2,Page 3,Page 4" \
    "$(articles | sort | paste -sd,)"
jq -c 'select(.type == "state")' out >state
equal "first night: each source has a state" "feed page uncached" "$(jq -r .source state | sort | paste -sd' ')"
equal "first night: states come behind their articles" true \
    "$(jq -rs '(map(.type == "state" and .source == "feed") | index(true)) > (map(.title == "Page 2") | index(true))' out)"
run_exit "second night" 0 "$BIN/dateline-extract" -c night.conf --state state
equal "second night: nothing is new" "" "$(articles)"
equal "second night: nothing is rejected" 0 "$(grep -c '"type":"reject"' out)"
equal "second night: the feed is not modified" 1 "$(ask '/count?path=/feed.rss&status=304')"
equal "second night: the page is not modified" "1 $((before + 1))" \
    "$(ask '/count?path=/article.html&status=304') $(ask '/count?path=/article.html&status=200')"
for n in 1 2 3 4; do
    equal "second night: page $n is not asked for" 1 "$(ask "/count?path=/page/$n")"
done
run_exit "without the state all is read again" 0 "$BIN/dateline-extract" -c night.conf
equal "without the state there are five articles" 5 "$(articles | wc -l)"

# What may come later is asked for again; what came, or never will, is not.
cat >mixed.conf <<END
$manners
source "mixed" { kind = feed url = "$site/mixed.rss" }
END
run_exit "a feed with bad items" 3 "$BIN/dateline-extract" -c mixed.conf
equal "a feed with bad items: reasons" "http_404 unreachable" "$(jq -r 'select(.type == "reject") | .reason' out | paste -sd' ')"
jq -c 'select(.type == "state")' out >state
missing=$(ask '/count?path=/missing')
run_exit "an unreachable item is asked again" 3 "$BIN/dateline-extract" -c mixed.conf --state state
equal "only the unreachable item is" unreachable \
    "$(jq -r 'select(.type == "reject" or .type == "article") | .reason // .title' out | paste -sd' ')"
equal "what was read is not asked again" 1 "$(ask '/count?path=/page/5')"
equal "what is gone is not asked again" "$missing" "$(ask '/count?path=/missing')"
cat >away.conf <<END
$manners
source "away" { kind = page url = "http://127.0.0.1:$closed/away" }
END
run_exit "an unreachable page is rejected" 3 "$BIN/dateline-extract" -c away.conf
equal "an unreachable page has no state" 0 "$(grep -c '"type":"state"' out)"
