#include "transform/date/date.h"

#include <stdio.h>
#include <string.h>
#include "common/ascii.h"
#include "common/timestamp.h"
#include "transform/date/scan.h"

/* Which words a pattern begins with. */
static const struct {
    unsigned kinds;
    date_pattern find;
} date_patterns[] = {
    {TERM_DIGIT, date_digits},
    {TERM_HOLIDAY | TERM_FIRST, date_holiday},
    {TERM_MONTH, date_month_first},
    {TERM_DIGIT | TERM_ORDINAL, date_day_first},
    {TERM_DIGIT | TERM_FISCAL, date_fiscal},
    {TERM_DIGIT | TERM_ORDINAL, date_part},
    {TERM_SEASON, date_season},
    {TERM_DEIXIS, date_relative_unit},
    {TERM_SET | TERM_WEEKDAYS | TERM_WEEKDAY, date_set},
    {TERM_WEEKDAY, date_weekday},
    {TERM_DAYNAME, date_named_day},
    {TERM_UNIT, date_unit},
    {TERM_DIGIT | TERM_CLOCK, date_time},
    {TERM_DIGIT | TERM_NUMBER | TERM_VAGUE | TERM_COMPOUND | TERM_UNIT, date_amount},
    {TERM_DIGIT | TERM_ORDINAL | TERM_COMPOUND, date_century},
    {TERM_DIGIT, date_era},
    {TERM_DIGIT | TERM_DECADE, date_decade},
    {TERM_DIGIT, date_year},
};

/* The longest of what all patterns find here; the first of equals. */
static struct date_found date_at(struct date_scan *scan, uint32_t i)
{
    struct date_found best = {0};

    for (size_t p = 0; p < sizeof date_patterns / sizeof date_patterns[0]; p++) {
        if ((scan->facts[i].kinds & date_patterns[p].kinds) != 0) {
            struct date_found found = date_patterns[p].find(scan, i);

            if (found.count > best.count) {
                best = found;
            }
        }
    }
    return best;
}

/* "2024", "2024-01" and "2024-01-06" are what later dates count from. */
static void date_remember(struct date_scan *scan, uint32_t i, const struct date_found *found)
{
    const struct document *document = scan->document;
    const struct sentence *sentence = &document->sentences[document->tokens[i].sentence];
    struct calendar_date date = {0};
    int length = 0, parts;
    bool weak, adjective;

    if (!found->has_range || found->value == NULL || found->kind > DATE_TIME) {
        return;
    }
    if (found->first_day == found->last_day) {
        date = calendar_from_days(found->first_day);
        length = 10;
    } else {
        parts = sscanf(found->value, "%4d-%2d%n", &date.year, &date.month, &length);
        if (parts != 2) {
            length = 0;
            parts = sscanf(found->value, "%4d%n", &date.year, &length);
        }
        if (parts < 1 || found->value[length] != '\0') {
            return;
        }
    }
    scan->context = date;
    scan->context_sentence = document->tokens[i].sentence;
    scan->context_paragraph = scan->paragraph;
    scan->has_context_day = date.day > 0;
    scan->context_day = found->first_day;
    if (found->guessed > 0 && !found->of_told) {
        return; /* a guess is no ground for other guesses */
    }
    adjective = date.month == 0 && strncmp(date_tag(scan, i, i + found->count), "NN", 2) == 0 &&
                !DATE_ONE_OF(date_near(scan, i, i + found->count), "season", "campaign");
    weak = found->loose ||
           (date.month == 0 && DATE_ONE_OF(date_before(scan, i), "(", "since", "until", "by"));
    if ((weak || (adjective && date.year < scan->told.year)) && scan->told.year > 0 &&
        scan->told_paragraph == scan->paragraph) {
        return;
    }
    scan->told = date;
    scan->told_weak = weak || adjective;
    scan->told_sentence = document->tokens[i].sentence;
    scan->told_paragraph = scan->paragraph;
    if (sentence->token_count <= found->count + found->lead + 1 && date.day == 0) {
        scan->told_paragraph++; /* a heading: of the paragraph below it */
    }
}

/* "They left Oslo on Monday. The ship sank at 10:30": a time in the past is of the day that the
 * sentence or the one before it told of. */
static void date_give_day(struct date_scan *scan, uint32_t i, const struct date_found *found,
                          struct date_mention *mention)
{
    struct calendar_date day;
    const char *verb;

    if (found->kind != DATE_TIME || found->clock == NULL || found->has_range ||
        !scan->has_context_day || scan->context_paragraph != scan->paragraph ||
        mention->sentence > scan->context_sentence + 1 ||
        date_tense(scan, i, found->count, &verb) != TENSE_PAST) {
        return;
    }
    day = calendar_from_days(scan->context_day);
    mention->value = arena_printf(scan->document->arena, "%sT%s",
                                  calendar_value(scan->document->arena, &day), found->clock);
    mention->rule = arena_printf(scan->document->arena, "%s; of %s, the day told before",
                                 found->rule, date_day_text(scan, scan->context_day));
    mention->has_range = true;
    mention->first_day = mention->last_day = scan->context_day;
}

static void date_add(struct date_scan *scan, uint32_t i, struct date_found *found)
{
    struct document *document = scan->document;
    struct date_mention *mention;

    (void)date_join(scan, i, found);
    mention = document_add_date(document);
    mention->first_token = i - found->lead;
    mention->token_count = found->count + found->lead;
    mention->span = document_token_span(document, mention->first_token, mention->token_count);
    for (uint32_t t = 0; t < mention->token_count; t++) {
        document->tokens[mention->first_token + t].flags |= TOKEN_DATE;
    }
    mention->text = document_span_text(document, &mention->span);
    mention->value = found->value;
    mention->modifier = found->modifier;
    mention->rule = found->rule;
    mention->kind = found->kind;
    mention->sentence = document->tokens[i].sentence;
    mention->has_range = found->has_range;
    mention->first_day = found->first_day;
    mention->last_day = found->last_day;
    date_give_day(scan, i, found, mention);
    scan->has_last = true;
    scan->last_first = mention->first_token;
    scan->last_end = i + found->count;
    scan->last = *found;
    date_remember(scan, i, found);
}

/* What a word can mean. */
static struct date_fact date_fact(const struct date_scan *scan, uint32_t i)
{
    static const struct {
        const char *prefix, *modifier;
    } prefixes[] = {{"mid-", "mid"}, {"early-", "start"}, {"late-", "end"}};
    const struct document *document = scan->document;
    const struct token *token = &document->tokens[i];
    struct date_fact fact = {.word = token->lower};
    const char *word = token->lower;

    if (!document->english) {
        fact.kinds = (token->flags & TOKEN_NUMBER) != 0 ? TERM_DIGIT : 0;
        return fact;
    }
    for (size_t p = 0; p < sizeof prefixes / sizeof prefixes[0]; p++) {
        size_t length = strlen(prefixes[p].prefix);

        if (word[0] == prefixes[p].prefix[0] && strncmp(word, prefixes[p].prefix, length) == 0) {
            const struct date_term *rest = date_words_find(scan->words, word + length);

            if (ascii_is_digit(word[length]) ||
                (rest != NULL && (rest->kinds & (TERM_MONTH | TERM_DECADE)) != 0)) {
                fact.word = word = word + length;
                fact.modifier = prefixes[p].modifier;
            }
        }
    }
    fact.term = date_words_find(scan->words, word);
    fact.kinds = fact.term == NULL ? 0 : fact.term->kinds;
    if (ascii_is_digit(word[0]) ||
        ((word[0] == 'q' || word[0] == 'h') && ascii_is_digit(word[1]) && word[2] == '\0')) {
        fact.kinds |= TERM_DIGIT;
    } else if (word[0] == 'f' && word[1] == 'y' && ascii_is_digit(word[2])) {
        fact.kinds |= TERM_FISCAL;
    } else if (DATE_ONE_OF(word, "'", "’", "‘") && i + 1 < document->token_count &&
               ascii_is_digit(document->tokens[i + 1].lower[0])) {
        fact.kinds |= TERM_DIGIT;
    }
    if (strchr(word, '-') != NULL) {
        fact.kinds |= TERM_COMPOUND;
    }
    return fact;
}

void date_find(const struct date_words *words, struct document *document)
{
    struct date_scan scan = {.document = document, .words = words};
    const struct timestamp *published = &document->published;

    if (document->token_count == 0) {
        return;
    }
    scan.almanac = holiday_almanac_new(date_words_holidays(words));
    scan.facts = arena_alloc(document->arena, document->token_count * sizeof *scan.facts);
    for (uint32_t i = 0; i < document->token_count; i++) {
        scan.facts[i] = date_fact(&scan, i);
        if ((scan.facts[i].kinds & (TERM_MONTH | TERM_WEEKDAY)) != 0) {
            document->tokens[i].flags |= TOKEN_CALENDAR;
        }
    }
    if (published->precision >= PRECISION_DAY) {
        scan.has_reference = true;
        scan.today = (struct calendar_date){published->year, published->month, published->day};
        scan.reference = timestamp_days(published->year, published->month, published->day);
    }
    for (uint32_t i = 0; i < document->token_count;) {
        struct date_found found = {0};
        uint32_t end;

        if (scan.facts[i].kinds != 0) {
            found = document->english ? date_at(&scan, i) : date_digits(&scan, i);
        }
        if (found.count > 0) {
            date_add(&scan, i, &found);
        }
        for (end = i + (found.count > 0 ? found.count : 1); i < end; i++) {
            scan.paragraph += i + 1 < document->token_count &&
                              (document->tokens[i + 1].flags & TOKEN_PARAGRAPH) != 0;
        }
    }
    holiday_almanac_free(scan.almanac);
}
