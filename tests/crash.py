#!/usr/bin/env python3
"""Kills the programs of a nightly run with SIGKILL at random moments, and runs it again, until the tables must be those
of a run that nobody disturbed: row for row, each with all that belongs to it.

usage: tests/crash.py [KILLS [ARTICLES]]        (300 kills, 2,000 articles: `make crash`)
       CRASH_SEED=NUMBER repeats the moments of an earlier run, as far as the machine does; BIN is where the programs are

The victim is chosen first, of the kind that was met least often: a stage, the driver, a backend of the server, the server, or the
stages and the driver at once. Then it is waited for until it lives, and for a random share of the time that it lives in
a run that nobody disturbs. Only a kill that met a living process counts. A server that was killed is started again at
once, as systemd does it, and so is a run that ended. Checked after each run: no state without its article, no process of
the run left. Checked when a run has come to its end: all rows, no lock.
"""
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import crash_pages

KINDS = ("extract", "transform", "load", "driver", "backend", "server", "all")
SHARE = 2  # moments are spread over this part of a life, so that a run through all articles takes several kills
RUN_SECONDS = 240  # a run that takes longer hangs
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

# What was loaded, by names that do not depend on the keys that were given.
ROWS = """
select 'sentence', a.id, s.number, s.field, s.span, s.text from sentence s join article a using (article_id)
    order by 2, 3;
select 'mention', a.id, n.id, m.field, m.span, m.text, m.kind, s.number from mention m join article a using (article_id)
    join entity n using (entity_id) left join sentence s using (sentence_id) order by a.id, m.field, m.span, n.id;
select 'alias', n.id, l.alias from entity_alias l join entity n using (entity_id) order by 2, 3;
select 'date', a.id, d.field, d.span, d.value, d.days from date_mention d join article a using (article_id)
    order by a.id, d.field, d.span;
select 'quantity', a.id, q.field, q.span, q.value, q.what from quantity q join article a using (article_id)
    order by a.id, q.field, q.span, q.value;
select 'quote', a.id, q.field, q.span, q.text, n.id from quote q join article a using (article_id)
    left join entity n on n.entity_id = q.speaker_entity_id order by a.id, q.field, q.span;
select 'telling', e.id, a.id, m.number, s.number, m.trigger_span, m.rule, m.confidence, q.what, q.value
    from event_mention m join event e using (event_id) join article a using (article_id)
    left join sentence s using (sentence_id) left join event_quantity q using (event_mention_id)
    order by e.id, a.id, m.number, q.what, q.value;
select 'state', s.name, t.key, t.data from source_state t join source s using (source_id) order by 2, 3;
select 'revision', a.id, r.revision from article_revision r join article a using (article_id) order by 2, 3;
select 'reject', r.stage, r.reason, r.url, r.path, r.message from reject r order by 2, 3, 4, 5, 6;
"""
AHEAD = """
select count(*) from source_state t where key like '%.html' and not exists (
    select from article a where a.path = t.key)
"""


def process(pid):
    """State, parent, start time and name of a process; None when it is gone."""
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii", errors="replace") as stat:
            text = stat.read()
    except OSError:
        return None
    fields = text[text.rindex(")") + 2:].split()
    name = text[text.index("(") + 1:text.rindex(")")]
    return None if fields[0] in "ZX" else (fields[0], int(fields[1]), fields[19], name)


def children(parent):
    """Process numbers by name, of all children of one process."""
    found = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            what = process(entry)
            if what is not None and what[1] == parent:
                found.setdefault(what[3], []).append(int(entry))
    return found


class Crash:
    """One session: the folder of it, the programs, and what was met."""

    def __init__(self, kills, articles, seed):
        self.kills, self.articles = kills, articles
        self.random = random.Random(seed)
        self.seed = seed
        self.hits = dict.fromkeys(KINDS, 0)
        self.work = tempfile.mkdtemp(prefix="dateline-crash.")
        self.config = os.path.join(self.work, "crash.conf")
        self.dateline = os.path.join(os.environ.get("BIN", os.path.join(ROOT, "bin")), "dateline")
        self.var = ""
        self.lives = {}
        self.last_seen = []
        self.starts = []  # servers on their way up
        self.runs = 0

    def die(self, message):
        sys.exit(f"crash: CRASH_SEED={self.seed}: {message}")

    def environment(self):
        own = dict(os.environ, DATELINE_NOW="2024-11-20T00:00:00Z", DATELINE_VAR=self.var)
        own.pop("DATABASE_URL", None)
        return own

    def prepare(self):
        os.chmod(self.work, 0o755)
        crash_pages.make(os.path.join(self.work, "pages"), self.articles)
        with open(self.config, "w", encoding="utf-8") as out:
            out.write(crash_pages.configuration(os.path.join(self.work, "pages")))

    def command(self, *arguments):
        done = subprocess.run([self.dateline, *arguments], env=self.environment(), cwd=self.work,
                              stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
                              timeout=RUN_SECONDS)
        return done.returncode, done.stdout, done.stderr

    def run(self):
        """Starts `dateline run`."""
        self.runs += 1
        with open(self.path("out"), "w", encoding="utf-8") as out, open(self.path("err"), "w", encoding="utf-8") as err:
            return subprocess.Popen([self.dateline, "run", "-c", self.config], env=self.environment(), cwd=self.work,
                                    stdin=subprocess.DEVNULL, stdout=out, stderr=err)

    def path(self, name):
        return os.path.join(self.work, name)

    def words(self, name):
        with open(self.path(name), encoding="utf-8") as text:
            return text.read()

    # ---- the database ----

    def postmaster(self):
        """Number of the server's process, its port and folder of the socket; None when it is not up."""
        try:
            with open(os.path.join(self.var, "postgres", "postmaster.pid"), encoding="utf-8") as file:
                lines = file.read().split("\n")
            pid = int(lines[0])
        except (OSError, ValueError):
            return None
        what = process(pid)
        return (pid, lines[4]) if what is not None and what[3] == "postgres" and len(lines) > 5 else None

    def sql(self, query, must=True):
        """Answer of a query; None when the server does not answer and need not."""
        up = self.postmaster()
        if up is None and not must:
            return None
        if up is None:
            self.die(f"the server is away: {query}")
        done = subprocess.run(["psql", "-qXAt", "-v", "ON_ERROR_STOP=1", "-h", up[1], "-U", "dateline", "dateline"],
                              input="set search_path = dateline;" + query, capture_output=True, text=True, check=False,
                              timeout=RUN_SECONDS)
        if done.returncode != 0 and must:
            self.die(f"{query}: {done.stderr}")
        return done.stdout if done.returncode == 0 else None

    def rows(self):
        exported = []
        for what in ("articles", "events", "entities"):
            code, out, err = self.command("export", what, "--format", "ndjson", "-c", self.config)
            if code != 0:
                self.die(f"no {what}: {err}")
            exported += re.sub(r'"fetched_at":"[^"]*"', "", out).split("\n")
        return sorted(exported) + self.sql(ROWS).split("\n")

    # ---- victims ----

    def living(self, run, kind):
        """Processes of a kind that live now: what a victim is made of. Empty: none lives."""
        if run.poll() is not None:
            return []
        if kind == "driver":
            return [run.pid]
        if kind in ("server", "backend"):
            up = self.postmaster()
            if up is None or kind == "server":
                return [] if up is None else [up[0]]
            backends = []
            for pid in sum(children(up[0]).values(), []):
                try:
                    with open(f"/proc/{pid}/cmdline", encoding="utf-8", errors="replace") as text:
                        if text.read().startswith("postgres: dateline dateline"):
                            backends.append(pid)
                except OSError:
                    pass
            return [self.random.choice(backends)] if backends else []
        stages = children(run.pid)
        # names of processes are cut at 15 bytes
        if kind == "all":
            return sum((pids for name, pids in stages.items() if name.startswith("dateline-")), []) + [run.pid]
        return stages.get(f"dateline-{kind}"[:15], [])

    def measure(self, run):
        """How long each kind lives when nobody disturbs it, in seconds."""
        begun = time.monotonic()
        first, last = {}, {}
        while run.poll() is None:
            for kind in KINDS:
                if self.living(run, kind):
                    first.setdefault(kind, time.monotonic())
                    last[kind] = time.monotonic()
            time.sleep(0.05)
        self.lives = {kind: last[kind] - first[kind] for kind in first}
        return time.monotonic() - begun

    def choose(self):
        """The kind that was met least often; of several, by chance."""
        return min(KINDS, key=lambda kind: (self.hits[kind], self.random.random()))

    def strike(self, run):
        """One kill; False when the run ended before."""
        kind = self.choose()
        share = self.random.random() / SHARE
        pids = []
        while run.poll() is None and not pids:  # until it lives
            pids = self.living(run, kind)
            time.sleep(0 if pids else 0.01)
        until = time.monotonic() + share * self.lives.get(kind, 0.5)
        while run.poll() is None and time.monotonic() < until:
            time.sleep(0.005)
        pids = self.living(run, kind)
        self.lives[kind] = self.lives.get(kind, 0.5) * (1.1 if pids else 0.7)  # machines are now slow, now fast
        if not pids:  # it has ended meanwhile: another one is met at this moment
            others = [other for other in KINDS if self.living(run, other)]
            if not others:
                return False
            kind = self.random.choice(others)
            pids = self.living(run, kind)
        stages = children(run.pid)
        self.last_seen = [(pid, process(pid)) for name in stages for pid in stages[name]]
        met = [pid for pid in pids if self.kill(pid)]
        if not met:
            return False
        self.hits[kind] += 1
        if kind == "server":
            self.starts.append(subprocess.Popen(
                [self.dateline, "db", "start", "-c", self.config], env=self.environment(), cwd=self.work,
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=open(self.path("start.err"), "w")))
        return True

    @staticmethod
    def kill(pid):
        if process(pid) is None:
            return False
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            return False
        return True

    # ---- checks ----

    def check_run(self, run, killed):
        """After a run has ended, whatever ended it."""
        code = run.returncode
        if code not in (0, 1) and not (killed and code == -signal.SIGKILL):
            self.die(f"a run ended with {code}: {self.words('err')[-2000:]}")
        for start in self.starts:
            start.wait(RUN_SECONDS)
            if start.returncode != 0:
                with open(os.path.join(self.var, "postgres", "log"), encoding="utf-8") as log:
                    said = log.read()[-3000:]
                alive = subprocess.run(["ps", "-eo", "pid,ppid,stat,etime,wchan:20,args"], capture_output=True, text=True,
                                       check=False).stdout
                self.die(f"the server does not start: {self.words('start.err')}\n{said}\n" +
                         "\n".join(line[:160] for line in alive.split("\n") if "postgres" in line))
        self.starts = []
        ahead = self.sql(AHEAD, must=False)
        if ahead is not None and ahead.strip() != "0":
            self.die(f"{ahead.strip()} states are ahead of their articles")

    def check_orphans(self, before):
        """None of the processes of an earlier run may live when a later one has ended."""
        for _ in range(500):
            left = [pid for pid, what in before if what is not None and process(pid) is not None
                    and process(pid)[2] == what[2]]
            if not left:
                return
            time.sleep(0.02)
        self.die(f"processes {left} were left")

    def check_end(self, expected):
        code, out, err = self.command("run", "-c", self.config)
        if code != 0 or "articles: 0 new, 0 changed, 0 unchanged" not in out:
            self.die(f"a run behind one that had come to its end finds something ({code}): {out} {err[-2000:]}")
        if "rejected: 0" not in out:
            self.die(f"something was rejected: {out}")
        actual = self.rows()
        if actual != expected:
            lost, more = set(expected) - set(actual), set(actual) - set(expected)
            shown = [f"- {line[:300]}" for line in sorted(lost)[:8]] + [f"+ {line[:300]}" for line in sorted(more)[:8]]
            self.die("the rows are not those of an undisturbed run:\n" + "\n".join(shown))
        for _ in range(100):
            locks = self.sql("select count(*) from pg_locks where locktype = 'advisory'").strip()
            if locks == "0":
                break
            time.sleep(0.05)
        else:
            self.die(f"{locks} advisory locks are left")
        waiting = self.sql("select count(*) from pg_prepared_xacts").strip()
        if waiting != "0":
            self.die(f"{waiting} prepared transactions are left")
        code, out, _ = self.command("check", "-c", self.config)
        found = [line for line in out.split("\n") if line.startswith("FOUND") and "runs_that_failed" not in line]
        if found:
            self.die("something is wrong in the data: " + " ".join(found))

    # ---- the whole ----

    def one_life(self, expected):
        """From an empty folder to all articles, with kills on the way."""
        self.var = self.path("killed")
        shutil.rmtree(self.var, ignore_errors=True)
        fails = 0
        while True:
            run, before, killed = self.run(), self.last_seen, False
            begun = time.monotonic()
            while run.poll() is None:
                if sum(self.hits.values()) < self.kills:
                    killed = self.strike(run) or killed
                else:
                    time.sleep(0.01)
                if time.monotonic() - begun > RUN_SECONDS:
                    self.die(f"a run hangs: {self.words('err')[-2000:]}")
            self.check_run(run, killed)
            self.check_orphans(before)
            if run.returncode == 0:
                break
            # one that nobody killed may fail for what the one before it has left, but not for ever
            fails = 0 if killed else fails + 1
            if fails == 3:
                self.die(f"it does not recover: {self.words('err')[-2000:]}")
        self.check_end(expected)
        self.command("db", "stop", "-c", self.config)

    def session(self):
        self.prepare()
        self.var = self.path("reference")
        run = self.run()
        lasts = self.measure(run)
        if run.returncode != 0:
            self.die(f"the run that nobody disturbs fails: {self.words('err')[-2000:]}")
        expected = self.rows()
        found = int(self.sql("select count(*) from article"))
        if found != self.articles:
            self.die(f"{found} articles of {self.articles}")
        self.command("db", "stop", "-c", self.config)
        print(f"a run of {self.articles} articles takes {lasts:.1f} s; {len(expected)} rows to compare; "
              f"CRASH_SEED={self.seed}", flush=True)
        begun, ends = time.monotonic(), 0
        while sum(self.hits.values()) < self.kills:
            self.one_life(expected)
            ends += 1
            met = " ".join(f"{kind} {count}" for kind, count in self.hits.items())
            print(f"{sum(self.hits.values())} kills ({met}) in {self.runs} runs and {(time.monotonic() - begun) / 60:.1f} "
                  f"minutes; {ends} times all of it was there, once", flush=True)

    def clean_up(self):
        for start in self.starts:
            start.wait()
        for folder in ("reference", "killed"):
            self.var = self.path(folder)
            if os.path.isdir(self.var):
                self.command("db", "stop", "-c", self.config)
        if os.environ.get("CRASH_KEEP") is None:
            shutil.rmtree(self.work, ignore_errors=True)


def main():
    numbers = [int(argument) for argument in sys.argv[1:]]
    seed = int(os.environ.get("CRASH_SEED", random.SystemRandom().randrange(1000000)))
    crash = Crash(numbers[0] if numbers else 300, numbers[1] if len(numbers) > 1 else 2000, seed)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(130))
    try:
        crash.session()
    finally:
        crash.clean_up()


if __name__ == "__main__":
    main()
