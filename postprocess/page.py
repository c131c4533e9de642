# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""The HTML page of a report: one file, no links to anything outside of it."""
from html import escape

STYLE = """
:root { --ink: #23272e; --soft: #5d6470; --line: #e2e5ea; --paper: #ffffff; --back: #f5f6f8; --mark: #1f6f8b; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--ink); font: 15px/1.55 system-ui, "DejaVu Sans", sans-serif; }
main { max-width: 1280px; margin: 0 auto; padding: 28px 24px 60px; }
h1 { font-size: 26px; margin: 0 0 2px; letter-spacing: -0.01em; }
h2 { font-size: 18px; margin: 0 0 4px; }
h3 { font-size: 14px; margin: 18px 0 4px; color: var(--soft); }
p { margin: 4px 0 10px; max-width: 80ch; color: var(--soft); }
section { background: var(--paper); border: 1px solid var(--line); border-radius: 8px; padding: 18px 22px; margin-top: 18px; }
nav { margin: 10px 0 0; font-size: 14px; } nav a { color: var(--mark); margin-right: 16px; text-decoration: none; }
img { width: 100%; height: auto; display: block; margin-top: 8px; }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(185px, 1fr)); gap: 12px; margin-top: 18px; }
.fact { background: var(--paper); border: 1px solid var(--line); border-radius: 8px; padding: 12px 16px; }
.fact b { display: block; font-size: 21px; font-weight: 600; } .fact span { color: var(--soft); font-size: 13px; }
table { border-collapse: collapse; font-size: 14px; margin-top: 8px; }
th, td { text-align: left; padding: 4px 22px 4px 0; border-bottom: 1px solid var(--line); vertical-align: top; }
th { color: var(--soft); font-weight: 500; } td.number { text-align: right; font-variant-numeric: tabular-nums; }
.columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(340px, 1fr)); gap: 8px 40px; }
.warning { border-left: 4px solid #d1495b; padding: 8px 14px; background: #fdf1f2; margin-top: 16px; }
pre { font: 12px/1.45 ui-monospace, "DejaVu Sans Mono", monospace; background: var(--back); padding: 12px; overflow-x: auto; }
summary { cursor: pointer; color: var(--mark); }
@media print {
  body { background: white; font-size: 11px; } main { max-width: none; padding: 0; } nav { display: none; }
  section { border: none; padding: 8px 0; } img, table, .fact { break-inside: avoid; } h2, h3 { break-after: avoid; }
}
"""


def table(headers, rows):
    """rows of text; numbers are given as (text,) to be set right-aligned."""
    head = "".join(f"<th>{escape(h)}</th>" for h in headers)
    body = "".join("<tr>" + "".join(f'<td class="number">{escape(c[0])}</td>' if isinstance(c, tuple) else f"<td>{escape(c)}</td>"
                                    for c in row) + "</tr>" for row in rows)
    return f"<table>{'<tr>' + head + '</tr>' if headers else ''}{body}</table>"


def section(name, title, text, *contents):
    words = f"<p>{text}</p>" if text else ""
    return name, title, f'<section id="{name}"><h2>{escape(title)}</h2>{words}{"".join(contents)}</section>'


def page(title, subtitle, facts, sections, warning=""):
    links = "".join(f'<a href="#{name}">{escape(heading)}</a>' for name, heading, _ in sections)
    cards = "".join(f'<div class="fact"><b>{escape(value)}</b><span>{escape(label)}</span></div>' for value, label in facts)
    alarm = f'<div class="warning">{escape(warning)}</div>' if warning else ""
    return (f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
            f'<meta name="viewport" content="width=device-width"><style>{STYLE}</style></head><body><main>'
            f"<h1>{escape(title)}</h1><p>{escape(subtitle)}</p><nav>{links}</nav>{alarm}"
            f'<div class="facts">{cards}</div>{"".join(html for _, _, html in sections)}</main></body></html>\n')
