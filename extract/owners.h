/*
 * In a replay: which source has a URL that several of them name. The one that fetched it on that
 * night has it again, whoever asks first now.
 */
#ifndef DATELINE_EXTRACT_OWNERS_H
#define DATELINE_EXTRACT_OWNERS_H

#include <stdbool.h>
#include <stdint.h>
#include "extract/seen.h"
#include "extract/warc/archive.h"

struct owners;

/* Both outlive it. */
struct owners *owners_new(const struct replay *replay, struct seen *seen);
void owners_free(struct owners *owners);

/*
 * Whether the URL is another source's. Then it is in `seen` as under way from now on, until that
 * source has read it.
 */
bool owners_keep(struct owners *owners, const char *url, const char *source);

/* Whether a URL (hash_number()) that is in `seen` was kept for who asks now. */
bool owners_take(struct owners *owners, uint64_t hash);

/* Nothing goes on: what is kept for sources that do not ask counts as failed. False: nothing is. */
bool owners_give_up(struct owners *owners);

#endif
