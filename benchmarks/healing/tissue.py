# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""From tissue to material and from strain to stimulus, at the quadrature points of the cells, in numpy."""
import numpy

from biology import number, numbers, words

# Point q of the rule of degree 2 lies near vertex VERTEX_OF_POINT[q]; FEniCSx puts a quadratic node on each edge in this order.
VERTEX_OF_POINT = (1, 2, 3, 0)
EDGES = ((2, 3), (1, 3), (1, 2), (0, 3), (0, 2), (0, 1))
NEAR = 0.5854101966249685


def piecewise_linear():
    """Values at the points (columns) of the functions of the ten nodes that are linear on sub-cells: all points lie in those at the vertices."""
    weights = numpy.zeros((10, 4))
    for q, vertex in enumerate(VERTEX_OF_POINT):
        weights[vertex, q] = 2 * NEAR - 1
        for e, ends in enumerate(EDGES):
            if vertex in ends:
                weights[4 + e, q] = 2 * (1 - NEAR) / 3
    return weights


class Material:
    """Numbers of one: Young's modulus, Poisson ratio, logarithm of the permeability, storage."""

    def __init__(self, section):
        porosity = number(section, "Porosity")
        in_mm4 = 1.0 if "mm4" in section["Permeability"] else 1e12  # else in m4/(N s)
        self.modulus, self.poisson = number(section, "Young's modulus"), number(section, "Poisson ratio")
        self.log_permeability = numpy.log(in_mm4 * number(section, "Permeability"))
        self.storage = porosity / number(section, "Fluid bulk modulus") + (1 - porosity) / number(section, "Solid bulk modulus")

    def values(self):
        """As Mixture gives them."""
        return self.modulus, self.poisson, numpy.exp(self.log_permeability), self.storage


class Mixture:
    """E = E_g + sum (E_i - E_g) phi_i^3; Poisson ratio, logarithm of the permeability and storage are linear in the fractions."""

    def __init__(self, parameters):
        mixture, materials = parameters["Mixture"], parameters["Materials"]
        self.ground = Material(materials[mixture["Ground substance"]])
        self.tissues = [[(field, Material(materials[name])) for field, name in zip(words(tissue, "Fields"), words(tissue, "Materials"))]
                        for tissue in mixture["Tissues"].values()]

    @property
    def fields(self):
        return [field for tissue in self.tissues for field, _ in tissue]

    def __call__(self, fractions):
        """Modulus, Poisson ratio, permeability, storage of fractions by field."""
        fractions = {field: numpy.clip(values, 0, 1) for field, values in fractions.items()}
        whole = numpy.maximum(1, sum(fractions.values()))
        rest = 1 - sum(fractions.values()) / whole
        modulus, poisson = self.ground.modulus, rest * self.ground.poisson
        log_permeability, storage = rest * self.ground.log_permeability, rest * self.ground.storage
        for tissue in self.tissues:
            phi = phi_times_modulus = 0.0
            for field, material in tissue:
                part = fractions[field] / whole
                phi, phi_times_modulus = phi + part, phi_times_modulus + part * material.modulus
                poisson = poisson + part * material.poisson
                log_permeability = log_permeability + part * material.log_permeability
                storage = storage + part * material.storage
            modulus = modulus + phi * phi * (phi_times_modulus - phi * self.ground.modulus)
        return modulus, poisson, numpy.exp(log_permeability), storage


def smallest_principal(e):
    """Of symmetric tensors e[..., (xx, yy, zz, xy, yz, zx)]."""
    mean = e[..., :3].mean(axis=-1)
    d = e[..., :3] - mean[..., None]
    shear = e[..., 3:]
    j2 = (d**2).sum(axis=-1) / 2 + (shear**2).sum(axis=-1)
    r = numpy.sqrt(numpy.maximum(j2, 1e-300) / 3)
    d, shear = d / r[..., None], shear / r[..., None]
    determinant = (d[..., 0] * (d[..., 1] * d[..., 2] - shear[..., 1] ** 2) - shear[..., 0] * (shear[..., 0] * d[..., 2] - shear[..., 1] * shear[..., 2])
                   + shear[..., 2] * (shear[..., 0] * shear[..., 1] - d[..., 1] * shear[..., 2]))
    theta = numpy.arccos(numpy.clip(determinant / 2, -1, 1)) / 3
    return mean + 2 * r * numpy.cos(theta + 2 * numpy.pi / 3)


def octahedral_shear(e):
    a, b, c = e[..., 0] - e[..., 1], e[..., 1] - e[..., 2], e[..., 2] - e[..., 0]
    return 2 / 3 * numpy.sqrt(a * a + b * b + c * c + 6 * (e[..., 3:] ** 2).sum(axis=-1))


class ClaesHeigele:
    """Weights of the outcomes by hydrostatic stress and smallest principal strain; thresholds smoothed."""

    def __init__(self, stimulus):
        law = stimulus["Claes-Heigele"]
        if stimulus["Law"] != "Claes-Heigele" or "Resorption stress limit" in law:
            raise SystemExit("tissue.py knows the law of Claes and Heigele without resorption only")
        self.smoothing = number(stimulus, "Smoothing")
        self.pressure, self.bone, self.cartilage = (number(law, entry) for entry in
                                                    ("Hydrostatic stress limit", "Bone strain limit", "Cartilage strain limit"))

    def above(self, threshold, value):
        with numpy.errstate(divide="ignore", over="ignore"):
            return numpy.where(value > 0, 1 / (1 + (threshold / numpy.maximum(value, 1e-300)) ** (1 / self.smoothing)), 0.0)

    def __call__(self, stress, strain):
        strain = abs(strain)
        bone = (1 - self.above(self.pressure, abs(stress))) * (1 - self.above(self.bone, strain))
        cartilage = self.above(self.pressure, -stress) * (1 - self.above(self.cartilage, strain))
        return {"resorption_weight": 0.0, "mature_bone_weight": 0.0, "woven_bone_weight": bone, "cartilage_weight": cartilage,
                "fibrous_weight": numpy.maximum(0, 1 - bone - cartilage), "destruction_weight": 0.0}
