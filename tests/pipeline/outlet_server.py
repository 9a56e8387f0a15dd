#!/usr/bin/env python3
"""An outlet for test_warc.sh: outlet_server.py FOLDER PORT_FILE serves the files of a folder.

With ETags and conditional requests; what is below /packed/ comes compressed and in chunks, /go/X
redirects to /X, and /hang never answers. Ends when its parent does.
"""

import gzip
import hashlib
import http.server
import os
import sys
import threading
import time


class Outlet(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass

    def answer(self, status, body=b"", **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def answer_in_chunks(self, body, **headers):
        self.send_response(200)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for begin in range(0, len(body), 500):
            chunk = body[begin:begin + 500]
            self.wfile.write(b"%x\r\n%s\r\n" % (len(chunk), chunk))
        self.wfile.write(b"0\r\n\r\n")

    def do_GET(self):
        if self.path == "/hang":
            time.sleep(60)
            return
        if self.path.startswith("/go/"):
            self.answer(302, b"over there", Location=self.path[3:])
            return
        path = os.path.join(sys.argv[1], self.path.removeprefix("/packed").lstrip("/"))
        try:
            with open(path, "rb") as file:
                body = file.read()
        except OSError:
            self.answer(404, b"<html>nothing here</html>", Content_Type="text/html")
            return
        etag = '"%s"' % hashlib.sha1(body).hexdigest()[:12]
        kind = "text/xml" if path.endswith(".xml") else "text/plain" if path.endswith(".txt") else "text/html; charset=utf-8"
        if self.headers.get("If-None-Match") == etag:
            self.answer(304, ETag=etag)
        elif self.path.startswith("/packed/"):
            self.answer_in_chunks(gzip.compress(body), Content_Type=kind, Content_Encoding="gzip", ETag=etag)
        else:
            self.answer(200, body, Content_Type=kind, ETag=etag)


def main():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Outlet)
    server.daemon_threads = True
    with open(sys.argv[2] + ".new", "w") as file:
        print(server.server_address[1], file=file)
    os.rename(sys.argv[2] + ".new", sys.argv[2])
    threading.Thread(target=server.serve_forever, daemon=True).start()
    parent = os.getppid()
    while os.getppid() == parent:
        time.sleep(0.2)


if __name__ == "__main__":
    main()
