/*
 * The records that cross the pipes. The fields of each are defined in config/schema/record.json;
 * the struct below mirrors the part of `article` that extract writes, and
 * tests/unit/common/test_record.c holds it to the schema.
 */
#ifndef DATELINE_COMMON_RECORD_H
#define DATELINE_COMMON_RECORD_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "common/arena.h"
#include "common/error.h"
#include "common/ndjson.h"
#include "common/schema.h"

#define RECORD_CONTRACT_VERSION 1

enum record_kind {
    RECORD_RUN,
    RECORD_ARTICLE,
    RECORD_STATE,
    RECORD_REJECT,
    RECORD_END,
    RECORD_OTHER
};
enum { RECORD_KIND_COUNT = RECORD_OTHER + 1 };

/* "run", "article", "state", "reject", "end", "other". */
const char *record_kind_name(enum record_kind kind);

struct string_list {
    const char **items;
    size_t count;
    size_t capacity;
};

/* Appends a copy; list and text live in the arena. */
void string_list_add(struct arena *arena, struct string_list *list, const char *text);

/* An article as extract writes it. NULL (or 0, or an empty list) is a field that was not found. */
struct article {
    const char *id;
    const char *url;
    const char *canonical_url;
    const char *source;
    const char *site_name;
    const char *title;
    struct string_list authors;
    const char *section;
    struct string_list tags;
    const char *language;     /* BCP 47 */
    const char *published_at; /* RFC 3339 */
    const char *published_precision;
    const char *published_zone; /* "assumed", or NULL when the page gave one */
    const char *modified_at;
    const char *fetched_at;
    const char *image_url;
    const char *body;
    const char *disclaimer;     /* what the outlet says of its text, below it */
    struct string_list related; /* headlines that it puts below the text */
    const char *content_hash;
    const char *path;
    struct {
        long status;
        const char *etag;
        const char *last_modified;
        const char *final_url;
    } http;
    struct {
        const char *method;
        double score;
    } extraction;
};

/* Why and from where something was rejected. NULL fields are left out. */
struct reject {
    const char *stage;  /* "extract", "transform", "load" */
    const char *reason; /* short code: "http_404" */
    const char *message;
    const char *source;
    const char *url;
    const char *path;
    size_t bytes;      /* size of the input */
    const char *input; /* the input, or its beginning; any bytes */
    size_t input_length;
};

enum { RECORD_REJECT_INPUT_MAX = 1024 * 1024 }; /* bytes of input that a reject record keeps */

struct record_counts {
    uint64_t of[RECORD_KIND_COUNT];
};

/* The contract's schema, compiled; owned by the caller. Fatal only if the build is broken. */
enum status record_schema_new(struct schema **schema, struct error *error) WARN_UNUSED;

/* Whether record_parse() refused a line in a way that half a line is refused. */
bool record_may_be_half(const struct error *why) WARN_UNUSED;

/*
 * One line to JSON. STATUS_REJECT with reason "bad_utf8", "bad_json" (also: double keys, a NUL,
 * more than 64 levels) or "bad_record" (no object, no `type`, against the schema; `schema` may be
 * NULL to skip that). An unknown type is RECORD_OTHER and is not checked further. The caller owns
 * `*record`.
 */
enum status record_parse(const struct schema *schema, const char *line, size_t length,
                         json_t **record, enum record_kind *kind, struct error *error) WARN_UNUSED;

/* Writes compact UTF-8 JSON and a line end; borrows `record`. */
enum status record_write(struct ndjson_writer *writer, const json_t *record,
                         struct error *error) WARN_UNUSED;

/* Fields of a parsed article: text is borrowed from `record`, lists live in the arena. */
void record_read_article(const json_t *record, struct arena *arena, struct article *article);

enum { RECORD_RUN_ID_SIZE = 32 };

/* A new name for a run: its time in UTC and four random bytes, "20240106T021500Z-9f3a11c0". */
void record_new_run_id(char run_id[RECORD_RUN_ID_SIZE]);

/* New references, owned by the caller. */
json_t *record_from_article(const struct article *article);
/* Input that is not UTF-8 goes into `input_base64`, else into `input`. */
json_t *record_from_reject(const struct reject *reject);
json_t *record_run(const char *run_id, const char *started_at, const char *program,
                   const char *config_digest);
/* `data`: an object of plain values, consumed. `key` names what was read: a feed's URL, a file's
 * path. */
json_t *record_state(const char *source, const char *key, json_t *data);
json_t *record_end(const struct record_counts *counts);

/*
 * Sets id and content_hash. id: hash of canonical_url, else url, else (with no URL) of title and
 * body. content_hash: of all that a reader would see as the article: title, authors, section, tags,
 * language, dates, image and body; not of fetched_at, http, path and source.
 */
void article_set_identity(struct article *article, struct arena *arena);

#endif
