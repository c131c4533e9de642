# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""The cases in which directions are looked at: a callus of the mouse without space, with a scaffold in it, cells in a dish, and a strip of
tissue from the marrow into the wound."""
import re


def finer(base):
    """With a tenth of the error tolerance: what is left of a direction is no error of the time steps."""
    return re.sub(r"set Error tolerance = ([\d.]+)", lambda given: f"set Error tolerance = {float(given[1]) / 10:g}\n  set Smallest step   = 1e-5 day", base)


LIBRARY = """include library/biology.prm
include library/species_mouse.prm
include library/supply.prm
"""

TIME = """subsection Time
  set End             = 42 day
  set First step      = 0.001 day
  set Largest step    = 0.25 day
  set Error tolerance = 0.001
end
subsection Output
  set History every = 0.25 day
end
"""

# The osteotomy of a mouse femur: cortex of 0.55 to 0.8 mm, gap 0.5 mm, callus of 2 mm radius and 5 mm length.
GEOMETRY = """subsection Well-mixed
  set Volume = 54 mm3 [assumed]
  subsection Surface areas
    set callus|marrow        = 1.9 mm2 [assumed]
    set callus|cortical_bone = 24.7 mm2 [assumed]
    set periosteum_near_gap  = 22.6 mm2 [assumed]
  end
end
"""

CALLUS = LIBRARY + TIME + GEOMETRY

SCAFFOLD = CALLUS + """subsection Fields
  subsection scaffold_solid
    set Initial value = 0.2 [assumed]
  end
end
"""

# Mechanics' part of the biology with the callus loaded as the mouse's is: first fibrous tissue is called for, then cartilage, then bone.
STIFFNESS = CALLUS + """include library/mechanics_to_biology.prm
subsection Well-mixed
  subsection Drivers
    set woven_bone_weight = 1 [assumed]
  end
end
"""

# Cells in a dish under medium of 20 % oxygen: no debris, no supply, no vessels; stem cells, and what the case adds to them.
DISH = LIBRARY + """subsection Well-mixed
  set Volume = 1 mm3 [assumed]
  subsection Surface areas
    set callus|marrow        = 0 mm2 [assumed]
    set callus|cortical_bone = 0 mm2 [assumed]
    set periosteum_near_gap  = 0 mm2 [assumed]
  end
end
subsection Time
  set End             = 7 day
  set First step      = 0.001 day
  set Largest step    = 0.1 day
  set Error tolerance = 0.001
end
subsection Output
  set History every = 0.25 day
end
subsection Fields
  subsection debris
    set Initial value = 0 cells/mL [assumed]
  end
  subsection m0_macrophages
    set Initial value = 0 cells/mL [assumed]
  end
  subsection pro_inflammatory_signal
    set Initial value = 0 ng/mL [assumed]
  end
  subsection chemokines
    set Initial value = 0 ng/mL [assumed]
  end
  subsection tgf_beta
    set Initial value = 0 ng/mL [assumed]
  end
  subsection stem_cells
    set Initial value = 0.05 1e6 cells/mL [assumed]
  end
  subsection vessels
    set Initial value = 0.9 [assumed]
  end
  subsection fibrous_matrix
    set Initial value = 0 [assumed]
  end
end
"""

# A strip of tissue (strip.py): marrow, 2 mm of callus, 1 mm of scaffold, supplied from the marrow's side alone. Cells follow gradients, and
# dense tissue hinders movement.
STRIP = LIBRARY + """include library/movement.prm
set Title    = A strip from the marrow into the wound
set Geometry = plane_strain
subsection Mesh
  set File        = strip.msh
  set Length unit = mm
  set Axis        = x
  set Thickness   = 0.1 mm [assumed]
end
subsection Surfaces
  subsection periosteum_near_gap
    set Of = callus|marrow
  end
  subsection textured_surface
    set Of = callus|scaffold
  end
end
subsection Regions
  subsection marrow
    set Role     = fixed
    set Material = marrow
  end
  subsection callus
    set Role = healing
  end
  subsection scaffold
    set Role = healing
  end
end
subsection Processes
  subsection osteogenic_signal_from_bone
    set Surfaces = callus|marrow
  end
end
subsection Probes
  subsection near
    set Point = 0.2, 0 mm [assumed]
  end
  subsection surface
    set Point = 1.95, 0 mm [assumed]
  end
  subsection centre
    set Point = 3, 0 mm [assumed]
  end
  subsection middle
    set Point = 1, 0 mm [assumed]
  end
end
subsection Time
  set End             = 7 day
  set First step      = 0.01 day
  set Largest step    = 0.25 day
  set Error tolerance = 0.005
end
subsection Output
  set History every = 0.5 day
  set Fields every  = 100 day
end
"""
