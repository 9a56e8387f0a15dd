#include "transform/date/date.h"

#include <string.h>
#include "common/timestamp.h"
#include "transform/date/scan.h"

/* The longest of what all patterns find here; the first of equals. */
static struct date_found date_at(struct date_scan *scan, uint32_t i)
{
    static const date_pattern patterns[] = {
        date_digits,        date_month_first, date_day_first, date_holiday, date_part,
        date_relative_unit, date_weekday,     date_named_day, date_amount,  date_next_day,
        date_set,           date_time,        date_year};
    struct date_found best = {0};

    for (size_t p = 0; p < sizeof patterns / sizeof patterns[0]; p++) {
        struct date_found found = patterns[p](scan, i);

        if (found.count > best.count) {
            best = found;
        }
    }
    return best;
}

/* Words in front that belong to the expression. */
static uint32_t date_lead_in(const struct date_scan *scan, uint32_t i, enum date_kind kind)
{
    if (kind == DATE_DATE && i > 0 && calendar_weekday(date_word(scan, i)) >= 0 &&
        DATE_ONE_OF(date_before(scan, i), "last", "next", "this")) {
        return 1;
    }
    if (kind == DATE_DATE && i > 0 && calendar_month(date_word(scan, i)) > 0 &&
        DATE_ONE_OF(date_before(scan, i), "last", "next", "this")) {
        return 1;
    }
    return 0;
}

static void date_add(struct date_scan *scan, uint32_t i, const struct date_found *found)
{
    struct document *document = scan->document;
    struct date_mention *mention;
    uint32_t lead = date_lead_in(scan, i, found->kind);

    /* "Friday, January 3": one expression; the weekday is the same day */
    if (document->date_count > 0 && found->kind == DATE_DATE) {
        struct date_mention *last = &document->dates[document->date_count - 1];
        uint32_t end = last->first_token + last->token_count;

        if (last->sentence == document->tokens[i].sentence && end <= i && i - end <= 1 &&
            calendar_weekday(date_word(scan, last->first_token)) >= 0 && last->token_count == 1 &&
            calendar_weekday(date_word(scan, i)) < 0 && found->has_range &&
            found->first_day == found->last_day &&
            (i == end || strcmp(date_word(scan, end), ",") == 0)) {
            lead = i - last->first_token;
            document->date_count--;
        }
    }
    mention = document_add_date(document);
    mention->first_token = i - lead;
    mention->token_count = found->count + lead;
    mention->span = document_token_span(document, mention->first_token, mention->token_count);
    for (uint32_t t = 0; t < mention->token_count; t++) {
        document->tokens[mention->first_token + t].flags |= TOKEN_DATE;
    }
    mention->text = document_span_text(document, &mention->span);
    mention->value = found->value;
    mention->kind = found->kind;
    mention->sentence = document->tokens[i].sentence;
    mention->has_range = found->has_range;
    mention->first_day = found->first_day;
    mention->last_day = found->last_day;
    if (found->has_range && found->first_day == found->last_day && found->kind == DATE_DATE) {
        scan->has_day = true;
        scan->last_day = found->first_day;
    }
    if (found->year > 0) {
        scan->context_year = found->year;
        scan->context_sentence = mention->sentence;
    }
}

void date_find(struct document *document)
{
    struct date_scan scan = {.document = document};
    const struct timestamp *published = &document->published;

    if (published->precision >= PRECISION_DAY) {
        scan.has_reference = true;
        scan.reference = timestamp_days(published->year, published->month, published->day);
    }
    for (uint32_t i = 0; i < document->token_count;) {
        struct date_found found = document->english ? date_at(&scan, i) : date_digits(&scan, i);

        if (found.count == 0) {
            i++;
            continue;
        }
        date_add(&scan, i, &found);
        i += found.count;
    }
}
