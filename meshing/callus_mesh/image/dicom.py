# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""A DICOM series through pydicom: slices sorted by their place, values rescaled (to HU in CT)."""
import numpy as np

from ..refusal import check_beginning, many, refuse
from .image import Image

EXPECTED = "a DICOM series of parallel slices"
EVEN = 0.01  # by how much of the spacing a slice may be off


def read_dicom(path):
    try:
        import pydicom
    except ImportError:
        refuse(path, "no Python module pydicom on this machine", "it, to read DICOM", "apt-get install python3-pydicom")
    slices = _slices_of_series(path, pydicom)
    first = slices[0]
    rows, columns = (np.array(first.ImageOrientationPatient[k:k + 3], dtype=float) for k in (3, 0))
    for one in slices:
        turned = not np.allclose(one.ImageOrientationPatient, first.ImageOrientationPatient, atol=1e-4)
        if turned or one.Rows != first.Rows or one.Columns != first.Columns:
            refuse(path, "slices that differ in size or direction", EXPECTED, "Is a localizer (scout) among them? Move it out of the folder.")
    normal = np.cross(columns, rows)
    slices.sort(key=lambda one: float(np.dot(one.ImagePositionPatient, normal)))
    places = np.array([np.dot(one.ImagePositionPatient, normal) for one in slices])
    step = _step(path, places)
    try:
        values = np.stack([_rescaled(one) for one in slices], axis=2)
    except (NotImplementedError, RuntimeError, ValueError, AttributeError) as error:
        refuse(path, f"pixels that pydicom cannot unpack ({str(error).splitlines()[0][:80]})", "uncompressed pixels",
               "Unpack them first: dcmdjpeg (package dcmtk), or export as NRRD from 3D Slicer.")
    between_rows, between_columns = (float(x) for x in first.PixelSpacing)
    origin = np.array(slices[0].ImagePositionPatient, dtype=float)
    return Image(values, origin, np.stack([columns, rows, normal], axis=1), np.array([between_columns, between_rows, step]),
                 modality=str(getattr(first, "Modality", "")))


def _rescaled(one):
    """Pixels with the first axis along the rows; whole numbers stay whole, and take little memory."""
    slope, intercept = float(getattr(one, "RescaleSlope", 1)), float(getattr(one, "RescaleIntercept", 0))
    kind = np.int32 if slope.is_integer() and intercept.is_integer() else np.float32
    return one.pixel_array.T.astype(kind) * kind(slope) + kind(intercept)


def _slices_of_series(path, pydicom):
    files = sorted(p for p in (path.iterdir() if path.is_dir() else path.parent.iterdir()) if p.is_file())
    series, others = {}, 0
    for file in files:
        with open(file, "rb") as stream:
            check_beginning(file, stream.read(200) or b" ", EXPECTED)
        try:
            one = pydicom.dcmread(str(file))
        except pydicom.errors.InvalidDicomError:
            others += 1
            continue
        if hasattr(one, "PixelData") and hasattr(one, "ImagePositionPatient"):
            series.setdefault(str(getattr(one, "SeriesInstanceUID", "")), []).append((file, one))
    if not path.is_dir():  # the series of that file
        series = {uid: found for uid, found in series.items() if any(file == path for file, _ in found)}
    if not series:
        refuse(path, f"no slices with pixels and a place ({others} files are no DICOM files)", EXPECTED)
    if len(series) > 1:
        what = "; ".join(f"'{getattr(found[0][1], 'SeriesDescription', '')}' with {many(len(found), 'slice')} ({found[0][0].name})"
                         for found in series.values())
        refuse(path, f"{len(series)} series: {what}", "one series", "Name one file of the series that you mean instead of the folder.")
    return [one for _, one in next(iter(series.values()))]


def _step(path, places):
    if len(places) < 2:
        refuse(path, "one slice", EXPECTED)
    steps = np.diff(places)
    step = float(np.median(steps))
    if step <= 0 or (steps < EVEN * abs(step)).any():
        refuse(path, "several slices at one place", "one slice at each", "Are two reconstructions in one folder?")
    off = np.abs(steps - step) > EVEN * step + 1e-3
    if off.any():
        k = int(np.argmax(off))
        refuse(path, f"{steps[k]:.4g} mm between slices {k + 1} and {k + 2}, but {step:.4g} mm between most", "slices at even distances",
               "A slice is missing: copy the series again.")
    return float((places[-1] - places[0]) / (len(places) - 1))
