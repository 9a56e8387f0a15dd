#include "nightly/run_lock.h"

#include <string.h>
#include "common/patience.h"

static enum status run_lock_try(struct db *db, struct error *error)
{
    const char *const run_first[] = {"true"};
    struct db_result *result = NULL;
    enum status status = db_run(db, "run_lock", NULL, 0, &result, error);
    bool locked = status == STATUS_OK && strcmp(db_value(result, 0, 0), "t") == 0;

    db_result_free(result);
    if (status != STATUS_OK || locked) {
        return status;
    }
    result = NULL;
    status = db_run(db, "job_lock_holder", run_first, 1, &result, error);
    if (status == STATUS_OK) {
        bool known = db_rows(result) > 0;

        status = error_set(
            error, STATUS_RETRY, "db_locked",
            "database: another %s is at work (process %s, %s, since %s): nothing "
            "was fetched; let it end, then run again",
            known && strcmp(db_value(result, 0, 1), "dateline") == 0 ? "run" : "load",
            known ? db_value(result, 0, 0) : "unknown", known ? db_value(result, 0, 1) : "unknown",
            known ? db_value(result, 0, 2) : "just now");
    }
    db_result_free(result);
    return status;
}

enum status run_lock(const char *database_url, long wait, struct log *log, struct db **db,
                     struct error *error)
{
    struct patience patience = patience_begin(wait);

    for (;;) {
        enum status status = db_open(database_url, "dateline", db, error);

        if (status == STATUS_OK) {
            status = run_lock_try(*db, error);
        }
        if (status == STATUS_OK) {
            return STATUS_OK;
        }
        /* each try has a connection of its own: the lock is not half taken while it waits */
        db_close(*db);
        *db = NULL;
        if (status != STATUS_RETRY || !patience_pause(&patience, log, error)) {
            return STATUS_FATAL;
        }
    }
}
