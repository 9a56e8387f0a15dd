#include "common/selection.h"

#include <stdlib.h>
#include <string.h>
#include "common/timestamp.h"

void selection_options(struct selection *selection, const char *threads,
                       struct option_spec specs[SELECTION_OPTIONS])
{
    const struct option_spec made[SELECTION_OPTIONS] = {
        {.name = "source",
         .letter = 's',
         .kind = OPTION_LIST,
         .argument = "NAME",
         .help = "only this source; may be repeated",
         .target = &selection->sources},
        {.name = "since",
         .kind = OPTION_TEXT,
         .argument = "DATE",
         .help = "no articles that were published before it (2024-01-06, or with a time)",
         .target = &selection->since},
        {.name = "limit",
         .kind = OPTION_NUMBER,
         .argument = "N",
         .help = "at most so many articles of each source; the next run goes on behind them",
         .target = &selection->limit,
         .minimum = 1,
         .maximum = 1000000000},
        {.name = "archive",
         .kind = OPTION_TEXT,
         .argument = "DIR",
         .help = "keep what comes from the network there, as WARC files",
         .target = &selection->archive},
        {.name = "replay",
         .kind = OPTION_TEXT,
         .argument = "DIR",
         .help = "ask no network: a night's archive answers (the last one there, or name a file)",
         .target = &selection->replay},
        {.name = "jobs",
         .letter = 'j',
         .kind = OPTION_NUMBER,
         .argument = "N",
         .help = threads,
         .target = &selection->threads,
         .minimum = 1,
         .maximum = 256},
    };

    memcpy(specs, made, sizeof made);
}

enum status selection_check(const struct selection *selection, int64_t *since, struct error *error)
{
    struct timestamp date;

    *since = INT64_MIN;
    if (selection->archive != NULL && selection->replay != NULL) {
        return error_set(error, STATUS_USAGE, "usage", "--archive and --replay exclude each other");
    }
    if (selection->since == NULL) {
        return STATUS_OK;
    }
    if (!timestamp_parse(selection->since, &date)) {
        return error_set(error, STATUS_USAGE, "usage",
                         "--since %s: is no date; write it as 2024-01-06 or 2024-01-06T06:00:00Z",
                         selection->since);
    }
    *since = timestamp_seconds(&date);
    return STATUS_OK;
}

void selection_free(struct selection *selection)
{
    free(selection->sources.items);
}
