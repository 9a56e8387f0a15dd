/*
 * A file of names that is mapped and searched where it lies: build/data/gazetteer.dat, which the
 * build makes from packages, and places.dat, which `dateline gazetteer import` makes.
 *
 * A header, then four tables, all in the byte order of the machine that made them: things, names
 * (sorted by key, then rank), the index over names, and the texts that the others point into.
 * Opening costs a checksum over the file; nothing is copied.
 */
#ifndef DATELINE_TRANSFORM_NAME_GAZETTEER_FILE_H
#define DATELINE_TRANSFORM_NAME_GAZETTEER_FILE_H

#include <stdint.h>
#include "common/arena.h"
#include "common/error.h"
#include "transform/name/gazetteer.h"
#include "transform/name/gazetteer_index.h"

enum { GAZETTEER_FILE_VERSION = 1, GAZETTEER_BYTE_ORDER = 0x01020304 };
#define GAZETTEER_FILE_MAX (UINT64_C(2) << 30) /* bytes */
#define GAZETTEER_NO_POSITION INT32_MAX

struct gazetteer_header {
    char magic[8];
    uint32_t version, byte_order;
    uint64_t size;     /* of the file */
    uint64_t checksum; /* of what follows the header */
    uint32_t thing_count, name_count, slot_count, text_size;
};

/* Texts are offsets into the table of texts; 0: none. */
struct gazetteer_thing {
    uint32_t id, type, name, country, iso3166, geonames, wikidata, actor_code, admin, admin_code,
        kind;
    uint32_t source, line; /* package or file that told it */
    uint32_t population;
    int32_t latitude, longitude; /* in 1/100,000 of a degree */
};

struct gazetteer_name {
    uint32_t key, alias, thing;
    int32_t rank;
};

struct gazetteer_file {
    const char *path; /* in memory of the file's */
    void *data;
    size_t size;
    const struct gazetteer_header *header;
    const struct gazetteer_thing *things;
    const struct gazetteer_name *names;
    const struct gazetteer_slot *slots;
    const char *texts; /* ends with NUL */
};

extern const char gazetteer_file_magic[8];

/* STATUS_USAGE: the path, what is wrong, and `advice` (what to do). */
enum status gazetteer_file_open(const char *path, const char *advice, struct gazetteer_file *file,
                                struct error *error) WARN_UNUSED;

/* The same of bytes in memory, which are borrowed. NULL: they are whole; else what is wrong. */
const char *gazetteer_file_check(struct gazetteer_file *file, void *data, size_t size);

/* Takes a zeroed one too. */
void gazetteer_file_close(struct gazetteer_file *file);

/* A text by its offset, "" where it points out of the table. */
const char *gazetteer_file_text(const struct gazetteer_file *file, uint32_t offset);

/* As gazetteer_index.h wants it; `list` is a struct gazetteer_file. */
const char *gazetteer_file_key(const void *list, uint32_t name);

/* The type of the thing that a name stands for. */
const char *gazetteer_file_type(const struct gazetteer_file *file, uint32_t name);

/* The entry of a name; its texts live as long as the file. */
struct gazetteer_entry gazetteer_file_entry(const struct gazetteer_file *file, uint32_t name);

/* Finds damage, not intent. */
uint64_t gazetteer_file_checksum(const void *data, size_t size);

#endif
