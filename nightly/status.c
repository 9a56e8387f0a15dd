#include "nightly/status.h"

#include <stdio.h>
#include "common/timestamp.h"
#include "nightly/metrics.h"
#include "nightly/table.h"

struct status_table {
    const char *title, *statement;
    const char *nothing;
    size_t parameters; /* 1: the time now */
};

static const struct status_table status_tables[] = {
    {"NEEDS A PERSON", "status_attention", "nothing", 1},
    {"LAST RUNS", "status_runs", "none", 0},
    {"SOURCES", "status_sources", "none", 1},
    {"REJECTED IN THE NEWEST RUN", "status_rejects", "none", 0},
    {"SIZE", "status_database", "none", 0},
};

static enum status status_print_table(struct db *db, const struct status_table *table,
                                      const char *now, size_t *rows, struct error *error)
{
    const char *const parameters[] = {now};
    struct db_result *result = NULL;
    enum status status =
        db_run(db, table->statement, parameters, table->parameters, &result, error);

    *rows = 0;
    if (status == STATUS_OK) {
        *rows = db_rows(result);
        printf("%s\n", table->title);
        if (*rows == 0) {
            printf("%s\n", table->nothing);
        } else {
            table_print(stdout, result);
        }
        putchar('\n');
    }
    db_result_free(result);
    return status;
}

static enum status status_print_json(struct db *db, const char *now, size_t *attention,
                                     struct error *error)
{
    const char *const parameters[] = {now};
    struct db_result *result = NULL;
    enum status status = db_run(db, "status_json", parameters, 1, &result, error);

    if (status == STATUS_OK) {
        *attention = (size_t)db_value_int(result, 0, 1);
        printf("%s\n", db_value(result, 0, 0));
    }
    db_result_free(result);
    return status;
}

enum status status_print(struct db *db, bool json, const char *metrics, size_t *attention,
                         struct error *error)
{
    const struct timestamp time = timestamp_now();
    char now[TIMESTAMP_SIZE];
    enum status status = STATUS_OK;

    timestamp_format(&time, now);
    *attention = 0;
    if (json) {
        status = status_print_json(db, now, attention, error);
    } else {
        for (size_t i = 0;
             i < sizeof status_tables / sizeof status_tables[0] && status == STATUS_OK; i++) {
            size_t rows;

            status = status_print_table(db, &status_tables[i], now, &rows, error);
            if (i == 0) {
                *attention = rows;
            }
        }
    }
    if (status == STATUS_OK && metrics != NULL) {
        status = metrics_write(db, now, metrics, error);
    }
    return status;
}
