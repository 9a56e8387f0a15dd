#include "extract/net/target.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "tests/unit/unit.h"

static void test_parts(void)
{
    static const struct {
        const char *base, *reference, *url, *origin, *host, *address, *path;
    } cases[] = {
        {NULL, "https://News.Example/A?b=C#d", "https://News.Example/A?b=C",
         "https://news.example:443", "news.example", "news.example", "/A?b=C"},
        {NULL, "http://news.example", "http://news.example/", "http://news.example:80",
         "news.example", "news.example", "/"},
        {NULL, "https://news.example:8443/a", "https://news.example:8443/a",
         "https://news.example:8443", "news.example:8443", "news.example", "/a"},
        {NULL, "http://[2a00:1450::1]:8080/", "http://[2a00:1450::1]:8080/",
         "http://[2a00:1450::1]:8080", "2a00:1450::1:8080", "2a00:1450::1", "/"},
        {NULL, "http://news.example./a", "http://news.example./a", "http://news.example.:80",
         "news.example", "news.example", "/a"},
        {"https://news.example/x/y", "../z?q", "https://news.example/z?q",
         "https://news.example:443", "news.example", "news.example", "/z?q"},
        {"https://news.example/x", "//other.example/y", "https://other.example/y",
         "https://other.example:443", "other.example", "other.example", "/y"},
        {NULL, "http://news.example/two words", "http://news.example/two%20words",
         "http://news.example:80", "news.example", "news.example", "/two%20words"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct target target;
        struct error error = {0};
        enum status status = target_read(cases[i].base, cases[i].reference, false, &target, &error);

        CU_ASSERT_EQUAL(status, STATUS_OK);
        if (status == STATUS_OK) {
            CU_ASSERT_STRING_EQUAL(target.url, cases[i].url);
            CU_ASSERT_STRING_EQUAL(target.origin, cases[i].origin);
            CU_ASSERT_STRING_EQUAL(target.host, cases[i].host);
            CU_ASSERT_STRING_EQUAL(target.address, cases[i].address);
            CU_ASSERT_STRING_EQUAL(target.path, cases[i].path);
        } else {
            printf("    %s: %s\n", cases[i].reference, error.message);
        }
        target_free(&target);
    }
}

static void test_refused(void)
{
    static const struct {
        const char *reference, *reason;
        bool private_helps;
    } cases[] = {
        {"file:///etc/passwd", "bad_url", false},
        {"ftp://news.example/a", "bad_url", false},
        {"gopher://news.example/a", "bad_url", false},
        {"javascript:alert(1)", "bad_url", false},
        {"", "bad_url", false},
        {"http://", "bad_url", false},
        {"http://%31%32%37.1/", "bad_url", false},
        {"http://%33/", "bad_url", false},
        {"http://user@news.example/", "bad_url", false},
        {"http://user:password@news.example/", "bad_url", false},
        {"http://news.example:99999/", "bad_url", false},
        {"http://news.example:0/", "bad_url", false},
        {"http://news.example\r\nX: y/", "bad_url", false},
        {"http://\xff\xfe.example/", "bad_url", false},
        {"http://news.example:22/", "bad_url", true},
        {"http://news.example:25/", "bad_url", true},
        {"http://127.0.0.1/", "private_address", true},
        {"http://127.1/", "private_address", true},
        {"http://2130706433/", "private_address", true},
        {"http://0x7f000001/", "private_address", true},
        {"http://0177.0.0.1/", "private_address", true},
        {"http://0/", "private_address", true},
        {"http://127.0.0.1./", "private_address", true},
        {"http://169.254.169.254/latest/meta-data/", "private_address", true},
        {"https://[::1]/", "private_address", true},
        {"https://[::ffff:10.0.0.1]/", "private_address", true},
        {"https://[fd00:ec2::254]/", "private_address", true},
        {"https://[fe80::1%25eth0]/", "private_address", true},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct target target;
        struct error error = {0};
        enum status status = target_read(NULL, cases[i].reference, false, &target, &error);

        if (status != STATUS_REJECT || strcmp(error.reason, cases[i].reason) != 0) {
            printf("    %s: %s\n", cases[i].reference, status == STATUS_OK ? "ok" : error.message);
        }
        CU_ASSERT_EQUAL(status, STATUS_REJECT);
        CU_ASSERT_STRING_EQUAL(error.reason, cases[i].reason);
        CU_ASSERT_PTR_NULL(strstr(error.message, "password@"));
        target_free(&target);
        status = target_read(NULL, cases[i].reference, true, &target, &error);
        CU_ASSERT_EQUAL(status == STATUS_OK, cases[i].private_helps);
        target_free(&target);
    }
}

static void test_long(void)
{
    char url[TARGET_URL_MAX + 100];
    struct target target;
    struct error error = {0};

    memset(url, 'a', sizeof url - 1);
    url[sizeof url - 1] = '\0';
    memcpy(url, "http://news.example/", 20);
    CU_ASSERT_EQUAL(target_read(NULL, url, false, &target, &error), STATUS_REJECT);
    target_free(&target);
    url[TARGET_URL_MAX] = '\0';
    CU_ASSERT_EQUAL(target_read(NULL, url, false, &target, &error), STATUS_OK);
    target_free(&target);
}

UNIT_MAIN("target", {"parts", test_parts}, {"refused", test_refused}, {"long", test_long})
