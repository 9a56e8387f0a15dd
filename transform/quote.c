#include "transform/quote.h"

#include <string.h>

enum { QUOTE_WORDS_MIN = 3, QUOTE_SPEAKER_FAR = 8, QUOTE_BYTES_MAX = 4000, QUOTE_VERB_FAR = 500 };

static bool quote_is_verb(const char *word)
{
    static const char *const verbs[] = {
        "said",      "says",       "told",       "tells",     "stated",       "states",
        "announced", "announces",  "added",      "adds",      "wrote",        "writes",
        "warned",    "warns",      "claimed",    "claims",    "argued",       "argues",
        "insisted",  "insists",    "noted",      "notes",     "explained",    "explains",
        "declared",  "declares",   "tweeted",    "posted",    "asked",        "replied",
        "confirmed", "confirms",   "denied",     "denies",    "acknowledged", "admitted",
        "stressed",  "emphasized", "emphasised", "suggested", "recalled",     "reported",
        "vowed",     "promised",   "pledged",    "predicted", "estimated",    "testified",
        "commented", "remarked",   "urged",      "accused",   "called",       "described"};

    for (size_t i = 0; i < sizeof verbs / sizeof verbs[0]; i++) {
        if (strcmp(word, verbs[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* Verbs whose clause is what was said: "X accused Y of ..." is an event, not speech. */
static bool quote_takes_clause(const char *word)
{
    return quote_is_verb(word) && strcmp(word, "accused") != 0 && strcmp(word, "called") != 0 &&
           strcmp(word, "described") != 0 && strcmp(word, "urged") != 0 &&
           strcmp(word, "asked") != 0 && strcmp(word, "posted") != 0;
}

static bool quote_can_speak(const struct document *document, const struct mention *mention)
{
    const char *type = document->entities[mention->entity].type;

    return strcmp(type, "PERSON") == 0 || strcmp(type, "ORG") == 0 ||
           mention->kind == MENTION_NOMINAL;
}

/* "..., officials said": the subject is a word that is no name. */
static bool quote_has_stranger(const struct document *document, uint32_t verb)
{
    const struct token *before = verb == 0 ? NULL : &document->tokens[verb - 1];
    size_t length;

    if (before == NULL || before->sentence != document->tokens[verb].sentence ||
        (before->flags & TOKEN_WORD) == 0 || (before->flags & TOKEN_CAPITAL) != 0) {
        return false;
    }
    for (size_t i = document_first_mention(document, before->sentence);
         document_in_sentence(document, i, before->sentence); i++) {
        if (document->mentions[i].first_token + document->mentions[i].token_count == verb) {
            return false;
        }
    }
    length = strlen(before->lower);
    return length > 4 && before->lower[length - 1] == 's' &&
           strcmp(before->lower + length - 2, "ss") != 0 &&
           strcmp(before->lower + length - 2, "'s") != 0;
}

/* Who stands before the verb ("X, the premier, said") or right behind it ("said X"). */
static int32_t quote_speaker(const struct document *document, uint32_t verb)
{
    uint32_t sentence = document->tokens[verb].sentence, best_end = 0;
    bool stranger = quote_has_stranger(document, verb);
    int32_t before = NO_INDEX, behind = NO_INDEX;
    uint32_t behind_start = UINT32_MAX;

    for (size_t i = document_first_mention(document, sentence);
         document_in_sentence(document, i, sentence); i++) {
        const struct mention *mention = &document->mentions[i];
        uint32_t end = mention->first_token + mention->token_count;

        if (mention->sentence != sentence || !quote_can_speak(document, mention)) {
            continue;
        }
        if (end <= verb && verb - end <= QUOTE_SPEAKER_FAR && end > best_end && !stranger) {
            /* the head of an apposition counts, not what stands in it */
            bool person = strcmp(document->entities[mention->entity].type, "PERSON") == 0;

            if (before == NO_INDEX || person ||
                strcmp(document->entities[before].type, "PERSON") != 0 || verb == end) {
                before = (int32_t)mention->entity;
                best_end = end;
            }
        }
        if (mention->first_token > verb && mention->first_token - verb <= 5 &&
            mention->first_token < behind_start) {
            behind = (int32_t)mention->entity;
            behind_start = mention->first_token;
        }
    }
    /* "said X" only when the verb is what follows a quotation or comma */
    if (before == NO_INDEX && verb > 0 && behind != NO_INDEX && !stranger) {
        return behind;
    }
    return before;
}

static bool quote_is_open(const char *text)
{
    return strcmp(text, "“") == 0 || strcmp(text, "\"") == 0 || strcmp(text, "«") == 0 ||
           strcmp(text, "„") == 0;
}

static bool quote_is_close(const char *open, const char *text)
{
    return strcmp(open, "“") == 0   ? strcmp(text, "”") == 0
           : strcmp(open, "«") == 0 ? strcmp(text, "»") == 0
           : strcmp(open, "„") == 0 ? strcmp(text, "“") == 0 || strcmp(text, "”") == 0
                                    : strcmp(text, "\"") == 0;
}

/* A verb of speech in the sentences that the quotation touches, outside of it. */
static uint32_t quote_verb_near(const struct document *document, uint32_t open, uint32_t close)
{
    uint32_t first = document->tokens[open].sentence, last = document->tokens[close].sentence;

    for (uint32_t i = close + 1; i < document->token_count && i - close <= QUOTE_VERB_FAR &&
                                 document->tokens[i].sentence <= last;
         i++) {
        if (quote_is_verb(document->tokens[i].lower)) {
            return i;
        }
    }
    for (uint32_t i = open;
         i > 0 && open - i < QUOTE_VERB_FAR && document->tokens[i - 1].sentence == first; i--) {
        if (quote_is_verb(document->tokens[i - 1].lower)) {
            return i - 1;
        }
    }
    return UINT32_MAX;
}

static void quote_add(struct document *document, uint32_t first, uint32_t end, uint32_t verb,
                      bool direct)
{
    struct quote *quote = document_add_quote(document);
    const struct token *last = &document->tokens[end - 1];

    quote->span = document->tokens[first].span; /* may reach over sentences */
    quote->span.end = last->span.end;
    quote->span.byte_end = last->span.byte_end;
    quote->text = document_span_text(document, &quote->span);
    quote->direct = direct;
    quote->sentence = document->tokens[first].sentence;
    if (verb != UINT32_MAX) {
        quote->verb = document->tokens[verb].lower;
        quote->speaker = quote_speaker(document, verb);
    }
}

/* Quotations in marks; returns the token behind each. */
static uint32_t quote_direct(struct document *document, uint32_t i)
{
    const char *open = document->tokens[i].text;
    uint32_t words = 0;

    for (uint32_t j = i + 1; j < document->token_count; j++) {
        if (document->tokens[j].span.field != document->tokens[i].span.field ||
            (document->tokens[j].flags & TOKEN_PARAGRAPH) != 0 ||
            document->tokens[j].span.byte_end - document->tokens[i].span.byte_start >
                QUOTE_BYTES_MAX) {
            return i + 1;
        }
        if (quote_is_close(open, document->tokens[j].text)) {
            uint32_t verb = quote_verb_near(document, i, j);

            /* two or three words in marks are a phrase; with a verb of speech they are still quoted
             */
            if (words >= QUOTE_WORDS_MIN || (words >= 2 && verb != UINT32_MAX)) {
                quote_add(document, i + 1, j, verb, true);
            }
            return j + 1;
        }
        words += (document->tokens[j].flags & (TOKEN_WORD | TOKEN_NUMBER)) != 0;
    }
    return i + 1;
}

static bool quote_has_direct(const struct document *document, uint32_t sentence)
{
    for (size_t i = 0; i < document->quote_count; i++) {
        const struct quote *quote = &document->quotes[i];

        if (quote->direct && quote->speaker != NO_INDEX && quote->sentence == sentence) {
            return true;
        }
    }
    return false;
}

/* "..., X said on Friday": few words between a comma and the verb, and a clause before. */
static bool quote_follows_comma(const struct document *document, uint32_t start, uint32_t verb)
{
    for (uint32_t i = verb; i > start + QUOTE_WORDS_MIN && verb - i < 5; i--) {
        if (strcmp(document->tokens[i - 1].text, ",") == 0) {
            return true;
        }
    }
    return false;
}

/* "X said that ...", "..., X said." */
static void quote_indirect(struct document *document, uint32_t number)
{
    const struct sentence *sentence = &document->sentences[number];
    uint32_t start = sentence->first_token, end = start + sentence->token_count;

    if (sentence->heading || quote_has_direct(document, number)) {
        return;
    }
    if (end > start && (document->tokens[end - 1].flags & TOKEN_PUNCTUATION) != 0) {
        end--;
    }
    for (uint32_t i = start; i < end; i++) {
        uint32_t first = i + 1;

        if (!quote_takes_clause(document->tokens[i].lower) ||
            quote_speaker(document, i) == NO_INDEX) {
            continue;
        }
        if (i + 2 >= end || (end - i <= 5 && quote_follows_comma(document, start, i))) {
            uint32_t stop = i; /* at the end: what was said stands before */

            while (stop > start && strcmp(document->tokens[stop - 1].text, ",") != 0) {
                stop--;
            }
            if (stop > start + QUOTE_WORDS_MIN) {
                quote_add(document, start, stop - 1, i, false);
            }
            return;
        }
        bool that = false;

        for (uint32_t j = first; j < end && j < first + 7 && !that;
             j++) { /* "said on Monday that" */
            that = strcmp(document->tokens[j].lower, "that") == 0;
            first = that ? j + 1 : first;
        }
        /* "announced a plan" is no speech; "said the plan works" is */
        if (end >= first + QUOTE_WORDS_MIN &&
            (that || strcmp(document->tokens[i].lower, "said") == 0 ||
             strcmp(document->tokens[i].lower, "says") == 0)) {
            quote_add(document, first, end, i, false);
        }
        return;
    }
}

void quote_find(struct document *document)
{
    for (uint32_t i = 0; i < document->token_count;) {
        i = quote_is_open(document->tokens[i].text) ? quote_direct(document, i) : i + 1;
    }
    if (document->english) {
        for (uint32_t i = 0; i < document->sentence_count; i++) {
            quote_indirect(document, i);
        }
    }
}
