# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Pieces of Markdown that all pages written by docs/generate share."""
import re


def escaped(text):
    return str(text).replace("|", "\\|").replace("<", "&lt;").replace("\n", " ")


def table(header, rows):
    lines = ["| " + " | ".join(header) + " |", "|" + " --- |" * len(header)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows]) + "\n"


def code(text):
    return f"`{text}`".replace("|", "\\|") if text != "" else ""


def number(value):
    return f"{value:.6g}"


def sentence(text):
    """Ends with a full stop and begins with a capital, unless with a symbol (t_r, a) or with a word to be written as it is."""
    text = text.strip()
    first = re.match(r"[\w ]*", text)[0]
    is_symbol = "_" in first or len(first) == 1 or text[len(first):].startswith(":")
    return escaped((text if is_symbol else text[:1].upper() + text[1:]) + ("" if not text or text[-1] in ".?!" else "."))


def listed(words):
    return ", ".join(code(word) for word in words)


def page(title, introduction, *parts):
    note = "<!-- Written by docs/generate; a test compares. Change the texts in the program, then run docs/generate. -->\n\n"
    return note + f"# {title}\n\n{introduction}\n\n" + "\n".join(part for part in parts if part)


def library_file(path):
    """"library/immune.prm" of wherever it stands."""
    match = re.search(r"parameter_files/(.*)$", path)
    return match[1] if match else ""
