#include "transform/event/codes.h"

#include <stdio.h>
#include <string.h>
#include "tests/unit/unit.h"

/* The last digits of the codes below each code of CAMEO 1.1b3. */
static const char *const below[][2] = {
    {"01", "0123456789"}, {"02", "012345678"},  {"021", "1234"},      {"023", "1234"},
    {"024", "1234"},      {"025", "123456"},    {"03", "0123456789"}, {"031", "1234"},
    {"033", "1234"},      {"034", "1234"},      {"035", "123456"},    {"04", "0123456"},
    {"05", "01234567"},   {"06", "01234"},      {"07", "012345"},     {"08", "01234567"},
    {"081", "1234"},      {"083", "1234"},      {"084", "12"},        {"086", "123"},
    {"087", "1234"},      {"09", "01234"},      {"10", "012345678"},  {"101", "1234"},
    {"103", "1234"},      {"104", "1234"},      {"105", "123456"},    {"11", "0123456"},
    {"112", "12345"},     {"12", "0123456789"}, {"121", "1234"},      {"122", "1234"},
    {"123", "1234"},      {"124", "123456"},    {"13", "0123456789"}, {"131", "123"},
    {"132", "1234"},      {"138", "12345"},     {"14", "012345"},     {"141", "1234"},
    {"142", "1234"},      {"143", "1234"},      {"144", "1234"},      {"145", "1234"},
    {"15", "012345"},     {"16", "0123456"},    {"162", "123"},       {"166", "123"},
    {"17", "0123456"},    {"171", "12"},        {"172", "1234"},      {"18", "0123456"},
    {"182", "123"},       {"183", "1234"},      {"19", "0123456"},    {"195", "12"},
    {"20", "01234"},      {"204", "12"}};

struct tables {
    struct arena *arena;
    struct event_codes codes;
};

static void open_tables(struct tables *tables)
{
    struct error error;

    *tables = (struct tables){.arena = arena_new()};
    CU_ASSERT_EQUAL_FATAL(event_codes_read(tables->arena, &tables->codes, &error), STATUS_OK);
}

static void test_complete(void)
{
    struct tables tables;
    size_t count = 20; /* root codes */

    open_tables(&tables);
    for (size_t i = 0; i < sizeof below / sizeof below[0]; i++) {
        for (const char *digit = below[i][1]; *digit != '\0'; digit++) {
            char code[8];

            snprintf(code, sizeof code, "%s%c", below[i][0], *digit);
            if (event_codes_find(&tables.codes, code) == NULL) {
                CU_FAIL("a code of CAMEO is missing");
                fprintf(stderr, "missing: %s\n", code);
            }
            count++;
        }
    }
    CU_ASSERT_EQUAL(tables.codes.count, count);
    arena_free(tables.arena);
}

/* Codes 01 to 05, 06 to 08, 09 to 13 and 14 to 20 are the quad classes, as in GDELT. */
static void test_quad(void)
{
    struct tables tables;

    open_tables(&tables);
    for (size_t i = 0; i < tables.codes.count; i++) {
        const struct event_code *code = &tables.codes.items[i];
        int root = (code->cameo[0] - '0') * 10 + code->cameo[1] - '0';

        CU_ASSERT_EQUAL(code->quad, root <= 5 ? 1 : root <= 8 ? 2 : root <= 13 ? 3 : 4);
        CU_ASSERT_TRUE(*code->name != '\0');
    }
    arena_free(tables.arena);
}

/* The published scale; of what it lacks, the value of the code above. */
static void test_scale(void)
{
    static const struct {
        const char *cameo;
        double goldstein;
    } scale[] = {
        {"010", 0.0},   {"011", -0.1},  {"012", -0.4},   {"013", 0.4},   {"014", 0.0},
        {"015", 0.0},   {"016", -2.0},  {"017", 0.0},    {"018", 3.4},   {"019", 3.4},
        {"020", 3.0},   {"021", 3.4},   {"022", 3.2},    {"023", 3.4},   {"024", -0.3},
        {"025", -0.3},  {"026", 4.0},   {"027", 4.0},    {"028", 4.0},   {"030", 4.0},
        {"031", 5.2},   {"032", 4.5},   {"033", 5.2},    {"0334", 6.0},  {"034", 7.0},
        {"035", 7.0},   {"036", 4.0},   {"037", 5.0},    {"038", 7.0},   {"039", 5.0},
        {"040", 1.0},   {"041", 1.0},   {"042", 1.9},    {"043", 2.8},   {"044", 2.5},
        {"045", 5.0},   {"046", 7.0},   {"050", 3.5},    {"051", 3.4},   {"052", 3.5},
        {"053", 3.8},   {"054", 6.0},   {"055", 7.0},    {"056", 7.0},   {"057", 8.0},
        {"060", 6.0},   {"061", 6.4},   {"062", 7.4},    {"063", 7.4},   {"064", 7.0},
        {"070", 7.0},   {"071", 7.4},   {"072", 8.3},    {"073", 7.4},   {"074", 8.5},
        {"075", 7.0},   {"080", 5.0},   {"081", 5.0},    {"082", 5.0},   {"083", 5.0},
        {"084", 7.0},   {"085", 7.0},   {"086", 9.0},    {"087", 9.0},   {"0874", 10.0},
        {"090", -2.0},  {"091", -2.0},  {"092", -2.0},   {"093", -2.0},  {"094", -2.0},
        {"100", -5.0},  {"101", -5.0},  {"102", -5.0},   {"103", -5.0},  {"104", -5.0},
        {"105", -5.0},  {"106", -5.0},  {"107", -5.0},   {"108", -5.0},  {"110", -2.0},
        {"111", -2.0},  {"112", -2.0},  {"113", -2.0},   {"114", -2.0},  {"115", -2.0},
        {"116", -2.0},  {"120", -4.0},  {"121", -4.0},   {"122", -4.0},  {"123", -4.0},
        {"124", -4.0},  {"125", -5.0},  {"126", -5.0},   {"127", -5.0},  {"128", -5.0},
        {"129", -5.0},  {"130", -4.4},  {"131", -5.8},   {"132", -5.8},  {"133", -5.8},
        {"134", -5.8},  {"135", -5.8},  {"136", -7.0},   {"137", -7.0},  {"138", -7.0},
        {"139", -7.0},  {"140", -6.5},  {"141", -6.5},   {"142", -6.5},  {"143", -6.5},
        {"144", -7.5},  {"145", -7.5},  {"150", -7.2},   {"151", -7.2},  {"152", -7.2},
        {"153", -7.2},  {"154", -7.2},  {"155", -7.2},   {"160", -4.0},  {"161", -4.0},
        {"162", -5.6},  {"163", -8.0},  {"164", -7.0},   {"165", -6.5},  {"166", -7.0},
        {"170", -7.0},  {"171", -9.2},  {"172", -5.0},   {"173", -5.0},  {"174", -5.0},
        {"175", -9.0},  {"176", -7.0},  {"180", -9.0},   {"181", -9.0},  {"182", -9.5},
        {"1821", -9.0}, {"1822", -9.0}, {"1823", -10.0}, {"183", -10.0}, {"184", -8.0},
        {"185", -8.0},  {"186", -10.0}, {"190", -10.0},  {"191", -9.5},  {"192", -9.5},
        {"193", -10.0}, {"194", -10.0}, {"195", -10.0},  {"196", -9.5},  {"200", -10.0},
        {"201", -9.5},  {"202", -10.0}, {"203", -10.0},  {"204", -10.0},
    };
    struct tables tables;

    open_tables(&tables);
    for (size_t i = 0; i < tables.codes.count; i++) {
        const struct event_code *code = &tables.codes.items[i];
        size_t best = 0, length;
        double value = 0;

        for (size_t k = 0; k < sizeof scale / sizeof scale[0]; k++) {
            length = strlen(scale[k].cameo);
            if (strncmp(scale[k].cameo, code->cameo, length) == 0 && length > best) {
                best = length;
                value = scale[k].goldstein;
            }
        }
        if (strlen(code->cameo) > 2) {
            CU_ASSERT_TRUE(best >= 3);
            CU_ASSERT_EQUAL(code->goldstein, value);
        }
    }
    arena_free(tables.arena);
}

/* A family is a code that stands for itself, in the same quad class. */
static void test_family(void)
{
    struct tables tables;

    open_tables(&tables);
    for (size_t i = 0; i < tables.codes.count; i++) {
        const struct event_code *code = &tables.codes.items[i];
        const struct event_code *family = event_codes_find(&tables.codes, code->family);

        CU_ASSERT_PTR_NOT_NULL_FATAL(family);
        CU_ASSERT_STRING_EQUAL(family->family, family->cameo);
        CU_ASSERT_EQUAL(family->quad, code->quad);
    }
    arena_free(tables.arena);
}

static void test_plover(void)
{
    static const struct {
        const char *cameo, *plover, *mode, *context;
    } some[] = {{"0233", "REQUEST", "assist", "human_security"},
                {"0871", "RETREAT", "ceasefire", "military"},
                {"1413", "PROTEST", "demo", "rights_freedoms"},
                {"1712", "ASSAULT", "destroy", NULL},
                {"173", "COERCE", "arrest", "legal"},
                {"1952", "ASSAULT", "drone", "military"},
                {"190", "ASSAULT", NULL, "military"}};
    struct tables tables;

    open_tables(&tables);
    for (size_t i = 0; i < sizeof some / sizeof some[0]; i++) {
        const struct event_code *code = event_codes_find(&tables.codes, some[i].cameo);

        CU_ASSERT_PTR_NOT_NULL_FATAL(code);
        CU_ASSERT_STRING_EQUAL(code->plover, some[i].plover);
        CU_ASSERT_STRING_EQUAL(code->mode == NULL ? "" : code->mode,
                               some[i].mode == NULL ? "" : some[i].mode);
        CU_ASSERT_STRING_EQUAL(code->context == NULL ? "" : code->context,
                               some[i].context == NULL ? "" : some[i].context);
    }
    arena_free(tables.arena);
}

UNIT_MAIN("codes", {"every code of CAMEO", test_complete}, {"quad classes", test_quad},
          {"values of the published scale", test_scale}, {"types, modes, contexts", test_plover},
          {"families", test_family})
