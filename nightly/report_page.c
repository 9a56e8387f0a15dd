#include "nightly/report_page.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include "common/timestamp.h"
#include "nightly/report_head.h"
#include "nightly/report_svg.h"
#include "nightly/report_table.h"

/* Tables of so few rows are open. */
enum { REPORT_OPEN = 14 };

static const struct report_table table_actors = {
    "actors",
    "Actors",
    "The 20 with most events, of all days, that articles of this time tell as happened.",
    "No events with somebody who did them.",
    "report_actors",
    false,
    {{"Actor", COLUMN_TEXT},
     {"Kind", COLUMN_TEXT},
     {"Code", COLUMN_TEXT},
     {"Events", COLUMN_NUMBER},
     {"Did", COLUMN_NUMBER},
     {"Done to", COLUMN_NUMBER}}};

static const struct report_table table_pairs = {
    "pairs",
    "Pairs",
    "The 20 pairs with most events, and the mean of their Goldstein scale, -10 hostile to 10 "
    "friendly.",
    "No events between two.",
    "report_pairs",
    false,
    {{"Who", COLUMN_TEXT},
     {"To whom", COLUMN_TEXT},
     {"Events", COLUMN_NUMBER},
     {"Verbal cooperation", COLUMN_NUMBER},
     {"Material cooperation", COLUMN_NUMBER},
     {"Verbal conflict", COLUMN_NUMBER},
     {"Material conflict", COLUMN_NUMBER},
     {"Goldstein", COLUMN_NUMBER}}};

static const struct report_table table_entities = {
    "new",
    "New names",
    "The 30 most told of those that no earlier article names.",
    "No names that were not known before.",
    "report_entities",
    false,
    {{"Name", COLUMN_TEXT},
     {"Kind", COLUMN_TEXT},
     {"Articles", COLUMN_NUMBER},
     {"Mentions", COLUMN_NUMBER},
     {"First article", COLUMN_LINK}}};

static const struct report_table table_sources = {
    "sources",
    "Sources",
    "What each source gave in all runs, the most silent first (at most 200); times in UTC.",
    "No source has been read yet.",
    "report_sources",
    true,
    {{"Source", COLUMN_TEXT},
     {"Runs", COLUMN_NUMBER},
     {"Last run", COLUMN_TEXT},
     {"Last article", COLUMN_TEXT},
     {"Days silent", COLUMN_NUMBER},
     {"New", COLUMN_NUMBER},
     {"Changed", COLUMN_NUMBER},
     {"Rejected", COLUMN_NUMBER},
     {"Last reject", COLUMN_TEXT}}};

static const struct report_table table_days = {.id = "days",
                                               .caption = "Events by quad class",
                                               .columns = {{"From", COLUMN_TEXT},
                                                           {"Verbal cooperation", COLUMN_NUMBER},
                                                           {"Material cooperation", COLUMN_NUMBER},
                                                           {"Verbal conflict", COLUMN_NUMBER},
                                                           {"Material conflict", COLUMN_NUMBER},
                                                           {"Events", COLUMN_NUMBER}}};

static const struct report_table table_places = {.id = "places-table",
                                                 .caption = "All places on the map",
                                                 .columns = {{"Place", COLUMN_TEXT},
                                                             {"Country", COLUMN_TEXT},
                                                             {"Articles", COLUMN_NUMBER},
                                                             {"Events there", COLUMN_NUMBER}}};

/* What the statements take, in their order: first and last moment, first and last day, unit. */
enum { PERIOD_MOMENTS = 2, PERIOD_DAYS = 4, PERIOD_ALL = 5 };

struct report_page {
    struct db *db;
    struct html *html;
    struct db_result *period;
    const char *parameters[PERIOD_ALL];
    char now[TIMESTAMP_SIZE];
    int64_t events; /* all that happened */
};

static void page_heading(struct html *html, const char *id, const char *heading)
{
    html_open(html, "section");
    html_attribute(html, "aria-labelledby", id);
    html_open(html, "h2");
    html_attribute(html, "id", id);
    html_text(html, heading);
    html_close(html);
}

static void page_note(struct html *html, const char *text)
{
    html_open(html, "p");
    html_attribute(html, "class", "faint");
    html_text(html, text);
    html_close(html);
}

static enum status page_table_section(struct report_page *page, const struct report_table *table,
                                      struct error *error)
{
    const char *const now[] = {page->now};
    struct db_result *rows = NULL;
    enum status status = table->of_now ? db_run(page->db, table->statement, now, 1, &rows, error)
                                       : db_run(page->db, table->statement, page->parameters,
                                                PERIOD_MOMENTS, &rows, error);

    if (status == STATUS_OK) {
        page_heading(page->html, table->id, table->heading);
        if (db_rows(rows) == 0) {
            html_element(page->html, "p", table->nothing);
        } else {
            report_table(page->html, table, rows);
        }
        html_close(page->html);
    }
    db_result_free(rows);
    return status;
}

/* A square of the class's colour, its name and how many. */
static void page_legend(struct html *html, const struct db_result *days)
{
    html_open(html, "ul");
    html_attribute(html, "class", "legend");
    for (size_t quad = 1; quad <= REPORT_QUADS; quad++) {
        char class[] = "q0";
        int64_t count = 0;

        class[1] = (char)('0' + quad);
        for (size_t row = 0; row < db_rows(days); row++) {
            count += db_value_int(days, row, quad);
        }
        html_open(html, "li");
        html_open(html, "svg");
        html_attribute(html, "xmlns", "http://www.w3.org/2000/svg");
        html_attribute(html, "viewBox", "0 0 10 10");
        html_attribute(html, "aria-hidden", "true");
        html_open(html, "rect");
        html_attribute(html, "class", class);
        html_attribute_number(html, "width", 10);
        html_attribute_number(html, "height", 10);
        html_close(html);
        html_close(html);
        html_format(html, "%s: %lld", report_quad_name((int64_t)quad), (long long)count);
        html_close(html);
    }
    html_close(html);
}

static enum status page_days(struct report_page *page, struct error *error)
{
    struct html *html = page->html;
    const char *unit = page->parameters[4];
    struct db_result *days = NULL;
    int64_t shown = 0;
    enum status status =
        db_run(page->db, "report_days", page->parameters, PERIOD_ALL, &days, error);

    if (status == STATUS_OK) {
        for (size_t row = 0; row < db_rows(days); row++) {
            shown += db_value_int(days, row, REPORT_QUADS + 1);
        }
        html_open(html, "section");
        html_attribute(html, "aria-labelledby", "events");
        html_open(html, "h2");
        html_attribute(html, "id", "events");
        html_format(html, "Events a %s", unit);
        html_close(html);
        if (shown == 0) {
            html_element(html, "p", "No events of these days.");
        } else {
            report_chart(html, days, unit);
            page_legend(html, days);
            html_open(html, "details");
            if (db_rows(days) <= REPORT_OPEN) {
                html_attribute(html, "open", "open");
            }
            html_element(html, "summary", "The numbers");
            report_table(html, &table_days, days);
            html_close(html);
        }
        if (page->events > shown) {
            html_open(html, "p");
            html_attribute(html, "class", "faint");
            html_format(html,
                        "%lld more events that these articles tell are of other days, or of "
                        "no certain day.",
                        (long long)(page->events - shown));
            html_close(html);
        }
        html_close(html);
    }
    db_result_free(days);
    return status;
}

static enum status page_places(struct report_page *page, struct error *error)
{
    struct html *html = page->html;
    struct db_result *places = NULL;
    enum status status =
        db_run(page->db, "report_places", page->parameters, PERIOD_MOMENTS, &places, error);

    if (status == STATUS_OK) {
        page_heading(html, "places", "Places");
        if (db_rows(places) == 0) {
            html_element(html, "p", "No place with a known position is named.");
        } else {
            report_map(html, places);
            page_note(html, "The 120 places that most articles name. Grey marks are towns, from "
                            "GeoNames (CC BY 4.0); Antarctica stands at the lower edge.");
            html_open(html, "details");
            if (db_rows(places) <= REPORT_OPEN) {
                html_attribute(html, "open", "open");
            }
            html_element(html, "summary", "The places as a table");
            report_table(html, &table_places, places);
            html_close(html);
        }
        html_close(html);
    }
    db_result_free(places);
    return status;
}

static enum status page_timeline(struct report_page *page, struct error *error)
{
    struct html *html = page->html;
    struct db_result *rows = NULL;
    const char *day = NULL;
    enum status status =
        db_run(page->db, "report_timeline", page->parameters, PERIOD_DAYS, &rows, error);

    if (status == STATUS_OK) {
        page_heading(html, "timeline", "Timeline");
        if (db_rows(rows) == 0) {
            html_element(html, "p", "No events of these days.");
        } else {
            page_note(html, "The 60 events that most articles tell, of equals the newest, each by "
                            "its surest sentence.");
        }
        for (size_t row = 0; row < db_rows(rows);) {
            if (day == NULL || strcmp(day, db_value(rows, row, 0)) != 0) {
                if (day != NULL) {
                    html_close(html);
                }
                day = db_value(rows, row, 0);
                html_element(html, "h3", day);
                html_open(html, "ul");
                html_attribute(html, "class", "events");
            }
            row = report_events(html, rows, row);
        }
        if (day != NULL) {
            html_close(html);
        }
        html_close(html);
    }
    db_result_free(rows);
    return status;
}

static void page_links(struct html *html)
{
    static const char *const sections[][2] = {
        {"#events", "Events"},   {"#timeline", "Timeline"}, {"#actors", "Actors"},
        {"#pairs", "Pairs"},     {"#places", "Places"},     {"#new", "New names"},
        {"#sources", "Sources"},
    };

    html_open(html, "nav");
    html_attribute(html, "aria-label", "Sections");
    html_open(html, "ul");
    for (size_t i = 0; i < sizeof sections / sizeof sections[0]; i++) {
        html_open(html, "li");
        html_open(html, "a");
        html_attribute(html, "href", sections[i][0]);
        html_text(html, sections[i][1]);
        html_close(html);
        html_close(html);
    }
    html_close(html);
    html_close(html);
}

/* How much there is, and how the newest run ended. */
static enum status page_totals(struct report_page *page, struct error *error)
{
    struct html *html = page->html;
    struct db_result *totals = NULL;
    enum status status =
        db_run(page->db, "report_totals", page->parameters, PERIOD_MOMENTS, &totals, error);

    if (status == STATUS_OK) {
        page->events = db_value_int(totals, 0, 2);
        html_open(html, "p");
        html_format(html, "%lld articles of %lld sources tell %lld events as happened",
                    (long long)db_value_int(totals, 0, 0), (long long)db_value_int(totals, 0, 1),
                    (long long)page->events);
        if (db_value_int(totals, 0, 3) > 0) {
            html_format(html,
                        "; %lld sentences tell of what was denied, planned or demanded, "
                        "which is not counted here",
                        (long long)db_value_int(totals, 0, 3));
        }
        html_text(html, ".");
        html_close(html);
        if (db_value(totals, 0, 4) != NULL) {
            html_open(html, "p");
            report_name(html, "Newest run: ", db_value(totals, 0, 4));
            html_format(html, ", started %s UTC, %s", db_value(totals, 0, 6),
                        db_value(totals, 0, 5));
            report_name(html, ": ", db_value(totals, 0, 7));
            html_text(html, ".");
            html_close(html);
        }
    }
    db_result_free(totals);
    return status;
}

static enum status page_sections(struct report_page *page, struct error *error)
{
    enum status status = page_days(page, error);

    if (status == STATUS_OK) {
        status = page_timeline(page, error);
    }
    if (status == STATUS_OK) {
        status = page_table_section(page, &table_actors, error);
    }
    if (status == STATUS_OK) {
        status = page_table_section(page, &table_pairs, error);
    }
    if (status == STATUS_OK) {
        status = page_places(page, error);
    }
    if (status == STATUS_OK) {
        status = page_table_section(page, &table_entities, error);
    }
    return status;
}

static enum status page_body(struct report_page *page, struct error *error)
{
    static const char title[] = "Dateline: the morning's report";
    struct html *html = page->html;
    const char *from = db_value(page->period, 0, 5), *until = db_value(page->period, 0, 6);
    bool articles = strcmp(db_value(page->period, 0, 7), "t") == 0;
    enum status status = STATUS_OK;

    report_head(html, title);
    html_open(html, "header");
    html_element(html, "h1", title);
    if (articles) {
        html_open(html, "p");
        html_format(html, "Articles published from %s to %s UTC.", from, until);
        html_close(html);
        status = page_totals(page, error);
        page_links(html);
    } else {
        html_open(html, "p");
        if (until == NULL) {
            html_text(html, "There are no articles yet: dateline run fetches them.");
        } else {
            html_format(html, "No articles were published since %s UTC; the newest is of %s.", from,
                        until);
        }
        html_close(html);
    }
    html_close(html);
    html_open(html, "main");
    if (status == STATUS_OK && articles) {
        status = page_sections(page, error);
    }
    if (status == STATUS_OK) {
        status = page_table_section(page, &table_sources, error);
    }
    html_close(html);
    html_open(html, "footer");
    html_open(html, "p");
    html_attribute(html, "class", "faint");
    html_format(html,
                "Made %s by dateline %s from what articles say: the program reads, and may "
                "misread; the links lead to the words.",
                page->now, DATELINE_VERSION);
    html_close(html);
    html_close(html);
    return status;
}

enum status report_page(struct db *db, struct html *html, const char *since, struct error *error)
{
    struct report_page page = {.db = db, .html = html};
    const struct timestamp now = timestamp_now();
    const char *const parameters[] = {since, page.now};
    enum status status;

    timestamp_format(&now, page.now);
    status = db_run(db, "report_period", parameters, 2, &page.period, error);
    if (status == STATUS_OK) {
        for (size_t i = 0; i < PERIOD_ALL; i++) {
            page.parameters[i] = db_value(page.period, 0, i);
        }
        status = page_body(&page, error);
    }
    db_result_free(page.period);
    return status;
}
