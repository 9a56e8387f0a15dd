/*
 * What load would be if it were simple: prepared statements, one for each row, with ON CONFLICT,
 * and a commit each 500 articles. For bench/load to compare with. Fills the tables that matter
 * most.
 *
 * usage: load_rows DATABASE_URL RECORDS
 */
#include <jansson.h>
#include <libpq-fe.h> /* lint: allowed, it is the peer */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BATCH = 500, VALUES_MAX = 16, NUMBERS_MAX = 16 };

struct rows {
    PGconn *connection;
    const char *values[VALUES_MAX];
    int count;
    char numbers[NUMBERS_MAX][32];
    int number_count;
};

static void fail(const char *what, const char *why)
{
    fprintf(stderr, "load_rows: %s: %s", what, why);
    exit(1);
}

static void prepare(struct rows *rows, const char *name, const char *sql)
{
    PGresult *result = PQprepare(rows->connection, name, sql, 0, NULL);

    if (PQresultStatus(result) != PGRES_COMMAND_OK) {
        fail(name, PQerrorMessage(rows->connection));
    }
    PQclear(result);
}

static void text(struct rows *rows, const json_t *object, const char *key)
{
    rows->values[rows->count++] = json_string_value(json_object_get(object, key));
}

static void number(struct rows *rows, double value)
{
    char *place = rows->numbers[rows->number_count++];

    snprintf(place, sizeof rows->numbers[0], "%.15g", value);
    rows->values[rows->count++] = place;
}

static void number_of(struct rows *rows, const json_t *object, const char *key)
{
    number(rows, json_number_value(json_object_get(object, key)));
}

/* Runs a statement with the values so far; its first column, if it has one, becomes `key`. */
static void run(struct rows *rows, const char *name, char key[32])
{
    PGresult *result =
        PQexecPrepared(rows->connection, name, rows->count, rows->values, NULL, NULL, 0);

    if (PQresultStatus(result) != PGRES_COMMAND_OK && PQresultStatus(result) != PGRES_TUPLES_OK) {
        fail(name, PQerrorMessage(rows->connection));
    }
    if (key != NULL) {
        snprintf(key, 32, "%s", PQntuples(result) > 0 ? PQgetvalue(result, 0, 0) : "0");
    }
    PQclear(result);
    rows->count = rows->number_count = 0;
}

static void command(struct rows *rows, const char *sql)
{
    PQclear(PQexec(rows->connection, sql));
}

static void prepare_all(struct rows *rows)
{
    command(rows, "set search_path to dateline");
    command(rows, "set timezone to 'UTC'");
    command(rows, "insert into run (run_id, started_at, program_version, contract_version) "
                  "values ('bench', now(), '0', 1)");
    prepare(rows, "source",
            "insert into source (name) values ($1) on conflict (name) do update set name = "
            "excluded.name returning source_id");
    prepare(rows, "article",
            "insert into article (id, source_id, run_id, url, site_name, title, language, "
            "published_at, body, content_hash) values ($1, $2, 'bench', $3, $4, $5, $6, $7, $8, "
            "$9) on conflict (id) do update set content_hash = excluded.content_hash returning "
            "article_id");
    prepare(rows, "sentence",
            "insert into sentence (article_id, number, field, span, text) values ($1, $2, $3, "
            "int4range($4::int, $5::int), $6) on conflict do nothing");
    prepare(rows, "entity",
            "insert into entity (id, type, name, country, actor_code) values ($1, $2, $3, $4, $5) "
            "on conflict (id) do update set country = excluded.country returning entity_id");
    prepare(rows, "entity_key", "select entity_id from entity where id = $1");
    prepare(rows, "mention",
            "insert into mention (article_id, entity_id, sentence_id, field, span, text, kind) "
            "values ($1, $2, (select sentence_id from sentence where article_id = $1 and span @> "
            "$4::int), $3, int4range($4::int, $5::int), $6, $7) on conflict do nothing");
    prepare(rows, "event",
            "insert into event (id, cameo, root, plover, quad, goldstein, source_entity_id, "
            "source_code, target_entity_id, target_code, date, date_precision) values ($1, $2, $3, "
            "$4, $5, $6, (select entity_id from entity where id = $7), $8, (select entity_id from "
            "entity where id = $9), $10, $11, 'day') on conflict (id) do update set cameo = "
            "excluded.cameo returning event_id");
    prepare(rows, "event_mention",
            "insert into event_mention (event_id, article_id, number, sentence_id, trigger_field, "
            "trigger_span, rule, negated, modality, confidence) values ($1, $2, $3, (select "
            "sentence_id from sentence where article_id = $2 and number = $4), 'body', "
            "int4range($5::int, $6::int), $7, false, 'actual', $8) on conflict do nothing");
}

static void load_article(struct rows *rows, const json_t *record)
{
    char source[32], article[32], entity[32], event[32];
    size_t i, j;
    const json_t *item, *mention;

    text(rows, record, "source");
    run(rows, "source", source);
    text(rows, record, "id");
    rows->values[rows->count++] = source;
    text(rows, record, "url");
    text(rows, record, "site_name");
    text(rows, record, "title");
    text(rows, record, "language");
    text(rows, record, "published_at");
    text(rows, record, "body");
    text(rows, record, "content_hash");
    run(rows, "article", article);
    json_array_foreach(json_object_get(record, "sentences"), i, item)
    {
        rows->values[rows->count++] = article;
        number(rows, (double)i);
        text(rows, item, "field");
        number_of(rows, item, "start");
        number_of(rows, item, "end");
        rows->values[rows->count++] =
            "a sentence of some seventy letters, as long as they mostly are";
        run(rows, "sentence", NULL);
    }
    json_array_foreach(json_object_get(record, "entities"), i, item)
    {
        text(rows, item, "id");
        text(rows, item, "type");
        text(rows, item, "name");
        text(rows, item, "country");
        text(rows, item, "actor_code");
        run(rows, "entity", entity);
        json_array_foreach(json_object_get(item, "mentions"), j, mention)
        {
            rows->values[rows->count++] = article;
            rows->values[rows->count++] = entity;
            text(rows, mention, "field");
            number_of(rows, mention, "start");
            number_of(rows, mention, "end");
            text(rows, mention, "text");
            text(rows, mention, "kind");
            run(rows, "mention", NULL);
        }
    }
    json_array_foreach(json_object_get(record, "events"), i, item)
    {
        const json_t *trigger = json_object_get(item, "trigger");

        text(rows, item, "id");
        text(rows, item, "cameo");
        text(rows, item, "root");
        text(rows, item, "plover");
        number_of(rows, item, "quad");
        number_of(rows, item, "goldstein");
        text(rows, json_object_get(item, "source"), "entity");
        text(rows, json_object_get(item, "source"), "code");
        text(rows, json_object_get(item, "target"), "entity");
        text(rows, json_object_get(item, "target"), "code");
        text(rows, json_object_get(item, "date"), "value");
        run(rows, "event", event);
        rows->values[rows->count++] = event;
        rows->values[rows->count++] = article;
        number(rows, (double)i);
        number_of(rows, item, "sentence");
        number_of(rows, trigger, "start");
        number_of(rows, trigger, "end");
        text(rows, item, "rule");
        number_of(rows, item, "confidence");
        run(rows, "event_mention", NULL);
    }
}

int main(int argc, char **argv)
{
    struct rows rows = {0};
    size_t capacity = 0, count = 0;
    ssize_t length;
    char *line = NULL;
    FILE *in;

    if (argc != 3 || (in = fopen(argv[2], "r")) == NULL) {
        fprintf(stderr, "usage: load_rows DATABASE_URL RECORDS\n");
        return 2;
    }
    rows.connection = PQconnectdb(argv[1]);
    if (PQstatus(rows.connection) != CONNECTION_OK) {
        fail(argv[1], PQerrorMessage(rows.connection));
    }
    prepare_all(&rows);
    while ((length = getline(&line, &capacity, in)) > 0) {
        json_t *record = json_loadb(line, (size_t)length, 0, NULL);

        if (count % BATCH == 0) {
            command(&rows, count == 0 ? "begin" : "commit; begin");
        }
        load_article(&rows, record);
        json_decref(record);
        count++;
    }
    command(&rows, "commit");
    PQfinish(rows.connection);
    free(line);
    fclose(in);
    return 0;
}
