#include "transform/event/parties.h"

#include <string.h>
#include "transform/event/words.h"

enum {
    PARTIES_DEPTH_MAX = 3,
    PARTIES_TITLE_MAX = 4 /* words between a title and the name */
};

const char *party_code(const struct document *document, int32_t mention)
{
    const struct entity *entity;

    if (mention == NO_INDEX) {
        return NULL;
    }
    entity = &document->entities[document->mentions[mention].entity];
    return entity->actor_code != NULL ? entity->actor_code : entity->country;
}

bool party_is_state(const char *code)
{
    return strlen(code) == 3 || strcmp(code + 3, "GOV") == 0 || strcmp(code + 3, "MIL") == 0;
}

/* "the Nile River", "Tiananmen Square": they do nothing, and nothing is done to them. */
static bool party_is_nature(const struct document *document, const struct mention *mention)
{
    const char *first = document->tokens[mention->first_token].lower,
               *last = document->tokens[mention->first_token + mention->token_count - 1].lower;

    return mention->token_count > 1 &&
           (MATCH_ONE_OF(last, "river", "lake", "mountain", "mountains", "sea", "ocean", "square",
                         "street", "avenue", "road", "airport", "stadium", "bridge", "canal",
                         "strait", "desert", "forest", "park", "valley", "falls", "station",
                         "highway", "bay", "beach", "hotel") ||
            MATCH_ONE_OF(first, "lake", "mount", "river", "hurricane", "cyclone", "typhoon"));
}

/* Who has a code, or is a person or an organisation. */
static bool party_can_act(const struct document *document, size_t mention)
{
    const char *type = document->entities[document->mentions[mention].entity].type;

    if (strcmp(type, "LOC") == 0 && party_is_nature(document, &document->mentions[mention])) {
        return false;
    }

    return party_code(document, (int32_t)mention) != NULL || strcmp(type, "PERSON") == 0 ||
           strcmp(type, "ORG") == 0;
}

bool party_is_dateline(const struct syntax *syntax, const struct mention *mention)
{
    int32_t behind = (int32_t)(mention->first_token + mention->token_count);

    return (int32_t)mention->first_token == syntax->first &&
           MATCH_ONE_OF(syntax_word(syntax, behind), "—", "–", "-", "(", "--");
}

/* "the Paris Agreement", "Baghdad Airport": a town that only names something. */
static bool party_is_namesake(const struct syntax *syntax, const struct mention *mention)
{
    const struct entity *entity = &syntax->document->entities[mention->entity];
    int32_t behind = (int32_t)(mention->first_token + mention->token_count);

    return strcmp(entity->type, "LOC") == 0 && mention->kind == MENTION_NAME &&
           strncmp(entity->id, "iso3166:", 8) != 0 && behind < syntax->end &&
           (syntax->document->tokens[behind].flags & TOKEN_CAPITAL) != 0 &&
           syntax_is_noun(syntax, behind) && syntax_head(syntax, behind - 1) == behind;
}

/* "Iran-backed": a part of a word is no party; of "U.S.-Iran" both are. */
static bool party_is_part(const struct syntax *syntax, const struct mention *mention)
{
    const struct token *last =
        &syntax->document->tokens[mention->first_token + mention->token_count - 1];
    const char *hyphen = strrchr(last->text, '-');

    return mention->span.byte_end < last->span.byte_end && hyphen != NULL &&
           !(hyphen[1] >= 'A' && hyphen[1] <= 'Z');
}

int32_t party_covering(const struct syntax *syntax, int32_t token)
{
    const struct document *document = syntax->document;
    int32_t best = NO_INDEX;

    for (size_t i = document_first_mention(document, syntax->sentence);
         document_in_sentence(document, i, syntax->sentence); i++) {
        const struct mention *mention = &document->mentions[i];
        bool better;

        if (mention->first_token > (uint32_t)token) {
            break;
        }
        if (mention->first_token + mention->token_count <= (uint32_t)token ||
            !party_can_act(document, i) || party_is_dateline(syntax, mention) ||
            party_is_part(syntax, mention) || party_is_namesake(syntax, mention)) {
            continue;
        }
        better =
            best == NO_INDEX ||
            (party_code(document, best) == NULL && party_code(document, (int32_t)i) != NULL) ||
            ((party_code(document, best) == NULL) == (party_code(document, (int32_t)i) == NULL) &&
             mention->token_count > document->mentions[best].token_count);
        best = better ? (int32_t)i : best;
    }
    return best;
}

static bool party_holds(const struct document *document, const struct party_set *set,
                        int32_t mention)
{
    for (size_t i = 0; i < set->count; i++) {
        if (document->mentions[set->mentions[i]].entity == document->mentions[mention].entity) {
            return true;
        }
    }
    return false;
}

/* Of "Iranian General Qassem Soleimani" the person, not the adjective. */
static int32_t party_person(const struct document *document, int32_t mention)
{
    const struct mention *first = &document->mentions[mention];
    const char *type = document->entities[first->entity].type;
    uint32_t end = first->first_token + first->token_count;

    if (strcmp(type, "NORP") != 0 && strcmp(type, "LOC") != 0) {
        return mention;
    }
    for (size_t i = (size_t)mention + 1; document_in_sentence(document, i, first->sentence); i++) {
        const struct mention *person = &document->mentions[i];
        bool plain = strcmp(document->entities[person->entity].type, "PERSON") == 0 &&
                     person->kind == MENTION_NAME;

        if (person->first_token > end + 4) {
            break;
        }
        for (uint32_t t = end; plain && t < person->first_token; t++) {
            plain = (document->tokens[t].flags & TOKEN_WORD) != 0 &&
                    strncmp(document->tokens[t].tag, "VB", 2) != 0 &&
                    !match_is_preposition(document->tokens[t].lower) &&
                    !MATCH_ONE_OF(document->tokens[t].lower, "and", "or", "that", "who");
        }
        if (plain && person->first_token >= end) {
            return (int32_t)i;
        }
    }
    return mention;
}

void party_add(const struct document *document, struct party_set *set, int32_t mention)
{
    if (mention != NO_INDEX) {
        mention = party_person(document, mention);
    }
    if (mention != NO_INDEX && set->count < PARTIES_MAX && !party_holds(document, set, mention)) {
        set->mentions[set->count++] = mention;
    }
}

/* "anti-Japanese protests" are not Japan's. */
static bool party_is_prefixed(const char *word)
{
    return strncmp(word, "anti-", 5) == 0 || strncmp(word, "pro-", 4) == 0;
}

void party_before_head(const struct syntax *syntax, int32_t head, struct party_set *set)
{
    int32_t start = syntax_phrase_start(syntax, head);

    for (int32_t t = head - 1; t >= start; t--) {
        int32_t found = party_covering(syntax, t), before;

        if (found == NO_INDEX || party_is_prefixed(syntax_word(syntax, t))) {
            continue;
        }
        before = (int32_t)syntax->document->mentions[found].first_token - 1;
        if (before > start && MATCH_ONE_OF(syntax_word(syntax, before), "and", "or") &&
            party_covering(syntax, before - 1) != NO_INDEX) {
            party_add(syntax->document, set, party_covering(syntax, before - 1));
        }
        party_add(syntax->document, set, found);
        return;
    }
}

/* "Indian and Pakistani soldiers": who shares the noun of a mention with it. */
static void party_sharing(const struct syntax *syntax, int32_t mention, struct party_set *set)
{
    int32_t before = (int32_t)syntax->document->mentions[mention].first_token - 1, other;

    if (strcmp(syntax_word(syntax, before), "and") != 0) {
        return;
    }
    other = party_covering(syntax, before - 1);
    if (other != NO_INDEX &&
        (strcmp(syntax->document->entities[syntax->document->mentions[other].entity].type,
                "NORP") == 0 ||
         (syntax_relation(syntax, before - 1) == REL_COMPOUND && /* "India and Saudi Arabia" */
          party_code(syntax->document, other) != NULL))) {
        party_add(syntax->document, set, other);
    }
}

/* Those of "and Y, and Z" behind a head, by the names alone. */
static void party_of_conjuncts(const struct syntax *syntax, int32_t head, struct party_set *set)
{
    for (int32_t t = syntax_child(syntax, head); t != NO_INDEX; t = syntax_sibling(syntax, t)) {
        int32_t covering = party_covering(syntax, t);

        if (syntax_relation(syntax, t) != REL_CONJ || t < head || syntax_is_verb(syntax, t)) {
            continue;
        }
        if (covering != NO_INDEX && party_code(syntax->document, covering) != NULL) {
            party_add(syntax->document, set, covering);
        } else {
            party_before_head(syntax, t, set);
        }
    }
}

/* "Police in X and Y" are those of both; "militias in X and Y" are those of X. */
static bool party_is_office(const struct document *document, int32_t mention)
{
    const char *code = party_code(document, mention);

    return code != NULL &&
           (party_is_state(code) || strcmp(code + 3, "COP") == 0 || strcmp(code + 3, "JUD") == 0 ||
            strcmp(code + 3, "LEG") == 0 || strcmp(code + 3, "SPY") == 0);
}

/* "police in Italy and Albania": who shares the place of a mention with it. */
static void party_of_homes(const struct syntax *syntax, int32_t head, struct party_set *set)
{
    const struct document *document = syntax->document;
    const struct entity *own =
        &document->entities[document->mentions[set->mentions[set->count - 1]].entity];

    if (!party_is_office(document, set->mentions[set->count - 1])) {
        return;
    }
    for (int32_t t = syntax_child(syntax, head); t != NO_INDEX; t = syntax_sibling(syntax, t)) {
        int32_t home = party_covering(syntax, t), preposition = syntax_preposition(syntax, t);

        if (syntax_relation(syntax, t) != REL_NMOD || home == NO_INDEX || preposition == NO_INDEX ||
            !MATCH_ONE_OF(syntax_word(syntax, preposition), "in", "of", "from") ||
            strcmp(document->entities[document->mentions[home].entity].type, "LOC") != 0 ||
            document->entities[document->mentions[home].entity].country == NULL ||
            own->country == NULL ||
            strcmp(document->entities[document->mentions[home].entity].country, own->country) !=
                0) {
            continue;
        }
        party_of_conjuncts(syntax, t, set);
    }
}

/* A noun and those it hands on to: name behind a title, apposition, "of X". */
static void party_of_head(const struct syntax *syntax, int32_t head, struct party_set *set)
{
    size_t before = set->count;

    for (int depth = 0; head != NO_INDEX && depth < PARTIES_DEPTH_MAX; depth++) {
        int32_t covering = party_covering(syntax, head), next = NO_INDEX;

        if (covering != NO_INDEX && party_code(syntax->document, covering) != NULL) {
            party_add(syntax->document, set, covering);
            party_sharing(syntax, covering, set);
            party_of_homes(syntax, head, set);
        } else {
            party_before_head(syntax, head, set);
        }
        if (set->count == before &&
            MATCH_ONE_OF(syntax_word(syntax, head), "supporters", "supporter", "opponents",
                         "opponent", "critics", "critic", "fans", "relatives", "rivals", "rival",
                         "enemies", "followers", "loyalists", "backers")) {
            return; /* "supporters of X" are not X */
        }
        if (set->count > before) {
            if (depth > 0) { /* "the presidents of X and Y" */
                party_of_conjuncts(syntax, head, set);
            }
            return;
        }
        for (int32_t t = head + 1; t <= head + PARTIES_TITLE_MAX && syntax_is_noun(syntax, t);
             t++) {
            int32_t behind = party_covering(syntax, t); /* "Prime Minister X" */

            if (behind != NO_INDEX && syntax_below(syntax, t, head)) {
                party_add(syntax->document, set, behind);
                return;
            }
        }
        for (int32_t t = syntax_child(syntax, head); t != NO_INDEX; t = syntax_sibling(syntax, t)) {
            enum relation relation = syntax_relation(syntax, t);
            int32_t preposition = relation == REL_NMOD ? syntax_preposition(syntax, t) : NO_INDEX;

            if (relation == REL_APPOS && party_covering(syntax, t) != NO_INDEX &&
                party_code(syntax->document, party_covering(syntax, t)) != NULL) {
                party_add(syntax->document, set, party_covering(syntax, t));
                return;
            }
            if (next == NO_INDEX && t > head && preposition != NO_INDEX &&
                !(set->acts && MATCH_ONE_OF(syntax_word(syntax, preposition), "in", "on", "at",
                                            "near", "over", "against", "to", "with", "between")) &&
                MATCH_ONE_OF(syntax_word(syntax, preposition), "of", "from", "in", "by", "for",
                             "on", "at", "near", "against", "with", "between", "to", "among",
                             "over")) {
                next = t;
            }
        }
        if (covering != NO_INDEX && next == NO_INDEX) {
            party_add(syntax->document, set, covering); /* somebody without a code */
            return;
        }
        if (next == NO_INDEX &&
            (MATCH_ONE_OF(syntax_word(syntax, head + 1), "of", "from") ||
             (!set->acts && strcmp(syntax_word(syntax, head + 1), "in") == 0))) {
            next = syntax_phrase_head(syntax, head + 2);
        }
        head = next;
    }
}

/* "X, Y and Z" has an "and"; "attacks X, Y will" has none. */
static bool party_is_list(const struct syntax *syntax, int32_t head, int32_t conjunct)
{
    int32_t start = syntax_phrase_start(syntax, conjunct);

    if (strcmp(syntax_word(syntax, start - 1), ",") != 0) {
        return true;
    }
    for (int32_t t = syntax_child(syntax, head); t != NO_INDEX; t = syntax_sibling(syntax, t)) {
        if (t > conjunct && syntax_relation(syntax, t) == REL_CONJ) {
            return true;
        }
    }
    return false;
}

/* Whether two nouns stand behind the same preposition, or both behind none. */
static bool party_stands_alike(const struct syntax *syntax, int32_t a, int32_t b)
{
    int32_t before_a = syntax_preposition(syntax, a), before_b = syntax_preposition(syntax, b);

    if (syntax_relation(syntax, a) == syntax_relation(syntax, b)) {
        return true;
    }
    return before_a == NO_INDEX ? before_b == NO_INDEX
                                : before_b != NO_INDEX && syntax_number(syntax, before_a) ==
                                                              syntax_number(syntax, before_b);
}

/* "the ministers of X, Y and Z", where a mention covers the first: only if an "and" ends the list.
 */
static void party_of_list(const struct syntax *syntax, int32_t comma, struct party_set *set)
{
    struct party_set more = *set;

    for (int32_t t = comma; more.count < PARTIES_MAX;) {
        bool last = strcmp(syntax_word(syntax, t), "and") == 0;
        int32_t found;

        if (!last && strcmp(syntax_word(syntax, t), ",") != 0) {
            return;
        }
        t++;
        if (MATCH_ONE_OF(syntax_word(syntax, t), "the", "and")) {
            last = last || *syntax_word(syntax, t) == 'a';
            t++;
        }
        found = party_covering(syntax, t);
        if (found == NO_INDEX || party_code(syntax->document, found) == NULL) {
            return;
        }
        party_add(syntax->document, &more, found);
        t = (int32_t)(syntax->document->mentions[found].first_token +
                      syntax->document->mentions[found].token_count);
        if (last) {
            *set = more;
            return;
        }
    }
}

/* A state, group or person that ends at a token; NO_INDEX: none with a code. */
static int32_t party_named_at(const struct syntax *syntax, int32_t token)
{
    const struct document *document = syntax->document;
    int32_t found = token < syntax->first ? NO_INDEX : party_covering(syntax, token);
    const struct mention *mention = found == NO_INDEX ? NULL : &document->mentions[found];
    const char *type = mention == NULL ? "" : document->entities[mention->entity].type;
    bool town = strcmp(type, "LOC") == 0 &&
                strncmp(document->entities[mention->entity].id, "iso3166:", 8) != 0;

    return mention == NULL || town || strcmp(type, "NORP") == 0 ||
                   party_code(document, found) == NULL ||
                   mention->first_token + mention->token_count != (uint32_t)token + 1
               ? NO_INDEX
               : found;
}

void party_of_series(const struct syntax *syntax, struct party_set *set)
{
    const struct document *document = syntax->document;
    const struct mention *first = &document->mentions[set->mentions[0]];
    struct party_set more = *set;
    int32_t start = (int32_t)first->first_token, before;

    if (first->sentence != syntax->sentence) {
        return;
    }
    if (set->count == 1) {
        int32_t behind = start + (int32_t)first->token_count;

        if (strcmp(syntax_word(syntax, behind), ",") == 0) {
            party_of_list(syntax, behind, &more);
        }
        if (more.count > 1) {
            const struct mention *last = &document->mentions[more.mentions[more.count - 1]];

            behind = (int32_t)(last->first_token + last->token_count);
            more.count = behind < syntax->end && (syntax_is_verb(syntax, behind) ||
                                                  syntax_pos(syntax, behind) == POS_ADV)
                             ? more.count
                             : 1;
        }
    }
    for (;;) {
        start -= strcmp(syntax_word(syntax, start - 1), "the") == 0;
        before = strcmp(syntax_word(syntax, start - 1), ",") == 0
                     ? party_named_at(syntax, start - 2)
                     : NO_INDEX;
        if (before == NO_INDEX || more.count < 2 || more.count == PARTIES_MAX) {
            break;
        }
        party_add(document, &more, before);
        start = (int32_t)document->mentions[before].first_token;
    }
    if (more.count > 2 && (start == syntax->first ||
                           MATCH_ONE_OF(syntax_word(syntax, start - 1), ",", "that", "said"))) {
        *set = more;
    }
}

void party_of_noun(const struct syntax *syntax, int32_t head, struct party_set *set)
{
    int32_t t;

    if (head == NO_INDEX) {
        return;
    }
    party_of_head(syntax, head, set);
    if (set->count == 0 && syntax_relation(syntax, head) == REL_APPOS) {
        party_of_head(syntax, syntax_head(syntax, head), set); /* "X, a militia, claimed" */
    }
    for (t = syntax_child(syntax, head); t != NO_INDEX; t = syntax_sibling(syntax, t)) {
        if (syntax_relation(syntax, t) == REL_CONJ && t > head && !syntax_is_verb(syntax, t) &&
            set->count > 0 && party_is_list(syntax, head, t)) {
            party_of_head(syntax, t, set);
        }
    }
    if (set->count == 1) { /* "X and Y", where the tree says otherwise */
        const struct mention *mention = &syntax->document->mentions[set->mentions[0]];
        int32_t behind = (int32_t)(mention->first_token + mention->token_count),
                start = syntax_phrase_start(syntax, head);
        int32_t before = party_covering(syntax, start - 2);

        if (strcmp(syntax_word(syntax, start - 1), "and") == 0 && before != NO_INDEX &&
            party_code(syntax->document, before) != NULL &&
            party_stands_alike(syntax, start - 2, head)) {
            party_add(syntax->document, set, before);
        } else if (mention->kind == MENTION_NOMINAL &&
                   strcmp(syntax_word(syntax, behind), ",") == 0) {
            party_of_list(syntax, behind, set);
        } else if (behind > head && strcmp(syntax_word(syntax, behind), "and") == 0 &&
                   (behind - 1 == head || party_is_office(syntax->document, set->mentions[0]))) {
            int32_t other = syntax_phrase_head(syntax, behind + 1);

            if (other != NO_INDEX &&
                (syntax_relation(syntax, other) == REL_CONJ ||
                 party_stands_alike(syntax, other, head) || behind - 1 != head)) {
                party_of_head(syntax, other, set);
            }
        }
    }
}

void party_remove(const struct document *document, struct party_set *set,
                  const struct party_set *others)
{
    size_t kept = 0;

    for (size_t i = 0; i < set->count; i++) {
        if (!party_holds(document, others, set->mentions[i])) {
            set->mentions[kept++] = set->mentions[i];
        }
    }
    set->count = kept;
}

bool party_has_role(const struct document *document, const struct party_set *set,
                    const struct string_list *roles)
{
    for (size_t i = 0; i < set->count; i++) {
        const char *code = party_code(document, set->mentions[i]);

        for (size_t r = 0; code != NULL && r < roles->count; r++) {
            const char *role = roles->items[r];

            if (strcmp(role, "state") == 0 ? party_is_state(code)
                                           : strlen(code) >= 3 && strstr(code, role) != NULL) {
                return true;
            }
        }
    }
    return roles->count == 0;
}
