#include "transform/parse/parse.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "common/paths.h"
#include "transform/parse/state.h"
#include "transform/text/segment.h"
#include "transform/text/tag.h"
#include "tests/unit/unit.h"

/* The model that ships, and a text that it parsed. */
struct parsed {
    struct arena *arena;
    struct segmenter *segmenter;
    struct model *model;
    struct document document;
};

static void open_parsed(struct parsed *parsed, const char *body)
{
    struct parse_layers layers;
    struct tag_layers tags;
    struct error error;
    char *path = NULL;

    *parsed = (struct parsed){.arena = arena_new()};
    parsed->document.arena = parsed->arena;
    CU_ASSERT_EQUAL_FATAL(paths_find_data("english.model", &path, &error), STATUS_OK);
    CU_ASSERT_EQUAL_FATAL(model_open(path, &parsed->model, &error), STATUS_OK);
    CU_ASSERT_EQUAL_FATAL(segmenter_new(&parsed->segmenter, &error), STATUS_OK);
    CU_ASSERT_FATAL(parse_find_layers(parsed->model, &layers));
    CU_ASSERT_FATAL(tag_find_layers(parsed->model, &tags));
    document_set_text(&parsed->document, FIELD_TITLE, NULL);
    document_set_text(&parsed->document, FIELD_BODY, body);
    segment_find(parsed->segmenter, &parsed->document);
    tag_find(&tags, &parsed->document);
    parse_find(&layers, &parsed->document, NULL);
    free(path);
}

static void close_parsed(struct parsed *parsed)
{
    segmenter_free(parsed->segmenter);
    model_close(parsed->model);
    arena_free(parsed->arena);
}

/* "word|POS|relation|head" of each token, parted by spaces. */
static void print(const struct document *document, char *out, size_t size)
{
    size_t used = 0;

    for (size_t i = 0; i < document->token_count; i++) {
        const struct arc *arc = &document->arcs[i];

        used += (size_t)snprintf(out + used, size - used, "%s%s|%s|%s|%s", i > 0 ? " " : "",
                                 document->tokens[i].text, arc->pos,
                                 arc->relation == NULL ? "-" : arc->relation,
                                 arc->head == NO_INDEX ? "-" : document->tokens[arc->head].text);
    }
}

static void test_sentences(void)
{
    static const struct {
        const char *text, *expected;
    } cases[] = {
        {"The rebels attacked a village.",
         "The|DET|det|rebels rebels|NOUN|nsubj|attacked attacked|VERB|root|- a|DET|det|village "
         "village|NOUN|obj|attacked .|PUNCT|punct|attacked"},
        {"She was arrested by the police.",
         "She|PRON|nsubj|arrested was|AUX|aux|arrested arrested|VERB|root|- by|ADP|case|police "
         "the|DET|det|police police|NOUN|obl|arrested .|PUNCT|punct|arrested"},
        {"The president said that the army will leave the city.",
         "The|DET|det|president president|NOUN|nsubj|said said|VERB|root|- that|SCONJ|mark|leave "
         "the|DET|det|army army|NOUN|nsubj|leave will|AUX|aux|leave leave|VERB|ccomp|said "
         "the|DET|det|city city|NOUN|obj|leave .|PUNCT|punct|said"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct parsed parsed;
        char got[2000];

        open_parsed(&parsed, cases[i].text);
        print(&parsed.document, got, sizeof got);
        CU_ASSERT_STRING_EQUAL(got, cases[i].expected);
        close_parsed(&parsed);
    }
}

/* Every sentence has one root, and from each word its head's heads lead there. */
static void check_trees(const struct document *document)
{
    for (size_t s = 0; s < document->sentence_count; s++) {
        const struct sentence *sentence = &document->sentences[s];
        uint32_t end = sentence->first_token + sentence->token_count, roots = 0;

        for (uint32_t i = sentence->first_token; i < end; i++) {
            uint32_t steps = 0;

            roots += document->arcs[i].head == NO_INDEX;
            for (int32_t at = (int32_t)i; document->arcs[at].head != NO_INDEX && steps <= end;
                 steps++) {
                at = document->arcs[at].head;
                CU_ASSERT_FATAL(at >= (int32_t)sentence->first_token && at < (int32_t)end);
            }
            CU_ASSERT_FATAL(steps < sentence->token_count);
        }
        CU_ASSERT_EQUAL(roots, 1);
    }
}

static void test_trees(void)
{
    static const char text[] =
        "“Nobody here,” he said, “wants that” — or so it seems. ) ( , ; of of of the the. "
        "Whoever, if anyone, had he known it was to, would; 12 , 13 and 14. Yes!\n\n"
        "A heading without an end\n\n$ 5 % the";
    struct parsed parsed, again;
    char first[8000], second[8000];

    open_parsed(&parsed, text);
    check_trees(&parsed.document);
    open_parsed(&again, text);
    print(&parsed.document, first, sizeof first);
    print(&again.document, second, sizeof second);
    CU_ASSERT_STRING_EQUAL(first, second);
    close_parsed(&again);
    close_parsed(&parsed);
}

/* 100,000 words without a full stop: cut into sentences that have trees, as what follows has. */
static void test_long(void)
{
    enum { WORDS = 100000 };
    char *text = malloc(WORDS * 5 + 40);
    struct parsed parsed;
    size_t at = 0;

    CU_ASSERT_FATAL(text != NULL);
    for (size_t i = 0; i < WORDS; i++) {
        memcpy(text + at, "word ", 5);
        at += 5;
    }
    snprintf(text + at - 1, 40, "\n\nThe rebels attacked a village.");
    open_parsed(&parsed, text);
    CU_ASSERT_FATAL(parsed.document.token_count > WORDS);
    check_trees(&parsed.document);
    CU_ASSERT_STRING_EQUAL(parsed.document.arcs[parsed.document.token_count - 4].relation, "root");
    close_parsed(&parsed);
    free(text);
}

/* A sentence of just as many words as are parsed at once, and one of one more. */
static void test_limit(void)
{
    for (size_t words = PARSE_WORDS_MAX - 1; words <= PARSE_WORDS_MAX; words++) {
        char text[PARSE_WORDS_MAX * 2 + 2];
        struct parsed parsed;

        for (size_t i = 0; i < words; i++) {
            memcpy(text + i * 2, "a ", 2);
        }
        memcpy(text + words * 2 - 1, "!", 2);
        open_parsed(&parsed, text);
        CU_ASSERT_EQUAL_FATAL(parsed.document.token_count, words + 1);
        CU_ASSERT_EQUAL(parsed.document.sentence_count, words < PARSE_WORDS_MAX ? 1 : 2);
        check_trees(&parsed.document);
        close_parsed(&parsed);
    }
}

UNIT_MAIN("parse", {"sentences", test_sentences}, {"trees", test_trees}, {"long", test_long},
          {"limit", test_limit})
