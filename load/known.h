/*
 * A guess whether articles are in the database already, by a connection of its own, so that lines
 * of a file that was loaded before are not read in full. Whether it is true is seen when the batch
 * lands.
 */
#ifndef DATELINE_LOAD_KNOWN_H
#define DATELINE_LOAD_KNOWN_H

#include <stdbool.h>
#include <stddef.h>
#include "load/peek.h"

struct known;

/* NULL where the database cannot be asked: then nothing is known. */
struct known *known_open(const char *database_url);
void known_close(struct known *known);

/*
 * Sets `same[i]` where the database has an article with the id and hash of peeks[i]; those without
 * an id are skipped. Where little is found it asks less and less often.
 */
void known_ask(struct known *known, const struct peek *peeks, size_t count, bool *same);

#endif
