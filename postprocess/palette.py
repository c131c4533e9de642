# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""The colours of tissues, outcomes and cells: the same in every picture of every run."""

# Volume fractions of these fields colour the tissue map; what they leave is granulation tissue.
TISSUES = {
    "fibrous_matrix": ("fibrous tissue", "#c8553d"),
    "cartilage_matrix": ("cartilage", "#3d8eb9"),
    "woven_bone": ("woven bone", "#f0b541"),
    "mature_bone": ("mature bone", "#8a5a1c"),
}
GRANULATION = ("granulation tissue", "#f7dcd6")
NOTHING = ("", "#ffffff")

# Materials that do not heal, by words in the name of the region.
FIXED_REGIONS = {"marrow": "#fbf3d9", "cortical": "#d6d1c6", "bone": "#d6d1c6"}
FIXED_OTHER = "#b9bec6"

# Outcomes of the stimulus law, by driver.
OUTCOMES = {
    "resorption_weight": ("resorption", "#b9b4c7"),
    "mature_bone_weight": ("mature bone", TISSUES["mature_bone"][1]),
    "woven_bone_weight": ("woven bone", TISSUES["woven_bone"][1]),
    "cartilage_weight": ("cartilage", TISSUES["cartilage_matrix"][1]),
    "fibrous_weight": ("fibrous tissue", TISSUES["fibrous_matrix"][1]),
    "destruction_weight": ("destruction", "#3b3b3b"),
}

FIELDS = {
    "debris": "#7f7f7f",
    "neutrophils": "#c9961a",
    "m0_macrophages": "#9aa5b1",
    "m1_macrophages": "#d1495b",
    "m2_macrophages": "#2e7d6b",
    "stem_cells": "#6a4c93",
    "fibroblasts": TISSUES["fibrous_matrix"][1],
    "chondrocytes": TISSUES["cartilage_matrix"][1],
    "osteoblasts": TISSUES["woven_bone"][1],
    "osteoclasts": "#40342a",
    **{name: colour for name, (_, colour) in TISSUES.items()},
}
OTHERS = ["#1f6f8b", "#e07a5f", "#5f7a2f", "#8f5a99", "#c9961a", "#3d5a80", "#b23a6b", "#4f9d69", "#7a6f5d", "#6d6875"]


def rgb(colour):
    return tuple(int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5))


def of_region(name):
    for word, colour in FIXED_REGIONS.items():
        if word in name:
            return colour
    return FIXED_OTHER


def of_column(name, index):
    """The colour of a history column: that of the field it begins with, else the next of the others."""
    for key, colour in sorted(FIELDS.items(), key=lambda item: -len(item[0])):
        if name.replace(" ", "_").lower().startswith(key):
            return colour
    return OTHERS[index % len(OTHERS)]
