#include "common/config.h"

#include <confuse.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "common/arena.h"
#include "common/buf.h"
#include "common/config_keys.h"
#include "common/memory.h"
#include "common/utf8.h"
#include "common/xpath.h"

enum { CONFIG_FILE_MAX = 16 * 1024 * 1024, CONFIG_SOURCES_MAX = 10000 };

static const char *const source_kind_names[SOURCE_KIND_COUNT] = {
    "file", "folder", "warc", "page", "feed", "sitemap", "listing", "urls"};

const char *source_kind_name(enum source_kind kind)
{
    return source_kind_names[kind];
}

void config_default_source(const struct config *config, struct source_config *source)
{
    *source = config->defaults;
    source->name = "command_line";
}

/* libConfuse reports through a function without an argument for the caller: the first message of a
 * read is kept here, in the thread that reads. */
static _Thread_local struct {
    struct error *error;
    const char *file;
} config_problem;

static void PRINTF_LIKE(2, 0) config_report(cfg_t *cfg, const char *format, va_list arguments)
{
    char message[ERROR_MESSAGE_MAX / 2];

    if (config_problem.error == NULL || config_problem.error->status != STATUS_OK) {
        return;
    }
    vsnprintf(message, sizeof message, format, arguments);
    config_say_allowed(message, sizeof message);
    (void)error_set(config_problem.error, STATUS_USAGE, "bad_config", "%s:%d: %s",
                    config_problem.file, cfg == NULL ? 0 : cfg->line, message);
}

/* Called by libConfuse as soon as a value is read, so that the line is known. */
static int config_check_number(cfg_t *cfg, cfg_opt_t *option)
{
    const struct config_key *key = config_find_key(cfg_opt_name(option));
    long value = cfg_opt_getnint(option, 0);

    if (key != NULL && (value < key->minimum || value > key->maximum)) {
        cfg_error(cfg, "%s: %ld is not allowed: give a number from %ld to %ld", key->name, value,
                  key->minimum, key->maximum);
        return -1;
    }
    return 0;
}

static bool config_zone_valid(const char *zone)
{
    int hours, minutes, length = 0;

    if (strcmp(zone, "Z") == 0) {
        return true;
    }
    return (zone[0] == '+' || zone[0] == '-') &&
           sscanf(zone + 1, "%2d:%2d%n", &hours, &minutes, &length) == 2 && length == 5 &&
           zone[6] == '\0' && hours <= 14 && minutes <= 59;
}

/* A language's code of two or three letters, and parts of letters and digits behind it; not
 * "english". */
static bool config_language_valid(const char *language)
{
    size_t length = strspn(language, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    return (length == 2 || length == 3) &&
           (language[length] == '\0' || language[length] == '-' || language[length] == '_');
}

static int config_check_language(cfg_t *cfg, const char *name, const char *language)
{
    if (!config_language_valid(language)) {
        cfg_error(cfg, "%s: \"%s\" is no code of a language: write \"en\" or \"pt-BR\"", name,
                  language);
        return -1;
    }
    return 0;
}

/* Called when all of a list was read. */
static int config_check_list(cfg_t *cfg, cfg_opt_t *option)
{
    const char *name = cfg_opt_name(option);
    int result = 0;

    for (unsigned i = 0; i < cfg_opt_size(option) && result == 0; i++) {
        const char *value = cfg_opt_getnstr(option, i);

        if (strcmp(name, "languages") == 0 && value != NULL) {
            result = config_check_language(cfg, name, value);
        }
    }
    return result;
}

static int config_check_text(cfg_t *cfg, cfg_opt_t *option)
{
    const char *name = cfg_opt_name(option);
    const char *value = cfg_opt_getnstr(option, 0);
    char why[200];

    if (value == NULL) {
        return 0;
    }
    if (value[0] == '\0' && strcmp(name, "database_url") != 0 && strcmp(name, "proxy") != 0) {
        cfg_error(cfg, "%s: must not be empty; leave the line out instead", name);
        return -1;
    }
    if (strcmp(name, "kind") == 0) {
        for (size_t i = 0; i < SOURCE_KIND_COUNT; i++) {
            if (strcmp(value, source_kind_names[i]) == 0) {
                return 0;
            }
        }
        cfg_error(cfg,
                  "kind: \"%s\" is not known: file, folder, warc, page, feed, sitemap, listing and "
                  "urls are",
                  value);
        return -1;
    }
    if (strcmp(name, "language") == 0) {
        return config_check_language(cfg, name, value);
    }
    if (strcmp(name, "link_xpath") == 0 && !xpath_check(value, why, sizeof why)) {
        cfg_error(cfg, "link_xpath: \"%s\" %s", value, why);
        return -1;
    }
    if (strcmp(name, "zone") == 0 && !config_zone_valid(value)) {
        cfg_error(cfg, "zone: \"%s\" is no offset from UTC: write it as \"-03:00\" or \"Z\"",
                  value);
        return -1;
    }
    if ((strcmp(name, "url") == 0 || strcmp(name, "mirror_url") == 0) &&
        strncmp(value, "http://", 7) != 0 && strncmp(value, "https://", 8) != 0) {
        cfg_error(cfg, "%s: \"%s\" must begin with http:// or https://", name, value);
        return -1;
    }
    return 0;
}

static bool config_is_set(cfg_t *section, const char *name)
{
    return cfg_size(section, name) > 0;
}

/* What a kind needs, and what makes no sense with it. */
static int config_check_source(cfg_t *cfg, cfg_opt_t *option)
{
    cfg_t *section = cfg_opt_getnsec(option, cfg_opt_size(option) - 1);
    const char *kind, *title;
    bool local;

    if (section == NULL) {
        return 0;
    }
    title = cfg_title(section);
    if (title == NULL || title[0] == '\0' || strlen(title) > 200) {
        cfg_error(cfg, "source: its name must have 1 to 200 bytes");
        return -1;
    }
    kind = config_is_set(section, "kind") ? cfg_getstr(section, "kind") : NULL;
    if (kind == NULL) {
        cfg_error(cfg, "source \"%s\": kind is missing, such as feed, sitemap, page or folder",
                  title);
        return -1;
    }
    local = strcmp(kind, "file") == 0 || strcmp(kind, "folder") == 0 || strcmp(kind, "warc") == 0 ||
            strcmp(kind, "urls") == 0;
    if (strcmp(kind, "feed") == 0 || strcmp(kind, "sitemap") == 0) { /* may also be files */
        local = config_is_set(section, "path") && !config_is_set(section, "url");
    }
    if (!config_is_set(section, local ? "path" : "url")) {
        cfg_error(cfg, "source \"%s\": %s is missing: a %s needs it", title, local ? "path" : "url",
                  kind);
        return -1;
    }
    if (!local && config_is_set(section, "path")) {
        cfg_error(cfg, "source \"%s\": path is for file, folder, warc and urls; a %s has url",
                  title, kind);
        return -1;
    }
    if (config_is_set(section, "mirror_url") != config_is_set(section, "mirror_path")) {
        cfg_error(cfg, "source \"%s\": mirror_url and mirror_path go together", title);
        return -1;
    }
    if (strcmp(kind, "listing") == 0 &&
        config_is_set(section, "link_xpath") == config_is_set(section, "link_class")) {
        cfg_error(cfg, "source \"%s\": a listing needs link_xpath or link_class, one of them",
                  title);
        return -1;
    }
    return 0;
}

static enum status config_read_bytes(const char *file, struct buf *bytes, struct error *error)
{
    struct stat information;
    char chunk[8192];
    size_t size;
    FILE *stream;

    if (stat(file, &information) == 0 && S_ISDIR(information.st_mode)) {
        return error_set(error, STATUS_USAGE, "bad_config",
                         "%s: is a folder; name a configuration file", file);
    }
    stream = fopen(file, "re");
    if (stream == NULL) {
        return error_set(error, STATUS_USAGE, "bad_config",
                         "%s: cannot be read: %s; name the configuration with -c FILE", file,
                         strerror(errno));
    }
    while ((size = fread(chunk, 1, sizeof chunk, stream)) > 0) {
        if (!buf_append(bytes, chunk, size)) {
            fclose(stream);
            return error_set(error, STATUS_USAGE, "bad_config", "%s: larger than %d MB", file,
                             CONFIG_FILE_MAX / 1024 / 1024);
        }
    }
    size = ferror(stream) != 0;
    fclose(stream);
    if (size != 0) {
        return error_set(error, STATUS_USAGE, "bad_config", "%s: cannot be read: %s", file,
                         strerror(errno));
    }
    if (bytes->length != strlen(buf_text(bytes))) {
        return error_set(error, STATUS_USAGE, "bad_config", "%s: has a NUL byte: it is no text",
                         file);
    }
    if (!utf8_valid(buf_text(bytes))) {
        return error_set(error, STATUS_USAGE, "bad_config", "%s: is not UTF-8; save it so", file);
    }
    return STATUS_OK;
}

/* Paths count from the folder of the configuration file, wherever the program is started. */
static const char *config_absolute(struct arena *arena, const char *file, const char *path)
{
    char *folder = realpath(file, NULL);
    const char *result = path;

    if (path[0] != '/' && strcmp(path, "-") != 0 && folder != NULL) {
        char *slash = strrchr(folder, '/');

        *slash = '\0';
        result = arena_printf(arena, "%s/%s", folder, path);
    }
    free(folder);
    return result;
}

static struct config_list config_take_list(struct arena *arena, cfg_t *section, const char *name)
{
    unsigned count = cfg_size(section, name);
    const char **items = arena_alloc(arena, count * sizeof *items + 1);

    for (unsigned i = 0; i < count; i++) {
        items[i] = arena_strdup(arena, cfg_getnstr(section, name, i));
    }
    return (struct config_list){items, count};
}

static void config_take_keys(struct arena *arena, cfg_t *section, void *target,
                             const struct config_key *keys, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct config_key *key = &keys[i];

        if (!config_is_set(section, key->name)) {
            continue;
        }
        switch (key->kind) {
        case KEY_TEXT:
            config_set_text(target, key, arena_strdup(arena, cfg_getstr(section, key->name)));
            break;
        case KEY_NUMBER:
            config_set_number(target, key, cfg_getint(section, key->name));
            break;
        case KEY_FLAG:
            config_set_flag(target, key, cfg_getbool(section, key->name) == cfg_true);
            break;
        case KEY_LIST:
            config_set_list(target, key, config_take_list(arena, section, key->name));
            break;
        }
    }
}

static void config_take_source(struct config *config, cfg_t *section)
{
    struct arena *arena = config->memory;
    struct source_config *source = &config->sources[config->source_count];
    const char *kind = cfg_getstr(section, "kind");

    config_default_source(config, source);
    source->name = arena_strdup(arena, cfg_title(section));
    for (size_t i = 0; i < SOURCE_KIND_COUNT; i++) {
        if (strcmp(kind, source_kind_names[i]) == 0) {
            source->kind = (enum source_kind)i;
        }
    }
    config_take_keys(arena, section, source, source_keys, SOURCE_KEY_COUNT);
    source->day_first_set = source->day_first_set || config_is_set(section, "day_first");
    if (source->path != NULL) {
        source->path = config_absolute(arena, config->file, source->path);
    }
    if (source->mirror_path != NULL) {
        source->mirror_path = config_absolute(arena, config->file, source->mirror_path);
    }
    config->source_count++;
}

static void config_declare(cfg_opt_t *options, const struct config_key *keys, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const cfg_opt_t text = CFG_STR(keys[i].name, NULL, CFGF_NODEFAULT);
        const cfg_opt_t number = CFG_INT(keys[i].name, 0, CFGF_NODEFAULT);
        const cfg_opt_t flag = CFG_BOOL(keys[i].name, cfg_false, CFGF_NODEFAULT);
        const cfg_opt_t list = CFG_STR_LIST(keys[i].name, NULL, CFGF_NODEFAULT);

        options[i] = keys[i].kind == KEY_TEXT     ? text
                     : keys[i].kind == KEY_NUMBER ? number
                     : keys[i].kind == KEY_LIST   ? list
                                                  : flag;
    }
}

static void config_watch(cfg_t *cfg, const char *prefix, const struct config_key *keys,
                         size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char name[80];

        snprintf(name, sizeof name, "%s%s", prefix, keys[i].name);
        if (keys[i].kind != KEY_FLAG) {
            cfg_set_validate_func(cfg, name,
                                  keys[i].kind == KEY_TEXT     ? config_check_text
                                  : keys[i].kind == KEY_NUMBER ? config_check_number
                                                               : config_check_list);
        }
    }
}

static enum status config_parse(struct config *config, const char *text, struct error *error)
{
    const cfg_opt_t end = CFG_END(), kind = CFG_STR("kind", NULL, CFGF_NODEFAULT);
    cfg_opt_t source_options[SOURCE_KEY_COUNT + 2];
    cfg_opt_t options[CONFIG_KEY_COUNT + SOURCE_KEY_COUNT + 2];
    const cfg_opt_t sources =
        CFG_SEC("source", source_options, CFGF_MULTI | CFGF_TITLE | CFGF_NO_TITLE_DUPES);
    enum status status = STATUS_OK;
    cfg_t *cfg;
    int result;

    config_declare(source_options, source_keys, SOURCE_KEY_COUNT);
    source_options[SOURCE_KEY_COUNT] = kind;
    source_options[SOURCE_KEY_COUNT + 1] = end;
    config_declare(options, config_keys, CONFIG_KEY_COUNT);
    config_declare(options + CONFIG_KEY_COUNT, source_keys, SOURCE_KEY_COUNT);
    options[CONFIG_KEY_COUNT + SOURCE_KEY_COUNT] = sources;
    options[CONFIG_KEY_COUNT + SOURCE_KEY_COUNT + 1] = end;

    cfg = cfg_init(options, CFGF_NONE);
    if (cfg == NULL) {
        return error_set(error, STATUS_FATAL, "out_of_memory", "libConfuse has no memory");
    }
    cfg_set_error_function(cfg, config_report);
    config_watch(cfg, "", config_keys, CONFIG_KEY_COUNT);
    config_watch(cfg, "", source_keys, SOURCE_KEY_COUNT);
    config_watch(cfg, "source|", source_keys, SOURCE_KEY_COUNT);
    cfg_set_validate_func(cfg, "source|kind", config_check_text);
    cfg_set_validate_func(cfg, "source", config_check_source);
    *error = (struct error){0};
    config_problem.error = error;
    config_problem.file = config->file;
    result = cfg_parse_buf(cfg, text);
    config_problem.error = NULL;
    if (result != CFG_SUCCESS) {
        status = error->status != STATUS_OK
                     ? error->status
                     : error_set(error, STATUS_USAGE, "bad_config",
                                 "%s: cannot be read as configuration", config->file);
    } else if (cfg_size(cfg, "source") > CONFIG_SOURCES_MAX) {
        status = error_set(error, STATUS_USAGE, "bad_config", "%s: more than %d sources",
                           config->file, CONFIG_SOURCES_MAX);
    } else {
        config_take_keys(config->memory, cfg, config, config_keys, CONFIG_KEY_COUNT);
        if (*config->ca_file != '\0') {
            config->ca_file = config_absolute(config->memory, config->file, config->ca_file);
        }
        if (*config->archive != '\0') {
            config->archive = config_absolute(config->memory, config->file, config->archive);
        }
        config_take_keys(config->memory, cfg, &config->defaults, source_keys, SOURCE_KEY_COUNT);
        config->defaults.day_first_set = config_is_set(cfg, "day_first");
        config->sources =
            arena_alloc(config->memory, cfg_size(cfg, "source") * sizeof *config->sources + 1);
        for (unsigned i = 0; i < cfg_size(cfg, "source"); i++) {
            config_take_source(config, cfg_getnsec(cfg, "source", i));
        }
    }
    cfg_free(cfg);
    return status;
}

enum status config_read(const char *file, struct config **config, struct error *error)
{
    struct buf bytes = BUF_INIT(CONFIG_FILE_MAX);
    struct config *made = mem_calloc(1, sizeof *made);
    enum status status = STATUS_OK;

    *config = NULL;
    made->memory = arena_new();
    config_set_defaults(made, config_keys, CONFIG_KEY_COUNT);
    config_set_defaults(&made->defaults, source_keys, SOURCE_KEY_COUNT);
    hash_hex("", 0, made->digest);
    if (file != NULL) {
        made->file = mem_strdup(file);
        status = config_read_bytes(file, &bytes, error);
        if (status == STATUS_OK) {
            hash_hex(buf_text(&bytes), bytes.length, made->digest);
            status = config_parse(made, buf_text(&bytes), error);
        }
        buf_free(&bytes);
    }
    if (status != STATUS_OK) {
        config_free(made);
        return status;
    }
    *config = made;
    return STATUS_OK;
}

void config_free(struct config *config)
{
    if (config != NULL) {
        arena_free(config->memory);
        free(config->file);
        free(config);
    }
}
