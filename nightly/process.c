#include "nightly/process.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include "common/buf.h"
#include "common/memory.h"

enum { PROCESS_OUTPUT_MAX = 64 * 1024, PROCESS_CANNOT_START = 127 };

/* Between fork and exec: says why on stderr and ends. */
static _Noreturn void process_fail(const char *what)
{
    fprintf(stderr, "dateline: error: %s: %s\n", what, strerror(errno));
    _exit(PROCESS_CANNOT_START);
}

static void process_become(const struct passwd *account)
{
    if (initgroups(account->pw_name, account->pw_gid) != 0 || setgid(account->pw_gid) != 0 ||
        setuid(account->pw_uid) != 0) {
        process_fail(account->pw_name);
    }
    if (setenv("HOME", account->pw_dir, 1) != 0) {
        process_fail("HOME");
    }
}

static _Noreturn void process_child(const struct process_spec *spec, const struct passwd *account,
                                    pid_t parent)
{
    const int targets[] = {spec->in, spec->out, spec->err};

    if (spec->die_with_parent && (prctl(PR_SET_PDEATHSIG, SIGTERM) != 0 || getppid() != parent)) {
        _exit(PROCESS_CANNOT_START);
    }
    signal(SIGPIPE, SIG_DFL);
    if (spec->die_with_parent) {
        sigset_t none;

        /* Ctrl-C reaches everybody at the terminal: the parent says who is to end. */
        sigemptyset(&none);
        if (signal(SIGINT, SIG_IGN) == SIG_ERR || sigprocmask(SIG_SETMASK, &none, NULL) != 0) {
            process_fail("signals");
        }
    }
    for (int i = 0; i < 3; i++) {
        if (targets[i] >= 0 && dup2(targets[i], i) < 0) {
            process_fail("dup2");
        }
    }
    for (const char *const *item = spec->environment; item != NULL && *item != NULL; item++) {
        if (putenv((char *)(uintptr_t)*item) != 0) {
            process_fail("environment");
        }
    }
    if (spec->folder != NULL && chdir(spec->folder) != 0) {
        process_fail(spec->folder);
    }
    if (account != NULL) {
        process_become(account);
    }
    execvp(spec->argv[0], (char *const *)(uintptr_t)spec->argv);
    process_fail(spec->argv[0]);
}

enum status process_start(const struct process_spec *spec, pid_t *pid, struct error *error)
{
    const struct passwd *account = NULL;
    pid_t parent = getpid();

    if (spec->account != NULL && geteuid() == 0) {
        account = getpwnam(spec->account);
        if (account == NULL) {
            return error_set(
                error, STATUS_FATAL, "no_account",
                "%s: this account is missing: PostgreSQL does not run as root; install "
                "the package postgresql, or set DATABASE_URL",
                spec->account);
        }
    }
    fflush(NULL);
    *pid = fork();
    if (*pid < 0) {
        return error_set(error, STATUS_FATAL, "no_process", "%s: cannot be started: %s",
                         spec->argv[0], strerror(errno));
    }
    if (*pid == 0) {
        process_child(spec, account, parent);
    }
    return STATUS_OK;
}

int process_wait(pid_t pid)
{
    int status = 0;

    while (waitpid(pid, &status, 0) < 0) {
        if (errno != EINTR) {
            return PROCESS_CANNOT_START;
        }
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

enum status process_run(const struct process_spec *spec, int *exit_code, char **output,
                        struct error *error)
{
    struct process_spec own = *spec;
    char name[] = "/tmp/dateline-output-XXXXXX";
    struct buf text = BUF_INIT(PROCESS_OUTPUT_MAX);
    enum status status;
    char chunk[4096];
    ssize_t size;
    pid_t pid;
    /* A file, not a pipe: a server that stays holds a pipe open for ever. */
    int fd = mkostemp(name, O_CLOEXEC);

    *output = NULL;
    if (fd < 0) {
        return error_set(error, STATUS_FATAL, "no_file", "%s: %s", name, strerror(errno));
    }
    unlink(name);
    own.out = own.err = fd;
    status = process_start(&own, &pid, error);
    if (status == STATUS_OK) {
        *exit_code = process_wait(pid);
        (void)lseek(fd, 0, SEEK_SET);
        while ((size = read(fd, chunk, sizeof chunk)) > 0 &&
               buf_append(&text, chunk, (size_t)size)) {
        }
        *output = mem_strdup(buf_text(&text));
    }
    buf_free(&text);
    close(fd);
    return status;
}
