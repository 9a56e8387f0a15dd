#include "nightly/process.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "tests/unit/unit.h"

/* Runs a shell script; its output, freed by the caller. */
static char *run_script(const char *script, const char *const *environment, const char *folder,
                        int *exit_code)
{
    const char *const argv[] = {"sh", "-c", script, NULL};
    const struct process_spec spec = {
        .argv = argv, .environment = environment, .in = -1, .out = -1, .err = -1, .folder = folder};
    struct error error;
    char *output = NULL;

    CU_ASSERT_EQUAL_FATAL(process_run(&spec, exit_code, &output, &error), STATUS_OK);
    return output;
}

static void test_output(void)
{
    static const char *const environment[] = {"FERRY=north ern", NULL};
    int exit_code = -1;
    char *output = run_script("echo out; echo err >&2; exit 7", NULL, NULL, &exit_code);

    CU_ASSERT_EQUAL(exit_code, 7);
    CU_ASSERT_STRING_EQUAL(output, "out\nerr\n");
    free(output);
    output =
        run_script("echo \"$FERRY\"; test -n \"$PATH\" && pwd", environment, "/usr", &exit_code);
    CU_ASSERT_EQUAL(exit_code, 0);
    CU_ASSERT_STRING_EQUAL(output, "north ern\n/usr\n");
    free(output);
    output = run_script("kill -9 $$", NULL, NULL, &exit_code);
    CU_ASSERT_EQUAL(exit_code, 128 + SIGKILL);
    free(output);
    /* More than is kept must not block the program. */
    output = run_script("head -c 1000000 /dev/zero | tr '\\0' x; exit 3", NULL, NULL, &exit_code);
    CU_ASSERT_EQUAL(exit_code, 3);
    CU_ASSERT_EQUAL(strspn(output, "x"), 64 * 1024);
    free(output);
}

static void test_arguments(void)
{
    const char *const argv[] = {"printf", "%s.", "a b", "$HOME", "`id`", "", NULL};
    const struct process_spec spec = {.argv = argv, .in = -1, .out = -1, .err = -1};
    struct error error;
    char *output = NULL;
    int exit_code = -1;

    CU_ASSERT_EQUAL_FATAL(process_run(&spec, &exit_code, &output, &error), STATUS_OK);
    CU_ASSERT_STRING_EQUAL(output, "a b.$HOME.`id`..");
    free(output);
}

static void test_missing(void)
{
    const char *const argv[] = {"/nowhere/ferry", NULL};
    const struct process_spec spec = {.argv = argv, .in = -1, .out = -1, .err = -1};
    struct error error = {0};
    pid_t pid = -1;

    if (process_start(&spec, &pid, &error) == STATUS_OK) {
        CU_ASSERT_EQUAL(process_wait(pid), 127);
    } else {
        CU_ASSERT_PTR_NOT_NULL(strstr(error.message, "/nowhere/ferry"));
    }
}

static void test_descriptors(void)
{
    const char *const argv[] = {"cat", NULL};
    struct process_spec spec = {.argv = argv, .err = -1};
    char got[16] = {0};
    int in[2], out[2];
    struct error error;
    pid_t pid;

    CU_ASSERT_FATAL(pipe2(in, O_CLOEXEC) == 0 && pipe2(out, O_CLOEXEC) == 0);
    spec.in = in[0];
    spec.out = out[1];
    CU_ASSERT_EQUAL_FATAL(process_start(&spec, &pid, &error), STATUS_OK);
    close(in[0]);
    close(out[1]);
    CU_ASSERT_EQUAL(write(in[1], "boat", 4), 4);
    close(in[1]); /* cat ends only if it has no copy of this end */
    CU_ASSERT_EQUAL(read(out[0], got, sizeof got - 1), 4);
    CU_ASSERT_STRING_EQUAL(got, "boat");
    CU_ASSERT_EQUAL(process_wait(pid), 0);
    CU_ASSERT_EQUAL(read(out[0], got, sizeof got - 1), 0);
    close(out[0]);
}

UNIT_MAIN("process", {"exit code and output", test_output},
          {"arguments are no shell's", test_arguments},
          {"a program that is not there", test_missing}, {"descriptors", test_descriptors})
