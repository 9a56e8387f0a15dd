#include "transform/event/inflect.h"

#include <string.h>

/* base, past, participle */
static const char *const inflect_irregular[][3] = {{"acquit", "acquitted", "acquitted"},
                                                   {"beat", "beat", "beaten"},
                                                   {"begin", "began", "begun"},
                                                   {"bid", "bid", "bid"},
                                                   {"bind", "bound", "bound"},
                                                   {"blow", "blew", "blown"},
                                                   {"break", "broke", "broken"},
                                                   {"bring", "brought", "brought"},
                                                   {"build", "built", "built"},
                                                   {"burst", "burst", "burst"},
                                                   {"buy", "bought", "bought"},
                                                   {"catch", "caught", "caught"},
                                                   {"cast", "cast", "cast"},
                                                   {"choose", "chose", "chosen"},
                                                   {"freeze", "froze", "frozen"},
                                                   {"overrun", "overran", "overrun"},
                                                   {"retake", "retook", "retaken"},
                                                   {"slay", "slew", "slain"},
                                                   {"undertake", "undertook", "undertaken"},
                                                   {"come", "came", "come"},
                                                   {"cut", "cut", "cut"},
                                                   {"deal", "dealt", "dealt"},
                                                   {"draw", "drew", "drawn"},
                                                   {"drive", "drove", "driven"},
                                                   {"fall", "fell", "fallen"},
                                                   {"feed", "fed", "fed"},
                                                   {"fight", "fought", "fought"},
                                                   {"find", "found", "found"},
                                                   {"flee", "fled", "fled"},
                                                   {"fly", "flew", "flown"},
                                                   {"forbid", "forbade", "forbidden"},
                                                   {"forgive", "forgave", "forgiven"},
                                                   {"get", "got", "gotten"},
                                                   {"give", "gave", "given"},
                                                   {"go", "went", "gone"},
                                                   {"grow", "grew", "grown"},
                                                   {"hang", "hung", "hung"},
                                                   {"hear", "heard", "heard"},
                                                   {"hide", "hid", "hidden"},
                                                   {"hit", "hit", "hit"},
                                                   {"hold", "held", "held"},
                                                   {"hurt", "hurt", "hurt"},
                                                   {"keep", "kept", "kept"},
                                                   {"know", "knew", "known"},
                                                   {"lay", "laid", "laid"},
                                                   {"lead", "led", "led"},
                                                   {"leave", "left", "left"},
                                                   {"lend", "lent", "lent"},
                                                   {"let", "let", "let"},
                                                   {"lose", "lost", "lost"},
                                                   {"make", "made", "made"},
                                                   {"mean", "meant", "meant"},
                                                   {"meet", "met", "met"},
                                                   {"overcome", "overcame", "overcome"},
                                                   {"override", "overrode", "overridden"},
                                                   {"oversee", "oversaw", "overseen"},
                                                   {"overthrow", "overthrew", "overthrown"},
                                                   {"pay", "paid", "paid"},
                                                   {"put", "put", "put"},
                                                   {"quit", "quit", "quit"},
                                                   {"read", "read", "read"},
                                                   {"have", "had", "had"},
                                                   {"rebuild", "rebuilt", "rebuilt"},
                                                   {"redo", "redid", "redone"},
                                                   {"rewrite", "rewrote", "rewritten"},
                                                   {"resell", "resold", "resold"},
                                                   {"rise", "rose", "risen"},
                                                   {"run", "ran", "run"},
                                                   {"say", "said", "said"},
                                                   {"see", "saw", "seen"},
                                                   {"seek", "sought", "sought"},
                                                   {"sell", "sold", "sold"},
                                                   {"send", "sent", "sent"},
                                                   {"set", "set", "set"},
                                                   {"shake", "shook", "shaken"},
                                                   {"shoot", "shot", "shot"},
                                                   {"show", "showed", "shown"},
                                                   {"shut", "shut", "shut"},
                                                   {"sink", "sank", "sunk"},
                                                   {"speak", "spoke", "spoken"},
                                                   {"spend", "spent", "spent"},
                                                   {"split", "split", "split"},
                                                   {"spread", "spread", "spread"},
                                                   {"stand", "stood", "stood"},
                                                   {"steal", "stole", "stolen"},
                                                   {"stick", "stuck", "stuck"},
                                                   {"strike", "struck", "struck"},
                                                   {"swear", "swore", "sworn"},
                                                   {"take", "took", "taken"},
                                                   {"tear", "tore", "torn"},
                                                   {"tell", "told", "told"},
                                                   {"think", "thought", "thought"},
                                                   {"throw", "threw", "thrown"},
                                                   {"undergo", "underwent", "undergone"},
                                                   {"understand", "understood", "understood"},
                                                   {"uphold", "upheld", "upheld"},
                                                   {"win", "won", "won"},
                                                   {"withdraw", "withdrew", "withdrawn"},
                                                   {"withhold", "withheld", "withheld"},
                                                   {"withstand", "withstood", "withstood"},
                                                   {"write", "wrote", "written"}};

static bool inflect_is_vowel(char c)
{
    return c != '\0' && strchr("aeiou", c) != NULL;
}

static bool inflect_hisses(const char *word, size_t length)
{
    return word[length - 1] == 's' || word[length - 1] == 'x' || word[length - 1] == 'z' ||
           word[length - 1] == 'o' ||
           (length > 1 && word[length - 1] == 'h' &&
            (word[length - 2] == 's' || word[length - 2] == 'c'));
}

static const char *inflect_third(struct arena *arena, const char *base)
{
    size_t length = strlen(base);

    if (strcmp(base, "have") == 0) {
        return "has";
    }
    if (inflect_hisses(base, length)) {
        return arena_printf(arena, "%ses", base);
    }
    if (length > 1 && base[length - 1] == 'y' && !inflect_is_vowel(base[length - 2])) {
        return arena_printf(arena, "%.*sies", (int)length - 1, base);
    }
    return arena_printf(arena, "%ss", base);
}

size_t inflect_verb(struct arena *arena, const char *base, struct inflection forms[INFLECTIONS_MAX])
{
    size_t length = strlen(base), count = 0;
    char last = base[length - 1];
    bool consonant = length > 2 && !inflect_is_vowel(last) && last != 'w' && last != 'x' &&
                     last != 'y' && inflect_is_vowel(base[length - 2]) &&
                     !inflect_is_vowel(base[length - 3]);
    int stem = (int)length - 1;

    forms[count++] = (struct inflection){base, FORM_BASE};
    forms[count++] = (struct inflection){inflect_third(arena, base), FORM_THIRD};
    for (size_t i = 0; i < sizeof inflect_irregular / sizeof inflect_irregular[0]; i++) {
        if (*base == *inflect_irregular[i][0] && strcmp(base, inflect_irregular[i][0]) == 0) {
            bool same = strcmp(inflect_irregular[i][1], inflect_irregular[i][2]) == 0;

            forms[count++] = (struct inflection){inflect_irregular[i][1],
                                                 same ? FORM_PAST_OR_PARTICIPLE : FORM_PAST};
            if (!same) {
                forms[count++] = (struct inflection){inflect_irregular[i][2], FORM_PARTICIPLE};
            }
            stem = -1;
            break;
        }
    }
    if (stem >= 0) {
        if (last == 'e') {
            forms[count++] =
                (struct inflection){arena_printf(arena, "%sd", base), FORM_PAST_OR_PARTICIPLE};
        } else if (last == 'y' && length > 1 && !inflect_is_vowel(base[length - 2])) {
            forms[count++] = (struct inflection){arena_printf(arena, "%.*sied", stem, base),
                                                 FORM_PAST_OR_PARTICIPLE};
        } else {
            forms[count++] =
                (struct inflection){arena_printf(arena, "%sed", base), FORM_PAST_OR_PARTICIPLE};
            if (consonant) {
                forms[count++] = (struct inflection){arena_printf(arena, "%s%ced", base, last),
                                                     FORM_PAST_OR_PARTICIPLE};
            }
        }
    }
    if (length > 2 && last == 'e' && base[length - 2] == 'i') { /* die, lie */
        forms[count++] = (struct inflection){arena_printf(arena, "%.*sying", (int)length - 2, base),
                                             FORM_GERUND};
    } else if (last == 'e' && length > 2 && base[length - 2] != 'e') {
        forms[count++] =
            (struct inflection){arena_printf(arena, "%.*sing", (int)length - 1, base), FORM_GERUND};
    } else {
        forms[count++] = (struct inflection){arena_printf(arena, "%sing", base), FORM_GERUND};
        if (consonant) {
            forms[count++] =
                (struct inflection){arena_printf(arena, "%s%cing", base, last), FORM_GERUND};
        }
    }
    return count;
}

const char *inflect_plural(struct arena *arena, const char *noun)
{
    size_t length = strlen(noun);

    if (length < 2 || (noun[length - 1] == 's' && noun[length - 2] != 's')) {
        return noun;
    }
    return inflect_third(arena, noun);
}
