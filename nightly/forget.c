#include "nightly/forget.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "common/record.h"
#include "common/timestamp.h"

enum { PRUNE_BATCH = 1000, PRUNE_DAYS_MAX = 200000 };

/* The id that an article with this URL has; "": it is no URL. */
static const char *forget_id(const char *what, struct arena *arena)
{
    struct article article = {.canonical_url = what, .url = what};

    if (strncmp(what, "http://", 7) != 0 && strncmp(what, "https://", 8) != 0) {
        return "";
    }
    article_set_identity(&article, arena);
    return article.id;
}

static enum status forget_is_source(struct db *db, const char *what, bool *is_source,
                                    struct error *error)
{
    const char *const parameters[] = {what};
    struct db_result *result = NULL;
    enum status status = db_run(db, "source_exists", parameters, 1, &result, error);

    *is_source = status == STATUS_OK && strcmp(db_value(result, 0, 0), "t") == 0;
    db_result_free(result);
    return status;
}

enum status forget(struct db *db, const char *what, struct log *log, struct error *error)
{
    struct arena *arena = arena_new();
    const char *const parameters[] = {what, forget_id(what, arena)};
    struct db_result *result = NULL;
    int64_t count = 0;
    bool is_source = false;
    enum status status = db_begin(db, error);

    if (status == STATUS_OK) {
        status = db_run(db, "forgotten_lock", NULL, 0, NULL, error);
    }
    if (status == STATUS_OK) {
        status = forget_is_source(db, what, &is_source, error);
    }
    if (status == STATUS_OK) {
        status = db_run(db, "forget_articles", parameters, 2, &result, error);
    }
    if (status == STATUS_OK) {
        count = db_value_int(result, 0, 0);
        status = db_run(db, "forget_rejects", parameters, 1, NULL, error);
    }
    if (status == STATUS_OK && count == 0 && !is_source && parameters[1][0] == '\0') {
        status = error_set(error, STATUS_FATAL, "unknown",
                           "%s: no URL, no article's id and no source that is known; "
                           "dateline status lists the sources",
                           what);
    }
    if (status == STATUS_OK) {
        status = db_commit(db, error);
    }
    if (status != STATUS_OK) {
        db_rollback(db);
    } else {
        struct log_field fields[] = {LOG_NUMBER("articles", count)};

        log_event(log, LOG_INFO, "forgotten", fields, 1, "%s: %lld articles removed; %s", what,
                  (long long)count,
                  is_source ? "take the source out of the configuration, too"
                            : "it does not come back");
    }
    db_result_free(result);
    arena_free(arena);
    return status;
}

/* The day before which articles are removed. */
static enum status prune_day(const char *age, char day[TIMESTAMP_SIZE], struct error *error)
{
    struct timestamp date;
    char *end;
    long days = strtol(age, &end, 10);

    if (age[0] >= '0' && age[0] <= '9' && strcmp(end, "d") == 0 && days > 0 &&
        days <= PRUNE_DAYS_MAX) {
        struct timestamp now = timestamp_now();
        int year, month, day_of_month;

        timestamp_from_days(timestamp_days(now.year, now.month, now.day) - days, &year, &month,
                            &day_of_month);
        snprintf(day, TIMESTAMP_SIZE, "%04d-%02d-%02d", year, month, day_of_month);
        return STATUS_OK;
    }
    if (timestamp_parse(age, &date)) {
        snprintf(day, TIMESTAMP_SIZE, "%04d-%02d-%02d", date.year, date.month, date.day);
        return STATUS_OK;
    }
    return error_set(error, STATUS_USAGE, "usage",
                     "--older-than %s: write days as 400d, or a day as 2023-01-31", age);
}

/* `*count`: how many were removed; 0: none is left. */
static enum status prune_batch(struct db *db, const char *const parameters[2], int64_t *count,
                               struct error *error)
{
    struct db_result *result = NULL;
    enum status status = db_begin(db, error);

    *count = 0;
    if (status == STATUS_OK) {
        status = db_run(db, "forgotten_lock", NULL, 0, NULL, error);
    }
    if (status == STATUS_OK) {
        status = db_run(db, "prune_articles", parameters, 2, &result, error);
    }
    if (status == STATUS_OK) {
        *count = db_value_int(result, 0, 0);
        status = db_commit(db, error);
    }
    if (status != STATUS_OK) {
        db_rollback(db);
    }
    db_result_free(result);
    return status;
}

enum status prune(struct db *db, const char *age, bool dry_run, struct log *log,
                  struct error *error)
{
    char day[TIMESTAMP_SIZE], batch[16];
    const char *const parameters[] = {day, batch};
    struct db_result *result = NULL;
    int64_t count = 0, more = 1;
    enum status status = prune_day(age, day, error);

    snprintf(batch, sizeof batch, "%d", PRUNE_BATCH);
    if (status == STATUS_OK && dry_run) {
        status = db_run(db, "prune_count", parameters, 1, &result, error);
        count = status == STATUS_OK ? db_value_int(result, 0, 0) : 0;
        db_result_free(result);
    }
    while (status == STATUS_OK && !dry_run && more > 0) { /* each batch a transaction of its own */
        status = prune_batch(db, parameters, &more, error);
        count += more;
    }
    if (status == STATUS_OK) {
        struct log_field fields[] = {LOG_NUMBER("articles", count)};

        log_event(log, LOG_INFO, "pruned", fields, 1, "%lld articles from before %s %s",
                  (long long)count, day, dry_run ? "would be removed" : "removed");
    }
    return status;
}
