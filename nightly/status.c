#include "nightly/status.h"

#include <stdio.h>
#include "nightly/table.h"

static enum status status_print_table(struct db *db, const char *title, const char *statement,
                                      struct error *error)
{
    struct db_result *result = NULL;
    enum status status = db_run(db, statement, NULL, 0, &result, error);

    if (status == STATUS_OK) {
        printf("%s\n", title);
        if (db_rows(result) == 0) {
            printf("none\n");
        } else {
            table_print(stdout, result);
        }
        putchar('\n');
    }
    db_result_free(result);
    return status;
}

enum status status_print(struct db *db, bool json, struct error *error)
{
    struct db_result *result = NULL;
    enum status status;

    if (json) {
        status = db_run(db, "status_json", NULL, 0, &result, error);
        if (status == STATUS_OK) {
            printf("%s\n", db_value(result, 0, 0));
        }
        db_result_free(result);
        return status;
    }
    status = status_print_table(db, "LAST RUNS", "status_runs", error);
    if (status == STATUS_OK) {
        status = status_print_table(db, "SOURCES", "status_sources", error);
    }
    if (status == STATUS_OK) {
        status = status_print_table(db, "REJECTED IN THE NEWEST RUN", "status_rejects", error);
    }
    return status;
}
