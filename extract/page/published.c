#include "extract/page/published.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include "extract/page/date_zone.h"

enum {
    PUBLISHED_YEAR_MIN = 1995,
    PUBLISHED_DAY_SECONDS = 86400,
    PUBLISHED_MODIFIED_PART = 60, /* a hundredth: what a change says of the publication */
    PUBLISHED_CHANGE_PART = 45,   /* ... and a visible date that is that of a change */
    PUBLISHED_SAME_DAY_VOTES = 5,
    PUBLISHED_SURE = 30,  /* weight of a day beside which changes say nothing */
    PUBLISHED_ENOUGH = 4, /* less is no answer, if there are others */
    PUBLISHED_DAYS_MAX = 128,
    PUBLISHED_DAY_OFFSET_MIN = -10 * 3600, /* where most people live */
    PUBLISHED_DAY_OFFSET_MAX = 11 * 3600,
    PUBLISHED_LOCAL_MIN = 25 /* weight of a date that shows the time, or the day, of others */
};

/* A day and who speaks for it. */
struct published_day {
    int64_t day; /* since 1970 */
    int weights[DATE_SOURCE_COUNT];
    int modified;
    int total;
};

struct published {
    const struct page *page;
    const char *language;
    const char *url; /* of the page; or NULL */
    bool dated_path; /* it is filed by day: /2020/01/05/ */
    const struct dates *dates;
    struct timestamp fetched;
    bool has_fetched;
    struct dates own; /* of the page, read; then of the URL and the feed */
    struct published_day days[PUBLISHED_DAYS_MAX];
    size_t day_count;
};

static bool published_believable(const struct published *published,
                                 const struct timestamp *timestamp)
{
    return timestamp->year >= PUBLISHED_YEAR_MIN &&
           (!published->has_fetched ||
            timestamp_seconds(timestamp) <=
                timestamp_seconds(&published->fetched) + PUBLISHED_DAY_SECONDS);
}

/* English of a country that writes the day first, by the ending of its hosts. */
static bool published_is_commonwealth(const char *url)
{
    static const char *const endings[] = {".uk", ".au", ".nz", ".ie", ".in", ".za", ".sg", ".ng",
                                          ".ke", ".gh", ".pk", ".lk", ".bd", ".mt", ".hk", ".my"};
    const char *host = url == NULL ? NULL : strstr(url, "://");
    size_t length;

    if (host == NULL) {
        return false;
    }
    host += 3;
    length = strcspn(host, "/:?#");
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        if (length > 3 && strncasecmp(host + length - 3, endings[i], 3) == 0) {
            return true;
        }
    }
    return false;
}

/* Votes of one date against the ambiguous ones: the same day as one of its readings. */
static int published_votes(const struct published *published, const struct date_witness *clear)
{
    int64_t day = date_zone_day(&clear->time);
    int votes = 0;

    for (size_t i = 0; i < published->dates->count; i++) {
        const struct date_witness *witness = &published->dates->items[i];

        if (witness->other.precision != PRECISION_NONE) {
            votes +=
                (day == date_zone_day(&witness->time)) - (day == date_zone_day(&witness->other));
        }
    }
    return votes * PUBLISHED_SAME_DAY_VOTES;
}

/*
 * The rest of the world writes the day first; the United States, and much English, the month. Where
 * a date of the page has one reading only, it shows how the others are meant.
 */
static bool published_day_first(const struct published *published)
{
    const char *language = published->language;
    int votes = 0;

    if (published->page->source != NULL && published->page->source->day_first_set) {
        return published->page->source->day_first;
    }
    for (size_t i = 0; i < published->dates->count; i++) {
        const struct date_witness *witness = &published->dates->items[i];

        votes += witness->order;
        if (witness->order == 0 && witness->other.precision == PRECISION_NONE &&
            witness->weight >= PUBLISHED_LOCAL_MIN) {
            votes += published_votes(published, witness);
        }
    }
    for (size_t i = 0; i < published->own.count; i++) { /* the URL's and the feed's */
        votes += published_votes(published, &published->own.items[i]);
    }
    if (votes != 0) {
        return votes > 0;
    }
    if (language == NULL || strncasecmp(language, "en", 2) != 0) {
        return language != NULL;
    }
    return strlen(language) > 4
               ? strcasecmp(language + 2, "-US") != 0 && strcasecmp(language + 2, "_US") != 0
               : published_is_commonwealth(published->url);
}

/* Each witness with the reading that is meant; those that cannot be are left out. */
static void published_read(struct published *published)
{
    bool day_first = published_day_first(published);

    for (size_t i = 0; i < published->dates->count; i++) {
        struct date_witness witness = published->dates->items[i];

        if (witness.other.precision != PRECISION_NONE) {
            bool other = !day_first;

            if (!published_believable(published, other ? &witness.other : &witness.time)) {
                other = !other;
            }
            if (other) {
                witness.time = witness.other;
            }
        }
        if (published_believable(published, &witness.time)) {
            dates_add(&published->own, &witness);
        }
    }
}

static struct published_day *published_find(struct published *published, int64_t day)
{
    for (size_t i = 0; i < published->day_count; i++) {
        if (published->days[i].day == day) {
            return &published->days[i];
        }
    }
    if (published->day_count == PUBLISHED_DAYS_MAX) {
        return NULL;
    }
    published->days[published->day_count] = (struct published_day){.day = day};
    return &published->days[published->day_count++];
}

static void published_count(struct published_day *day, const struct date_witness *witness)
{
    if (day == NULL) {
        return;
    }
    if (witness->modified) {
        int weight = witness->weight * PUBLISHED_MODIFIED_PART / 100;

        day->modified = weight > day->modified ? weight : day->modified;
    } else if (witness->weight > day->weights[witness->source]) {
        day->weights[witness->source] = witness->weight;
    }
}

/* Whether the page's data say that it was changed on that day, and published on another one. */
static bool published_is_change(const struct published *published, int64_t day)
{
    bool changed = false, other = false;

    for (size_t i = 0; i < published->own.count; i++) {
        const struct date_witness *witness = &published->own.items[i];

        if (witness->source <= DATE_HEAD) {
            int64_t that = date_zone_day(&witness->time);

            changed = changed || (witness->modified && that == day);
            other = other || (!witness->modified && that < day - 1);
            if (!witness->modified && that == day) {
                return false;
            }
        }
    }
    return changed && other;
}

static bool published_is_local(const struct date_witness *witness)
{
    return witness->source == DATE_VISIBLE || witness->source == DATE_URL ||
           (witness->time.precision >= PRECISION_MINUTE && witness->time.has_offset &&
            witness->time.offset_minutes != 0);
}

/* Whether some place on Earth has that local date, or time, at the moment. */
static bool published_may_be(const struct timestamp *moment, const struct timestamp *local)
{
    struct timestamp wall = *local;
    int64_t utc = timestamp_seconds(moment), from, to;

    wall.has_offset = false;
    if (local->precision < PRECISION_MINUTE) {
        from = timestamp_days(local->year, local->month, local->day) * PUBLISHED_DAY_SECONDS;
        to = from + PUBLISHED_DAY_SECONDS - 1;
    } else {
        from = to = timestamp_seconds(&wall);
    }
    return from - utc <= PUBLISHED_DAY_OFFSET_MAX && to - utc >= PUBLISHED_DAY_OFFSET_MIN;
}

/* A moment in UTC speaks for the neighbouring day as well, if that is the one the page shows. */
static void published_count_local(struct published *published, const struct date_witness *utc)
{
    int64_t day = date_zone_day(&utc->time);

    for (size_t i = 0; i < published->own.count; i++) {
        const struct date_witness *local = &published->own.items[i];
        int64_t other = date_zone_day(&local->time);

        if (published_is_local(local) && !local->modified && local->weight >= PUBLISHED_LOCAL_MIN &&
            (other == day - 1 || other == day + 1) && published_may_be(&utc->time, &local->time)) {
            published_count(published_find(published, other), utc);
        }
    }
}

static void published_total(struct published *published)
{
    bool sure = false;

    for (size_t i = 0; i < published->own.count; i++) {
        struct date_witness *witness = &published->own.items[i];

        if ((witness->source == DATE_VISIBLE || witness->source == DATE_MICRODATA ||
             witness->source == DATE_TIME) &&
            !witness->modified && published_is_change(published, date_zone_day(&witness->time))) {
            witness->weight = witness->weight * PUBLISHED_CHANGE_PART / 100;
        }
        published_count(published_find(published, date_zone_day(&witness->time)), witness);
        if (date_zone_is_utc(witness)) {
            published_count_local(published, witness);
        }
    }
    for (size_t i = 0; i < published->day_count; i++) {
        struct published_day *day = &published->days[i];

        for (size_t k = 0; k < DATE_SOURCE_COUNT; k++) {
            day->total += day->weights[k];
        }
        sure = sure || day->total >= PUBLISHED_SURE;
    }
    for (size_t i = 0; i < published->day_count && !sure; i++) {
        published->days[i].total += published->days[i].modified;
    }
}

/* The heaviest day; of equals the one that stands first. */
static const struct published_day *published_best(const struct published *published)
{
    const struct published_day *best = NULL, *url = NULL;

    for (size_t i = 0; i < published->day_count; i++) {
        const struct published_day *day = &published->days[i];

        if (best == NULL || day->total > best->total) {
            best = day;
        }
        if (day->weights[DATE_URL] > 0) {
            url = day;
        }
    }
    if (best != NULL && url != NULL && published->dated_path && url->day + 1 < best->day) {
        best = url; /* an address is made once; the rest may tell of a new edition */
    }
    return best != NULL && (best->total >= PUBLISHED_ENOUGH || published->day_count == 1) ? best
                                                                                          : NULL;
}

/* How much a witness knows of the time of day; who weighs little may speak of another article. */
static int published_fineness(const struct date_witness *witness)
{
    return witness->time.precision < PRECISION_MINUTE || witness->weight < PUBLISHED_LOCAL_MIN
               ? 0
               : 1 + witness->time.has_offset;
}

/* The finest and most trusted time of that day; that of a change for want of another. */
static bool published_time(const struct published *published, int64_t day,
                           struct timestamp *timestamp)
{
    const struct date_witness *best = NULL;

    for (size_t i = 0; i < published->own.count; i++) {
        const struct date_witness *witness = &published->own.items[i];
        int fineness = published_fineness(witness);

        if (date_zone_day(&witness->time) != day) {
            continue;
        }
        if (best == NULL || best->modified > witness->modified ||
            (best->modified == witness->modified &&
             (fineness > published_fineness(best) ||
              (fineness == published_fineness(best) &&
               (witness->source < best->source ||
                (witness->source == best->source && witness->weight > best->weight)))))) {
            best = witness;
        }
    }
    if (best == NULL) {
        return false;
    }
    *timestamp = best->time;
    if (published_fineness(best) == 0) {
        timestamp->precision = PRECISION_DAY;
        timestamp->hour = timestamp->minute = timestamp->second = 0;
        timestamp->has_offset = false;
    }
    return true;
}

/* A change before the day of publication is none that readers saw. */
static void published_set_modified(const struct published *published, int64_t day,
                                   struct arena *arena, struct article *article)
{
    const struct date_witness *best = NULL;

    for (size_t i = 0; i < published->own.count; i++) {
        const struct date_witness *witness = &published->own.items[i];

        if (witness->modified && witness->weight >= 20 && date_zone_day(&witness->time) >= day &&
            (best == NULL || witness->source < best->source)) {
            best = witness;
        }
    }
    if (best != NULL) {
        struct timestamp timestamp = best->time;

        (void)date_zone_write(published->page->source, &timestamp, arena, &article->modified_at);
    }
}

static void published_offer_url(struct published *published, const struct article *article)
{
    struct date_witness witness = {.source = DATE_URL, .weight = dates_weight(DATE_URL)};
    const struct page *page = published->page;

    if (published->url != NULL && date_text_find_in_url(published->url, &witness.time) &&
        published_believable(published, &witness.time)) {
        char year[8];

        (void)snprintf(year, sizeof year, "/%d/", witness.time.year);
        published->dated_path = strstr(published->url, year) != NULL;
        dates_add(&published->own, &witness);
    }
    if (article->image_url != NULL && date_text_find_in_url(article->image_url, &witness.time) &&
        published_believable(published, &witness.time)) {
        witness.source = DATE_MEDIA;
        witness.weight = dates_weight(DATE_MEDIA);
        dates_add(&published->own, &witness);
    }
    if (page->url == NULL && page->path != NULL &&
        date_text_find_in_url(page->path, &witness.time)) {
        witness.weight = 4; /* a saved page often stands where its URL said */
        witness.source = DATE_FOLDER;
        dates_add(&published->own, &witness);
    }
}

void published_set(const struct page *page, const struct dates *dates, const char *language,
                   struct arena *arena, struct article *article)
{
    struct published *published = arena_alloc(arena, sizeof *published);
    const struct published_day *best;
    struct timestamp timestamp;

    published->page = page;
    published->language = language;
    published->url = page->url != NULL ? page->url : article->canonical_url;
    published->dates = dates;
    published->has_fetched =
        page->fetched_at != NULL && timestamp_parse(page->fetched_at, &published->fetched);
    published_offer_url(published, article);
    dates_offer(&published->own, DATE_FEED, false, page->feed_published_at);
    published_read(published);
    published_total(published);
    best = published_best(published);
    if (best == NULL || !published_time(published, best->day, &timestamp)) {
        published_set_modified(published, INT64_MIN, arena, article);
        return;
    }
    published_set_modified(published, best->day, arena, article);
    date_zone_use_local(&published->own, &timestamp, best->day);
    date_zone_add_offset(&published->own, &timestamp);
    if (date_zone_write(page->source, &timestamp, arena, &article->published_at)) {
        article->published_zone = "assumed";
    }
    article->published_precision = timestamp_precision_name(timestamp.precision);
}
