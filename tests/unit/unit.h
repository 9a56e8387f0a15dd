/*
 * One CUnit suite a program. UNIT_MAIN("timestamp", {"parse", test_parse}, ...) is the whole of
 * main(); asserts are CUnit's. Prints "ok", "not ok" and "skip" lines, which tests/run.sh counts.
 */
#ifndef DATELINE_TESTS_UNIT_H
#define DATELINE_TESTS_UNIT_H

#include <CUnit/CUnit.h>
#include <stddef.h>

struct unit_test {
    const char *name;
    void (*run)(void);
};

/* For a test that cannot run here: says why; the test should return after it. */
void unit_skip(const char *why);

/* Exit code: 0, or 1 if a test failed. */
int unit_run(const char *suite, const struct unit_test *tests, size_t count);

#define UNIT_MAIN(suite, ...)                                                                      \
    int main(void)                                                                                 \
    {                                                                                              \
        static const struct unit_test tests[] = {__VA_ARGS__};                                     \
        return unit_run((suite), tests, sizeof tests / sizeof tests[0]);                           \
    }

#endif
