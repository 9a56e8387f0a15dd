/*
 * Which program, model and rules make what transform adds to an article: stored with its rows, so
 * that `dateline reprocess` finds those that others made.
 */
#ifndef DATELINE_TRANSFORM_VERSIONS_H
#define DATELINE_TRANSFORM_VERSIONS_H

#include <jansson.h>
#include <stdint.h>
#include "common/error.h"

enum { VERSION_SIZE = 17 }; /* 16 hexadecimal digits and a NUL */

struct versions {
    char model[VERSION_SIZE]; /* of config/english.model */
    char
        rules[VERSION_SIZE]; /* of all dictionaries and rules under config/, and of the gazetteer */
};

/*
 * Reads the files of rules and dictionaries. `model` and `gazetteer` are the checksums of what
 * is mapped. STATUS_USAGE: a file cannot be read.
 */
enum status versions_find(uint64_t model, uint64_t gazetteer, struct versions *versions,
                          struct error *error) WARN_UNUSED;

/* Sets transform_version, model_version and rules_version. */
void versions_set(const struct versions *versions, json_t *record);

#endif
