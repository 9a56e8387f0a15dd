#include "transform/text/segment.h"

#include <stdio.h>
#include <string.h>
#include "common/utf8.h"
#include "tests/unit/unit.h"

struct segment_case {
    const char *text;
    const char *expected; /* sentences or words, parted by '|' */
};

struct segmented {
    struct arena *arena;
    struct segmenter *segmenter;
    struct document document;
};

static void open_text(struct segmented *segmented, const char *title, const char *body)
{
    const char *texts[FIELD_COUNT] = {title, body};
    struct error error;

    *segmented = (struct segmented){.arena = arena_new()};
    segmented->document.arena = segmented->arena;
    segmented->document.english = true;
    for (int i = 0; i < FIELD_COUNT; i++) {
        size_t length = strlen(texts[i]);

        segmented->document.text[i] = texts[i];
        segmented->document.text_bytes[i] = (uint32_t)length;
        segmented->document.text_points[i] = (uint32_t)utf8_count(texts[i], length);
    }
    CU_ASSERT_EQUAL_FATAL(segmenter_new(&segmented->segmenter, &error), STATUS_OK);
    segment_find(segmented->segmenter, &segmented->document);
}

static void close_text(struct segmented *segmented)
{
    segmenter_free(segmented->segmenter);
    arena_free(segmented->arena);
}

static void join(char *all, size_t size, const char *part)
{
    size_t used = strlen(all);

    snprintf(all + used, size - used, "%s%s", used == 0 ? "" : "|", part);
}

static void check(const struct segment_case *cases, size_t count, bool words)
{
    for (size_t i = 0; i < count; i++) {
        struct segmented segmented;
        struct document *document = &segmented.document;
        char got[1000] = "";

        open_text(&segmented, "", cases[i].text);
        for (size_t j = 0; words && j < document->token_count; j++) {
            join(got, sizeof got, document->tokens[j].text);
        }
        for (size_t j = 0; !words && j < document->sentence_count; j++) {
            join(got, sizeof got, document_span_text(document, &document->sentences[j].span));
        }
        if (strcmp(got, cases[i].expected) != 0) {
            printf("    got      %s\n    expected %s\n", got, cases[i].expected);
        }
        CU_ASSERT_STRING_EQUAL(got, cases[i].expected);
        close_text(&segmented);
    }
}
#define CHECK_SENTENCES(cases) check((cases), sizeof(cases) / sizeof *(cases), false)
#define CHECK_WORDS(cases) check((cases), sizeof(cases) / sizeof *(cases), true)

static void test_sentences(void)
{
    static const struct segment_case cases[] = {
        {"", ""},
        {" \n\n ", ""},
        {"One boat left.", "One boat left."},
        {"One boat left. Two came back.", "One boat left.|Two came back."},
        {"Did it leave? It did! Nobody knew.", "Did it leave?|It did!|Nobody knew."},
        {"No full stop", "No full stop"},
        {"Rain fell all day... The boats stayed in.", "Rain fell all day...|The boats stayed in."},
        {"Rain fell… and fell. The boats stayed in.", "Rain fell… and fell.|The boats stayed in."},
        {"The boats, and the crews; all of them: home.",
         "The boats, and the crews; all of them: home."},
    };

    CHECK_SENTENCES(cases);
}

static void test_abbreviations(void)
{
    static const struct segment_case cases[] = {
        {"The U.S. Navy sent a ship. It was late.", "The U.S. Navy sent a ship.|It was late."},
        {"He moved to the U.S. He liked it.", "He moved to the U.S.|He liked it."},
        {"Talks with the U.S. began on Jan. 5 in Oslo.",
         "Talks with the U.S. began on Jan. 5 in Oslo."},
        {"He lives at No. 10 Wharf Street. No. 10 declined. He said no. 10 left.",
         "He lives at No. 10 Wharf Street.|No. 10 declined.|He said no. 10 left."},
        {"\"Stay!\" she said. “Why?” he asked. “Go!” They went.",
         "\"Stay!\" she said.|“Why?” he asked.|“Go!”|They went."},
        {"Maj. Gen. Tolvar Dresk spoke. Lt. Col. Wren did not.",
         "Maj. Gen. Tolvar Dresk spoke.|Lt. Col. Wren did not."},
        {"Mr. Dresk and Mrs. Wren met Dr. Oduya.", "Mr. Dresk and Mrs. Wren met Dr. Oduya."},
        {"J. R. Wren and John F. Oduya left.", "J. R. Wren and John F. Oduya left."},
        {"They met at 5 p.m. on Monday. Rain fell.", "They met at 5 p.m. on Monday.|Rain fell."},
        {"Vellmar Ferries Inc. bought a ship. The price was low.",
         "Vellmar Ferries Inc. bought a ship.|The price was low."},
        {"It sailed from St. Petersburg vs. the wind.",
         "It sailed from St. Petersburg vs. the wind."},
        {"Sen. Wren met Gov. Dresk on Sept. 30.", "Sen. Wren met Gov. Dresk on Sept. 30."},
    };

    CHECK_SENTENCES(cases);
}

static void test_numbers(void)
{
    static const struct segment_case cases[] = {
        {"Prices rose 3.5 percent. Wages fell.", "Prices rose 3.5 percent.|Wages fell."},
        {"It cost $2.5 million. Nobody paid.", "It cost $2.5 million.|Nobody paid."},
        {"The year was 2019. Then came 2020.", "The year was 2019.|Then came 2020."},
        {"About 1.500.000 came at 10.30 a.m. sharp.", "About 1.500.000 came at 10.30 a.m. sharp."},
    };

    CHECK_SENTENCES(cases);
}

static void test_quotes(void)
{
    static const struct segment_case cases[] = {
        {"\"We left. We came back,\" she said. He nodded.",
         "\"We left.|We came back,\" she said.|He nodded."},
        {"“We left.” He nodded.", "“We left.”|He nodded."},
        {"\"We left.\" He nodded.", "\"We left.\"|He nodded."},
        {"“Did we leave?” He nodded.", "“Did we leave?”|He nodded."},
        {"(He nodded.) She left.", "(He nodded.)|She left."},
    };

    CHECK_SENTENCES(cases);
}

static void test_paragraphs(void)
{
    static const struct segment_case cases[] = {
        {"First line\n\nSecond one. Third one.\n\nFourth.",
         "First line|Second one.|Third one.|Fourth."},
        {"Meeting Mr.\n\nDresk left.", "Meeting Mr.|Dresk left."},
        {"\n\nRain.\n", "Rain."},
    };
    struct segmented segmented;
    const struct document *document = &segmented.document;

    CHECK_SENTENCES(cases);
    open_text(&segmented, "Boats leave", "Weather\n\nRain fell. Nobody came.");
    CU_ASSERT_EQUAL_FATAL(document->sentence_count, 4);
    CU_ASSERT_EQUAL(document->sentences[0].span.field, FIELD_TITLE);
    CU_ASSERT_EQUAL(document->sentences[1].span.field, FIELD_BODY);
    CU_ASSERT(document->sentences[0].heading);
    CU_ASSERT(document->sentences[1].heading);
    CU_ASSERT(!document->sentences[2].heading);
    CU_ASSERT(!document->sentences[3].heading);
    close_text(&segmented);
}

static void test_words(void)
{
    static const struct segment_case cases[] = {
        {"They don't know.", "They|don't|know|."},
        {"They don’t know.", "They|don’t|know|."},
        {"Prime Minister al-Sudani left", "Prime|Minister|al-Sudani|left"},
        {"the U.S. sent 2,500 troops", "the|U.S.|sent|2,500|troops"},
        {"Iran-backed groups", "Iran-backed|groups"},
        {"Norway's and Chile’s boats", "Norway|'s|and|Chile|’s|boats"},
        {"the Joneses' boat", "the|Joneses|'|boat"},
        {"rose 3.5% to $4", "rose|3.5|%|to|$|4"},
        {"(“Rain,” he said)", "(|“|Rain|,|”|he|said|)"},
        {"Jan. 5, 2024", "Jan.|5|,|2024"},
        {"rain — and snow–ice", "rain|—|and|snow|–|ice"},
        {"José Núñez", "José|Núñez"},
    };

    CHECK_WORDS(cases);
}

/* Positions in code points and in bytes of the same places. */
static void test_positions(void)
{
    static const char title[] = "Café 🚢 Oslo", body[] = "Ça va.\n\n東京 🙂🙂 Oslo’s boat";
    struct segmented segmented;
    const struct document *document = &segmented.document;
    size_t found = 0;

    open_text(&segmented, title, body);
    for (size_t i = 0; i < document->token_count; i++) {
        const struct token *token = &document->tokens[i];
        const char *text = document->text[token->span.field];

        CU_ASSERT_EQUAL(strlen(token->text), token->span.byte_end - token->span.byte_start);
        CU_ASSERT_EQUAL(memcmp(text + token->span.byte_start, token->text, strlen(token->text)), 0);
        CU_ASSERT_EQUAL(utf8_count(text, token->span.byte_start), token->span.start);
        CU_ASSERT_EQUAL(utf8_count(text, token->span.byte_end), token->span.end);
        if (strcmp(token->text, "Oslo") == 0) {
            CU_ASSERT_EQUAL(token->span.start, token->span.field == FIELD_TITLE ? 7 : 14);
            found++;
        }
    }
    CU_ASSERT_EQUAL(found, 2);
    close_text(&segmented);
}

static unsigned flags_of(const char *text)
{
    enum { KINDS = TOKEN_WORD | TOKEN_NUMBER | TOKEN_PUNCTUATION };
    struct segmented segmented;
    unsigned flags;

    open_text(&segmented, "", text);
    CU_ASSERT_FATAL(segmented.document.token_count > 0);
    flags = segmented.document.tokens[0].flags & (KINDS | TOKEN_CAPITAL | TOKEN_ALL_CAPITALS);
    close_text(&segmented);
    return flags;
}

static void test_flags(void)
{
    struct segmented segmented;
    const struct token *tokens;

    CU_ASSERT_EQUAL(flags_of("boat"), TOKEN_WORD);
    CU_ASSERT_EQUAL(flags_of("Boat"), TOKEN_WORD | TOKEN_CAPITAL);
    CU_ASSERT_EQUAL(flags_of("NATO"), TOKEN_WORD | TOKEN_CAPITAL | TOKEN_ALL_CAPITALS);
    CU_ASSERT_EQUAL(flags_of("Éric"), TOKEN_WORD | TOKEN_CAPITAL);
    CU_ASSERT_EQUAL(flags_of("2,500"), TOKEN_NUMBER);
    CU_ASSERT_EQUAL(flags_of("5th"), TOKEN_NUMBER | TOKEN_WORD);
    CU_ASSERT_EQUAL(flags_of(","), TOKEN_PUNCTUATION);
    CU_ASSERT_EQUAL(flags_of("🚢"), TOKEN_PUNCTUATION);

    open_text(&segmented, "", "Rain, \"snow\".\n\nICE’s melt");
    tokens = segmented.document.tokens;
    CU_ASSERT_EQUAL_FATAL(segmented.document.token_count, 9);
    CU_ASSERT((tokens[0].flags & TOKEN_PARAGRAPH) != 0);
    CU_ASSERT((tokens[1].flags & (TOKEN_PARAGRAPH | TOKEN_SPACE_BEFORE)) == 0); /* , */
    CU_ASSERT((tokens[2].flags & TOKEN_SPACE_BEFORE) != 0);                     /* " */
    CU_ASSERT((tokens[3].flags & TOKEN_SPACE_BEFORE) == 0);                     /* snow */
    CU_ASSERT((tokens[6].flags & TOKEN_PARAGRAPH) != 0);
    CU_ASSERT_STRING_EQUAL(tokens[6].lower, "ice");
    CU_ASSERT_STRING_EQUAL(tokens[7].lower, "'s");
    CU_ASSERT((tokens[7].flags & TOKEN_SPACE_BEFORE) == 0);
    CU_ASSERT_EQUAL(tokens[0].sentence, 0);
    CU_ASSERT_EQUAL(tokens[6].sentence, 1);
    close_text(&segmented);
}

/* Nothing in front of them is taken for granted. */
static void test_odd(void)
{
    static char long_word[5000], stops[3000];
    struct segmented segmented;

    memset(long_word, 'a', sizeof long_word - 1);
    open_text(&segmented, "", long_word);
    CU_ASSERT_EQUAL_FATAL(segmented.document.token_count, 1);
    CU_ASSERT_EQUAL(segmented.document.tokens[0].span.end, sizeof long_word - 1);
    close_text(&segmented);
    memset(stops, '.', sizeof stops - 1);
    open_text(&segmented, stops, "\xe2\x80\x8b \xef\xbb\xbf");
    CU_ASSERT(segmented.document.sentence_count >= 1);
    close_text(&segmented);
    open_text(&segmented, "", "\xcc\x81 \xe2\x80\x8d");
    CU_ASSERT(segmented.document.token_count <= 2);
    close_text(&segmented);
}

UNIT_MAIN("segment", {"sentences", test_sentences}, {"abbreviations", test_abbreviations},
          {"numbers", test_numbers}, {"quotes", test_quotes}, {"paragraphs", test_paragraphs},
          {"words", test_words}, {"positions", test_positions}, {"flags", test_flags},
          {"odd text", test_odd})
