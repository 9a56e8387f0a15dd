#include "load/known.h"

#include <stdlib.h>
#include <string.h>
#include "common/db.h"
#include "common/memory.h"
#include "load/array_text.h"

enum { KNOWN_REST_MAX = 32 };

struct known {
    struct db *db;
    unsigned rest, resting; /* so many groups are not asked for; of these so many are left */
};

struct known *known_open(const char *database_url)
{
    struct error ignored;
    struct db *db = NULL;
    struct known *known;

    if (db_open(database_url, "dateline-load-ahead", &db, &ignored) != STATUS_OK) {
        return NULL;
    }
    known = mem_calloc(1, sizeof *known);
    known->db = db;
    return known;
}

void known_close(struct known *known)
{
    if (known != NULL) {
        db_close(known->db);
        free(known);
    }
}

static int known_compare(const void *left, const void *right)
{
    const struct peek *a = *(const struct peek *const *)left;
    const struct peek *b = *(const struct peek *const *)right;
    size_t length = a->id.length < b->id.length ? a->id.length : b->id.length;
    int order = memcmp(a->id.data, b->id.data, length);

    return order != 0 ? order : (a->id.length > b->id.length) - (a->id.length < b->id.length);
}

static bool known_text_is(const struct peek_text *text, const char *value)
{
    return strlen(value) == text->length && memcmp(text->data, value, text->length) == 0;
}

/* Marks those that one row of id, key and hash says are there. */
static bool known_mark(const struct peek *const *sorted, size_t count, const struct peek *peeks,
                       const char *id, const char *hash, bool *same)
{
    const struct peek wanted = {.id = {id, strlen(id)}}, *key = &wanted;
    const struct peek *const *found = bsearch(&key, sorted, count, sizeof *sorted, known_compare);

    /* one that must not come has an empty hash */
    if (found == NULL || !known_text_is(&(*found)->content_hash, hash)) {
        return false; /* of two lines with one id, one is found: the other is read in full */
    }
    same[*found - peeks] = true;
    return true;
}

void known_ask(struct known *known, const struct peek *peeks, size_t count, bool *same)
{
    const struct peek **sorted;
    struct db_result *result = NULL;
    struct array_text ids;
    struct error ignored;
    size_t asked = 0, hits = 0;

    if (known->resting > 0) {
        known->resting--;
        return;
    }
    sorted = mem_calloc(count + 1, sizeof(struct peek *));
    array_text_init(&ids);
    for (size_t i = 0; i < count; i++) {
        if (peeks[i].id.data != NULL) {
            char *id = mem_strndup(peeks[i].id.data, peeks[i].id.length);

            array_text_add(&ids, id);
            sorted[asked++] = &peeks[i];
            free(id);
        }
    }
    qsort(sorted, asked, sizeof *sorted, known_compare);
    {
        const char *const parameters[] = {array_text_end(&ids)};

        if (asked > 0 &&
            db_run(known->db, "article_known", parameters, 1, &result, &ignored) == STATUS_OK) {
            for (size_t row = 0; row < db_rows(result); row++) {
                hits += known_mark(sorted, asked, peeks, db_value(result, row, 0),
                                   db_value(result, row, 2), same);
            }
        }
    }
    known->rest = hits * 16 >= asked                     ? 0
                  : known->rest * 2 + 1 < KNOWN_REST_MAX ? known->rest * 2 + 1
                                                         : KNOWN_REST_MAX;
    known->resting = known->rest;
    db_result_free(result);
    array_text_free(&ids);
    free(sorted);
}
