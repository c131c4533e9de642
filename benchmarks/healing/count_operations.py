#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""count_operations.py PARAMETERS.used.prm: arithmetic operations that production and loss of all fields take at one node.

Counts what biology.py does to arrays: an operation of two numbers, a root or a comparison is one, a power with a broken exponent too.
"""
import sys

import numpy

from biology import Biology, read_parameters

DRIVERS = ("octahedral_shear_strain", "resorption_weight", "mature_bone_weight", "woven_bone_weight", "cartilage_weight", "fibrous_weight", "destruction_weight")


class Counted(numpy.ndarray):
    """An array of one number whose operations are counted."""

    n_operations = 0

    def __array_ufunc__(self, ufunc, method, *inputs, **keywords):
        plain = [value.view(numpy.ndarray) if isinstance(value, Counted) else value for value in inputs]
        Counted.n_operations += numpy.size(plain[0]) - 1 if method == "reduce" else 1
        return numpy.asarray(getattr(ufunc, method)(*plain, **keywords)).view(Counted)


def count(biology):
    one = {name: numpy.full(1, 0.1).view(Counted) for name in (*biology.fields, *DRIVERS)}
    Counted.n_operations = 0
    biology.rates("all", {**one, "cell_scale_stiffness": 0.0}, 1.0)
    return Counted.n_operations


def main():
    print(count(Biology(read_parameters(sys.argv[1]))))


if __name__ == "__main__":
    main()
