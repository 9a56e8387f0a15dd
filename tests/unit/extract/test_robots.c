#include "extract/net/robots.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "common/memory.h"
#include "tests/unit/unit.h"

/* Each case: what the file says, a path, whether it may be asked for. */
struct robots_case {
    const char *file, *path;
    bool allowed;
};

static void check_cases(const struct robots_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct robots *robots = robots_read(cases[i].file, strlen(cases[i].file), "Dateline");
        bool allowed = robots_allows(robots, cases[i].path);

        if (allowed != cases[i].allowed) {
            printf("    %s in:\n%s\n", cases[i].path, cases[i].file);
        }
        CU_ASSERT_EQUAL(allowed, cases[i].allowed);
        robots_free(robots);
    }
}
#define CHECK(cases) check_cases(cases, sizeof(cases) / sizeof(cases)[0])

static void test_groups(void)
{
    static const struct robots_case cases[] = {
        {"", "/a", true},
        {"User-agent: *\nDisallow: /", "/a", false},
        {"User-agent: *\nDisallow: /", "/robots.txt", true},
        {"User-agent: *\nDisallow:", "/a", true},
        {"User-agent: other\nDisallow: /", "/a", true},
        /* the group that names us, and no other */
        {"User-agent: *\nDisallow: /\n\nUser-agent: dateline\nDisallow: /b", "/a", true},
        {"User-agent: *\nDisallow: /\n\nUser-agent: dateline\nDisallow: /b", "/b", false},
        {"User-agent: dateline\nDisallow: /b\nUser-agent: *\nDisallow: /", "/a", true},
        {"User-agent: *\nDisallow: /\nUser-agent: dateline\n", "/a", true},
        {"User-agent: DATELINE/2.0\nDisallow: /", "/a", false},
        {"User-agent: Datelinebot\nDisallow: /", "/a", true},
        {"User-agent: Date\nDisallow: /", "/a", true},
        /* several names, several groups of one name */
        {"User-agent: other\nUser-agent: dateline\nDisallow: /a", "/a", false},
        {"User-agent: dateline\nDisallow: /a\n\nUser-agent: x\nDisallow: /c\n\n"
         "User-agent: dateline\nDisallow: /b",
         "/b", false},
        {"User-agent: dateline\nDisallow: /a\n\nUser-agent: x\nDisallow: /c\n\n"
         "User-agent: dateline\nDisallow: /b",
         "/a", false},
        {"User-agent: dateline\nDisallow: /a\n\nUser-agent: x\nDisallow: /c\n", "/c", true},
        /* empty lines and other records do not end a group */
        {"User-agent: dateline\n\nSitemap: http://x.example/s.xml\n\nDisallow: /a", "/a", false},
        {"User-agent: dateline\nCrawl-delay: 3\nUser-agent: x\nDisallow: /a", "/a", false},
        {"Disallow: /a\nUser-agent: *\nDisallow: /b", "/a", true},
    };

    CHECK(cases);
}

static void test_lines(void)
{
    static const struct robots_case cases[] = {
        {"\xef\xbb\xbfUser-agent: *\nDisallow: /", "/a", false},
        {"User-agent: *\r\nDisallow: /a\r\n", "/a", false},
        {"User-agent: *\rDisallow: /a\r", "/a", false},
        {"  USER-AGENT\t:\t*\t\n DISALLOW : /a ", "/a", false},
        {"User-agent: * # all\nDisallow: /a # not this\n", "/a", false},
        {"#User-agent: *\n#Disallow: /a\n", "/a", true},
        {"User-agent: *\nDisallow: /a#b\n", "/a", false},
        {"<html><body>Not found</body></html>", "/a", true},
        {"User-agent *\nDisallow /\n", "/a", true},
        {"User-agent: *\nNoindex: /a\nDisallow: /b\n", "/a", true},
    };

    CHECK(cases);
}

static void test_longest(void)
{
    static const struct robots_case cases[] = {
        {"User-agent: *\nDisallow: /\nAllow: /news", "/news/a", true},
        {"User-agent: *\nAllow: /news\nDisallow: /", "/other", false},
        {"User-agent: *\nAllow: /news\nDisallow: /news/old", "/news/old/1", false},
        {"User-agent: *\nDisallow: /news\nAllow: /news", "/news", true},
        {"User-agent: *\nAllow: /news\nDisallow: /news", "/news", true},
        {"User-agent: *\nDisallow: /News", "/news", true},
        {"User-agent: *\nAllow: /p\nDisallow: /*.html", "/page.html", false},
        {"User-agent: *\nAllow: /page\nDisallow: /*.ht", "/page.htm", true},
        {"User-agent: *\nAllow: /$\nDisallow: /", "/", true},
        {"User-agent: *\nAllow: /$\nDisallow: /", "/page.htm", false},
        {"User-agent: *\nDisallow: /a?b", "/a?b=1", false},
        {"User-agent: *\nDisallow: /a?b", "/a", true},
    };

    CHECK(cases);
}

static void test_patterns(void)
{
    static const struct robots_case cases[] = {
        {"User-agent: *\nDisallow: /*", "/a", false},
        {"User-agent: *\nDisallow: *", "/a", false},
        {"User-agent: *\nDisallow: *a", "/bca", false},
        {"User-agent: *\nDisallow: *a$", "/bcab", true},
        {"User-agent: *\nDisallow: *a$", "/bcaba", false},
        {"User-agent: *\nDisallow: /fish*", "/fish.html", false},
        {"User-agent: *\nDisallow: /fish/", "/fish", true},
        {"User-agent: *\nDisallow: /*.php$", "/f/index.php", false},
        {"User-agent: *\nDisallow: /*.php$", "/f/index.php?x=1", true},
        {"User-agent: *\nDisallow: /*.php$", "/a.php.b.php", false},
        {"User-agent: *\nDisallow: /fish*.php", "/fishheads/catfish.php?p=1", false},
        {"User-agent: *\nDisallow: /fish*.php", "/Fish.PHP", true},
        {"User-agent: *\nDisallow: /a*b*c$", "/a-b-c-b-c", false},
        {"User-agent: *\nDisallow: /a*b*c$", "/a-c-b", true},
        {"User-agent: *\nDisallow: /ab*ab$", "/ab", true},
        {"User-agent: *\nDisallow: /ab*ab$", "/abab", false},
        {"User-agent: *\nDisallow: /a**b", "/a/b", false},
        {"User-agent: *\nDisallow: /a$", "/a", false},
        {"User-agent: *\nDisallow: /a$", "/ab", true},
        {"User-agent: *\nDisallow: /a$b", "/a$b", false},
        {"User-agent: *\nDisallow: $", "/a", true},
        {"User-agent: *\nDisallow: a", "/a", true},
    };

    CHECK(cases);
}

static void test_encoding(void)
{
    static const struct robots_case cases[] = {
        {"User-agent: *\nDisallow: /foo/bar/\xe3\x83\x84", "/foo/bar/%E3%83%84", false},
        {"User-agent: *\nDisallow: /foo/bar/%e3%83%84", "/foo/bar/%E3%83%84", false},
        {"User-agent: *\nDisallow: /foo/bar/%E3%83%84", "/foo/bar/\xe3\x83\x84", false},
        {"User-agent: *\nDisallow: /foo/bar/%62%61%7A", "/foo/bar/baz", false},
        {"User-agent: *\nDisallow: /foo/bar/baz", "/foo/bar/%62%61%7a", false},
        {"User-agent: *\nDisallow: /a%2Fb", "/a/b", true},
        {"User-agent: *\nDisallow: /a%2fb", "/a%2Fb", false},
        {"User-agent: *\nDisallow: /a%2Ab", "/a*b", false},
        {"User-agent: *\nDisallow: /a%2Ab", "/axb", true},
        {"User-agent: *\nDisallow: /a%24", "/a$", false},
        {"User-agent: *\nDisallow: /a%24", "/a", true},
        {"User-agent: *\nDisallow: /a%", "/a%", false},
        {"User-agent: *\nDisallow: /a%zz", "/a%zz", false},
        {"User-agent: *\nDisallow: /a b", "/a%20b", false},
    };

    CHECK(cases);
}

static void test_delay(void)
{
    static const struct {
        const char *file;
        long delay;
    } cases[] = {
        {"User-agent: *\nCrawl-delay: 3", 3000},
        {"User-agent: *\nCrawl-delay: 0.5", 500},
        {"User-agent: *\nCrawl-delay: 1.23456", 1234},
        {"User-agent: *\nCrawl-delay: 99999999999999999999999", ROBOTS_DELAY_MAX * 1000L},
        {"User-agent: *\nCrawl-delay: 61", ROBOTS_DELAY_MAX * 1000L},
        {"User-agent: *\nCrawl-delay: -3", 0},
        {"User-agent: *\nCrawl-delay: often", 0},
        /* it does not end the list of names, and counts for those before it */
        {"User-agent: *\nCrawl-delay: 9\nUser-agent: dateline\nDisallow: /a", 0},
        {"User-agent: *\nDisallow: /\nCrawl-delay: 9\n\nUser-agent: dateline\nDisallow:", 0},
        {"User-agent: dateline\nCrawl-delay: 2\nCrawl-delay: 1", 2000}};

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct robots *robots = robots_read(cases[i].file, strlen(cases[i].file), "Dateline");

        CU_ASSERT_EQUAL(robots_delay(robots), cases[i].delay);
        robots_free(robots);
    }
}

static void test_limits(void)
{
    size_t size = ROBOTS_BYTES_MAX * 2;
    char *file = mem_alloc(size), *path = mem_alloc(5001);
    struct robots *robots;

    /* what comes behind the limit is not there; the line that it cuts neither */
    memset(file, '\n', size);
    memcpy(file, "User-agent: *\n", 14);
    memcpy(file + ROBOTS_BYTES_MAX - 12, "Disallow: /a", 12);
    memcpy(file + ROBOTS_BYTES_MAX, "bc\nDisallow: /x", 15);
    robots = robots_read(file, size, "Dateline");
    CU_ASSERT(robots_allows(robots, "/abc"));
    CU_ASSERT(robots_allows(robots, "/x"));
    robots_free(robots);
    robots = robots_read(file, ROBOTS_BYTES_MAX, "Dateline");
    CU_ASSERT_FALSE(robots_allows(robots, "/abc"));
    robots_free(robots);

    /* a long path against patterns made to be slow, and a rule that is longer than any URL */
    memset(path, 'a', 5000);
    path[0] = '/';
    path[5000] = '\0';
    size = 0;
    size += (size_t)snprintf(file, 100, "User-agent: *\nDisallow: /");
    memset(file + size, 'b', 3000);
    size += 3000;
    for (int i = 0; i < 200; i++) {
        size += (size_t)snprintf(file + size, 20, "\nDisallow: /");
        for (int j = 0; j < 400; j++) {
            memcpy(file + size, "*a", 2);
            size += 2;
        }
        file[size++] = 'b';
    }
    robots = robots_read(file, size, "Dateline");
    CU_ASSERT(robots_allows(robots, path));
    memset(path, 'b', 4000);
    path[0] = '/';
    CU_ASSERT(robots_allows(robots, path));
    robots_free(robots);
    free(file);
    free(path);
}

static void test_product(void)
{
    char product[ROBOTS_PRODUCT_MAX];

    robots_product("Dateline/0.1 (+mail@x.example)", product);
    CU_ASSERT_STRING_EQUAL(product, "Dateline");
    robots_product("News-Desk_bot 3", product);
    CU_ASSERT_STRING_EQUAL(product, "News-Desk_bot");
    robots_product("", product);
    CU_ASSERT_STRING_EQUAL(product, "Dateline");
    robots_product("/1", product);
    CU_ASSERT_STRING_EQUAL(product, "Dateline");
}

UNIT_MAIN("robots", {"groups", test_groups}, {"lines", test_lines}, {"longest rule", test_longest},
          {"patterns", test_patterns}, {"percent-encoding", test_encoding}, {"delay", test_delay},
          {"limits", test_limits}, {"product", test_product})
