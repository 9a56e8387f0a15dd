#include "extract/filter.h"

#include "common/timestamp.h"
#include "tests/unit/unit.h"

static int64_t seconds(const char *date)
{
    struct timestamp timestamp;

    CU_ASSERT_TRUE(timestamp_parse(date, &timestamp));
    return timestamp_seconds(&timestamp);
}

static void test_url(void)
{
    static const char *const world[] = {"*/world/*", "*/europe/*"}, *const video[] = {"*/video/*"};
    struct source_config source = {0};

    CU_ASSERT_TRUE(filter_takes_url(&source, "https://paper.example/sport/1"));
    source.include = (struct config_list){world, 2};
    source.exclude = (struct config_list){video, 1};
    CU_ASSERT_TRUE(filter_takes_url(&source, "https://paper.example/en/world/2024/1"));
    CU_ASSERT_TRUE(filter_takes_url(&source, "https://paper.example/europe/1"));
    CU_ASSERT_FALSE(filter_takes_url(&source, "https://paper.example/sport/1"));
    CU_ASSERT_FALSE(filter_takes_url(&source, "https://paper.example/world/video/1"));
}

static void test_age(void)
{
    struct source_config source = {.max_age = 2};
    int64_t now = seconds("2024-11-20T12:00:00Z"), since = seconds("2024-11-19");

    CU_ASSERT_EQUAL(filter_not_before(&source, FILTER_ANY_AGE, now), now - 2 * 86400);
    CU_ASSERT_EQUAL(filter_not_before(&source, since, now), since);
    source.max_age = 0;
    CU_ASSERT_EQUAL(filter_not_before(&source, FILTER_ANY_AGE, now), FILTER_ANY_AGE);

    CU_ASSERT_TRUE(filter_takes_date(FILTER_ANY_AGE, "1999-01-01"));
    CU_ASSERT_TRUE(filter_takes_date(now, NULL));
    CU_ASSERT_TRUE(filter_takes_date(now, "nonsense"));
    CU_ASSERT_TRUE(filter_takes_date(now, "2024-11-20T13:00:01+01:00"));
    CU_ASSERT_FALSE(filter_takes_date(now, "2024-11-20T12:59:59+01:00"));
    CU_ASSERT_TRUE(filter_takes_date(now, "2024-11-20"));
    CU_ASSERT_FALSE(filter_takes_date(now, "2024-11-19"));
}

static void test_article(void)
{
    static const char *const english[] = {"en"}, *const politics[] = {"Politics", "World"};
    struct source_config source = {.languages = {english, 1}, .sections = {politics, 2}};
    struct article article = {.language = "en-GB", .section = "WORLD"};

    CU_ASSERT_TRUE(filter_takes_article(&source, FILTER_ANY_AGE, &article));
    article.language = "enm";
    CU_ASSERT_FALSE(filter_takes_article(&source, FILTER_ANY_AGE, &article));
    article.language = NULL;
    CU_ASSERT_TRUE(filter_takes_article(&source, FILTER_ANY_AGE, &article));
    article.section = "Sport";
    CU_ASSERT_FALSE(filter_takes_article(&source, FILTER_ANY_AGE, &article));
    article.section = NULL;
    article.published_at = "2024-11-01T00:00:00Z";
    CU_ASSERT_FALSE(filter_takes_article(&source, seconds("2024-11-15"), &article));
    article.published_precision = "month";
    CU_ASSERT_TRUE(filter_takes_article(&source, seconds("2024-11-15"), &article));
    CU_ASSERT_FALSE(filter_takes_article(&source, seconds("2024-12-01"), &article));
}

static bool takes_language(const char *wanted, const char *language)
{
    const char *const list[] = {"sw", wanted};
    struct source_config source = {.languages = {list, 2}};
    struct article article = {.language = language};

    return filter_takes_article(&source, FILTER_ANY_AGE, &article);
}

static void test_language(void)
{
    CU_ASSERT_TRUE(takes_language("no", "nb"));
    CU_ASSERT_TRUE(takes_language("no", "nn-NO"));
    CU_ASSERT_FALSE(takes_language("nn", "nb"));
    CU_ASSERT_FALSE(takes_language("no", "nbx"));
    CU_ASSERT_TRUE(takes_language("nb-NO", "nb-NO"));
    CU_ASSERT_TRUE(takes_language("pt_br", "pt-BR"));
    CU_ASSERT_FALSE(takes_language("pt-BR", "pt"));
    CU_ASSERT_TRUE(takes_language("ger", "de-AT"));
    CU_ASSERT_FALSE(takes_language("english", "en"));
}

/* A feed that has not changed must be read again when it may give something else now. */
static void test_digest(void)
{
    static const char *const one[] = {"a", "b"}, *const other[] = {"a"}, *const rest[] = {"b"};
    struct source_config source = {.include = {one, 2}};
    char before[HASH_ID_SIZE], after[HASH_ID_SIZE];

    CU_ASSERT_TRUE(filter_is_set(&source));
    filter_digest(&source, before);
    source.include = (struct config_list){other, 1};
    source.exclude = (struct config_list){rest, 1};
    filter_digest(&source, after);
    CU_ASSERT_STRING_NOT_EQUAL(before, after);
    source = (struct source_config){.include = {one, 2}, .max_age = 1};
    filter_digest(&source, after);
    CU_ASSERT_STRING_NOT_EQUAL(before, after);
    source = (struct source_config){0};
    CU_ASSERT_FALSE(filter_is_set(&source));
}

UNIT_MAIN("filter", {"url", test_url}, {"age", test_age}, {"article", test_article},
          {"language", test_language}, {"digest", test_digest})
