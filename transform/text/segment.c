#include "transform/text/segment.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/ustring.h>
#include <unicode/utext.h>
#include "common/memory.h"
#include "common/utf8.h"

struct segmenter {
    UBreakIterator *words, *sentences;
};

/* Abbreviations that a name or a number follows: no sentence ends here. */
static const char *const segment_titles[] = {
    "adm",  "ald",   "amb", "approx", "atty", "brig", "capt", "cdr", "cf",   "cllr",   "cmdr",
    "col",  "comdr", "cpl", "cpt",    "det",  "dr",   "dra",  "drs", "ens",  "fr",     "ft",
    "gen",  "gens",  "gov", "govs",   "hon",  "insp", "lt",   "ltc", "maj",  "messrs", "mlle",
    "mme",  "mr",    "mrs", "ms",     "msgr", "msgt", "mt",   "mx",  "pfc",  "pp",     "pres",
    "prof", "profs", "pt",  "pvt",    "rep",  "reps", "rev",  "rt",  "sen",  "sens",   "sfc",
    "sgt",  "spc",   "sra", "srs",    "pt",   "ssgt", "st",   "ste", "supt", "tsgt",   "vs",
};

/* Those that may end one: only before a word that begins sentences. */
static const char *const segment_others[] = {
    "co",   "corp", "inc",  "jr",   "sr",   "ltd",  "etc",  "bhd",  "plc", "llc",
    "assn", "ave",  "blvd", "bros", "dept", "govt", "intl", "univ", "jan", "feb",
    "mar",  "apr",  "jun",  "jul",  "aug",  "sep",  "sept", "oct",  "nov", "dec",
};

/* Those that are abbreviations where a number stands behind them. */
static const char *const segment_numbered[] = {
    "No",  "no",   "NO",  "Nos", "nos",  "Art",  "Arts", "Sec",  "Secs", "Ch",  "Vol",
    "vol", "Vols", "Fig", "fig", "Figs", "figs", "Para", "para", "Pt",   "Cl",  "Ext",
    "ext", "Tel",  "Res", "Reg", "Hwy",  "Rte",  "Apt",  "Rm",   "Bldg", "Div", "Op",
};

/* Behind the name of a company, also one with an exclamation mark. */
static const char *const segment_companies[] = {"inc.", "corp.", "ltd.", "co.",
                                                "inc",  "corp",  "ltd"};

/* What begins a sentence rather than goes on with a name, after such as "U.S.". */
static const char *const segment_starters[] = {
    "the",   "a",     "an",   "he",    "she",  "it",   "they",     "we",    "in",     "on",
    "at",    "but",   "and",  "his",   "her",  "its",  "their",    "this",  "that",   "these",
    "those", "there", "when", "while", "as",   "if",   "for",      "after", "before", "however",
    "what",  "who",   "i",    "you",   "some", "many", "most",     "since", "both",   "last",
    "one",   "with",  "to",   "no",    "not",  "so",   "according"};

static bool segment_in(const char *const *words, size_t count, const char *word)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(words[i], word) == 0) {
            return true;
        }
    }
    return false;
}

#define SEGMENT_IN(words, word) segment_in((words), sizeof(words) / sizeof *(words), (word))

enum status segmenter_new(struct segmenter **segmenter, struct error *error)
{
    UErrorCode status = U_ZERO_ERROR;
    struct segmenter *made = mem_calloc(1, sizeof *made);

    made->words = ubrk_open(UBRK_WORD, "en", NULL, 0, &status);
    made->sentences = ubrk_open(UBRK_SENTENCE, "en", NULL, 0, &status);
    if (U_FAILURE(status)) {
        segmenter_free(made);
        *segmenter = NULL;
        return error_set(error, STATUS_FATAL, "no_icu",
                         "ICU's break iterators cannot be opened: %s; install libicu again",
                         u_errorName(status));
    }
    *segmenter = made;
    return STATUS_OK;
}

void segmenter_free(struct segmenter *segmenter)
{
    if (segmenter != NULL) {
        ubrk_close(segmenter->words);
        ubrk_close(segmenter->sentences);
        free(segmenter);
    }
}

/* A stretch of bytes of a paragraph. */
struct piece {
    int32_t start, end;
    bool word; /* has a letter or digit */
};

/* One paragraph at work. */
struct paragraph {
    struct document *document;
    enum field field;
    const char *text;           /* in the field, not NUL-terminated */
    uint32_t byte_start, bytes; /* in the field */
    uint32_t point_start;
};

static const char *segment_lower(struct arena *arena, const char *text, size_t length)
{
    UChar buffer[128], lower[192];
    char plain[600];
    int32_t units = 0, used = 0, size = 0;
    UErrorCode status = U_ZERO_ERROR;

    u_strFromUTF8(buffer, 128, &units, text, (int32_t)length, &status);
    if (U_SUCCESS(status)) {
        units = u_strToLower(lower, 192, buffer, units, "", &status);
    }
    for (int32_t i = 0; U_SUCCESS(status) && i < units; i++) {
        UChar unit = lower[i];

        if (unit == 0x2019 || unit == 0x02BC) {
            unit = '\'';
        } else if (unit == 0x2010 || unit == 0x2011) {
            unit = '-';
        } else if (unit >= 0x80 && !U16_IS_SURROGATE(unit) && u_charType(unit) == U_FORMAT_CHAR) {
            continue; /* which way to write, where to part a word: nobody reads that */
        }
        lower[used++] = unit;
    }
    u_strToUTF8(plain, sizeof plain, &size, lower, used, &status);
    if (U_FAILURE(status)) { /* a "word" of more than a hundred letters is none */
        return arena_strndup(arena, text, length);
    }
    return arena_strndup(arena, plain, (size_t)size);
}

static unsigned segment_flags(const char *text, size_t length)
{
    unsigned flags = text[0] >= '0' && text[0] <= '9' ? TOKEN_NUMBER : 0;
    int letters = 0, lower = 0;

    for (int32_t i = 0; i < (int32_t)length;) {
        UChar32 c = utf8_next(text, &i, (int32_t)length);

        if (c < 0 || !u_isalpha(c)) {
            continue;
        }
        if (letters++ == 0 && (u_isupper(c) || u_istitle(c))) {
            flags |= TOKEN_CAPITAL;
        }
        lower += u_islower(c) ? 1 : 0;
        flags |= TOKEN_WORD;
    }
    if (letters >= 2 && lower == 0 && (flags & TOKEN_CAPITAL) != 0) {
        flags |= TOKEN_ALL_CAPITALS;
    }
    return (flags & (TOKEN_WORD | TOKEN_NUMBER)) == 0 ? TOKEN_PUNCTUATION : flags;
}

/* "U.S", "p.m", "J": single letters parted by full stops. */
static bool segment_initials(const char *text)
{
    int32_t i = 0, length = (int32_t)strlen(text);

    while (i < length) {
        UChar32 c = utf8_next(text, &i, length);

        if (c < 0 || !u_isalpha(c) || (i < length && text[i] != '.')) {
            return false;
        }
        i += i < length ? 1 : 0;
    }
    return length > 0;
}

static bool segment_is(const struct paragraph *paragraph, const struct piece *piece,
                       const char *what)
{
    size_t length = strlen(what);

    return (size_t)(piece->end - piece->start) == length &&
           memcmp(paragraph->text + piece->start, what, length) == 0;
}

/* Whether the word before a full stop takes it in. */
static bool segment_abbreviation(const struct paragraph *paragraph, const struct piece *piece)
{
    const char *lower = segment_lower(paragraph->document->arena, paragraph->text + piece->start,
                                      (size_t)(piece->end - piece->start));
    const char *dash = strrchr(lower, '-'), *last = dash == NULL ? lower : dash + 1;

    return (segment_initials(lower) && strcmp(lower, "i") != 0) ||
           SEGMENT_IN(segment_titles, last) /* "Nov. 21-Dec. 18" */ ||
           SEGMENT_IN(segment_others, last);
}

/* "No. 10", "Art. 5": the word, when a number stands behind its full stop. */
static bool segment_numbers(const struct paragraph *paragraph, const struct piece *piece,
                            const struct piece *behind)
{
    char word[8];
    size_t length = (size_t)(piece->end - piece->start);

    if (behind == NULL || paragraph->text[behind->start] < '0' ||
        paragraph->text[behind->start] > '9' || length >= sizeof word) {
        return false;
    }
    memcpy(word, paragraph->text + piece->start, length);
    word[length] = '\0';
    return SEGMENT_IN(segment_numbered, word);
}

static bool segment_hyphen(const struct paragraph *paragraph, const struct piece *piece)
{
    return segment_is(paragraph, piece, "-") || segment_is(paragraph, piece, "\u2010") ||
           segment_is(paragraph, piece, "\u2011");
}

/* ICU's words, joined where news writes them as one. Returns how many pieces are left. */
static size_t segment_join(const struct paragraph *paragraph, struct piece *pieces, size_t count)
{
    size_t used = 0;

    for (size_t i = 0; i < count; i++) {
        struct piece *last = used == 0 ? NULL : &pieces[used - 1];
        bool touches = last != NULL && last->end == pieces[i].start && last->word;

        if (touches && segment_hyphen(paragraph, &pieces[i]) && i + 1 < count &&
            pieces[i + 1].word && pieces[i + 1].start == pieces[i].end) {
            last->end = pieces[++i].end;
        } else if (touches && segment_is(paragraph, &pieces[i], ".") &&
                   (segment_abbreviation(paragraph, last) ||
                    segment_numbers(paragraph, last, i + 1 < count ? &pieces[i + 1] : NULL))) {
            last->end = pieces[i].end;
        } else {
            pieces[used++] = pieces[i];
        }
    }
    return used;
}

/* The possessive at the end of a piece: its length in bytes, or 0. */
static int32_t segment_possessive(const struct paragraph *paragraph, const struct piece *piece)
{
    static const char *const forms[] = {"'s", "\u2019s", "'S", "\u2019S"};
    int32_t length = piece->end - piece->start;

    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        int32_t size = (int32_t)strlen(forms[i]);

        if (length > size &&
            memcmp(paragraph->text + piece->end - size, forms[i], (size_t)size) == 0) {
            return size;
        }
    }
    return 0;
}

/* Cuts format characters, as those that say which way to write, off both ends of a piece. */
static void segment_trim(const char *text, struct piece *piece)
{
    for (;;) {
        int32_t next = piece->start;
        UChar32 c = (unsigned char)text[next] < 0x80 ? 0 : utf8_next(text, &next, piece->end);

        if (c <= 0 || u_charType(c) != U_FORMAT_CHAR || next >= piece->end) {
            break;
        }
        piece->start = next;
    }
    while (piece->end > piece->start + 1 && (unsigned char)text[piece->end - 1] >= 0x80) {
        int32_t last = piece->end - 1, next;

        while (last > piece->start && ((unsigned char)text[last] & 0xC0) == 0x80) {
            last--;
        }
        next = last;
        if (last <= piece->start ||
            u_charType(utf8_next(text, &next, piece->end)) != U_FORMAT_CHAR) {
            break;
        }
        piece->end = last;
    }
}

static size_t segment_words(struct segmenter *segmenter, const struct paragraph *paragraph,
                            struct piece **pieces)
{
    struct arena *arena = paragraph->document->arena;
    UErrorCode status = U_ZERO_ERROR;
    UText *utext = utext_openUTF8(NULL, paragraph->text, paragraph->bytes, &status);
    size_t count = 0, capacity = 0;
    int32_t start, end;

    *pieces = NULL;
    ubrk_setUText(segmenter->words, utext, &status);
    if (U_FAILURE(status)) {
        utext_close(utext);
        return 0;
    }
    start = ubrk_first(segmenter->words);
    for (end = ubrk_next(segmenter->words); end != UBRK_DONE;
         start = end, end = ubrk_next(segmenter->words)) {
        int32_t position = start;
        UChar32 c = utf8_next(paragraph->text, &position, end);

        if (c < 0 || u_isUWhiteSpace(c) || u_charType(c) == U_FORMAT_CHAR || u_iscntrl(c)) {
            continue;
        }
        *pieces = arena_grow(arena, *pieces, &capacity, count, sizeof **pieces);
        (*pieces)[count++] =
            (struct piece){.start = start,
                           .end = end,
                           .word = ubrk_getRuleStatus(segmenter->words) >= UBRK_WORD_NUMBER};
        segment_trim(paragraph->text, &(*pieces)[count - 1]);
    }
    utext_close(utext);
    return segment_join(paragraph, *pieces, count);
}

/* Whether more than format characters stands between two tokens. */
static bool segment_space(const char *text, int32_t start, int32_t end)
{
    while (start < end) {
        UChar32 c = (unsigned char)text[start] < 0x80 ? 0 : utf8_next(text, &start, end);

        if (c <= 0 || u_charType(c) != U_FORMAT_CHAR || c == 0x200B) {
            return true;
        }
    }
    return false;
}

/* Adds the token and moves `*point`, the code point of `*byte`, behind it. */
static void segment_add(const struct paragraph *paragraph, int32_t start, int32_t end,
                        uint32_t *byte, uint32_t *point, bool first)
{
    struct document *document = paragraph->document;
    const char *text = paragraph->text;
    struct token *token = document_add_token(document);
    size_t length = (size_t)(end - start);
    bool space = start == 0 || segment_space(text, (int32_t)*byte, start);

    for (; *byte < (uint32_t)start; (*byte)++) {
        *point += ((unsigned char)text[*byte] & 0xC0) != 0x80;
    }
    token->span.field = paragraph->field;
    token->span.start = *point;
    token->span.byte_start = paragraph->byte_start + (uint32_t)start;
    for (; *byte < (uint32_t)end; (*byte)++) {
        *point += ((unsigned char)text[*byte] & 0xC0) != 0x80;
    }
    token->span.end = *point;
    token->span.byte_end = paragraph->byte_start + (uint32_t)end;
    token->text = arena_strndup(document->arena, text + start, length);
    token->lower = segment_lower(document->arena, text + start, length);
    token->tag = "";
    token->flags = segment_flags(token->text, length) | (space ? TOKEN_SPACE_BEFORE : 0U) |
                   (first ? TOKEN_PARAGRAPH : 0U);
}

static bool segment_ends(const struct token *token)
{
    static const char *const ends[] = {".", "!", "?", "\u2026", "...", "\u3002"};

    return SEGMENT_IN(ends, token->text);
}

static bool segment_closes(const struct token *token)
{
    static const char *const closers[] = {"\"", "'", "\u201d", "\u2019", ")", "]", "\u00bb"};

    return SEGMENT_IN(closers, token->text);
}

/* Whether ICU's boundary before `next` is one for news too. */
static bool segment_boundary(const struct document *document, uint32_t next)
{
    const struct token *after = &document->tokens[next], *before = &document->tokens[next - 1];
    size_t length = strlen(before->lower);
    const char *last;
    char bare[32];

    if ((segment_ends(before) || segment_closes(before)) && (after->flags & TOKEN_WORD) != 0 &&
        (after->flags & (TOKEN_CAPITAL | TOKEN_NUMBER)) == 0) {
        return false; /* "Stay!" she said */
    }
    if (SEGMENT_IN(segment_companies, after->lower)) {
        return false; /* "Yahoo! Inc." */
    }
    if (length < 2 || length >= sizeof bare || before->lower[length - 1] != '.' ||
        (before->flags & TOKEN_WORD) == 0) {
        return true;
    }
    memcpy(bare, before->lower, length - 1);
    bare[length - 1] = '\0';
    last = strrchr(bare, '-'); /* "Nov. 21-Dec. 18" */
    if (SEGMENT_IN(segment_titles, last == NULL ? bare : last + 1)) {
        return false;
    }
    memcpy(bare, before->text, length - 1); /* as written */
    if (SEGMENT_IN(segment_numbered, bare)) {
        return (after->flags & TOKEN_NUMBER) == 0;
    }
    if (length == 2) { /* an initial of a name */
        return false;
    }
    return SEGMENT_IN(segment_starters, after->lower) || segment_closes(after);
}

/* "iPhone", "al-Sudani": a capital, but not the first letter. */
static bool segment_inner_capital(const struct token *token)
{
    const char *text = token->text;

    if ((token->flags & (TOKEN_WORD | TOKEN_CAPITAL)) != TOKEN_WORD) {
        return false;
    }
    while (*text != '\0' && !(*text >= 'A' && *text <= 'Z')) {
        text++;
    }
    return *text != '\0';
}

/* Whether a sentence ends before a token where ICU sees none, as it waits for a capital letter or
 * takes a full stop for an abbreviation's. */
static bool segment_news_boundary(const struct document *document, uint32_t next, uint32_t begin)
{
    const struct token *after = &document->tokens[next], *before = &document->tokens[next - 1];

    if ((after->flags & TOKEN_SPACE_BEFORE) == 0 || next < begin + 2) {
        return false;
    }
    if (strcmp(before->text, ".") == 0) { /* "in 1998. 2,000 people", "cost $5. $2 was paid" */
        const char *sign = after->text;

        return (after->flags & TOKEN_NUMBER) != 0 || segment_inner_capital(after) ||
               (next + 1 < document->token_count &&
                (document->tokens[next + 1].flags & (TOKEN_NUMBER | TOKEN_SPACE_BEFORE)) ==
                    TOKEN_NUMBER &&
                (strcmp(sign, "$") == 0 || strcmp(sign, "\u20ac") == 0 ||
                 strcmp(sign, "\u00a3") == 0));
    }
    if ((before->flags & TOKEN_SPACE_BEFORE) == 0 && (after->flags & TOKEN_CAPITAL) != 0 &&
        strcmp(before->text, "\u2026") == 0) {
        return true;
    }
    return (before->flags & TOKEN_WORD) != 0 && strlen(before->text) > 2 &&
           before->text[strlen(before->text) - 1] == '.' && (after->flags & TOKEN_CAPITAL) != 0 &&
           segment_boundary(document, next) && SEGMENT_IN(segment_starters, after->lower);
}

/* Cuts the paragraph's tokens from `first` on into sentences. */
static void segment_sentences(struct segmenter *segmenter, const struct paragraph *paragraph,
                              uint32_t first)
{
    struct document *document = paragraph->document;
    uint32_t end = (uint32_t)document->token_count, begin = first;
    UErrorCode status = U_ZERO_ERROR;
    UText *utext = utext_openUTF8(NULL, paragraph->text, paragraph->bytes, &status);

    ubrk_setUText(segmenter->sentences, utext, &status);
    for (uint32_t i = first + 1; i <= end; i++) {
        struct sentence *sentence;
        const struct token *last = &document->tokens[i - 1];
        bool cut = i == end || i - begin >= SENTENCE_TOKENS_MAX;

        if (!cut && U_SUCCESS(status)) {
            uint32_t at = document->tokens[i].span.byte_start - paragraph->byte_start;

            cut = (ubrk_isBoundary(segmenter->sentences, (int32_t)at) &&
                   segment_boundary(document, i)) ||
                  segment_news_boundary(document, i, begin);
        }
        if (!cut) {
            continue;
        }
        for (uint32_t j = begin; j < i; j++) {
            document->tokens[j].sentence = (uint32_t)document->sentence_count;
        }
        sentence = document_add_sentence(document);
        sentence->first_token = begin;
        sentence->token_count = i - begin;
        sentence->span = document_token_span(document, begin, i - begin);
        sentence->heading = paragraph->field == FIELD_TITLE ||
                            (begin == first && i == end && !segment_ends(last) &&
                             !segment_closes(last) && last->text[strlen(last->text) - 1] != '.' &&
                             strcmp(last->text, ":") != 0 && i - begin < 20);
        begin = i;
    }
    utext_close(utext);
}

static void segment_paragraph(struct segmenter *segmenter, const struct paragraph *paragraph)
{
    uint32_t first = (uint32_t)paragraph->document->token_count, byte = 0,
             point = paragraph->point_start;
    struct piece *pieces;
    size_t count = segment_words(segmenter, paragraph, &pieces);

    for (size_t i = 0; i < count; i++) {
        int32_t possessive = segment_possessive(paragraph, &pieces[i]);

        if (paragraph->document->token_count + 2 > DOCUMENT_TOKENS_MAX) {
            document_cut(paragraph->document, paragraph->field, point,
                         paragraph->byte_start + byte);
            count = i;
            break;
        }
        segment_add(paragraph, pieces[i].start, pieces[i].end - possessive, &byte, &point, i == 0);
        if (possessive > 0) {
            segment_add(paragraph, pieces[i].end - possessive, pieces[i].end, &byte, &point, false);
        }
    }
    if (count > 0) {
        segment_sentences(segmenter, paragraph, first);
    }
}

void segment_find(struct segmenter *segmenter, struct document *document)
{
    for (int field = 0; field < FIELD_COUNT; field++) {
        const char *text = document->text[field];
        uint32_t start = 0, point = 0, length = document->text_bytes[field];

        while (start < length && document->token_count + 2 <= DOCUMENT_TOKENS_MAX) {
            const char *end = memchr(text + start, '\n', length - start);
            uint32_t bytes = end == NULL ? length - start : (uint32_t)(end - text) - start;
            struct paragraph paragraph = {.document = document,
                                          .field = (enum field)field,
                                          .text = text + start,
                                          .byte_start = start,
                                          .bytes = bytes,
                                          .point_start = point};

            segment_paragraph(segmenter, &paragraph);
            for (uint32_t i = 0; i < bytes; i++) {
                point += ((unsigned char)text[start + i] & 0xC0) != 0x80;
            }
            start += bytes + 1;
            point++;
        }
        if (start < length && document->cut[field].start == document->cut[field].end) {
            document_cut(document, (enum field)field, point, start);
        }
    }
}
