#!/bin/bash
# Load: whatever the size of batches, each line is in the tables or among the rejects, and the tables are the same.
. "$(dirname "$0")/lib.sh"
test_database
run_exit "the tables are made" 0 "$BIN/dateline" db migrate

# records SEED COUNT: articles that share entities and events, some in several versions, some lines damaged.
records() {
    python3 - "$@" <<'END'
import json, random, sys
chance = random.Random(int(sys.argv[1]))

def span(start, end): return {"field": "body", "start": start, "end": end}

def article(number, version):
    pick = random.Random(number * 1000 + version)
    sentences, entities, events, place = [], {}, [], 0
    words = [("Name%d" % pick.randrange(30), "Name%d" % pick.randrange(30)) for _ in range(pick.randrange(1, 9))]
    for index, pair in enumerate(words):
        ids = []
        for name, start in (pair[0], place), (pair[1], place + len(pair[0]) + 5):
            entity = entities.setdefault(name, {"id": "n:" + name, "type": "PERSON", "name": name, "mentions": []})
            if pick.random() < .3: entity["country"] = pick.choice(["IRQ", "IRN", "USA"])
            text = name if pick.random() < .8 else name + " Jr"
            entity["mentions"].append(dict(span(start, start + len(name)), text=text, kind="name"))
            ids.append(entity["id"])
        end = place + len(" met ".join(pair)) + 1
        sentences.append(span(place, end))
        if pick.random() < .7:
            events.append({"id": "e:%s:%s" % tuple(ids), "cameo": "040", "root": "04", "plover": "CONSULT", "quad": 1,
                           "goldstein": 1.0, "source": dict(span(place, end), entity=ids[0], text=pair[0]),
                           "target": dict(span(place, end), entity=ids[1], text=pair[1]), "sentence": index,
                           "trigger": span(place, end), "rule": "r", "negated": False, "modality": "actual",
                           "confidence": 0.5, "quantities": {"killed": index}})
        place = end + 1
    return {"type": "article", "id": "a%d" % number, "url": "https://x.example/%d" % number, "source": "s%d" % (number % 3),
            "title": "T", "content_hash": "h%d" % version, "body": " ".join(" met ".join(pair) + "." for pair in words),
            "sentences": sentences, "entities": list(entities.values()), "events": events}

def damage(line):
    at = chance.randrange(len(line))
    return chance.choice([line[:at + 1], line[:at] + b"\0" + line[at + 1:], line[:at] + b"\xff" + line[at + 1:],
                          line[:at] + chance.choice([b"{", b"]", b'"', b"0"]) + line[at:],
                          line.replace(b'"start": ', b'"start": 99999999999', 1), line.replace(b"PERSON", b"NOBODY", 1)])

for number in range(int(sys.argv[2])):
    if chance.random() < .2: number = chance.randrange(number + 1)
    line = json.dumps(article(number, chance.randrange(3))).encode()
    if chance.random() < .2: line = damage(line)
    sys.stdout.buffer.write(line + b"\n")
END
}

cat >dump.sql <<'END'
set search_path = dateline;
select 'article', a.id, s.name, url, body, content_hash, revision, extra from article a join source s using (source_id) order by 2;
select 'revision', a.id, r.revision, r.content_hash from article_revision r join article a using (article_id) order by 2, 3;
select 'sentence', a.id, number, span, text from sentence join article a using (article_id) order by 2, 3;
select 'entity', id, type, name, country from entity order by 2;
select 'alias', id, alias from entity_alias join entity using (entity_id) order by 2, 3;
select 'mention', a.id, n.id, m.span, m.text, s.number from mention m join article a using (article_id)
    join entity n using (entity_id) left join sentence s using (sentence_id) order by 2, 3, 4, 5;
select 'event', e.id, cameo, n.id, t.id from event e left join entity n on n.entity_id = source_entity_id
    left join entity t on t.entity_id = target_entity_id order by 2;
select 'telling', a.id, m.number, e.id, s.number, q.what, q.value from event_mention m join event e using (event_id)
    join article a using (article_id) left join sentence s using (sentence_id)
    left join event_quantity q using (event_mention_id) order by 2, 3, 6;
select 'reject', reason, message, bytes from reject order by 2, 3, 4;
END

seed=${RANDOM_SEED:-$RANDOM}
records "$seed" 400 >stream
for size in 1 7 500; do
    test_database "$size"
    echo "batch_articles = $size" >"$size.conf"
    "$BIN/dateline" db migrate -c "$size.conf" 2>err
    run_exit "batches of $size (seed $seed)" 3 "$BIN/dateline-load" -c "$size.conf" stream
    counts=$(tail -n 1 err)
    equal "each line is new, changed, unchanged or rejected" 400 \
        "$(jq '.new + .changed + .unchanged + .rejected' <<<"$counts")"
    equal "articles and rejects are as many as it says" "$(jq -r '"\(.new) \(.changed) \(.rejected)"' <<<"$counts")" \
        "$(sql "select (select count(*) from dateline.article), (select count(*) from dateline.article_revision), (select count(*) from dateline.reject)" | tr '|' ' ')"
    psql -qAtX -v ON_ERROR_STOP=1 -f dump.sql "$DATABASE_URL" >"$size.rows"
done
check "batches of 7 give what those of 1 do" cmp 1.rows 7.rows
check "batches of 500, too" cmp 1.rows 500.rows
