# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""The units that geometry needs, each as a factor to the first of its kind. (`callus` itself uses UDUNITS-2, which knows more.)"""
import math

KINDS = {
    "mm": {"mm": 1.0, "um": 1e-3, "µm": 1e-3, "cm": 10.0, "m": 1000.0},
    "deg": {"deg": 1.0, "rad": 180 / math.pi},
    "1": {"1": 1.0, "%": 0.01},
    "g/cm3": {"g/cm3": 1.0, "g/mL": 1.0, "mg/cm3": 1e-3, "kg/m3": 1e-3},
    "MPa": {"MPa": 1.0, "kPa": 1e-3, "Pa": 1e-6, "GPa": 1e3, "N/mm2": 1.0},
    "HU": {"HU": 1.0},
}


def known(unit):
    """The units that may stand for this one, for messages."""
    return ", ".join(KINDS[unit])


def factor(found, wanted):
    """By which a number in `found` becomes one in `wanted`; None if that is another kind of quantity."""
    return KINDS[wanted].get(found)
