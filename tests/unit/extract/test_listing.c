#include "extract/feed/listing.h"

#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "common/memory.h"
#include "common/xpath.h"
#include "tests/unit/unit.h"

#define PAGE "https://gazette.example/world/"

static struct arena *arena;
static struct listing listing;
static struct error problem;
static char page[16 * 1024];

static enum status read_page(const char *text, const char *xpath, const char *class_name)
{
    struct listing_rule *rule = NULL;
    enum status status = listing_rule_new(xpath, class_name, &rule, &problem);

    CU_ASSERT_EQUAL_FATAL(status, STATUS_OK);
    arena_free(arena);
    arena = arena_new();
    problem = (struct error){0};
    status = listing_read(rule, text, strlen(text), NULL, PAGE, 100, arena, &listing, &problem);
    listing_rule_free(rule);
    return status;
}

/* The links of the sample page, as "path title|path title". */
static void check(const char *xpath, const char *class_name, const char *expected)
{
    char got[1000] = "";

    if (page[0] == '\0') {
        FILE *file = fopen("tests/feeds/listing.html", "rb");

        CU_ASSERT_PTR_NOT_NULL_FATAL(file);
        page[fread(page, 1, sizeof page - 1, file)] = '\0';
        fclose(file);
    }
    CU_ASSERT(read_page(page, xpath, class_name) ==
              (*expected != '\0' ? STATUS_OK : STATUS_REJECT));
    for (size_t i = 0; i < listing.count; i++) {
        size_t length = strlen(got);

        snprintf(got + length, sizeof got - length, "%s%s=%s", i > 0 ? "|" : "",
                 listing.links[i].url,
                 listing.links[i].title == NULL ? "" : listing.links[i].title);
    }
    if (strcmp(got, expected) != 0) {
        printf("    %s\n    got      %s\n    expected %s\n", xpath == NULL ? class_name : xpath,
               got, expected);
        CU_FAIL("links differ");
    }
    CU_PASS("");
}

#define FERRY PAGE "ferry.html=Ferry line reopens"
#define MARKET PAGE "market.html=Market day"
#define ELSEWHERE "https://other.example/story=Elsewhere"

static void test_class(void)
{
    /* of a link, of what holds it, of what it holds; whatever the case */
    check(NULL, "headline", FERRY "|" MARKET "|" ELSEWHERE);
    check(NULL, ".headline", FERRY "|" MARKET "|" ELSEWHERE);
    /* the picture's link came first, the headline's has the words */
    check(NULL, "card", FERRY "|" ELSEWHERE);
    check(NULL, "card teaser", FERRY);
    check(NULL, "more", PAGE "?page=2=Next"); /* never the page itself */
    check(NULL, "head", "");
    CU_ASSERT_STRING_EQUAL(problem.reason, "empty_listing");
    check(NULL, ".", "");
}

static void test_xpath(void)
{
    check("//h2/a", NULL, FERRY);
    check("//main//h2 | //a[h3]", NULL, FERRY "|" MARKET);
    check("//a[h3] | //h2", NULL, FERRY "|" MARKET); /* in the page's order */
    check("//*[@data-testid='story']", NULL, FERRY "|" ELSEWHERE);
    check("//h2/a/@href", NULL, FERRY);
    check("//h3", NULL, MARKET);
    check("string(//h2/a/@href)", NULL, PAGE "ferry.html=");
    check("//main", NULL, FERRY "|" MARKET "|" ELSEWHERE "|" PAGE "?page=2=Next");
    check("//nothing", NULL, "");
    CU_ASSERT_STRING_EQUAL(problem.reason, "empty_listing");
    check("count(//a)", NULL, "");
    CU_ASSERT_STRING_EQUAL(problem.reason, "bad_listing");
    check("unknown-function(//a)", NULL, "");
    CU_ASSERT_STRING_EQUAL(problem.reason, "bad_listing");
}

static void test_bad_xpath(void)
{
    static const char *const bad[] = {"//a[", "//a[@class='x]", "", "a b", "//a[]]"};
    static char nested[XPATH_LENGTH_MAX + 2];
    struct listing_rule *rule = NULL;
    char why[200];

    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        CU_ASSERT(!xpath_check(bad[i], why, sizeof why));
        CU_ASSERT_EQUAL(listing_rule_new(bad[i], NULL, &rule, &problem), STATUS_USAGE);
        CU_ASSERT_PTR_NULL(rule);
        CU_ASSERT_STRING_EQUAL(problem.reason, "bad_config");
    }
    CU_ASSERT(!xpath_check("//a[@class='x' oops]", why, sizeof why));
    CU_ASSERT_PTR_NOT_NULL(strstr(why, "oops]"));
    memset(nested, '(', sizeof nested - 1);
    CU_ASSERT(!xpath_check(nested, why, sizeof why));
    nested[1000] = '\0';
    CU_ASSERT(!xpath_check(nested, why, sizeof why));
    CU_ASSERT(xpath_check("//a", why, sizeof why));
}

/* An XPath that would need minutes, a tag of many attributes, and more links than are wanted. */
static void test_limits(void)
{
    enum { COUNT = 3000 };
    char *text = mem_alloc(COUNT * 60);
    size_t length = 0;

    for (int i = 0; i < COUNT; i++) {
        length += (size_t)sprintf(text + length, "<p><a href=\"/%d\">%d</a></p>", i, i);
    }
    CU_ASSERT_EQUAL(read_page(text, "//a[count(//a[count(//a) > 1]) > 1]", NULL), STATUS_REJECT);
    CU_ASSERT_STRING_EQUAL(problem.reason, "bad_listing");
    CU_ASSERT_EQUAL(read_page(text, "//a", NULL), STATUS_OK);
    CU_ASSERT_EQUAL(listing.count, 100);
    CU_ASSERT(listing.truncated);
    length = (size_t)sprintf(text, "<a href='/1' ");
    for (int i = 0; i < COUNT; i++) {
        length += (size_t)sprintf(text + length, "a%d='x' ", i);
    }
    length += (size_t)sprintf(text + length, ">x</a>");
    CU_ASSERT_EQUAL(read_page(text, "//a", NULL), STATUS_REJECT);
    CU_ASSERT_STRING_EQUAL(problem.reason, "bad_listing");
    CU_ASSERT_EQUAL(read_page("", "//a", NULL), STATUS_REJECT);
    free(text);
    arena_free(arena);
    arena = NULL;
    xmlCleanupParser();
}

UNIT_MAIN("listing", {"class", test_class}, {"XPath", test_xpath}, {"bad XPath", test_bad_xpath},
          {"limits", test_limits})
