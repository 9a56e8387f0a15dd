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

static void test_scale(void)
{
    static const struct {
        const char *cameo;
        double goldstein;
    } some[] = {{"012", -0.4},  {"016", -2.0}, {"044", 2.5},  {"057", 8.0},  {"0874", 10.0},
                {"1241", -4.0}, {"127", -5.0}, {"130", -4.4}, {"136", -7.0}, {"163", -8.0},
                {"1711", -9.2}, {"201", -9.5}, {"204", -10.0}};
    struct tables tables;

    open_tables(&tables);
    for (size_t i = 0; i < sizeof some / sizeof some[0]; i++) {
        const struct event_code *code = event_codes_find(&tables.codes, some[i].cameo);

        CU_ASSERT_PTR_NOT_NULL_FATAL(code);
        CU_ASSERT_EQUAL(code->goldstein, some[i].goldstein);
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
          {"values of the published scale", test_scale}, {"types, modes, contexts", test_plover})
