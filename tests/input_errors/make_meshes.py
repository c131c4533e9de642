#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""make_meshes.py: writes the faulty meshes, meshes/NAME.msh, and their parameter files: the sound bar with one fault each.

test_input_errors.py --write then writes their messages.
"""
import struct

import make_bar

FORMATS = make_bar.formats()
BAR, BINARY, BAR_4, BINARY_4 = (FORMATS[name] for name in ("bar", "bar_binary", "bar_4", "bar_4_binary"))
PLANE = "set Geometry = plane_strain"
AXISYMMETRIC = "set Geometry = axisymmetric"
AXIS = ("Axis = y",)
SLICE = ("Axis = y", "Thickness = 1 mm [assumed]")
FAULTS = {}


def fault(name, comment, data, *mesh_entries, top=""):
    assert name not in FAULTS, name
    FAULTS[name] = (comment, data, mesh_entries, top)


def change(old, new, data=BAR):
    """The sound mesh with one piece of text replaced."""
    old, new = (text if isinstance(text, bytes) else text.encode() for text in (old, new))
    assert data.count(old) == 1, (old, data.count(old))
    return data.replace(old, new)


def cut_behind(mark, data=BAR):
    return data[:data.index(mark.encode()) + len(mark)]


def mesh(nodes, elements, names):
    """A small mesh in format 2.2: nodes as text, elements as (type, group, nodes)."""
    lines = ["$MeshFormat", "2.2 0 8", "$EndMeshFormat", "$PhysicalNames", str(len(names)), *names, "$EndPhysicalNames"]
    lines += ["$Nodes", str(len(nodes)), *(f"{i} {x}" for i, x in enumerate(nodes, 1)), "$EndNodes", "$Elements", str(len(elements))]
    lines += [f"{i} {kind} 2 {tag} {tag} {corners}" for i, (kind, tag, corners) in enumerate(elements, 1)]
    return "\n".join([*lines, "$EndElements", ""]).encode()


def plane(nodes=("0 0 0", "2 0 0", "2 1 0", "0 1 0", "2 2 0", "0 2 0")):
    """Two squares, bone below callus, four triangles."""
    elements = [(1, 2, "1 2"), (1, 1, "5 6"), (2, 1, "1 2 3"), (2, 1, "1 3 4"), (2, 2, "4 3 5"), (2, 2, "4 5 6")]
    return mesh(nodes, elements, ['1 1 "proximal_end"', '1 2 "distal_end"', '2 1 "bone"', '2 2 "callus"'])


def cube(kind, corners):
    nodes = [f"{x} {y} {z}" for z in (0, 1, 2) for y in (0, 1) for x in (0, 1)]
    return mesh(nodes, [(kind, 1, corners), (5, 2, "5 6 8 7 9 10 12 11")], ['3 1 "bone"', '3 2 "callus"'])


def broken_files():
    fault("empty_file", "A file without a byte, as an interrupted copy leaves it.", b"")
    fault("git_lfs_pointer", "The repository was cloned without Git LFS.",
          b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"4d7a" * 16 + b"\nsize 132735\n")
    fault("garbage", "Bytes that are no mesh.", bytes((i * i * 31 + 7 * i) % 256 for i in range(400)))
    fault("abaqus_mesh", "A mesh of another program.", b"*HEADING\n*NODE\n1, 0., 0., 0.\n2, 1., 0., 0.\n")
    fault("geometry_instead_of_a_mesh", "The .geo file, which Gmsh has not meshed yet.",
          b"SetFactory(\"OpenCASCADE\");\nBox(1) = {0, 0, 0, 1, 1, 1};\nPhysical Volume(\"bone\") = {1};\n")
    for name, mark in (("format", "2.2 0"), ("names", '2 2 "distal_end"\n'), ("a_name", '2 2 "dist'), ("nodes", "6 2 0 1\n"),
                       ("elements", "31 4 2 1 1 1 3 8 4\n"), ("the_end_of_a_section", "16 2 2 3\n")):
        fault(f"cut_off_in_{name}", "The copy of the mesh was interrupted.", cut_behind(mark))
    fault("cut_off_without_elements", "Only the nodes arrived.", cut_behind("$EndNodes\n"))
    fault("cut_off_binary", "The copy of a binary mesh was interrupted.", BINARY[:-300])
    fault("cut_off_binary_4", "The copy of a binary mesh of format 4.1 was interrupted.", BINARY_4[:-300])
    fault("cut_off_in_entities", "The copy of a mesh of format 4.1 was interrupted.", cut_behind("$Entities\n0 0 3 2\n", BAR_4))
    fault("binary_flag_of_a_text", "The header says binary, the rest is text.", change("2.2 0 8", "2.2 1 8"))
    fault("text_flag_of_a_binary", "The header says text, the rest is binary.", BINARY.replace(b"2.2 1 8\n" + struct.pack("i", 1), b"2.2 0 8"))
    fault("other_byte_order", "A binary mesh of a big-endian machine.", change(b"2.2 1 8\n\x01\0\0\0", b"2.2 1 8\n\0\0\0\x01", BINARY))
    fault("line_ends_converted", "A transfer as text put carriage returns into a binary mesh.", BINARY.replace(b"\n", b"\r\n"))
    fault("format_1", "Gmsh's first format.", b"$NOD\n1\n1 0 0 0\n$ENDNOD\n$ELM\n0\n$ENDELM\n")
    fault("format_4_0", "Gmsh's format 4.0, which 4.1 replaced.", change("4.1 0 8", "4 0 8", BAR_4))
    fault("header_of_4_on_2", "Format 2.2 under a header of 4.1.", change("2.2 0 8", "4.1 0 8"))
    fault("partitioned", "A mesh that Gmsh has partitioned.", change("$Nodes\n1 ", "$PartitionedEntities\n2\n0\n$EndPartitionedEntities\n$Nodes\n1 ", BAR_4))


def wrong_numbers():
    fault("nan_coordinate", "A coordinate is not a number.", change("\n6 2 0 1\n", "\n6 2 nan 1\n"))
    fault("infinite_coordinate", "A coordinate is infinite.", change("\n6 2 0 1\n", "\n6 2 -inf 1\n"))
    fault("huge_coordinate", "A coordinate that no body has.", change("\n6 2 0 1\n", "\n6 2 1e200 1\n"))
    fault("decimal_comma", "A coordinate with a decimal comma.", change("\n6 2 0 1\n", "\n6 2 0,5 1\n"))
    fault("node_missing", "A cell has a node that the file does not list.", change("$Nodes\n16\n1 0 0 0\n2 2 0 0\n", "$Nodes\n15\n1 0 0 0\n"))
    fault("node_out_of_range", "A cell has a node beyond the last.", change("46 4 2 1 1 9 13 16 15", "46 4 2 1 1 9 13 16 99"))
    fault("node_negative", "A cell has a negative node.", change("46 4 2 1 1 9 13 16 15", "46 4 2 1 1 9 13 16 -15"))
    fault("node_twice", "Two nodes with one number.", change("\n6 2 0 1\n", "\n5 2 0 1\n"))
    fault("too_many_nodes", "A number of nodes that no file can hold.", change("$Nodes\n16", "$Nodes\n1000000000000000000"))
    fault("more_nodes_than_follow", "One node more is announced than follows.", change("$Nodes\n16", "$Nodes\n17"))
    fault("fewer_nodes_than_follow", "One node less is announced than follows.", change("$Nodes\n16", "$Nodes\n15"))
    fault("negative_number_of_nodes", "A negative number of nodes.", change("$Nodes\n16", "$Nodes\n-16"))
    fault("too_many_elements", "A number of elements that no file can hold.", change("$Elements\n46", "$Elements\n1000000000000000000"))
    fault("negative_number_of_elements", "A negative number of elements.", change("$Elements\n46", "$Elements\n-46"))
    fault("too_many_names", "A number of names that no file can hold.", change("$PhysicalNames\n5", "$PhysicalNames\n1000000000000000000"))
    fault("too_many_tags", "An element with a million tags.", change("30 4 2 1 1 1 2 8 6", "30 4 1000000 1 1 1 2 8 6"))
    fault("too_many_blocks_4", "A number of blocks that no file can hold.", change("$Nodes\n1 16 1 16", "$Nodes\n1000000000000000000 16 1 16", BAR_4))
    fault("unknown_element_type", "An element of a type that Gmsh does not have.", change("30 4 2 1 1 1 2 8 6", "30 444 2 1 1 1 2 8 6"))


def wrong_names():
    fault("no_physical_names", "The mesh was saved without physical groups.", BAR[:BAR.index(b"$Phys")] + BAR[BAR.index(b"$Nodes"):])
    fault("volume_without_name", "A physical volume that has a number only.", change('5\n2 1 "prox', '4\n2 1 "prox').replace(b'3 2 "callus"\n', b""))
    fault("cells_without_group", "Cells in no physical volume (Mesh.SaveAll).",
          change("46 4 2 1 1 9 13", "46 4 2 0 1 9 13"))
    fault("name_empty", "A name without letters.", change('"callus"', '" "'))
    fault("name_without_quotes", "A name without quotation marks.", change('"callus"', "callus"))
    fault("name_twice", "Two volumes of one name.", change('"callus"', '"bone"'))
    fault("group_named_twice", "A group with two names.", change('3 2 "callus"', '3 1 "callus"'))
    fault("name_of_an_interface", "A surface named like an interface.", change('"outer"', '"callus|bone"'))
    fault("volume_without_cells", "A named volume that was not meshed.", change('5\n2 1 "prox', '6\n2 1 "prox').replace(b"$EndPhys", b'3 3 "marrow"\n$EndPhys'))
    fault("region_unknown_to_the_case", "The mesh has a region of which the case says nothing.",
          change('5\n2 1 "prox', '6\n2 1 "prox').replace(b"$EndPhys", b'3 3 "marrow"\n$EndPhys').replace(b"46 4 2 1 1 9 13", b"46 4 2 3 3 9 13"))
    fault("region_missing_in_the_mesh", "The case speaks of a region that the mesh calls otherwise.", change('"callus"', '"Callus"'))
    fault("surface_missing_in_the_mesh", "A load acts on a surface that the mesh calls otherwise.", change('"proximal_end"', '"proximal end"'))


def wrong_cells():
    fault("flat_cell", "A cell without volume: its nodes are in one plane.", change("46 4 2 1 1 9 13 16 15", "46 4 2 1 1 13 14 16 15"))
    fault("cell_with_a_node_twice", "A cell that has one node twice.", change("46 4 2 1 1 9 13 16 15", "46 4 2 1 1 9 13 16 16"))
    fault("cell_twice", "The same cell twice.", change("$Elements\n46", "$Elements\n47").replace(b"$EndEl", b"47 4 2 1 1 9 13 16 15\n$EndEl"))
    fault("cell_in_two_regions", "The same cell in two regions.", change("$Elements\n46", "$Elements\n47").replace(b"$EndEl", b"47 4 2 2 2 9 13 16 15\n$EndEl"))
    fault("cells_overlap", "Three cells share a face.", change("$Elements\n46", "$Elements\n47").replace(b"$EndEl", b"47 4 2 1 1 9 13 16 11\n$EndEl"))
    fault("coincident_nodes", "Two regions with nodes of their own at one place.",
          change("$Nodes\n16", "$Nodes\n17").replace(b"$EndNodes", b"17 2 2 2\n$EndNodes").replace(b"43 4 2 1 1 9 11 16 12", b"43 4 2 1 1 9 11 16 17"))
    fault("surface_inside_and_outside", "A group of faces on the outside and of faces between cells.",
          change("$Elements\n46", "$Elements\n47").replace(b"$EndEl", b"47 2 2 3 3 5 6 8\n$EndEl"))
    fault("face_that_is_no_side", "A named surface of which one triangle is no side of a cell.", change("28 2 2 1 1 13 16 15", "28 2 2 1 1 13 1 15"))
    fault("quadrilateral_on_tetrahedra", "Quadrilaterals on the surface of tetrahedra.",
          change("28 2 2 1 1 13 16 15", "28 3 2 1 1 13 14 16 15"))
    fault("tetrahedra_and_prisms", "Prisms among tetrahedra.", cube(6, "1 2 3 5 6 7"))
    fault("hexahedra_and_tetrahedra", "Cells of two shapes.", cube(4, "1 2 3 5"))
    fault("second_order", "Tetrahedra of second order.",
          mesh(["0 0 0", "1 0 0", "0 1 0", "0 0 1", ".5 0 0", ".5 .5 0", "0 .5 0", "0 0 .5", "0 .5 .5", ".5 0 .5"],
               [(11, 1, "1 2 3 4 5 6 7 8 9 10")], ['3 1 "bone"']))
    fault("entity_of_wrong_dimension", "Tetrahedra on a surface (format 4.1).", change("\n3 1 4 12\n", "\n2 1 4 12\n", BAR_4))


def wrong_dimension():
    fault("surface_mesh_for_3d", "Only the surface was meshed (gmsh -2).", change("$Elements\n46", "$Elements\n28")[:BAR.index(b"29 4 2")] + b"$EndElements\n")
    fault("plane_mesh_for_3d", "A plane mesh in a three-dimensional case.", plane())
    fault("volume_mesh_for_plane_strain", "A mesh of volumes in a plane case.", BAR, *SLICE, top=PLANE)
    fault("plane_mesh_out_of_plane", "A plane mesh that is not at z = 0.",
          plane(("0 0 5", "2 0 5", "2 1 5", "0 1 5", "2 2 5", "0 2 5")), *SLICE, top=PLANE)
    fault("plane_mesh_in_x_z", "A plane mesh in the x-z plane.",
          plane(("0 0 0", "2 0 0", "2 0 1", "0 0 1", "2 0 2", "0 0 2")), *SLICE, top=PLANE)
    fault("negative_radius", "An axisymmetric mesh with both halves of the section.",
          plane(("-1 0 0", "1 0 0", "1 1 0", "-1 1 0", "1 2 0", "-1 2 0")), *AXIS, top=AXISYMMETRIC)
    fault("lines_only", "A mesh of lines.", mesh(["0 0 0", "0 0 1"], [(1, 1, "1 2")], ['1 1 "axis"']))


def main():
    for make in (broken_files, wrong_numbers, wrong_names, wrong_cells, wrong_dimension):
        make()
    folder = make_bar.HERE / "meshes"
    folder.mkdir(exist_ok=True)
    for name, (comment, data, entries, top) in FAULTS.items():
        (folder / f"{name}.msh").write_bytes(data)
        text = f"# {comment}\ninclude ../base/base.prm\n\n" + (top + "\n\n" if top else "") + "subsection Mesh\n"
        text += "".join(f"  set {entry}\n" for entry in (f"File = {name}.msh", *entries)) + "end\n"
        (folder / f"{name}.prm").write_text(text)


if __name__ == "__main__":
    main()
