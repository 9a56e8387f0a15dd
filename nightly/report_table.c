#include "nightly/report_table.h"

#include <stdint.h>
#include <string.h>
#include "nightly/report_svg.h"

enum { REPORT_LANGUAGE_MAX = 35 };

static void table_cell(struct html *html, const struct db_result *rows, size_t row, size_t column,
                       size_t position, enum column_kind kind)
{
    html_open(html, position == 0 ? "th" : "td");
    if (position == 0) {
        html_attribute(html, "scope", "row");
    }
    if (kind == COLUMN_NUMBER) {
        html_attribute(html, "class", "n");
        html_text(html, db_value(rows, row, column));
    } else if (kind == COLUMN_LINK) {
        html_link(html, db_value(rows, row, column + 1), db_value(rows, row, column));
    } else {
        html_open(html, "bdi");
        html_text_cut(html, db_value(rows, row, column), REPORT_NAME_MAX);
        html_close(html);
    }
    html_close(html);
}

void report_table(struct html *html, const struct report_table *table, const struct db_result *rows)
{
    const struct report_column *columns = table->columns;

    /* What is too wide for a screen is moved by keys, too. */
    html_open(html, "div");
    html_attribute(html, "class", "wide");
    html_attribute(html, "role", "region");
    html_attribute(html, "tabindex", "0");
    html_attribute(html, "aria-label", table->caption);
    html_open(html, "table");
    html_element(html, "caption", table->caption);
    html_open(html, "thead");
    html_open(html, "tr");
    for (size_t i = 0; i < REPORT_COLUMNS_MAX && columns[i].heading != NULL; i++) {
        html_open(html, "th");
        html_attribute(html, "scope", "col");
        if (columns[i].kind == COLUMN_NUMBER) {
            html_attribute(html, "class", "n");
        }
        html_text(html, columns[i].heading);
        html_close(html);
    }
    html_close(html);
    html_close(html);
    html_open(html, "tbody");
    for (size_t row = 0; row < db_rows(rows); row++) {
        size_t column = 0;

        html_open(html, "tr");
        for (size_t i = 0; i < REPORT_COLUMNS_MAX && columns[i].heading != NULL; i++) {
            table_cell(html, rows, row, column, i, columns[i].kind);
            column += columns[i].kind == COLUMN_LINK ? 2 : 1;
        }
        html_close(html);
    }
    html_close(html);
    html_close(html);
    html_close(html);
}

void report_name(struct html *html, const char *words, const char *name)
{
    if (name != NULL && *name != '\0') {
        html_text(html, words);
        html_open(html, "bdi");
        html_text_cut(html, name, REPORT_NAME_MAX);
        html_close(html);
    }
}

/* Columns of report_timeline.sql. */
enum {
    EVENT_DAY,
    EVENT_PLOVER,
    EVENT_QUAD,
    EVENT_SOURCE,
    EVENT_TARGET,
    EVENT_LOCATION,
    EVENT_ARTICLES,
    EVENT_SAID,
    EVENT_SENTENCE,
    EVENT_LANGUAGE,
    EVENT_OUTLET,
    EVENT_TITLE,
    EVENT_LINK,
    EVENT_SENTENCE_ID
};

/* A tag of BCP 47 by its letters; another one would say nothing to a screen reader. */
static bool event_is_language(const char *language)
{
    size_t length = language == NULL ? 0 : strlen(language);

    return length >= 2 && length <= REPORT_LANGUAGE_MAX &&
           strspn(language, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") ==
               length;
}

/* Who did what to whom, where. */
static void event_line(struct html *html, const struct db_result *rows, size_t row)
{
    html_open(html, "p");
    html_open(html, "strong");
    report_name(html, "", db_value(rows, row, EVENT_SOURCE));
    html_format(html, " %s", db_value(rows, row, EVENT_PLOVER));
    report_name(html, " ", db_value(rows, row, EVENT_TARGET));
    html_close(html);
    report_name(html, ", at ", db_value(rows, row, EVENT_LOCATION));
    html_format(html, " (%s)", report_quad_name(db_value_int(rows, row, EVENT_QUAD)));
    html_close(html);
}

static bool event_same_sentence(const struct db_result *rows, size_t one, size_t other)
{
    const char *first = db_value(rows, one, EVENT_SENTENCE_ID);
    const char *second = db_value(rows, other, EVENT_SENTENCE_ID);

    return first != NULL && second != NULL && strcmp(first, second) == 0 &&
           strcmp(db_value(rows, one, EVENT_DAY), db_value(rows, other, EVENT_DAY)) == 0;
}

size_t report_events(struct html *html, const struct db_result *rows, size_t row)
{
    const char *title = db_value(rows, row, EVENT_TITLE);
    const char *outlet = db_value(rows, row, EVENT_OUTLET);
    const char *language = db_value(rows, row, EVENT_LANGUAGE);
    int64_t articles = db_value_int(rows, row, EVENT_ARTICLES);
    int64_t quad = db_value_int(rows, row, EVENT_QUAD);
    char class[] = "c0";
    size_t next = row;

    class[1] = (char)('0' + (quad >= 1 && quad <= REPORT_QUADS ? quad : 0));
    html_open(html, "li");
    html_attribute(html, "class", class);
    do {
        event_line(html, rows, next);
        next++;
    } while (next < db_rows(rows) && event_same_sentence(rows, row, next));
    if (db_value(rows, row, EVENT_SENTENCE) != NULL) {
        html_open(html, "p");
        html_attribute(html, "dir", "auto");
        if (event_is_language(language)) {
            html_attribute(html, "lang", language);
        }
        html_text(html, db_value(rows, row, EVENT_SENTENCE));
        html_close(html);
    }
    html_open(html, "p");
    html_attribute(html, "class", "faint");
    report_name(html, "", outlet);
    html_text(html, ": ");
    html_link(html, db_value(rows, row, EVENT_LINK),
              title == NULL || *title == '\0' ? "article" : title);
    report_name(html, "; according to ", db_value(rows, row, EVENT_SAID));
    html_format(html, "; told by %lld %s", (long long)articles,
                articles == 1 ? "article" : "articles");
    html_close(html);
    html_close(html);
    return next;
}
