#include "transform/date/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "common/arena.h"
#include "common/ascii.h"
#include "common/memory.h"
#include "common/paths.h"
#include "transform/tsv.h"

enum { WORDS_BITS = 12, WORDS_SLOTS = 1 << WORDS_BITS, WORDS_FULL = WORDS_SLOTS / 2 };

struct date_habit { /* of a language or region */
    const char *key;
    enum date_order order;
    struct date_fiscal fiscal;
    bool southern;
    size_t line;
    struct date_habit *next;
};

struct date_words {
    struct arena *arena;
    struct date_term *slots[WORDS_SLOTS];
    size_t count, holidays;
    struct date_habit *habits;
    int school_first, school_last;
    size_t school_line;
};

enum { COLUMN_KIND, COLUMN_WORD, COLUMN_VALUE, COLUMN_DAYS, COLUMN_MODIFIER, COLUMN_ALIASES };

static size_t words_hash(const char *word)
{
    size_t hash = 2166136261U;

    for (; *word != '\0'; word++) {
        hash = (hash ^ (unsigned char)*word) * 16777619U;
    }
    return (hash ^ (hash >> WORDS_BITS)) & (WORDS_SLOTS - 1);
}

const struct date_term *date_words_find(const struct date_words *words, const char *word)
{
    size_t slot = words_hash(word);

    while (words->slots[slot] != NULL && strcmp(words->slots[slot]->word, word) != 0) {
        slot = (slot + 1) & (WORDS_SLOTS - 1);
    }
    return words->slots[slot];
}

/* The word's term, made if there is none; NULL: the table is full. */
static struct date_term *words_term(struct date_words *words, const char *word)
{
    size_t slot = words_hash(word);

    while (words->slots[slot] != NULL && strcmp(words->slots[slot]->word, word) != 0) {
        slot = (slot + 1) & (WORDS_SLOTS - 1);
    }
    if (words->slots[slot] == NULL) {
        if (words->count == WORDS_FULL) {
            return NULL;
        }
        words->slots[slot] = arena_alloc(words->arena, sizeof *words->slots[slot]);
        words->slots[slot]->word = arena_strdup(words->arena, word);
        words->count++;
    }
    return words->slots[slot];
}

/* What English grammar says; names are in config/dates.tsv. */
static bool words_add_grammar(struct date_words *words)
{
    static const struct {
        const char *words; /* parted by blanks; values count up from `value` */
        unsigned kind;
        int value, step;
    } grammar[] = {
        {"zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
         "fifteen sixteen seventeen eighteen nineteen twenty",
         TERM_NUMBER, 0, 1},
        {"thirty forty fifty sixty seventy eighty ninety", TERM_NUMBER, 30, 10},
        {"a an", TERM_NUMBER, 1, 0},
        {"dozen", TERM_NUMBER, 12, 0},
        {"couple", TERM_NUMBER, 2, 0},
        {"first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
         "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth "
         "twenty-first",
         TERM_ORDINAL, 1, 1},
        {"twenties thirties forties fifties sixties seventies eighties nineties", TERM_DECADE, 2,
         1},
        {"last next this previous past following coming same that recent upcoming current",
         TERM_DEIXIS, 0, 0},
        {"today", TERM_DAYNAME, 0, 0},
        {"yesterday", TERM_DAYNAME, -1, 0},
        {"tomorrow", TERM_DAYNAME, 1, 0},
        {"tonight", TERM_DAYNAME, 0, 0},
        {"daily weekly monthly yearly annually annual quarterly nightly hourly every each twice "
         "once",
         TERM_SET, 0, 0},
        {"several few many", TERM_VAGUE, 0, 0},
        {"fiscal financial academic school fy", TERM_FISCAL, 0, 0},
        {"noon midday midnight", TERM_CLOCK, 0, 0},
    };
    static const struct {
        const char *words;
        char unit;
    } units[] = {{"day days", 'D'},         {"week weeks fortnight fortnights", 'W'},
                 {"month months", 'M'},     {"year years", 'Y'},
                 {"decade decades", 'X'},   {"century centuries", 'C'},
                 {"weekend weekends", 'E'}, {"hour hours", 'H'},
                 {"minute minutes", 'N'},   {"second seconds", 'S'},
                 {"quarter", 'Q'},          {"quarters", 'Q'}};
    char word[24];
    int length;

    for (size_t i = 0; i < sizeof grammar / sizeof grammar[0]; i++) {
        int value = grammar[i].value;

        for (const char *p = grammar[i].words; sscanf(p, "%23s%n", word, &length) == 1;
             p += length, value += grammar[i].step) {
            struct date_term *term = words_term(words, word);

            if (term == NULL) {
                return false;
            }
            term->kinds |= grammar[i].kind;
            if (grammar[i].kind == TERM_ORDINAL) {
                term->ordinal = value;
            } else {
                term->value = value;
            }
        }
    }
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        for (const char *p = units[i].words; sscanf(p, "%23s%n", word, &length) == 1; p += length) {
            struct date_term *term = words_term(words, word);

            if (term == NULL) {
                return false;
            }
            term->kinds |= TERM_UNIT;
            term->unit = units[i].unit;
        }
    }
    return true;
}

static enum status words_full(const struct tsv_row *row, struct error *error)
{
    return tsv_fail(row, "word", row->cells[COLUMN_WORD], "there are more than 2048 words", error);
}

/* The beginnings of a name of several words lead on to it. */
static bool words_add_beginnings(struct date_words *words, const char *name)
{
    for (const char *p = strpbrk(name, " '"); p != NULL; p = strpbrk(p + 1, " '")) {
        struct date_term *term;

        if (p == name) {
            continue;
        }
        term = words_term(words, arena_strndup(words->arena, name, (size_t)(p - name)));
        if (term == NULL) {
            return false;
        }
        term->kinds |= TERM_FIRST;
    }
    return true;
}

static struct date_habit *words_habit(struct date_words *words, const char *key, size_t line)
{
    struct date_habit *habit;

    for (habit = words->habits; habit != NULL; habit = habit->next) {
        if (strcmp(habit->key, key) == 0) {
            return habit;
        }
    }
    habit = arena_alloc(words->arena, sizeof *habit);
    habit->key = key;
    habit->line = line;
    habit->next = words->habits;
    words->habits = habit;
    return habit;
}

static bool words_number(const char *text, int most, int *number)
{
    int length = 0;

    return sscanf(text, "%4d%n", number, &length) == 1 && text[length] == '\0' && *number >= 1 &&
           *number <= most;
}

/* "+05:30"; moves `text` behind it */
static bool words_offset(const char **text, int *minutes)
{
    const char *p = *text;
    int hours, rest, length = 0;

    if ((*p != '+' && *p != '-') || sscanf(p + 1, "%2d:%2d%n", &hours, &rest, &length) != 2 ||
        length != 5 || hours > 14 || rest > 59) {
        return false;
    }
    *minutes = (hours * 60 + rest) * (*p == '-' ? -1 : 1);
    *text += 6;
    return true;
}

/* Reads what the row says of each of its words. */
static enum status words_read_term(struct date_words *words, const struct tsv_row *row,
                                   struct date_term *term, struct error *error)
{
    const char *kind = row->cells[COLUMN_KIND], *value = row->cells[COLUMN_VALUE];
    const char *days = row->cells[COLUMN_DAYS], *modifier = row->cells[COLUMN_MODIFIER];

    *term = (struct date_term){.line = row->line, .code = ""};
    if (strcmp(kind, "month") == 0) {
        term->kinds = TERM_MONTH;
        return words_number(value, 12, &term->value)
                   ? STATUS_OK
                   : tsv_fail(row, "value", value, "give 1 to 12", error);
    }
    if (strcmp(kind, "weekday") == 0) {
        term->kinds = TERM_WEEKDAY;
        if (!words_number(value, 7, &term->value)) {
            return tsv_fail(row, "value", value, "give 1 (Monday) to 7", error);
        }
        term->value--;
        return STATUS_OK;
    }
    if (strcmp(kind, "season") == 0) {
        term->kinds = TERM_SEASON;
        if (strlen(value) < 4 || value[2] != ' ' || !ascii_is_upper(value[0]) ||
            !ascii_is_upper(value[1]) || !words_number(value + 3, 12, &term->value)) {
            return tsv_fail(row, "value", value, "give two capitals and a month: SU 6", error);
        }
        term->code = arena_strndup(words->arena, value, 2);
        return STATUS_OK;
    }
    if (strcmp(kind, "part") == 0) {
        term->kinds = TERM_PART;
        term->code = value;
        return strlen(value) == 2 && ascii_is_upper(value[0]) && ascii_is_upper(value[1])
                   ? STATUS_OK
                   : tsv_fail(row, "value", value, "give two capitals: MO", error);
    }
    if (strcmp(kind, "zone") == 0) {
        const char *p = value;

        term->kinds = TERM_ZONE;
        if (!words_offset(&p, &term->value)) {
            return tsv_fail(row, "value", value, "give an offset: -05:00", error);
        }
        term->summer = term->value;
        if (*p == '|') {
            p++;
            if (!words_offset(&p, &term->summer)) {
                return tsv_fail(row, "value", value, "give two offsets: -05:00|-04:00", error);
            }
        }
        return *p == '\0' ? STATUS_OK
                          : tsv_fail(row, "value", value, "give an offset: -05:00", error);
    }
    if (strcmp(kind, "holiday") == 0 || strcmp(kind, "day") == 0) {
        struct holiday *holiday = arena_alloc(words->arena, sizeof *holiday);

        term->kinds = TERM_HOLIDAY;
        term->holiday = holiday;
        holiday->days = 1;
        if (!holiday_parse(value, holiday) ||
            (holiday->rule == HOLIDAY_ONCE) != (strcmp(kind, "day") == 0)) {
            return tsv_fail(row, "value", value,
                            "the file's first lines say how a holiday's rule is written", error);
        }
        if (strcmp(days, "month") == 0) {
            holiday->days = 0;
        } else if (*days != '\0' && !words_number(days, 60, &holiday->days)) {
            return tsv_fail(row, "days", days, "give 1 to 60, month, or nothing", error);
        }
        holiday->approximate = strcmp(modifier, "approximate") == 0;
        if (strlen(modifier) == 2 && ascii_is_upper(modifier[0]) && ascii_is_upper(modifier[1])) {
            holiday->region = modifier;
        } else if (*modifier != '\0' && !holiday->approximate) {
            return tsv_fail(row, "modifier", modifier,
                            "give approximate, a country as US, or nothing", error);
        }
        holiday->index = words->holidays++;
        return STATUS_OK;
    }
    return tsv_fail(row, "kind", kind,
                    "give month, weekday, season, part, zone, holiday, day, fiscal, academic, "
                    "order or southern",
                    error);
}

static enum status words_add_term(struct date_words *words, const struct tsv_row *row,
                                  const char *word, const struct date_term *read,
                                  struct error *error)
{
    struct date_term *term;
    size_t parts = 1;

    for (const char *p = word; *p != '\0'; p++) {
        parts += *p == ' ' || *p == '\'';
        if (ascii_is_upper(*p)) {
            return tsv_fail(row, "word", word, "write names in lower case", error);
        }
    }
    if (parts > DATE_NAME_WORDS_MAX || strlen(word) >= DATE_NAME_BYTES_MAX) {
        return tsv_fail(row, "word", word, "a name has at most 6 words and 63 bytes", error);
    }
    term = words_term(words, word);
    if (term == NULL || !words_add_beginnings(words, word)) {
        return words_full(row, error);
    }
    if ((term->kinds & ~(unsigned)(TERM_FIRST | TERM_ORDINAL)) != 0) {
        return tsv_fail(row, "word", word, "it stands there twice, or is a word of grammar", error);
    }
    term->kinds |= read->kinds;
    term->value = read->value;
    term->summer = read->summer;
    term->code = read->code;
    term->holiday = read->holiday;
    term->line = read->line;
    term->shortened = read->kinds == TERM_WEEKDAY && strlen(word) < 6;
    if (read->kinds == TERM_WEEKDAY || read->kinds == TERM_PART) { /* "on Mondays" */
        struct date_term *plural = words_term(words, arena_printf(words->arena, "%ss", word));

        if (plural == NULL) {
            return words_full(row, error);
        }
        if (plural->kinds == 0 && !term->shortened) {
            *plural =
                (struct date_term){.word = plural->word,
                                   .kinds = read->kinds == TERM_PART ? TERM_PARTS : TERM_WEEKDAYS,
                                   .value = read->value,
                                   .code = read->code,
                                   .line = read->line};
        }
    }
    return STATUS_OK;
}

/* Rows that tell of languages and regions; *known: it is one. */
static enum status words_take_habit(struct date_words *words, const struct tsv_row *row,
                                    bool *known, struct error *error)
{
    const char *kind = row->cells[COLUMN_KIND], *value = row->cells[COLUMN_VALUE],
               *word = row->cells[COLUMN_WORD], *modifier = row->cells[COLUMN_MODIFIER];
    int length = 0;

    *known = true;
    if (strcmp(kind, "order") == 0) {
        struct date_habit *habit = words_habit(words, word, row->line);

        habit->order = strcmp(value, "dmy") == 0   ? ORDER_DAY_FIRST
                       : strcmp(value, "mdy") == 0 ? ORDER_MONTH_FIRST
                       : strcmp(value, "ymd") == 0 ? ORDER_YEAR_FIRST
                                                   : ORDER_UNKNOWN;
        return habit->order != ORDER_UNKNOWN
                   ? STATUS_OK
                   : tsv_fail(row, "value", value, "give dmy, mdy or ymd", error);
    }
    if (strcmp(kind, "southern") == 0) {
        words_habit(words, word, row->line)->southern = true;
        return STATUS_OK;
    }
    if (strcmp(kind, "fiscal") == 0) {
        struct date_fiscal *fiscal = &words_habit(words, word, row->line)->fiscal;

        fiscal->line = row->line;
        fiscal->by_start = strcmp(modifier, "start") == 0;
        if (*modifier != '\0' && !fiscal->by_start) {
            return tsv_fail(row, "modifier", modifier, "give start, or nothing", error);
        }
        return sscanf(value, "%2d-%2d%n", &fiscal->month, &fiscal->day, &length) == 2 &&
                       value[length] == '\0' && fiscal->month >= 1 && fiscal->month <= 12 &&
                       fiscal->day >= 1 && fiscal->day <= 28
                   ? STATUS_OK
                   : tsv_fail(row, "value", value, "give month and day: 10-01", error);
    }
    if (strcmp(kind, "academic") == 0) {
        words->school_line = row->line;
        return sscanf(value, "%2d|%2d%n", &words->school_first, &words->school_last, &length) ==
                           2 &&
                       value[length] == '\0' && words->school_first >= 2 &&
                       words->school_first <= 12 && words->school_last >= 1 &&
                       words->school_last < words->school_first
                   ? STATUS_OK
                   : tsv_fail(row, "value", value,
                              "give its first month and the last one in the year after it: 09|06",
                              error);
    }
    *known = false;
    return STATUS_OK;
}

static enum status words_take(struct date_words *words, const struct tsv_row *row,
                              struct error *error)
{
    const char *aliases = row->cells[COLUMN_ALIASES], *word = row->cells[COLUMN_WORD];
    struct date_term read;
    bool habit;
    enum status status = STATUS_OK;

    if (*word == '\0') {
        return tsv_fail(row, "word", word, "name something", error);
    }
    status = words_take_habit(words, row, &habit, error);
    if (habit || status != STATUS_OK) {
        return status;
    }
    status = words_read_term(words, row, &read, error);
    for (; status == STATUS_OK && word != NULL; word = tsv_next_value(words->arena, &aliases)) {
        status = words_add_term(words, row, word, &read, error);
    }
    return status;
}

enum status date_words_read(const char *path, struct date_words **words, struct error *error)
{
    static const char *const columns[] = {"kind",     "word",    "value", "days",
                                          "modifier", "aliases", NULL};
    struct date_words *made = mem_calloc(1, sizeof *made);
    struct tsv rows = {0};
    enum status status;

    made->arena = arena_new();
    made->school_first = 9;
    made->school_last = 6;
    (void)words_add_grammar(made); /* the table is empty: there is room */
    status = tsv_read(path, columns, made->arena, &rows, error);
    for (size_t i = 0; i < rows.count && status == STATUS_OK; i++) {
        status = words_take(made, &rows.rows[i], error);
    }
    if (status != STATUS_OK) {
        date_words_close(made);
        made = NULL;
    }
    *words = made;
    return status;
}

enum status date_words_open(struct date_words **words, struct error *error)
{
    char *path = NULL;
    enum status status = paths_find_data("dates.tsv", &path, error);

    *words = NULL;
    if (status == STATUS_OK) {
        status = date_words_read(path, words, error);
    }
    free(path);
    return status;
}

void date_words_close(struct date_words *words)
{
    if (words != NULL) {
        arena_free(words->arena);
        free(words);
    }
}

static const struct date_habit *words_find_habit(const struct date_words *words, const char *key,
                                                 size_t length)
{
    for (const struct date_habit *habit = words->habits; habit != NULL; habit = habit->next) {
        if (strlen(habit->key) == length && strncmp(habit->key, key, length) == 0) {
            return habit;
        }
    }
    return NULL;
}

const char *date_words_region(const char *language)
{
    const char *region = language == NULL ? NULL : strchr(language, '-');

    while (region != NULL && !(ascii_is_upper(region[1]) && ascii_is_upper(region[2]) &&
                               (region[3] == '\0' || region[3] == '-'))) {
        region = strchr(region + 1, '-');
    }
    return region == NULL ? NULL : region + 1;
}

enum date_order date_words_order(const struct date_words *words, const char *language, size_t *line)
{
    const char *region = date_words_region(language);
    const struct date_habit *habit = NULL;
    char key[16];

    *line = 0;
    if (language == NULL) {
        return ORDER_UNKNOWN;
    }
    if (region != NULL) {
        snprintf(key, sizeof key, "%.*s-%.2s", (int)strcspn(language, "-"), language, region);
        habit = words_find_habit(words, key, strlen(key));
    }
    if (habit == NULL) {
        habit = words_find_habit(words, language, strcspn(language, "-"));
    }
    *line = habit == NULL ? 0 : habit->line;
    return habit == NULL ? ORDER_UNKNOWN : habit->order;
}

const struct date_fiscal *date_words_fiscal(const struct date_words *words, const char *language)
{
    const char *region = date_words_region(language);
    const struct date_habit *habit = region == NULL ? NULL : words_find_habit(words, region, 2);

    if (habit == NULL || habit->fiscal.month == 0) {
        habit = words_find_habit(words, "default", strlen("default"));
    }
    return habit == NULL || habit->fiscal.month == 0 ? NULL : &habit->fiscal;
}

void date_words_academic(const struct date_words *words, int *first, int *last, size_t *line)
{
    *first = words->school_first;
    *last = words->school_last;
    *line = words->school_line;
}

bool date_words_southern(const struct date_words *words, const char *language)
{
    const char *region = date_words_region(language);
    const struct date_habit *habit = region == NULL ? NULL : words_find_habit(words, region, 2);

    return habit != NULL && habit->southern;
}

size_t date_words_holidays(const struct date_words *words)
{
    return words->holidays;
}
