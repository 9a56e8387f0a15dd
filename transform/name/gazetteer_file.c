#include "transform/name/gazetteer_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include "common/memory.h"

const char gazetteer_file_magic[8] = "DLNAMES\n";

/* Four sums side by side: the processor need not wait for one before it goes on with the next. */
uint64_t gazetteer_file_checksum(const void *data, size_t size)
{
    const unsigned char *bytes = data;
    uint64_t sums[4] = {size, size + 1, size + 2, size + 3}, sum = 0;
    size_t i = 0;

    for (; i + 32 <= size; i += 32) {
        uint64_t words[4];

        memcpy(words, bytes + i, sizeof words);
        for (size_t lane = 0; lane < 4; lane++) {
            sums[lane] = (sums[lane] ^ words[lane]) * UINT64_C(0xD6E8FEB86659FD93);
            sums[lane] ^= sums[lane] >> 32;
        }
    }
    for (; i < size; i++) {
        sums[i % 4] = (sums[i % 4] ^ bytes[i]) * UINT64_C(0xD6E8FEB86659FD93);
    }
    for (size_t lane = 0; lane < 4; lane++) {
        sum = (sum ^ sums[lane]) * UINT64_C(0x9E3779B97F4A7C15);
        sum ^= sum >> 29;
    }
    return sum;
}

const char *gazetteer_file_check(struct gazetteer_file *file, void *data, size_t size)
{
    const struct gazetteer_header *header = data;
    uint64_t wanted = sizeof *header;

    if (size < sizeof *header ||
        memcmp(header->magic, gazetteer_file_magic, sizeof gazetteer_file_magic) != 0) {
        return "is no file of names";
    }
    if (header->byte_order != GAZETTEER_BYTE_ORDER) {
        return "was made for machines of another byte order";
    }
    if (header->version != GAZETTEER_FILE_VERSION) {
        return "is of another version than this program";
    }
    if (header->size != size) {
        return "is not whole";
    }
    wanted += (uint64_t)header->thing_count * sizeof *file->things;
    wanted += (uint64_t)header->name_count * sizeof *file->names;
    wanted += (uint64_t)header->slot_count * sizeof *file->slots;
    wanted += header->text_size;
    if (wanted != size || header->text_size == 0 || header->slot_count == 0 ||
        (header->slot_count & (header->slot_count - 1)) != 0 ||
        ((const char *)data)[size - 1] != '\0' ||
        header->checksum != gazetteer_file_checksum(header + 1, size - sizeof *header)) {
        return "is damaged";
    }
    *file = (struct gazetteer_file){.path = file->path, .data = data, .size = size};
    file->header = header;
    file->things = (const void *)(header + 1);
    file->names = (const void *)(file->things + header->thing_count);
    file->slots = (const void *)(file->names + header->name_count);
    file->texts = (const void *)(file->slots + header->slot_count);
    return NULL;
}

enum status gazetteer_file_open(const char *path, const char *advice, struct gazetteer_file *file,
                                struct error *error)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct stat information = {0};
    const char *problem = NULL;
    void *data = NULL;
    size_t size = 0;

    *file = (struct gazetteer_file){0};
    if (fd < 0 || fstat(fd, &information) != 0) {
        problem = strerror(errno);
    } else if (!S_ISREG(information.st_mode) || information.st_size <= 0 ||
               (uint64_t)information.st_size > GAZETTEER_FILE_MAX) {
        problem = "is no file of names";
    } else {
        size = (size_t)information.st_size;
        data = mmap(NULL, size, PROT_READ, MAP_PRIVATE, fd, 0);
        if (data == MAP_FAILED) {
            data = NULL;
            problem = strerror(errno);
        } else {
            problem = gazetteer_file_check(file, data, size);
        }
    }
    if (fd >= 0) {
        close(fd);
    }
    if (problem != NULL) {
        if (data != NULL) {
            munmap(data, size);
        }
        *file = (struct gazetteer_file){0};
        return error_set(error, STATUS_USAGE, ERROR_DAMAGED, "%s: %s; %s", path, problem, advice);
    }
    file->path = mem_strdup(path);
    return STATUS_OK;
}

void gazetteer_file_close(struct gazetteer_file *file)
{
    if (file->path != NULL) {
        munmap(file->data, file->size);
        free((void *)(uintptr_t)file->path);
    }
    *file = (struct gazetteer_file){0};
}

const char *gazetteer_file_text(const struct gazetteer_file *file, uint32_t offset)
{
    return offset < file->header->text_size ? file->texts + offset : "";
}

const char *gazetteer_file_key(const void *list, uint32_t name)
{
    const struct gazetteer_file *file = list;

    return name < file->header->name_count ? gazetteer_file_text(file, file->names[name].key) : "";
}

const char *gazetteer_file_type(const struct gazetteer_file *file, uint32_t name)
{
    uint32_t thing = name < file->header->name_count ? file->names[name].thing : UINT32_MAX;

    return thing < file->header->thing_count ? gazetteer_file_text(file, file->things[thing].type)
                                             : "";
}

static const char *file_or_null(const struct gazetteer_file *file, uint32_t offset)
{
    return offset == 0 ? NULL : gazetteer_file_text(file, offset);
}

struct gazetteer_entry gazetteer_file_entry(const struct gazetteer_file *file, uint32_t name)
{
    static const struct gazetteer_thing nothing = {.latitude = GAZETTEER_NO_POSITION};
    const struct gazetteer_name *item = &file->names[name];
    const struct gazetteer_thing *thing =
        item->thing < file->header->thing_count ? &file->things[item->thing] : &nothing;
    bool placed = thing->latitude >= -9000000 && thing->latitude <= 9000000 &&
                  thing->longitude >= -18000000 && thing->longitude <= 18000000;

    return (struct gazetteer_entry){.key = gazetteer_file_key(file, name),
                                    .alias = gazetteer_file_text(file, item->alias),
                                    .id = file_or_null(file, thing->id),
                                    .type = gazetteer_file_text(file, thing->type),
                                    .name = gazetteer_file_text(file, thing->name),
                                    .country = file_or_null(file, thing->country),
                                    .iso3166 = file_or_null(file, thing->iso3166),
                                    .geonames = file_or_null(file, thing->geonames),
                                    .wikidata = file_or_null(file, thing->wikidata),
                                    .actor_code = file_or_null(file, thing->actor_code),
                                    .admin = file_or_null(file, thing->admin),
                                    .admin_code = file_or_null(file, thing->admin_code),
                                    .kind = file_or_null(file, thing->kind),
                                    .population = thing->population,
                                    .has_position = placed,
                                    .latitude = placed ? thing->latitude / 1e5 : 0,
                                    .longitude = placed ? thing->longitude / 1e5 : 0,
                                    .source = file_or_null(file, thing->source),
                                    .source_line = thing->line,
                                    .rank = item->rank};
}
