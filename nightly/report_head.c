#include "nightly/report_head.h"

#include <stddef.h>

static const char policy[] =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/* All text is at least 4.5 to 1 against its ground, all marks 3 to 1, in both schemes. */
static const char style[] =
    "\n:root{color-scheme:light dark;--ground:#fff;--text:#1b1b1b;--faint:#5a5a5a;--rule:#cfcfcf;"
    "--link:#0b4f9e;--sea:#f3f6f9;--land:#cdd4db;--q1:#4a90c4;--q2:#17507f;--q3:#d07a1f;--q4:#"
    "a1221a}\n"
    "@media (prefers-color-scheme:dark){:root{--ground:#15181c;--text:#e8e8e8;--faint:#a9afb6;"
    "--rule:#444b53;--link:#8fc1ff;--sea:#1c2127;--land:#3a424b;--q1:#8cc4ee;--q2:#4388c4;--q3:#"
    "f0a650;"
    "--q4:#e5645a}}\n"
    "body{margin:0 auto;max-width:60rem;padding:1rem;background:var(--ground);color:var(--text);"
    "font:1rem/1.5 system-ui,sans-serif;overflow-wrap:anywhere}\n"
    "h1{font-size:1.6rem;line-height:1.2;margin:.5rem 0}h2{font-size:1.25rem;margin:2rem 0 .5rem}"
    "h3{font-size:1rem;margin:1.2rem 0 .3rem}\n"
    "a{color:var(--link)}nav ul{display:flex;flex-wrap:wrap;gap:.2rem 1rem;list-style:none;"
    "padding:0}\n"
    ".faint{color:var(--faint);font-size:.9rem}\n"
    "svg{display:block;width:100%;height:auto}\n"
    ".q1{fill:var(--q1)}.q2{fill:var(--q2)}.q3{fill:var(--q3)}.q4{fill:var(--q4)}\n"
    "rect.q1,rect.q2,rect.q3,rect.q4{stroke:var(--ground);stroke-width:.6}\n"
    ".grid{stroke:var(--rule);stroke-width:.6}.axis{stroke:var(--faint);stroke-width:1}"
    ".sea{fill:var(--sea)}.land{fill:none;stroke:var(--land);stroke-width:2}\n"
    ".dot{fill:var(--q3);fill-opacity:.65;stroke:var(--text);stroke-width:.5}\n"
    ".label,.degree{fill:var(--text);font-size:12px}.degree{fill:var(--faint);font-size:10px}"
    ".name{paint-order:stroke;stroke:var(--sea);stroke-width:3px}\n"
    ".legend{display:flex;flex-wrap:wrap;gap:.2rem 1.2rem;list-style:none;padding:0}"
    ".legend svg{display:inline-block;width:.8rem;height:.8rem;margin-right:.4rem}\n"
    ".wide{overflow-x:auto}table{border-collapse:collapse;width:100%;margin:.5rem 0}"
    "caption{text-align:left;color:var(--faint);font-size:.9rem}\n"
    "th,td{padding:.25rem .6rem .25rem 0;text-align:left;vertical-align:top;font-weight:normal;"
    "border-bottom:1px solid var(--rule);overflow-wrap:break-word}thead th{font-weight:bold;"
    "vertical-align:bottom}th.n,td.n{text-align:right;font-variant-numeric:tabular-nums}"
    "td.n{white-space:nowrap}tbody th{min-width:6rem}\n"
    ".events{list-style:none;padding:0}.events li{margin:.6rem 0;padding-left:.7rem;"
    "border-left:4px solid var(--rule)}li.c1{border-color:var(--q1)}li.c2{border-color:var(--q2)}"
    "li.c3{border-color:var(--q3)}li.c4{border-color:var(--q4)}.events p{margin:0}\n"
    "@media print{:root{color-scheme:light;--ground:#fff;--text:#000;--faint:#444;--rule:#bbb;"
    "--link:#000;--sea:#fff;--land:#ddd;--q1:#4a90c4;--q2:#17507f;--q3:#d07a1f;--q4:#a1221a}"
    "body{max-width:none;padding:0;font-size:10pt}nav{display:none}.wide{overflow:visible}"
    "h2,h3{break-after:avoid}li,tr,svg{break-inside:avoid}thead{display:table-header-group}"
    "svg{print-color-adjust:exact;-webkit-print-color-adjust:exact}}\n";

static void head_meta(struct html *html, const char *key, const char *name, const char *content)
{
    html_open(html, "meta");
    html_attribute(html, key, name);
    if (content != NULL) {
        html_attribute(html, "content", content);
    }
    html_close(html);
}

void report_head(struct html *html, const char *title)
{
    html_open(html, "html");
    html_attribute(html, "lang", "en");
    html_open(html, "head");
    head_meta(html, "charset", "utf-8", NULL);
    head_meta(html, "http-equiv", "Content-Security-Policy", policy);
    head_meta(html, "name", "referrer", "no-referrer");
    head_meta(html, "name", "viewport", "width=device-width, initial-scale=1");
    head_meta(html, "name", "color-scheme", "light dark");
    html_element(html, "title", title);
    html_style(html, style);
    html_close(html);
    html_open(html, "body");
}
