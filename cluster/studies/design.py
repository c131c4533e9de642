# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Which members a study has: the values of its inputs, member by member."""
import itertools

import numpy


def grid(study):
    """Every combination; the last input changes fastest."""
    return list(itertools.product(*(one.values for one in study.inputs)))


def listed(study):
    """The first values of all inputs, then the second ones, and so on."""
    return list(zip(*(one.values for one in study.inputs)))


def latin_hypercube(study):
    """Of n members, each input has exactly one value in each n-th of its range. The same seed gives the same members."""
    random = numpy.random.Generator(numpy.random.PCG64(study.seed))
    shares = [(random.permutation(study.samples) + random.random(study.samples)) / study.samples for _ in study.inputs]
    return [tuple(one.at(share) for one, share in zip(study.inputs, row)) for row in zip(*shares)]


DESIGNS = {"grid": grid, "list": listed, "Latin hypercube": latin_hypercube}


def combinations(study):
    return DESIGNS[study.design](study)


def extremes(study, members):
    """As few members as show every input at its smallest and largest number and at each of its words."""
    chosen = []
    for index, one in enumerate(study.inputs):
        if one.is_numeric:
            ordered = sorted(members, key=lambda member: member.values[index].number)
            wanted = [ordered[0], ordered[-1]]
        else:
            wanted = [next(m for m in members if m.values[index] == value) for value in dict.fromkeys(m.values[index] for m in members)]
        chosen += [member for member in wanted if member not in chosen]
    return chosen
