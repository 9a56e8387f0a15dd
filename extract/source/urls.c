/*
 * A list of URLs, one a line, # begins a comment; a file of any length, a pipe, or standard input
 * ("-"). A later run goes on behind the last line that was read, if what stands before it is the
 * same; then URLs that failed for a while are asked for again, too.
 */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "common/arena.h"
#include "common/memory.h"
#include "extract/net/url.h"
#include "extract/source/source.h"

enum {
    URLS_READ = 64 * 1024, /* bytes read at once; a line is shorter */
    URLS_AGAIN_MAX = 1000, /* URLs remembered to be asked for again: at more, the place stands */
    URLS_NIGHTS_MAX = 5    /* runs in which one that fails is asked for */
};

#define URLS_BYTE_ORDER_MARK "\xEF\xBB\xBF" /* UTF-8's, which some editors put first */
#define URLS_HASH_START UINT64_C(0xcbf29ce484222325)
#define URLS_HASH_PRIME UINT64_C(0x100000001b3)

struct urls {
    int fd;
    bool begun, listed, ended; /* the list has no more lines; the state's turn has come */
    bool regular;              /* a file, which is always ready */
    char data[URLS_READ + 1];
    size_t start, end;
    bool too_long;   /* the line at hand began with bytes that are gone */
    int64_t offset;  /* of the next line */
    uint64_t digest; /* of what stands before it */
    size_t line;     /* its number, less one */
    size_t taken;    /* URLs of this run */
    json_t *again;   /* URL: runs in which it failed; as it was read, less what is settled now */
    json_t *asking;  /* of an earlier run: those still to be asked for */
    size_t unsaved;  /* settled since the last state */
    bool held;       /* the place must not go on: something before it was not settled */
    int64_t saved_offset;
    uint64_t saved_digest;
};

enum urls_line { URLS_LINE, URLS_LONG, URLS_LATER, URLS_END, URLS_FAILED };

static void urls_open(struct source *source)
{
    struct urls *urls = mem_calloc(1, sizeof *urls);

    urls->fd = -1;
    urls->digest = urls->saved_digest = URLS_HASH_START;
    urls->again = json_object();
    urls->asking = json_object();
    source->reading = urls;
}

static void urls_close(struct source *source)
{
    struct urls *urls = source->reading;

    if (urls->fd > STDIN_FILENO) {
        close(urls->fd);
    }
    json_decref(urls->again);
    json_decref(urls->asking);
    free(urls);
}

/* Bytes up to `length` belong to what was read. */
static void urls_consume(struct urls *urls, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        urls->digest =
            (urls->digest ^ (unsigned char)urls->data[urls->start + i]) * URLS_HASH_PRIME;
    }
    urls->start += length;
    urls->offset += (int64_t)length;
}

/* More bytes; URLS_LINE: there are some. */
static enum urls_line urls_fill(struct urls *urls)
{
    struct pollfd ready = {.fd = urls->fd, .events = POLLIN};
    ssize_t got;

    if (urls->start > 0) {
        memmove(urls->data, urls->data + urls->start, urls->end - urls->start);
        urls->end -= urls->start;
        urls->start = 0;
    }
    if (!urls->regular && poll(&ready, 1, 0) == 0) {
        return URLS_LATER; /* nobody waits for who writes slowly */
    }
    do {
        got = read(urls->fd, urls->data + urls->end, URLS_READ - urls->end);
    } while (got < 0 && errno == EINTR);
    if (got <= 0) {
        return got == 0 ? URLS_END : errno == EAGAIN ? URLS_LATER : URLS_FAILED;
    }
    urls->end += (size_t)got;
    return URLS_LINE;
}

/* The next line, NUL-terminated in the buffer, until the next call. */
static enum urls_line urls_read_line(struct urls *urls, char **text)
{
    for (;;) {
        char *begin = urls->data + urls->start;
        char *end = memchr(begin, '\n', urls->end - urls->start);
        enum urls_line filled;

        if (end != NULL) {
            bool too_long = urls->too_long;

            urls->too_long = false;
            urls->line++;
            urls_consume(urls, (size_t)(end - begin) + 1);
            *end = '\0';
            *text = begin;
            return too_long ? URLS_LONG : URLS_LINE;
        }
        if (urls->end - urls->start == URLS_READ) {
            urls->too_long = true;
            urls_consume(urls, URLS_READ);
        }
        filled = urls_fill(urls);
        if (filled == URLS_END && urls->end > urls->start) { /* the last line has no end */
            urls->data[urls->end] = '\0';
            *text = urls->data + urls->start;
            urls->line++;
            urls_consume(urls, urls->end - urls->start);
            return urls->too_long ? URLS_LONG : URLS_LINE;
        }
        if (filled != URLS_LINE) {
            return filled;
        }
    }
}

/* Goes on where an earlier run ended, if the list begins as it did then. */
static void urls_go_on(struct source *source, struct urls *urls)
{
    json_t *before = source_find_state(source, source->config->path), *nights;
    int64_t offset = (int64_t)state_number(before, "offset");
    const char *digest = state_text(before, "digest"), *url;
    char now[20];

    while (urls->regular && digest != NULL && urls->offset < offset) {
        size_t left = (size_t)(offset - urls->offset), have = urls->end - urls->start;

        if (have == 0 && urls_fill(urls) != URLS_LINE) {
            break;
        }
        have = urls->end - urls->start;
        urls_consume(urls, have < left ? have : left);
    }
    snprintf(now, sizeof now, "%016" PRIx64, urls->digest);
    if (urls->offset == offset && digest != NULL && strcmp(now, digest) == 0) {
        json_object_foreach(json_object_get(before, "again"), url, nights)
        {
            json_object_set(urls->again, url, nights);
            json_object_set(urls->asking, url, nights);
        }
    } else if (urls->offset > 0 && lseek(urls->fd, 0, SEEK_SET) == 0) {
        urls->start = urls->end = 0;
        urls->offset = 0;
        urls->digest = URLS_HASH_START;
    }
    urls->saved_offset = urls->offset;
    urls->saved_digest = urls->digest;
    json_decref(before);
}

static struct job *urls_reject(const struct source *source, const char *reason, const char *what)
{
    const struct urls *urls = source->reading;
    const char *path = source->config->path;
    struct job *job = job_new(JOB_ARTICLE, NULL, path);

    if (urls->line > 0) {
        (void)error_set(&job->why, STATUS_REJECT, reason, "%s:%zu: %s", path, urls->line, what);
    } else {
        (void)error_set(&job->why, STATUS_REJECT, reason, "%s: %s", path, what);
    }
    source_reject(job);
    return job;
}

static struct job *urls_begin(struct source *source, struct urls *urls)
{
    const char *path = source->config->path;
    struct stat information;

    urls->begun = true;
    urls->fd = strcmp(path, "-") == 0 ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (urls->fd < 0 || fstat(urls->fd, &information) != 0) {
        urls->listed = true;
        return urls_reject(source, errno == ENOENT ? "no_file" : "unreadable", strerror(errno));
    }
    if (S_ISDIR(information.st_mode)) {
        urls->listed = true;
        return urls_reject(source, "not_a_file", "is a folder; name a file of URLs");
    }
    urls->regular = S_ISREG(information.st_mode);
    urls_go_on(source, urls);
    return NULL;
}

/* A line's job; NULL: it names nothing that is wanted. */
static struct job *urls_take_line(struct source *source, char *text)
{
    const struct urls *urls = source->reading;
    struct arena *arena;
    const char *url;
    struct job *job;
    size_t length;

    if (urls->line == 1 && strncmp(text, URLS_BYTE_ORDER_MARK, 3) == 0) {
        text += 3;
    }
    text += strspn(text, " \t\r");
    length = strcspn(text, " \t\r");
    if (text[0] == '\0' || text[0] == '#') {
        return NULL;
    }
    text[length] = '\0'; /* what stands behind a URL says something about it */
    arena = arena_new();
    url = url_is_http(text) ? url_resolve(arena, NULL, text) : NULL;
    job = url != NULL ? source_take_url(source, url, NULL)
                      : urls_reject(source, "bad_url",
                                    "is no URL; write one that begins with http:// or https://");
    arena_free(arena);
    return job;
}

/* A URL that failed in an earlier run; NULL: there is none. */
static struct job *urls_take_again(struct source *source, struct urls *urls)
{
    void *first = json_object_iter(urls->asking);
    struct job *job = NULL;

    while (job == NULL && first != NULL) {
        const char *url = json_object_iter_key(first);

        job = source_take_url(source, url, NULL);
        if (job == NULL) {
            json_object_del(urls->again, url);
        }
        json_object_del(urls->asking, url);
        first = json_object_iter(urls->asking);
    }
    return job;
}

static enum source_step urls_end(struct urls *urls, struct job **job)
{
    if (urls->ended) {
        return SOURCE_END;
    }
    urls->ended = true;
    *job = job_new(JOB_STATE, NULL, NULL);
    (*job)->progress = JOB_DONE;
    return SOURCE_JOB;
}

/* Sets the place behind the job, for its settling. */
static enum source_step urls_give(struct urls *urls, struct job *job)
{
    job->offset = urls->offset;
    job->mark = urls->digest;
    urls->taken++;
    return SOURCE_JOB;
}

static enum source_step urls_next(struct source *source, struct job **job)
{
    struct urls *urls = source->reading;
    char *text = NULL;

    *job = urls->begun || source->stopped ? NULL : urls_begin(source, urls);
    if (*job == NULL && !source->stopped) {
        *job = urls_take_again(source, urls);
    }
    while (*job == NULL && !urls->listed && !source->stopped &&
           urls->taken < (size_t)source->config->max_items) {
        switch (urls_read_line(urls, &text)) {
        case URLS_LINE:
            *job = urls_take_line(source, text);
            break;
        case URLS_LONG:
            *job = urls_reject(source, "bad_url", "the line is too long for a URL");
            break;
        case URLS_LATER:
            return SOURCE_WAIT;
        case URLS_END:
            urls->listed = true;
            break;
        case URLS_FAILED:
            urls->listed = true;
            *job = urls_reject(source, "unreadable", strerror(errno));
            break;
        }
    }
    return *job != NULL ? urls_give(urls, *job) : urls_end(urls, job);
}

static enum status urls_write_state(struct source *source, struct urls *urls, struct error *error)
{
    char digest[20];
    json_t *data = json_object();

    snprintf(digest, sizeof digest, "%016" PRIx64, urls->saved_digest);
    json_object_set_new(data, "offset", json_integer(urls->saved_offset));
    json_object_set_new(data, "digest", json_string(digest));
    if (json_object_size(urls->again) > 0) {
        json_object_set_new(data, "again", json_copy(urls->again));
    }
    urls->unsaved = 0;
    return source_write_state(source, source->config->path, data, error);
}

/* One that failed for a while is asked for by the next runs, but not for ever. */
static void urls_note_failure(struct urls *urls, const struct job *job)
{
    json_int_t nights = json_integer_value(json_object_get(urls->again, job->url)) + 1;

    if (nights >= URLS_NIGHTS_MAX) {
        json_object_del(urls->again, job->url);
    } else if (nights > 1 || json_object_size(urls->again) < URLS_AGAIN_MAX) {
        json_object_set_new(urls->again, job->url, json_integer(nights));
    } else {
        urls->held = true;
    }
}

static enum status urls_settle(struct source *source, struct job *job, struct error *error)
{
    struct urls *urls = source->reading;
    bool again = job->url != NULL && json_object_get(urls->again, job->url) != NULL;

    if (job->task == JOB_STATE) {
        return urls->regular ? urls_write_state(source, urls, error) : STATUS_OK;
    }
    if (job->outcome == OUTCOME_LATER) {
        urls->held = urls->held || !again;
    } else if (job->outcome == OUTCOME_AGAIN) {
        urls_note_failure(urls, job);
    } else if (again) {
        json_object_del(urls->again, job->url);
    }
    if (!urls->held) {
        urls->saved_offset = job->offset;
        urls->saved_digest = job->mark;
    }
    return ++urls->unsaved < SOURCE_STATE_EVERY || !urls->regular
               ? STATUS_OK
               : urls_write_state(source, urls, error);
}

const struct source_kind_methods source_urls = {
    .open = urls_open, .next = urls_next, .settle = urls_settle, .close = urls_close};
