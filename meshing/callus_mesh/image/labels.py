# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""From voxels to labels: names, thresholds on grey values, coarsening, islands."""
import re

import numpy as np
from scipy import ndimage

from parameter_text.problems import Problems, nearest
from parameter_text.statements import read_tree

from ..refusal import many, place_of, refuse

MANY = 64  # more different values than this are no labels
THRESHOLD = re.compile(r"([^=]+)=\s*(otsu|-?[\d.]+(?:e[+-]?\d+)?)?\s*\.\.\s*(otsu|-?[\d.]+(?:e[+-]?\d+)?)?\s*")


def labels_of(path, image):
    """The image as labels of whole numbers from 0."""
    found = np.unique(image.values)
    if len(found) > MANY or (found != np.rint(found)).any() or found[0] < 0 or found[-1] > 65535:
        refuse(path, f"{len(found)} different values between {found[0]:g} and {found[-1]:g}, as grey values have",
               f"labels: whole numbers, at most {MANY} of them, 0 outside",
               "Give thresholds: --threshold bone=120.. (or 'bone=otsu..'), or segment the image first.")
    return image.values.astype(np.uint16)


def thresholded(path, image, words):
    """(labels, names): the first threshold that holds a voxel's value wins."""
    labels, names = np.zeros(image.values.shape, dtype=np.uint16), {}
    for number, word in enumerate(words, 1):
        match = THRESHOLD.fullmatch(word)
        if not match or (match[2] is None and match[3] is None):
            refuse("--threshold", f"'{word}'", "NAME=LOW..HIGH, where one of both may be left out, or 'otsu', such as bone=120..")
        low, high = (otsu(image.values) if end == "otsu" else None if end is None else float(end) for end in match.groups()[1:])
        for end, value in zip(match.groups()[1:], (low, high)):
            if end == "otsu":
                image.notes.append(f"Otsu's threshold of the grey values is {value:.5g}")
        mask = np.ones(labels.shape, dtype=bool)
        if low is not None:
            mask &= image.values >= low
        if high is not None:
            mask &= image.values <= high
        mask &= labels == 0
        if not mask.any():
            refuse("--threshold", f"no voxel for '{word}'; the image has values from {image.values.min():g} to {image.values.max():g}",
                   "a range that some voxels are in")
        labels[mask], names[number] = number, match[1].strip()
    return labels, names


def otsu(values):
    """The threshold that leaves the least variance within the two classes (Otsu 1979)."""
    counts, edges = np.histogram(values, bins=256)
    middle = 0.5 * (edges[1:] + edges[:-1])
    below = np.cumsum(counts)
    sums = np.cumsum(counts * middle)
    above = below[-1] - below
    with np.errstate(divide="ignore", invalid="ignore"):
        between = np.where((below > 0) & (above > 0), below * above * (sums / below - (sums[-1] - sums) / above) ** 2, 0)
    return float(edges[1 + int(np.argmax(between))])


def names_of(path, labels, from_file, spec, words):
    """label -> name for all labels that are there."""
    present = [int(label) for label in np.unique(labels) if label > 0]
    if not present:
        refuse(path, "no voxel with a label above 0", "a label image", "Is the segmentation empty, or the threshold too high?")
    names = {label: from_file.get(label, f"label_{label}") for label in present}
    given = {**(_names_in(spec) if spec else {}), **words}
    for label, name in given.items():
        if not label.isdigit() or int(label) not in present:
            refuse(path, f"a name for label {label} ('{name}'), which no voxel has", "labels of the image: " + ", ".join(map(str, present)),
                   nearest(label, map(str, present)) if len(present) < 10 else "")
        names[int(label)] = name
    return names


def _names_in(spec):
    """`subsection Labels / set 1 = cortical_bone / end` of a small text file."""
    problems = Problems(str(spec))
    tree = read_tree(spec, (), problems)
    for entry in tree.entries.values():
        problems.add(entry.where, f"'set {entry.name}' outside of a subsection", "subsection Labels / set 1 = cortical_bone / end")
    for name, section in tree.sections.items():
        if name != "Labels":
            problems.add(section.where, f"unknown subsection '{name}'", "a subsection 'Labels'")
    labels = tree.sections.get("Labels")
    if labels is None:
        problems.add(tree.where, "no subsection 'Labels'", "subsection Labels / set 1 = cortical_bone / end")
    problems.raise_if_any()
    for entry in labels.entries.values():
        if not entry.name.isdigit() or not entry.value:
            problems.add(entry.where, f"'set {entry.name} = {entry.value}'", "set NUMBER = NAME")
    problems.raise_if_any()
    return {entry.name: entry.value for entry in labels.entries.values()}


def coarsened_labels(path, labels, factors, names, spacing):
    """Blocks of voxels become one: the label that most of them have. What is left over at the far ends is filled up with 0."""
    blocks = _blocks(labels, factors, 0)
    best, result = None, None
    for label in [0, *names]:
        count = (blocks == label).sum(axis=(1, 3, 5), dtype=np.int32)
        if best is None:
            best, result = count, np.zeros(count.shape, dtype=labels.dtype)
            continue
        result[count >= best] = label  # solids win where they are level with the outside
        best = np.maximum(best, count)
    gone = [label for label in names if not (result == label).any()]
    if gone:
        what = ", ".join(f"'{names[label]}' ({many((labels == label).sum(), 'voxel')})" for label in gone)
        size = " x ".join(f"{h:.3g}" for h in np.asarray(spacing) * factors)
        refuse(path, f"{what}, of which nothing is left with voxels of {size} mm", "every label to keep some cells",
               "Coarsen less (--coarsen), or take the label out of the image.")
    return result


def coarsened_values(values, factors):
    """The mean of each block."""
    return _blocks(values.astype(np.float32), factors, None).mean(axis=(1, 3, 5))


def _blocks(array, factors, fill):
    """(n, f, m, g, l, h): blocks of f x g x h; the far ends are filled up with a value, or (None) with their own last layers."""
    pads = [(0, -n % f) for n, f in zip(array.shape, factors)]
    array = np.pad(array, pads, mode="edge") if fill is None else np.pad(array, pads, constant_values=fill)
    shape = [k for n, f in zip(array.shape, factors) for k in (n // f, f)]
    return array.reshape(shape)


def without_islands(path, image, labels, largest, smallest_share=0.01):
    """The labels with one piece only, if the user wants that; else small loose pieces are refused."""
    part, n = ndimage.label(labels > 0)
    if n < 2:
        return labels
    sizes = np.bincount(part.ravel())[1:]
    order = np.argsort(-sizes)
    if largest:
        kept = np.where(part == order[0] + 1, labels, 0).astype(labels.dtype)
        image.notes.append(f"{many(n - 1, 'loose piece')} with {sizes.sum() - sizes.max()} of {sizes.sum()} cells were left out")
        lost = sorted(set(np.unique(labels)) - set(np.unique(kept)) - {0})
        if lost:
            refuse(path, f"label {lost[0]}, of which nothing is in the largest piece", "labels that hang together",
                   "Leave out --largest, or take the label out of the image.")
        return kept
    small = [k for k in order if sizes[k] < smallest_share * sizes.sum()]
    if small:
        at = image.places(np.argwhere(part == small[0] + 1)[:1])[0]
        refuse(path, f"{many(len(small), 'loose piece')} of up to {many(sizes[small[0]], 'cell')}, the largest at {place_of(at)} mm",
               "a body whose parts hang together by their faces", "Leave them out: --largest component.")
    image.notes.append(f"the body is in {n} pieces, of {', '.join(str(sizes[k]) for k in order)} cells")
    return labels
