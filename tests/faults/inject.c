/*
 * For LD_PRELOAD: lets the Nth call of one kind fail, in programs as they are. tests/faults.py
 * drives it. FAULT_KIND memory|libpq-memory|write|read|fsync|rename|libpq; FAULT_AT N (1-based; 0:
 * none); FAULT_KEEP: all later ones fail, too; FAULT_COUNT FILE: how many calls there were is
 * written there at the end. A call of libpq fails as it does in life: the connection is gone before
 * it; libpq-memory is what libpq asks for itself.
 */
#include <dlfcn.h>
#include <errno.h>
#include <libpq-fe.h>
#include <link.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *memory, size_t size);

static const char *fault_kind = "";
static long fault_at;
static bool fault_keeps, fault_active;
static atomic_long fault_calls;
static uintptr_t fault_libpq_begin, fault_libpq_end; /* where its code lies */

static int fault_find_libpq(struct dl_phdr_info *library, size_t size, void *unused)
{
    (void)size;
    (void)unused;
    for (int i = 0; i < library->dlpi_phnum && strstr(library->dlpi_name, "/libpq.so"); i++) {
        if (library->dlpi_phdr[i].p_type == PT_LOAD &&
            (library->dlpi_phdr[i].p_flags & PF_X) != 0) {
            fault_libpq_begin = library->dlpi_addr + library->dlpi_phdr[i].p_vaddr;
            fault_libpq_end = fault_libpq_begin + library->dlpi_phdr[i].p_memsz;
        }
    }
    return 0;
}

__attribute__((constructor)) static void fault_begin(void)
{
    const char *kind = getenv("FAULT_KIND"), *at = getenv("FAULT_AT");

    fault_kind = kind == NULL ? "" : kind;
    fault_at = at == NULL ? 0 : strtol(at, NULL, 10);
    fault_keeps = getenv("FAULT_KEEP") != NULL;
    (void)dl_iterate_phdr(fault_find_libpq, NULL);
    fault_active = true;
}

__attribute__((destructor)) static void fault_end(void)
{
    const char *path = getenv("FAULT_COUNT");
    FILE *file;

    fault_active = false;
    file = path == NULL ? NULL : fopen(path, "we");
    if (file != NULL) {
        fprintf(file, "%ld\n", (long)fault_calls);
        fclose(file);
    }
}

static bool fault_now(const char *kind)
{
    long call;

    if (!fault_active || strcmp(kind, fault_kind) != 0) {
        return false;
    }
    call = atomic_fetch_add(&fault_calls, 1) + 1;
    return fault_at > 0 && (call == fault_at || (fault_keeps && call > fault_at));
}

/* An allocation, asked for by the code at that address. */
static bool fault_memory(const void *caller)
{
    uintptr_t at = (uintptr_t)caller;

    return fault_now("memory") ||
           (at >= fault_libpq_begin && at < fault_libpq_end && fault_now("libpq-memory"));
}

static void *fault_next(const char *name)
{
    void *found = dlsym(RTLD_NEXT, name);

    if (found == NULL) {
        fprintf(stderr, "inject: no %s\n", name);
        _exit(99);
    }
    return found;
}

/* Through memory: a function's address is no object's in ISO C. */
#define NEXT(name)                                                                                 \
    __typeof__(&name) next;                                                                        \
    void *address = fault_next(#name);                                                             \
    memcpy(&next, &address, sizeof next)

void *malloc(size_t size)
{
    if (fault_memory(__builtin_return_address(0))) {
        errno = ENOMEM;
        return NULL;
    }
    return __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    if (fault_memory(__builtin_return_address(0))) {
        errno = ENOMEM;
        return NULL;
    }
    return __libc_calloc(count, size);
}

void *realloc(void *memory, size_t size)
{
    if (fault_memory(__builtin_return_address(0))) {
        errno = ENOMEM;
        return NULL;
    }
    return __libc_realloc(memory, size);
}

ssize_t write(int fd, const void *data, size_t length)
{
    NEXT(write);
    if (fault_now("write")) {
        errno = ENOSPC;
        return -1;
    }
    return next(fd, data, length);
}

ssize_t read(int fd, void *data, size_t length)
{
    NEXT(read);
    if (fault_now("read")) {
        errno = EIO;
        return -1;
    }
    return next(fd, data, length);
}

int fsync(int fd)
{
    NEXT(fsync);
    if (fault_now("fsync")) {
        errno = EIO;
        return -1;
    }
    return next(fd);
}

int rename(const char *from, const char *to)
{
    NEXT(rename);
    if (fault_now("rename")) {
        errno = EACCES;
        return -1;
    }
    return next(from, to);
}

static void fault_cut(PGconn *connection)
{
    if (fault_now("libpq") && PQsocket(connection) >= 0) {
        shutdown(PQsocket(connection), SHUT_RDWR);
    }
}

PGresult *PQexec(PGconn *connection, const char *query)
{
    NEXT(PQexec);
    fault_cut(connection);
    return next(connection, query);
}

PGresult *PQexecParams(PGconn *connection, const char *command, int count, const Oid *types,
                       const char *const *values, const int *lengths, const int *formats,
                       int format)
{
    NEXT(PQexecParams);
    fault_cut(connection);
    return next(connection, command, count, types, values, lengths, formats, format);
}

int PQsendQueryParams(PGconn *connection, const char *command, int count, const Oid *types,
                      const char *const *values, const int *lengths, const int *formats, int format)
{
    NEXT(PQsendQueryParams);
    fault_cut(connection);
    return next(connection, command, count, types, values, lengths, formats, format);
}

PGresult *PQgetResult(PGconn *connection)
{
    NEXT(PQgetResult);
    fault_cut(connection);
    return next(connection);
}

int PQputCopyData(PGconn *connection, const char *data, int length)
{
    NEXT(PQputCopyData);
    fault_cut(connection);
    return next(connection, data, length);
}

int PQputCopyEnd(PGconn *connection, const char *reason)
{
    NEXT(PQputCopyEnd);
    fault_cut(connection);
    return next(connection, reason);
}

PGconn *PQconnectdbParams(const char *const *names, const char *const *values, int expand)
{
    NEXT(PQconnectdbParams);
    PGconn *connection = next(names, values, expand);

    fault_cut(connection);
    return connection;
}
