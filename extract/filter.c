#include "extract/filter.h"

#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "common/arena.h"
#include "common/memory.h"
#include "common/timestamp.h"
#include "extract/page/language.h"

enum { FILTER_DAY = 86400 };

int64_t filter_not_before(const struct source_config *source, int64_t since, int64_t now)
{
    int64_t oldest = FILTER_ANY_AGE;

    if (source->max_age > 0) {
        oldest = now - (int64_t)source->max_age * FILTER_DAY;
    }
    return since > oldest ? since : oldest;
}

static bool filter_fits(const struct config_list *patterns, const char *url)
{
    for (size_t i = 0; i < patterns->count; i++) {
        if (fnmatch(patterns->items[i], url, 0) == 0) {
            return true;
        }
    }
    return false;
}

bool filter_takes_url(const struct source_config *source, const char *url)
{
    return (source->include.count == 0 || filter_fits(&source->include, url)) &&
           !filter_fits(&source->exclude, url);
}

bool filter_takes_date(int64_t not_before, const char *date)
{
    struct timestamp timestamp;
    int64_t latest;

    if (not_before == FILTER_ANY_AGE || date == NULL || !timestamp_parse(date, &timestamp)) {
        return true;
    }
    latest = timestamp_seconds(&timestamp);
    if (timestamp.precision == PRECISION_DAY ||
        (timestamp.hour == 0 && timestamp.minute == 0 && timestamp.second == 0)) {
        latest += FILTER_DAY - 1;
    }
    return latest >= not_before;
}

/* A language of the macrolanguage "no", which articles do not have: they are in "nb" or "nn". */
static bool filter_is_norwegian(const char *language)
{
    return (strncasecmp(language, "nb", 2) == 0 || strncasecmp(language, "nn", 2) == 0) &&
           (language[2] == '\0' || language[2] == '-');
}

/* "en" takes "en-GB", not the other way round. */
static bool filter_fits_language(struct arena *arena, const char *wanted, const char *language)
{
    const char *tag = language_normalise(arena, wanted);
    size_t length;

    if (strcasecmp(wanted, "no") == 0 || strcasecmp(wanted, "nor") == 0) {
        return filter_is_norwegian(language);
    }
    tag = tag == NULL ? wanted : tag;
    length = strlen(tag);
    return strncasecmp(tag, language, length) == 0 &&
           (language[length] == '\0' || language[length] == '-');
}

static bool filter_takes_language(const struct config_list *languages, const char *language)
{
    struct arena *arena;
    bool takes = false;

    if (languages->count == 0) {
        return true;
    }
    arena = arena_new();
    for (size_t i = 0; i < languages->count && !takes; i++) {
        takes = filter_fits_language(arena, languages->items[i], language);
    }
    arena_free(arena);
    return takes;
}

static bool filter_takes_section(const struct config_list *sections, const char *section)
{
    for (size_t i = 0; i < sections->count; i++) {
        if (strcasecmp(sections->items[i], section) == 0) {
            return true;
        }
    }
    return sections->count == 0;
}

bool filter_takes_article(const struct source_config *source, int64_t not_before,
                          const struct article *article)
{
    const char *published = article->published_at;
    char month[TIMESTAMP_SIZE];

    if (published != NULL && article->published_precision != NULL &&
        strcmp(article->published_precision, "month") == 0 && strlen(published) >= 10) {
        snprintf(month, sizeof month, "%.8s28", published); /* most of a month is not too old */
        published = month;
    }
    return (article->language == NULL ||
            filter_takes_language(&source->languages, article->language)) &&
           (article->section == NULL ||
            filter_takes_section(&source->sections, article->section)) &&
           filter_takes_date(not_before, published);
}

bool filter_is_set(const struct source_config *source)
{
    return source->include.count > 0 || source->exclude.count > 0 || source->max_age > 0;
}

void filter_digest(const struct source_config *source, char digest[HASH_ID_SIZE])
{
    size_t count = source->include.count + source->exclude.count + 2;
    const char **parts = mem_calloc(count, sizeof *parts), **end = parts;
    char age[24];

    snprintf(age, sizeof age, "%ld", source->max_age);
    *end++ = age;
    for (size_t i = 0; i < source->include.count; i++) {
        *end++ = source->include.items[i];
    }
    end++; /* NULL parts the lists */
    for (size_t i = 0; i < source->exclude.count; i++) {
        *end++ = source->exclude.items[i];
    }
    hash_id(parts, count, digest);
    free(parts);
}
