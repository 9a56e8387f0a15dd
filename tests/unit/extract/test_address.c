#include "extract/net/address.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>
#include "tests/unit/unit.h"

static void check_all(const char *const *texts, size_t count, bool expected)
{
    for (size_t i = 0; i < count; i++) {
        bool is_public = !expected;
        bool read = address_text_is_public(texts[i], &is_public);

        if (!read || is_public != expected) {
            printf("    %s: %s\n", texts[i], read ? "judged wrongly" : "not read");
        }
        CU_ASSERT(read);
        CU_ASSERT_EQUAL(is_public, expected);
    }
}

static void test_public(void)
{
    static const char *const texts[] = {
        "1.1.1.1",         "9.255.255.255",   "11.0.0.0",        "100.63.255.255",
        "100.128.0.0",     "126.255.255.255", "128.0.0.1",       "168.63.129.17",
        "169.253.255.255", "169.255.0.0",     "172.15.255.255",  "172.32.0.0",
        "192.0.1.0",       "192.167.255.255", "192.169.0.0",     "198.17.255.255",
        "198.20.0.0",      "203.0.112.255",   "223.255.255.255", "2606:4700:4700::1111",
        "2001:200::1",     "2a00:1450::1",    "::ffff:1.1.1.1",  "64:ff9b::1.1.1.1",
        "2001:0db7:ffff::"};

    check_all(texts, sizeof texts / sizeof texts[0], true);
}

static void test_not_public(void)
{
    static const char *const texts[] = {"0.0.0.0",
                                        "0.255.255.255",
                                        "10.0.0.1",
                                        "10.255.255.255",
                                        "100.64.0.0",
                                        "100.100.100.200",
                                        "100.127.255.255",
                                        "127.0.0.1",
                                        "127.255.255.254",
                                        "168.63.129.16",
                                        "169.254.0.1",
                                        "169.254.169.254",
                                        "169.254.170.2",
                                        "172.16.0.1",
                                        "172.31.255.255",
                                        "192.0.0.192",
                                        "192.0.2.1",
                                        "192.88.99.1",
                                        "192.168.0.1",
                                        "192.168.255.255",
                                        "198.18.0.1",
                                        "198.19.255.255",
                                        "198.51.100.7",
                                        "203.0.113.9",
                                        "224.0.0.1",
                                        "239.255.255.255",
                                        "240.0.0.1",
                                        "255.255.255.255",
                                        "::",
                                        "::1",
                                        "::ffff:127.0.0.1",
                                        "::ffff:10.1.2.3",
                                        "::ffff:169.254.169.254",
                                        "::127.0.0.1",
                                        "64:ff9b::10.0.0.1",
                                        "64:ff9b::169.254.169.254",
                                        "64:ff9b:1::1",
                                        "100::1",
                                        "2001::1",
                                        "2001:db8::1",
                                        "2002:7f00:1::",
                                        "2002:a00:1::1",
                                        "3fff::1",
                                        "fc00::1",
                                        "fd00:ec2::254",
                                        "fdff::1",
                                        "fe80::1",
                                        "fe80::a9fe:a9fe",
                                        "fec0::1",
                                        "ff02::1",
                                        "4000::1",
                                        "2001:1ff:ffff::1"};

    check_all(texts, sizeof texts / sizeof texts[0], false);
}

static void test_no_address(void)
{
    bool is_public = false;

    CU_ASSERT_FALSE(address_text_is_public("localhost", &is_public));
    CU_ASSERT_FALSE(address_text_is_public("", &is_public));
    CU_ASSERT_FALSE(address_text_is_public("127.0.0.1:80", &is_public));
    CU_ASSERT_FALSE(address_text_is_public("1.1.1.1.example", &is_public));
}

static void test_socket(void)
{
    struct sockaddr_in four = {.sin_family = AF_INET};
    struct sockaddr_in6 six = {.sin6_family = AF_INET6};
    struct sockaddr other = {.sa_family = AF_UNIX};
    char text[ADDRESS_TEXT_SIZE];

    CU_ASSERT_EQUAL_FATAL(inet_pton(AF_INET, "192.168.1.1", &four.sin_addr), 1);
    CU_ASSERT_FALSE(address_is_public((const struct sockaddr *)&four));
    address_format((const struct sockaddr *)&four, text);
    CU_ASSERT_STRING_EQUAL(text, "192.168.1.1");
    CU_ASSERT_EQUAL_FATAL(inet_pton(AF_INET, "1.1.1.1", &four.sin_addr), 1);
    CU_ASSERT(address_is_public((const struct sockaddr *)&four));
    CU_ASSERT_EQUAL_FATAL(inet_pton(AF_INET6, "2a00::1", &six.sin6_addr), 1);
    CU_ASSERT(address_is_public((const struct sockaddr *)&six));
    address_format((const struct sockaddr *)&six, text);
    CU_ASSERT_STRING_EQUAL(text, "2a00::1");
    CU_ASSERT_FALSE(address_is_public(&other));
    address_format(&other, text);
    CU_ASSERT_STRING_EQUAL(text, "?");
}

static void test_names(void)
{
    CU_ASSERT(address_name_is_local("localhost"));
    CU_ASSERT(address_name_is_local("LOCALHOST."));
    CU_ASSERT(address_name_is_local("news.localhost"));
    CU_ASSERT(address_name_is_local("printer.local"));
    CU_ASSERT(address_name_is_local("metadata.google.internal"));
    CU_ASSERT(address_name_is_local("router.home.arpa"));
    CU_ASSERT_FALSE(address_name_is_local("notlocalhost"));
    CU_ASSERT_FALSE(address_name_is_local("local.example"));
    CU_ASSERT_FALSE(address_name_is_local("arpa"));
    CU_ASSERT_FALSE(address_name_is_local(""));
}

UNIT_MAIN("address", {"public", test_public}, {"not public", test_not_public},
          {"no address", test_no_address}, {"socket", test_socket}, {"names", test_names})
