#include "extract/try/report.h"

#include <string.h>
#include "common/ascii.h"
#include "common/record.h"
#include "common/timestamp.h"
#include "common/utf8.h"
#include "extract/page/text.h"

enum { REPORT_NAME_MAX = 100, REPORT_SITEMAP_DAYS = 7 };

static const char *report_text(const json_t *record, const char *name)
{
    return json_string_value(json_object_get(record, name));
}

static void report_line(FILE *out, const char *name, const char *text)
{
    if (text != NULL) {
        fprintf(out, "#   %-10s ", name);
        utf8_print(out, text);
        fputc('\n', out);
    }
}

/* A value in quotes, as libConfuse reads them. */
static void report_value(FILE *out, const char *key, const char *text)
{
    fprintf(out, "    %s = \"", key);
    for (; *text != '\0'; text++) {
        if (*text == '"' || *text == '\\' || *text == '$') {
            fputc('\\', out);
        }
        if ((unsigned char)*text >= ' ') {
            fputc(*text, out);
        }
    }
    fprintf(out, "\"\n");
}

/* Words; signs where words are not parted by spaces. */
static void report_length(FILE *out, const char *body)
{
    size_t words = text_words(body), points = text_points(body);

    if (points > words * 20) {
        fprintf(out, "#   %-10s %zu signs\n", "length", points);
    } else {
        fprintf(out, "#   %-10s %zu words\n", "length", words);
    }
}

static void report_article(FILE *out, const json_t *record)
{
    const json_t *author;
    const char *body = report_text(record, "body"), *precision, *zone;
    size_t i;

    fprintf(out, "#\n");
    report_line(out, "title", report_text(record, "title"));
    if (report_text(record, "published_at") != NULL) {
        precision = report_text(record, "published_precision");
        zone = report_text(record, "published_zone");
        fprintf(out, "#   %-10s %s", "published", report_text(record, "published_at"));
        fprintf(out,
                precision != NULL && strcmp(precision, "second") != 0 ? " (to the %s%s)\n"
                : zone != NULL                                        ? " (offset assumed)\n"
                                                                      : "\n",
                precision, zone != NULL ? ", offset assumed" : "");
    } else {
        report_line(out, "published", "not found");
    }
    json_array_foreach(json_object_get(record, "authors"), i, author)
    {
        report_line(out, i == 0 ? "authors" : "", json_string_value(author));
    }
    if (json_array_size(json_object_get(record, "authors")) == 0) {
        report_line(out, "authors", "none found");
    }
    report_line(out, "section", report_text(record, "section"));
    report_line(out, "language", report_text(record, "language"));
    report_length(out, body == NULL ? "" : body);
    report_line(out, "url", report_text(record, "url"));
}

static void report_candidate(FILE *out, const struct try_candidate *candidate)
{
    static const char *const kinds[SOURCE_KIND_COUNT] = {[SOURCE_PAGE] = "the article itself",
                                                         [SOURCE_FEED] = "feed",
                                                         [SOURCE_SITEMAP] = "sitemap",
                                                         [SOURCE_LISTING] = "links of the page"};

    fprintf(out, "# %s%s", candidate->is_news ? "news " : "", kinds[candidate->kind]);
    if (candidate->kind != SOURCE_PAGE) {
        fprintf(out, ": %zu %s%s", candidate->items, candidate->is_index ? "sitemaps" : "articles",
                candidate->is_damaged ? ", its XML is malformed" : "");
    }
    if (candidate->newest != NULL) {
        fprintf(out, ", the newest of %.10s", candidate->newest);
    }
    fputc('\n', out);
    if (candidate->episodes > 0) {
        fprintf(out, "# %zu of its items are sound or video alone, and left out\n",
                candidate->episodes);
    }
}

/* "https://www.example.org/" to "example-org". */
static void report_name(const struct try_findings *findings, char name[REPORT_NAME_MAX])
{
    const char *host = strstr(findings->url, "://");
    size_t length = 0, end;

    host = host == NULL ? findings->url : host + 3;
    host += strncmp(host, "www.", 4) == 0 ? 4 : 0;
    end = strcspn(host, "/?#");
    for (size_t i = 0; i < end && length + 1 < REPORT_NAME_MAX; i++) {
        char c = ascii_lower(host[i]);

        if (ascii_is_letter(c) || ascii_is_digit(c)) {
            name[length++] = c;
        } else if (length > 0 && name[length - 1] != '-') {
            name[length++] = '-';
        }
    }
    name[length] = '\0';
}

static bool report_is_taken(const struct config *config, const char *name)
{
    for (size_t i = 0; i < config->source_count; i++) {
        if (strcmp(config->sources[i].name, name) == 0) {
            return true;
        }
    }
    return false;
}

/* The first that any article of the trial has. */
static const char *report_first(const struct trial *trial, const char *name)
{
    const char *text = NULL;

    for (size_t i = 0; i < trial->article_count && text == NULL; i++) {
        text = report_text(trial->articles[i], name);
    }
    return text;
}

static void report_block(const struct try_options *options, const struct try_candidate *candidate,
                         const struct trial *trial, const char *name, bool enabled)
{
    const char *outlet = report_first(trial, "site_name");
    const char *language = report_first(trial, "language");
    FILE *out = options->out;

    outlet = outlet == NULL ? candidate->title : outlet;
    language = language == NULL ? candidate->language : language;
    fputc('\n', out);
    report_candidate(out, candidate);
    fprintf(out, "source \"%s\" {\n    kind = %s\n", name, source_kind_name(candidate->kind));
    report_value(out, "url", candidate->url);
    if (candidate->link_class != NULL) {
        report_value(out, "link_class", candidate->link_class);
    }
    if (candidate->link_xpath != NULL) {
        report_value(out, "link_xpath", candidate->link_xpath);
    }
    if (outlet != NULL) {
        report_value(out, "outlet", outlet);
    }
    if (language != NULL) {
        report_value(out, "language", language);
    }
    if (candidate->kind == SOURCE_SITEMAP && candidate->is_dated) {
        fprintf(out, "    max_age = %d          # days\n", REPORT_SITEMAP_DAYS);
    }
    if (candidate->full > 0) {
        fprintf(out, "    # feed_content = true   # %zu of %zu items carry their whole text\n",
                candidate->full, candidate->items);
    }
    if (report_first(trial, "published_zone") != NULL) {
        fprintf(out,
                "    # zone = \"+00:00\"       # times there have no offset: set the outlet's\n");
    }
    if (options->config->defaults.allow_private) {
        fprintf(out, "    allow_private = true\n");
    }
    if (!enabled) {
        fprintf(out, "    enabled = false       # the first block does\n");
    }
    fprintf(out, "}\n");
}

void report_print(const struct try_options *options, const struct try_findings *findings,
                  const struct trial *trial)
{
    struct timestamp now = timestamp_now();
    char name[REPORT_NAME_MAX], numbered[REPORT_NAME_MAX + 20], today[TIMESTAMP_SIZE];
    FILE *out = options->out;
    size_t number = 1;

    timestamp_format(&now, today);
    fprintf(out, "# ");
    utf8_print(out, findings->url);
    fprintf(out, ", looked at on %.10s\n", today);
    for (size_t i = 0; i < trial->article_count; i++) {
        report_article(out, trial->articles[i]);
    }
    for (size_t i = 0; i < trial->reject_count; i++) {
        fprintf(out, "#\n");
        report_line(out, "rejected", report_text(trial->rejects[i], "message"));
    }
    if (trial->article_count == 0) {
        fprintf(out,
                "#\n# No article could be read: look at what is rejected before this is used.\n");
    }
    report_name(findings, name);
    for (size_t i = 0; i < findings->count; i++) {
        /* that of the trial first */
        const struct try_candidate *candidate = i == 0 ? trial->candidate
                                                : &findings->candidates[i] == trial->candidate
                                                    ? &findings->candidates[0]
                                                    : &findings->candidates[i];

        do {
            snprintf(numbered, sizeof numbered, number == 1 ? "%s" : "%s-%zu", name, number);
            number++;
        } while (report_is_taken(options->config, numbered));
        report_block(options, candidate, trial, numbered, i == 0 && trial->article_count > 0);
    }
}
