#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>
#include "extract/warc/archive.h"
#include "extract/warc/writer.h"
#include "tests/unit/unit.h"

static char folder[] = "/tmp/dateline-archive-XXXXXX";

static struct archive_options options(const char *started_at)
{
    return (struct archive_options){.folder = folder,
                                    .run_id = "night-1",
                                    .started_at = started_at,
                                    .user_agent = "Test/1 (+https://x.example/)"};
}

static void begin(void)
{
    snprintf(folder, sizeof folder, "/tmp/dateline-archive-XXXXXX");
    CU_ASSERT_FATAL(mkdtemp(folder) != NULL);
}

/* The names in the folder, each with a space behind it; `remove_all` empties it. */
static const char *names(bool remove_all)
{
    static char text[1024];
    struct dirent **entries = NULL;
    int count = scandir(folder, &entries, NULL, alphasort);

    text[0] = '\0';
    for (int i = 0; i < count; i++) {
        char path[512];

        snprintf(path, sizeof path, "%s/%s", folder, entries[i]->d_name);
        if (entries[i]->d_name[0] != '.') {
            size_t length = strlen(text);

            snprintf(text + length, sizeof text - length, "%s ", entries[i]->d_name);
            if (remove_all) {
                unlink(path);
            }
        }
        free(entries[i]);
    }
    free(entries);
    if (remove_all) {
        rmdir(folder);
    }
    return text;
}

static struct fetch_response answer(long http_status, const char *body)
{
    struct fetch_response response = {
        .http_status = http_status, .fetched_at = "2024-05-06T07:08:09Z", .body = BUF_INIT(1000)};

    CU_ASSERT_FATAL(buf_append_text(&response.body, body));
    return response;
}

static void keep(struct archive *archive, const char *url, struct fetch_response response,
                 const char *head)
{
    struct error error = {0};

    CU_ASSERT_EQUAL_FATAL(archive_add(archive, url, "wire", &response, head, strlen(head), &error),
                          STATUS_OK);
    fetch_response_free(&response);
}

static struct fetch_response find(struct replay *replay, const char *url)
{
    struct fetch_response response;

    replay_find(replay, url, 1000, &response);
    return response;
}

static void test_round(void)
{
    const struct archive_options made = options("2024-05-06T07:00:00Z");
    struct archive *archive = NULL;
    struct replay *replay = NULL;
    struct error error = {0};
    struct fetch_response response;

    begin();
    CU_ASSERT_EQUAL_FATAL(archive_new(&made, &archive, &error), STATUS_OK);
    CU_ASSERT_STRING_EQUAL(names(false), "DATELINE-20240506070000-00000.warc.gz.open ");

    response = answer(200, "<p>one");
    response.final_url = strdup("https://x.example/final");
    keep(archive, "https://x.example/1", response,
         "HTTP/2 200 \r\ncontent-type: text/html; charset=utf-8\r\ncontent-encoding: gzip\r\n"
         "content-length: 99999\r\ntransfer-encoding: chunked\r\netag: \"a\"\r\n\r\n");
    response = answer(304, "");
    response.not_modified = true;
    response.final_url = strdup("https://x.example/2");
    keep(archive, "https://x.example/2", response, "HTTP/1.1 304 Not Modified\r\n\r\n");
    response = answer(503, "later");
    response.status =
        error_set(&response.error, STATUS_RETRY, "http_503", "https://x.example/3: 503; later");
    keep(archive, "https://x.example/3", response, "");
    response = answer(0, "");
    response.status = error_set(&response.error, STATUS_REJECT, "robots", "robots.txt forbids it");
    keep(archive, "https://x.example/4", response, "");
    response = answer(200, "a part of");
    response.status = error_set(&response.error, STATUS_REJECT, "too_large", "larger");
    keep(archive, "https://x.example/5", response, "HTTP/1.1 200 OK\r\n\r\n");
    keep(archive, "https://x.example/6", answer(200, "first"), "");
    keep(archive, "https://x.example/6", answer(200, "second"), "");
    CU_ASSERT_EQUAL(archive_close(archive, &error), STATUS_OK);
    archive_free(archive);
    CU_ASSERT_STRING_EQUAL(names(false), "DATELINE-20240506070000-00000.warc.gz ");

    CU_ASSERT_EQUAL_FATAL(replay_new(folder, NULL, &replay, &error), STATUS_OK);
    CU_ASSERT_STRING_EQUAL(replay_started_at(replay), "2024-05-06T07:00:00Z");
    response = find(replay, "https://x.example/1");
    CU_ASSERT_EQUAL(response.status, STATUS_OK);
    CU_ASSERT_EQUAL(response.http_status, 200);
    CU_ASSERT_FALSE(response.not_modified);
    CU_ASSERT_STRING_EQUAL(response.fetched_at, "2024-05-06T07:08:09Z");
    CU_ASSERT_STRING_EQUAL(response.content_type, "text/html; charset=utf-8");
    CU_ASSERT_STRING_EQUAL(response.etag, "\"a\"");
    CU_ASSERT_PTR_NULL(response.last_modified);
    CU_ASSERT_STRING_EQUAL(response.final_url, "https://x.example/final");
    CU_ASSERT_STRING_EQUAL(buf_text(&response.body), "<p>one");
    fetch_response_free(&response);
    response = find(replay, "https://x.example/2");
    CU_ASSERT_EQUAL(response.status, STATUS_OK);
    CU_ASSERT(response.not_modified);
    fetch_response_free(&response);
    response = find(replay, "https://x.example/3");
    CU_ASSERT_EQUAL(response.status, STATUS_RETRY);
    CU_ASSERT_EQUAL(response.http_status, 503);
    CU_ASSERT_STRING_EQUAL(response.error.reason, "http_503");
    CU_ASSERT_STRING_EQUAL(response.error.message, "https://x.example/3: 503; later");
    CU_ASSERT_STRING_EQUAL(buf_text(&response.body), "later");
    fetch_response_free(&response);
    response = find(replay, "https://x.example/4");
    CU_ASSERT_EQUAL(response.status, STATUS_REJECT);
    CU_ASSERT_EQUAL(response.http_status, 0);
    CU_ASSERT_STRING_EQUAL(response.error.reason, "robots");
    fetch_response_free(&response);
    response = find(replay, "https://x.example/5");
    CU_ASSERT_EQUAL(response.status, STATUS_REJECT);
    CU_ASSERT_STRING_EQUAL(response.error.reason, "too_large");
    fetch_response_free(&response);
    for (int i = 0; i < 3; i++) {
        response = find(replay, "https://x.example/6");
        CU_ASSERT_STRING_EQUAL(buf_text(&response.body), i == 0 ? "first" : "second");
        fetch_response_free(&response);
    }
    response = find(replay, "https://x.example/final"); /* nobody asked for it */
    CU_ASSERT_EQUAL(response.status, STATUS_RETRY);
    CU_ASSERT_STRING_EQUAL(response.error.reason, "not_archived");
    CU_ASSERT_FALSE(replay_is_of_another(replay, "https://x.example/1", "wire"));
    CU_ASSERT(replay_is_of_another(replay, "https://x.example/1", "other"));
    CU_ASSERT_FALSE(replay_is_of_another(replay, "https://x.example/9", "other"));
    replay_free(replay);
    names(true);
}

/* The last night, or that of the file named; a night that was killed, too. */
static void test_nights(void)
{
    static const char *const times[] = {"2024-05-06T07:00:00Z", "2024-05-07T07:00:00Z"};
    struct replay *replay = NULL;
    struct error error = {0};
    struct fetch_response response;
    char path[256];

    begin();
    CU_ASSERT_EQUAL(replay_new(folder, NULL, &replay, &error), STATUS_USAGE);
    for (int night = 0; night < 2; night++) {
        const struct archive_options made = options(times[night]);
        struct archive *archive = NULL;

        CU_ASSERT_EQUAL_FATAL(archive_new(&made, &archive, &error), STATUS_OK);
        keep(archive, "https://x.example/1", answer(200, times[night]), "");
        if (night == 0) {
            CU_ASSERT_EQUAL(archive_add_deadline(archive, times[0], &error), STATUS_OK);
            CU_ASSERT_EQUAL(archive_close(archive, &error), STATUS_OK);
        }
        archive_free(archive);
    }
    CU_ASSERT_STRING_EQUAL(names(false), "DATELINE-20240506070000-00000.warc.gz "
                                         "DATELINE-20240507070000-00000.warc.gz.open ");
    for (int night = 0; night < 2; night++) {
        snprintf(path, sizeof path, "%s/DATELINE-20240506070000-00000.warc.gz", folder);
        CU_ASSERT_EQUAL_FATAL(replay_new(night == 0 ? path : folder, NULL, &replay, &error),
                              STATUS_OK);
        CU_ASSERT_STRING_EQUAL(replay_started_at(replay), times[night]);
        response = find(replay, "https://x.example/1");
        CU_ASSERT_STRING_EQUAL(buf_text(&response.body), times[night]);
        fetch_response_free(&response);
        response = find(replay, "https://x.example/2");
        CU_ASSERT_STRING_EQUAL(response.error.reason, night == 0 ? "deadline" : "not_archived");
        fetch_response_free(&response);
        replay_free(replay);
    }
    names(true);
}

static void test_many_files(void)
{
    const struct warc_writer_options made = {.folder = folder,
                                             .run_id = "night",
                                             .time = "2024-05-06T07:00:00Z",
                                             .user_agent = "Test/1",
                                             .file_bytes = 1000};
    struct warc_entry entry = {.type = "response",
                               .date = "2024-05-06T07:00:01Z",
                               .content_type = "application/http; msgtype=response",
                               .head = "HTTP/1.1 200 OK\r\n\r\n",
                               .head_length = 19};
    struct warc_writer *writer = NULL, *other = NULL;
    struct replay *replay = NULL;
    struct error error = {0};

    begin();
    CU_ASSERT_EQUAL_FATAL(warc_writer_new(&made, &writer, &error), STATUS_OK);
    for (int i = 0; i < 8; i++) {
        char url[64];

        snprintf(url, sizeof url, "https://x.example/%d", i);
        entry.url = entry.body = url;
        entry.body_length = strlen(url);
        CU_ASSERT_EQUAL(warc_writer_add(writer, &entry, &error), STATUS_OK);
    }
    /* a second run of the same second harms none */
    CU_ASSERT_EQUAL_FATAL(warc_writer_new(&made, &other, &error), STATUS_OK);
    CU_ASSERT_EQUAL(warc_writer_close(other, &error), STATUS_OK);
    warc_writer_free(other);
    CU_ASSERT_EQUAL(warc_writer_close(writer, &error), STATUS_OK);
    warc_writer_free(writer);
    CU_ASSERT(strstr(names(false), "DATELINE-20240506070000-00002.warc.gz ") != NULL);
    CU_ASSERT(strstr(names(false), ".open") == NULL);
    CU_ASSERT_EQUAL_FATAL(replay_new(folder, NULL, &replay, &error), STATUS_OK);
    for (int i = 0; i < 8; i++) {
        struct fetch_response response;
        char url[64];

        snprintf(url, sizeof url, "https://x.example/%d", i);
        response = find(replay, url);
        CU_ASSERT_STRING_EQUAL(buf_text(&response.body), url);
        fetch_response_free(&response);
    }
    replay_free(replay);
    names(true);
}

static void test_failures(void)
{
    struct archive_options made = options("2024-05-06T07:00:00Z");
    struct archive *archive = NULL;
    struct error error = {0};
    struct rlimit limit, small;
    struct fetch_response response;
    char noise[20000];
    enum status status = STATUS_OK;

    begin();
    made.folder = "/proc/nowhere";
    CU_ASSERT_EQUAL(archive_new(&made, &archive, &error), STATUS_FATAL);
    CU_ASSERT_STRING_EQUAL(error.reason, "archive");
    made.folder = folder;
    CU_ASSERT_EQUAL_FATAL(archive_new(&made, &archive, &error), STATUS_OK);
    /* a file that cannot grow fails as a full disk does */
    CU_ASSERT_FATAL(getrlimit(RLIMIT_FSIZE, &limit) == 0);
    small = limit;
    small.rlim_cur = 4096;
    (void)signal(SIGXFSZ, SIG_IGN);
    CU_ASSERT_FATAL(setrlimit(RLIMIT_FSIZE, &small) == 0);
    srandom(1);
    for (size_t i = 0; i < sizeof noise - 1; i++) {
        noise[i] = (char)('a' + random() % 26);
    }
    noise[sizeof noise - 1] = '\0';
    response = (struct fetch_response){.http_status = 200, .body = BUF_INIT(sizeof noise)};
    CU_ASSERT(buf_append_text(&response.body, noise));
    status = archive_add(archive, "https://x.example/1", "wire", &response, "", 0, &error);
    CU_ASSERT_EQUAL(status, STATUS_FATAL);
    CU_ASSERT_STRING_EQUAL(error.reason, "archive");
    CU_ASSERT_FATAL(setrlimit(RLIMIT_FSIZE, &limit) == 0);
    fetch_response_free(&response);
    archive_free(archive);
    names(true);
}

UNIT_MAIN("archive", {"round", test_round}, {"nights", test_nights},
          {"many_files", test_many_files}, {"failures", test_failures})
