# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Plate, screws, nail, bolts, pins and bar as bodies, in the order in which later ones replace earlier ones."""
import numpy as np

from . import bodies

ROUNDED = 0.25  # of the thickness of plates and bars: radius of their edges


class FixationBuilder:
    """Collects problems about parts that do not meet the bone; boxes (low, high) tell where a part can be."""

    def __init__(self, spec, bone, problems):
        self.spec, self.bone, self.problems, self.found = spec, bone, problems, []
        self.tops = {}

    def build(self):
        """[(region, body, low, high)]."""
        fixation = self.spec.fixation
        if fixation.nail:
            self._nail(fixation.nail)
        if fixation.bolts:
            self._rods(fixation.bolts, None)
        if fixation.plate:
            self._plate(fixation.plate)
        if fixation.screws:
            self._rods(fixation.screws, self.tops.get("plate"))
        if fixation.bar:
            self._bar(fixation.bar, fixation.pins)
        if fixation.pins:
            self._rods(fixation.pins, self.tops.get("bar"))
        return self.found

    def _add(self, region, body, corners):
        corners = np.asarray(corners, float)
        self.found.append((region, body, corners.min(axis=0), corners.max(axis=0)))

    def _fits(self, place, name, low, high):
        half = self.bone.length / 2
        if self.bone.length and (low < -half or high > half):
            self.problems.add(place, f"a {name} from {low:g} to {high:g} mm along the axis", f"one within the modelled bone, {-half:g} to {half:g} mm",
                              "Make it shorter, or Bone/Length longer.")

    def _slab_outside(self, side, bottom, top, middle, length, width):
        """A box with its thickness along `side`, and its corners."""
        axes = np.array([side, [-side[1], side[0], 0.0], [0.0, 0.0, 1.0]])
        half = np.array([(top - bottom) / 2, width / 2, length / 2])
        centre = (top + bottom) / 2 * side + np.array([0.0, 0.0, middle])
        signs = np.array(np.meshgrid([-1, 1], [-1, 1], [-1, 1])).reshape(3, -1).T
        return bodies.block(centre, axes, half, ROUNDED * min(width, top - bottom)), centre + (signs * half) @ axes

    def _plate(self, plate):
        side = bodies.direction(plate.side)
        low, high = plate.middle - plate.length / 2, plate.middle + plate.length / 2
        self._fits(plate.place, "plate", low, high)
        crest = self.bone.highest(side, low, high, plate.width / 2)
        if crest is None:
            self.problems.add(plate.place, "a plate beside the bone", "one that lies on it", "Change its Side or Middle.")
            return
        bottom = crest + plate.distance
        top = bottom + plate.thickness
        if plate.contour == "straight":
            body, corners = self._slab_outside(side, bottom, top, plate.middle, plate.length, plate.width)
        else:  # bent to the bone: a layer of the same thickness everywhere
            whole, corners = self._slab_outside(side, 0.0, top, plate.middle, plate.length, plate.width)
            inner, outer = (bodies.offset(self.bone.outer, plate.distance + t) for t in (0.0, plate.thickness))
            body = bodies.rounded_intersection(ROUNDED * plate.thickness, whole, outer, lambda p: -inner(p))
        self._add("plate", body, corners)
        self.tops["plate"] = self._top_of_plate(plate, top)

    def _top_of_plate(self, plate, top):
        """The height of the plate's outer face over the axis, as a function of the position along the axis."""
        if plate.contour == "straight":
            return lambda z, crest: top
        return lambda z, crest: crest + plate.distance + plate.thickness

    def _nail(self, nail):
        low, high = nail.middle - nail.length / 2, nail.middle + nail.length / 2
        self._fits(nail.place, "nail", low, high)
        radius = nail.diameter / 2
        self._add("nail", bodies.round_bar((0, 0, low), (0, 0, high), radius), [(-radius, -radius, low), (radius, radius, high)])

    def _bar(self, bar, pins):
        side = bodies.direction(pins.side)
        crest = self.bone.highest(side, -bar.length / 2, bar.length / 2, bar.width / 2)
        bottom = (crest or 0.0) + bar.distance
        body, corners = self._slab_outside(side, bottom, bottom + bar.thickness, 0.0, bar.length, bar.width)
        self._fits(bar.place, "bar", -bar.length / 2, bar.length / 2)
        self._add("bar", body, corners)
        self.tops["bar"] = lambda z, crest: bottom + bar.thickness

    def _rods(self, rods, top):
        """top: where they end outside, a function of the position and of the height of the bone's surface there; None: `outside` beyond it."""
        side, radius = bodies.direction(rods.side), rods.diameter / 2
        bars, corners = [], []
        for z in rods.positions:
            ends = self._ends_of_rod(rods, z, side, radius, top)
            if ends is None:
                continue
            start, end = (u * side + np.array([0.0, 0.0, z]) for u in ends)
            bars.append(bodies.round_bar(start, end, radius))
            corners += [start - radius, start + radius, end - radius, end + radius]
        if bars:
            self._add(rods.name, bodies.union(*bars), corners)

    def _ends_of_rod(self, rods, z, side, radius, top):
        half, one = self.bone.length / 2, rods.name.rstrip("s")
        crest = self.bone.highest(side, z - radius, z + radius, radius)
        far = self.bone.highest(-side, z - radius, z + radius, radius)
        if abs(z) + radius > half or crest is None or far is None:
            self.problems.add(rods.place, f"a {one} at {z:g} mm along the axis", f"one in the modelled bone, {-half:g} to {half:g} mm",
                              "Positions count from the middle of the defect.")
            return None
        gap = self.spec.defect.gap / 2
        if self.spec.defect.shape == "segmental" and abs(z) - radius < gap:
            self.problems.add(rods.place, f"a {one} at {z:g} mm along the axis, in the gap", f"one that meets bone: beyond {gap + radius:g} mm on either side",
                              "Positions count from the middle of the defect.")
            return None
        plate = self.spec.fixation.plate
        if rods.name == "screws" and abs(z - plate.middle) + radius > plate.length / 2:
            self.problems.add(rods.place, f"a screw at {z:g} mm along the axis, beside the plate",
                              f"one in the plate, {plate.middle - plate.length / 2:g} to {plate.middle + plate.length / 2:g} mm")
            return None
        outer_end = top(z, crest) if top else crest + rods.outside
        return (crest - rods.length if rods.length else -far - rods.protrusion), outer_end
