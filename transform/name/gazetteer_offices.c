/* Rows of offices.tsv, and who held an office on a day. */
#include <stdlib.h>
#include <string.h>
#include "common/timestamp.h"
#include "transform/name/gazetteer_tsv.h"

/* "2004", "2004-05" or "2004-05-17"; the days from the first to the last that it may mean. */
static bool offices_days(const char *text, int64_t *first, int64_t *last)
{
    char *end = NULL;
    long year = strtol(text, &end, 10), month = 0, day = 0;
    size_t length = strlen(text);

    if (strspn(text, "0123456789-") != length || end != text + 4 || year < 1800) {
        return false;
    }
    if (length > 4) {
        month = text[4] == '-' && length >= 7 ? strtol(text + 5, &end, 10) : 0;
        if (month < 1 || month > 12 || end != text + 7) {
            return false;
        }
    }
    if (length > 7) {
        day = text[7] == '-' && length == 10 ? strtol(text + 8, &end, 10) : 0;
        if (end != text + 10 || !timestamp_valid_date((int)year, (int)month, (int)day)) {
            return false;
        }
    }
    *first = timestamp_days((int)year, month == 0 ? 1 : (int)month, day == 0 ? 1 : (int)day);
    *last = day != 0     ? *first
            : month != 0 ? *first + timestamp_month_days((int)year, (int)month) - 1
                         : timestamp_days((int)year, 12, 31);
    return true;
}

/* office, country, holder, from, to */
enum status gazetteer_tsv_take_holder(struct gazetteer *gazetteer, const struct tsv_row *row,
                                      struct error *error)
{
    struct arena *arena = gazetteer_arena(gazetteer);
    const char *const *cells = row->cells;
    struct gazetteer_entry entry = {.type = "HOLDER",
                                    .name = cells[2],
                                    .kind = cells[0],
                                    .first_day = INT64_MIN,
                                    .last_day = INT64_MAX,
                                    .file = row->file,
                                    .line = row->line,
                                    .rank = GAZETTEER_RANK_CONFIG};
    int64_t other;

    if (*cells[0] == '\0') {
        return tsv_fail(row, "office", cells[0], "it must not be empty", error);
    }
    if (*cells[1] == '\0') {
        return tsv_fail(row, "country", cells[1],
                        "give the three letters of ISO 3166-1, or an organisation's name", error);
    }
    if (*cells[2] == '\0') {
        return tsv_fail(row, "holder", cells[2], "it must not be empty", error);
    }
    if (!offices_days(cells[3], &entry.first_day, &other)) {
        return tsv_fail(row, "from", cells[3], "give a year, month or day, such as 2004-05-17",
                        error);
    }
    if (*cells[4] != '\0' && !offices_days(cells[4], &other, &entry.last_day)) {
        return tsv_fail(row, "to", cells[4],
                        "give a year, month or day, or nothing while it is held", error);
    }
    if (entry.last_day < entry.first_day) {
        return tsv_fail(row, "to", cells[4], "it ends before it begins", error);
    }
    entry.country = gazetteer_tsv_is_code(cells[1], 3, 3) ? cells[1] : NULL;
    entry.id = gazetteer_tsv_entity_id(arena, NULL, "PERSON", entry.name);
    entry.alias = arena_printf(arena, "%s %s", cells[1], cells[0]);
    gazetteer_add(gazetteer, &entry);
    return STATUS_OK;
}

const struct gazetteer_entry *gazetteer_holder(const struct gazetteer_view *view,
                                               const char *country, const char *office, int64_t day)
{
    const struct gazetteer_entry *entries[GAZETTEER_HOLDERS_MAX], *best = NULL;
    char text[GAZETTEER_KEY_MAX], key[GAZETTEER_KEY_MAX];
    size_t length = strlen(country), count;

    if (length + strlen(office) + 2 > sizeof text) {
        return NULL;
    }
    memcpy(text, country, length);
    text[length] = ' ';
    memcpy(text + length + 1, office, strlen(office) + 1);
    if (gazetteer_key(text, strlen(text), key) == 0) {
        return NULL;
    }
    count = gazetteer_list(view, key, "HOLDER", entries, GAZETTEER_HOLDERS_MAX);
    for (size_t i = 0; i < count; i++) {
        if (entries[i]->first_day > day || entries[i]->last_day < day) {
            continue;
        }
        if (best != NULL && best->first_day == entries[i]->first_day) {
            return NULL; /* two share it, or the file is not exact enough */
        }
        best = best == NULL || best->first_day < entries[i]->first_day ? entries[i] : best;
    }
    return best;
}
