#include "load/reprocess.h"

#include <stdio.h>
#include <string.h>

/* As sql/statements/reprocess_rows.sql names them. */
static const char *const reprocess_tables[REPROCESS_TABLES] = {
    "sentence", "entity", "mention",       "date_mention",  "quantity",
    "quote",    "event",  "event_mention", "event_quantity"};

static enum status reprocess_take_rows(struct db *db, const char *keys, const char *before,
                                       struct error *error)
{
    const char *const parameters[] = {keys, before};

    return db_run(db, "reprocess_rows", parameters, 2, NULL, error);
}

enum status reprocess_begin(struct db *db, const char *keys, struct error *error)
{
    const char *const parameters[] = {keys};
    enum status status = db_run(db, "reprocess_begin", parameters, 1, NULL, error);

    return status == STATUS_OK ? reprocess_take_rows(db, keys, "true", error) : status;
}

static void reprocess_read_counts(const struct db_result *result, struct reprocess_counts *counts)
{
    for (size_t row = 0; row < db_rows(result); row++) {
        for (size_t i = 0; i < REPROCESS_TABLES; i++) {
            if (strcmp(reprocess_tables[i], db_value(result, row, 0)) == 0) {
                counts->tables[i] =
                    (struct reprocess_count){.gone = (uint64_t)db_value_int(result, row, 1),
                                             .made = (uint64_t)db_value_int(result, row, 2),
                                             .kept = (uint64_t)db_value_int(result, row, 3)};
            }
        }
    }
}

enum status reprocess_end(struct db *db, const char *keys, struct reprocess_counts *counts,
                          struct error *error)
{
    struct db_result *result = NULL;
    enum status status = reprocess_take_rows(db, keys, "false", error);

    if (status == STATUS_OK) {
        status = db_run(db, "reprocess_changes", NULL, 0, &result, error);
    }
    if (status == STATUS_OK) {
        reprocess_read_counts(result, counts);
        status = db_run(db, "reprocess_end", NULL, 0, NULL, error);
    }
    db_result_free(result);
    return status;
}

void reprocess_add(struct reprocess_counts *total, const struct reprocess_counts *more)
{
    total->articles += more->articles;
    for (size_t i = 0; i < REPROCESS_TABLES; i++) {
        total->tables[i].gone += more->tables[i].gone;
        total->tables[i].made += more->tables[i].made;
        total->tables[i].kept += more->tables[i].kept;
    }
}

void reprocess_tell(const struct reprocess_counts *counts, bool dry_run, struct log *log,
                    char *message, size_t size)
{
    int length = snprintf(message, size, "reprocessed %llu articles; rows gone and new:",
                          (unsigned long long)counts->articles);

    for (size_t i = 0; i < REPROCESS_TABLES; i++) {
        const struct reprocess_count *table = &counts->tables[i];
        struct log_field fields[] = {LOG_NUMBER("gone", table->gone),
                                     LOG_NUMBER("made", table->made),
                                     LOG_NUMBER("kept", table->kept)};

        log_event(log, LOG_INFO, "reprocessed", fields, sizeof fields / sizeof fields[0],
                  "%s: %llu rows %s, %llu %s, %llu as before", reprocess_tables[i],
                  (unsigned long long)table->gone, dry_run ? "would go" : "are gone",
                  (unsigned long long)table->made, dry_run ? "would be new" : "are new",
                  (unsigned long long)table->kept);
        if (length > 0 && (size_t)length < size) {
            length += snprintf(message + length, size - (size_t)length, "%s %s -%llu +%llu",
                               i == 0 ? "" : ",", reprocess_tables[i],
                               (unsigned long long)table->gone, (unsigned long long)table->made);
        }
    }
}
