#!/usr/bin/env python3
"""Outlets that misbehave: http_server.py FILE [CERTIFICATES] writes "PORT CLOSED_PORT SILENT_PORT [TLS_PORT...]"
to FILE.

Nothing listens on CLOSED_PORT; SILENT_PORT takes connections and says nothing; each TLS_PORT answers like PORT, by
TLS with one of CERTIFICATES (PEM, with the key). Every name below localhost is a host of its own, with its own
robots.txt. Ends after 240 s, or when its parent does.
"""

import collections
import gzip
import http.server
import json
import os
import socket
import ssl
import sys
import threading
import time
import urllib.parse

sys.dont_write_bytecode = True
import misbehaviour  # noqa: E402

ETAG = '"v1"'
LAST_MODIFIED = "Sat, 06 Jan 2024 10:15:00 GMT"
PARAGRAPHS = (
    "The harbour council of Vellmar voted on Friday to reopen the northern ferry line, eleven months "
    "after a storm tore away the old landing stage and cut the islands off from their nearest market.",
    "Councillor Maren Oduya, who led the talks with the two shipping companies, said that the first boat "
    "would leave at dawn on Monday and that the fare would stay where it was before the storm.",
    '"People on the islands have waited long enough," she told reporters outside the town hall. "They '
    'paid for this line with their taxes, and they should be able to use it again."',
    "The repair cost about four million crowns, a third more than planned, because divers found that the "
    "piles under the stage had rotted. The government in the capital pays half of the sum.",
    "Fishermen had asked for a second berth, which the council put off until next year. A study of the "
    "currents is to show by September whether the ground beside the stage can carry one.",
)

# By the first part of the host's name: what its robots.txt says, or the status it has. Others have none.
ROBOTS = {
    "strict": "User-agent: *\nDisallow: /\n\nUser-agent: Dateline\nDisallow: /page/1\nAllow: /page/10\n",
    "closed": "User-agent: *\nDisallow: /\n",
    "other": "User-agent: OtherBot\nDisallow: /\n",
    "crawl": "User-agent: *\nCrawl-delay: 0.3\nDisallow:\n",
    "broken": 503,
    "forbidden": 403,
}

counts = collections.Counter()
counts_lock = threading.Lock()
arrivals = collections.defaultdict(list)  # by host: [milliseconds, path, requests under way, user agent]
under_way = collections.Counter()


def article(title, paragraphs=PARAGRAPHS, charset="utf-8"):
    body = "".join(f"<p>{text}</p>\n" for text in paragraphs)
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="{charset}"><title>{title}</title>\n'
        f'<meta property="og:type" content="article"><meta property="og:title" content="{title}">\n'
        '<meta property="article:published_time" content="2024-01-06T10:15:00Z"></head>\n'
        f"<body><article><h1>{title}</h1>\n{body}</article></body></html>\n"
    )


def feed(links):
    items = "".join(f"<item><title>{link}</title><link>{link}</link></item>" for link in links)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>F</title>{items}</channel></rss>'


class Outlet(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass

    def count(self, status):
        path = urllib.parse.urlsplit(self.path).path
        with counts_lock:
            counts[path] += 1
            counts[path, str(status)] += 1
            return counts[path]

    def answer(self, status, body=b"", content_type="text/html; charset=utf-8", counted=False, **headers):
        if not counted:
            self.count(status)
        if isinstance(body, str):
            body = body.encode()
        if len(body) > 500 and "gzip" in self.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body)
            headers["Content_Encoding"] = "gzip"
        self.send_response(status)
        if status != 304:
            self.send_header("Content-Type", content_type)
            self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def answer_cached(self, body, content_type="text/html; charset=utf-8"):
        if self.headers.get("If-None-Match") == ETAG or self.headers.get("If-Modified-Since") == LAST_MODIFIED:
            self.answer(304, ETag=ETAG)
        else:
            self.answer(200, body, content_type, ETag=ETAG, Last_Modified=LAST_MODIFIED)

    def stream(self, chunks, length=None):
        self.count(200)
        self.close_connection = True
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Connection", "close")
        if length is not None:
            self.send_header("Content-Length", str(length))
        self.end_headers()
        for chunk in chunks:
            self.wfile.write(chunk)
            self.wfile.flush()

    def slow(self):
        while True:
            yield b"x"
            time.sleep(1)

    def huge(self):
        yield b"<html><body>"
        for _ in range(200):
            yield b"<p>more of the same</p>" * 45000  # about 1 MB

    def robots(self, host, path):
        what = ROBOTS.get(host, 404)
        if host.startswith("chain"):  # chainN: N redirects, then nothing is allowed
            step = int(path[8:]) if path != "/robots.txt" else 0
            if step < int(host[5:]):
                self.answer(302, Location=f"/robots-{step + 1}")
                return
            what = ROBOTS["closed"]
        elif host == "twice":  # fails once
            what = 503 if self.count("any") == 1 else ROBOTS["closed"]
        elif host == "huge":  # 100 MB; what counts stands at its begin, what does not behind 500 KiB
            begin = b"User-agent: *\nDisallow: /page/1\n"
            rest = (b"Disallow: /page/2\n" + b"# filler\n" * 111111 for _ in range(100))
            self.stream(self.huge_robots(begin, rest))
            return
        if isinstance(what, int):
            self.answer(what, "no rules here", "text/plain")
        else:
            self.answer(200, what, "text/plain")

    def huge_robots(self, begin, rest):
        yield begin + b"# filler\n" * 60000
        yield from rest

    def busy(self, query):  # asks once to be left alone for `seconds`, as a number or as a date
        seconds = int(query["seconds"][0])
        if self.count("any") > 1:
            self.answer(200, article("Busy no more"), counted=True)
        elif "date" in query:
            self.answer(503, counted=True, Retry_After=self.date_time_string(time.time() + seconds))
        else:
            self.answer(429, counted=True, Retry_After=seconds)

    def cookie(self):
        if "seen=yes" in self.headers.get("Cookie", ""):
            self.answer(200, article("Cookies"))
        else:
            self.answer(302, Location="/cookie", Set_Cookie="seen=yes; Path=/")

    def do_GET(self):
        host = self.headers.get("Host", "").partition(":")[0].partition(".localhost")[0]
        path = urllib.parse.urlsplit(self.path).path
        if path in ("/count", "/arrivals"):
            self.respond(host)
            return
        with counts_lock:
            under_way[host] += 1
            arrivals[host].append(
                [int(time.monotonic() * 1000), self.path, under_way[host], self.headers.get("User-Agent")]
            )
        try:
            self.respond(host)
        finally:
            with counts_lock:
                under_way[host] -= 1

    def respond(self, host):
        here = f"http://127.0.0.1:{self.server.server_port}"
        closed = f"http://127.0.0.1:{self.server.closed_port}/article.html"
        parts = urllib.parse.urlsplit(self.path)
        path, query = parts.path, urllib.parse.parse_qs(parts.query)
        if path == "/count":  # of requests of a path, or only of those answered with a status
            wanted, status = query["path"][0], query.get("status")
            with counts_lock:
                number = counts[(wanted, status[0]) if status else wanted]
            self.answer(200, str(number), "text/plain", counted=True)
        elif path == "/arrivals":  # at a host, but for what asks for robots.txt if "pages" is wanted
            with counts_lock:
                found = [row for row in arrivals[query["host"][0]] if "pages" not in query or "robots" not in row[1]]
            self.answer(200, json.dumps(found), "application/json", counted=True)
        elif path == "/robots.txt" or path.startswith("/robots-"):
            self.robots(host, path)
        elif path.startswith("/bad/"):
            if not misbehaviour.answer(self, path[5:], article("Bad news")):
                self.answer(404, "nothing is here")
        elif path.startswith("/to/"):  # redirects to what follows, percent-decoded
            self.answer(302, Location=urllib.parse.unquote(path[4:]))
        elif path.startswith("/busy"):
            self.busy(query)
        elif path == "/cookie":
            self.cookie()
        elif path == "/cookies":  # which ones come
            self.answer(200, article("Cookies: " + self.headers.get("Cookie", "none")))
        elif path.startswith("/down/"):
            self.answer(500, "out of order")
        elif path == "/article.html":
            self.answer_cached(article("Ferry line to the islands reopens"))
        elif path.startswith("/page/"):
            self.answer(200, article("Page " + path[6:]))
        elif path == "/late.html":
            time.sleep(1)
            self.answer(200, article("Late news"))
        elif path == "/broken":
            self.answer(503, "try later")
        elif path == "/flaky":
            first = self.count("any") == 1
            self.answer(503 if first else 200, article("Flaky news"), counted=True)
        elif path == "/slow":
            self.stream(self.slow())
        elif path == "/huge.html":
            self.stream(self.huge())
        elif path == "/short":
            self.stream([article("Short").encode()[:300]], 5000)
        elif path == "/loop":
            self.answer(302, Location="/loop")
        elif path == "/redirect":
            self.answer(302, Location="/article.html")
        elif path == "/tofile":
            self.answer(302, Location="file:///etc/passwd")
        elif path == "/latin1.html":
            text = article("Café “Élan” reopens – naïve hopes", charset="windows-1252")
            self.answer(200, text.encode("windows-1252"), "text/html; charset=windows-1252")
        elif path == "/nul.html":
            text = article("News with zeroes").replace("ferry line", "ferry\0line")
            self.answer(200, text)
        elif path == "/badutf8.html":
            text = article("News of broken bytes").encode().replace(b"ferry line", b"ferry \xff\xc3( line")
            self.answer(200, text)
        elif path == "/feed.rss":
            self.answer_cached(feed([here + "/page/1", here + "/page/2"]), "application/rss+xml")
        elif path == "/uncached.rss":
            self.answer(200, feed([here + "/page/3", here + "/page/4"]), "application/rss+xml")
        elif path == "/mixed.rss":  # items that will never come, and one that may come later
            self.answer_cached(feed([here + "/page/5", here + "/missing", closed]), "application/rss+xml")
        elif path == "/empty.rss":
            self.answer(200, feed([]), "application/rss+xml")
        elif path.startswith("/map/"):  # /map/SECONDS: a sitemap that comes so late
            time.sleep(float(path[5:]))
            items = "".join(f"<url><loc>http://{self.headers['Host']}/page/{n}</loc></url>" for n in (1, 2))
            urls = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{items}</urlset>'
            self.answer(200, f'<?xml version="1.0"?>{urls}', "application/xml")
        elif path == "/bad.rss":
            self.answer(200, '<?xml version="1.0"?><rss><channel><item><title>cut &', "application/rss+xml")
        elif path == "/home":
            links = "".join(f'<li><a href="/page/{n}">Headline number {n} of today</a></li>' for n in range(60))
            self.answer(200, f"<html><head><title>Outlet</title></head><body><ul>{links}</ul></body></html>")
        else:
            self.answer(404, "nothing is here")


def end_with_parent(parent):
    end = time.monotonic() + 240
    while os.getppid() == parent and time.monotonic() < end:
        time.sleep(0.5)
    os._exit(0)


class Server(http.server.ThreadingHTTPServer):
    request_queue_size = 128

    def handle_error(self, *arguments):  # clients that go away are part of the tests
        pass


class SecureServer(Server):
    """The handshake is done by the request's own thread, so that one that fails holds up nobody."""

    certificate = None

    def get_request(self):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate)
        connection, address = self.socket.accept()
        return context.wrap_socket(connection, server_side=True, do_handshake_on_connect=False), address


def start_secure(certificate, closed_port):
    server = SecureServer(("127.0.0.1", 0), Outlet)
    server.certificate = certificate
    server.closed_port = closed_port
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.server_port


def main():
    threading.Thread(target=end_with_parent, args=(os.getppid(),), daemon=True).start()
    closed = socket.socket()
    closed.bind(("127.0.0.1", 0))  # bound, never listening: a port that refuses
    silent = socket.socket()
    silent.bind(("127.0.0.1", 0))
    silent.listen(16)  # never accepted: the system says yes, and then nobody speaks
    server = Server(("127.0.0.1", 0), Outlet)
    server.closed_port = closed.getsockname()[1]
    ports = [server.server_port, server.closed_port, silent.getsockname()[1]]
    ports += [start_secure(certificate, server.closed_port) for certificate in sys.argv[2:]]
    with open(sys.argv[1] + ".new", "w", encoding="ascii") as file:
        file.write(" ".join(map(str, ports)) + "\n")
    os.rename(sys.argv[1] + ".new", sys.argv[1])
    server.serve_forever()


main()
