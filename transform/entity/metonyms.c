/*
 * Capitals that stand for governments: "Baghdad said", "talks between Moscow and Kyiv", "Tehran's
 * refusal". The place stays, and the government gets a mention of its own over the same span. Told
 * by the words around (config/gazetteer/countries.tsv has the capitals, seats.tsv other seats): a
 * place that lies, grows or is bombed is only a place.
 */
#include <string.h>
#include "transform/entity/parts.h"

enum { METONYMS_CHAIN_MAX = 6 }; /* "Moscow, Beijing and Tehran said" */

/* What places do too. */
static const char *const metonyms_place_verbs[] = {
    "lies",    "lie",    "lay",    "sits",      "sat",         "stands",     "stood",
    "saw",     "sees",   "has",    "had",       "have",        "hosts",      "hosted",
    "grew",    "grows",  "became", "becomes",   "remains",     "remained",   "fell",
    "falls",   "woke",   "wakes",  "witnessed", "witnesses",   "suffered",   "suffers",
    "burned",  "burns",  "lost",   "got",       "gets",        "came",       "comes",
    "went",    "goes",   "needs",  "boasts",    "borders",     "celebrated", "celebrates",
    "marked",  "marks",  "held",   "holds",     "experienced", "looks",      "looked",
    "feels",   "felt",   "lives",  "lived",     "shook",       "shakes",     "covers",
    "covered", "opened", "closed", "became",    "time",        "reached",    "topped",
    "changed", "grown",  "burnt",  "ranked",    NULL};

/* Passive: whom one speaks to. */
static const char *const metonyms_told[] = {
    "accused",   "urged",      "asked",      "told",     "warned",    "blamed",
    "condemned", "criticized", "criticised", "invited",  "persuaded", "pressed",
    "pressured", "forced",     "sanctioned", "notified", "informed",  "expected",
    "believed",  "prepared",   "willing",    "ready",    "committed", "determined",
    "concerned", "alarmed",    "angered",    "obliged",  NULL};

/* Right before the capital, as its object: "accused Moscow of". */
static const char *const metonyms_telling[] = {
    "accuse",    "accuses",    "accused",    "accusing",   "urge",       "urges",      "urged",
    "urging",    "ask",        "asked",      "asks",       "asking",     "told",       "tells",
    "telling",   "warn",       "warns",      "warned",     "warning",    "blame",      "blames",
    "blamed",    "blaming",    "press",      "pressed",    "pressing",   "pressure",   "pressured",
    "condemn",   "condemned",  "condemns",   "condemning", "criticize",  "criticized", "criticizes",
    "criticise", "criticised", "criticises", "persuade",   "persuaded",  "force",      "forced",
    "thank",     "thanked",    "thanks",     "sanction",   "sanctioned", "punish",     "punished",
    "demanded",  "convince",   "convinced",  "pushed",     "pushing",    "praised",    "praises",
    "rebuked",   "anger",      "angered",    "threatened", "threatens",  "challenged", "defied",
    "support",   "supported",  "supports",   "backed",     "backs",      NULL};

/* "talks with Tehran", "sanctions against Pyongyang": what is had with a government. */
static const char *const metonyms_dealings[] = {
    "talks",      "talk",      "negotiations",  "relations",   "ties",       "agreement",
    "agreements", "deal",      "treaty",        "pact",        "dialogue",   "dispute",
    "tensions",   "sanctions", "row",           "standoff",    "stand-off",  "cooperation",
    "alliance",   "contacts",  "negotiate",     "negotiating", "negotiated", "rift",
    "summit",     "meetings",  "truce",         "ceasefire",   "accord",     "diplomacy",
    "pressure",   "embargo",   "rapprochement", "partnership", "war",        "normalization",
    "patience",   "aid",       "message",       "allied",      "sided",      "agreed",
    NULL};

/* "Moscow's demand": what a government has and a town has not. */
static const char *const metonyms_belongings[] = {
    "decision",   "decisions",  "demand",     "demands",    "plan",        "plans",      "policy",
    "policies",   "position",   "stance",     "offer",      "proposal",    "proposals",  "response",
    "claim",      "claims",     "support",    "refusal",    "invasion",    "ambassador", "envoy",
    "ally",       "allies",     "approach",   "attempt",    "attempts",    "call",       "calls",
    "commitment", "concerns",   "efforts",    "intention",  "intentions",  "leadership", "military",
    "nuclear",    "foreign",    "warning",    "warnings",   "willingness", "reaction",   "role",
    "sanctions",  "strategy",   "threat",     "threats",    "troops",      "forces",     "army",
    "failure",    "government", "regime",     "interests",  "influence",   "pledge",     "promise",
    "rejection",  "request",    "aggression", "annexation", "ultimatum",   "diplomats",  "actions",
    NULL};

static const char *const metonyms_between[] = {"with", "against", "between", "on",      "by",
                                               "from", "to",      "toward",  "towards", NULL};
static const char *const metonyms_places[] = {"in",     "at",      "near",   "outside",
                                              "around", "across",  "inside", "into",
                                              "of",     "through", "over",   NULL};
static const char *const metonyms_be[] = {"is", "was", "are", "were", "be", "been", "being", NULL};

static const struct gazetteer_entry *metonyms_seat(const struct parts *parts,
                                                   const struct mention *mention)
{
    char key[GAZETTEER_KEY_MAX];
    const struct entity *entity = parts_entity(parts, mention);
    const struct gazetteer_entry *seat = NULL;

    if (mention->kind == MENTION_NAME && strcmp(entity->type, "LOC") == 0 &&
        (strncmp(entity->id, "iso3166:", 8) != 0 || strchr(entity->id, '-') != NULL) &&
        finder_key(parts->finder, mention->first_token, mention->token_count, key)) {
        seat = gazetteer_find(parts->finder->gazetteer, key, NULL, "SEAT");
        if (seat == NULL) {
            seat = gazetteer_find(parts->finder->gazetteer, key, NULL, "CAPITAL");
        }
    }
    /* another town of that name: "Athens, Georgia" */
    return seat != NULL && seat->country != NULL &&
                   (entity->country == NULL || strcmp(entity->country, seat->country) == 0)
               ? seat
               : NULL;
}

/* Whether a government's verb stands at a token: a finite one, none that places have. */
static bool metonyms_verb(const struct parts *parts, uint32_t token)
{
    uint32_t verb = token;

    if (parts_tagged(parts, verb, "RB")) { /* "Moscow also said" */
        verb++;
    }
    if (!parts_tagged(parts, verb, "VBD") && !parts_tagged(parts, verb, "VBZ") &&
        !parts_tagged(parts, verb, "VBP") && !parts_tagged(parts, verb, "MD")) {
        return false;
    }
    if (parts_tagged(parts, verb, "MD")) {
        verb++;
        verb += parts_tagged(parts, verb, "RB");
        return parts_tagged(parts, verb, "VB") && !parts_is_any(parts, verb, metonyms_be) &&
               !parts_is_any(parts, verb, metonyms_place_verbs);
    }
    if (parts_is(parts, verb, "has") || parts_is(parts, verb, "had") ||
        parts_is(parts, verb, "have")) {
        verb++;
        verb += parts_tagged(parts, verb, "RB");
        if (!parts_tagged(parts, verb, "VBN") || parts_is_any(parts, verb, metonyms_place_verbs)) {
            return false;
        }
        return !parts_is(parts, verb, "been") || parts_tagged(parts, verb + 1, "VBG") ||
               parts_is_any(parts, verb + 1, metonyms_told);
    }
    if (parts_is_any(parts, verb, metonyms_be)) {
        verb++;
        verb += parts_tagged(parts, verb, "RB");
        return (parts_tagged(parts, verb, "VBG") &&
                !parts_is_any(parts, verb, metonyms_place_verbs)) ||
               parts_is_any(parts, verb, metonyms_told);
    }
    return !parts_is_any(parts, verb, metonyms_place_verbs);
}

/* The token behind "X and Y", "X, Y and Z", from behind X. */
static uint32_t metonyms_behind_chain(const struct parts *parts, uint32_t token)
{
    for (int i = 0; i < METONYMS_CHAIN_MAX; i++) {
        const struct mention *next;

        if (!parts_is(parts, token, "and") && !parts_is(parts, token, ",") &&
            !parts_is(parts, token, "or")) {
            break;
        }
        next = parts_starting(parts, token + 1);
        if (next == NULL && parts_is(parts, token + 1, "and")) {
            next = parts_starting(parts, token + 2);
        }
        if (next == NULL || strcmp(parts_entity(parts, next)->type, "LOC") != 0) {
            break;
        }
        token = next->first_token + next->token_count;
    }
    return token;
}

static bool metonyms_acts(const struct parts *parts, const struct mention *mention)
{
    uint32_t first = mention->first_token, behind = first + mention->token_count;
    const struct document *document = parts->finder->document;
    const struct sentence *sentence = &document->sentences[mention->sentence];
    uint32_t end = sentence->first_token + sentence->token_count, chain, before = first;
    bool starts = first == sentence->first_token;

    /* to the front of "Washington and Moscow" */
    for (int i = 0; i < METONYMS_CHAIN_MAX && before > sentence->first_token &&
                    (parts_is(parts, before - 1, "and") || parts_is(parts, before - 1, ","));
         i++) {
        const struct mention *other = parts_ending(parts, before - 1);

        if (other == NULL || strcmp(parts_entity(parts, other)->type, "LOC") != 0) {
            break;
        }
        before = other->first_token;
        starts = before == sentence->first_token;
    }
    if (parts_is(parts, behind, "'s") || parts_is(parts, behind, "'")) {
        return behind + 1 < end && (parts_is_any(parts, behind + 1, metonyms_belongings) ||
                                    (behind + 2 < end && parts_tagged(parts, behind + 1, "JJ") &&
                                     parts_is_any(parts, behind + 2, metonyms_belongings)));
    }
    if (!starts && parts_is_any(parts, before - 1, metonyms_places)) {
        return false;
    }
    chain = metonyms_behind_chain(parts, behind);
    if (chain < end && metonyms_verb(parts, chain) &&
        (starts || !parts_is_any(parts, before - 1, metonyms_between))) {
        return true;
    }
    if (starts) {
        return false;
    }
    if (parts_is_any(parts, before - 1, metonyms_telling) &&
        (parts_tagged(parts, before - 1, "V") || parts_tagged(parts, before - 1, "N"))) {
        return true;
    }
    if (parts_is(parts, before - 1, "between") && (chain > behind || before < first)) {
        return before - 1 > sentence->first_token &&
               parts_is_any(parts, before - 2, metonyms_dealings);
    }
    return (parts_is(parts, before - 1, "with") || parts_is(parts, before - 1, "against") ||
            parts_is(parts, before - 1, "on")) &&
           before - 1 > sentence->first_token &&
           (parts_is_any(parts, before - 2, metonyms_dealings) ||
            (before - 2 > sentence->first_token &&
             parts_is_any(parts, before - 3, metonyms_dealings)));
}

void parts_find_metonyms(struct parts *parts)
{
    struct document *document = parts->finder->document;
    size_t count = document->mention_count;

    for (size_t i = 0; i < count; i++) {
        const struct mention *mention = &document->mentions[i];
        const struct gazetteer_entry *seat = metonyms_seat(parts, mention);
        const char *code;

        if (seat == NULL || !metonyms_acts(parts, mention)) {
            continue;
        }
        code = parts_country_code(parts, seat->country);
        if (code != NULL) {
            uint32_t first = mention->first_token, tokens = mention->token_count;

            finder_add_mention(parts->finder,
                               parts_group(parts, seat->country,
                                           arena_printf(document->arena, "%sGOV", code),
                                           "government", true),
                               MENTION_ALIAS, first, tokens);
        }
    }
}
