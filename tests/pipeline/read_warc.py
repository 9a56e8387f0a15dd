#!/usr/bin/env python3
"""A reader of WARC files by itself, for test_warc.sh: read_warc.py FILE...

Checks what ISO 28500 asks for, member by member, and prints a line a record: type, status of HTTP or
"-", URL. Ends with 1 and a message on what is wrong.
"""

import base64
import hashlib
import re
import sys
import zlib

ID = re.compile(r"<urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}>")
DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z")
ids = set()


def members(data):
    while data:
        unpack = zlib.decompressobj(zlib.MAX_WBITS | 16)
        text = unpack.decompress(data) + unpack.flush()
        assert unpack.eof, "the last member is cut"
        yield text
        data = unpack.unused_data


def fields(lines):
    found = {}
    for line in lines:
        name, colon, value = line.partition(":")
        assert colon and name.strip() == name, f"no header line: {line!r}"
        found[name.lower()] = value.strip()
    return found


def digest(data):
    return "sha1:" + base64.b32encode(hashlib.sha1(data).digest()).decode()


def check_http(block, head):
    http, blank, body = block.partition(b"\r\n\r\n")
    assert blank, "the HTTP head does not end"
    lines = http.decode("latin-1").split("\r\n")
    status = re.fullmatch(r"HTTP/1\.[01] (\d{3})( .*)?", lines[0])
    assert status, f"no status line: {lines[0]!r}"
    named = fields(lines[1:])
    assert int(named["content-length"]) == len(body), "Content-Length of HTTP is wrong"
    assert not {"content-encoding", "transfer-encoding"} & set(named), "the body is said to be encoded"
    assert head["warc-payload-digest"] == digest(body), "the payload's digest is wrong"
    return status[1]


def check(record, first):
    head, blank, rest = record.partition(b"\r\n\r\n")
    lines = head.decode("utf-8").split("\r\n")
    assert lines[0] == "WARC/1.1" and blank, f"no WARC record: {lines[0]!r}"
    named = fields(lines[1:])
    length = int(named["content-length"])
    assert rest[length:] == b"\r\n\r\n", "Content-Length is wrong, or a member has more than one record"
    assert ID.fullmatch(named["warc-record-id"]) and named["warc-record-id"] not in ids, "bad id"
    assert DATE.fullmatch(named["warc-date"]), f"bad date {named['warc-date']}"
    assert named["warc-block-digest"] == digest(rest[:length]), "the block's digest is wrong"
    assert (named["warc-type"] == "warcinfo") == first, "warcinfo is the first record, and only that"
    ids.add(named["warc-record-id"])
    status = "-"
    if named["warc-type"] == "response":
        assert named["content-type"] == "application/http; msgtype=response"
        status = check_http(rest[:length], named)
    return named["warc-type"], status, named.get("warc-target-uri", "-")


def main():
    for path in sys.argv[1:]:
        with open(path, "rb") as file:
            data = file.read()
        for number, record in enumerate(members(data)):
            try:
                print(*check(record, number == 0))
            except (AssertionError, KeyError, UnicodeDecodeError) as error:
                sys.exit(f"{path}: record {number}: {error}")


if __name__ == "__main__":
    main()
