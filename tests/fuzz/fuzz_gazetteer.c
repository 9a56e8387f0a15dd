/* Lines of a dump of GeoNames and of a table, as the import takes them, and as rows of the tables
 * of countries, areas, places and offices; and a file of names from bytes of anybody. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "common/memory.h"
#include "transform/name/gazetteer_file.h"
#include "transform/name/gazetteer_tsv.h"
#include "transform/place/import.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { FUZZ_FORGET = 2000 /* inputs after which memory is given back */ };

static void fuzz_line(struct import *import, char *text, size_t line)
{
    char *cells[IMPORT_COLUMNS_MAX] = {NULL}, *copy = arena_strdup(import->arena, text);
    struct import_problem problem = {0};
    size_t count = import_cut(copy, cells);

    if (!import_take_geonames(import, cells, count, line, &problem) &&
        (problem.column == 0 || problem.allowed == NULL)) {
        abort();
    }
    copy = arena_strdup(import->arena, text);
    count = import_cut(copy, cells);
    if (!import_take_table(import, cells, count, line, &problem) && problem.name == NULL) {
        abort();
    }
    copy = arena_strdup(import->arena, text);
    count = import_cut(copy, cells);
    (void)import_take_area(import, cells, count, &problem);
}

/* The same cells as rows of the tables in config/gazetteer/. */
static void fuzz_row(struct import *import, const char *text)
{
    static enum status (*const take[])(struct gazetteer *, const struct tsv_row *,
                                       struct error *) = {
        gazetteer_tsv_take_country, gazetteer_tsv_take_area, gazetteer_tsv_take_place,
        gazetteer_tsv_take_holder};
    char *cells[IMPORT_COLUMNS_MAX] = {NULL};
    struct tsv_row row = {.file = "fuzz.tsv", .line = 1};
    struct error error;
    size_t count = import_cut(arena_strdup(gazetteer_arena(import->gazetteer), text), cells);

    for (size_t i = 0; i < TSV_COLUMNS_MAX; i++) {
        row.cells[i] = i < count && i < IMPORT_COLUMNS_MAX ? cells[i] : "";
    }
    for (size_t i = 0; i < sizeof take / sizeof take[0]; i++) {
        if (take[i](import->gazetteer, &row, &error) != STATUS_OK &&
            strstr(error.message, "fuzz.tsv:1: ") == NULL) {
            abort();
        }
    }
}

/* Whatever stands in a file whose checksum is right, nothing beyond it is read. */
static size_t fuzz_file(const uint8_t *data, size_t size)
{
    struct gazetteer_header *header = mem_calloc(1, size + 1);
    struct gazetteer_file file = {0};
    struct gazetteer_found found;
    size_t sum = 0;

    memcpy(header, data, size);
    if (size >= sizeof *header) {
        memcpy(header->magic, gazetteer_file_magic, sizeof header->magic);
        header->version = GAZETTEER_FILE_VERSION;
        header->byte_order = GAZETTEER_BYTE_ORDER;
        header->size = size;
        header->checksum = gazetteer_file_checksum(header + 1, size - sizeof *header);
    }
    if (gazetteer_file_check(&file, header, size) == NULL) {
        for (uint32_t i = 0; i < file.header->name_count; i++) {
            struct gazetteer_entry entry = gazetteer_file_entry(&file, i);

            sum += strlen(entry.key) + strlen(entry.alias) + strlen(entry.type);
            if (gazetteer_index_find(file.slots, file.header->slot_count, &file, gazetteer_file_key,
                                     entry.key, &found)) {
                sum += strlen(gazetteer_file_key(&file, found.first));
            }
        }
    }
    free(header);
    return sum;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct import_options options = {.min_population = 0};
    static struct import import;
    static size_t inputs;
    struct error error;
    char *text = mem_strndup((const char *)data, size);
    size_t line = 0;

    if (inputs++ % FUZZ_FORGET == 0) {
        import_end(&import);
        if (import_begin(&import, &options, &error) != STATUS_OK) {
            abort();
        }
        import.source = "fuzz";
    }
    for (char *p = text, *end; p != NULL && *p != '\0'; p = end == NULL ? NULL : end + 1) {
        end = strchr(p, '\n');
        if (end != NULL) {
            *end = '\0';
        }
        fuzz_line(&import, p, ++line);
        fuzz_row(&import, p);
    }
    free(text);
    if (fuzz_file(data, size) > SIZE_MAX / 2) {
        abort();
    }
    arena_reset(import.arena);
    import.view = gazetteer_view_new(import.gazetteer, import.arena);
    return 0;
}
