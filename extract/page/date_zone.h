/* The outlet's own day and offset: what other dates of the page tell of the zone of one. */
#ifndef DATELINE_EXTRACT_PAGE_DATE_ZONE_H
#define DATELINE_EXTRACT_PAGE_DATE_ZONE_H

#include <stdbool.h>
#include <stdint.h>
#include "common/arena.h"
#include "common/config.h"
#include "extract/page/dates.h"

/* Days since 1970-01-01 of the date as written. */
int64_t date_zone_day(const struct timestamp *timestamp);

/* Whether it is a moment in UTC, which may be of another day where the outlet is. */
bool date_zone_is_utc(const struct date_witness *witness);

/* Makes a moment in UTC the same one with the outlet's offset, if another date of that day tells
 * it: by its own offset, or as a local time that is off as some zone is. */
void date_zone_use_local(const struct dates *dates, struct timestamp *timestamp, int64_t day);

/* Gives a local time the offset that a moment in UTC among the dates shows. */
void date_zone_add_offset(const struct dates *dates, struct timestamp *timestamp);

/* Writes RFC 3339 into the arena, a missing offset as the source's (may be NULL) zone, else "Z".
 * True when the zone had to be assumed. */
bool date_zone_write(const struct source_config *source, struct timestamp *timestamp,
                     struct arena *arena, const char **text);

#endif
