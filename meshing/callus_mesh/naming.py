# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Names that the user gives on the command line: --name OLD=NEW."""
from parameter_text.problems import nearest

from .refusal import refuse


def add_option(parser, what, example):
    parser.add_argument("--name", action="append", default=[], metavar="OLD=NEW", help=f"call {what} NEW; may be repeated ({example})")


def pairs(words):
    """{old: new}."""
    result = {}
    for word in words:
        old, equals, new = (part.strip() for part in word.partition("="))
        if not equals or not old or not new:
            refuse("--name", f"'{word}'", "OLD=NEW")
        if old in result:
            refuse("--name", f"two names for '{old}': '{result[old]}' and '{new}'", "one")
        result[old] = new
    return result


def rename(imported, names):
    """In all groups; a whole number stands for that value of the region array."""
    groups = (imported.region_sets, imported.cell_sets, imported.surfaces, imported.node_sets)
    for old, new in names.items():
        spellings = (old, f"region_{old}", f"surface_{old}") if old.isdigit() else (old,)
        found = [(group, spelling) for group in groups for spelling in spellings if spelling in group]
        if not found:
            refuse(imported.file, f"no group '{old}' (--name {old}={new})", "a region, set or surface of the file",
                   nearest(old, [name for group in groups for name in group]))
        for group, spelling in found:
            if new in group:
                refuse(imported.file, f"a group '{new}' already (--name {old}={new})", "a name that is not taken yet",
                       "To join sets, name them one after another in --regions.")
            renamed = [(new if key == spelling else key, value) for key, value in group.items()]
            group.clear()
            group.update(renamed)
