#include "transform/model/model.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "common/buf.h"
#include "tests/unit/unit.h"

static const char *const classes[] = {"noun", "verb", "name"};

static void path_of(char path[512], const char *name)
{
    const char *folder = getenv("TEST_WORK");

    snprintf(path, 512, "%s/%s", folder == NULL ? "/tmp" : folder, name);
}

static void write_model(const char *path)
{
    static const uint32_t keys[] = {1, 3, 0x80000001u};
    static const int16_t rows[] = {5, -7, 0, 0, 0, 32000, 0, 2, 0};
    const struct model_table tables[] = {{NULL, "tag", classes, 3, keys, rows, 3, false},
                                         {NULL, "other", classes, 3, keys, rows, 2, false}};
    struct error error = {0};

    CU_ASSERT_EQUAL_FATAL(model_write(path, tables, 2, &error), STATUS_OK);
}

static void test_round(void)
{
    struct model *model = NULL;
    struct error error = {0};
    int32_t scores[MODEL_CLASSES_MAX] = {0};
    const struct model_layer *layer;
    char path[512];

    path_of(path, "round.model");
    write_model(path);
    CU_ASSERT_EQUAL_FATAL(model_open(path, &model, &error), STATUS_OK);
    CU_ASSERT_PTR_NULL(model_find_layer(model, "none"));
    CU_ASSERT_PTR_NOT_NULL(model_find_layer(model, "other"));
    layer = model_find_sums(model, "tag");
    CU_ASSERT_PTR_NOT_NULL_FATAL(layer);
    CU_ASSERT_EQUAL(layer->class_count, 3);
    CU_ASSERT_STRING_EQUAL(layer->classes[2], "name");
    model_sum(layer, (const uint32_t[]){1, 3, 0x80000001u, 5 /* unknown: nothing */}, 4, scores);
    CU_ASSERT_EQUAL(scores[0], 5);
    CU_ASSERT_EQUAL(scores[1], -5);
    CU_ASSERT_EQUAL(scores[2], 32000);
    model_close(model);
    unlink(path);
}

/* Eight bits keep sign and class; the classes of a feature can be asked for alone. */
static void test_narrow(void)
{
    static const uint32_t keys[] = {0xFFFFFFFFu, 1};
    static const int16_t rows[] = {127, 0, -127, 0, -1, 0};
    const struct model_table table = {NULL, "narrow", classes, 3, keys, rows, 2, true};
    int32_t scores[MODEL_CLASSES_MAX] = {0};
    struct model *model = NULL;
    struct error error = {0};
    const struct model_layer *layer;

    CU_ASSERT_EQUAL_FATAL(model_make(&table, 1, &model, &error), STATUS_OK);
    layer = model_find_sums(model, "narrow");
    CU_ASSERT_PTR_NOT_NULL_FATAL(layer);
    model_sum(layer, keys, 2, scores);
    CU_ASSERT_EQUAL(scores[0], 127);
    CU_ASSERT_EQUAL(scores[1], -1);
    CU_ASSERT_EQUAL(scores[2], -127);
    CU_ASSERT_EQUAL(model_classes(layer, keys[0]), 5);
    CU_ASSERT_EQUAL(model_classes(layer, 3), 0);
    model_close(model);
}

/* A layer of another file is written as it is; what stands beside it may change. */
static void test_keep(void)
{
    static const uint32_t keys[] = {7};
    static const int16_t rows[] = {1, 2, 3};
    struct model *model = NULL, *mixed = NULL;
    const struct model_layer *before, *after;
    struct error error = {0};
    char path[512];

    path_of(path, "keep.model");
    write_model(path);
    CU_ASSERT_EQUAL_FATAL(model_open(path, &model, &error), STATUS_OK);
    before = model_find_layer(model, "tag");
    const struct model_table tables[] = {{NULL, "first", classes, 3, keys, rows, 1, false},
                                         {.kept = before}};

    CU_ASSERT_EQUAL_FATAL(model_write(path, tables, 2, &error), STATUS_OK);
    CU_ASSERT_EQUAL_FATAL(model_open(path, &mixed, &error), STATUS_OK);
    CU_ASSERT_PTR_NOT_NULL(model_find_layer(mixed, "first"));
    CU_ASSERT_PTR_NULL(model_find_layer(mixed, "other"));
    after = model_find_layer(mixed, "tag");
    CU_ASSERT_PTR_NOT_NULL_FATAL(after);
    CU_ASSERT_EQUAL(after->class_count, before->class_count);
    CU_ASSERT_EQUAL_FATAL(after->slot_count, before->slot_count);
    CU_ASSERT_EQUAL_FATAL(after->weight_count, before->weight_count);
    CU_ASSERT_EQUAL(memcmp(after->classes, before->classes, 3 * sizeof *after->classes), 0);
    CU_ASSERT_EQUAL(memcmp(after->slots, before->slots, after->slot_count * sizeof *after->slots),
                    0);
    CU_ASSERT_PTR_NOT_NULL_FATAL(after->wide);
    CU_ASSERT_PTR_NULL(after->narrow);
    CU_ASSERT_EQUAL(memcmp(after->wide, before->wide, after->weight_count * 4), 0);
    model_close(mixed);
    model_close(model);
    unlink(path);
}

/* Whatever byte is changed, and wherever the file is cut, it is refused. */
static void test_damage(void)
{
    struct buf whole = BUF_INIT(1 << 20);
    char path[512], chunk[4096];
    size_t size, refused = 0, tried = 0;
    FILE *file;

    path_of(path, "damaged.model");
    write_model(path);
    file = fopen(path, "r");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    while ((size = fread(chunk, 1, sizeof chunk, file)) > 0) {
        CU_ASSERT_TRUE(buf_append(&whole, chunk, size));
    }
    fclose(file);
    for (size_t at = 0; at < whole.length; at++) {
        for (int cut = 0; cut < 2; cut++) {
            struct model *model = NULL;
            struct error error = {0};

            file = fopen(path, "w");
            whole.data[at] ^= 0x10;
            (void)fwrite(whole.data, 1, cut ? at : whole.length, file);
            whole.data[at] ^= 0x10;
            fclose(file);
            tried++;
            refused += model_open(path, &model, &error) == STATUS_USAGE &&
                       strstr(error.message, path) != NULL;
            model_close(model);
        }
    }
    CU_ASSERT_EQUAL(refused, tried);
    CU_ASSERT_TRUE(tried > 400);
    buf_free(&whole);
    unlink(path);
}

/* Writes a model whose byte `at` is another; returns what is said of it. */
static void changed(size_t at, char byte, off_t size, struct error *error)
{
    struct model *model = NULL;
    char path[512];
    FILE *file;

    path_of(path, "changed.model");
    write_model(path);
    file = fopen(path, "r+");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    CU_ASSERT_EQUAL(fseek(file, (long)at, SEEK_SET), 0);
    CU_ASSERT_EQUAL(fputc(byte, file), (unsigned char)byte);
    fclose(file);
    if (size > 0) {
        CU_ASSERT_EQUAL(truncate(path, size), 0);
    }
    CU_ASSERT_EQUAL(model_open(path, &model, error), STATUS_USAGE);
    CU_ASSERT_PTR_NULL(model);
    CU_ASSERT_PTR_NOT_NULL(strstr(error->message, path));
    CU_ASSERT_PTR_NOT_NULL(strstr(error->message, "take the file of this version of Dateline"));
    unlink(path);
}

/* People are told what is wrong, by the file's name. */
static void test_reasons(void)
{
    struct error error = {0};

    changed(0, 'x', 0, &error);
    CU_ASSERT_PTR_NOT_NULL(strstr(error.message, "is no model file"));
    changed(8, 1, 0, &error); /* the version */
    CU_ASSERT_PTR_NOT_NULL(strstr(error.message, "is of another version than this program"));
    changed(12, 1, 0, &error);
    CU_ASSERT_PTR_NOT_NULL(strstr(error.message, "was made for machines of another byte order"));
    changed(0, 'D', (off_t)MODEL_BYTES_MAX + 1, &error);
    CU_ASSERT_PTR_NOT_NULL(strstr(error.message, "is larger than a model may be"));
    changed(0, 'D', 100, &error);
    CU_ASSERT_PTR_NOT_NULL(strstr(error.message, "is damaged"));
}

static void test_missing(void)
{
    struct model *model = NULL;
    struct error error = {0};

    CU_ASSERT_EQUAL(model_open("/nowhere/english.model", &model, &error), STATUS_USAGE);
    CU_ASSERT_PTR_NOT_NULL(strstr(error.message, "/nowhere/english.model: No such file"));
    CU_ASSERT_PTR_NULL(model);
}

UNIT_MAIN("model", {"what is written is read", test_round}, {"eight bits", test_narrow},
          {"layers are kept", test_keep}, {"damage is found", test_damage},
          {"reasons", test_reasons}, {"a file that is not there", test_missing})
