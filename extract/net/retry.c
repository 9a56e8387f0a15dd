#include "extract/net/retry.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include "common/timestamp.h"

enum { RETRY_TEXT_MAX = 64, RETRY_FIRST_SHORT_YEAR = 70 };

static int retry_month(const char *name)
{
    static const char names[] = "JanFebMarAprMayJunJulAugSepOctNovDec";

    for (int i = 0; i < 12; i++) {
        if (memcmp(name, names + (size_t)i * 3, 3) == 0) {
            return i + 1;
        }
    }
    return 0;
}

bool retry_read_date(const char *text, int64_t *seconds)
{
    char weekday[16], month[4] = "";
    int day, year, hour, minute, second, end = -1;

    if (strlen(text) > RETRY_TEXT_MAX) {
        return false;
    }
    if (sscanf(text, "%3[A-Za-z], %2d %3[A-Za-z] %4d %2d:%2d:%2d GMT%n", weekday, &day, month,
               &year, &hour, &minute, &second, &end) < 7 ||
        end < 0) {
        end = -1;
        if (sscanf(text, "%9[A-Za-z], %2d-%3[A-Za-z]-%2d %2d:%2d:%2d GMT%n", weekday, &day, month,
                   &year, &hour, &minute, &second, &end) == 7 &&
            end > 0 && year >= 0) {
            year += year < RETRY_FIRST_SHORT_YEAR ? 2000 : 1900;
        } else {
            end = -1;
            if (sscanf(text, "%3[A-Za-z] %3[A-Za-z] %2d %2d:%2d:%2d %4d%n", weekday, month, &day,
                       &hour, &minute, &second, &year, &end) != 7 ||
                end < 0) {
                return false;
            }
        }
    }
    if (text[end] != '\0' || strlen(month) != 3 || retry_month(month) == 0 ||
        !timestamp_valid_date(year, retry_month(month), day) || hour < 0 || hour > 23 ||
        minute < 0 || minute > 59 || second < 0 || second > 60) {
        return false;
    }
    *seconds =
        timestamp_days(year, retry_month(month), day) * 86400 + hour * 3600 + minute * 60 + second;
    return true;
}

long retry_read_after(const char *text, int64_t now)
{
    size_t digits;
    int64_t wait = 0;

    text += strspn(text, " \t");
    digits = strspn(text, "0123456789");
    if (digits > 0 && text[digits + strspn(text + digits, " \t")] == '\0') {
        for (size_t i = 0; i < digits && wait <= RETRY_AFTER_LATEST; i++) {
            wait = wait * 10 + (text[i] - '0');
        }
    } else if (retry_read_date(text, &wait)) {
        wait -= now;
    } else {
        return -1;
    }
    if (wait < 0) {
        return 0;
    }
    return wait > RETRY_AFTER_LATEST ? RETRY_AFTER_LATEST : (long)wait;
}

long retry_pause(int tries, uint32_t random)
{
    long bound = RETRY_BASE;

    for (int i = 1; i < tries && bound < RETRY_CAP; i++) {
        bound *= 2;
    }
    bound = bound > RETRY_CAP ? RETRY_CAP : bound;
    return (long)(random % (uint32_t)(bound + 1));
}
