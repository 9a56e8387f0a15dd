#!/usr/bin/env python3
"""Score bin/dateline-transform on the sentences of this folder; README.md tells their format.

usage: score.py [--bin DIR] [--half odd|even] [--root NN] [--misses] [--by-root] [--floor LEVEL=F1]...

--half    only the odd or the even rows of each file
--root    only this file (07, none, modality)
--misses  also list each sentence with a wrong event, or without one that it should have
--floor   print "ok" or "not ok" for a level, such as root=.50; false=3 is the most events in 100 sentences without any
"""
import argparse, glob, json, os, re, subprocess, sys
from collections import defaultdict

HERE = os.path.dirname(os.path.abspath(__file__))
SIGNS = {"=": None, ">=": "at_least", "<=": "at_most", ">": "more_than", "<": "less_than", "~": "about"}
LEVELS = ["sentence", "root", "code", "source", "target", "triple"]


class Gold:
    """One expected event: "RUS>UKR 190/195 @02-24 in=Kyiv killed=3 not planned by=USA"."""

    def __init__(self, source, target, text, published, where):
        words = text.split()
        self.source, self.target, self.codes = source, target, words[0].split("/")
        self.date, self.place, self.by, self.negated, self.modality, self.numbers = published, None, None, False, "actual", {}
        self.instrument = None
        for word in words[1:]:
            if word.startswith("@"):
                self.date = word[1:]
                if self.date == "?":
                    self.date = None
                elif re.fullmatch(r"\d\d-\d\d", self.date):
                    self.date = published[:5] + self.date
            elif word.startswith("in="):
                self.place = word[3:].replace("_", " ")
            elif word.startswith("by="):
                self.by = word[3:]
            elif word.startswith("with="):
                self.instrument = word[5:]
            elif word == "not":
                self.negated = True
            elif word in ("planned", "demanded", "hypothetical"):
                self.modality = word
            elif re.fullmatch(r"[a-z]+(=|>=|<=|>|<|~)\d+(\.\.\d+)?", word):
                what, sign, value, most = re.fullmatch(r"([a-z]+)([=<>~]+)(\d+)(?:\.\.(\d+))?", word).groups()
                self.numbers[what] = (int(value), most and int(most), SIGNS[sign])
            elif self.place is not None:
                self.place += " " + word
            else:
                sys.exit("%s: what is %r?" % (where, word))

    def __str__(self):
        return "%s>%s %s" % (self.source, self.target, "/".join(self.codes))


def parse(cell, published, where):
    """-> expected events, roots of events that may be found or not"""
    optional = re.findall(r"\((\d\d)\)", cell)
    events = []
    for part in re.sub(r"\(\d\d\)", "", cell).split(";"):
        part = part.strip()
        if part in ("", "-"):
            continue
        match = re.match(r"(\S+)\s+(.*)$", part)
        if match is None or not re.fullmatch(r"[A-Z*-]+(>[A-Z*-]+|(<>[A-Z]+)+)", match.group(1)):
            sys.exit("%s: %r is no event" % (where, part))
        if "<>" in match.group(1):
            sides = match.group(1).split("<>")
            pairs = [(a, b) for a in sides for b in sides if a != b]
        else:
            pairs = [tuple(match.group(1).split(">"))]
        events += [Gold(a, b, match.group(2), published, where) for a, b in pairs]
    return events, optional


def read(options):
    items = []
    for path in sorted(glob.glob(HERE + "/*.tsv")):
        name, published, row = os.path.basename(path)[:-4], "", 0
        for number, line in enumerate(open(path, encoding="utf-8"), 1):
            line = line.rstrip("\n")
            if line == "" or line.startswith("#") or line.startswith("published\t"):
                continue
            where, cells = "%s:%d" % (path, number), line.split("\t")
            row += 1
            if len(cells) != 3:
                sys.exit("%s: has %d columns, not 3" % (where, len(cells)))
            published = cells[0] or published
            half = "odd" if row % 2 else "even"
            if (options.root and options.root != name) or (options.half and options.half != half):
                continue
            events, optional = parse(cells[1], published, where)
            items.append({"id": "%s.%d" % (name, row), "file": name, "published": published, "gold": events,
                          "optional": optional, "text": cells[2]})
    return items


def transform(options, items):
    lines = [json.dumps({"type": "article", "id": i["id"], "source": "tests", "title": "", "body": i["text"], "language": "en",
                         "content_hash": i["id"], "published_at": i["published"] + "T12:00:00Z", "published_precision": "day"})
             for i in items]
    done = subprocess.run([options.bin + "/dateline-transform", "-q"], input=("\n".join(lines) + "\n").encode(), stdout=subprocess.PIPE)
    if done.returncode != 0:
        sys.exit("dateline-transform exited %d" % done.returncode)
    found = {}
    for line in done.stdout.decode("utf-8").split("\n"):
        if line.strip():
            record = json.loads(line)
            if record.get("type") == "article":
                found[record["id"]] = record
    return found


def country(code):
    return None if not code or code[0] in "-~" else code[:3]


def plain(code):
    """What a state does is done by its government."""
    return None if not code or code == "-" else re.sub(r"^([A-Z]{3})GOV$", r"\1", code)


def side(event, name):
    return (event.get(name) or {}).get("code")


def fits(gold, event):
    """How well a found event is the expected one; 0: another root."""
    if event["cameo"][:2] not in [c[:2] for c in gold.codes]:
        return 0
    value = 1
    for name in ("source", "target"):
        want = getattr(gold, name)
        value += 4 if want == "*" or country(want) == country(side(event, name)) else 0
        value += 1 if want == "*" or plain(want) == plain(side(event, name)) else 0
    return value + (2 if event["cameo"] in gold.codes else 0) + (1 if event.get("negated") == gold.negated else 0)


def match(gold, events, optional):
    """-> pairs, expected events that are missing, found ones that are wrong"""
    ranked = sorted(((fits(g, e), -gi, -ei) for gi, g in enumerate(gold) for ei, e in enumerate(events) if fits(g, e)), reverse=True)
    golds, found, pairs = set(), set(), []
    for _, gi, ei in ranked:
        if -gi not in golds and -ei not in found:
            golds.add(-gi)
            found.add(-ei)
            pairs.append((gold[-gi], events[-ei]))
    return (pairs, [g for i, g in enumerate(gold) if i not in golds],
            [e for i, e in enumerate(events) if i not in found and e["cameo"][:2] not in optional])


def of(event):
    return "%s>%s %s %s%s %s" % (side(event, "source") or "-", side(event, "target") or "-", event["cameo"],
                                 (event.get("date") or {}).get("value", "?"), " not" if event["negated"] else "", event["rule"])


class Score:
    def __init__(self):
        self.hit, self.pred, self.gold = (defaultdict(int) for _ in range(3))

    def add(self, level, hit, pred, gold):
        self.hit[level] += hit
        self.pred[level] += pred
        self.gold[level] += gold

    def f1(self, level):
        return 2 * self.hit[level] / (self.pred[level] + self.gold[level]) if self.pred[level] + self.gold[level] else 0.0

    def line(self, level):
        p = self.hit[level] / self.pred[level] if self.pred[level] else 0
        r = self.hit[level] / self.gold[level] if self.gold[level] else 0
        return "%-10s %5d %5d %5d   P %.3f  R %.3f  F1 %.3f" % (level, self.hit[level], self.pred[level], self.gold[level], p, r, self.f1(level))


def details(record, gold, event, score):
    """What else is known of an event whose root is right."""
    if gold.date:
        value = (event.get("date") or {}).get("value") or ""
        score.add("date", value[:len(gold.date)] == gold.date, 1, 1)
    if gold.place:
        entity = event.get("location")
        names = [n for e in record["entities"] if e["id"] == entity for n in [e["name"]] + [m["text"] for m in e.get("mentions", [])]]
        score.add("place", gold.place in names, int(entity is not None), 1)
    for what, number in gold.numbers.items():
        have = (event.get("quantities") or {}).get(what)
        limits = (event.get("quantity_limits") or {}).get(what, {})
        same = (have, limits.get("value_max"), limits.get("comparison")) == number
        score.add("numbers", same, int(have is not None), 1)
    if gold.instrument:
        have = event.get("instrument")
        score.add("instrument", have == gold.instrument, int(have is not None), 1)
    if gold.by:
        code = [plain(e.get("actor_code") or e.get("country")) for e in record["entities"] if e["id"] == event.get("attributed_to")]
        good = any((c or "").startswith(gold.by[:-1]) for c in code) if gold.by.endswith("*") else plain(gold.by) in code
        score.add("speaker", good, len(code), 1)
    if gold.negated or event["negated"]:
        score.add("negation", gold.negated and event["negated"], int(event["negated"]), int(gold.negated))
    if event["cameo"][:2] != "03" and (gold.modality != "actual" or event["modality"] != "actual"):
        score.add("modality", gold.modality == event["modality"], int(event["modality"] != "actual"), int(gold.modality != "actual"))


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--bin", default=os.path.join(HERE, "../../bin"))
    parser.add_argument("--half", choices=["odd", "even"])
    parser.add_argument("--root")
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--by-root", action="store_true")
    parser.add_argument("--floor", action="append", default=[])
    options = parser.parse_args()
    items = read(options)
    records = transform(options, items)
    total, by_root, false, quiet = Score(), defaultdict(Score), 0, 0
    for item in items:
        record = records[item["id"]]
        pairs, missing, wrong = match(item["gold"], record["events"], item["optional"])
        found = [e for _, e in pairs] + wrong
        score = by_root[item["file"]]
        for s in (total, score):
            if item["gold"]:
                s.add("sentence", int(bool(found)), int(bool(found)), 1)
            elif found:
                s.add("sentence", 0, 1, 0)
            s.add("root", len(pairs), len(found), len(item["gold"]))
            s.add("code", sum(e["cameo"] in g.codes for g, e in pairs), len(found), len(item["gold"]))
            good = 0
            for name in ("source", "target"):
                for g, e in pairs:
                    want, have = getattr(g, name), side(e, name)
                    if want != "*":
                        s.add(name, int(country(want) is not None and country(want) == country(have)), int(country(have) is not None), int(country(want) is not None))
                s.add(name, 0, sum(country(side(e, name)) is not None for e in wrong), sum(country(getattr(g, name)) is not None and getattr(g, name) != "*" for g in missing))
            for g, e in pairs:
                good += all(getattr(g, n) == "*" or country(getattr(g, n)) == country(side(e, n)) for n in ("source", "target"))
            s.add("triple", good, len(found), len(item["gold"]))
        for g, e in pairs:
            details(record, g, e, total)
        if not item["gold"]:
            quiet += 1
            false += len(found)
        bad = missing or wrong or any(not fits(g, e) >= 9 for g, e in pairs)
        if options.misses and bad:
            print("%s  %s" % (item["id"], item["text"]))
            for g in missing:
                print("    missing  %s" % g)
            for e in wrong:
                print("    wrong    %s" % of(e))
            for g, e in pairs:
                print("    %s  %s  for %s" % ("right  " if fits(g, e) >= 13 else "nearly ", of(e), g))
    print("%d sentences, %d events expected, %d found" % (len(items), total.gold["root"], total.pred["root"]))
    print("level        hit found  gold")
    for level in LEVELS + ["date", "place", "numbers", "instrument", "speaker", "negation", "modality"]:
        if total.gold[level] or total.pred[level]:
            print(total.line(level))
    rate = 100.0 * false / quiet if quiet else 0.0
    if quiet:
        print("%d false events in %d sentences without any: %.1f in 100" % (false, quiet, rate))
    if options.by_root:
        for name in sorted(by_root):
            s = by_root[name]
            print("%-9s %4d gold %4d found  root %.2f  code %.2f  triple %.2f" % (name, s.gold["root"], s.pred["root"], s.f1("root"), s.f1("code"), s.f1("triple")))
    failed = False
    for floor in options.floor:
        level, least = floor.split("=")
        good = rate <= float(least) if level == "false" else total.f1(level) >= float(least)
        failed = failed or not good
        print("%s events: %s %s %s" % ("ok" if good else "not ok", level, "at most" if level == "false" else "at least", least))
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
