/* A WARC file, as extract reads it; the first byte chooses what is wanted, and from where. */
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>
#include "extract/warc/reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct warc_reader *open_at(int fd, uint8_t choice, int64_t first, int64_t skip)
{
    const struct warc_options options = {.name = "x.warc",
                                         .kinds = WARC_RESPONSE | WARC_RESOURCE | WARC_METADATA,
                                         .pages_only = (choice & 1) != 0,
                                         .max_bytes = (choice & 2) != 0 ? 64 : 65536,
                                         .first = first,
                                         .skip = skip};
    struct warc_reader *reader = NULL;
    struct error error;

    if (lseek(fd, 0, SEEK_SET) != 0 ||
        warc_reader_new(fd, &options, &reader, &error) != STATUS_OK) {
        abort();
    }
    return reader;
}

/* Every record is found again at the place that it told. */
static void check_again(int fd, uint8_t choice, const struct warc_record *record)
{
    struct warc_reader *reader = open_at(fd, choice, record->offset, record->skip);
    struct warc_record again;
    struct error error;
    bool end;

    if (warc_reader_next(reader, &again, &end, &error) != STATUS_OK || end ||
        again.body.length != record->body.length || again.http_status != record->http_status) {
        abort();
    }
    buf_free(&again.body);
    warc_reader_free(reader);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct warc_reader *reader;
    struct warc_record record;
    struct error error;
    enum status status;
    size_t records = 0;
    bool end = false;
    int fd;

    if (size == 0) {
        return 0;
    }
    fd = memfd_create("x.warc", 0);
    if (fd < 0 || write(fd, data + 1, size - 1) != (ssize_t)(size - 1)) {
        abort();
    }
    reader = open_at(fd, data[0], 0, 0);
    do {
        off_t place;

        status = warc_reader_next(reader, &record, &end, &error);
        place = lseek(fd, 0, SEEK_CUR);
        if (status == STATUS_FATAL || records++ > size + 1) {
            abort(); /* each call goes on */
        }
        if (status == STATUS_OK && !end) {
            if (record.url == NULL || record.body.length > 65536) {
                abort();
            }
            check_again(fd, data[0], &record);
            buf_free(&record.body);
        }
        (void)lseek(fd, place, SEEK_SET);
    } while (!end);
    warc_reader_free(reader);
    close(fd);
    return 0;
}
