#include "transform/event/codes.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include "common/paths.h"
#include "transform/document.h"
#include "transform/text/word.h"
#include "transform/tsv.h"

enum { PLOVER_KIND, PLOVER_TYPE, PLOVER_NAME, PLOVER_QUAD, PLOVER_MEANING };
enum {
    CAMEO_CODE,
    CAMEO_NAME,
    CAMEO_PLOVER,
    CAMEO_MODE,
    CAMEO_CONTEXT,
    CAMEO_QUAD,
    CAMEO_VALUE,
    CAMEO_FAMILY
};

static bool codes_number(const char *cell, double minimum, double maximum, double *value)
{
    char *end;

    *value = strtod(cell, &end); /* lint: allowed, no program sets a locale */
    return *cell != '\0' && *end == '\0' && *value >= minimum && *value <= maximum;
}

static bool codes_quad(const char *cell, int *quad)
{
    double value;

    if (!codes_number(cell, 1, 4, &value) || value != (double)(int)value) {
        return false;
    }
    *quad = (int)value;
    return true;
}

/* Whether plover.tsv has the row `kind type name`. */
static bool codes_has(const struct tsv *plover, const char *kind, const char *type,
                      const char *name)
{
    for (size_t i = 0; i < plover->count; i++) {
        const char *const *cells = plover->rows[i].cells;

        if (strcmp(cells[PLOVER_KIND], kind) == 0 && strcmp(cells[PLOVER_TYPE], type) == 0 &&
            strcmp(cells[PLOVER_NAME], name) == 0) {
            return true;
        }
    }
    return false;
}

static enum status codes_check_plover(const struct tsv *plover, struct error *error)
{
    for (size_t i = 0; i < plover->count; i++) {
        const struct tsv_row *row = &plover->rows[i];
        const char *const *cells = row->cells;
        int quad;

        if (strcmp(cells[PLOVER_KIND], "type") == 0) {
            if (!codes_quad(cells[PLOVER_QUAD], &quad)) {
                return tsv_fail(row, "quad", cells[PLOVER_QUAD], "give 1, 2, 3 or 4", error);
            }
        } else if (strcmp(cells[PLOVER_KIND], "mode") == 0) {
            if (!codes_has(plover, "type", "", cells[PLOVER_TYPE])) {
                return tsv_fail(row, "type", cells[PLOVER_TYPE], "name a type of this file", error);
            }
        } else if (strcmp(cells[PLOVER_KIND], "context") != 0) {
            return tsv_fail(row, "kind", cells[PLOVER_KIND], "type, mode and context are", error);
        }
    }
    return STATUS_OK;
}

void event_use_code(struct event *event, const struct event_code *code)
{
    event->cameo = code->cameo;
    event->plover = code->plover;
    event->mode = code->mode;
    event->context = code->context;
    event->family = code->family;
    event->quad = code->quad;
    event->goldstein = code->goldstein;
}

const struct event_code *event_codes_find(const struct event_codes *codes, const char *cameo)
{
    for (size_t i = 0; i < codes->count; i++) {
        if (word_is(codes->items[i].cameo, cameo)) {
            return &codes->items[i];
        }
    }
    return NULL;
}

/* "1383" stands below "138". */
static bool codes_has_parent(struct arena *arena, const struct event_codes *codes,
                             const char *cameo)
{
    size_t length = strlen(cameo);

    return length == 2 || event_codes_find(codes, arena_strndup(arena, cameo, length - 1)) != NULL;
}

static enum status codes_take(struct arena *arena, struct event_codes *codes,
                              const struct tsv *plover, const struct tsv_row *row,
                              struct error *error)
{
    const char *const *cells = row->cells;
    const char *cameo = cells[CAMEO_CODE], *mode = cells[CAMEO_MODE],
               *context = cells[CAMEO_CONTEXT];
    size_t length = strlen(cameo);
    struct event_code code = {.cameo = cameo,
                              .name = cells[CAMEO_NAME],
                              .plover = cells[CAMEO_PLOVER],
                              .mode = *mode == '\0' ? NULL : mode,
                              .context = *context == '\0' ? NULL : context,
                              .family = cells[CAMEO_FAMILY]};

    if (length < 2 || length > 4 || cameo[strspn(cameo, "0123456789")] != '\0') {
        return tsv_fail(row, "cameo", cameo, "give two to four digits", error);
    }
    if (event_codes_find(codes, cameo) != NULL) {
        return tsv_fail(row, "cameo", cameo, "it stands there twice", error);
    }
    if (!codes_has_parent(arena, codes, cameo)) {
        return tsv_fail(row, "cameo", cameo, "the code without its last digit stands above", error);
    }
    if (!codes_has(plover, "type", "", code.plover)) {
        return tsv_fail(row, "plover", code.plover, "give a type of plover.tsv", error);
    }
    if (code.mode != NULL && !codes_has(plover, "mode", code.plover, code.mode)) {
        return tsv_fail(row, "mode", mode, "give a mode that plover.tsv has for the type", error);
    }
    if (code.context != NULL && !codes_has(plover, "context", "", code.context)) {
        return tsv_fail(row, "context", context, "give a context of plover.tsv", error);
    }
    if (!codes_quad(cells[CAMEO_QUAD], &code.quad)) {
        return tsv_fail(row, "quad", cells[CAMEO_QUAD], "give 1, 2, 3 or 4", error);
    }
    if (!codes_number(cells[CAMEO_VALUE], -10, 10, &code.goldstein)) {
        return tsv_fail(row, "goldstein", cells[CAMEO_VALUE], "give a number from -10 to 10",
                        error);
    }
    codes->items =
        arena_grow(arena, codes->items, &codes->capacity, codes->count, sizeof *codes->items);
    codes->items[codes->count++] = code;
    return STATUS_OK;
}

static enum status codes_read_table(const char *file, const char *const *columns,
                                    struct arena *arena, struct tsv *tsv, struct error *error)
{
    char *path = NULL;
    enum status status = paths_find_data(file, &path, error);

    if (status == STATUS_OK) {
        status = tsv_read(path, columns, arena, tsv, error);
    }
    free(path);
    return status;
}

enum status event_codes_read(struct arena *arena, struct event_codes *codes, struct error *error)
{
    static const char *const plover_columns[] = {"kind", "type", "name", "quad", "meaning", NULL};
    static const char *const cameo_columns[] = {"cameo", "name",      "plover", "mode", "context",
                                                "quad",  "goldstein", "family", NULL};
    struct tsv plover = {0}, cameo = {0};
    enum status status =
        codes_read_table("events/plover.tsv", plover_columns, arena, &plover, error);

    if (status == STATUS_OK) {
        status = codes_check_plover(&plover, error);
    }
    if (status == STATUS_OK) {
        status = codes_read_table("events/cameo.tsv", cameo_columns, arena, &cameo, error);
    }
    for (size_t i = 0; status == STATUS_OK && i < cameo.count; i++) {
        status = codes_take(arena, codes, &plover, &cameo.rows[i], error);
    }
    for (size_t i = 0; status == STATUS_OK && i < codes->count; i++) {
        const struct event_code *family = event_codes_find(codes, codes->items[i].family);

        if (family == NULL || strcmp(family->family, family->cameo) != 0) {
            status = tsv_fail(&cameo.rows[i], "family", codes->items[i].family,
                              "give a code that is its own family", error);
        }
    }
    return status;
}
