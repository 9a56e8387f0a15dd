/*
 * `dateline gazetteer import FILE...`: dumps of GeoNames and tables of Wikidata (or of anybody)
 * into places.dat in var/, which transform reads beside its own gazetteer from then on.
 *
 * Files are read line by line, once (a dump of GeoNames twice where it is a file, first for the
 * names of its areas). Memory grows with what is kept, not with the file: about 300 bytes for a
 * place with its names; never more than the limits of gazetteer_writer.h. All that is imported at
 * once becomes one file, which replaces the one before at once.
 */
#ifndef DATELINE_TRANSFORM_PLACE_IMPORT_H
#define DATELINE_TRANSFORM_PLACE_IMPORT_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include "common/arena.h"
#include "common/error.h"
#include "common/log.h"
#include "transform/name/gazetteer.h"
#include "transform/name/gazetteer_writer.h"

enum {
    IMPORT_LINE_MAX = 1 << 18, /* bytes; GeoNames allows 10,000 characters of names */
    IMPORT_COLUMNS_MAX = 24,
    IMPORT_WARNINGS_MAX = 10, /* bad lines that are shown; all are counted */
    IMPORT_AREAS_MAX = 20000, /* first-level areas of the world: some 4,000 */
    IMPORT_POPULATION = 1000, /* people of the smallest town that is kept, unless asked */
    IMPORT_BAD_LINES = 1000   /* more of them, and nothing is imported, unless asked */
};

struct import_options {
    const char *areas;   /* admin1CodesASCII.txt, or NULL: beside each dump, if it is there */
    long min_population; /* of populated places that are no capitals or seats of areas */
    long max_bad_lines;
    struct log *log;
};

struct import_counts {
    int64_t lines, places, bad_lines;
    size_t names;
};

struct import {
    const struct import_options *options;
    struct gazetteer *gazetteer; /* what is known without imports: countries, ids, words */
    struct gazetteer_view *view;
    struct gazetteer_writer *writer;
    struct arena *arena; /* of the import */
    json_t *areas;       /* "US.TX": [name, GeoNames id] */
    struct import_counts counts;
    const char *source; /* file name, for the records */
    bool only_areas;    /* the first reading of a dump */
};

/* What is wrong with a row, in which column (1-based). */
struct import_problem {
    size_t column;
    const char *name, *value, *allowed;
};

/* Imports all files into `path`. STATUS_REJECT: done, but some lines were left out. */
enum status import_run(const struct import_options *options, const char *const *files, size_t count,
                       const char *path, struct import_counts *counts,
                       struct error *error) WARN_UNUSED;

/*
 * One line's cells of a dump of GeoNames (19 columns, geonames.org's readme.txt), of
 * admin1CodesASCII.txt (4), or of a table (IMPORT_TABLE_COLUMNS). `line` is its number. False:
 * `problem` says what is wrong, and nothing was taken.
 */
bool import_take_geonames(struct import *import, char **cells, size_t count, size_t line,
                          struct import_problem *problem);
bool import_take_area(struct import *import, char **cells, size_t count,
                      struct import_problem *problem);
bool import_take_table(struct import *import, char **cells, size_t count, size_t line,
                       struct import_problem *problem);

#define IMPORT_TABLE_COLUMNS 12
/* Their names, in their order; the first line of a table. */
extern const char *const import_table_columns[IMPORT_TABLE_COLUMNS];

/* Cuts a line at its tabs, in place. Returns how many cells there are, also where they are more
 * than IMPORT_COLUMNS_MAX, the first of which are set. */
size_t import_cut(char *line, char **cells);

/* An import of nothing yet; it reads the gazetteer. Ends with import_end(). */
enum status import_begin(struct import *import, const struct import_options *options,
                         struct error *error) WARN_UNUSED;
void import_end(struct import *import);

#endif
