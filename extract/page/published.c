#include "extract/page/published.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include "extract/page/date_text.h"

enum { PUBLISHED_YEAR_MIN = 1990, PUBLISHED_DAY_SECONDS = 86400 };

struct published_context {
    const struct page *page;
    const char *language;
    struct timestamp in_url;
    bool has_url_date;
    bool hint_only; /* in_url decides between two readings, and is no date by itself */
};

static bool published_believable(const struct page *page, const struct timestamp *timestamp)
{
    struct timestamp fetched;

    return timestamp->year >= PUBLISHED_YEAR_MIN &&
           (page->fetched_at == NULL || !timestamp_parse(page->fetched_at, &fetched) ||
            timestamp_seconds(timestamp) <= timestamp_seconds(&fetched) + PUBLISHED_DAY_SECONDS);
}

static bool published_same_day(const struct timestamp *a, const struct timestamp *b)
{
    return a->year == b->year && a->month == b->month && a->day == b->day;
}

/* The rest of the world writes the day first; the United States, and much English, the month. */
static bool published_day_first(const struct published_context *context, const char *text)
{
    const char *language = context->language;
    const char *hour = strchr(text, 'h');

    if (context->page->source != NULL && context->page->source->day_first_set) {
        return context->page->source->day_first;
    }
    if (hour != NULL && hour > text && hour[-1] >= '0' && hour[-1] <= '9' && hour[1] >= '0' &&
        hour[1] <= '9') {
        return true; /* 21h43 */
    }
    if (strcasestr(text, " am") != NULL || strcasestr(text, " pm") != NULL ||
        strcasestr(text, "p.m.") != NULL || strcasestr(text, "a.m.") != NULL) {
        return language != NULL && strcasecmp(language, "en-GB") == 0;
    }
    return language != NULL && (strncasecmp(language, "en", 2) != 0 ||
                                (strlen(language) > 4 && strcasecmp(language + 2, "-US") != 0 &&
                                 strcasecmp(language + 2, "_US") != 0));
}

static bool published_read(const struct published_context *context, const char *text,
                           struct timestamp *timestamp)
{
    struct timestamp other;
    bool day_first, found;

    if (text == NULL) {
        return false;
    }
    day_first = published_day_first(context, text);
    found = date_text_find(text, day_first, timestamp);
    if (!found) {
        return false;
    }
    if (date_text_find(text, !day_first, &other) && !published_same_day(timestamp, &other) &&
        (((context->has_url_date || context->hint_only) &&
          published_same_day(&other, &context->in_url)) ||
         (!published_believable(context->page, timestamp) &&
          published_believable(context->page, &other)))) {
        *timestamp = other;
    }
    return published_believable(context->page, timestamp);
}

/* The same moment with the outlet's offset, if another date of the page tells it: by its own
 * offset, or as a local time that is off by whole quarters of an hour. */
static void published_use_local(struct timestamp *timestamp, const struct string_list *others)
{
    struct timestamp other;

    if (others == NULL || !timestamp->has_offset || timestamp->offset_minutes != 0 ||
        timestamp->precision < PRECISION_MINUTE) {
        return;
    }
    for (size_t i = 0; i < others->count; i++) {
        int64_t apart;

        if (!date_text_find(others->items[i], true, &other) || other.precision < PRECISION_MINUTE) {
            continue;
        }
        apart = timestamp_seconds(&other) - timestamp_seconds(timestamp);
        if (other.has_offset && other.offset_minutes != 0 && apart > -60 && apart < 60) {
            *timestamp = other;
            return;
        }
        if (!other.has_offset && other.second == timestamp->second && apart != 0 &&
            apart % 900 == 0 && apart >= -12 * 3600 && apart <= 14 * 3600) {
            other.has_offset = true;
            other.offset_minutes = (int)(apart / 60);
            *timestamp = other;
            return;
        }
    }
}

/* "-03:00", "Z": minutes east of UTC. */
static bool published_zone(const char *zone, int *minutes)
{
    int hours = 0, rest = 0;

    if (zone == NULL || (strcmp(zone, "Z") != 0 && sscanf(zone + 1, "%d:%d", &hours, &rest) != 2)) {
        return false;
    }
    *minutes = (zone[0] == '-' ? -1 : 1) * (hours * 60 + rest);
    return true;
}

/* True when the zone had to be assumed. */
static bool published_write(const struct page *page, struct timestamp *timestamp,
                            struct arena *arena, const char **text)
{
    char formatted[TIMESTAMP_SIZE];
    bool assumed = !timestamp->has_offset;

    if (assumed && page->source != NULL) {
        timestamp->has_offset = published_zone(page->source->zone, &timestamp->offset_minutes);
        timestamp->zulu = true;
    }
    timestamp_format(timestamp, formatted);
    *text = arena_strdup(arena, formatted);
    return assumed;
}

void published_set(const struct page *page, const char *published, const struct string_list *others,
                   const char *modified, const char *language, struct arena *arena,
                   struct article *article)
{
    struct published_context context = {.page = page, .language = language};
    struct timestamp timestamp, changed;
    const char *url = page->url;

    if (page->url == NULL && page->path != NULL &&
        date_text_find_in_url(page->path, &context.in_url)) {
        context.hint_only = true; /* a saved page often stands where its URL said */
    }
    if (!context.hint_only && page->url == NULL && article->canonical_url != NULL) {
        url = article->canonical_url;
    }
    context.has_url_date = url != NULL && date_text_find_in_url(url, &context.in_url) &&
                           published_believable(page, &context.in_url);
    if (published_read(&context, modified, &changed)) {
        (void)published_write(page, &changed, arena, &article->modified_at);
    }
    if (!published_read(&context, published, &timestamp) &&
        !published_read(&context, page->feed_published_at, &timestamp)) {
        if (context.has_url_date) {
            timestamp = context.in_url;
        } else if (article->modified_at != NULL) {
            timestamp = changed; /* the only date that the page has */
        } else {
            return;
        }
    }
    published_use_local(&timestamp, others);
    if (published_write(page, &timestamp, arena, &article->published_at)) {
        article->published_zone = "assumed";
    }
    article->published_precision = timestamp_precision_name(timestamp.precision);
}
