/* Which URLs a run has come across, as 64-bit hashes: 16 bytes or less a URL, however long it is.
 */
#ifndef DATELINE_EXTRACT_SEEN_H
#define DATELINE_EXTRACT_SEEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What became of one. */
enum seen_state { SEEN_NEVER, SEEN_UNDER_WAY, SEEN_FAILED, SEEN_SETTLED };

struct seen;

struct seen *seen_new(void);
void seen_free(struct seen *seen);

/* Adds a hash of hash_number(), as under way. False: it is there already. */
bool seen_add(struct seen *seen, uint64_t hash);

/* Says what became of it; adds it where it is not there. */
void seen_set(struct seen *seen, uint64_t hash, enum seen_state state);

enum seen_state seen_find(const struct seen *seen, uint64_t hash);

#endif
