/* Rows of a query as a table of a report, and single events and names. */
#ifndef DATELINE_NIGHTLY_REPORT_TABLE_H
#define DATELINE_NIGHTLY_REPORT_TABLE_H

#include <stdbool.h>
#include "common/db.h"
#include "nightly/html.h"

enum { REPORT_NAME_MAX = 80, REPORT_COLUMNS_MAX = 10 };

enum column_kind { COLUMN_TEXT, COLUMN_NUMBER, COLUMN_LINK /* the next column is its URL */ };

struct report_column {
    const char *heading;
    enum column_kind kind;
};

struct report_table {
    const char *id, *heading, *caption, *nothing;
    const char *statement;
    bool of_now; /* its parameter is the time, not the period */
    struct report_column columns[REPORT_COLUMNS_MAX];
};

/* All rows, one each; columns of the table are those of the rows, the first one names its row. */
void report_table(struct html *html, const struct report_table *table,
                  const struct db_result *rows);

/* Words, then a name that comes from an article, if there is one. */
void report_name(struct html *html, const char *words, const char *name);

/*
 * An item of a list: the row of report_timeline.sql and those after it that the same sentence tells
 * of the same day. Returns the first row after them.
 */
size_t report_events(struct html *html, const struct db_result *rows, size_t row);

#endif
