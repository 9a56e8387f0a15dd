#include "nightly/metrics.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "nightly/output.h"

/* Columns of status_metrics.sql. */
enum { METRIC_NAME, METRIC_HELP, METRIC_LABEL, METRIC_OTHER = 4, METRIC_VALUE = 6 };

/* Backslash, quote and line feed are escaped, as the format wants. */
static void metrics_label(FILE *stream, const char *name, const char *value)
{
    fprintf(stream, "%s=\"", name);
    for (const char *p = value; *p != '\0'; p++) {
        if (*p == '\n') {
            fputs("\\n", stream);
        } else {
            if (*p == '\\' || *p == '"') {
                fputc('\\', stream);
            }
            fputc(*p, stream);
        }
    }
    fputc('"', stream);
}

static void metrics_sample(FILE *stream, const struct db_result *rows, size_t row)
{
    const char *name = db_value(rows, row, METRIC_NAME);
    size_t labels = 0;

    if (row == 0 || strcmp(name, db_value(rows, row - 1, METRIC_NAME)) != 0) {
        fprintf(stream, "# HELP %s %s\n# TYPE %s gauge\n", name, db_value(rows, row, METRIC_HELP),
                name);
    }
    fputs(name, stream);
    for (size_t column = METRIC_LABEL; column <= METRIC_OTHER; column += 2) {
        if (db_value(rows, row, column) != NULL) {
            fputs(labels++ == 0 ? "{" : ",", stream);
            metrics_label(stream, db_value(rows, row, column), db_value(rows, row, column + 1));
        }
    }
    fprintf(stream, "%s %s\n", labels > 0 ? "}" : "", db_value(rows, row, METRIC_VALUE));
}

enum status metrics_write(struct db *db, const char *now, const char *path, struct error *error)
{
    const char *const parameters[] = {now};
    struct db_result *rows = NULL;
    FILE *stream = NULL;
    char *text = NULL;
    size_t length = 0;
    enum status status = output_check_path("--metrics", path, error);

    if (status == STATUS_OK) {
        status = db_run(db, "status_metrics", parameters, 1, &rows, error);
    }
    if (status == STATUS_OK) {
        stream = open_memstream(&text, &length);
        if (stream == NULL) {
            status = error_set(error, STATUS_FATAL, "no_memory", "metrics: no memory for them");
        }
    }
    if (status == STATUS_OK) {
        for (size_t row = 0; row < db_rows(rows); row++) {
            metrics_sample(stream, rows, row);
        }
        if (fclose(stream) != 0) {
            status = error_set(error, STATUS_FATAL, "no_memory", "metrics: no memory for them");
        }
    }
    if (status == STATUS_OK) {
        status = output_write(path, text, length, error);
    }
    free(text);
    db_result_free(rows);
    return status;
}
