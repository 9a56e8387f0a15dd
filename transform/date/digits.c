/* Dates in numbers, as the text writes them without spaces: "2024-01-06", "1/6/2024", "6.1.2024".
 */
#include <stdio.h>
#include <string.h>
#include "common/ascii.h"
#include "common/timestamp.h"
#include "transform/date/scan.h"

/* Three numbers with one sign between them. */
struct digits {
    int numbers[3], lengths[3];
    char sign;
    size_t length; /* bytes */
};

/* Reads a number of at most four digits; returns its digits. */
static int digits_number(const char *text, size_t size, int *number)
{
    int length = 0;

    *number = 0;
    while ((size_t)length < size && length < 4 && ascii_is_digit(text[length])) {
        *number = *number * 10 + (text[length++] - '0');
    }
    return length;
}

static bool digits_read(const char *text, size_t size, struct digits *digits)
{
    size_t at = 0;

    *digits = (struct digits){0};
    for (int part = 0; part < 3; part++) {
        int length = digits_number(text + at, size - at, &digits->numbers[part]);

        if (length == 0) {
            return false;
        }
        digits->lengths[part] = length;
        at += (size_t)length;
        if (part == 2) {
            break;
        }
        if (at >= size || (text[at] != '-' && text[at] != '/' && text[at] != '.') ||
            (part == 1 && text[at] != digits->sign)) {
            return false;
        }
        digits->sign = text[at++];
    }
    digits->length = at;
    return true;
}

/* Bytes of a mark at `text` that says which way to write (U+200E, U+200F, U+202A to U+202E, U+2066
 * to U+2069); 0: none stands there. */
static size_t digits_mark(const char *text, size_t size)
{
    const unsigned char *bytes = (const unsigned char *)text;

    return size >= 3 && bytes[0] == 0xE2 &&
                   ((bytes[1] == 0x80 &&
                     ((bytes[2] >= 0xAA && bytes[2] <= 0xAE) || (bytes[2] | 1) == 0x8F)) ||
                    (bytes[1] == 0x81 && bytes[2] >= 0xA6 && bytes[2] <= 0xA9))
               ? 3
               : 0;
}

/* The text from a token on, without such marks. */
static const char *digits_text(const struct date_scan *scan, uint32_t i, size_t *size)
{
    const struct document *document = scan->document;
    const struct span *span = &document->tokens[i].span;
    const char *text = document->text[span->field] + span->byte_start;
    size_t used = 0;
    char *clean;

    *size = document->text_bytes[span->field] - span->byte_start;
    *size = *size > DATE_DIGITS_MAX ? DATE_DIGITS_MAX : *size;
    if (memchr(text, 0xE2, *size) == NULL) {
        return text;
    }
    clean = arena_alloc(document->arena, *size + 1);
    for (size_t at = 0; at < *size;) {
        size_t mark = digits_mark(text + at, *size - at);

        if (mark == 0) {
            clean[used++] = text[at++];
        }
        at += mark;
    }
    *size = used;
    return clean;
}

/* The bytes of the text that so many bytes without marks take. */
static size_t digits_bytes(const struct date_scan *scan, uint32_t i, size_t clean)
{
    const struct span *span = &scan->document->tokens[i].span;
    const char *text = scan->document->text[span->field] + span->byte_start;
    size_t size = scan->document->text_bytes[span->field] - span->byte_start, at = 0;

    while (clean > 0 && at < size) {
        size_t mark = digits_mark(text + at, size - at);

        clean -= mark == 0;
        at += mark == 0 ? 1 : mark;
    }
    return at;
}

/* Whether the numbers stand alone: not part of a longer number, path or version. */
static bool digits_alone(const struct date_scan *scan, uint32_t i, const char *text, size_t size,
                         size_t length)
{
    if (date_touches(scan, i) && i > 0 &&
        scan->document->tokens[i - 1].span.field == scan->document->tokens[i].span.field &&
        /* languages without spaces */
        (scan->document->english || (unsigned char)scan->document->tokens[i - 1].text[0] < 0xE3) &&
        !DATE_ONE_OF(scan->document->tokens[i - 1].text, "(", "[", "\"", "'", "“", "‘", "–", "—",
                     ":", "«")) {
        return false;
    }
    if (length >= size) {
        return true;
    }
    if (text[length] == '/' || text[length] == '-' || text[length] == '.' || text[length] == ',' ||
        text[length] == ':') {
        return length + 1 >= size || !ascii_is_digit(text[length + 1]);
    }
    return !ascii_is_digit(text[length]) && !ascii_is_letter(text[length]) && text[length] != '_';
}

/* A date of the article that can be read in one way only tells how the others are to be read. */
static void digits_learn_order(struct date_scan *scan)
{
    const struct document *document = scan->document;
    size_t line;

    scan->order = date_words_order(scan->words, document->article.language, &line);
    scan->order_rule =
        line > 0 ? arena_printf(document->arena, "by dates.tsv:%zu", line) : "by default";
    if (scan->order == ORDER_UNKNOWN && document->english) {
        scan->order = ORDER_MONTH_FIRST;
    }
    for (uint32_t i = 0; i < document->token_count; i++) {
        struct digits digits;
        const char *text;
        size_t size;

        if ((document->tokens[i].flags & TOKEN_NUMBER) == 0) {
            continue;
        }
        text = digits_text(scan, i, &size);
        if (!digits_read(text, size, &digits) || digits.sign != '/' || digits.lengths[2] != 4 ||
            digits.lengths[0] > 2 || digits.lengths[1] > 2 ||
            !digits_alone(scan, i, text, size, digits.length)) {
            continue;
        }
        if (digits.numbers[0] > 12 && digits.numbers[0] <= 31 && digits.numbers[1] <= 12) {
            scan->order = ORDER_DAY_FIRST;
        } else if (digits.numbers[1] > 12 && digits.numbers[1] <= 31 && digits.numbers[0] <= 12) {
            scan->order = ORDER_MONTH_FIRST;
        } else {
            continue;
        }
        scan->order_rule =
            arena_printf(document->arena, "as %.*s has it", (int)digits.length, text);
        return;
    }
}

/* "24" is 2024, "99" is 1999 */
static int digits_century(const struct date_scan *scan, int year)
{
    int latest = (scan->has_reference ? scan->today.year : 2030) + 10;

    return latest / 100 * 100 + year <= latest ? latest / 100 * 100 + year
                                               : latest / 100 * 100 + year - 100;
}

/* "T10:30:00Z" behind a date; its bytes, 0: there is none. */
static size_t digits_time(struct date_scan *scan, const char *text, size_t size,
                          struct date_found *found)
{
    int hour, minute;
    size_t length = 6;

    if (size < 6 || text[0] != 'T' || text[3] != ':' || digits_number(text + 1, 2, &hour) != 2 ||
        digits_number(text + 4, 2, &minute) != 2 || hour > 24 || minute > 59) {
        return 0;
    }
    if (size >= 9 && text[6] == ':' && ascii_is_digit(text[7]) && ascii_is_digit(text[8])) {
        length = 9;
    }
    if (size > length && text[length] == 'Z') {
        length++;
    } else if (size >= length + 6 && (text[length] == '+' || text[length] == '-') &&
               text[length + 3] == ':' && ascii_is_digit(text[length + 1]) &&
               ascii_is_digit(text[length + 2]) && ascii_is_digit(text[length + 4]) &&
               ascii_is_digit(text[length + 5])) {
        length += 6;
    }
    if (length < size && (ascii_is_digit(text[length]) || ascii_is_letter(text[length]))) {
        return 0;
    }
    found->kind = DATE_TIME;
    found->value = arena_printf(scan->document->arena, "%s%.*s", found->value, (int)length, text);
    return length;
}

/* "2024年1月5日", "2024년 1월 5일": numbers with the signs for year, month and day behind them. */
static struct date_found digits_signed(struct date_scan *scan, uint32_t i)
{
    static const char *const signs[][3] = {{"年", "月", "日"}, {"년", "월", "일"}};
    const struct document *document = scan->document;
    const struct span *span = &document->tokens[i].span;
    int numbers[3] = {0}, parts = 0;
    uint32_t next = i;
    size_t size, at = 0, end = 0;
    const char *text = digits_text(scan, i, &size);

    for (size_t s = 0; s < sizeof signs / sizeof signs[0] && parts == 0; s++) {
        for (at = 0; parts < 3; parts++) {
            size_t sign = strlen(signs[s][parts]);

            at += parts > 0 && at < size && text[at] == ' ' ? 1 : 0;
            at += (size_t)digits_number(text + at, size - at, &numbers[parts]);
            if (numbers[parts] == 0 || size - at < sign ||
                memcmp(text + at, signs[s][parts], sign) != 0) {
                break;
            }
            end = at += sign;
        }
    }
    if (parts < 2 || numbers[0] < 1000 || numbers[0] >= 2200) {
        return (struct date_found){0};
    }
    end = digits_bytes(scan, i, end);
    while (next < document->token_count && document->tokens[next].span.field == span->field &&
           document->tokens[next].span.byte_end <= span->byte_start + end) {
        next++;
    }
    if (next == i || document->tokens[next - 1].span.byte_end != span->byte_start + end ||
        document->tokens[next - 1].sentence != document->tokens[i].sentence) {
        return (struct date_found){0};
    }
    return date_make(scan, next - i,
                     (struct calendar_date){numbers[0], numbers[1], parts > 2 ? numbers[2] : 0},
                     "numbers with the signs for year, month and day");
}

struct date_found date_digits(struct date_scan *scan, uint32_t i)
{
    const struct document *document = scan->document;
    const struct span *span = &document->tokens[i].span;
    struct digits digits;
    struct calendar_date date;
    size_t size, length;
    const char *text = digits_text(scan, i, &size), *rule = "numbers: year, month, day";
    const int *number = digits.numbers;
    uint32_t next = i;
    struct date_found found;

    if ((document->tokens[i].flags & TOKEN_NUMBER) == 0 || !digits_read(text, size, &digits)) {
        return (document->tokens[i].flags & TOKEN_NUMBER) != 0 && !document->english
                   ? digits_signed(scan, i)
                   : (struct date_found){0};
    }
    if (digits.lengths[1] > 2) {
        return (struct date_found){0};
    }
    if (digits.lengths[0] == 4 && digits.lengths[2] <= 2) {
        date = (struct calendar_date){number[0], number[1], number[2]};
    } else if (digits.lengths[0] <= 2 && digits.lengths[2] == 4) {
        bool month_first;

        if (scan->order_rule == NULL) {
            digits_learn_order(scan);
        }
        if (digits.sign == '.') { /* nobody who writes dots writes the month first */
            month_first = false;
            rule = "numbers with dots: the day first";
        } else if (scan->order == ORDER_MONTH_FIRST || scan->order == ORDER_DAY_FIRST) {
            month_first = scan->order == ORDER_MONTH_FIRST;
            rule = arena_printf(document->arena, "numbers: the %s first, %s",
                                month_first ? "month" : "day", scan->order_rule);
        } else if (number[0] > 12 || number[1] > 12) {
            month_first = number[1] > 12;
        } else {
            return (struct date_found){0}; /* nobody knows which is the month */
        }
        if ((month_first ? number[0] : number[1]) > 12) {
            month_first = !month_first;
            rule = arena_printf(document->arena, "numbers: the %s first, as there is no such month",
                                month_first ? "month" : "day");
        }
        date = month_first ? (struct calendar_date){number[2], number[0], number[1]}
                           : (struct calendar_date){number[2], number[1], number[0]};
    } else if (document->english && digits.sign == '/' && digits.lengths[0] <= 2 &&
               digits.lengths[2] == 2) {
        bool month_first;

        if (scan->order_rule == NULL) {
            digits_learn_order(scan);
        }
        month_first = scan->order == ORDER_MONTH_FIRST ? number[0] <= 12 : number[1] > 12;
        rule = arena_printf(document->arena, "numbers: the %s first, %s",
                            month_first ? "month" : "day", scan->order_rule);
        date = (struct calendar_date){digits_century(scan, number[2]),
                                      month_first ? number[0] : number[1],
                                      month_first ? number[1] : number[0]};
    } else {
        return (struct date_found){0};
    }
    if (date.year < 1000 || date.year >= 2200 || date.month < 1 || date.day < 1) {
        return (struct date_found){0};
    }
    found = date_make(scan, 1, date, rule);
    length = digits.length;
    if (found.count > 0 && digits.lengths[0] == 4) {
        length += digits_time(scan, text + length, size - length, &found);
    }
    if (found.count == 0 || !digits_alone(scan, i, text, size, length)) {
        return (struct date_found){0};
    }
    length = digits_bytes(scan, i, length);
    while (next < document->token_count &&
           document->tokens[next].span.byte_start < span->byte_start + length &&
           document->tokens[next].span.field == span->field) {
        next++;
    }
    if (document->tokens[next - 1].span.byte_end != span->byte_start + length ||
        document->tokens[next - 1].sentence != document->tokens[i].sentence) {
        return (struct date_found){0};
    }
    found.count = next - i;
    return found;
}
