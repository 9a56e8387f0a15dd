#!/bin/bash
# How extract behaves towards outlets: robots.txt, delays, and hosts that are busy or fail. Each name below
# localhost is a host of its own; the server tells what came when.
. "$(dirname "$0")/lib.sh"
. "$ROOT/tests/pipeline/outlet.sh"
start_outlet

quick="delay = 0 host_parallel = 6 allow_private = true"
# at HOST PATH: its URL.
at() { echo "http://$1.localhost:$port$2"; }
# reason HOST PATH
reason() { of_url "$(at "$1" "$2")" '.reason // .title'; }
# gaps HOST: the shortest time between two requests of pages, in milliseconds.
gaps() { arrivals "$1" '[.[] | .[0]] | [.[1:], .[:-1]] | transpose | map(.[0] - .[1]) | min'; }
most_at_once() { arrivals "$1" 'map(.[2]) | max'; }
asked() { arrivals "$1" 'map(.[1]) | sort | join(" ")'; }
robots_asked() { ask "/arrivals?host=$1" | jq '[.[] | select(.[1] == "/robots.txt")] | length'; }

# robots.txt.
cat >robots.conf <<END
$quick
contact = "news@desk.example"
breaker_pause = 1
source "strict 1" { kind = page url = "$(at strict /page/1)" }
source "strict 2" { kind = page url = "$(at strict /page/2)" }
source "strict 10" { kind = page url = "$(at strict /page/10)" }
source "closed" { kind = page url = "$(at closed /page/1)" }
source "closed but" { kind = page url = "$(at open.closed /page/1)" robots = false }
source "other" { kind = page url = "$(at other /page/1)" }
source "none" { kind = page url = "$(at none /page/1)" }
source "forbidden" { kind = page url = "$(at forbidden /page/1)" }
source "broken" { kind = page url = "$(at broken /page/1)" }
source "twice" { kind = page url = "$(at twice /page/1)" }
source "chain5" { kind = page url = "$(at chain5 /page/1)" }
source "chain6" { kind = page url = "$(at chain6 /page/1)" }
source "huge 1" { kind = page url = "$(at huge /page/1)" }
source "huge 2" { kind = page url = "$(at huge /page/2)" }
source "led" { kind = page url = "$(at none "/to/$(at closed /page/1 | sed 's,/,%2F,g')")" }
END
run_exit "robots.txt" 3 "$BIN/dateline-extract" -c robots.conf
while read -r host path expected; do
    equal "robots.txt: $host $path" "$expected" "$(reason "$host" "$path")"
done <<END
strict /page/1 robots_disallowed
strict /page/2 Page 2
strict /page/10 Page 10
closed /page/1 robots_disallowed
other /page/1 Page 1
none /page/1 Page 1
forbidden /page/1 Page 1
broken /page/1 robots_unreachable
twice /page/1 robots_disallowed
chain5 /page/1 robots_disallowed
chain6 /page/1 Page 1
huge /page/1 robots_disallowed
huge /page/2 Page 2
END
equal "robots.txt: what is disallowed is not asked for" "" "$(asked closed)$(asked broken)$(asked twice)$(asked chain5)"
equal "robots.txt: asked once for all pages of a host" 1 "$(robots_asked strict)"
equal "robots.txt: asked before any page" /robots.txt "$(ask "/arrivals?host=strict" | jq -r '.[0][1]')"
equal "robots.txt: asked three times if it fails" 3 "$(robots_asked broken)"
equal "robots.txt: a redirect does not lead around it" robots_disallowed \
    "$(jq -r 'select(.type == "reject" and .source == "led") | .reason' out)"
equal "robots = false: it is not asked for" "0 /page/1" "$(robots_asked open.closed) $(asked open.closed)"
equal "the user agent names the program and whom to write to" true \
    "$(arrivals none '.[0][3] | test("^Dateline/[0-9.]+ \\(\\+news@desk.example\\)$")')"
equal "with a contact there is no warning" "" "$(grep no_contact err)"

# Without a contact there is one warning, if sources are configured.
cat >nameless.conf <<END
$quick
source "a" { kind = page url = "$(at nameless /page/1)" }
source "b" { kind = page url = "$(at nameless /page/2)" }
END
run_exit "without a contact all goes on" 0 "$BIN/dateline-extract" -c nameless.conf
equal "without a contact there is one warning" 1 "$(grep -c no_contact err)"
echo "$quick" >quick.conf
run_exit "a page by hand" 0 "$BIN/dateline-extract" -c quick.conf "$(at nameless /page/3)"
equal "a page by hand needs no contact" "" "$(grep no_contact err)"

# One request at a time to a host, with a pause behind each; whatever the other source thinks of it.
pages() { for n in "${@:2}"; do echo "source \"$1 $n\" { kind = page url = \"$(at "$1" "/page/$n")\" $manners }"; done; }
{
    echo "allow_private = true"
    manners="delay = 200" pages polite 1 2 3 4
    manners="delay = 0" pages crawl 1 2 3
    manners="delay = 0 host_parallel = 6" pages hasty 1 2 3 4 5 6
} >polite.conf
run_exit "politeness" 0 "$BIN/dateline-extract" -c polite.conf
equal "a delay: all pages come" "/page/1 /page/2 /page/3 /page/4" "$(asked polite)"
check "a delay: requests are that far apart ($(gaps polite) ms)" test "$(gaps polite)" -ge 200
equal "a delay: one request at a time" 1 "$(most_at_once polite)"
check "Crawl-delay is longer than the source's delay ($(gaps crawl) ms)" test "$(gaps crawl)" -ge 300
equal "Crawl-delay: all pages come" "/page/1 /page/2 /page/3" "$(asked crawl)"
equal "no delay: all pages come" 6 "$(asked hasty | wc -w)"

# Hosts that want to be left alone, fail, or are slow; none of them keeps another one waiting.
{
    echo "$quick"
    echo "max_parallel = 4"
    echo "source \"slow 1\" { kind = page url = \"$(at slow /slow)\" host_parallel = 1 timeout = 4 }"
    echo "source \"slow 2\" { kind = page url = \"$(at slow /slow?2)\" host_parallel = 1 timeout = 1 }"
    echo "source \"busy\" { kind = page url = \"$(at busy "/busy?seconds=1")\" }"
    echo "source \"dated\" { kind = page url = \"$(at dated "/busy?seconds=2&date=1")\" }"
    echo "source \"shut\" { kind = page url = \"$(at shut "/busy?seconds=86400")\" host_parallel = 1 }"
    manners="host_parallel = 1" pages shut 1 2 3
    for n in $(seq 20); do echo "source \"down $n\" { kind = page url = \"$(at down "/down/$n")\" host_parallel = 1 }"; done
    manners="" pages fine 1 2 3
} >trouble.conf
# The server counts by path, not by host: each of the busy ones is the first of its kind.
sed -i 's,//dated.localhost:[0-9]*/busy,&-dated,; s,//shut.localhost:[0-9]*/busy,&-shut,' trouble.conf
run_exit "hosts in trouble" 3 "$BIN/dateline-extract" -c trouble.conf
equal "a slow host: its pages time out" "timeout timeout" "$(reason slow /slow) $(reason slow /slow?2)"
equal "a slow host: others do not wait for it" true "$(arrivals slow 'map(select(.[1] == "/slow?2"))[0][0]' |
    jq --argjson fine "$(arrivals fine 'map(.[0]) | max')" '. > $fine')"
equal "a failing host: others come" "Page 1,Page 2,Page 3" \
    "$(jq -r 'select(.type == "article" and (.source | startswith("fine"))) | .title' out | sort | paste -sd,)"
equal "Retry-After is waited for" "Busy no more" "$(reason busy "/busy?seconds=1")"
check "Retry-After: for that long ($(gaps busy) ms)" test "$(gaps busy)" -ge 1000
equal "Retry-After with a date is waited for" "Busy no more" "$(reason dated "/busy-dated?seconds=2&date=1")"
check "Retry-After with a date: until then, to the second ($(gaps dated) ms)" test "$(gaps dated)" -ge 1000
equal "Retry-After of a day is for the next run" http_429 "$(reason shut "/busy-shut?seconds=86400")"
equal "Retry-After of a day: the host is left alone" "/busy-shut?seconds=86400" "$(asked shut)"
equal "Retry-After of a day: what waited is told why" "retry_after retry_after retry_after" \
    "$(reason shut /page/1) $(reason shut /page/2) $(reason shut /page/3)"
equal "a host that fails is given up after five requests" 5 "$(arrivals down length)"
equal "a host that fails: the others are told so, or what they met" "" \
    "$(jq -r 'select(.type == "reject" and (.source | startswith("down"))) | .reason' out | grep -vxE 'http_500|host_failing')"
equal "a host that fails: no page is lost" 20 "$(jq -r 'select(.type == "reject" and (.source | startswith("down"))) | .reason' out | wc -l)"
check "a host that fails: most were not asked for" \
    test "$(jq -r 'select(.type == "reject" and (.source | startswith("down"))) | .reason' out | grep -c host_failing)" -ge 15
contains "a host that fails is told of" err host_left_alone
equal "what failed so has no state: it is asked for again" "" \
    "$(jq -r 'select(.type == "state" and (.source | test("^(down|shut|slow)"))) | .source' out)"

# Hosts that are dead hold half of the places, and keep nobody waiting who has answered.
{
    echo "$quick"
    echo "max_parallel = 4 robots = false"
    manners="host_parallel = 1" pages alive $(seq 10)
    for n in 1 2 3 4; do echo "source \"dead $n\" { kind = page url = \"https://dead$n.localhost:$silent/\" connect_timeout = 2 }"; done
} >dead.conf
run_exit "dead hosts" 3 "$BIN/dateline-extract" -c dead.conf
equal "dead hosts: whoever lives comes before they are given up" "10 alive,4 dead timeout" \
    "$(jq -r 'select(.type == "article" or .type == "reject") | (.source | split(" ")[0]) + (if .reason then " " + .reason else "" end)' out |
        uniq -c | sed 's/^ *//' | paste -sd,)"

# Sitemaps that hang keep no other one waiting; those that come late, all at once, come.
sitemaps() { for n in $(seq 20); do echo "source \"$1 $n\" { kind = sitemap url = \"$(at "$1$n" "$2")\" stall = 6 }"; done; }
{ echo "$quick robots = false" && sitemaps late /map/4; } >late.conf
"$BIN/dateline-extract" -c late.conf >late.out 2>late.err &
late=$!
{
    echo "$quick robots = false"
    sitemaps hung /bad/slow-body
    echo "source \"alive\" { kind = sitemap url = \"$(at alive /map/0)\" }"
} >hung.conf
run_exit "sitemaps that hang" 3 "$BIN/dateline-extract" -c hung.conf
equal "sitemaps that hang: another one does not wait for them" "2 alive,20 hung timeout" \
    "$(jq -r 'select(.type == "article" or .type == "reject") | (.source | split(" ")[0]) + (if .reason then " " + .reason else "" end)' out |
        uniq -c | sed 's/^ *//' | paste -sd,)"
wait "$late"
equal "sitemaps that come late" 0 $?
equal "sitemaps that come late: all come" 40 "$(grep -c '"type":"article"' late.out)"

# A proxy is what the configuration names, not the environment.
http_proxy="http://127.0.0.1:$closed" no_proxy='' run_exit "http_proxy of the environment is not used" 0 \
    "$BIN/dateline-extract" -c quick.conf "$(at direct /page/1)"
cat >proxy.conf <<END
delay = 0
proxy = "$site"
source "far" { kind = page url = "http://news.example/page/1" }
source "local" { kind = page url = "http://localhost:$port/page/2" }
source "network" { kind = page url = "http://192.168.7.7/page/3" }
source "led" { kind = page url = "http://news.example/to/http%3A%2F%2F169.254.169.254%2Flatest%2F" }
END
run_exit "a proxy" 3 "$BIN/dateline-extract" -c proxy.conf
equal "a proxy is asked, with the whole URL" "http://news.example/page/1" \
    "$(arrivals news.example 'map(.[1]) | map(select(endswith("/page/1"))) | first')"
equal "a proxy: names and addresses of the own network are not asked for" \
    "far: Page 1,led: private_address,local: private_address,network: private_address" \
    "$(jq -r 'select(.type == "article" or .type == "reject") | .source + ": " + (.reason // .title)' out | sort | paste -sd,)"
