#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""fenicsx_linear.py MESH.npz RESULT TOLERANCE [options of PETSc]: as fenicsx_elastic.py, with linear displacements."""
from fenicsx_elastic import DEFAULTS, main

if __name__ == "__main__":
    main(degree=1, defaults=DEFAULTS)
