#include "nightly/export.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include "common/timestamp.h"

enum status export_rows(struct db *db, const char *what, const char *format, const char *since,
                        struct error *error)
{
    static const struct {
        const char *what, *format, *statement;
    } exports[] = {
        {"events", "csv", "export_events_csv"},
        {"events", "ndjson", "export_events_ndjson"},
        {"articles", "csv", "export_articles_csv"},
        {"articles", "ndjson", "export_articles_ndjson"},
        {"entities", "csv", "export_entities_csv"},
        {"entities", "ndjson", "export_entities_ndjson"},
    };
    const char *const parameters[] = {since == NULL ? "" : since};
    struct timestamp time;
    enum status status;

    if (since != NULL && !timestamp_parse(since, &time)) {
        return error_set(error, STATUS_USAGE, "usage",
                         "--since %s: is no date; write it as 2024-01-06", since);
    }
    for (size_t i = 0; i < sizeof exports / sizeof exports[0]; i++) {
        if (strcmp(what, exports[i].what) == 0 && strcmp(format, exports[i].format) == 0) {
            status = db_run(db, "set_since", parameters, 1, NULL, error);
            if (status == STATUS_OK) {
                status = db_copy_out(db, exports[i].statement, stdout, error);
            }
            if (status == STATUS_OK && fflush(stdout) != 0) {
                status =
                    error_set(error, STATUS_FATAL, "write_failed", "output: %s", strerror(errno));
            }
            return status;
        }
    }
    return error_set(error, STATUS_USAGE, "usage",
                     "export %s --format %s: events, articles and entities are known, as csv or "
                     "ndjson",
                     what, format);
}
