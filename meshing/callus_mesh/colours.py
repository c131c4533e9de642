# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Colours of regions in pictures: the same word, the same colour; other regions take the next of a list."""

BY_WORD = {"pores": "#f0c0a8", "marrow": "#f4d58d", "callus": "#e79b8e", "gap": "#e79b8e", "scaffold": "#4f9d8f", "graft": "#86a86b", "cortical": "#d8cfba",
           "trabecular": "#c4a875", "cancellous": "#c4a875", "bone": "#d8cfba", "plate": "#5b7a9d", "nail": "#5b7a9d", "screw": "#2f4660",
           "pin": "#2f4660", "bolt": "#2f4660", "bar": "#5b7a9d", "implant": "#5b7a9d", "cartilage": "#3d8eb9", "muscle": "#b5524f", "skin": "#efcdb8"}
OTHERS = ("#8d6fa8", "#d98b3a", "#5fa0c8", "#7a9a3e", "#c35f82", "#6d6875", "#b5a642", "#3f7d5d")


def of_regions(names):
    """One colour for each name, no colour twice while there are enough."""
    chosen = []
    spare = [colour for colour in OTHERS]
    for name in names:
        colour = next((c for word, c in BY_WORD.items() if word in name.lower()), None)
        if colour is None or colour in chosen:
            colour = spare.pop(0) if spare else colour or OTHERS[len(chosen) % len(OTHERS)]
        chosen.append(colour)
    return chosen
