#include "tests/unit/unit.h"

#include <CUnit/TestRun.h>
#include <stdio.h>
#include <string.h>
#include "common/memory.h"

/* CUnit's tests take no argument: what a test says of itself can only be kept here. */
static const char *unit_skipped;

void unit_skip(const char *why)
{
    unit_skipped = why;
}

static void unit_print_failures(void)
{
    for (CU_pFailureRecord record = CU_get_failure_list(); record != NULL; record = record->pNext) {
        fprintf(stderr, "%s:%u: %s\n", record->strFileName, record->uiLineNumber,
                record->strCondition);
    }
}

int unit_run(const char *suite, const struct unit_test *tests, size_t count)
{
    CU_pSuite registered;
    int failed = 0;

    mem_install();
    if (CU_initialize_registry() != CUE_SUCCESS ||
        (registered = CU_add_suite(suite, NULL, NULL)) == NULL) {
        fprintf(stderr, "%s: %s\n", suite, CU_get_error_msg());
        return 1;
    }
    for (size_t i = 0; i < count; i++) {
        CU_pTest test = CU_add_test(registered, tests[i].name, tests[i].run);

        if (test == NULL) {
            fprintf(stderr, "%s: %s: %s\n", suite, tests[i].name, CU_get_error_msg());
            return 1;
        }
        unit_skipped = NULL;
        if (CU_run_test(registered, test) != CUE_SUCCESS || CU_get_number_of_failures() > 0) {
            unit_print_failures();
            printf("not ok %s: %s\n", suite, tests[i].name);
            failed = 1;
        } else if (unit_skipped != NULL) {
            printf("skip %s: %s: %s\n", suite, tests[i].name, unit_skipped);
        } else {
            printf("ok %s: %s\n", suite, tests[i].name);
        }
        fflush(stdout);
    }
    CU_cleanup_registry();
    return failed;
}
