#include "common/xpath.h"

#include <libxml/xpath.h>
#include <stdio.h>
#include <string.h>

struct xpath_problem {
    int at; /* bytes; -1: not told */
    bool found;
};

static void xpath_note(void *context, xmlErrorPtr error)
{
    struct xpath_problem *problem = context;

    if (!problem->found) {
        problem->found = true;
        problem->at = error->int1;
    }
}

bool xpath_check(const char *text, char *why, size_t size)
{
    xmlXPathContext *context;
    xmlXPathCompExpr *expression;
    struct xpath_problem problem = {.at = -1};

    if (strlen(text) > XPATH_LENGTH_MAX) {
        snprintf(why, size, "is longer than %d bytes", XPATH_LENGTH_MAX);
        return false;
    }
    context = xmlXPathNewContext(NULL);
    if (context == NULL) {
        snprintf(why, size, "cannot be checked: no memory");
        return false;
    }
    context->error = xpath_note;
    context->userData = &problem;
    expression = xmlXPathCtxtCompile(context, (const xmlChar *)text);
    if (expression == NULL) {
        int left = problem.at < 0 || (size_t)problem.at > strlen(text) ? 0 : problem.at;

        snprintf(why, size, "is no XPath; it goes wrong at \"%.40s\"",
                 text[left] == '\0' ? "its end" : text + left);
    }
    xmlXPathFreeContext(context);
    if (expression == NULL) {
        return false;
    }
    xmlXPathFreeCompExpr(expression);
    return true;
}
