/* Where the parties of a rule stand: its slots. */
#include <string.h>
#include "transform/event/parties.h"
#include "transform/event/words.h"

enum {
    PARTIES_CLAUSE_FAR = 12,
    PARTIES_SPEAKER_FAR = 20,
    PARTIES_PLACE_FAR = 16,
    PARTIES_AGENT_FAR = 30,
    PARTIES_DEATH_FAR = 20
};

/* Land does nothing: "from Syrian territory". */
static bool party_is_land(const char *word)
{
    return MATCH_ONE_OF(word, "soil", "territory", "airspace", "waters", "border", "borders",
                        "side", "coast", "capital", "time");
}
/* Who speaks: the subject of the verb whose complement is the clause with a pronoun. */
static int32_t party_speaker(const struct syntax *syntax, int32_t verb)
{
    bool guessed;
    int32_t from = verb;

    for (int steps = 0; verb != NO_INDEX && steps < 6; steps++) {
        enum relation relation = syntax_relation(syntax, verb);
        int32_t head = syntax_head(syntax, verb);

        if (head != NO_INDEX && (relation == REL_CCOMP || relation == REL_PARATAXIS) &&
            syntax_is_verb(syntax, head)) {
            return syntax_subject(syntax, head, &guessed);
        }
        verb = head;
    }
    for (int32_t t = from; t > syntax->first && from - t < PARTIES_SPEAKER_FAR; t--) {
        if (MATCH_ONE_OF(syntax_word(syntax, t), "said", "says", "announced", "announces", "warned",
                         "warns", "declared", "added", "told", "claimed", "claims", "vowed",
                         "insisted", "confirmed", "threatened", "pledged", "promised")) {
            return syntax_subject(syntax, t, &guessed);
        }
    }
    return NO_INDEX;
}

/* A pronoun that stands for nobody known is who speaks: "X said it would". */
/* "X, a key ally of Y, has refused": of a finite verb behind the comma the subject is X, though the
 * tree has it below "ally". */
static int32_t party_before_apposition(const struct syntax *syntax, int32_t verb, int32_t head)
{
    int32_t comma = verb - 1;
    bool finite;

    if (head == NO_INDEX || head >= verb || syntax_relation(syntax, head) != REL_APPOS ||
        party_covering(syntax, head) != NO_INDEX) {
        return head;
    }
    while (comma > head && verb - comma < 8 && strcmp(syntax_word(syntax, comma), ",") != 0) {
        comma--;
    }
    finite = MATCH_ONE_OF(syntax->document->tokens[comma + 1].tag, "VBD", "VBZ", "VBP", "MD");
    return comma > head && finite && strcmp(syntax_word(syntax, comma), ",") == 0
               ? syntax_head(syntax, head)
               : head;
}

static void party_resolve(const struct syntax *syntax, int32_t verb, int32_t head,
                          struct party_set *set)
{
    head = party_before_apposition(syntax, verb, head);
    party_of_noun(syntax, head, set);
    if (set->count == 0 && head != NO_INDEX && syntax_pos(syntax, head) == POS_PRON &&
        MATCH_ONE_OF(syntax_word(syntax, head), "it", "they", "he", "she", "we", "i")) {
        int32_t speaker = party_speaker(syntax, verb);

        if (speaker != NO_INDEX && speaker != head) {
            party_of_noun(syntax, speaker, set);
        }
    }
}

static int32_t party_oblique(const struct syntax *syntax, const struct event_match *match,
                             uint32_t preposition, bool *guessed)
{
    int32_t head = NO_INDEX;

    /* the trigger's own last word: "call on X" */
    if (match->last > match->first && syntax_number(syntax, match->last) == preposition) {
        *guessed = false;
        return syntax_phrase_head(syntax, match->last + 1);
    }
    head = syntax_oblique(syntax, match->kind == RULE_NOUN ? match->last : match->first,
                          match->last, preposition, guessed);
    if (head == NO_INDEX && match->light != NO_INDEX) {
        head = syntax_oblique(syntax, match->light, match->last, preposition, guessed);
    }
    return head;
}

/* "riots broke out": the verb's subject is the noun itself. */
static bool party_is_carried(const struct syntax *syntax, const struct event_match *match)
{
    return match->light > match->last && !syntax_passive(syntax, match->light);
}

/* "Russia's war" */
static bool party_has_genitive(const struct syntax *syntax, int32_t noun)
{
    for (int32_t t = syntax_phrase_start(syntax, noun); t < noun; t++) {
        if (strcmp(syntax_word(syntax, t), "'s") == 0) {
            return true;
        }
    }
    return false;
}

/* "Police were on alert": the subject of a noun that is a predicate. */
static void party_of_predicate(const struct syntax *syntax, int32_t noun, struct party_set *set)
{
    int32_t subject = syntax_child_by(syntax, noun, REL_NSUBJ);

    if (subject != NO_INDEX && subject < noun &&
        syntax_child_by(syntax, noun, REL_COP) != NO_INDEX) {
        party_of_noun(syntax, subject, set);
    }
}

static void party_of_owner(const struct syntax *syntax, const struct event_match *match,
                           struct party_set *set)
{
    bool guessed = false, carried = party_is_carried(syntax, match),
         passive = match->light > match->last && syntax_passive(syntax, match->light);
    int32_t head, subject = NO_INDEX;

    if (match->kind == RULE_NOUN && party_has_genitive(syntax, match->last)) {
        party_before_head(syntax, match->last, set);
    }
    if (set->count == 0 && match->light != NO_INDEX && !passive && !carried) {
        subject = syntax_subject(syntax, match->light, &guessed);
        party_resolve(syntax, match->light, subject, set);
    }
    if (set->count == 0 && match->kind == RULE_NOUN) {
        party_before_head(syntax, match->last, set);
    }
    if (set->count == 0 && match->kind == RULE_NOUN && subject == NO_INDEX) {
        party_of_predicate(syntax, match->last, set);
    }
    if (set->count == 0 && subject == NO_INDEX) {
        head = party_oblique(syntax, match, syntax->rules->by, &guessed);
        party_of_noun(syntax, head, set);
    }
    if (set->count == 0 && passive) {
        head = syntax_oblique(syntax, match->light, match->light, syntax->rules->by, &guessed);
        party_resolve(syntax, match->light, head, set);
    }
    set->guessed = set->guessed || guessed;
}

/* "was accused of theft from the treasury by X": the first "by" that somebody known stands behind.
 */
static int32_t party_agent_far(const struct syntax *syntax, int32_t from)
{
    for (int32_t t = from + 1; t + 1 < syntax->end && t - from < PARTIES_AGENT_FAR; t++) {
        if (syntax_number(syntax, t) == syntax->rules->by) {
            int32_t head = syntax_phrase_head(syntax, t + 1);
            int32_t mention = head == NO_INDEX ? NO_INDEX : party_covering(syntax, head);

            if (mention != NO_INDEX && party_code(syntax->document, mention) != NULL) {
                return head;
            }
        } else if (syntax_clause_between(syntax, t, t + 1)) {
            break;
        }
    }
    return NO_INDEX;
}

static void party_of_subject(const struct syntax *syntax, const struct event_match *match,
                             struct party_set *set)
{
    int32_t verb = match->light != NO_INDEX ? match->light : match->first, head;
    bool guessed = false;

    if (match->kind == RULE_NOUN && (match->light == NO_INDEX || party_is_carried(syntax, match))) {
        party_of_owner(syntax, match, set);
        return;
    }
    if (match->passive || (match->light > match->last && syntax_passive(syntax, match->light))) {
        head = syntax_oblique(syntax, verb, match->last, syntax->rules->by, &guessed);
        if (head == NO_INDEX) {
            head = party_agent_far(syntax, match->last);
            guessed = true;
        }
    } else {
        head = syntax_subject(syntax, verb, &guessed);
        if (head == NO_INDEX && verb == syntax->first + 1) { /* "Chad attacked", misread */
            party_add(syntax->document, set, party_covering(syntax, syntax->first));
        }
    }
    if (head != NO_INDEX && party_is_happening(syntax_word(syntax, head))) {
        party_of_happening(syntax, head, set);
        return;
    }
    if (head != NO_INDEX && !party_is_land(syntax_word(syntax, head))) {
        party_resolve(syntax, verb, head, set);
        if (set->count == 0) {
            party_of_launcher(syntax, head, set);
        } else if (!match->passive) {
            party_of_series(syntax, set);
        }
    }
    for (int32_t t = syntax_child(syntax, verb);
         t != NO_INDEX && t < verb && set->count == 0 && !match->passive && head != NO_INDEX;
         t = syntax_sibling(syntax, t)) {
        if (t < head && syntax_relation(syntax, t) == REL_NSUBJ) {
            party_of_noun(syntax, t, set); /* "members of X, a body of Y, visited" */
        }
    }
    set->guessed = set->guessed || guessed;
}

/* "condemned the killing of X": X is not who is condemned. */
static bool party_is_killing(const struct syntax *syntax, const struct event_match *match,
                             int32_t object)
{
    return match->rule->change == CHANGE_JUDGE && object != NO_INDEX &&
           MATCH_ONE_OF(syntax_word(syntax, object), "killing", "killings", "murder", "murders",
                        "assassination", "kidnapping", "kidnappings", "abduction", "death",
                        "deaths", "beheading", "execution");
}

static void party_of_object(const struct syntax *syntax, const struct event_match *match,
                            struct party_set *set)
{
    bool guessed = false;
    int32_t head;

    if (match->kind == RULE_NOUN) {
        return;
    }
    head = match->passive ? syntax_subject(syntax, match->first, &guessed)
                          : syntax_object(syntax, match->first, match->last, &guessed);
    if (party_is_killing(syntax, match, head)) {
        party_of_happening(syntax, head, set); /* who killed, not who was killed */
        set->guessed = set->guessed || guessed;
        return;
    }
    party_resolve(syntax, match->first, head, set);
    if (set->count == 0 && match->clause != NO_INDEX) { /* "tried to kill X" */
        head = syntax_object(syntax, match->clause, match->clause, &guessed);
        party_resolve(syntax, match->clause, head, set);
    }
    set->guessed = set->guessed || guessed;
}

/* The subject of the clause that is the complement: "said that X must", "urged X to". */
static void party_of_clause(const struct syntax *syntax, const struct event_match *match,
                            struct party_set *set)
{
    int32_t clause = match_complement(syntax, match->first, match->last);
    int32_t subject = clause == NO_INDEX ? NO_INDEX : syntax_child_by(syntax, clause, REL_NSUBJ);

    if (subject != NO_INDEX && subject > match->last) {
        party_of_noun(syntax, subject, set);
        return;
    }
    for (int32_t t = match->last + 1; t < syntax->end && t - match->last < PARTIES_CLAUSE_FAR;
         t++) {
        if (strcmp(syntax_word(syntax, t), "that") == 0) {
            party_of_noun(syntax, syntax_phrase_head(syntax, t + 1), set);
            set->guessed = true;
            return;
        }
    }
}

/* "Sudanese cities" */
static bool party_is_locality(const char *word)
{
    return MATCH_ONE_OF(word, "city", "cities", "town", "towns", "capital", "village", "villages",
                        "province", "provinces", "region", "regions", "island", "islands", "port",
                        "ports", "prison", "prisons", "market", "desert", "mountains", "district",
                        "districts", "streets", "waters", "coast");
}

/* Where a mention is a place in which something happens. */
static bool party_is_scene(const struct syntax *syntax, const struct mention *mention)
{
    const char *type = syntax->document->entities[mention->entity].type;
    int32_t first = (int32_t)mention->first_token, start = syntax_phrase_start(syntax, first),
            behind = first + (int32_t)mention->token_count;

    if (!MATCH_ONE_OF(syntax_word(syntax, start - 1), "in", "at", "near", "inside", "across",
                      "throughout", "outside", "on", "around", "of", "over", "from")) {
        return false;
    }
    if (strcmp(type, "LOC") == 0) { /* "from a U.S. strike" is not "from the U.S." */
        int32_t head = syntax_head(syntax, behind - 1);

        return head <= behind - 1 || head > behind + 1 || !syntax_is_noun(syntax, head) ||
               party_is_locality(syntax_word(syntax, head));
    }
    return strcmp(type, "NORP") == 0 && party_is_locality(syntax_word(syntax, behind));
}

/* "Japan's", "the Israelis", "Israeli policy", but not "French holidays". */
static bool party_is_power(const struct syntax *syntax, const struct mention *mention)
{
    int32_t behind = (int32_t)(mention->first_token + mention->token_count);

    return !syntax_is_noun(syntax, behind) ||
           MATCH_ONE_OF(syntax_word(syntax, behind), "government", "authorities", "president",
                        "regime", "military", "army", "policy", "policies", "parliament", "embassy",
                        "leader", "leaders", "officials", "state", "administration", "occupation",
                        "offensive", "forces", "troops", "rule", "law", "laws", "monarchy",
                        "minister", "ministers", "police");
}

/* "Algeria's president", "against Israel", "denounce Israel": not a place among others. */
static bool party_is_addressed(const struct syntax *syntax, const struct mention *mention,
                               int32_t before)
{
    int32_t behind = (int32_t)(mention->first_token + mention->token_count);

    return MATCH_ONE_OF(syntax_word(syntax, behind), "'s", "'", "to") ||
           MATCH_ONE_OF(syntax_word(syntax, before), "against", "of", "to", "by", "with", "that",
                        "for") ||
           syntax_is_verb(syntax, before);
}

/* The next state or government behind the trigger that is not only where it happens. */
static void party_of_government(const struct syntax *syntax, const struct event_match *match,
                                struct party_set *set)
{
    const struct document *document = syntax->document;

    for (size_t i = document_first_mention(document, syntax->sentence);
         document_in_sentence(document, i, syntax->sentence); i++) {
        const struct mention *mention = &document->mentions[i];
        const char *code = party_code(document, (int32_t)i);
        int32_t first = (int32_t)mention->first_token, start = syntax_phrase_start(syntax, first);

        if (first <= match->last || code == NULL || !party_is_state(code) ||
            party_covering(syntax, first) != (int32_t)i) {
            continue;
        }
        if (strcmp(document->entities[mention->entity].type, "NORP") == 0 &&
            (party_is_scene(syntax, mention) || !party_is_power(syntax, mention))) {
            continue;
        }
        if (strcmp(document->entities[mention->entity].type, "LOC") == 0 &&
            !party_is_addressed(syntax, mention, start - 1)) {
            continue;
        }
        party_add(document, set, (int32_t)i);
        return;
    }
}

/* A place that says who somebody is, not where it happens: "militias in X and Y attacked". */
static bool party_is_theirs(const struct syntax *syntax, int32_t mention, int32_t trigger)
{
    int32_t first = (int32_t)syntax->document->mentions[mention].first_token;
    int32_t covering = party_covering(syntax, first),
            before = syntax_phrase_start(syntax, first) - 1;

    if (covering != NO_INDEX && covering != mention &&
        syntax->document->mentions[covering].kind == MENTION_NOMINAL) {
        return true;
    }
    return first < trigger && before > syntax->first &&
           (strcmp(syntax_word(syntax, before), "and") == 0 ||
            (party_covering(syntax, before - 1) != NO_INDEX && syntax_is_noun(syntax, before - 1)));
}

/* The place nearest to the trigger; its country suffers or does it. */
static void party_of_place(const struct syntax *syntax, const struct event_match *match,
                           struct party_set *set)
{
    const struct document *document = syntax->document;
    int32_t best = NO_INDEX, distance = 0, hit = party_hit_by(syntax, match);

    for (size_t i = document_first_mention(document, syntax->sentence);
         document_in_sentence(document, i, syntax->sentence); i++) {
        const struct mention *mention = &document->mentions[i];
        int32_t first = (int32_t)mention->first_token, away;

        if (party_code(document, (int32_t)i) == NULL || party_is_dateline(syntax, mention) ||
            !(party_is_scene(syntax, mention) ||
              (party_is_carried(syntax, match) && /* "riots shook Haiti" */
               first == syntax_child_by(syntax, match->light, REL_OBJ)))) {
            continue;
        }
        if (party_is_theirs(syntax, (int32_t)i, match->first) || (hit != NO_INDEX && first > hit)) {
            continue;
        }
        away = first > match->last ? first - match->last : 2 * (match->first - first);
        if (away > PARTIES_PLACE_FAR ||
            syntax_clause_between(syntax, first > match->last ? match->last + 1 : first,
                                  first > match->last ? first : match->first)) {
            continue;
        }
        if (best == NO_INDEX || away < distance) {
            best = (int32_t)i;
            distance = away;
        }
    }
    party_add(document, set, best);
}

/* "between X and Y", "X and Y met", "the talks of X and Y". */
static void party_of_both(const struct syntax *syntax, const struct event_match *match,
                          struct party_set *set)
{
    bool guessed = false;
    int32_t head = party_oblique(syntax, match, syntax->rules->between, &guessed);

    party_of_noun(syntax, head, set);
    if (set->count == 1) { /* "between X and Y", whatever the tree says */
        const struct mention *first = &syntax->document->mentions[set->mentions[0]];
        int32_t behind = (int32_t)(first->first_token + first->token_count);

        if (strcmp(syntax_word(syntax, behind), "and") == 0) {
            behind += strcmp(syntax_word(syntax, behind + 1), "the") == 0 ? 2 : 1;
            party_add(syntax->document, set, party_covering(syntax, behind));
        }
    }
    if (set->count < 2) {
        set->count = 0;
        party_of_subject(syntax, match, set);
    }
    if (set->count < 2 && match->kind == RULE_NOUN) {
        set->count = 0;
        head = party_oblique(syntax, match, syntax->rules->of, &guessed);
        party_of_noun(syntax, head, set);
    }
    if (set->count < 2 && match->kind == RULE_NOUN) { /* "patrols by X and Y" */
        set->count = 0;
        head = party_oblique(syntax, match, syntax->rules->by, &guessed);
        party_of_noun(syntax, head, set);
    }
    if (set->count < 2) {
        set->count = 0;
    }
    set->guessed = set->guessed || guessed;
}

/* "in the town of Basra": a town behind a preposition does nothing. */
static void party_drop_towns(const struct document *document, struct party_set *set)
{
    size_t kept = 0;

    for (size_t i = 0; i < set->count; i++) {
        const struct entity *entity =
            &document->entities[document->mentions[set->mentions[i]].entity];

        if (strcmp(entity->type, "LOC") != 0 || strncmp(entity->id, "iso3166:", 8) == 0) {
            set->mentions[kept++] = set->mentions[i];
        }
    }
    set->count = kept;
}

void party_in_slot(const struct syntax *syntax, const struct event_match *match, struct slot slot,
                   struct party_set *set)
{
    bool guessed = false;
    int32_t head;

    *set = (struct party_set){.acts = set->acts};
    switch (slot.kind) {
    case SLOT_SUBJECT:
        party_of_subject(syntax, match, set);
        break;
    case SLOT_OBJECT:
        party_of_object(syntax, match, set);
        break;
    case SLOT_CLAUSE:
        party_of_clause(syntax, match, set);
        break;
    case SLOT_OWNER:
        party_of_owner(syntax, match, set);
        break;
    case SLOT_PREPOSITION:
        if (slot.word == syntax->rules->of && match->kind == RULE_VERB &&
            party_is_killing(syntax, match,
                             syntax_object(syntax, match->first, match->last, &guessed))) {
            break;
        }
        head = party_oblique(syntax, match, slot.word, &guessed);
        if (head != NO_INDEX && party_hit_by(syntax, match) != NO_INDEX &&
            head > party_hit_by(syntax, match)) {
            break; /* of the other verb */
        }
        if (head != NO_INDEX && party_is_happening(syntax_word(syntax, head))) {
            party_of_happening(syntax, head, set);
        } else {
            party_of_noun(syntax, head, set);
        }
        if (set->acts) {
            party_drop_towns(syntax->document, set);
        }
        set->guessed = guessed;
        break;
    case SLOT_BOTH:
        party_of_both(syntax, match, set);
        break;
    case SLOT_PLACE:
        party_of_place(syntax, match, set);
        break;
    case SLOT_GOVERNMENT:
        party_of_government(syntax, match, set);
        break;
    case SLOT_DOER:
    case SLOT_SUFFERER:
    case SLOT_NONE:
    default:
        break;
    }
}

void party_in_slots(const struct syntax *syntax, const struct event_match *match,
                    const struct slot_list *slots, const struct party_set *other,
                    struct party_set *set)
{
    *set = (struct party_set){.acts = set->acts};
    for (size_t i = 0; i < slots->count && set->count == 0; i++) {
        if (slots->items[i].kind == SLOT_BOTH) {
            continue; /* each to the other: event/compose.h */
        }
        party_in_slot(syntax, match, slots->items[i], set);
        if (other != NULL) {
            party_remove(syntax->document, set, other);
        }
    }
}

void party_of_death(const struct syntax *syntax, const struct event_match *match,
                    const struct party_set *source, struct party_set *target)
{
    const struct document *document = syntax->document;
    bool place =
        target->count == 1 &&
        strcmp(document->entities[document->mentions[target->mentions[0]].entity].type, "LOC") == 0;

    if (match->rule->code == NULL || match->rule->code->quad != 4 ||
        match->rule->change != CHANGE_NONE || (target->count > 0 && !place)) {
        return;
    }
    for (int32_t t = match->last + 1; t + 4 < syntax->end && t - match->last < PARTIES_DEATH_FAR;
         t++) {
        struct party_set dead = {0};

        if (!MATCH_ONE_OF(syntax_word(syntax, t), "resulting", "resulted", "leading", "led") ||
            !MATCH_ONE_OF(syntax_word(syntax, t + 1), "in", "to") ||
            !MATCH_ONE_OF(syntax_word(syntax, t + 3), "death", "deaths", "killing") ||
            strcmp(syntax_word(syntax, t + 4), "of") != 0) {
            continue;
        }
        party_of_noun(syntax, syntax_phrase_head(syntax, t + 5), &dead);
        party_remove(document, &dead, source);
        if (dead.count > 0 && party_code(document, dead.mentions[0]) != NULL) {
            *target = dead;
        }
        return;
    }
}
