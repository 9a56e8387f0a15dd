/* Only some sentences get trees; what is found must be the same as if all had them. */
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "tests/unit/unit.h"
#include "transform/analyse.h"
#include "transform/document_json.h"

enum { ROW_MAX = 4096, TEXT_MAX = 16384, ROWS_AN_ARTICLE = 5 };

struct both {
    struct knowledge knowledge;
    struct segmenter *segmenter;
    struct arena *arena;
    size_t articles, sentences, trees;
};

static void open_both(struct both *both)
{
    struct error error;

    *both = (struct both){.arena = arena_new()};
    CU_ASSERT_EQUAL_FATAL(knowledge_open(&both->knowledge, &error), STATUS_OK);
    CU_ASSERT_EQUAL_FATAL(segmenter_new(&both->segmenter, &error), STATUS_OK);
}

static void close_both(struct both *both)
{
    segmenter_free(both->segmenter);
    knowledge_close(&both->knowledge);
    arena_free(both->arena);
}

static void compare(struct both *both, const char *text)
{
    json_t *record = json_pack("{s:s, s:s, s:s, s:s}", "id", "1", "language", "en", "published_at",
                               "2024-03-06T10:00:00Z", "body", text);
    const struct document *document;
    char *all, *some;

    CU_ASSERT_PTR_NOT_NULL_FATAL(record);
    document = analyse_article(&both->knowledge, both->segmenter, both->arena, record);
    some = json_dumps(record, JSON_COMPACT | JSON_SORT_KEYS);
    document_json_set(analyse_document(&both->knowledge, both->segmenter, both->arena, record),
                      record);
    all = json_dumps(record, JSON_COMPACT | JSON_SORT_KEYS);
    CU_ASSERT_STRING_EQUAL(all, some);
    if (strcmp(all, some) != 0) {
        fprintf(stderr, "differs without all trees: %s\n", text);
    }
    for (size_t s = 0; s < document->sentence_count; s++) {
        both->trees += document->arcs[document->sentences[s].first_token].relation != NULL;
    }
    both->articles++;
    both->sentences += document->sentence_count;
    free(all);
    free(some);
    json_decref(record);
    arena_reset(both->arena);
}

/* The texts in a column of a file, parted by tabs, so many to an article. */
static void compare_file(struct both *both, const char *path, int column, size_t rows)
{
    FILE *file = fopen(path, "re");
    char row[ROW_MAX], text[TEXT_MAX] = "";
    size_t count = 0;

    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    while (fgets(row, sizeof row, file) != NULL) {
        char *cell = row;

        row[strcspn(row, "\r\n")] = '\0';
        for (int i = 0; i < column && cell != NULL; i++) {
            cell = strchr(cell, '\t');
            cell = cell == NULL ? NULL : cell + 1;
        }
        if (row[0] == '#' || cell == NULL) {
            continue;
        }
        cell[strcspn(cell, "\t")] = '\0';
        snprintf(text + strlen(text), sizeof text - strlen(text), "%s ", cell);
        if (++count % rows == 0) {
            compare(both, text);
            text[0] = '\0';
        }
    }
    fclose(file);
}

static void test_events(void)
{
    struct both both;
    glob_t files;

    open_both(&both);
    CU_ASSERT_EQUAL_FATAL(glob("tests/events/*.tsv", 0, NULL, &files), 0);
    for (size_t i = 0; i < files.gl_pathc; i++) {
        compare_file(&both, files.gl_pathv[i], 2, ROWS_AN_ARTICLE);
    }
    globfree(&files);
    CU_ASSERT(both.articles > 20);
    CU_ASSERT(both.trees > both.sentences / 2);
    close_both(&both);
}

static void test_quotes(void)
{
    struct both both;

    open_both(&both);
    compare_file(&both, "tests/sentences/quotes.tsv", 0, 1);
    CU_ASSERT(both.articles > 20);
    CU_ASSERT(both.trees < both.sentences);
    close_both(&both);
}

/* Nobody and nothing happens here: no time goes into a tree. */
static void test_none(void)
{
    struct both both;

    open_both(&both);
    compare(&both, "The soup was too hot. She waited for a while, and then she ate it slowly.");
    CU_ASSERT_EQUAL(both.trees, 0);
    compare(&both, "France attacked Germany on Monday.");
    CU_ASSERT_EQUAL(both.trees, 1);
    close_both(&both);
}

UNIT_MAIN("choose", {"events", test_events}, {"quotes", test_quotes}, {"none", test_none})
