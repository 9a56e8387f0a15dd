#include "transform/place/import.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "common/memory.h"
#include "common/ndjson.h"
#include "common/stage.h"
#include "transform/name/name.h"

enum { IMPORT_FORGET = 4096 /* lines after which what was looked up is forgotten */ };

enum import_format { IMPORT_UNKNOWN, IMPORT_GEONAMES, IMPORT_AREAS, IMPORT_TABLE };

enum status import_begin(struct import *import, const struct import_options *options,
                         struct error *error)
{
    enum status status;

    *import = (struct import){.options = options};
    status = gazetteer_open_own(&import->gazetteer, error);
    if (status == STATUS_OK) {
        import->arena = arena_new();
        import->view = gazetteer_view_new(import->gazetteer, import->arena);
        import->writer = gazetteer_writer_new();
        import->areas = json_object();
    }
    return status;
}

void import_end(struct import *import)
{
    json_decref(import->areas);
    gazetteer_writer_free(import->writer);
    if (import->arena != NULL) {
        arena_free(import->arena);
    }
    if (import->gazetteer != NULL) {
        gazetteer_close(import->gazetteer);
    }
    *import = (struct import){0};
}

/* By its first line: the heading of a table, or as many columns as a dump has. */
static enum import_format import_guess(const char *line, struct error *error, const char *name)
{
    char heading[256] = "";
    size_t tabs = 0, used = 0;

    for (const char *p = line; *p != '\0'; p++) {
        tabs += *p == '\t';
    }
    for (size_t i = 0; i < IMPORT_TABLE_COLUMNS; i++) {
        used += (size_t)snprintf(heading + used, sizeof heading - used, "%s%s", i == 0 ? "" : "\t",
                                 import_table_columns[i]);
    }
    if (strcmp(line, heading) == 0) {
        return IMPORT_TABLE;
    }
    if (tabs == 18) {
        return IMPORT_GEONAMES;
    }
    if (tabs == 3) {
        return IMPORT_AREAS;
    }
    (void)error_set(error, STATUS_USAGE, "bad_data",
                    strncmp(line, "PK\3\4", 4) == 0
                        ? "%s: is a zip archive: unzip it first, or unzip -p FILE.zip | dateline "
                          "gazetteer import -"
                    : (unsigned char)line[0] == 0x1F && (unsigned char)line[1] == 0x8B
                        ? "%s: is compressed: gunzip it first"
                        : "%s:1: is neither a dump of GeoNames (19 columns parted by tabs) nor a "
                          "table that begins with id, type, name; see dateline gazetteer import "
                          "--help",
                    name);
    return IMPORT_UNKNOWN;
}

static enum status import_bad_line(struct import *import, const char *name, size_t line,
                                   const struct import_problem *problem, struct error *error)
{
    import->counts.bad_lines++;
    if (import->counts.bad_lines <= IMPORT_WARNINGS_MAX) {
        log_event(import->options->log, LOG_WARNING, "bad_line", NULL, 0,
                  "%s:%zu: column %zu: %s: \"%.80s\" is not allowed: %s", name, line,
                  problem->column, problem->name, problem->value, problem->allowed);
    }
    if (import->counts.bad_lines > import->options->max_bad_lines) {
        return error_set(error, STATUS_FATAL, "bad_data",
                         "%s:%zu: more than %ld bad lines: nothing was imported; is it the right "
                         "file? --max-bad-lines allows more",
                         name, line, import->options->max_bad_lines);
    }
    return STATUS_OK;
}

static enum status import_line(struct import *import, enum import_format format, char *text,
                               const char *name, size_t number, struct error *error)
{
    char *cells[IMPORT_COLUMNS_MAX] = {NULL};
    size_t count = import_cut(text, cells);
    struct import_problem problem;
    bool taken =
        format == IMPORT_GEONAMES ? import_take_geonames(import, cells, count, number, &problem)
        : format == IMPORT_AREAS  ? import_take_area(import, cells, count, &problem)
                                  : import_take_table(import, cells, count, number, &problem);

    if (!taken && !import->only_areas) {
        return import_bad_line(import, name, number, &problem, error);
    }
    return STATUS_OK;
}

static void import_tell(struct import *import, bool final)
{
    struct log_field fields[] = {LOG_NUMBER("lines", import->counts.lines),
                                 LOG_NUMBER("places", import->counts.places),
                                 LOG_NUMBER("bad_lines", import->counts.bad_lines)};

    log_progress(import->options->log, fields, 3, final);
}

/* Reads one file from where its descriptor stands. */
static enum status import_read(struct import *import, int fd, const char *name,
                               enum import_format *format, struct error *error)
{
    struct ndjson_reader *reader = ndjson_reader_new(fd, name, IMPORT_LINE_MAX);
    enum status status = STATUS_OK;
    struct ndjson_line line;

    while (status == STATUS_OK) {
        enum ndjson_result result = ndjson_read(reader, &line, error);
        struct import_problem problem = {1, "line", "", "at most 262,144 bytes, none of them NUL"};
        char *text;

        if (result == NDJSON_END) {
            break;
        }
        if (result == NDJSON_FAILED) {
            status = STATUS_FATAL;
            break;
        }
        if (*format == IMPORT_UNKNOWN) {
            *format = import_guess(line.data, error, name);
            if (*format == IMPORT_UNKNOWN) {
                status = STATUS_USAGE;
                break;
            }
            if (*format == IMPORT_TABLE && import->only_areas) {
                break; /* a table names its areas where it needs them */
            }
            if (*format == IMPORT_TABLE) {
                continue; /* the heading */
            }
        }
        import->counts.lines += !import->only_areas;
        if (result == NDJSON_TOO_LONG || strlen(line.data) != line.length) {
            status = import->only_areas
                         ? STATUS_OK
                         : import_bad_line(import, name, line.number, &problem, error);
            continue;
        }
        if (line.length == 0 || (*format == IMPORT_TABLE && line.data[0] == '#')) {
            continue;
        }
        text = arena_strndup(import->arena, line.data, line.length);
        status = import_line(import, *format, text, name, line.number, error);
        if (line.number % IMPORT_FORGET == 0) {
            arena_reset(import->arena);
            import->view = gazetteer_view_new(import->gazetteer, import->arena);
            import_tell(import, false);
        }
    }
    ndjson_reader_free(reader);
    return status;
}

/* The list of areas: the one named, or admin1CodesASCII.txt beside the dump. */
static enum status import_read_areas(struct import *import, const char *file, struct error *error)
{
    static const char usual[] = "admin1CodesASCII.txt";
    enum import_format format = IMPORT_AREAS;
    const char *path = import->options->areas, *slash = strrchr(file, '/');
    char *beside = NULL;
    enum status status = STATUS_OK;
    int fd;

    if (path == NULL && strcmp(file, "-") != 0) {
        size_t folder = slash == NULL ? 0 : (size_t)(slash - file) + 1;

        beside = mem_alloc(folder + sizeof usual);
        memcpy(beside, file, folder);
        memcpy(beside + folder, usual, sizeof usual);
        path = access(beside, R_OK) == 0 ? beside : NULL;
    }
    if (path != NULL) {
        const char *name;

        status = stage_open_input(path, &fd, &name, error);
        if (status == STATUS_OK) {
            status = import_read(import, fd, name, &format, error);
            stage_close_input(fd);
        }
    }
    free(beside);
    return status;
}

/* A dump that can be read twice tells the names of its areas itself. */
static enum status import_find_areas(struct import *import, int fd, const char *name,
                                     struct error *error)
{
    enum import_format format = IMPORT_UNKNOWN;
    struct stat information;
    enum status status;

    if (json_object_size(import->areas) > 0 || fstat(fd, &information) != 0 ||
        !S_ISREG(information.st_mode)) {
        return STATUS_OK;
    }
    import->only_areas = true;
    status = import_read(import, fd, name, &format, error);
    import->only_areas = false;
    if (status == STATUS_OK && lseek(fd, 0, SEEK_SET) != 0) {
        status = error_set(error, STATUS_FATAL, "no_file", "%s: cannot be read again: %s", name,
                           strerror(errno));
    }
    return status;
}

static enum status import_file(struct import *import, const char *file, struct error *error)
{
    enum import_format format = IMPORT_UNKNOWN;
    const char *slash = strrchr(file, '/'), *name;
    enum status status = import_read_areas(import, file, error);
    int fd;

    if (status != STATUS_OK) {
        return status;
    }
    status = stage_open_input(file, &fd, &name, error);
    if (status != STATUS_OK) {
        return status;
    }
    import->source = strcmp(file, "-") == 0 ? "standard input" : slash == NULL ? file : slash + 1;
    status = import_find_areas(import, fd, name, error);
    if (status == STATUS_OK) {
        status = import_read(import, fd, name, &format, error);
    }
    stage_close_input(fd);
    return status;
}

/* Makes the folders that lead to the file. */
static enum status import_make_folder(const char *path, struct error *error)
{
    char *folder = mem_strdup(path);
    enum status status = STATUS_OK;

    for (char *slash = strchr(folder + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        if (mkdir(folder, 0755) != 0 && errno != EEXIST) {
            status = error_set(error, STATUS_FATAL, "cannot_write", "%s: cannot be made: %s",
                               folder, strerror(errno));
            break;
        }
        *slash = '/';
    }
    free(folder);
    return status;
}

enum status import_run(const struct import_options *options, const char *const *files, size_t count,
                       const char *path, struct import_counts *counts, struct error *error)
{
    struct import import;
    enum status status = import_begin(&import, options, error);

    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        status = import_file(&import, files[i], error);
    }
    *counts = import.counts;
    if (status == STATUS_OK && import.counts.places == 0) {
        status = error_set(error, STATUS_FATAL, "no_places",
                           "no line tells a place that would be kept: nothing was imported; "
                           "--min-population keeps smaller ones");
    }
    if (status == STATUS_OK) {
        counts->names = gazetteer_writer_count(import.writer);
        status = import_make_folder(path, error);
    }
    if (status == STATUS_OK) {
        status = gazetteer_writer_finish(import.writer, path, error);
    }
    import_tell(&import, true);
    import_end(&import);
    return status == STATUS_OK && counts->bad_lines > 0 ? STATUS_REJECT : status;
}
