#include "load/article_keys.h"

#include <stdlib.h>
#include <string.h>
#include "common/memory.h"
#include "load/array_text.h"

static int compare_items(const void *left, const void *right)
{
    const struct batch_item *a = *(struct batch_item *const *)left;
    const struct batch_item *b = *(struct batch_item *const *)right;

    return strcmp(a->id, b->id);
}

/* Reads rows of id, key and hash into `keys`: negative where the article is the same, else
 * positive. */
static void read_known(struct batch_item *const *articles, size_t count,
                       const struct db_result *result, int64_t *keys)
{
    for (size_t row = 0; row < db_rows(result); row++) {
        struct batch_item wanted = {.id = (char *)(uintptr_t)db_value(result, row, 0)};
        const struct batch_item *item = &wanted;
        struct batch_item *const *found =
            bsearch(&item, articles, count, sizeof *articles, compare_items);
        int64_t key = db_value_int(result, row, 1);

        if (found != NULL) {
            bool same = strcmp(db_value(result, row, 2), (*found)->content_hash) == 0;

            keys[found - articles] = key == 0 ? ARTICLE_FORGOTTEN : same ? -key : key;
        }
    }
}

/* Asks for the articles' keys. Rows of those that changed are held until the transaction ends, and
 * count as they are then. 0: a new article. */
static enum status ask_known(struct db *db, struct batch_item *const *articles, size_t count,
                             int64_t *keys, struct error *error)
{
    struct db_result *result = NULL;
    struct array_text ids, changed;
    const char *parameters[1];
    enum status status;

    array_text_init(&ids);
    array_text_init(&changed);
    for (size_t i = 0; i < count; i++) {
        array_text_add(&ids, articles[i]->id);
    }
    parameters[0] = array_text_end(&ids);
    status = db_run(db, "article_known", parameters, 1, &result, error);
    if (status == STATUS_OK) {
        read_known(articles, count, result, keys);
        db_result_free(result);
    }
    for (size_t i = 0; i < count; i++) {
        if (keys[i] > 0) {
            array_text_add_int(&changed, keys[i]);
            keys[i] = 0;
        }
    }
    if (status == STATUS_OK && changed.count > 0) {
        parameters[0] = array_text_end(&changed);
        result = NULL;
        status = db_run(db, "article_lock", parameters, 1, &result, error);
        if (status == STATUS_OK) {
            read_known(articles, count, result, keys);
            db_result_free(result);
        }
    }
    array_text_free(&ids);
    array_text_free(&changed);
    return status;
}

enum status article_keys_find(struct db *db, struct batch_item *items, size_t count, int64_t *keys,
                              struct error *error)
{
    struct batch_item **articles = mem_calloc(count + 1, sizeof *articles);
    int64_t *found = mem_calloc(count + 1, sizeof *found);
    size_t article_count = 0;
    enum status status = STATUS_OK;

    for (size_t i = 0; i < count; i++) {
        keys[i] = 0;
        if (items[i].kind == RECORD_ARTICLE) {
            articles[article_count++] = &items[i];
        }
    }
    qsort(articles, article_count, sizeof *articles, compare_items);
    if (article_count > 0) {
        status = ask_known(db, articles, article_count, found, error);
    }
    for (size_t i = 0; i < article_count; i++) {
        keys[articles[i] - items] = found[i];
    }
    free(found);
    free(articles);
    return status;
}
