"""Answers that no server should give, for test_safety.sh: answer(handler, NAME) for /bad/NAME.

Most are written to the connection as bytes, since Python's own server would not produce them.
"""

import gzip
import time
import zlib


def head(*lines, status="200 OK"):
    lines = (f"HTTP/1.1 {status}", "Content-Type: text/html; charset=utf-8", *lines)
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def zeroes_gzipped(megabytes):
    """So many MB of spaces, about a thousandth of that when compressed."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    megabyte = b" " * 1024 * 1024
    for _ in range(megabytes):
        yield packer.compress(megabyte)
    yield packer.flush()


def endless(chunk, pause=0.0):
    while True:
        yield chunk
        if pause:
            time.sleep(pause)


def bad_answers(page):
    """Each answer: the bytes to be written, one after another. `page` is a whole article."""
    body = page.encode()
    chunk = b"%x\r\n%s\r\n" % (len(body), body)
    packed = gzip.compress(body)
    return {
        "headers": lambda: [head(*(f"X-Header-{n}: value" for n in range(10000)), f"Content-Length: {len(body)}"), body],
        "header-bytes": lambda: [head(*("X-Long: " + "x" * 60000 for _ in range(3)), f"Content-Length: {len(body)}"), body],
        "endless-headers": lambda: endless_after(b"HTTP/1.1 200 OK\r\n", b"X-More: of the same\r\n"),
        "endless-line": lambda: endless_after(b"HTTP/1.1 200 OK\r\nX-Long: ", b"x" * 1000),
        "endless-continue": lambda: endless(b"HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\n\r\n"),
        "slow-headers": lambda: endless_after(b"HTTP/1.1 200 OK\r\n", b"X-More: a\r\n", 0.3),
        "garbage": lambda: [b"\x00\x01\x02\xff\xfe garbage, no status line\r\n\r\n", body],
        "status-line": lambda: [b"HTTP/1.1 two hundred\r\n\r\n", body],
        "http09": lambda: [body],
        "nothing": lambda: [],
        "nul-header": lambda: [head('ETag: "a\0b"', f"Content-Length: {len(body)}"), body],
        "split-etag": lambda: [head('ETag: "a\rX-Evil: 1"', f"Content-Length: {len(body)}"), body],
        "too-short": lambda: [head(f"Content-Length: {len(body) + 5000}"), body],
        "too-long": lambda: [head(f"Content-Length: {len(body) - 100}"), body],
        "two-lengths": lambda: [head("Content-Length: 10", f"Content-Length: {len(body)}"), body],
        "negative-length": lambda: [head("Content-Length: -5"), body],
        "huge-length": lambda: [head("Content-Length: 99999999999999999999999999"), body],
        "cut-chunk": lambda: [head("Transfer-Encoding: chunked"), chunk[: len(chunk) // 2]],
        "no-last-chunk": lambda: [head("Transfer-Encoding: chunked"), chunk],
        "bad-chunk": lambda: [head("Transfer-Encoding: chunked"), b"zz\r\n", body],
        "endless-body": lambda: endless_after(head(), b"<p>more of the same</p>" * 4000),
        "padded": lambda: padded(body, b"<!-- nothing to see -->\n" * 40000, 8),  # about 8 MB, of no use
        "slow-body": lambda: endless_after(head(), b"x", 0.3),
        "bomb": lambda: prefixed(head("Content-Encoding: gzip"), zeroes_gzipped(200)),
        "bomb-in-bomb": lambda: prefixed(
            head("Content-Encoding: gzip, gzip"), [gzip.compress(b"".join(zeroes_gzipped(100)))]
        ),
        "many-encodings": lambda: [head("Content-Encoding: " + ", ".join(["gzip"] * 50)), packed],
        "empty-gzip": lambda: endless_after(
            head("Content-Encoding: gzip") + b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03", b"\x00\x00\x00\xff\xff" * 10000
        ),
        "bad-gzip": lambda: [head("Content-Encoding: gzip", f"Content-Length: {len(packed)}"), b"\x1f\x8b" + packed[4:] + b"xx"],
        "cut-gzip": lambda: compressed("gzip", packed[: len(packed) // 2]),
        "cut-gzip-chunked": lambda: [
            head("Content-Encoding: gzip", "Transfer-Encoding: chunked"),
            b"%x\r\n%s\r\n0\r\n\r\n" % (len(packed) - 20, packed[:-20]),
        ],
        "cut-deflate": lambda: compressed("deflate", zlib.compress(body)[:-20]),
        "cut-inside": lambda: compressed("gzip, gzip", gzip.compress(packed[:-20])),
        "deflate": lambda: compressed("deflate", zlib.compress(body)),
        "deflate-raw": lambda: compressed("deflate", zlib.compress(body)[2:-4]),
        "gzip-in-gzip": lambda: compressed("gzip, gzip", gzip.compress(packed)),
        "gzip-and-more": lambda: compressed("x-gzip", packed + b"and more"),
        "gzip-members": lambda: compressed("gzip", gzip.compress(body[:900]) + gzip.compress(body[900:])),
        "unasked-encoding": lambda: compressed("rot13", body),
        "no-gzip": lambda: [head("Content-Encoding: gzip", f"Content-Length: {len(body)}"), body],
        "redirect-nowhere": lambda: [head("Location: ", "Content-Length: 0", status="302 Found")],
        "redirect-user": lambda: [head("Location: http://user:secret@127.0.0.1/", "Content-Length: 0", status="302 Found")],
        "redirect-ftp": lambda: [head("Location: ftp://127.0.0.1/a", "Content-Length: 0", status="302 Found")],
        "redirect-long": lambda: [head("Location: /" + "a" * 9000, "Content-Length: 0", status="302 Found")],
    }


def compressed(name, body):
    return [head(f"Content-Encoding: {name}", f"Content-Length: {len(body)}"), body]


def padded(body, chunk, times):
    yield head(f"Content-Length: {len(chunk) * times + len(body)}")
    for _ in range(times):
        yield chunk
    yield body


def prefixed(first, rest):
    yield first
    yield from rest


def endless_after(first, chunk, pause=0.0):
    return prefixed(first, endless(chunk, pause))


def answer(handler, name, page):
    """Writes the answer and closes; False: there is none of that name."""
    answers = bad_answers(page)
    if name not in answers:
        return False
    handler.count("any")
    handler.close_connection = True
    for piece in answers[name]():
        handler.wfile.write(piece)
        handler.wfile.flush()
    return True
