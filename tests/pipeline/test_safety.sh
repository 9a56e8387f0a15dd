#!/bin/bash
# What a server or a page may do to extract: nothing but be rejected. Answers: misbehaviour.py.
. "$(dirname "$0")/lib.sh"
. "$ROOT/tests/pipeline/outlet.sh"

# Certificates for localhost: of a CA that is trusted here, and such as must not be.
make_certificates() {
    openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj "/CN=Test CA" -keyout ca.key -out ca.pem || return 1
    openssl req -newkey rsa:2048 -nodes -subj "/CN=localhost" -keyout key -out request || return 1
    echo "subjectAltName=DNS:localhost" >good.cnf
    echo "subjectAltName=DNS:elsewhere.example" >host.cnf
    sign() { openssl x509 -req -in request -CA ca.pem -CAkey ca.key -CAcreateserial -extfile "$1.cnf" -out "$1.crt" "${@:2}"; }
    sign good -days 30 || return 1
    sign host -days 30 || return 1
    cp good.cnf late.cnf
    sign late -days -1 || return 1
    openssl x509 -req -in request -signkey key -extfile good.cnf -days 30 -out own.crt || return 1
    for name in good host late own; do cat "$name.crt" key >"$name.pem"; done
}
certificates=()
if command -v openssl >/dev/null && make_certificates 2>certificates.log; then
    certificates=(good.pem host.pem late.pem own.pem)
fi
start_outlet "${certificates[@]}"

manners="delay = 0 host_parallel = 8 allow_private = true robots = false"
# reasons: of all records in out, "NAME REASON" by name of the source, where an article is "article".
reasons() { jq -r 'select(.type == "article" or .type == "reject") | .source + " " + (.reason // "article")' out | sort; }
# Every answer at a host of its own, so that none is left alone for what another one did.
bad() { echo "source \"$1\" { kind = page url = \"http://$1.localhost:$port/bad/$1\" ${2:-} }"; }

cat >expected <<'END'
bad-chunk truncated
bad-gzip bad_encoding
bomb too_large
bomb-in-bomb too_large
cut-chunk truncated
cut-deflate truncated
cut-gzip truncated
cut-gzip-chunked truncated
cut-inside truncated
deflate article
deflate-raw article
empty-gzip too_large
endless-body too_large
endless-continue too_many_headers
endless-headers too_many_headers
endless-line too_many_headers
garbage bad_answer
gzip-and-more article
gzip-in-gzip article
gzip-members article
header-bytes too_many_headers
headers too_many_headers
http09 bad_answer
huge-length too_large
many-encodings bad_encoding
negative-length bad_answer
no-gzip bad_encoding
no-last-chunk truncated
nothing unreachable
nul-header bad_answer
redirect-ftp bad_url
redirect-long http_302
redirect-nowhere http_302
redirect-user bad_url
slow-body timeout
slow-headers timeout
split-etag article
status-line bad_answer
too-long article
too-short truncated
two-lengths article
unasked-encoding bad_encoding
END
{
    echo "$manners"
    echo "max_bytes = 2000000"
    while read -r name _; do
        case $name in
        slow-body) bad "$name" "stall = 1 timeout = 60" ;;
        slow-headers) bad "$name" "timeout = 1" ;;
        *) bad "$name" ;;
        esac
    done <expected
    echo "source \"silent\" { kind = page url = \"https://localhost:$silent/\" connect_timeout = 1 timeout = 60 }"
    echo "source \"good\" { kind = page url = \"$site/page/1\" }"
} >bad.conf
run_exit "bad answers are rejected" 3 timeout 120 "$BIN/dateline-extract" -c bad.conf
while read -r name expected; do
    equal "$name" "$expected" "$(reasons | sed -n "s/^$name //p")"
done <expected
equal "what is compressed comes whole" "deflate deflate-raw gzip-and-more gzip-in-gzip gzip-members" \
    "$(jq -r 'select(.type == "article" and (.source | test("gzip|deflate")) and (.body | test("currents"))) | .source' out | sort | paste -sd' ')"
equal "silence is given up" timeout "$(reasons | sed -n 's/^silent //p')"
equal "what is good comes all the same" article "$(reasons | sed -n 's/^good //p')"
equal "no header's value can be taken for two headers" "" "$(grep -i x-evil out)"
check "stdout is UTF-8" iconv -f UTF-8 -t UTF-8 out

# Memory stays in proportion to max_bytes, whatever comes.
{ echo "$manners"; echo "max_bytes = 1000000"; bad bomb; bad endless-body; bad headers; bad empty-gzip; } >memory.conf
run_exit "bombs in little memory" 3 bash -c "[ '$BIN' != '$ROOT/bin' ] || ulimit -v 400000; exec '$BIN/dateline-extract' -j 1 -c memory.conf"
equal "bombs in little memory: all are rejected" 4 "$(grep -c '"type":"reject"' out)"

# Bodies on their way take little memory together, however many there are, and those that are right come.
{
    echo "delay = 0 allow_private = true robots = false"
    for n in $(seq 24); do
        echo "source \"endless $n\" { kind = page url = \"http://endless$n.localhost:$port/bad/endless-body\" }"
        echo "source \"padded $n\" { kind = page url = \"http://padded$n.localhost:$port/bad/padded\" }"
    done
} >many.conf
most=$(peak "$BIN/dateline-extract" -j 1 -c many.conf)
equal "many large bodies: none is lost" "24 endless too_large,24 padded article" \
    "$(reasons | sed 's/ [0-9]* / /' | sort | uniq -c | sed 's/^ *//' | paste -sd,)"
little "many large bodies take less than 200 MB" 200000 "$most"

# Addresses that only this machine can reach: by number in any spelling, by name, as an item of a feed, by redirect.
echo "delay = 0 robots = false" >public.conf
private=("http://127.0.0.1:$port" "http://localhost:$port" "http://x.localhost:$port" "http://127.1:$port"
    "http://2130706433:$port" "http://0x7f000001:$port" "http://0177.0.0.1:$port" "http://0.0.0.0:$port"
    "http://[::1]:$port" "http://[::ffff:127.0.0.1]:$port" "http://10.0.0.1" "http://169.254.169.254"
    "http://[fd00:ec2::254]" "http://192.168.1.1:8080" "http://100.100.100.200")
run_exit "private addresses are refused" 3 "$BIN/dateline-extract" -c public.conf "${private[@]/%//secret/page}"
equal "private addresses: each has its reason" "${#private[@]} private_address" \
    "$(jq -r 'select(.type == "reject") | .reason' out | sort | uniq -c | sed 's/^ *//')"
equal "private addresses: nothing was asked for" 0 "$(ask '/count?path=/secret/page')"
run_exit "--allow-private" 0 "$BIN/dateline-extract" -c public.conf --allow-private "$site/page/1"
equal "--allow-private fetches it" "Page 1" "$(articles)"
run_exit "other services' ports are refused" 3 "$BIN/dateline-extract" -c public.conf http://news.example:25/ http://user:word@news.example/
equal "other services' ports, and passwords, are refused" "bad_url bad_url" "$(jq -r 'select(.type == "reject") | .reason' out | paste -sd' ')"
equal "the password is not repeated" "" "$(grep -o 'word@' err)"

mkdir -p mirror
cat >mirror/feed.rss <<END
<rss version="2.0"><channel><title>F</title><item><title>a</title><link>http://localhost:$port/secret/item</link></item>
<item><title>b</title><link>file:///etc/passwd</link></item></channel></rss>
END
cat >feed.conf <<END
delay = 0
source "feed" { kind = feed url = "http://news.example/feed.rss" mirror_url = "http://news.example/" mirror_path = "mirror" }
END
run_exit "a feed of private addresses" 3 "$BIN/dateline-extract" -c feed.conf
equal "a feed of private addresses: its item is refused" private_address \
    "$(jq -r 'select(.type == "reject" and (.url // "" | contains("secret"))) | .reason' out)"
equal "a feed of private addresses: nothing was asked for, no file was read" "0 " "$(ask '/count?path=/secret/item') $(grep root: out)"

# A connection that one source may use is not lent to one that may not.
cat >lent.conf <<END
delay = 0 robots = false
source "may" { kind = page url = "http://localhost:$port/page/1" allow_private = true }
source "may not" { kind = page url = "http://localhost:$port/secret/lent" }
END
run_exit "a connection is not lent" 3 "$BIN/dateline-extract" -c lent.conf
equal "a connection is not lent: reasons" "may article,may not private_address" "$(reasons | paste -sd,)"
equal "a connection is not lent: nothing was asked for" 0 "$(ask '/count?path=/secret/lent')"

# Redirects: in circles, to files, and with cookies, which nobody else gets to see.
cat >redirect.conf <<END
$manners
max_redirects = 3
source "circle" { kind = page url = "$site/loop" }
source "file" { kind = page url = "$site/tofile" }
source "cookie" { kind = page url = "$site/cookie" host_parallel = 1 }
source "none" { kind = page url = "$site/cookies" host_parallel = 1 }
END
run_exit "redirects" 3 "$BIN/dateline-extract" -c redirect.conf
equal "redirects: reasons" "circle too_many_redirects,cookie article,file bad_url,none article" "$(reasons | paste -sd,)"
equal "redirects: max_redirects is counted" 4 "$(ask '/count?path=/loop')"
equal "a cookie stays within its request" "Cookies: none" "$(jq -r 'select(.source == "none") | .title // empty' out)"

# What state says goes into a request: no line ends in it.
echo '{"type":"state","source":"page","key":"'"$site/article.html"'","data":{"etag":"\"a\"\r\nX-Evil: 1"},"written_at":"2024-01-06T10:15:00Z"}' >state
echo "$manners source \"page\" { kind = page url = \"$site/article.html\" }" >state.conf
run_exit "state with line ends" 0 "$BIN/dateline-extract" -c state.conf --state state
equal "state with line ends: the page comes" "Ferry line to the islands reopens" "$(articles)"

# Certificates.
if [ ${#certificates[@]} -eq 0 ]; then
    skip "certificates" "no openssl to make them"
    exit 0
fi
read -r good host late own <<<"$secure"
{
    echo "$manners ca_file = \"ca.pem\""
    for name in good host late own; do echo "source \"$name\" { kind = page url = \"https://localhost:${!name}/page/$name\" }"; done
} >tls.conf
run_exit "certificates" 3 "$BIN/dateline-extract" -c tls.conf
equal "certificates: one that is good, three that are not" \
    "good article,host bad_certificate,late bad_certificate,own bad_certificate" "$(reasons | paste -sd,)"
equal "certificates: nothing is asked for where it is bad" "1 0 0 0" \
    "$(for name in good host late own; do ask "/count?path=/page/$name"; echo; done | paste -sd' ')"
sed 's/ca.pem/missing.pem/' tls.conf >missing.conf
run_exit "a ca_file that is missing is a mistake of the configuration" 2 "$BIN/dateline-extract" -c missing.conf
contains "a ca_file that is missing is named" err missing.pem
sed 's/ca.pem/tls.conf/' tls.conf >wrong.conf
run_exit "a ca_file without certificates" 3 "$BIN/dateline-extract" -c wrong.conf -s good
equal "a ca_file without certificates: reason" "good bad_certificate" "$(reasons)"
sed -i 's/ca_file = "ca.pem"//' tls.conf
run_exit "without ca_file, its certificates are strangers" 3 "$BIN/dateline-extract" -c tls.conf -s good
equal "without ca_file: reason" "good bad_certificate" "$(reasons)"
