# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""From grey values to the density of the phantom: rho_QCT = offset + slope * HU. And is the image in HU at all?"""
import re
from dataclasses import dataclass

import numpy as np

from ..refusal import refuse

LEAST, LARGEST = -1100, 3100  # HU that a CT of bone has, apart from metal
MOST_OUTSIDE = 0.02  # share of the image
POINT = re.compile(r"(-?[\d.]+)\s*:\s*(-?[\d.]+)")


@dataclass(frozen=True)
class Line:
    """slope [g/cm3 per HU] and offset [g/cm3]."""

    slope: float
    offset: float
    how: str

    def density(self, values):
        return self.offset + self.slope * values


def line_of(points, phantom, hounsfield=True):
    """points: 'HU:DENSITY' (two, or more that a line is fitted to); phantom: (slope, offset)."""
    if bool(points) == bool(phantom):
        refuse("--calibration", "both a calibration and a phantom's line" if points else "no calibration",
               "one of --calibration HU:DENSITY HU:DENSITY ... and --phantom SLOPE OFFSET",
               "Two points: for instance fat, muscle or the air and the phantom's densest rod, in HU and g/cm3.")
    if phantom:
        slope, offset = phantom
        return _checked(Line(slope, offset, f"rho_QCT = {offset:g} + {slope:g} HU, the phantom's line"), hounsfield)
    pairs = []
    for word in points:
        match = POINT.fullmatch(word)
        if not match:
            refuse("--calibration", f"'{word}'", "HU:DENSITY, with the density in g/cm3, such as 0:0 1000:0.8")
        pairs.append((float(match[1]), float(match[2])))
    hu, density = np.array(pairs).T
    if len(np.unique(hu)) < 2:
        refuse("--calibration", f"{len(pairs)} point{'s' if len(pairs) > 1 else ''} at {len(np.unique(hu))} value of HU", "two points or more")
    slope, offset = np.polyfit(hu, density, 1)
    if len(pairs) == 2:  # exactly, so that round numbers stay round
        slope = (density[1] - density[0]) / (hu[1] - hu[0])
        offset = density[0] - slope * hu[0]
    off = np.abs(offset + slope * hu - density).max()
    return _checked(Line(float(slope), float(offset), f"rho_QCT = {offset:.5g} + {slope:.5g} HU through {len(pairs)} points"
                                                      + (f", off by up to {off:.3g} g/cm3" if len(pairs) > 2 else "")), hounsfield)


def _checked(line, hounsfield):
    if line.slope <= 0 or (hounsfield and not 1e-4 < line.slope < 1e-2):
        refuse("--calibration", f"a slope of {line.slope:.3g} g/cm3 per HU", "0.0001 to 0.01 (about 0.0008 is usual)" if hounsfield else "a slope above 0",
               "Is the density in g/cm3 (not mg/cm3)?")
    return line


def check_hounsfield(path, image):
    """Refuses what is plainly not in HU."""
    values = image.values
    found = f"values from {values.min():g} to {values.max():g}"
    if image.modality and image.modality != "CT":
        refuse(path, f"an image of modality {image.modality}", "a CT in Hounsfield units", "Densities can be had from a calibrated CT only.")
    if values.max() == values.min():
        refuse(path, f"one value everywhere ({values.max():g})", "a CT in Hounsfield units", "Is this the right image?")
    if values.min() >= 0 and values.max() <= 255:
        refuse(path, found + ", as a picture or a label image has", "a CT in Hounsfield units (air is -1000, water 0, cortical bone 1000 to 2000)",
               "Export the CT itself, without windowing to 8 bits.")
    outside = float(((values < LEAST) | (values > LARGEST)).mean())
    if outside > MOST_OUTSIDE:
        refuse(path, f"{found}, {100 * outside:.0f} % of them outside of {LEAST} to {LARGEST}", "a CT in Hounsfield units",
               "Was the rescale slope and intercept applied? Micro-CT has a scale of its own: give its phantom's line and --not-hounsfield.")
    if values.min() >= 0:
        refuse(path, found + ", nothing below 0", "a CT in Hounsfield units, in which air and fat are negative",
               "Scanners store HU + 1024: apply the intercept. If the image was cut to bone alone, say --not-hounsfield.")
