"""Articles as transform writes them, made of nothing: about 7 KB a line, 30 mentions and 10 events each.

usage: make_records.py COUNT [SEED] > FILE        the same arguments give the same bytes
"""
import json
import random
import sys

ENTITIES = 20000  # that news speaks of
SHARED = 0.2      # of the events are told by several articles
WORDS = ("the of and to in a for on that with said is was by as at from it has have an be were are will its not "
         "government minister president army troops talks border attack election city people officials party "
         "court police leader state security forces meeting agreement country statement week month aid oil "
         "parliament protest region group military foreign defence capital north south report plan sanctions "
         "weapons ceasefire visit support economic billion percent according killed wounded arrested accused").split()
COUNTRIES = "USA GBR RUS CHN IRN IRQ SYR ISR LBN JOR SAU YEM TUR EGY FRA DEU UKR IND PAK JPN".split()
CODES = [("010", "CONSULT", 1, 0.0), ("036", "AGREE", 1, 4.0), ("040", "CONSULT", 1, 1.0), ("042", "CONSULT", 1, 1.9),
         ("111", "ACCUSE", 3, -2.0), ("138", "THREATEN", 3, -7.0), ("145", "PROTEST", 4, -7.5), ("173", "COERCE", 4, -5.0),
         ("190", "ASSAULT", 4, -10.0), ("195", "ASSAULT", 4, -10.0)]


def entity(number):
    """One of the world's entities, always the same for a number."""
    made = random.Random(number)
    country = made.choice(COUNTRIES)
    kind = made.choice(["PERSON", "ORG", "LOC"])
    name = f"{made.choice(WORDS).capitalize()} {number}"
    record = {"id": f"{kind.lower()}:{name.lower()}", "type": kind, "name": name, "country": country,
              "actor_code": country + made.choice(["", "GOV", "MIL"])}
    if kind == "PERSON":
        record["roles"] = [made.choice(["minister", "president", "spokesman", "general"])]
    if kind == "LOC":
        record["lat"], record["lon"] = round(made.uniform(-60, 60), 4), round(made.uniform(-180, 180), 4)
    return record


def choose(made):
    """Some are named much more often than others."""
    return min(int(made.paretovariate(0.7)), ENTITIES)


def article(number, seed):
    made = random.Random(f"{seed} {number}")
    day = f"2024-{made.randint(1, 12):02}-{made.randint(1, 28):02}"
    names = {}
    while len(names) < 8:
        found = entity(choose(made) if made.random() < 0.8 else made.randint(1, ENTITIES))
        names[found["id"]] = found
    names = list(names.values())
    body, sentences, mentions, at = [], [], {one["id"]: [] for one in names}, 0
    for count in range(10):
        words, begin = [], at
        for place in range(13):
            if place in (1, 5, 9):
                one = names[(count * 3 + place // 4) % len(names)]
                mentions[one["id"]].append({"field": "body", "start": at, "end": at + len(one["name"]),
                                            "text": one["name"], "kind": "name"})
                words.append(one["name"])
            else:
                words.append(made.choice(WORDS))
            at += len(words[-1]) + 1
        at -= 1
        body.append(" ".join(words) + ".")
        at += 1
        sentences.append({"field": "body", "start": begin, "end": at})
        at += 2 if count % 3 == 2 else 1
    text = "".join(line + ("\n\n" if count % 3 == 2 else " ") for count, line in enumerate(body)).rstrip()
    events = []
    for count in range(10):
        source, target = made.sample([one for one in names if mentions[one["id"]]], 2)
        cameo, plover, quad, goldstein = made.choice(CODES)
        shared = made.random() < SHARED
        key = f"{day} {source['id']} {cameo}" if shared else f"{seed} {number} {count}"
        span = sentences[count]
        party = lambda one: {"entity": one["id"], "code": one["actor_code"], **mentions[one["id"]][0]}
        events.append({"id": f"event:{random.Random(key).getrandbits(64):016x}", "cameo": cameo, "root": cameo[:2],
                       "plover": plover, "quad": quad, "goldstein": goldstein, "source": party(source),
                       "target": party(target), "date": {"value": day, "precision": "day", "from": "published"},
                       "sentence": count, "trigger": {"field": "body", "start": span["start"] + 12, "end": span["start"] + 18},
                       "rule": "bench", "negated": False, "modality": "actual", "confidence": 0.7,
                       **({"quantities": {"killed": made.randint(1, 50)}} if quad == 4 else {})})
    span = lambda count, length: {"field": "body", "start": sentences[count]["start"],
                                  "end": sentences[count]["start"] + length}
    return {"type": "article", "id": f"bench:{seed}:{number}", "url": f"https://bench.example/{seed}/{number}",
            "source": f"bench-{number % 20}", "site_name": "Bench", "title": " ".join(made.choice(WORDS) for _ in range(9)),
            "authors": ["A. Reporter"], "language": "en", "published_at": f"{day}T10:00:00+01:00",
            "published_precision": "minute", "fetched_at": "2025-01-01T02:00:00Z", "body": text,
            "content_hash": f"{seed}-{number}", "sentences": sentences,
            "entities": [{**one, "mentions": mentions[one["id"]]} for one in names if mentions[one["id"]]],
            "dates": [{**span(n, 8), "text": "on Friday", "value": day, "kind": "date"} for n in range(3)],
            "quantities": [{**span(n, 9), "text": "12 troops", "value": 12, "what": "troops", "approximate": False}
                           for n in range(3, 5)],
            "quotes": [{**span(n, 20), "text": text[span(n, 20)["start"]:span(n, 20)["end"]], "speaker": names[0]["id"],
                        "verb": "said", "direct": True} for n in range(5, 7)],
            "events": events}


def main():
    count, seed = int(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "1"
    for number in range(count):
        sys.stdout.write(json.dumps(article(number, seed), separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
