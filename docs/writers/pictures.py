# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""The pictures of who acts on whom: docs/pictures/biology_*.dot from `callus list network`, drawn by Graphviz as .svg."""
import hashlib
import subprocess
import sys

from writers.theory import themes_of

# All cells use oxygen, and a scaffold only takes volume: in the overview their lines would hide the others.
NOT_IN_OVERVIEW = {"oxygen", "scaffold_solid"}
# Much that acts on little: drawn from left to right.
FROM_LEFT = {"biology_stem_cells", "biology_vessels_and_oxygen", "biology_osteoclasts", "biology_tissues"}


def graphs(program, case):
    """Name of each picture and its graph in Graphviz' language: what the fields do to each other, and what acts on those of a theme."""
    names = [field["name"] for field in program.list("fields", case) if field["name"] not in NOT_IN_OVERVIEW]
    yield "biology_network", program.text("network", case, "--among", ",".join(names))
    for _, picture, fields in themes_of(program, case):
        if picture:
            names = ",".join(field["name"] for field in fields)
            yield f"biology_{picture}", program.text("network", case, "--acting-on", names)


def mark(graph):
    """What a drawing carries, so that a stale one is seen without drawing it again."""
    return f"<!-- drawn from the graph with SHA-256 {hashlib.sha256(graph.encode()).hexdigest()} -->\n"


def draw(name, graph):
    direction = ["-Grankdir=LR"] if name in FROM_LEFT else []
    try:
        run = subprocess.run(["dot", "-Tsvg", *direction], input=graph, capture_output=True, text=True, check=True)
    except OSError:
        sys.exit("docs/generate: found no program 'dot' to draw the pictures. Install Graphviz (Debian package graphviz).")
    return run.stdout + mark(graph)
