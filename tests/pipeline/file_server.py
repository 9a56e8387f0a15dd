#!/usr/bin/env python3
"""Serves a folder on 127.0.0.1: file_server.py FOLDER PORT_FILE LOG writes its port to PORT_FILE, and the path of
each request with its status to LOG. Answers If-Modified-Since; {HERE} in .xml, .rss and .html files becomes its own
address. Ends after 300 s, or when its parent does.
"""

import http.server
import os
import sys
import threading
import time


class Folder(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass

    def log_request(self, code="-", size="-"):
        with self.server.log_lock:
            self.server.log.write(f"{self.path} {int(code)}\n")
            self.server.log.flush()

    def send_head(self):
        path = self.translate_path(self.path)
        if not path.endswith((".xml", ".rss", ".html")) or not os.path.isfile(path):
            return super().send_head()
        date = self.date_time_string(os.stat(path).st_mtime)
        if self.headers.get("If-Modified-Since") == date:
            self.send_response(304)
            self.end_headers()
            return None
        here = f"http://127.0.0.1:{self.server.server_port}".encode()
        with open(path, "rb") as file:
            body = file.read().replace(b"{HERE}", here)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Last-Modified", date)
        self.end_headers()
        self.wfile.write(body)
        return None


def end_with_parent(parent):
    end = time.monotonic() + 300
    while os.getppid() == parent and time.monotonic() < end:
        time.sleep(0.2)
    os._exit(0)


def main():
    folder, port_file, log = sys.argv[1:4]
    threading.Thread(target=end_with_parent, args=(os.getppid(),), daemon=True).start()
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), lambda *arguments: Folder(*arguments, directory=folder)
    )
    server.handle_error = lambda *arguments: None  # clients that are killed are part of the tests
    server.log_lock = threading.Lock()
    server.log = open(log, "a", encoding="utf-8")
    with open(port_file + ".new", "w", encoding="ascii") as file:
        file.write(f"{server.server_port}\n")
    os.rename(port_file + ".new", port_file)
    server.serve_forever()


main()
