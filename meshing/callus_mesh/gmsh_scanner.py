# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""The numbers of a Gmsh file from front to back, whether they are text or bytes."""
import numpy as np

from .refusal import refuse

AGAIN = "Export the mesh from Gmsh again (format 2.2 or 4.1), or fetch an unbroken copy."


class Scanner:
    """Moves through `data`. In text files a section becomes one array of numbers when it is entered; in binary ones numbers are taken
    where they stand."""

    def __init__(self, file, data):
        self.file, self.data, self.at = file, data, 0
        self.binary, self.section = False, ""
        self.numbers, self.next = None, 0

    def fail(self, found, expected):
        refuse(self.file, found, expected, AGAIN, path=f"${self.section}" if self.section else "")

    def enter_section(self):
        """Moves behind the name of the next section and returns it; '' at the end of the file."""
        start = self.data.find(b"$", self.at)
        if start < 0:
            return ""
        end = self.data.find(b"\n", start)
        end = len(self.data) if end < 0 else end
        self.section, self.at = self.data[start + 1:end].decode("ascii", "replace").strip(), end + 1
        self.numbers = None
        return self.section

    def leave_section(self):
        """Moves behind the end of the section, which must follow (binary) or come (text, sections that are skipped)."""
        mark = f"$End{self.section}".encode()
        end = self.data.find(mark, self.at)
        if end < 0:
            self.fail("the end of the file", mark.decode() + " (the file is cut off)")
        if self.numbers is not None and self.next < len(self.numbers):
            self.fail(f"{len(self.numbers) - self.next} numbers more than the section says that it holds", mark.decode())
        self.at = end + len(mark)

    def line(self):
        end = self.data.find(b"\n", self.at)
        end = len(self.data) if end < 0 else end
        text, self.at = self.data[self.at:end].decode("utf-8", "replace").strip(), end + 1
        return text

    def begin_numbers(self):
        """From here to the end of the section there are numbers only."""
        if self.binary:
            return
        end = self.data.find(f"$End{self.section}".encode(), self.at)
        if end < 0:
            self.fail("the end of the file", f"$End{self.section} (the file is cut off)")
        words = self.data[self.at:end].split()
        try:
            self.numbers = np.array(words, dtype=float)
        except ValueError:
            bad = next(word for word in words if not _is_number(word))
            before = self.data.find(bad, self.at)
            refuse(self.file, f"'{bad.decode('utf-8', 'replace')[:40]}'", "a number, with a decimal point", AGAIN,
                   line=self.data.count(b"\n", 0, before) + 1, path=f"${self.section}")
        self.next = 0

    def take(self, kind, n, what):
        """n numbers of that kind (a numpy type that says their size in a binary file)."""
        if self.numbers is not None:
            if n > len(self.numbers) - self.next:
                self.fail("the end of the section", what)
            taken = self.numbers[self.next:self.next + n]
            self.next += n
            return taken if kind is np.float64 else taken.astype(np.int64)
        size = np.dtype(kind).itemsize
        if n * size > len(self.data) - self.at:
            self.fail("the end of the file (it is cut off)", what)
        taken = np.frombuffer(self.data, dtype=kind, count=n, offset=self.at)
        self.at += n * size
        return taken if kind is np.float64 else taken.astype(np.int64)

    def ints(self, n, what):
        return self.take(np.int32, n, what)

    def sizes(self, n, what):
        return self.take(np.uint64, n, what)

    def reals(self, n, what):
        return self.take(np.float64, n, what)

    def room_for(self, n, bytes_each, what):
        """Checks a count before memory is asked for."""
        left = len(self.numbers) - self.next if self.numbers is not None else (len(self.data) - self.at) // bytes_each
        if not 0 <= n <= left:
            self.fail(f"{n} {what}, which the rest of the file cannot hold", f"the number of {what} that follow")
        return int(n)


def _is_number(word):
    try:
        float(word)
        return True
    except ValueError:
        return False
