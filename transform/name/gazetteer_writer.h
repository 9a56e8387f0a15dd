/*
 * Makes a file of names (gazetteer_file.h): things and their names in any order, then all at once.
 * Memory: 64 bytes a thing, 16 a name, and the texts, each once.
 */
#ifndef DATELINE_TRANSFORM_NAME_GAZETTEER_WRITER_H
#define DATELINE_TRANSFORM_NAME_GAZETTEER_WRITER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "common/error.h"
#include "transform/name/gazetteer.h"

enum { GAZETTEER_WRITER_NAMES_MAX = 20000000, GAZETTEER_WRITER_TEXT_MAX = 1 << 30 };

struct gazetteer_writer;

struct gazetteer_writer *gazetteer_writer_new(void);
void gazetteer_writer_free(struct gazetteer_writer *writer);

/* Number of a thing with the entry's fields; those that belong to a name (key, alias, rank, file,
 * line) are not looked at. Things alike are one. */
uint32_t gazetteer_writer_thing(struct gazetteer_writer *writer,
                                const struct gazetteer_entry *entry);

/* Another name of it. False: it has no letters, or there are too many names. */
bool gazetteer_writer_name(struct gazetteer_writer *writer, uint32_t thing, const char *alias,
                           int rank);

size_t gazetteer_writer_count(const struct gazetteer_writer *writer); /* of names */

/* Replaces the file at once, or leaves it as it was. */
enum status gazetteer_writer_finish(struct gazetteer_writer *writer, const char *path,
                                    struct error *error) WARN_UNUSED;

#endif
