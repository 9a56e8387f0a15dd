#!/usr/bin/env python3
"""WARC files for the benchmarks: make_warc.py PAGES FOLDER MEGABYTES.

Writes small.warc and small.warc.gz (a sixteenth of the size) and large.warc and large.warc.gz: a
warcinfo record, then request, response and metadata records of the pages, a gzip member each, again
and again until the file is large enough.
"""

import gzip
import os
import sys

DISTINCT = 200


def record(kind, url, content_type, block):
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-05-06T07:08:09Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000000>\r\n"
        f"Content-Type: {content_type}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def records(folder):
    for name in sorted(os.listdir(folder))[:DISTINCT]:
        with open(os.path.join(folder, name), "rb") as file:
            body = file.read()
        url = f"https://numbers.example/{name}"
        head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}\r\n\r\n"
        yield record("request", url, "application/http; msgtype=request", f"GET /{name} HTTP/1.1\r\nHost: numbers.example\r\n\r\n".encode())
        yield record("response", url, "application/http; msgtype=response", head.encode() + body)
        yield record("metadata", url, "application/warc-fields", b"fetchTimeMs: 12\r\n")


def write(path, pack, parts, size):
    with open(path, "wb") as file:
        file.write(pack(record("warcinfo", "urn:x:info", "application/warc-fields", b"software: bench\r\n")))
        while file.tell() < size:
            for part in parts:
                file.write(part)
                if file.tell() >= size:
                    break


def main():
    pages, folder, size = sys.argv[1], sys.argv[2], int(sys.argv[3]) * 1024 * 1024
    plain = list(records(pages))
    packed = [gzip.compress(part, 6) for part in plain]
    for suffix, pack, parts in ((".warc", bytes, plain), (".warc.gz", gzip.compress, packed)):
        write(os.path.join(folder, "small" + suffix), pack, parts, size // 16)
        write(os.path.join(folder, "large" + suffix), pack, parts, size)


if __name__ == "__main__":
    main()
