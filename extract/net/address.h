/*
 * Which network addresses are of the public internet. Everything else - the own machine, private
 * and shared networks, link-local ones with the metadata services of clouds, multicast, reserved
 * and documentation ranges - is not to be reached because some feed or page says so. By the
 * registries of RFC 6890.
 */
#ifndef DATELINE_EXTRACT_NET_ADDRESS_H
#define DATELINE_EXTRACT_NET_ADDRESS_H

#include <netinet/in.h>
#include <stdbool.h>
#include <sys/socket.h>

enum { ADDRESS_TEXT_SIZE = INET6_ADDRSTRLEN };

/*
 * Of any family; what is neither IPv4 nor IPv6 is not public. An IPv6 address that stands for an
 * IPv4 one (mapped, NAT64) is judged by that one.
 */
bool address_is_public(const struct sockaddr *address);

/* The same for the text of an address ("127.0.0.1", "::1"). Returns false when `text` is none. */
bool address_text_is_public(const char *text, bool *is_public);

/*
 * Names that never stand for a public host (RFC 6761, 6762, 8375; "internal"): for when a proxy
 * resolves names, and their addresses are not seen.
 */
bool address_name_is_local(const char *host);

/* Writes the address as text; "?" for another family. */
void address_format(const struct sockaddr *address, char text[ADDRESS_TEXT_SIZE]);

#endif
