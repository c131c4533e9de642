# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""NRRD images (.nrrd, .nhdr with its data file): raw, gzip, bzip2 and text data."""
import bz2
import re
import zlib

import numpy as np

from ..refusal import read_bytes, refuse
from .image import Image

EXPECTED = "an NRRD image"
TYPES = {"signed char": "i1", "int8": "i1", "int8_t": "i1", "uchar": "u1", "unsigned char": "u1", "uint8": "u1", "uint8_t": "u1",
         "short": "i2", "short int": "i2", "signed short": "i2", "int16": "i2", "int16_t": "i2", "ushort": "u2", "unsigned short": "u2",
         "uint16": "u2", "uint16_t": "u2", "int": "i4", "signed int": "i4", "int32": "i4", "int32_t": "i4", "uint": "u4", "unsigned int": "u4",
         "uint32": "u4", "uint32_t": "u4", "longlong": "i8", "int64": "i8", "int64_t": "i8", "ulonglong": "u8", "uint64": "u8",
         "uint64_t": "u8", "float": "f4", "double": "f8"}
# Signs of the axes of a space, to LPS.
SPACES = {"left-posterior-superior": (1, 1, 1), "lps": (1, 1, 1), "right-anterior-superior": (-1, -1, 1), "ras": (-1, -1, 1),
          "left-anterior-superior": (1, -1, 1), "las": (1, -1, 1)}


def read_nrrd(path):
    data = read_bytes(path, EXPECTED)
    if not data.startswith(b"NRRD"):
        refuse(path, "something else than an NRRD file (no 'NRRD' at its beginning)", EXPECTED)
    fields, pairs, at = _header(data)
    for name in ("type", "dimension", "sizes", "encoding"):
        if name not in fields:
            refuse(path, f"a header without '{name}'", EXPECTED, "Is the file whole? Write it again.")
    if fields["type"].lower() not in TYPES:
        refuse(path, f"voxels of type '{fields['type']}'", f"one of: {', '.join(TYPES)}")
    sizes = [int(word) for word in fields["sizes"].split()]
    values = _values(path, data, at, fields, sizes)
    image = Image(values, np.zeros(3), np.eye(3), np.full(3, np.nan), _segment_names(pairs))
    if len(sizes) == 3:
        _place(path, fields, image)
    return image


def _header(data):
    """(fields, key/value pairs, where the data begin)."""
    fields, pairs, at = {}, {}, 0
    while at < len(data):
        end = data.find(b"\n", at)
        end = len(data) if end < 0 else end
        line, at = data[at:end].decode("utf-8", "replace").rstrip("\r"), end + 1
        if not line:
            break
        if ":=" in line:
            key, _, value = line.partition(":=")
            pairs[key.strip()] = value.strip()
        elif ":" in line and not line.startswith("#"):
            key, _, value = line.partition(":")
            fields[key.strip().lower()] = value.strip()
    return fields, pairs, at


def _values(path, data, at, fields, sizes):
    name = fields.get("data file", fields.get("datafile"))
    if name is not None:
        if name.startswith("LIST") or "%" in name:
            refuse(path, f"data in several files ('data file: {name}')", "data in one file", "Write it as one .nrrd file.")
        data, at = read_bytes(path.parent / name, f"the data of {path.name}"), 0
    kind = np.dtype(TYPES[fields["type"].lower()]).newbyteorder(">" if fields.get("endian", "little").lower() == "big" else "<")
    encoding = fields["encoding"].lower()
    raw = data[at:]
    for _ in range(int(fields.get("line skip", fields.get("lineskip", 0)))):
        raw = raw[raw.find(b"\n") + 1:]
    n = int(np.prod(sizes))
    try:
        if encoding in ("gzip", "gz"):
            raw = zlib.decompressobj(31).decompress(raw)
        elif encoding in ("bzip2", "bz2"):
            raw = bz2.decompress(raw)
        elif encoding in ("ascii", "text", "txt"):
            raw = np.array(raw.split(), dtype=float).astype(kind).tobytes()
        elif encoding != "raw":
            refuse(path, f"encoding '{encoding}'", "raw, gzip, bzip2 or text")
    except (zlib.error, OSError, ValueError):
        refuse(path, "data that cannot be unpacked", EXPECTED, "The file is cut off or damaged: copy or export it again.")
    skip = int(fields.get("byte skip", fields.get("byteskip", 0)))
    raw = raw[len(raw) - n * kind.itemsize:] if skip == -1 else raw[skip:]
    if len(raw) < n * kind.itemsize:
        refuse(path, f"{len(raw)} bytes of data", f"{n * kind.itemsize} for {' x '.join(map(str, sizes))} voxels",
               "The file is cut off: copy or export it again.")
    return np.frombuffer(raw, dtype=kind, count=n).reshape(sizes, order="F")


def _vector(text):
    return [float(word) for word in re.sub(r"[()]", "", text).split(",")]


def _place(path, fields, image):
    space = fields.get("space", "").lower()
    signs = np.array(SPACES.get(space, (1, 1, 1)), dtype=float)
    if "space directions" in fields:
        columns = [_vector(word) for word in re.findall(r"\([^)]*\)", fields["space directions"])]
        if len(columns) != 3 or any(len(column) != 3 for column in columns):
            refuse(path, f"space directions '{fields['space directions']}'", "three vectors of three numbers")
        axes = np.array(columns).T * signs[:, None]
        image.spacing = np.linalg.norm(axes, axis=0)
        image.axes = axes / np.where(image.spacing > 0, image.spacing, 1)
        if not space:
            image.notes.append("the file does not say in which space its directions are: taken as LPS")
        elif space not in SPACES:
            image.notes.append(f"space '{space}' is none of the patient's: taken as LPS")
    elif "spacings" in fields:
        image.spacing = np.array([float(word) for word in fields["spacings"].split()])
        image.notes.append("the file does not say how the patient lies: x, y, z are the axes of the image")
    if "space origin" in fields:
        image.origin = np.array(_vector(fields["space origin"])) * signs
    if "microns" in fields.get("space units", "") or '"um"' in fields.get("space units", ""):
        image.spacing, image.origin = image.spacing / 1000, image.origin / 1000
        image.notes.append("lengths of the file are in um")


def _segment_names(pairs):
    """3D Slicer writes the names of its segments."""
    names = {}
    for key, name in pairs.items():
        match = re.fullmatch(r"Segment(\d+)_Name", key)
        if match and f"Segment{match[1]}_LabelValue" in pairs:
            names[int(pairs[f"Segment{match[1]}_LabelValue"])] = name
    return names
