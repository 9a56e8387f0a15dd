#include "transform/event/syntax.h"

#include <string.h>
#include "transform/event/words.h"
#include "transform/text/word.h"

enum { SYNTAX_UP_MAX = 40, SYNTAX_BACK_MAX = 25, SYNTAX_OBLIQUE_FAR = 12, SYNTAX_STEPS_MAX = 8 };

static const char *const syntax_relations[] = {
    "",     "root", "nsubj", "obj",   "iobj",      "obl",   "nmod",   "amod",  "compound",
    "flat", "case", "mark",  "aux",   "cop",       "xcomp", "ccomp",  "advcl", "advmod",
    "acl",  "conj", "cc",    "appos", "parataxis", "det",   "nummod", "punct"};
static const char *const syntax_tags[] = {"",     "VERB", "AUX",   "NOUN",  "PROPN",
                                          "PRON", "ADJ",  "ADV",   "ADP",   "DET",
                                          "NUM",  "PART", "CCONJ", "SCONJ", "PUNCT"};

static uint8_t syntax_index(const char *name, const char *const *names, size_t count)
{
    for (size_t i = 1; name != NULL && i < count; i++) {
        if (word_is(name, names[i])) {
            return (uint8_t)i;
        }
    }
    return 0;
}

/* A part of speech from the Penn tag, where there is no better one. */
static uint8_t syntax_pos_of_tag(const struct token *token)
{
    const char *tag = token->tag;

    if ((token->flags & TOKEN_PUNCTUATION) != 0) {
        return POS_PUNCT;
    }
    return (uint8_t)(strncmp(tag, "VB", 2) == 0    ? POS_VERB
                     : strncmp(tag, "NNP", 3) == 0 ? POS_PROPN
                     : strncmp(tag, "NN", 2) == 0  ? POS_NOUN
                     : strncmp(tag, "PRP", 3) == 0 ? POS_PRON
                     : strncmp(tag, "JJ", 2) == 0  ? POS_ADJ
                     : strncmp(tag, "RB", 2) == 0  ? POS_ADV
                     : strcmp(tag, "IN") == 0      ? POS_ADP
                     : strcmp(tag, "TO") == 0      ? POS_PART
                     : strcmp(tag, "MD") == 0      ? POS_AUX
                     : strcmp(tag, "DT") == 0      ? POS_DET
                     : strcmp(tag, "CC") == 0      ? POS_CCONJ
                     : strcmp(tag, "CD") == 0      ? POS_NUM
                                                   : POS_OTHER);
}

void syntax_open(struct syntax *syntax, const struct document *document,
                 const struct event_rules *rules, uint32_t sentence, struct arena *arena)
{
    const struct sentence *s = &document->sentences[sentence];
    size_t count = s->token_count + 1;
    int32_t *last_child = arena_alloc(arena, count * sizeof *last_child);

    *syntax = (struct syntax){.document = document,
                              .rules = rules,
                              .sentence = sentence,
                              .first = (int32_t)s->first_token,
                              .end = (int32_t)(s->first_token + s->token_count)};
    syntax->heads = arena_alloc(arena, count * sizeof *syntax->heads);
    syntax->first_child = arena_alloc(arena, count * sizeof *syntax->first_child);
    syntax->next = arena_alloc(arena, count * sizeof *syntax->next);
    syntax->relations = arena_alloc(arena, count);
    syntax->pos = arena_alloc(arena, count);
    syntax->words = arena_alloc(arena, count * sizeof *syntax->words);
    syntax->parsed = document->arcs != NULL && s->token_count > 0 &&
                     document->arcs[s->first_token].relation != NULL;
    for (size_t i = 0; i < s->token_count; i++) {
        const struct token *token = &document->tokens[s->first_token + i];

        syntax->words[i] = vocabulary_find(&rules->vocabulary, token->lower);
        syntax->heads[i] = syntax->first_child[i] = syntax->next[i] = last_child[i] = NO_INDEX;
        syntax->pos[i] = syntax_pos_of_tag(token);
        syntax->conditional = syntax->conditional || MATCH_ONE_OF(token->lower, "if", "unless");
        if (syntax->parsed) {
            const struct arc *arc = &document->arcs[s->first_token + i];

            syntax->heads[i] = arc->head;
            syntax->relations[i] = syntax_index(arc->relation, syntax_relations,
                                                sizeof syntax_relations / sizeof(char *));
            syntax->pos[i] =
                syntax_index(arc->pos, syntax_tags, sizeof syntax_tags / sizeof(char *));
        }
    }
    if (syntax->parsed) {
        syntax_mend(syntax);
    }
    for (size_t i = 0; i < s->token_count; i++) {
        int32_t self = syntax->first + (int32_t)i, head = syntax->heads[i];

        if (head < syntax->first || head >= syntax->end || head == self) {
            syntax->heads[i] = NO_INDEX;
            continue;
        }
        head -= syntax->first;
        if (last_child[head] == NO_INDEX) {
            syntax->first_child[head] = self;
        } else {
            syntax->next[last_child[head] - syntax->first] = self;
        }
        last_child[head] = self;
    }
}

static bool syntax_inside(const struct syntax *syntax, int32_t token)
{
    return token >= syntax->first && token < syntax->end;
}

enum relation syntax_relation(const struct syntax *syntax, int32_t token)
{
    return syntax_inside(syntax, token) ? syntax->relations[token - syntax->first] : REL_OTHER;
}

enum pos syntax_pos(const struct syntax *syntax, int32_t token)
{
    return syntax_inside(syntax, token) ? syntax->pos[token - syntax->first] : POS_OTHER;
}

int32_t syntax_head(const struct syntax *syntax, int32_t token)
{
    return syntax_inside(syntax, token) ? syntax->heads[token - syntax->first] : NO_INDEX;
}

const char *syntax_word(const struct syntax *syntax, int32_t token)
{
    return syntax_inside(syntax, token) ? syntax->document->tokens[token].lower : "";
}

uint32_t syntax_number(const struct syntax *syntax, int32_t token)
{
    return syntax_inside(syntax, token) ? syntax->words[token - syntax->first] : VOCABULARY_NONE;
}

int32_t syntax_child(const struct syntax *syntax, int32_t token)
{
    return syntax_inside(syntax, token) ? syntax->first_child[token - syntax->first] : NO_INDEX;
}

int32_t syntax_sibling(const struct syntax *syntax, int32_t token)
{
    return syntax_inside(syntax, token) ? syntax->next[token - syntax->first] : NO_INDEX;
}

int32_t syntax_child_by(const struct syntax *syntax, int32_t token, enum relation relation)
{
    for (int32_t t = syntax_child(syntax, token); t != NO_INDEX; t = syntax_sibling(syntax, t)) {
        if (syntax_relation(syntax, t) == relation) {
            return t;
        }
    }
    return NO_INDEX;
}

bool syntax_below(const struct syntax *syntax, int32_t token, int32_t above)
{
    for (int steps = 0; token != NO_INDEX && steps < SYNTAX_UP_MAX; steps++) {
        if (token == above) {
            return true;
        }
        token = syntax_head(syntax, token);
    }
    return false;
}

bool syntax_is_noun(const struct syntax *syntax, int32_t token)
{
    enum pos pos = syntax_pos(syntax, token);

    return pos == POS_NOUN || pos == POS_PROPN || pos == POS_PRON;
}

bool syntax_is_second(const struct syntax *syntax, int32_t token)
{
    return syntax_pos(syntax, token - 1) == POS_CCONJ &&
           MATCH_ONE_OF(syntax->document->tokens[token].tag, "VBD", "VBZ", "VBP");
}

bool syntax_is_verb(const struct syntax *syntax, int32_t token)
{
    enum pos pos = syntax_pos(syntax, token);

    return pos == POS_VERB || (pos == POS_AUX && syntax_relation(syntax, token) != REL_AUX);
}

bool syntax_clause_between(const struct syntax *syntax, int32_t from, int32_t to)
{
    for (int32_t i = from; i < to; i++) {
        const char *word = syntax_word(syntax, i);

        if (MATCH_ONE_OF(word, "after", "before", "when", "while", "because", "although", "though",
                         "which", "who", "where", ";", "whose", "but", "whom", "if", "unless",
                         "following", "amid", "despite")) {
            return true;
        }
        if (strcmp(word, "as") == 0 && syntax_relation(syntax, i) == REL_MARK) {
            return true;
        }
        if (strcmp(word, "and") == 0 && i + 1 < to && syntax_is_verb(syntax, i + 1)) {
            return true; /* "joined X and declared Y" */
        }
    }
    return false;
}

int32_t syntax_phrase_head(const struct syntax *syntax, int32_t token)
{
    int32_t head = NO_INDEX;

    for (int32_t t = token; t < syntax->end && t - token < 14; t++) {
        enum pos pos = syntax_pos(syntax, t);
        const char *word = syntax_word(syntax, t);

        if (pos == POS_NOUN || pos == POS_PROPN || pos == POS_PRON) {
            if (pos == POS_PRON && head != NO_INDEX) {
                break;
            }
            head = t;
        } else if (strcmp(word, "'s") == 0 || strcmp(word, "'") == 0) {
            head = NO_INDEX;
        } else if (head != NO_INDEX && pos != POS_NUM) {
            break;
        } else if (pos == POS_VERB && strncmp(syntax->document->tokens[t].tag, "VB", 2) == 0 &&
                   strcmp(syntax->document->tokens[t].tag, "VBN") != 0 &&
                   strcmp(syntax->document->tokens[t].tag, "VBG") != 0) {
            break;
        } else if (pos == POS_ADP || pos == POS_PUNCT || pos == POS_SCONJ || pos == POS_CCONJ) {
            if (!(strcmp(word, "``") == 0 || strcmp(word, "\"") == 0)) {
                break;
            }
        }
    }
    return head;
}

int32_t syntax_phrase_start(const struct syntax *syntax, int32_t head)
{
    int32_t start = head;

    for (int32_t t = head - 1; t >= syntax->first && head - t < 14; t--) {
        enum pos pos = syntax_pos(syntax, t);
        const char *word = syntax_word(syntax, t);

        if (MATCH_ONE_OF(word, "'s", "'")) {
            start = t;
            continue;
        }
        if (MATCH_ONE_OF(word, "and", "or") && syntax_pos(syntax, t - 1) != POS_VERB &&
            t > syntax->first && start == t + 1) {
            /* "the Turkish and Greek sides" */
            enum pos left = syntax_pos(syntax, t - 1), right = syntax_pos(syntax, t + 1);
            bool names = (syntax->document->tokens[t - 1].flags & TOKEN_CAPITAL) != 0 &&
                         (syntax->document->tokens[t + 1].flags & TOKEN_CAPITAL) != 0;

            if (((right == left && left != POS_NOUN) || names) && t + 1 < head) {
                continue;
            }
            break;
        }
        if (pos != POS_NOUN && pos != POS_PROPN && pos != POS_ADJ && pos != POS_DET &&
            pos != POS_NUM &&
            !(pos == POS_PRON && strcmp(syntax->document->tokens[t].tag, "PRP$") == 0) &&
            !(pos == POS_VERB && syntax_relation(syntax, t) == REL_AMOD)) {
            break;
        }
        start = t;
    }
    return start;
}

int32_t syntax_preposition(const struct syntax *syntax, int32_t noun)
{
    int32_t start;

    for (int32_t t = syntax_child(syntax, noun); t != NO_INDEX && t < noun;
         t = syntax_sibling(syntax, t)) {
        if (syntax_relation(syntax, t) == REL_CASE && syntax_pos(syntax, t) != POS_PART) {
            return t;
        }
    }
    start = syntax_phrase_start(syntax, noun);
    return start > syntax->first && match_is_preposition(syntax_word(syntax, start - 1)) ? start - 1
                                                                                         : NO_INDEX;
}

static bool syntax_is_relative(const char *word)
{
    return MATCH_ONE_OF(word, "who", "which", "that", "whom");
}

/* Whether the object of this verb does what its infinitive tells: "urged X to leave". */
static bool syntax_controls_object(const char *word)
{
    return MATCH_ONE_OF(
        word, "urge", "urged", "urges", "urging", "ask", "asked", "asks", "asking", "tell", "told",
        "tells", "order", "ordered", "orders", "ordering", "force", "forced", "forces", "forcing",
        "allow", "allowed", "allows", "allowing", "help", "helped", "persuade", "persuaded",
        "invite", "invited", "call", "called", "calls", "calling", "press", "pressed", "pressure",
        "pressured", "pressuring", "pressing", "warn", "warned", "warning", "require", "required",
        "want", "wants", "wanted", "expect", "expected", "encourage", "encouraged");
}

/* The nearest noun before the verb that stands in no prepositional phrase. */
static int32_t syntax_subject_by_distance(const struct syntax *syntax, int32_t verb)
{
    int32_t found = NO_INDEX;

    for (int32_t t = verb - 1; t >= syntax->first && verb - t < SYNTAX_BACK_MAX; t--) {
        const char *word = syntax_word(syntax, t);
        int32_t preposition;

        if (MATCH_ONE_OF(word, "after", "when", "while", "because", "although", "though", "since",
                         "until", "if", "unless", "than", ";", ":", "says", "said", "say")) {
            break;
        }
        if (!syntax_is_noun(syntax, t) || (syntax_is_noun(syntax, t + 1) && t + 1 < verb)) {
            continue;
        }
        preposition = syntax_preposition(syntax, t);
        if (preposition == NO_INDEX) {
            return syntax_is_relative(word) ? t - 1 : t;
        }
        t = preposition;
        found = NO_INDEX;
    }
    return found;
}

/* What stands behind a preposition, or is a day, is no subject: "rebels in Chad attacked". */
static bool syntax_is_behind(const struct syntax *syntax, int32_t noun)
{
    int32_t t = noun, before = syntax_child_by(syntax, noun, REL_CASE);

    if (before != NO_INDEX && before < noun && before > syntax->first &&
        syntax_pos(syntax, before) == POS_ADP && strcmp(syntax_word(syntax, before), "of") != 0 &&
        (syntax->document->tokens[before + 1].flags & TOKEN_DATE) == 0) {
        return true; /* "gunmen in the troubled region attacked" */
    }

    if ((syntax->document->tokens[noun].flags & TOKEN_DATE) != 0) {
        return true;
    }
    if (syntax_pos(syntax, noun) == POS_PRON) {
        return false;
    }
    while (t > syntax->first && (syntax->document->tokens[t - 1].flags & TOKEN_DATE) == 0 &&
           (syntax_pos(syntax, t) == POS_PROPN || syntax_pos(syntax, t) == POS_ADJ || t == noun)) {
        t--;
    }
    return syntax_pos(syntax, t) == POS_ADP && t < noun &&
           strcmp(syntax_word(syntax, t), "of") != 0 && t > syntax->first;
}

/* "the bombing in Beirut that killed him": a place behind "in" has done nothing. */
static int32_t syntax_antecedent(const struct syntax *syntax, int32_t noun)
{
    int32_t preposition = noun == NO_INDEX ? NO_INDEX : syntax_preposition(syntax, noun);

    if (preposition != NO_INDEX && preposition > syntax->first &&
        MATCH_ONE_OF(syntax_word(syntax, preposition), "in", "at", "near", "outside") &&
        (syntax_is_noun(syntax, preposition - 1) ||
         strcmp(syntax->document->tokens[preposition - 1].tag, "VBG") == 0)) {
        return preposition - 1;
    }
    return noun;
}

int32_t syntax_subject(const struct syntax *syntax, int32_t verb, bool *guessed)
{
    int32_t v = verb;

    *guessed = false;
    for (int steps = 0; syntax->parsed && v != NO_INDEX && steps < SYNTAX_STEPS_MAX; steps++) {
        int32_t subject = NO_INDEX, head = syntax_head(syntax, v);
        enum relation relation = syntax_relation(syntax, v);
        const char *tag = syntax->document->tokens[v].tag;

        for (int32_t t = syntax_child(syntax, v); t != NO_INDEX; t = syntax_sibling(syntax, t)) {
            if (syntax_relation(syntax, t) == REL_NSUBJ && (t < v || subject == NO_INDEX) &&
                !syntax_is_behind(syntax, t)) {
                subject = t;
            }
        }
        if (subject != NO_INDEX && !syntax_is_relative(syntax_word(syntax, subject))) {
            return subject;
        }
        if (head == NO_INDEX) {
            break;
        }
        if (relation == REL_ACL) {
            bool noun_before = syntax_is_noun(syntax, head) && head < v;
            bool infinitive = strcmp(syntax_word(syntax, v - 1), "to") == 0;

            if (noun_before && !infinitive) {
                /* "X, who attacked", "forces operating in" */
                return subject != NO_INDEX ? syntax_antecedent(syntax, head) : head;
            }
            v = head; /* "its plan to attack": whose plan? */
            continue;
        }
        if (subject != NO_INDEX) { /* a relative pronoun, somewhere else in the tree */
            return subject > syntax->first + 1
                       ? syntax_antecedent(
                             syntax, subject - 1 - (syntax_pos(syntax, subject - 1) == POS_PUNCT))
                       : NO_INDEX;
        }
        if (relation == REL_CONJ && syntax_is_verb(syntax, head)) {
            v = head;
            continue;
        }
        if (relation == REL_XCOMP || relation == REL_ADVCL || relation == REL_CCOMP) {
            bool infinitive = strcmp(syntax_word(syntax, v - 1), "to") == 0;
            bool gerund = strcmp(tag, "VBG") == 0;

            if (infinitive && syntax_controls_object(syntax_word(syntax, head)) &&
                syntax_child_by(syntax, head, REL_OBJ) != NO_INDEX) {
                return syntax_child_by(syntax, head, REL_OBJ);
            }
            if (!infinitive && !gerund && relation != REL_XCOMP) {
                break;
            }
            if (!infinitive && relation == REL_XCOMP && syntax_is_noun(syntax, head) && head < v &&
                syntax_relation(syntax, head) == REL_ROOT) {
                return head; /* "X and Y cooperate", misread */
            }
            v = head;
            continue;
        }
        if (syntax_is_noun(syntax, head) && head < v && relation != REL_OBL &&
            syntax_child_by(syntax, v, REL_AUX) != NO_INDEX) {
            return head;
        }
        if (!syntax_is_verb(syntax, v) &&
            (relation == REL_OBJ || relation == REL_OBL || relation == REL_NMOD)) {
            v = head; /* from "plan to": "announced its plan to" */
            continue;
        }
        break;
    }
    *guessed = true;
    return syntax_subject_by_distance(syntax, verb);
}

/* "at least", "up to", "more than", "as many as" before a number: the token behind them. */
static int32_t syntax_past_estimate(const struct syntax *syntax, int32_t token)
{
    const char *first = syntax_word(syntax, token), *second = syntax_word(syntax, token + 1);

    if ((strcmp(first, "at") == 0 && MATCH_ONE_OF(second, "least", "most")) ||
        (strcmp(first, "up") == 0 && strcmp(second, "to") == 0) ||
        (MATCH_ONE_OF(first, "more", "fewer", "less") && strcmp(second, "than") == 0)) {
        return token + 2;
    }
    if (strcmp(first, "as") == 0 && MATCH_ONE_OF(second, "many", "few")) {
        return token + 3;
    }
    return MATCH_ONE_OF(first, "about", "around", "over") &&
                   syntax_pos(syntax, token + 1) == POS_NUM
               ? token + 1
               : token;
}

int32_t syntax_object(const struct syntax *syntax, int32_t verb, int32_t last, bool *guessed)
{
    int32_t t;

    *guessed = false;
    for (t = syntax_child(syntax, verb); t != NO_INDEX; t = syntax_sibling(syntax, t)) {
        if (syntax_relation(syntax, t) == REL_OBJ && (t > last || last == verb)) {
            return t;
        }
    }
    *guessed = true;
    t = last + 1;
    while (t < syntax->end && (syntax_pos(syntax, t) == POS_ADV ||
                               (syntax->document->tokens[t].flags & TOKEN_DATE) != 0)) {
        t++;
    }
    if (last == verb) {
        t = syntax_past_estimate(syntax, t);
    }
    if (match_is_preposition(syntax_word(syntax, t)) && last == verb) {
        return NO_INDEX;
    }
    if (last > verb && (syntax->document->tokens[t].flags & TOKEN_DATE) == 0 && t > last + 1 &&
        strcmp(syntax_word(syntax, t), syntax_word(syntax, last)) == 0) {
        t++; /* "called on Thursday on X" */
    }
    return syntax_phrase_head(syntax, t);
}

/* A child, or a child of it, whose own preposition is the one asked for. */
static int32_t syntax_oblique_below(const struct syntax *syntax, int32_t token,
                                    uint32_t preposition)
{
    for (int32_t t = syntax_child(syntax, token); t != NO_INDEX; t = syntax_sibling(syntax, t)) {
        enum relation relation = syntax_relation(syntax, t);

        if (relation != REL_OBL && relation != REL_NMOD && relation != REL_ADVCL &&
            relation != REL_ACL) {
            continue;
        }
        for (int32_t c = syntax_child(syntax, t); c != NO_INDEX; c = syntax_sibling(syntax, c)) {
            if ((syntax_relation(syntax, c) == REL_CASE ||
                 syntax_relation(syntax, c) == REL_MARK) &&
                c < t && syntax_number(syntax, c) == preposition &&
                (syntax->document->tokens[t].flags & TOKEN_DATE) == 0) {
                return t;
            }
        }
    }
    return NO_INDEX;
}

int32_t syntax_oblique(const struct syntax *syntax, int32_t token, int32_t last,
                       uint32_t preposition, bool *guessed)
{
    int32_t found = syntax_oblique_below(syntax, token, preposition), object;

    *guessed = false;
    for (int32_t t = syntax_child(syntax, token); t != NO_INDEX && found == NO_INDEX;
         t = syntax_sibling(syntax, t)) {
        enum relation relation = syntax_relation(syntax, t);

        if (t > token &&
            (relation == REL_OBJ || relation == REL_OBL || relation == REL_NMOD ||
             ((relation == REL_CONJ || relation == REL_XCOMP) && syntax_is_noun(syntax, t)))) {
            found = syntax_oblique_below(syntax, t, preposition);
        }
    }
    if (found == NO_INDEX && preposition != syntax->rules->by && syntax_is_verb(syntax, token) &&
        syntax_passive(syntax, token)) {
        for (int32_t t = syntax_child(syntax, token);
             t != NO_INDEX && t < token && found == NO_INDEX; t = syntax_sibling(syntax, t)) {
            if (syntax_relation(syntax, t) == REL_NSUBJ) { /* "an agreement with X was signed" */
                found = syntax_oblique_below(syntax, t, preposition);
            }
        }
    }
    if (found != NO_INDEX) {
        return found;
    }
    *guessed = true;
    for (int32_t t = last + 1; t < syntax->end && t - last <= SYNTAX_OBLIQUE_FAR; t++) {
        if (syntax_clause_between(syntax, t, t + 1) ||
            strcmp(syntax_word(syntax, t), "that") == 0 ||
            (strncmp(syntax->document->tokens[t].tag, "VB", 2) == 0 && syntax_is_verb(syntax, t) &&
             syntax_relation(syntax, t) != REL_AMOD)) {
            break;
        }
        if (syntax_number(syntax, t) == preposition) {
            object = syntax_phrase_head(syntax, t + 1);
            if (object != NO_INDEX && (syntax->document->tokens[object].flags & TOKEN_DATE) == 0) {
                return object;
            }
        }
    }
    return NO_INDEX;
}
