#include "common/migrate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "common/hash.h"

/* The number at the start of "001_core.sql"; 0 if there is none. */
static int migrate_number(const char *name)
{
    return (int)strtol(name, NULL, 10);
}

int migrate_newest(void)
{
    int newest = 0;

    for (const struct embedded_file *file = embedded_migrations; file->name != NULL; file++) {
        newest = migrate_number(file->name);
    }
    return newest;
}

/* Compares what was applied with what this program holds; `*applied` is the newest number. */
static enum status migrate_compare(const struct db_result *history, int *applied,
                                   struct error *error)
{
    const struct embedded_file *file = embedded_migrations;

    *applied = 0;
    for (size_t row = 0; row < db_rows(history); row++) {
        const char *checksum = db_value(history, row, 2);
        char expected[HASH_HEX_SIZE];

        *applied = (int)db_value_int(history, row, 0);
        if (file->name == NULL) {
            return error_set(error, STATUS_FATAL, "db_newer",
                             "database: its schema is at %03d, newer than this program's %03d; "
                             "install the newer Dateline",
                             (int)db_value_int(history, db_rows(history) - 1, 0), migrate_newest());
        }
        hash_hex(file->text, file->length, expected);
        if (migrate_number(file->name) != *applied || checksum == NULL ||
            strcmp(checksum, expected) != 0) {
            return error_set(error, STATUS_FATAL, "migration_changed",
                             "sql/migrations/%s: not what was applied as %03d (%s); bring the old "
                             "file back and put the change into a new one",
                             file->name, *applied, db_value(history, row, 1));
        }
        file++;
    }
    return STATUS_OK;
}

enum status migrate_current(struct db *db, int *number, struct error *error)
{
    struct db_result *result = NULL;
    enum status status = db_run(db, "migration_exists", NULL, 0, &result, error);
    bool exists;

    *number = 0;
    if (status != STATUS_OK) {
        return status;
    }
    exists = strcmp(db_value(result, 0, 0), "t") == 0;
    db_result_free(result);
    if (!exists) {
        return STATUS_OK;
    }
    status = db_run(db, "migration_list", NULL, 0, &result, error);
    if (status == STATUS_OK) {
        status = migrate_compare(result, number, error);
        db_result_free(result);
    }
    return status;
}

enum status migrate_check(struct db *db, struct error *error)
{
    int number;
    enum status status = migrate_current(db, &number, error);

    if (status != STATUS_OK) {
        return status;
    }
    if (number == 0) {
        return error_set(error, STATUS_FATAL, "db_empty",
                         "database: it has no schema dateline; run: dateline db init");
    }
    if (number < migrate_newest()) {
        return error_set(error, STATUS_FATAL, "db_older",
                         "database: its schema is at %03d, older than this program's %03d; run: "
                         "dateline db migrate",
                         number, migrate_newest());
    }
    return STATUS_OK;
}

static enum status migrate_one(struct db *db, const struct embedded_file *file, struct error *error)
{
    char number[16], checksum[HASH_HEX_SIZE];
    const char *const parameters[] = {number, file->name, checksum};
    enum status status = db_run_script(db, file, error);

    if (status != STATUS_OK) {
        return STATUS_FATAL;
    }
    snprintf(number, sizeof number, "%d", migrate_number(file->name));
    hash_hex(file->text, file->length, checksum);
    return db_run(db, "migration_record", parameters, 3, NULL, error);
}

/* One transaction: lock, look, apply the next one. `*more` says whether there was one to apply. */
static enum status migrate_next(struct db *db, struct log *log, bool *more, struct error *error)
{
    const struct embedded_file *table = embed_find(embedded_statements, "migration_table.sql");
    const struct embedded_file *file = embedded_migrations;
    enum status status = db_begin(db, error);
    int number = 0;

    *more = false;
    if (status == STATUS_OK) {
        status = db_run(db, "migration_lock", NULL, 0, NULL, error);
    }
    if (status == STATUS_OK) {
        status = migrate_current(db, &number, error);
    }
    while (file->name != NULL && migrate_number(file->name) <= number) {
        file++;
    }
    if (status == STATUS_OK && file->name != NULL) {
        *more = true;
        status = table == NULL ? error_set(error, STATUS_FATAL, "bad_build",
                                           "migration_table.sql is not in the program")
                               : db_run_script(db, table, error);
        if (status == STATUS_OK) {
            status = migrate_one(db, file, error);
        }
    }
    if (status == STATUS_OK) {
        status = db_commit(db, error);
    }
    if (status != STATUS_OK) {
        db_rollback(db);
    } else if (*more) {
        log_event(log, LOG_INFO, "migration_applied", NULL, 0, "applied %s", file->name);
    }
    return status;
}

enum status migrate_apply(struct db *db, struct log *log, int *applied, struct error *error)
{
    bool more = true;

    for (*applied = 0; more;) {
        enum status status = migrate_next(db, log, &more, error);

        if (status != STATUS_OK) {
            return status;
        }
        *applied += more ? 1 : 0;
    }
    return STATUS_OK;
}
