#include "nightly/server.h"

#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <limits.h>
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include "common/arena.h"
#include "common/hash.h"
#include "common/paths.h"
#include "nightly/process.h"

enum {
    SERVER_SOCKET_MAX =
        90 /* bytes of a socket's folder: sun_path has 108, with the socket's name */
};

#define SERVER_CONF "dateline.conf"

struct server {
    struct arena *arena;
    struct log *log;
    const char *account; /* to run as; NULL: ourselves */
    const char *var;     /* var/ */
    const char *data;    /* the cluster */
    const char *socket;  /* folder of the socket */
    const char *bin;     /* initdb, pg_ctl */
    const char *url;
};

static bool server_plain_path(const char *path)
{
    return path[strspn(
               path, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/._-")] == '\0';
}

static enum status server_make_folder(const char *path, mode_t mode, struct error *error)
{
    char part[PATH_MAX];

    if (snprintf(part, sizeof part, "%s", path) >= (int)sizeof part) {
        return error_set(error, STATUS_FATAL, "no_folder", "%s: path is too long", path);
    }
    for (char *p = part + 1; *p != '\0'; p++) {
        if (*p == '/') {
            *p = '\0';
            if (mkdir(part, 0755) != 0 && errno != EEXIST) {
                return error_set(error, STATUS_FATAL, "no_folder", "%s: cannot be made: %s", part,
                                 strerror(errno));
            }
            *p = '/';
        }
    }
    if (mkdir(part, mode) != 0 && errno != EEXIST) {
        return error_set(error, STATUS_FATAL, "no_folder", "%s: cannot be made: %s", part,
                         strerror(errno));
    }
    return STATUS_OK;
}

/* Whether the account can reach a folder: asked of the kernel, as that account. */
static bool server_reachable(const char *account, const char *folder)
{
    const struct passwd *entry = getpwnam(account);
    int status = 0;
    pid_t pid;

    if (entry == NULL) {
        return false;
    }
    pid = fork();
    if (pid == 0) {
        _exit(setgid(entry->pw_gid) == 0 && setuid(entry->pw_uid) == 0 && access(folder, X_OK) == 0
                  ? 0
                  : 1);
    }
    return pid > 0 && waitpid(pid, &status, 0) == pid && WIFEXITED(status) &&
           WEXITSTATUS(status) == 0;
}

/* The newest of /usr/lib/postgresql/N/bin. */
static enum status server_find_programs(struct server *server, struct error *error)
{
    glob_t found = {0};
    long newest = 0;

    if (glob("/usr/lib/postgresql/*/bin/initdb", 0, NULL, &found) == 0) {
        for (size_t i = 0; i < found.gl_pathc; i++) {
            const char *path = found.gl_pathv[i];
            long version = strtol(path + strlen("/usr/lib/postgresql/"), NULL, 10);

            if (version > newest) {
                newest = version;
                server->bin = arena_strndup(server->arena, path, strlen(path) - strlen("/initdb"));
            }
        }
    }
    globfree(&found);
    if (server->bin == NULL) {
        return error_set(error, STATUS_FATAL, "no_postgresql",
                         "PostgreSQL's server is not in /usr/lib/postgresql: install the package "
                         "postgresql, or set DATABASE_URL to a server elsewhere");
    }
    return STATUS_OK;
}

/* Where the cluster and its socket stand. */
static enum status server_place(struct server *server, struct error *error)
{
    const char *parts[] = {server->var};
    char id[HASH_ID_SIZE];
    enum status status = server_make_folder(server->var, 0755, error);

    if (status != STATUS_OK) {
        return status;
    }
    hash_id(parts, 1, id);
    id[12] = '\0';
    server->data = arena_printf(server->arena, "%s/postgres", server->var);
    if (server->account != NULL && !server_reachable(server->account, server->var)) {
        /* As in /root: the account cannot pass through, so the files stand elsewhere. */
        const char *elsewhere = arena_printf(server->arena, "/var/lib/dateline/%s", id);

        status = server_make_folder(elsewhere, 0755, error);
        if (status != STATUS_OK) {
            return status;
        }
        if (access(server->data, F_OK) != 0) {
            (void)unlink(server->data);
            if (symlink(arena_printf(server->arena, "%s/postgres", elsewhere), server->data) != 0) {
                return error_set(error, STATUS_FATAL, "no_folder", "%s: cannot be made: %s",
                                 server->data, strerror(errno));
            }
        }
        server->data = arena_printf(server->arena, "%s/postgres", elsewhere);
        server->socket = arena_printf(server->arena, "%s/socket", elsewhere);
    } else {
        server->socket = arena_printf(server->arena, "%s/socket", server->var);
    }
    if (strlen(server->socket) > SERVER_SOCKET_MAX || !server_plain_path(server->socket)) {
        server->socket =
            arena_printf(server->arena, "/tmp/dateline-%u-%s", (unsigned)geteuid(), id);
    }
    server->url =
        arena_printf(server->arena, "postgresql:///dateline?host=%s&user=dateline", server->socket);
    return STATUS_OK;
}

enum status server_new(struct log *log, struct server **server, struct error *error)
{
    struct arena *arena = arena_new();
    struct server *made = arena_alloc(arena, sizeof *made);
    char *var = NULL;
    enum status status = paths_var(&var, error);

    *server = NULL;
    *made = (struct server){.arena = arena, .log = log};
    made->account = geteuid() == 0 ? "postgres" : NULL;
    if (status == STATUS_OK) {
        made->var = arena_strdup(arena, var);
        status = server_find_programs(made, error);
    }
    if (status == STATUS_OK) {
        status = server_place(made, error);
    }
    free(var);
    if (status != STATUS_OK) {
        server_free(made);
        return status;
    }
    *server = made;
    return STATUS_OK;
}

void server_free(struct server *server)
{
    if (server != NULL) {
        arena_free(server->arena);
    }
}

const char *server_url(const struct server *server)
{
    return server->url;
}

const char *server_folder(const struct server *server)
{
    return server->data;
}

/* Runs a program as the account, or as ourselves; its words go into the error. */
static enum status server_program_as(const struct server *server, const char *account,
                                     const char *folder, const char *const *argv,
                                     struct error *error)
{
    const struct process_spec spec = {
        .argv = argv, .in = -1, .out = -1, .err = -1, .account = account, .folder = folder};
    char *output = NULL;
    int exit_code = 0;
    enum status status = process_run(&spec, &exit_code, &output, error);

    if (status == STATUS_OK && exit_code != 0) {
        size_t length = strlen(output);
        const char *tail = length > 600 ? output + length - 600 : output;

        status = error_set(error, STATUS_FATAL, "server_failed", "%s: exit code %d: %s; see %s/log",
                           argv[0], exit_code, tail, server->data);
    }
    free(output);
    return status;
}

/* One of PostgreSQL's, as the account. */
static enum status server_program(const struct server *server, const char *const *argv,
                                  struct error *error)
{
    return server_program_as(server, server->account, "/", argv, error);
}

bool server_running(const struct server *server)
{
    const char *argv[] = {arena_printf(server->arena, "%s/pg_ctl", server->bin), "-D", server->data,
                          "status", NULL};
    struct error ignored;

    return server_program(server, argv, &ignored) == STATUS_OK;
}

static enum status server_own_folder(const struct server *server, const char *path,
                                     struct error *error)
{
    struct stat information;
    enum status status = server_make_folder(path, 0700, error);
    uid_t owner = geteuid();

    if (status != STATUS_OK) {
        return status;
    }
    if (server->account != NULL) {
        const struct passwd *entry = getpwnam(server->account);

        if (entry == NULL) {
            return error_set(error, STATUS_FATAL, "no_account",
                             "%s: this account is missing; install the package postgresql",
                             server->account);
        }
        if (lchown(path, entry->pw_uid, entry->pw_gid) != 0) {
            return error_set(error, STATUS_FATAL, "no_folder", "%s: %s", path, strerror(errno));
        }
        owner = entry->pw_uid;
    }
    /* Whoever can write there could pose as the server. */
    if (lstat(path, &information) != 0 || !S_ISDIR(information.st_mode) ||
        information.st_uid != owner || (information.st_mode & 0077) != 0) {
        return error_set(
            error, STATUS_FATAL, "bad_folder",
            "%s: is not a folder of mode 0700 of its own; remove it, or set DATELINE_VAR", path);
    }
    return STATUS_OK;
}

/* Written at each start, since a checkout may have been moved. */
static enum status server_configure(const struct server *server, struct error *error)
{
    const char *path = arena_printf(server->arena, "%s/%s", server->data, SERVER_CONF);
    FILE *file = fopen(path, "we");
    bool written;

    if (file == NULL) {
        return error_set(error, STATUS_FATAL, "no_file", "%s: %s", path, strerror(errno));
    }
    written = fprintf(file,
                      "# written by dateline at each start; your own settings: postgresql.conf\n"
                      "listen_addresses = ''\nunix_socket_directories = '%s'\n"
                      "unix_socket_permissions = 0700\n",
                      server->socket) > 0;
    written = fclose(file) == 0 && written;
    return written ? STATUS_OK
                   : error_set(error, STATUS_FATAL, "no_file", "%s: cannot be written: %s", path,
                               strerror(errno));
}

static enum status server_append(const char *path, const char *text, struct error *error)
{
    FILE *file = fopen(path, "ae");
    bool written = file != NULL && fputs(text, file) >= 0;

    written = file != NULL && fclose(file) == 0 && written;
    return written ? STATUS_OK
                   : error_set(error, STATUS_FATAL, "no_file", "%s: cannot be written: %s", path,
                               strerror(errno));
}

/* Made beside its place, and moved there when it is whole: what an interrupted initdb leaves behind
 * is never taken for a cluster. The last rmdir() refuses a folder that is somebody else's. */
static enum status server_make_cluster(struct server *server, struct error *error)
{
    const char *draft = arena_printf(server->arena, "%s.unfinished", server->data);
    const char *remove[] = {"rm", "-rf", "--", draft, NULL};
    const char *argv[] = {arena_printf(server->arena, "%s/initdb", server->bin),
                          "-D",
                          draft,
                          "-U",
                          "dateline",
                          "-A",
                          "trust",
                          "-E",
                          "UTF8",
                          "--locale=C.UTF-8",
                          NULL};
    enum status status;

    if (rmdir(server->data) != 0 && errno != ENOENT) {
        return error_set(error, STATUS_FATAL, "bad_folder",
                         "%s: is no database cluster, and not empty (%s); move it away, or set "
                         "DATELINE_VAR to another folder",
                         server->data, strerror(errno));
    }
    log_event(server->log, LOG_INFO, "server_init", NULL, 0,
              "making a private database server in %s", server->data);
    /* as ourselves: the account may not remove what stands in our folder */
    status = server_program_as(server, NULL, "/", remove, error);
    if (status == STATUS_OK) {
        status = server_own_folder(server, draft, error);
    }
    if (status == STATUS_OK) {
        status = server_program(server, argv, error);
    }
    if (status == STATUS_OK) {
        status = server_append(arena_printf(server->arena, "%s/postgresql.conf", draft),
                               "\ninclude '" SERVER_CONF "'\n", error);
    }
    if (status == STATUS_OK && rename(draft, server->data) != 0) {
        status =
            error_set(error, STATUS_FATAL, "no_folder", "%s: %s", server->data, strerror(errno));
    }
    return status;
}

static enum status server_init(struct server *server, struct error *error)
{
    const char *version = arena_printf(server->arena, "%s/PG_VERSION", server->data);
    enum status status =
        access(version, F_OK) == 0 ? STATUS_OK : server_make_cluster(server, error);

    return status == STATUS_OK ? server_own_folder(server, server->data, error) : status;
}

/* Whether it takes connections, or will soon: a server that was killed leaves a process and a file
 * behind for a moment, by which it seems to run. */
static bool server_answers(const struct server *server)
{
    const char *argv[] = {arena_printf(server->arena, "%s/pg_isready", server->bin),
                          "-q",
                          "-h",
                          server->socket,
                          "-t",
                          "5",
                          NULL};
    struct error ignored;

    return server_program(server, argv, &ignored) == STATUS_OK;
}

/* Whether processes of a server that was killed are still at work, as with a long statement: they
 * hold its shared memory, whose number stands in the seventh line of postmaster.pid. */
static bool server_lingers(const struct server *server)
{
    FILE *file = fopen(arena_printf(server->arena, "%s/postmaster.pid", server->data), "re");
    struct shmid_ds memory = {0};
    char line[128] = "", *key_end, *end;
    long number;

    for (int i = 0; file != NULL && i < 7; i++) {
        if (fgets(line, sizeof line, file) == NULL) {
            line[0] = '\0';
        }
    }
    if (file != NULL) {
        fclose(file);
    }
    (void)strtoul(line, &key_end, 10);
    number = strtol(key_end, &end, 10);
    return end != key_end && shmctl((int)number, IPC_STAT, &memory) == 0 && memory.shm_nattch > 0;
}

/* Waits until a server that runs answers, or one that was killed is gone, with all its processes.
 */
static enum status server_settle(const struct server *server, bool *running, struct error *error)
{
    enum { SETTLE_TRIES = 1200, SETTLE_TELL = 10 };
    const struct timespec pause = {.tv_nsec = 200000000};

    for (int i = 0; i < SETTLE_TRIES; i++) {
        *running = server_running(server);
        if (*running ? server_answers(server) : !server_lingers(server)) {
            return STATUS_OK;
        }
        if (i == SETTLE_TELL) {
            log_event(server->log, LOG_WARNING, "waiting", NULL, 0,
                      "%s: a server that was killed is still at work there: waiting for it",
                      server->data);
        }
        nanosleep(&pause, NULL);
    }
    return error_set(error, STATUS_FATAL, "server_stuck",
                     *running
                         ? "%s: the process in postmaster.pid runs, but takes no connection; "
                           "look at %s/log, and end it"
                         : "%s: processes of a server that was killed are still at work there; "
                           "see %s/log, and end them",
                     server->data, server->data);
}

static enum status server_start_locked(struct server *server, struct error *error)
{
    const char *start[] = {arena_printf(server->arena, "%s/pg_ctl", server->bin),
                           "-D",
                           server->data,
                           "-l",
                           "log", /* pg_ctl gives it to a shell: no path of ours */
                           "-w",
                           "-t",
                           "60",
                           "start",
                           NULL};
    const char *create[] = {arena_printf(server->arena, "%s/createdb", server->bin),
                            "-h",
                            server->socket,
                            "-U",
                            "dateline",
                            "dateline",
                            NULL};
    const char *probe[] = {arena_printf(server->arena, "%s/psql", server->bin),
                           "-XqAt",
                           "-d",
                           server->url,
                           "-c",
                           "select 1",
                           NULL};
    bool running;
    enum status status = server_settle(server, &running, error);

    if (status != STATUS_OK || running) {
        return status;
    }
    status = server_init(server, error);
    if (status == STATUS_OK) {
        status = server_own_folder(server, server->socket, error);
    }
    if (status == STATUS_OK) {
        status = server_configure(server, error);
    }
    if (status == STATUS_OK) {
        status = server_program_as(server, server->account, server->data, start, error);
    }
    if (status == STATUS_OK && server_program(server, probe, error) != STATUS_OK) {
        status = server_program(server, create, error);
    }
    return status;
}

enum status server_start(struct server *server, struct error *error)
{
    const char *path = arena_printf(server->arena, "%s/server.lock", server->var);
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    enum status status;

    if (fd < 0) {
        return error_set(error, STATUS_FATAL, "no_file", "%s: %s", path, strerror(errno));
    }
    while (flock(fd, LOCK_EX) != 0 && errno == EINTR) {
    }
    status = server_start_locked(server, error);
    close(fd);
    return status;
}

enum status server_stop(struct server *server, struct error *error)
{
    const char *stop[] = {arena_printf(server->arena, "%s/pg_ctl", server->bin),
                          "-D",
                          server->data,
                          "-m",
                          "fast",
                          "-w",
                          "-t",
                          "60",
                          "stop",
                          NULL};

    return server_running(server) ? server_program(server, stop, error) : STATUS_OK;
}
