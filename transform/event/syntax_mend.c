/* What the parser often gets wrong, and what can be told from the words: a noun as the head of a
 * sentence that has a verb, two subjects of one verb, who does what is said. */
#include <string.h>
#include "transform/event/syntax.h"
#include "transform/event/words.h"

enum {
    MEND_THAT_FAR = 5,    /* words between "demanded" and "that" */
    MEND_VERB_FAR = 6,    /* words between "that" and its verb */
    MEND_SUBJECT_FAR = 14 /* words between "after" and its verb */
};

/* Words that open a clause with a verb of its own. */
static bool syntax_opens_clause(const struct syntax *syntax, int32_t token)
{
    const char *word = syntax->document->tokens[token].lower;
    enum relation relation = (enum relation)syntax->relations[token - syntax->first];

    return MATCH_ONE_OF(word, "who", "which", "whose", "whom", "where", "when", "while", "because",
                        "although", "though", "if", "unless", "until", "what", "how", "whether",
                        "why") ||
           (MATCH_ONE_OF(word, "that", "as", "after", "before", "since") &&
            strcmp(syntax->document->tokens[token].tag, "DT") != 0 && relation != REL_CASE &&
            relation != REL_DET);
}

/* Whether a verb can be a clause's own: "attacked", "has attacked", not "attacking", "attacked by".
 */
static bool syntax_is_finite(const struct syntax *syntax, int32_t verb)
{
    const struct token *tokens = syntax->document->tokens;
    const char *tag = tokens[verb].tag;
    int32_t before = verb - 1;

    while (before > syntax->first && syntax->pos[before - syntax->first] == POS_ADV) {
        before--;
    }
    if (before >= syntax->first &&
        (strcmp(tokens[before].tag, "MD") == 0 ||
         MATCH_ONE_OF(tokens[before].lower, "has", "have", "had", "was", "were", "is", "are",
                      "been", "be", "did", "does", "do"))) {
        return true;
    }
    if (MATCH_ONE_OF(tag, "VBZ", "VBP", "VBD") && verb + 1 < syntax->end) {
        return strcmp(tokens[verb + 1].lower, "by") != 0;
    }
    if (strcmp(tag, "VBN") == 0 && verb + 1 < syntax->end) { /* "killed 46 civilians" */
        enum pos behind = (enum pos)syntax->pos[verb + 1 - syntax->first];

        return (behind == POS_DET || behind == POS_NUM || behind == POS_ADJ || behind == POS_NOUN ||
                behind == POS_PROPN) &&
               (tokens[verb + 1].flags & TOKEN_DATE) == 0;
    }
    return false;
}

/* Whether a noun has a preposition of its own, or is none: no subject. */
static bool syntax_hangs_behind(const struct syntax *syntax, int32_t noun)
{
    if (syntax->pos[noun - syntax->first] == POS_ADV) {
        return true;
    }
    for (int32_t t = noun - 1; t >= syntax->first && noun - t < 7; t--) {
        if (syntax->heads[t - syntax->first] == noun &&
            syntax->relations[t - syntax->first] == REL_CASE) {
            /* "on Saturday troops" */
            return (syntax->document->tokens[t + 1].flags & TOKEN_DATE) == 0;
        }
    }
    return false;
}

/* "X and Y resumed": of two subjects the second is joined to the first. */
static void syntax_mend_subjects(struct syntax *syntax)
{
    int32_t last = NO_INDEX; /* the subject before */
    bool joined = false;     /* an "and" since */

    for (int32_t t = syntax->first; t < syntax->end; t++) {
        bool subject = syntax->relations[t - syntax->first] == REL_NSUBJ;

        if (strcmp(syntax->document->tokens[t].lower, "and") == 0) {
            joined = true;
        } else if (syntax->pos[t - syntax->first] == POS_VERB && !subject) {
            last = NO_INDEX;
        }
        if (!subject) {
            continue;
        }
        if (last != NO_INDEX && joined &&
            syntax->heads[last - syntax->first] == syntax->heads[t - syntax->first]) {
            syntax->heads[t - syntax->first] = last;
            syntax->relations[t - syntax->first] = REL_CONJ;
        } else {
            last = t;
            joined = false;
        }
    }
}

/* Whether a verb has a subject of its own between two words; what stands behind a preposition is
 * none, and is made none. */
static bool syntax_has_subject(struct syntax *syntax, int32_t from, int32_t verb)
{
    for (int32_t t = from + 1; t < verb; t++) {
        if (syntax->heads[t - syntax->first] == verb &&
            syntax->relations[t - syntax->first] == REL_NSUBJ) {
            if (!syntax_hangs_behind(syntax, t)) {
                return true;
            }
            syntax->relations[t - syntax->first] = REL_OBL;
        }
    }
    return false;
}

/* "The paper says Y telephoned X", with Y as what is said and the verb joined on: Y telephoned. */
static void syntax_mend_speech(struct syntax *syntax)
{
    const struct token *tokens = syntax->document->tokens;

    for (int32_t t = syntax->first; t + 2 < syntax->end; t++) {
        int32_t object = NO_INDEX, verb = NO_INDEX;

        if (!MATCH_ONE_OF(tokens[t].lower, "says", "said", "say", "reports", "reported", "believes",
                          "believe", "claims", "claimed", "announced", "confirmed")) {
            continue;
        }
        for (int32_t n = t + 1; n < syntax->end && n - t < 14 && verb == NO_INDEX; n++) {
            bool mine = syntax->heads[n - syntax->first] == t;

            if (MATCH_ONE_OF(tokens[n].lower, ",", "and", "or", "but", "that", "``", "\"", ";",
                             ":")) {
                break;
            }
            if (mine && syntax->relations[n - syntax->first] == REL_OBJ &&
                syntax->pos[n - syntax->first] != POS_DET) {
                object = n;
            } else if (mine && object != NO_INDEX && syntax->pos[n - syntax->first] == POS_VERB &&
                       (syntax->relations[n - syntax->first] == REL_CONJ ||
                        syntax->relations[n - syntax->first] == REL_CCOMP)) {
                verb = n;
            }
        }
        if (verb != NO_INDEX && syntax_has_subject(syntax, object, verb)) {
            verb = NO_INDEX;
        }
        if (verb != NO_INDEX) {
            syntax->heads[object - syntax->first] = verb;
            syntax->relations[object - syntax->first] = REL_NSUBJ;
            syntax->relations[verb - syntax->first] = REL_CCOMP;
        }
    }
}

/* Who is the subject of a main verb that the tree has below the noun `root`: that noun, but not
 * "In May" or "Delhi:" before another. NO_INDEX: the verb has one, or there is none. */
static int32_t syntax_mended_subject(const struct syntax *syntax, int32_t root, int32_t verb)
{
    int32_t above = syntax->heads[verb - syntax->first], found = NO_INDEX;
    bool apart = false; /* the root stands before a colon, or behind a preposition */

    for (int32_t t = syntax->first; t < verb; t++) {
        int32_t head = syntax->heads[t - syntax->first];
        enum relation relation = (enum relation)syntax->relations[t - syntax->first];

        if (head == verb && relation == REL_NSUBJ) {
            if (!syntax_hangs_behind(syntax, t)) {
                return NO_INDEX;
            }
            syntax->relations[t - syntax->first] = REL_OBL; /* "a town north of Baghdad killed" */
        }
        apart = apart || (head == root && relation == REL_CASE && t < root) ||
                (t > root && MATCH_ONE_OF(syntax->document->tokens[t].lower, ":", "—", "–"));
    }
    if (!apart) {
        return root;
    }
    if (above > root && syntax->pos[above - syntax->first] != POS_VERB) {
        return above;
    }
    for (int32_t t = root + 1; t < verb && found == NO_INDEX; t++) {
        enum relation relation = (enum relation)syntax->relations[t - syntax->first];

        found = syntax->heads[t - syntax->first] == root &&
                        (relation == REL_CONJ || relation == REL_APPOS)
                    ? t
                    : NO_INDEX;
    }
    return found;
}

static void syntax_mend_root(struct syntax *syntax)
{
    int32_t root = syntax->first, clauses = 0;

    while (root < syntax->end && syntax->relations[root - syntax->first] != REL_ROOT) {
        root++;
    }
    if (root >= syntax->end || (syntax->pos[root - syntax->first] != POS_NOUN &&
                                syntax->pos[root - syntax->first] != POS_PROPN)) {
        return;
    }
    for (int32_t t = syntax->first; t < syntax->end; t++) { /* "X is a Y": it has one */
        if (syntax->heads[t - syntax->first] == root &&
            (syntax->relations[t - syntax->first] == REL_COP ||
             syntax->relations[t - syntax->first] == REL_NSUBJ)) {
            return;
        }
    }
    for (int32_t t = root + 1; t < syntax->end; t++) {
        enum relation relation = (enum relation)syntax->relations[t - syntax->first];

        clauses += syntax_opens_clause(syntax, t);
        if (syntax->pos[t - syntax->first] != POS_VERB || relation == REL_AMOD ||
            relation == REL_COMPOUND || !syntax_is_finite(syntax, t)) {
            continue;
        }
        if (clauses > 0) {
            clauses--;
            continue;
        }
        if (relation == REL_ACL || relation == REL_ADVCL || relation == REL_CCOMP ||
            relation == REL_XCOMP || relation == REL_PARATAXIS) {
            int32_t subject = syntax_mended_subject(syntax, root, t);

            if (subject != root) {
                syntax->heads[root - syntax->first] = t;
                syntax->relations[root - syntax->first] = REL_OBL;
            }
            if (subject != NO_INDEX) {
                syntax->heads[subject - syntax->first] = t;
                syntax->relations[subject - syntax->first] = REL_NSUBJ;
            }
            syntax->heads[t - syntax->first] = NO_INDEX;
            syntax->relations[t - syntax->first] = REL_ROOT;
        }
        return;
    }
}

/* Whether a rule knows the word as the base form of a verb. */
static bool syntax_can_be_verb(const struct syntax *syntax, int32_t token)
{
    const struct event_rules *rules = syntax->rules;
    uint32_t word = syntax->words[token - syntax->first];

    for (uint32_t i = word == VOCABULARY_NONE ? 0 : rules->first_trigger[word];
         word != VOCABULARY_NONE && i < rules->first_trigger[word + 1]; i++) {
        if (rules->triggers[i].kind == RULE_VERB && rules->triggers[i].phrase.form == FORM_BASE) {
            return true;
        }
    }
    return false;
}

static bool syntax_has_verb(const struct syntax *syntax, int32_t from, int32_t to)
{
    for (int32_t t = from; t < to && t < syntax->end; t++) {
        const char *tag = syntax->document->tokens[t].tag;

        if (MATCH_ONE_OF(tag, "MD", "VB", "VBD", "VBP", "VBZ")) {
            return true;
        }
        if (strcmp(syntax->document->tokens[t].lower, ",") == 0) {
            return false;
        }
    }
    return false;
}

/* "demanded that Hamas free all hostages": the bare form behind a subject is a verb, though it
 * looks like an adjective or a noun. */
static void syntax_mend_demand(struct syntax *syntax)
{
    const struct token *tokens = syntax->document->tokens;
    int32_t demand = NO_INDEX;

    for (int32_t t = syntax->first; t < syntax->end; t++) {
        if (MATCH_ONE_OF(tokens[t].lower, "demand", "demanded", "demands", "demanding", "insist",
                         "insisted", "insists", "insisting", "urged", "requested", "asked",
                         "recommended", "ordered", "proposed", "suggested", "require",
                         "required")) {
            demand = t;
        }
        if (strcmp(tokens[t].lower, "that") != 0 || demand == NO_INDEX ||
            t - demand > MEND_THAT_FAR) {
            continue;
        }
        for (int32_t v = t + 2; v + 1 < syntax->end && v - t <= MEND_VERB_FAR; v++) {
            enum pos before = (enum pos)syntax->pos[v - 1 - syntax->first],
                     self = (enum pos)syntax->pos[v - syntax->first];

            if ((before != POS_NOUN && before != POS_PROPN && before != POS_PRON) ||
                self == POS_VERB || !syntax_can_be_verb(syntax, v) ||
                syntax_has_verb(syntax, t + 1, v + MEND_VERB_FAR)) {
                continue;
            }
            syntax->pos[v - syntax->first] = POS_VERB;
            syntax->heads[v - syntax->first] = demand;
            syntax->relations[v - syntax->first] = REL_CCOMP;
            syntax->heads[v - 1 - syntax->first] = v;
            syntax->relations[v - 1 - syntax->first] = REL_NSUBJ;
            break;
        }
        demand = NO_INDEX;
    }
}

/* What stands between a verb and `end` is no subject of the verb that is joined on to it there. */
static void syntax_take_objects(struct syntax *syntax, int32_t end, int32_t verb)
{
    int32_t own = syntax->heads[verb - syntax->first];

    for (int32_t t = own + 1; t < end; t++) {
        if (syntax->heads[t - syntax->first] == verb &&
            syntax->relations[t - syntax->first] == REL_NSUBJ) {
            syntax->heads[t - syntax->first] = own;
            syntax->relations[t - syntax->first] = REL_OBJ;
        }
    }
}

/* "X condemned Y and praised Z": what stands before the "and" is no subject of the verb right
 * behind it. */
static void syntax_mend_joined(struct syntax *syntax)
{
    for (int32_t verb = syntax->first + 3; verb < syntax->end; verb++) {
        int32_t head = syntax->heads[verb - syntax->first];

        if (syntax->relations[verb - syntax->first] != REL_CONJ || head < syntax->first ||
            head + 2 >= verb || syntax->pos[verb - syntax->first] != POS_VERB ||
            syntax->pos[head - syntax->first] != POS_VERB ||
            syntax->pos[verb - 1 - syntax->first] != POS_CCONJ) {
            continue;
        }
        syntax_take_objects(syntax, verb - 1, verb);
    }
}

/* The verb joined on to one before `from`, with nothing but its subject between; NO_INDEX: none. */
static int32_t syntax_joined_behind(const struct syntax *syntax, int32_t from)
{
    for (int32_t v = from + 2; v < syntax->end && v - from < MEND_SUBJECT_FAR; v++) {
        const char *tag = syntax->document->tokens[v].tag;

        if (syntax->pos[v - syntax->first] == POS_PUNCT || strcmp(tag, "CC") == 0 ||
            strcmp(tag, "TO") == 0 || strcmp(tag, "WP") == 0 || strcmp(tag, "WDT") == 0) {
            return NO_INDEX;
        }
        if (strncmp(tag, "VB", 2) == 0) {
            return syntax->relations[v - syntax->first] == REL_CONJ &&
                           syntax->heads[v - syntax->first] >= syntax->first &&
                           syntax->heads[v - syntax->first] < from && syntax_is_finite(syntax, v)
                       ? v
                       : NO_INDEX;
        }
    }
    return NO_INDEX;
}

/* "X detained 90 after supporters of Y stormed Z", read as if X had stormed: who stands behind
 * "after" did. */
static void syntax_mend_after(struct syntax *syntax)
{
    for (int32_t t = syntax->first + 2; t < syntax->end; t++) {
        int32_t noun = syntax->heads[t - syntax->first], verb;

        if (syntax->relations[t - syntax->first] != REL_CASE || noun <= t ||
            !MATCH_ONE_OF(syntax->document->tokens[t].lower, "after", "before", "since", "until",
                          "as") ||
            (syntax->document->tokens[noun].flags & TOKEN_DATE) != 0) {
            continue;
        }
        verb = syntax_joined_behind(syntax, t);
        if (verb != NO_INDEX && noun < verb) {
            syntax_take_objects(syntax, t, verb);
            syntax->heads[noun - syntax->first] = verb;
            syntax->relations[noun - syntax->first] = REL_NSUBJ;
            syntax->relations[verb - syntax->first] = REL_ADVCL;
            syntax->heads[t - syntax->first] = verb;
            syntax->relations[t - syntax->first] = REL_MARK;
            syntax->pos[t - syntax->first] = POS_SCONJ;
        }
    }
}

void syntax_mend(struct syntax *syntax)
{
    syntax_mend_joined(syntax);
    syntax_mend_after(syntax);
    syntax_mend_demand(syntax);
    syntax_mend_subjects(syntax);
    syntax_mend_speech(syntax);
    if (!syntax->document->sentences[syntax->sentence].heading) {
        syntax_mend_root(syntax);
    }
}
