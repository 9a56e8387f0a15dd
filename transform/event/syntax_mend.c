/* Where the parser has a noun as the head of a sentence that has a verb. */
#include <string.h>
#include "transform/event/syntax.h"
#include "transform/event/words.h"

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
            return NO_INDEX;
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

void syntax_mend(struct syntax *syntax)
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
