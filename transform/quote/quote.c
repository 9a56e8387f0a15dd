#include "transform/quote/quote.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "transform/quote/indirect.h"
#include "transform/quote/marks.h"
#include "transform/quote/speaker.h"

enum {
    QUOTE_WORDS_MIN = 2,   /* of a quotation with a speaker */
    QUOTE_ALONE_MIN = 3,   /* of one without */
    QUOTE_BEHIND_MAX = 24, /* tokens from the closing mark to the verb */
    QUOTE_BEFORE_MAX = 60, /* tokens from the verb to the opening mark */
    QUOTE_COLON_MAX = 12,  /* tokens of "X, the mayor:" */
    QUOTE_PRONOUN_FAR = 2, /* sentences from a pronoun to who spoke */
    QUOTE_GAP_MAX = 30     /* tokens between two quotations of one speaker */
};

#define QUOTE_IS(token, word) (strcmp((token)->lower, (word)) == 0)

static const struct speaker quote_nobody = {.entity = NO_INDEX};

/* Whose words a quotation is. */
struct attribution {
    bool known;
    struct speaker speaker;
    uint32_t verb; /* token; UINT32_MAX: there is none */
    uint32_t end;  /* behind verb and speaker, where they stand behind the quotation; else 0 */
};

static void speech_prepare(struct speech *speech, const struct marks *marks)
{
    struct document *document = speech->document;
    size_t count = document->token_count;

    speech->ends = arena_alloc(document->arena, (count + 1) * sizeof *speech->ends);
    speech->starts = arena_alloc(document->arena, (count + 1) * sizeof *speech->starts);
    speech->inside = arena_alloc(document->arena, count + 1);
    for (size_t i = 0; i <= count; i++) {
        speech->ends[i] = speech->starts[i] = NO_INDEX;
    }
    for (size_t i = document->mention_count; i > 0; i--) { /* the longest that begins there wins */
        const struct mention *mention = &document->mentions[i - 1];

        speech->starts[mention->first_token] = (int32_t)(i - 1);
    }
    for (size_t i = 0; i < document->mention_count; i++) {
        const struct mention *mention = &document->mentions[i];
        int32_t *end = &speech->ends[mention->first_token + mention->token_count - 1];

        if (*end == NO_INDEX) {
            *end = (int32_t)i;
        }
    }
    for (size_t i = 0; i < marks->count; i++) {
        const struct quoted *quoted = &marks->items[i];

        memset(speech->inside + quoted->first, 1, quoted->end - quoted->first);
        speech->inside[quoted->first - 1] = 2;
        if (quoted->behind > quoted->end) {
            speech->inside[quoted->end] = 2;
        }
    }
}

/* "...," X said; "...," said X; "...", according to X. */
static bool quote_behind(const struct speech *speech, const struct quoted *quoted,
                         struct attribution *found)
{
    const struct document *document = speech->document;
    const struct token *tokens = document->tokens;
    uint32_t i = quoted->behind, limit, size;
    const struct token *last = &tokens[quoted->end - 1];
    bool stop = QUOTE_IS(last, "."), comma = QUOTE_IS(last, ",");

    limit =
        i + QUOTE_BEHIND_MAX < quoted->paragraph_end ? i + QUOTE_BEHIND_MAX : quoted->paragraph_end;
    if (quoted->goes_on || i >= limit) {
        return false;
    }
    if (QUOTE_IS(&tokens[i], ",") || QUOTE_IS(&tokens[i], "—") || QUOTE_IS(&tokens[i], "–") ||
        QUOTE_IS(&tokens[i], "-")) {
        comma = true;
        i++;
    }
    if (i >= limit || speech->inside[i] != 0 ||
        (stop && !comma && (tokens[i].flags & TOKEN_CAPITAL) != 0)) {
        return false;
    }
    size = speech_words_find(speech->words, document, SPEECH_SOURCE, i, limit);
    if (size > 1 && speaker_behind(speech, i + size, quoted->paragraph_end, &found->speaker)) {
        found->verb = i;
        found->end = found->speaker.end;
        return true;
    }
    for (uint32_t v = i; v < limit && speech->inside[v] == 0; v++) {
        const struct token *token = &tokens[v];

        if (speaker_verb(speech, v) != 0) {
            bool subject =
                v > i && speaker_before(speech, i, v, &found->speaker) && found->speaker.first == i;
            bool inverted = !subject && v <= i + 1 &&
                            speaker_behind(speech, v + 1, quoted->paragraph_end, &found->speaker);

            found->verb = v;
            found->end = subject ? v + 1 : found->speaker.end;
            return subject || inverted;
        }
        /* "a man who gave his name as Ali said" */
        if (QUOTE_IS(token, "who") && v > i && speaker_before(speech, i, v, &found->speaker) &&
            found->speaker.first == i) {
            uint32_t verb = v + 1;

            while (verb < limit && speech->inside[verb] == 0 && !QUOTE_IS(&tokens[verb], ".") &&
                   speaker_verb(speech, verb) == 0) {
                verb++;
            }
            if (verb < limit && speaker_verb(speech, verb) != 0) {
                found->verb = verb;
                found->end = verb + 1;
                return true;
            }
            return false;
        }
        /* only a subject and what belongs to it may stand before the verb */
        if (QUOTE_IS(token, ".") || QUOTE_IS(token, ";") || QUOTE_IS(token, "that") ||
            (token->tag[0] == 'V' && !QUOTE_IS(token, "has") && !QUOTE_IS(token, "had") &&
             !QUOTE_IS(token, "have") && !QUOTE_IS(token, "was") && !QUOTE_IS(token, "were") &&
             strcmp(token->tag, "VBN") != 0 && strcmp(token->tag, "VBG") != 0)) {
            return false;
        }
        if (!comma && v == i && QUOTE_IS(token, "and")) {
            return false;
        }
    }
    return false;
}

/* X said: "..."; X said that it was "..."; according to X, "...". */
static bool quote_before(const struct speech *speech, const struct quoted *quoted,
                         struct attribution *found)
{
    const struct document *document = speech->document;
    const struct token *tokens = document->tokens;
    uint32_t open = quoted->first - 1, start = quoted->paragraph, from;

    from = open > start + QUOTE_BEFORE_MAX ? open - QUOTE_BEFORE_MAX : start;
    for (uint32_t i = open; i > from; i--) {
        const struct token *token = &tokens[i - 1];
        uint32_t sentence = document->sentences[token->sentence].first_token, size;
        bool near = i == open && QUOTE_IS(token, ":");

        if (near) {
            continue;
        }
        /* another sentence; but a colon may have ended the one that introduces the quotation */
        if ((token->sentence != tokens[quoted->first].sentence &&
             token->sentence != tokens[open].sentence &&
             !(open > start && QUOTE_IS(&tokens[open - 1], ":") &&
               token->sentence == tokens[open - 1].sentence)) ||
            QUOTE_IS(token, ";")) {
            return false;
        }
        if (speech->inside[i - 1] == 2) {
            return false;
        }
        size = speech_words_find(speech->words, document, SPEECH_SOURCE, i - 1, open);
        if (size > 1 && speaker_behind(speech, i - 1 + size, open, &found->speaker)) {
            found->verb = i - 1;
            return true;
        }
        if (speaker_verb(speech, i - 1) != 0 &&
            speaker_before(speech, sentence > start ? sentence : start, i - 1, &found->speaker)) {
            found->verb = i - 1;
            return true;
        }
    }
    return false;
}

/* X: "..." at the beginning of a sentence; "..." — X at the end of a paragraph. */
static bool quote_colon(const struct speech *speech, const struct quoted *quoted,
                        struct attribution *found)
{
    const struct token *tokens = speech->document->tokens;
    uint32_t open = quoted->first - 1, start, behind = quoted->behind;

    found->verb = UINT32_MAX;
    if (open > quoted->paragraph && QUOTE_IS(&tokens[open - 1], ":")) {
        start = speech->document->sentences[tokens[open - 1].sentence].first_token;
        if (open - 1 - start <= QUOTE_COLON_MAX && speech->starts[start] != NO_INDEX &&
            speaker_behind(speech, start, open - 1, &found->speaker) &&
            found->speaker.entity != NO_INDEX) {
            return true;
        }
    }
    if (behind + 1 < quoted->paragraph_end && open == quoted->paragraph &&
        (QUOTE_IS(&tokens[behind], "—") || QUOTE_IS(&tokens[behind], "–") ||
         QUOTE_IS(&tokens[behind], "-") || QUOTE_IS(&tokens[behind], ":")) &&
        speech->starts[behind + 1] != NO_INDEX &&
        speaker_behind(speech, behind + 1, quoted->paragraph_end, &found->speaker) &&
        found->speaker.entity != NO_INDEX && found->speaker.end + 4 >= quoted->paragraph_end) {
        return true;
    }
    return false;
}

/* Who speaks in a sentence: its last speech with a speaker, else the person that it begins with. */
static bool quote_of_sentence(const struct speech *speech, uint32_t sentence, bool person,
                              struct attribution *found)
{
    const struct document *document = speech->document;
    struct indirect spoken[INDIRECT_MAX];
    size_t count = indirect_find(speech, sentence, spoken);
    uint32_t first = document->sentences[sentence].first_token;
    int32_t mention = speech->starts[first];

    for (size_t i = count; i > 0; i--) {
        if (spoken[i - 1].speaker.end > spoken[i - 1].speaker.first) {
            found->speaker = spoken[i - 1].speaker;
            found->verb = spoken[i - 1].verb;
            return true;
        }
    }
    if (person && mention != NO_INDEX &&
        strcmp(document->entities[document->mentions[mention].entity].type, "PERSON") == 0) {
        found->speaker = (struct speaker){.entity = (int32_t)document->mentions[mention].entity,
                                          .first = first,
                                          .end = first + document->mentions[mention].token_count};
        found->verb = UINT32_MAX;
        return true;
    }
    return false;
}

/* Whether somebody talks in a sentence: "X was speaking to reporters". */
static bool quote_has_talk(const struct speech *speech, uint32_t sentence)
{
    const struct sentence *item = &speech->document->sentences[sentence];

    for (uint32_t i = item->first_token; i < item->first_token + item->token_count; i++) {
        if ((speech_words_kinds(speech->words, speech->document->tokens[i].lower) &
             1U << SPEECH_TALK) != 0) {
            return true;
        }
    }
    return false;
}

/* Whether the quotation is a sentence of its own, or several. */
static bool quote_is_whole(const struct speech *speech, const struct quoted *quoted)
{
    const struct token *tokens = speech->document->tokens, *last = &tokens[quoted->end - 1];
    uint32_t open = quoted->first - 1;
    bool nested = quoted->end > quoted->first + 1 &&
                  (QUOTE_IS(last, "’") || QUOTE_IS(last, "'") || QUOTE_IS(last, "”"));
    bool begins = open == quoted->paragraph || strchr(".!?”\"’»", tokens[open - 1].text[0]) != NULL;

    last -= nested ? 1 : 0;
    return begins && (tokens[quoted->first].flags & TOKEN_CAPITAL) != 0 &&
           (quoted->goes_on || QUOTE_IS(last, ".") || QUOTE_IS(last, "!") || QUOTE_IS(last, "?") ||
            QUOTE_IS(last, "…") || QUOTE_IS(last, ",") ||
            (quoted->behind < quoted->paragraph_end && QUOTE_IS(&tokens[quoted->behind], ".")));
}

/* Whether nobody else speaks or is named between two quotations of a sentence. */
static bool quote_goes_on(const struct speech *speech, uint32_t from, uint32_t end)
{
    const struct document *document = speech->document;

    if (end - from > QUOTE_GAP_MAX) {
        return false;
    }
    for (uint32_t i = from; i < end; i++) {
        if (speaker_verb(speech, i) != 0 || QUOTE_IS(&document->tokens[i], ".") ||
            QUOTE_IS(&document->tokens[i], ";") ||
            (speech->starts[i] != NO_INDEX &&
             strcmp(document->entities[document->mentions[speech->starts[i]].entity].type,
                    "PERSON") == 0)) {
            return false;
        }
    }
    return true;
}

/* The sentences before or behind, or the quotation before, tell who speaks. */
static bool quote_around(const struct speech *speech, const struct quoted *quoted,
                         const struct quoted *last, const struct attribution *before,
                         struct attribution *found)
{
    const struct document *document = speech->document;
    const struct token *tokens = document->tokens;
    uint32_t open = quoted->first - 1, behind = quoted->behind;
    bool same = last != NULL && last->paragraph == quoted->paragraph;

    if (last != NULL && last->goes_on && last->behind == open) { /* the paragraph before goes on */
        *found = *before;
        return before->known;
    }
    if (same && before->known && before->verb != UINT32_MAX && before->end == 0 &&
        tokens[last->first].sentence == tokens[quoted->first].sentence &&
        quote_goes_on(speech, last->behind, open)) {
        *found = *before; /* X said it was "..." and that "..." */
        return true;
    }
    if (!quote_is_whole(speech, quoted) && !(same && before->end > 0 && before->end + 2 >= open)) {
        return false;
    }
    if (same && before->known && open - last->behind <= QUOTE_GAP_MAX) {
        uint32_t gap = before->end > last->behind ? before->end : last->behind;

        /* nobody else is named between them */
        for (uint32_t i = gap; i < open; i++) {
            if (speech->starts[i] != NO_INDEX && speaker_verb(speech, i) == 0 &&
                strcmp(document->entities[document->mentions[speech->starts[i]].entity].type,
                       "PERSON") == 0 &&
                (int32_t)document->mentions[speech->starts[i]].entity != before->speaker.entity) {
                return false;
            }
        }
        *found = *before;
        found->end = 0;
        return true;
    }
    if (open > quoted->paragraph && speech->inside[open - 1] == 0 &&
        quote_of_sentence(speech, tokens[open - 1].sentence, true, found)) {
        return true;
    }
    if (open == quoted->paragraph && behind < quoted->paragraph_end &&
        speech->inside[behind] == 0 && speech->starts[behind] != NO_INDEX &&
        quote_of_sentence(speech, tokens[behind].sentence,
                          quote_has_talk(speech, tokens[behind].sentence), found)) {
        return true; /* “...” X was speaking */
    }
    /* a paragraph of its own: who spoke in the one before */
    if (open == quoted->paragraph && behind >= quoted->paragraph_end && open > 0 &&
        tokens[open - 1].span.field == tokens[open].span.field) {
        if (last != NULL && last->paragraph_end == quoted->paragraph && before->known &&
            before->speaker.entity != NO_INDEX) {
            *found = *before;
            found->end = 0;
            return true;
        }
        return !document->sentences[tokens[open - 1].sentence].heading &&
               quote_of_sentence(speech, tokens[open - 1].sentence, false, found) &&
               found->speaker.entity != NO_INDEX;
    }
    return false;
}

/* X said: "Go." */
static bool quote_is_brief(const struct speech *speech, const struct quoted *quoted)
{
    const struct token *tokens = speech->document->tokens, *last = &tokens[quoted->end - 1];
    uint32_t open = quoted->first - 1;

    return open > quoted->paragraph && QUOTE_IS(&tokens[open - 1], ":") &&
           (QUOTE_IS(last, ".") || QUOTE_IS(last, "!") || QUOTE_IS(last, "?"));
}

/* Every word begins with a capital: a title. */
static bool quote_is_title(const struct document *document, const struct quoted *quoted)
{
    uint32_t capitals = 0, words = 0;

    for (uint32_t i = quoted->first; i < quoted->end; i++) {
        const struct token *token = &document->tokens[i];

        if ((token->flags & TOKEN_WORD) != 0) {
            words++;
            capitals += (token->flags & TOKEN_CAPITAL) != 0 || strlen(token->lower) <= 3;
        }
    }
    return capitals == words && (document->tokens[quoted->end - 1].flags & TOKEN_PUNCTUATION) == 0;
}

/* "called “...”", "the film “...”", "so-called “...”": no speech. */
static bool quote_is_work(const struct speech *speech, const struct quoted *quoted)
{
    uint32_t open = quoted->first - 1, start = quoted->paragraph;

    for (uint32_t d = 2; d > 0; d--) {
        if (open >= start + d &&
            speech_words_find(speech->words, speech->document, SPEECH_WORK, open - d, open) == d) {
            return true;
        }
    }
    return false;
}

static void quote_set_speaker(struct document *document, struct quote *quote, uint32_t verb,
                              const struct speaker *speaker)
{
    quote->speaker = speaker->entity;
    quote->verb = verb == UINT32_MAX ? NULL : document->tokens[verb].lower;
    if (speaker->end > speaker->first) {
        struct span span =
            document_token_span(document, speaker->first, speaker->end - speaker->first);

        quote->speaker_text = document_span_text(document, &span);
    }
}

static void quote_add(const struct speech *speech, uint32_t first, uint32_t end, uint32_t verb,
                      const struct speaker *speaker, bool direct)
{
    struct document *document = speech->document;
    struct quote *quote = document_add_quote(document);
    const struct token *last = &document->tokens[end - 1];

    quote->span = document->tokens[first].span; /* may reach over sentences */
    quote->span.end = last->span.end;
    quote->span.byte_end = last->span.byte_end;
    quote->text = document_span_text(document, &quote->span);
    quote->direct = direct;
    quote->sentence = document->tokens[first].sentence;
    quote_set_speaker(document, quote, verb, speaker);
}

static uint32_t quote_words(const struct document *document, const struct quoted *quoted)
{
    uint32_t words = 0;

    for (uint32_t i = quoted->first; i < quoted->end && words < QUOTE_ALONE_MIN; i++) {
        words += (document->tokens[i].flags & (TOKEN_WORD | TOKEN_NUMBER)) != 0;
    }
    return words;
}

/* Quotations in marks, each with what tells whose it is. */
static void quote_direct(const struct speech *speech, const struct marks *marks)
{
    struct attribution before = {.speaker = quote_nobody, .verb = UINT32_MAX};
    const struct quoted *last = NULL;
    struct document *document = speech->document;
    size_t waiting = 0; /* quotations whose speaker the next paragraph may tell */

    for (size_t i = 0; i < marks->count; i++) {
        const struct quoted *quoted = &marks->items[i];
        struct attribution found = {.speaker = quote_nobody, .verb = UINT32_MAX};
        uint32_t words = quote_words(document, quoted);

        if (!document->english) {
            if (words >= QUOTE_ALONE_MIN) {
                quote_add(speech, quoted->first, quoted->end, UINT32_MAX, &quote_nobody, true);
            }
            continue;
        }
        found.known = quote_behind(speech, quoted, &found);
        if (!found.known) {
            found.end = 0;
            found.known =
                quote_before(speech, quoted, &found) || quote_colon(speech, quoted, &found);
        }
        if (!found.known) {
            found = (struct attribution){.speaker = quote_nobody, .verb = UINT32_MAX};
            found.known = quote_around(speech, quoted, last, &before, &found);
        }
        if (!found.known) {
            found = (struct attribution){.speaker = quote_nobody, .verb = UINT32_MAX};
        }
        if ((found.known && words > 0 &&
             (found.end > 0 || quote_is_whole(speech, quoted) || quote_is_brief(speech, quoted))) ||
            (words >= (found.known ? QUOTE_WORDS_MIN : QUOTE_ALONE_MIN) &&
             !quote_is_work(speech, quoted) &&
             (quote_is_whole(speech, quoted) || !quote_is_title(document, quoted)))) {
            bool goes_on = last != NULL && last->goes_on && last->behind == quoted->first - 1;

            for (; found.known && goes_on && waiting > 0; waiting--) {
                quote_set_speaker(document, &document->quotes[document->quote_count - waiting],
                                  found.verb, &found.speaker);
            }
            waiting = found.known ? 0 : (goes_on ? waiting : 0) + 1;
            quote_add(speech, quoted->first, quoted->end, found.verb, &found.speaker, true);
            before = found;
            last = quoted;
        }
    }
}

static void quote_indirect(const struct speech *speech)
{
    const struct document *document = speech->document;

    for (uint32_t s = 0; s < document->sentence_count; s++) {
        struct indirect found[INDIRECT_MAX];
        size_t count = indirect_find(speech, s, found);

        for (size_t i = 0; i < count; i++) {
            if (found[i].end > found[i].first) {
                quote_add(speech, found[i].first, found[i].end, found[i].verb, &found[i].speaker,
                          false);
            }
        }
    }
}

/* By place; of two that begin together the longer first. */
static int quote_compare(const void *a, const void *b)
{
    const struct quote *first = a, *second = b;
    int order = document_compare_spans(&first->span, &second->span);

    return order != 0 ? order : (int)second->direct - (int)first->direct;
}

/* Whether a person other than who spoke before is named between two quotations. */
static bool quote_names_another(const struct document *document, const struct quote *before,
                                const struct quote *quote)
{
    for (size_t i = document_first_mention(document, before->sentence);
         i < document->sorted_mentions && document->mentions[i].sentence <= quote->sentence; i++) {
        const struct mention *mention = &document->mentions[i];

        if (mention->span.start < quote->span.start && mention->kind != MENTION_PRONOUN &&
            (int32_t)mention->entity != before->speaker &&
            strcmp(document->entities[mention->entity].type, "PERSON") == 0) {
            return true;
        }
    }
    return false;
}

/* "They said" behind a sentence in which somebody spoke: who that was, where the pronoun fits. */
static void quote_pronouns(struct document *document)
{
    for (size_t i = 1; i < document->quote_count; i++) {
        struct quote *quote = &document->quotes[i];
        const char *text = quote->speaker_text;
        const struct quote *before = quote - 1;
        bool person, other;

        if (quote->speaker != NO_INDEX || text == NULL || before->speaker == NO_INDEX ||
            before->span.field != quote->span.field ||
            quote->sentence - before->sentence > QUOTE_PRONOUN_FAR) {
            continue;
        }
        person = strcasecmp(text, "he") == 0 || strcasecmp(text, "she") == 0;
        other = strcasecmp(text, "they") == 0 || strcasecmp(text, "it") == 0;
        if ((person || other) &&
            person == (strcmp(document->entities[before->speaker].type, "PERSON") == 0) &&
            (other || !quote_names_another(document, before, quote))) {
            quote->speaker = before->speaker;
        }
    }
}

void quote_choose(const struct speech_words *words, const struct document *document, bool *wanted)
{
    for (uint32_t i = 0; document->english && i < document->token_count; i++) {
        bool *sentence = &wanted[document->tokens[i].sentence];

        *sentence = *sentence || speaker_may_verb(words, document, i);
    }
}

void quote_find(const struct speech_words *words, struct document *document)
{
    struct speech speech = {.words = words, .document = document};
    struct marks marks;

    marks_find(document, &marks);
    speech_prepare(&speech, &marks);
    quote_direct(&speech, &marks);
    if (document->english) {
        quote_indirect(&speech);
    }
    if (document->quote_count > 1) {
        qsort(document->quotes, document->quote_count, sizeof *document->quotes, quote_compare);
    }
    quote_pronouns(document);
}
