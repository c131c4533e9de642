# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""MetaImage (.mha, .mhd with its data file). ITK and 3D Slicer write its coordinates as LPS."""
import zlib

import numpy as np

from ..refusal import read_bytes, refuse
from .image import Image

EXPECTED = "a MetaImage (.mha or .mhd)"
TYPES = {"MET_CHAR": "i1", "MET_UCHAR": "u1", "MET_SHORT": "i2", "MET_USHORT": "u2", "MET_INT": "i4", "MET_UINT": "u4", "MET_LONG": "i4",
         "MET_ULONG": "u4", "MET_LONG_LONG": "i8", "MET_ULONG_LONG": "u8", "MET_FLOAT": "f4", "MET_DOUBLE": "f8"}


def read_meta_image(path):
    data = read_bytes(path, EXPECTED)
    fields, at = _header(data)
    for name in ("NDims", "DimSize", "ElementType", "ElementDataFile"):
        if name not in fields:
            refuse(path, f"a header without '{name}'", EXPECTED, "Is the file whole? Write it again.")
    if fields["ElementType"] not in TYPES or fields.get("ElementNumberOfChannels", "1") != "1":
        refuse(path, f"voxels of type '{fields['ElementType']}' with {fields.get('ElementNumberOfChannels', '1')} channels",
               f"one number a voxel, one of: {', '.join(TYPES)}")
    sizes = [int(word) for word in fields["DimSize"].split()]
    image = Image(_values(path, data, at, fields, sizes), np.zeros(3), np.eye(3), np.full(3, np.nan))
    if len(sizes) == 3:
        _place(path, fields, image)
    return image


def _header(data):
    """(fields, where local data begin): ElementDataFile is the last field."""
    fields, at = {}, 0
    while at < len(data) and "ElementDataFile" not in fields:
        end = data.find(b"\n", at)
        end = len(data) if end < 0 else end
        key, equals, value = data[at:end].decode("utf-8", "replace").partition("=")
        at = end + 1
        if equals:
            fields[key.strip()] = value.strip()
        elif len(fields) == 0 and at > 200:
            break
    return fields, at


def _values(path, data, at, fields, sizes):
    if fields["ElementDataFile"].upper() != "LOCAL":
        if fields["ElementDataFile"].split()[0] == "LIST" or "%" in fields["ElementDataFile"]:
            refuse(path, "data in several files", "data in one file", "Write it as one .mha file.")
        data, at = read_bytes(path.parent / fields["ElementDataFile"], f"the data of {path.name}"), 0
    msb = fields.get("BinaryDataByteOrderMSB", fields.get("ElementByteOrderMSB", "False")).lower() == "true"
    kind = np.dtype(TYPES[fields["ElementType"]]).newbyteorder(">" if msb else "<")
    n = int(np.prod(sizes))
    raw = data[at:]
    try:
        if fields.get("CompressedData", "False").lower() == "true":
            raw = zlib.decompress(raw)
        elif fields.get("BinaryData", "True").lower() != "true":
            raw = np.array(raw.split(), dtype=float).astype(kind).tobytes()
    except (zlib.error, ValueError):
        refuse(path, "data that cannot be unpacked", EXPECTED, "The file is cut off or damaged: copy or export it again.")
    skip = int(fields.get("HeaderSize", 0))
    raw = raw[len(raw) - n * kind.itemsize:] if skip == -1 else raw[skip:]
    if len(raw) < n * kind.itemsize:
        refuse(path, f"{len(raw)} bytes of data", f"{n * kind.itemsize} for {' x '.join(map(str, sizes))} voxels",
               "The file is cut off: copy or export it again.")
    return np.frombuffer(raw, dtype=kind, count=n).reshape(sizes, order="F")


def _place(path, fields, image):
    def numbers(*names):
        for name in names:
            if name in fields:
                return np.array([float(word) for word in fields[name].split()])
        return None

    spacing, origin = numbers("ElementSpacing", "ElementSize"), numbers("Offset", "Position", "Origin")
    matrix = numbers("TransformMatrix", "Rotation", "Orientation")
    if spacing is not None:
        image.spacing = spacing
    if origin is not None:
        image.origin = origin
    if matrix is not None:
        image.axes = matrix.reshape(3, 3).T  # the file lists the direction of one axis after the other
    else:
        image.notes.append("the file does not say how the patient lies: x, y, z are the axes of the image")
