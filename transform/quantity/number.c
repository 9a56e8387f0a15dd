#include "transform/quantity/number.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "common/ascii.h"

enum { NUMBER_DIGITS_MAX = 24 };

/* The token at `i`, lower case; "" behind the sentence. */
static const char *number_word(const struct document *document, uint32_t i, uint32_t end)
{
    return i < end ? document->tokens[i].lower : "";
}

/* Figures at the start of `text`: "2,500", "3.5", "120"; returns their bytes, 0: none. */
static size_t number_figures(const char *text, double *value)
{
    char plain[NUMBER_DIGITS_MAX + 1];
    size_t length = 0, used = 0;
    bool point = false;

    while (length < NUMBER_DIGITS_MAX) {
        if (ascii_is_digit(text[used])) {
            plain[length++] = text[used++];
        } else if (text[used] == ',' && length > 0 && !point && ascii_is_digit(text[used + 1]) &&
                   ascii_is_digit(text[used + 2]) && /* "2,500", and in India "1,80,000" */
                   (ascii_is_digit(text[used + 3]) || text[used + 3] == ',')) {
            used++;
        } else if (text[used] == '.' && length > 0 && !point && ascii_is_digit(text[used + 1])) {
            point = true;
            plain[length++] = text[used++];
        } else {
            break;
        }
    }
    plain[length] = '\0';
    if (length == 0 || length == NUMBER_DIGITS_MAX) {
        return 0;
    }
    *value = strtod(plain, NULL); /* lint: allowed, no program sets a locale */
    return used;
}

static bool number_attach(struct number *number, const char *text, bool hyphen)
{
    size_t length = strlen(text);

    if (length >= sizeof number->attached) {
        return false;
    }
    memcpy(number->attached, text, length + 1);
    number->hyphen = hyphen;
    return true;
}

/* What stands behind the figures in their token: a second number, a scale, a unit. */
static bool number_read_suffix(const struct quantity_words *words, const char *text,
                               struct number *number)
{
    bool hyphen = *text == '-';
    char part[NUMBER_PART_MAX];
    const struct word *scale;
    double second;
    size_t used;

    if (*text == '\0') {
        return true;
    }
    text += hyphen ? 1 : 0;
    used = number_figures(text, &second);
    if (used > 0) { /* "20-30", not "555-1234" or "3-1" */
        if (!hyphen || second <= number->value || second > number->value * 100 + 100) {
            return false;
        }
        number->most = second;
        return number_read_suffix(words, text + used, number);
    }
    used = strcspn(text, "-");
    if (used < sizeof part) { /* "2.5-million", "10-million-dollar" */
        memcpy(part, text, used);
        part[used] = '\0';
        scale = quantity_words_get(words, WORD_SCALE, part);
        if (scale != NULL && strcmp(part, "m") != 0) {
            number->value *= scale->number;
            number->most *= number->most < 0 ? 1 : scale->number;
            number->scaled = true;
            return text[used] == '\0' || number_attach(number, text + used + 1, true);
        }
    }
    for (const char *p = text; *p != '\0'; p++) {
        if (ascii_is_digit(*p) || (*p == '-' && !hyphen)) {
            return false; /* "737-800", "4x4" */
        }
    }
    return number_attach(number, text, hyphen);
}

/* "1 000 000": groups of three figures parted by spaces. */
static void number_read_groups(const struct document *document, uint32_t i, uint32_t end,
                               struct number *number)
{
    uint32_t next = i + 1;
    double value = number->value;

    if (strlen(document->tokens[i].text) > 3 || document->tokens[i].text[0] == '0' ||
        strchr(document->tokens[i].text, '.') != NULL) {
        return;
    }
    while (next < end && next - i < 5 && strlen(document->tokens[next].text) == 3 &&
           strspn(document->tokens[next].text, "0123456789") == 3) {
        value = value * 1000 + strtod(document->tokens[next].text, NULL); /* lint: allowed */
        next++;
    }
    if (next > i + 1 && (next >= end || (document->tokens[next].flags & TOKEN_NUMBER) == 0)) {
        number->value = value;
        number->end = next;
    }
}

/* "five", "twenty-five": -1 if it is none. */
static double number_small(const struct quantity_words *words, const char *text)
{
    const struct word *word = quantity_words_get(words, WORD_NUMBER, text);
    const char *hyphen = strchr(text, '-');
    char part[NUMBER_PART_MAX];
    const struct word *low;

    if (word != NULL || hyphen == NULL || (size_t)(hyphen - text) >= sizeof part) {
        return word == NULL ? -1 : word->number;
    }
    memcpy(part, text, (size_t)(hyphen - text));
    part[hyphen - text] = '\0';
    word = quantity_words_get(words, WORD_NUMBER, part);
    low = quantity_words_get(words, WORD_NUMBER, hyphen + 1);
    return word != NULL && low != NULL && word->number >= 20 && low->number >= 1 && low->number <= 9
               ? word->number + low->number
               : -1;
}

/* "two-mile", "two-thirds", "half-million": a number and what is joined to it. */
static bool number_read_joined(const struct quantity_words *words, const char *text,
                               struct number *number)
{
    const char *hyphen = strchr(text, '-');
    char part[NUMBER_PART_MAX];
    const struct word *fraction, *scale;

    for (; hyphen != NULL; hyphen = strchr(hyphen + 1, '-')) {
        double value;

        if ((size_t)(hyphen - text) >= sizeof part) {
            return false;
        }
        memcpy(part, text, (size_t)(hyphen - text));
        part[hyphen - text] = '\0';
        value = strcmp(part, "half") == 0 ? 0.5 : number_small(words, part);
        if (value < 0 || number_small(words, hyphen + 1) >= 0) {
            continue;
        }
        fraction = quantity_words_get(words, WORD_FRACTION, hyphen + 1);
        scale = quantity_words_get(words, WORD_SCALE, hyphen + 1);
        if (fraction != NULL && value >= 1) {
            number->value = value * fraction->number;
            number->fraction = true;
            return true;
        }
        number->value = value * (scale == NULL ? 1 : scale->number);
        number->scaled = scale != NULL;
        return scale != NULL || number_attach(number, hyphen + 1, true);
    }
    return false;
}

/* A scale that goes on with a number: "2.5 million", and "a half" of it. */
static void number_read_scales(const struct quantity_words *words, const struct document *document,
                               uint32_t end, struct number *number)
{
    const struct word *scale;

    while (number->end < end &&
           (scale = quantity_words_get(words, WORD_SCALE, document->tokens[number->end].lower)) !=
               NULL) {
        if (strlen(scale->text) == 1 || number->value * scale->number > 1e18) {
            break; /* "5 m" are meters */
        }
        number->value *= scale->number;
        number->most *= number->most < 0 ? 1 : scale->number;
        number->scaled = true;
        number->end++;
    }
}

/* "two thousand five hundred and twenty": adds up words from number->end on. */
static void number_read_words(const struct quantity_words *words, const struct document *document,
                              uint32_t end, struct number *number)
{
    double total = 0, current = number->value, last_scale = 1e18;
    uint32_t i = number->end, limit = end - i > NUMBER_TOKENS_MAX ? i + NUMBER_TOKENS_MAX : end;
    bool hundred = false;

    while (i < limit) {
        const char *word = document->tokens[i].lower;
        const struct word *scale = quantity_words_get(words, WORD_SCALE, word);
        bool conjunction = strcmp(word, "and") == 0;
        double small = number_small(words, number_word(document, i + (conjunction ? 1 : 0), limit));

        if (small >= 1 && small <= 9 && !conjunction && current >= 20 && current <= 90 &&
            fmod(current, 10) == 0 && !number->scaled) { /* "thirty two" */
            current += small;
            i++;
            continue;
        }

        if (scale != NULL && strlen(scale->text) > 1) {
            if (scale->number == 100 || scale->number == 12) {
                if (current >= 100 || current <= 0) {
                    break;
                }
                current *= scale->number;
                hundred = true;
            } else if (scale->number < last_scale && current > 0) {
                last_scale = scale->number;
                total += current * scale->number;
                current = 0;
                hundred = false;
            } else if (scale->number > last_scale && current == 0) { /* "two thousand million" */
                total *= scale->number;
            } else {
                break;
            }
            number->scaled = true;
            i++;
        } else if (small > 0 && ((current == 0 && total > 0 && (!conjunction || small < 100)) ||
                                 (hundred && small < 100 && number->scaled))) {
            current += small;
            hundred = false;
            i += conjunction ? 2 : 1;
        } else {
            break;
        }
    }
    number->value = total + current;
    number->end = i;
}

/* "two and a half million". */
static void number_read_half(const struct quantity_words *words, const struct document *document,
                             uint32_t end, struct number *number)
{
    if (!number->scaled && strcmp(number_word(document, number->end, end), "and") == 0 &&
        strcmp(number_word(document, number->end + 1, end), "a") == 0 &&
        strcmp(number_word(document, number->end + 2, end), "half") == 0) {
        number->value += 0.5;
        number->end += 3;
        number_read_scales(words, document, end, number);
    }
}

/* "one in five", "nine out of 10", "two thirds", of a number that was read. */
static void number_read_part(const struct quantity_words *words, const struct document *document,
                             uint32_t end, struct number *number)
{
    uint32_t i = number->end;
    const char *word = number_word(document, i, end);
    const struct word *fraction = quantity_words_get(words, WORD_FRACTION, word);
    double whole = -1;
    bool every;

    if (number->scaled || number->most >= 0 || number->attached[0] != '\0' || number->value < 1 ||
        number->value > 99) {
        return;
    }
    if (fraction != NULL && fraction->number < 0.5 &&
        (document->tokens[i].flags & TOKEN_DATE) == 0) {
        number->value *= fraction->number;
        number->fraction = true;
        number->end = i + 1;
        return;
    }
    if (strcmp(word, "out") == 0 && strcmp(number_word(document, i + 1, end), "of") == 0) {
        i += 2;
    } else if (strcmp(word, "in") == 0) {
        i++;
    } else {
        return;
    }
    every = strcmp(number_word(document, i, end), "every") == 0;
    i += every ? 1 : 0;
    word = number_word(document, i, end);
    if (i < end && (document->tokens[i].flags & TOKEN_DATE) == 0 &&
        (number_figures(word, &whole) != strlen(word) || *word == '\0')) {
        whole = number_small(words, word);
    }
    if (whole > number->value && whole <= 1000 && whole != 0) {
        number->value /= whole;
        number->fraction = true;
        number->end = i + 1;
    }
}

/* "half a million", "half of the voters", "a third of", "a dozen", "a million and a half". */
static bool number_read_article(const struct quantity_words *words, const struct document *document,
                                uint32_t i, uint32_t end, struct number *number)
{
    const char *word = document->tokens[i].lower, *next = number_word(document, i + 1, end);
    bool half = strcmp(word, "half") == 0, a = strcmp(next, "a") == 0 || strcmp(next, "an") == 0;
    const struct word *scale, *fraction;

    if (half) {
        scale = quantity_words_get(words, WORD_SCALE, number_word(document, i + (a ? 2 : 1), end));
        if (scale != NULL && strlen(scale->text) > 1) {
            number->value = 0.5 * scale->number;
            number->scaled = true;
            number->end = i + (a ? 3 : 2);
            return true;
        }
        number->value = 0.5;
        number->fraction = true;
        number->end = i + 1;
        return strcmp(next, "of") == 0 || strcmp(next, "the") == 0 || strcmp(next, "its") == 0 ||
               strcmp(next, "their") == 0;
    }
    scale = quantity_words_get(words, WORD_SCALE, next);
    fraction = quantity_words_get(words, WORD_FRACTION, next);
    if (scale != NULL && strlen(scale->text) > 1) {
        number->value = 1;
        number->end = i + 1;
        number_read_words(words, document, end, number);
        if (number->end == i + 2 && strcmp(number_word(document, i + 2, end), "and") == 0 &&
            strcmp(number_word(document, i + 3, end), "a") == 0 &&
            strcmp(number_word(document, i + 4, end), "half") == 0) {
            number->value *= 1.5;
            number->end += 3;
        }
        return true;
    }
    if (fraction != NULL && strcmp(number_word(document, i + 2, end), "of") == 0 &&
        (document->tokens[i + 1].flags & TOKEN_DATE) == 0) {
        number->value = fraction->number;
        number->fraction = true;
        number->end = i + 2;
        return true;
    }
    return false;
}

/* "dozens", "hundreds of thousands", "several hundred", "a few". */
static bool number_read_vague(const struct quantity_words *words, const struct document *document,
                              uint32_t i, uint32_t end, struct number *number)
{
    uint32_t count;
    const struct word *vague = quantity_words_find(words, document, WORD_VAGUE, i, end, &count);
    const struct word *many;
    uint32_t behind;

    if (vague == NULL) {
        return false;
    }
    number->value = vague->number;
    number->vague = true;
    number->end = i + count;
    behind = number->end + (strcmp(number_word(document, number->end, end), "of") == 0 ? 1 : 0);
    many =
        behind < end ? quantity_words_get(words, WORD_VAGUE, document->tokens[behind].lower) : NULL;
    if (many != NULL && behind > number->end && many->number >= 200) {
        number->value *= many->number == 200 ? 100 : many->number / 2; /* of one */
        number->scaled = true;
        number->end = behind + 1;
    } else if (behind < end &&
               quantity_words_get(words, WORD_SCALE, document->tokens[behind].lower) != NULL &&
               strlen(document->tokens[behind].lower) > 1) {
        number->end = behind;
        number_read_scales(words, document, end, number);
    }
    return true;
}

/* Figures that are a number of nothing: "9/11", "555 0143", "192.168.1.1", "7:30". */
static bool number_is_other(const struct document *document, uint32_t i, uint32_t end)
{
    const struct token *before = i > 0 ? &document->tokens[i - 1] : NULL;
    const char *next = number_word(document, end, (uint32_t)document->token_count);
    bool joined = end < document->token_count &&
                  (document->tokens[end].flags & TOKEN_SPACE_BEFORE) == 0 &&
                  document->tokens[end].sentence == document->tokens[i].sentence;

    if (joined && (strcmp(next, "/") == 0 || strcmp(next, ":") == 0 || strcmp(next, ".") == 0) &&
        end + 1 < document->token_count && (document->tokens[end + 1].flags & TOKEN_NUMBER) != 0 &&
        (document->tokens[end + 1].flags & TOKEN_SPACE_BEFORE) == 0) {
        return true;
    }
    if (before == NULL || before->sentence != document->tokens[i].sentence) {
        return false;
    }
    if ((before->flags & TOKEN_NUMBER) != 0 && (document->tokens[i].flags & TOKEN_NUMBER) != 0 &&
        (before->flags & TOKEN_DATE) == 0) {
        return true;
    }
    return (document->tokens[i].flags & TOKEN_SPACE_BEFORE) == 0 &&
           (strcmp(before->text, "/") == 0 || strcmp(before->text, ":") == 0 ||
            strcmp(before->text, ".") == 0 || strcmp(before->text, "#") == 0);
}

bool number_read(const struct quantity_words *words, const struct document *document, uint32_t i,
                 uint32_t end, struct number *number)
{
    const struct token *token = &document->tokens[i];
    const char *word = token->lower;

    *number = (struct number){.end = i + 1, .most = -1};
    if ((token->flags & TOKEN_NUMBER) != 0) {
        size_t used = number_figures(word, &number->value);

        if (used == 0 || !number_read_suffix(words, word + used, number)) {
            return false;
        }
        number->digits = true;
        if (word[used] == '\0') {
            number_read_groups(document, i, end, number);
        }
        if (number_is_other(document, i, number->end)) {
            return false;
        }
        if (number->attached[0] == '\0') {
            number_read_scales(words, document, end, number);
            number_read_half(words, document, end, number);
            number_read_part(words, document, end, number);
        }
        return true;
    }
    if ((token->flags & TOKEN_WORD) == 0) {
        return false;
    }
    if (strcmp(word, "a") == 0 || strcmp(word, "half") == 0 || strcmp(word, "an") == 0) {
        if (number_read_article(words, document, i, end, number)) {
            return true;
        }
        *number = (struct number){.end = i + 1, .most = -1};
    }
    if (number_read_vague(words, document, i, end, number)) {
        return true;
    }
    number->value = strcmp(word, "dozen") == 0 ? 12 : number_small(words, word);
    if (number->value >= 0) {
        number_read_words(words, document, end, number);
        number_read_half(words, document, end, number);
        number->word_one = number->end == i + 1 && number->value == 1;
        number_read_part(words, document, end, number);
        number->word_one = number->word_one && !number->fraction;
        return true;
    }
    return number_read_joined(words, word, number);
}
