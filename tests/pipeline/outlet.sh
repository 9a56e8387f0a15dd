# For the tests that need http_server.py, after lib.sh: start_outlet [CERTIFICATE...] starts it, and sets
# site (http://127.0.0.1:PORT), port, closed, silent and secure (the ports of CERTIFICATES).
export no_proxy='*'

start_outlet() {
    command -v python3 >/dev/null || { skip "all" "no python3 for the HTTP server"; exit 0; }
    rm -f ports
    python3 "$ROOT/tests/pipeline/http_server.py" ports "$@" 2>server.log &
    server=$!
    trap 'kill $server 2>/dev/null; wait $server 2>/dev/null; exit $((failures > 0))' EXIT
    for _ in $(seq 100); do [ -s ports ] && break; sleep 0.1; done
    # shellcheck disable=SC2034 # for the test
    read -r port closed silent secure <ports || { fail "the server starts" "$(cat server.log)"; exit 1; }
    site=http://127.0.0.1:$port
}

# ask PATH: what the server answers, without the program under test.
ask() {
    exec 3<>"/dev/tcp/127.0.0.1/$port" || return 1
    printf 'GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n' "$1" >&3
    sed '1,/^\r$/d' <&3
    exec 3<&-
}
# field URL-PATH FILTER: of the article or reject record of that URL in out.
field() { of_url "$site$1" "$2"; }
of_url() { jq -r --arg url "$1" "select((.type == \"article\" or .type == \"reject\") and .url == \$url) | $2" out; }
articles() { jq -r 'select(.type == "article") | .title' out; }
# arrivals HOST FILTER: of the list of [milliseconds, path, requests under way, user agent] of its pages.
arrivals() { ask "/arrivals?host=$1&pages=1" | jq -r "$2"; }
