/* What a source leaves out although it could be read: by URL, age, language and section. */
#ifndef DATELINE_EXTRACT_FILTER_H
#define DATELINE_EXTRACT_FILTER_H

#include <stdbool.h>
#include <stdint.h>
#include "common/config.h"
#include "common/hash.h"
#include "common/record.h"

#define FILTER_ANY_AGE INT64_MIN

/*
 * Seconds since 1970 before which articles of the source are too old: by max_age, counted from
 * `now`, or by `since`, whichever is later; FILTER_ANY_AGE: no limit.
 */
int64_t filter_not_before(const struct source_config *source, int64_t since, int64_t now);

/* Whether an article at the URL is wanted: one of `include` fits (or there is none), and none of
 * `exclude`; patterns of fnmatch(3), where * also stands for slashes. */
bool filter_takes_url(const struct source_config *source, const char *url);

/* Whether a date (RFC 3339; NULL: unknown) is not too old; all of a day counts where it is no more
 * exact. */
bool filter_takes_date(int64_t not_before, const char *date);

/* Whether an article that was read is wanted. What it does not say is not held against it. A
 * language may be written as pages write it ("EN_us", "ger"); "no" takes "nb" and "nn". */
bool filter_takes_article(const struct source_config *source, int64_t not_before,
                          const struct article *article);

/* Whether it leaves anything out before it is fetched. */
bool filter_is_set(const struct source_config *source);

/* Changes when other URLs or ages would be taken before they are fetched. */
void filter_digest(const struct source_config *source, char digest[HASH_ID_SIZE]);

#endif
