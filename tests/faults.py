#!/usr/bin/env python3
"""Lets each call of one kind fail in turn, in the real programs (tests/faults/inject.c), and looks at what comes of it: a
clean message and exit, no half line, tables that are true, and a next load that completes.

usage: tests/faults.py INJECT.so [MOST [SEED]]     MOST: of calls of one kind and program, as many are tried, chosen by
       SEED (default: 100 and 1). BIN is where the programs are; DATABASE_URL an empty database; without it, there is a
       private server.
"""
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
BIN = os.environ.get("BIN", os.path.join(ROOT, "bin"))
PAGE = os.path.join(ROOT, "config/sample/world/2023/04/04/finland-joins-nato.html")
ROWS = """select a.id, a.revision, (select count(*) from sentence s where s.article_id = a.article_id),
    (select count(*) from mention m where m.article_id = a.article_id),
    (select count(*) from event_mention e where e.article_id = a.article_id) from article a order by 1"""


class Faults:
    def __init__(self, library, most, seed):
        self.library, self.most, self.random = library, most, random.Random(seed)
        self.work = tempfile.mkdtemp(prefix="dateline-faults.")
        self.wrong = 0

    def path(self, name):
        return os.path.join(self.work, name)

    def run(self, command, kind="", at=0, keep=False):
        own = dict(os.environ, FAULT_KIND=kind, FAULT_AT=str(at), FAULT_COUNT=self.path("count"))
        if kind:
            own["LD_PRELOAD"] = self.library
        if keep:
            own["FAULT_KEEP"] = "1"
        try:
            return subprocess.run(command, env=own, cwd=self.work, stdin=subprocess.DEVNULL, capture_output=True,
                                  check=False, timeout=60)
        except subprocess.TimeoutExpired as late:
            return subprocess.CompletedProcess(command, 124, late.stdout or b"", b"it hangs")

    def sql(self, query):
        done = subprocess.run(["psql", "-qXAt", "-v", "ON_ERROR_STOP=1", os.environ["DATABASE_URL"]],
                              input="set search_path = dateline;" + query, capture_output=True, text=True, check=True)
        return done.stdout

    def complain(self, what, message, done):
        self.wrong += 1
        print(f"not ok {what}: {message}: exit {done.returncode}: {done.stderr[-400:].decode(errors='replace')}", flush=True)

    def tries(self, command, kind):
        """Which calls are to fail: all, or as many as were asked for, spread by chance."""
        done = self.run(command, kind)
        with open(self.path("count"), encoding="ascii") as count:
            calls = int(count.read())
        if done.returncode not in (0, 3):
            self.complain(kind, "fails without a fault", done)
        chosen = range(1, calls + 1)
        return calls, list(chosen) if calls <= self.most else sorted(self.random.sample(chosen, self.most))

    def lines(self, what, done):
        """Whatever fails, what is written is whole lines."""
        if done.stdout and not done.stdout.endswith(b"\n"):
            self.complain(what, "half a line", done)
        for line in done.stdout.splitlines():
            try:
                json.loads(line)
            except ValueError:
                self.complain(what, "a line that is none", done)

    def look(self, what, done):
        if done.returncode not in (0, 1, 2, 3):
            self.complain(what, "no clean end", done)
        if done.returncode in (1, 2) and not done.stderr.strip():
            self.complain(what, "no message", done)
        self.lines(what, done)

    def stage(self, name, command, kinds):
        for kind in kinds:
            calls, chosen = self.tries(command, kind)
            ends = {}
            for at in chosen:
                done = self.run(command, kind, at)
                self.look(f"{name}: {kind} {at} of {calls}", done)
                ends[done.returncode] = ends.get(done.returncode, 0) + 1
            print(f"{name}: {kind}: {len(chosen)} of {calls} calls failed in turn; exit codes {ends}", flush=True)

    def load(self, kinds):
        command = [os.path.join(BIN, "dateline-load"), "-c", "faults.conf", "records"]
        tables = self.sql("select string_agg(tablename, ', ') from pg_tables where schemaname = 'dateline' and tablename <> 'migration'")
        for kind, keep in kinds:
            self.sql(f"truncate {tables}")
            calls, chosen = self.tries(command, kind)
            expected, ends = self.sql(ROWS), {}
            for at in chosen:
                what = f"load: {kind} {at} of {calls}{' and all later' if keep else ''}"
                self.sql(f"truncate {tables}")
                done = self.run(command, kind, at, keep)
                self.look(what, done)
                rows = self.sql(ROWS)
                if not set(rows.split()) <= set(expected.split()) or (done.returncode == 0 and rows != expected):
                    self.complain(what, f"half an article: {rows}", done)
                if self.sql("select count(*) from source_state").strip() != "0" and rows != expected:
                    self.complain(what, "a state is ahead of its articles", done)
                ends[done.returncode] = ends.get(done.returncode, 0) + 1
                done = self.run(command)
                if done.returncode != 0 or self.sql(ROWS) != expected:
                    self.complain(what, "the next load does not complete", done)
            print(f"load: {kind}{', and all later' if keep else ''}: {len(chosen)} of {calls} calls failed in turn; "
                  f"exit codes {ends}", flush=True)

    def serve(self):
        """A private server, which ends with this."""
        os.chmod(self.work, 0o755)
        os.environ["DATELINE_VAR"] = self.path("var")
        subprocess.run([os.path.join(BIN, "dateline"), "db", "init", "-q"], check=True)
        with open(self.path("var/postgres/postmaster.pid"), encoding="utf-8") as file:
            os.environ["DATABASE_URL"] = f"postgresql:///dateline?host={file.read().split(chr(10))[4]}&user=dateline"

    def end(self):
        if "DATELINE_VAR" in os.environ:
            del os.environ["DATABASE_URL"]
            subprocess.run([os.path.join(BIN, "dateline"), "db", "stop", "-q"], check=False)
        shutil.rmtree(self.work, ignore_errors=True)

    def session(self):
        if "DATABASE_URL" not in os.environ:
            self.serve()
        with open(self.path("faults.conf"), "w", encoding="utf-8") as out:
            out.write("database_wait = 1\nbatch_articles = 1\n")
        with open(self.path("pages"), "wb") as out:
            out.write(self.run([os.path.join(BIN, "dateline-extract"), PAGE]).stdout)
        with open(self.path("records"), "wb") as out:
            lines = self.run([os.path.join(BIN, "dateline-transform"), "pages"]).stdout.splitlines()
            article = next(line for line in lines if json.loads(line)["type"] == "article")
            second = dict(json.loads(article), id="second", url="https://x.example/second")
            out.write(article + b"\n" + json.dumps(second).encode() + b"\n")
            out.write(b'{"type":"state","source":"s","key":"k","data":{}}\n')
        subprocess.run([os.path.join(BIN, "dateline"), "db", "migrate", "-q"], check=True)
        self.load([("libpq", False), ("libpq", True), ("write", False), ("read", False), ("memory", False),
                   ("libpq-memory", False)])
        self.stage("transform", [os.path.join(BIN, "dateline-transform"), "-j", "1", "pages"], ["memory", "write", "read"])
        self.stage("extract", [os.path.join(BIN, "dateline-extract"), "-j", "1", "--archive", "kept", PAGE],
                   ["memory", "write", "read", "fsync", "rename"])


def main():
    numbers = [int(argument) for argument in sys.argv[2:]]
    faults = Faults(os.path.abspath(sys.argv[1]), numbers[0] if numbers else 100, numbers[1] if len(numbers) > 1 else 1)
    try:
        faults.session()
    finally:
        faults.end()
    sys.exit(1 if faults.wrong else 0)


if __name__ == "__main__":
    main()
