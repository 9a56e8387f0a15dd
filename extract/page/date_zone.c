#include "extract/page/date_zone.h"

#include <stdio.h>
#include <string.h>

enum {
    ZONE_OFFSET_MIN = -12 * 3600,
    ZONE_OFFSET_MAX = 14 * 3600,
    ZONE_WITNESS_MIN = 25 /* weight: the time of another article shows nothing */
};

/* Whether some place on Earth is so many seconds ahead of UTC: whole or half hours, or Nepal, Eucla
 * and the Chatham Islands. Not UTC itself, which many write who mean their own time. */
static bool zone_exists(int64_t seconds)
{
    return seconds != 0 && seconds >= ZONE_OFFSET_MIN && seconds <= ZONE_OFFSET_MAX &&
           (seconds % 1800 == 0 || seconds == 20700 || seconds == 31500 || seconds == 45900);
}

int64_t date_zone_day(const struct timestamp *timestamp)
{
    return timestamp_days(timestamp->year, timestamp->month, timestamp->day);
}

bool date_zone_is_utc(const struct date_witness *witness)
{
    return witness->time.has_offset && witness->time.offset_minutes == 0 &&
           witness->time.precision >= PRECISION_MINUTE;
}

void date_zone_use_local(const struct dates *dates, struct timestamp *timestamp, int64_t day)
{
    for (size_t i = 0; i < dates->count; i++) {
        struct timestamp other = dates->items[i].time;
        int64_t apart;

        if (other.precision < PRECISION_MINUTE || dates->items[i].modified ||
            dates->items[i].weight < ZONE_WITNESS_MIN) {
            continue;
        }
        if (timestamp->precision < PRECISION_MINUTE || !timestamp->has_offset ||
            timestamp->offset_minutes != 0) {
            return;
        }
        apart = timestamp_seconds(&other) - timestamp_seconds(timestamp);
        if (other.has_offset && other.offset_minutes != 0 && apart > -60 && apart < 60 &&
            date_zone_day(&other) == day) {
            *timestamp = other;
            return;
        }
        if (!other.has_offset && date_zone_day(&other) == day &&
            (other.second == timestamp->second || other.precision == PRECISION_MINUTE)) {
            apart += other.precision == PRECISION_MINUTE ? timestamp->second : 0;
            if (zone_exists(apart)) {
                other.has_offset = true;
                other.offset_minutes = (int)(apart / 60);
                *timestamp = other;
                return;
            }
        }
    }
}

void date_zone_add_offset(const struct dates *dates, struct timestamp *timestamp)
{
    for (size_t i = 0; i < dates->count && !timestamp->has_offset; i++) {
        const struct date_witness *utc = &dates->items[i];
        int64_t apart = timestamp_seconds(timestamp) - timestamp_seconds(&utc->time);

        if (timestamp->precision == PRECISION_MINUTE) {
            apart += utc->time.second;
        }
        if (date_zone_is_utc(utc) && !utc->modified && utc->weight >= ZONE_WITNESS_MIN &&
            timestamp->precision >= PRECISION_MINUTE && zone_exists(apart)) {
            timestamp->has_offset = true;
            timestamp->offset_minutes = (int)(apart / 60);
        }
    }
}

/* "-03:00", "Z": minutes east of UTC. */
static bool zone_minutes(const char *zone, int *minutes)
{
    int hours = 0, rest = 0;

    if (zone == NULL || (strcmp(zone, "Z") != 0 && sscanf(zone + 1, "%d:%d", &hours, &rest) != 2)) {
        return false;
    }
    *minutes = (zone[0] == '-' ? -1 : 1) * (hours * 60 + rest);
    return true;
}

bool date_zone_write(const struct source_config *source, struct timestamp *timestamp,
                     struct arena *arena, const char **text)
{
    char formatted[TIMESTAMP_SIZE];
    bool assumed = !timestamp->has_offset;

    if (assumed && source != NULL) {
        timestamp->has_offset = zone_minutes(source->zone, &timestamp->offset_minutes);
        timestamp->zulu = true;
    }
    timestamp_format(timestamp, formatted);
    *text = arena_strdup(arena, formatted);
    return assumed;
}
