/* A file of names: what is written is found again, and a damaged one is refused with its name. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "tests/unit/unit.h"
#include "transform/name/gazetteer_file.h"
#include "transform/name/gazetteer_writer.h"

static char path[] = "/tmp/dateline-test-names.XXXXXX";

static void write_file(void)
{
    struct gazetteer_writer *writer = gazetteer_writer_new();
    struct gazetteer_entry entry = {.id = "geonames:1",
                                    .type = "LOC",
                                    .name = "Vellmar",
                                    .country = "DEU",
                                    .admin = "Hesse",
                                    .admin_code = "DE-HE",
                                    .geonames = "1",
                                    .kind = "city",
                                    .population = 18000,
                                    .has_position = true,
                                    .latitude = 51.35,
                                    .longitude = -9.46667,
                                    .source = "test",
                                    .source_line = 7};
    uint32_t vellmar, other;
    struct error error;

    vellmar = gazetteer_writer_thing(writer, &entry);
    CU_ASSERT_EQUAL(gazetteer_writer_thing(writer, &entry), vellmar);
    entry.id = "geonames:2";
    entry.population = 900000;
    entry.has_position = false;
    other = gazetteer_writer_thing(writer, &entry);
    CU_ASSERT_TRUE(gazetteer_writer_name(writer, vellmar, "Vellmar", 10));
    CU_ASSERT_TRUE(gazetteer_writer_name(writer, vellmar, "Vellmar", 10));
    CU_ASSERT_TRUE(gazetteer_writer_name(writer, other, "VELLMAR", 10));
    CU_ASSERT_TRUE(gazetteer_writer_name(writer, vellmar, "Bad Vellmar am See", 10));
    CU_ASSERT_FALSE(gazetteer_writer_name(writer, vellmar, "...", 10));
    CU_ASSERT_EQUAL(gazetteer_writer_finish(writer, path, &error), STATUS_OK);
    gazetteer_writer_free(writer);
}

static void finds_what_was_written(void)
{
    struct gazetteer_file file;
    struct gazetteer_found found;
    struct gazetteer_entry entry;
    struct error error;

    write_file();
    CU_ASSERT_EQUAL_FATAL(gazetteer_file_open(path, "make it again", &file, &error), STATUS_OK);
    CU_ASSERT_EQUAL(file.header->name_count, 3);
    CU_ASSERT_TRUE(gazetteer_index_find(file.slots, file.header->slot_count, &file,
                                        gazetteer_file_key, "vellmar", &found));
    CU_ASSERT_TRUE(found.is_name);
    CU_ASSERT_FALSE(found.has_longer);
    entry = gazetteer_file_entry(&file, found.first); /* the larger one first */
    CU_ASSERT_STRING_EQUAL(entry.id, "geonames:2");
    CU_ASSERT_FALSE(entry.has_position);
    entry = gazetteer_file_entry(&file, found.first + 1);
    CU_ASSERT_STRING_EQUAL(entry.id, "geonames:1");
    CU_ASSERT_STRING_EQUAL(entry.admin, "Hesse");
    CU_ASSERT_EQUAL(entry.population, 18000);
    CU_ASSERT_DOUBLE_EQUAL(entry.longitude, -9.46667, 1e-9);
    CU_ASSERT_EQUAL(entry.source_line, 7);
    CU_ASSERT_PTR_NULL(entry.wikidata);
    CU_ASSERT_TRUE(gazetteer_index_find(file.slots, file.header->slot_count, &file,
                                        gazetteer_file_key, "bad vellmar", &found));
    CU_ASSERT_FALSE(found.is_name);
    CU_ASSERT_TRUE(found.has_longer);
    CU_ASSERT_FALSE(gazetteer_index_find(file.slots, file.header->slot_count, &file,
                                         gazetteer_file_key, "bad vell", &found));
    CU_ASSERT_FALSE(gazetteer_index_find(file.slots, file.header->slot_count, &file,
                                         gazetteer_file_key, "", &found));
    gazetteer_file_close(&file);
    unlink(path);
}

/* Writes the file with the byte at `at` changed, or cut there. */
static void expect_refused(size_t at, bool cut, const char *words)
{
    char data[4096];
    struct gazetteer_file file;
    struct error error = {0};
    FILE *stream;
    size_t size;

    write_file();
    stream = fopen(path, "re");
    CU_ASSERT_PTR_NOT_NULL_FATAL(stream);
    size = fread(data, 1, sizeof data, stream);
    fclose(stream);
    CU_ASSERT_TRUE_FATAL(size > at);
    data[at] ^= 1;
    stream = fopen(path, "we");
    CU_ASSERT_PTR_NOT_NULL_FATAL(stream);
    fwrite(data, 1, cut ? at : size, stream);
    fclose(stream);
    CU_ASSERT_EQUAL(gazetteer_file_open(path, "make it again", &file, &error), STATUS_USAGE);
    CU_ASSERT_PTR_NOT_NULL(strstr(error.message, path));
    CU_ASSERT_PTR_NOT_NULL(strstr(error.message, words));
    CU_ASSERT_PTR_NOT_NULL(strstr(error.message, "make it again"));
    unlink(path);
}

static void refuses_damage(void)
{
    size_t header = sizeof(struct gazetteer_header);

    expect_refused(0, false, "is no file of names");
    expect_refused(8, false, "is of another version");
    expect_refused(12, false, "byte order");
    expect_refused(16, false, "is not whole");
    expect_refused(24, false, "is damaged");
    for (size_t at = header; at < header + 300; at++) {
        expect_refused(at, false, "is damaged");
    }
    expect_refused(10, true, "is no file of names");
    expect_refused(header + 40, true, "is not whole");
}

int main(void)
{
    static const struct unit_test tests[] = {{"finds what was written", finds_what_was_written},
                                             {"refuses damage", refuses_damage}};
    int fd = mkstemp(path);

    if (fd < 0 || close(fd) != 0) {
        return 1;
    }
    return unit_run("gazetteer_file", tests, sizeof tests / sizeof tests[0]);
}
