#include "nightly/stored.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "common/ndjson.h"
#include "common/record.h"
#include "common/timestamp.h"

enum { STORED_PAGE = 200 }; /* articles that are asked for at once */

enum status stored_count(struct db *db, const struct stored_selection *selection,
                         struct stored_counts *counts, struct error *error)
{
    const char *const parameters[] = {selection->since, selection->before, selection->program,
                                      selection->model, selection->rules};
    struct db_result *result = NULL;
    enum status status = db_run(db, "reprocess_count", parameters, 5, &result, error);

    if (status == STATUS_OK) {
        counts->selected = db_value_int(result, 0, 0);
        counts->all = db_value_int(result, 0, 1);
        snprintf(counts->now, sizeof counts->now, "%s", db_value(result, 0, 2));
    }
    db_result_free(result);
    return status;
}

static enum status stored_write_json(struct ndjson_writer *writer, json_t *record,
                                     struct error *error)
{
    char *line = json_dumps(record, JSON_COMPACT);
    enum status status = ndjson_write(writer, line, strlen(line), error);

    free(line);
    json_decref(record);
    return status;
}

static enum status stored_write_run(struct ndjson_writer *writer, const char *run_id,
                                    struct error *error)
{
    char started_at[TIMESTAMP_SIZE];
    struct timestamp now = timestamp_now();

    timestamp_format(&now, started_at);
    return stored_write_json(writer,
                             json_pack("{ss ss ss ss ss si}", "type", "run", "run_id", run_id,
                                       "started_at", started_at, "program", "dateline",
                                       "program_version", DATELINE_VERSION, "contract_version",
                                       RECORD_CONTRACT_VERSION),
                             error);
}

/* `after` becomes the key of the last; `*count`: how many there were. */
static enum status stored_write_page(struct db *db, const struct stored_selection *selection,
                                     struct ndjson_writer *writer, char after[24], size_t *count,
                                     struct error *error)
{
    char size[16];
    const char *const parameters[] = {after,
                                      size,
                                      selection->since,
                                      selection->before,
                                      selection->program,
                                      selection->model,
                                      selection->rules};
    struct db_result *result = NULL;
    enum status status;

    snprintf(size, sizeof size, "%d", STORED_PAGE);
    status = db_run(db, "reprocess_records", parameters, 7, &result, error);
    *count = status == STATUS_OK ? db_rows(result) : 0;
    for (size_t row = 0; row < *count && status == STATUS_OK; row++) {
        const char *line = db_value(result, row, 1);

        status = ndjson_write(writer, line, strlen(line), error);
        snprintf(after, 24, "%s", db_value(result, row, 0));
    }
    db_result_free(result);
    return status;
}

enum status stored_write(struct db *db, const struct stored_selection *selection,
                         const char *run_id, struct error *error)
{
    struct ndjson_writer *writer = ndjson_writer_new(STDOUT_FILENO, "stdout");
    char after[24] = "0";
    size_t count = 1;
    json_int_t total = 0;
    enum status status = run_id == NULL ? STATUS_OK : stored_write_run(writer, run_id, error);

    while (status == STATUS_OK && count > 0) {
        status = stored_write_page(db, selection, writer, after, &count, error);
        total += (json_int_t)count;
    }
    if (status == STATUS_OK && run_id != NULL) {
        status = stored_write_json(
            writer, json_pack("{ss s{si sI}}", "type", "end", "counts", "run", 1, "article", total),
            error);
    }
    if (status == STATUS_OK) {
        status = ndjson_flush(writer, error);
    }
    ndjson_writer_free(writer);
    return status;
}
