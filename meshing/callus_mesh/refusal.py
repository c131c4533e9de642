# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""What stops at once, because nothing behind it can be understood; and opening a file with the words for what it is not."""
import pathlib

from parameter_text.problems import InputError, Place, Problem


def refuse(file, found, expected="", remedy="", line=0, path=""):
    raise InputError(str(Problem(Place(str(file), line, path), found, expected, remedy)))


def read_bytes(file, expected):
    """The bytes of a file, which is not empty. expected: what it should be, for messages, such as 'a Gmsh mesh (.msh)'."""
    file = pathlib.Path(file)
    if file.is_dir():
        refuse(file, "a folder", expected, "Name the file itself.")
    try:
        data = file.read_bytes()
    except (OSError, ValueError) as error:  # ValueError: a name with a null byte
        refuse(file, f"no file that can be read ({getattr(error, 'strerror', None) or error})", expected, "Is the name right?")
    check_beginning(file, data[:200], expected)
    return data


def check_beginning(file, data, expected):
    if data.startswith(b"version https://git-lfs"):
        refuse(file, "a Git LFS pointer instead of the file", expected, "Fetch the file itself with 'git lfs pull'.")
    if not data:
        refuse(file, "an empty file", expected, "Export or copy it again.")
    if data.lstrip()[:9].lower().startswith((b"<!doctype", b"<html")):
        refuse(file, "a web page", expected, "Download the file itself, not the page that shows it (on GitHub: 'Raw').")


def read_text(file, expected):
    data = read_bytes(file, expected)
    if b"\0" in data[:4096]:
        refuse(file, "binary data", f"{expected} as text", "Export it as text (ASCII).")
    return data.decode("utf-8", errors="replace").replace("\r\n", "\n").replace("\r", "\n")


def place_of(x):
    return "(" + ", ".join(f"{value:.4g}" for value in x) + ")"


def many(n, singular, plural=None):
    """'1 cell', '2 cells'."""
    return f"{n} {singular}" if n == 1 else f"{n} {plural or singular + 's'}"
