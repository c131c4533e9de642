// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// Which sides of cells meet, and which have a name.

#include "mesh/sides.h"
#include "mesh/whole_mesh.h"

#include <map>
#include <tuple>

namespace callus
{
  namespace
  {
    template <int dim>
    std::string
    describe_cell(const WholeMesh<dim>             &mesh,
                  const std::vector<std::uint64_t> &tags,
                  std::size_t                       cell)
    {
      std::array<double, dim> center{};
      const unsigned int      n = mesh.shape->n_vertices;
      for (unsigned int v = 0; v < n; ++v)
        for (unsigned int k = 0; k < dim; ++k)
          center[k] += mesh.points[mesh.vertices[cell * n + v]][k] / n;
      return "element " + std::to_string(tags[cell]) + " of '" +
             mesh.region_names[mesh.region[cell]] + "' at " + place_of(center) + " mm";
    }

    template <int dim>
    bool
    same_vertices(const WholeMesh<dim> &mesh, const std::size_t a, const std::size_t b)
    {
      const unsigned int         n = mesh.shape->n_vertices;
      std::vector<std::uint32_t> of_a(&mesh.vertices[a * n], &mesh.vertices[a * n] + n),
        of_b(&mesh.vertices[b * n], &mesh.vertices[b * n] + n);
      std::sort(of_a.begin(), of_a.end());
      std::sort(of_b.begin(), of_b.end());
      return of_a == of_b;
    }

    template <int dim>
    void
    refuse_overlap(const std::string                &file,
                   const std::vector<std::uint64_t> &tags,
                   const WholeMesh<dim>             &mesh,
                   const std::size_t                 a,
                   const std::size_t                 b)
    {
      if (same_vertices(mesh, a, b))
        refuse_mesh(file,
                    "the same cell twice: " + describe_cell(mesh, tags, a) + ", and element " +
                      std::to_string(tags[b]) + " of '" + mesh.region_names[mesh.region[b]] + "'",
                    "each cell once, in one region",
                    mesh.region[a] == mesh.region[b]
                      ? "Remove the duplicate (in Gmsh: Remove duplicate elements)."
                      : "Take the volume out of one of the two physical groups.");
      refuse_mesh(
        file,
        "a side that more than two cells share, among them " + describe_cell(mesh, tags, a) +
          " and element " + std::to_string(tags[b]),
        "sides between two cells",
        "Cells overlap there: let Gmsh fragment the volumes (BooleanFragments) before meshing.");
    }

    /// Three cells share a side; two of them may be the same.
    template <int dim>
    void
    refuse_shared_side(const std::string                &file,
                       const std::vector<std::uint64_t> &tags,
                       const WholeMesh<dim>             &mesh,
                       const std::array<std::size_t, 3> &cells)
    {
      for (const auto &[a, b] : {std::make_pair(0, 1), std::make_pair(0, 2), std::make_pair(1, 2)})
        if (same_vertices(mesh, cells[a], cells[b]))
          refuse_overlap(file, tags, mesh, cells[a], cells[b]);
      refuse_overlap(file, tags, mesh, cells[0], cells[1]);
    }

    /// Two cells that share two sides may be one cell twice.
    template <int dim>
    void
    check_duplicates(const std::string                &file,
                     const std::vector<std::uint64_t> &tags,
                     const WholeMesh<dim>             &mesh)
    {
      const std::int64_t n = mesh.shape->faces.size();
      for (std::size_t c = 0; c < mesh.n_cells(); ++c)
        if (const std::int64_t first = mesh.opposite[c * n], second = mesh.opposite[c * n + 1];
            first != outside && second != outside && first / n == second / n &&
            same_vertices(mesh, c, first / n))
          refuse_overlap(file, tags, mesh, c, first / n);
    }

    /// A face of the file in a named physical group, and the sides that it is.
    struct TaggedFace
    {
      std::uint32_t surface;
      std::int64_t  side = -1; ///< the first side found
    };

    template <int dim>
    struct FaceReader
    {
      const GmshFile           &file;
      const VertexIndex        &index;
      const WholeMesh<dim>     &mesh;
      const GmshElements       &faces;
      std::vector<unsigned int> corners; ///< 0, 1, ..., for side_key

      /// Key of face i; false if one of its nodes is no vertex of a cell.
      bool
      key(const std::size_t i, SideKey &result) const
      {
        std::array<std::uint32_t, 4> vertices{};
        for (unsigned int v = 0; v < corners.size(); ++v)
          {
            vertices[v] = index.vertex(faces.nodes[i * corners.size() + v]);
            if (vertices[v] == VertexIndex::none)
              return false;
          }
        result = side_key(vertices.data(), corners);
        return true;
      }
    };

    template <int dim>
    [[noreturn]] void
    refuse_stray_face(const FaceReader<dim> &reader, const std::size_t i, const std::string &name)
    {
      const std::uint64_t node     = reader.faces.nodes[i * reader.corners.size()];
      const std::uint32_t position = reader.index.node(node);
      refuse_mesh(
        reader.file.file,
        "element " + std::to_string(reader.faces.tags[i]) + " of the surface '" + name + "'" +
          (position == VertexIndex::none
             ? " with node " + std::to_string(node) + ", which is not in $Nodes"
             : " near " + place_of(reader.file.points[position]) + ", which is no side of a cell"),
        "named surfaces made of sides of cells",
        "Let Gmsh fragment surfaces and volumes before meshing, or remove the surface from the "
        "group.");
    }

    /// The side from which an interface is seen: that of the region that heals if the other does not, else of the first region.
    template <int dim>
    std::int64_t
    seen_side(const WholeMesh<dim> &mesh, const std::vector<char> &heals, const std::int64_t side)
    {
      const std::int64_t  n = mesh.shape->faces.size(), other = mesh.opposite[side];
      const std::uint32_t a = mesh.region[side / n], b = mesh.region[other / n];
      if (heals[a] != heals[b])
        return heals[a] ? side : other;
      if (a != b)
        return a < b ? side : other;
      return std::min(side, other);
    }

    const GmshElements *
    find_faces(const GmshFile &file, const CellShape &shape)
    {
      const int  type = shape.dim == 2 ? 1 : (shape.faces[0].size() == 3 ? 2 : 3);
      const auto it   = file.elements.find(type);
      return it == file.elements.end() ? nullptr : &it->second;
    }

    /// Index into mesh.surfaces by physical group; groups without a name are left out.
    template <int dim>
    std::map<int, std::uint32_t>
    take_surface_names(const GmshFile &file, WholeMesh<dim> &mesh)
    {
      std::map<int, std::uint32_t> surface_of_group;
      for (const auto &[key, name] : file.group_names)
        if (key.first == dim - 1)
          {
            surface_of_group[key.second] = mesh.surfaces.size();
            mesh.surfaces.push_back({name, false});
          }
      return surface_of_group;
    }

    /// What kind of surface each is; one cannot be both.
    template <int dim>
    void
    classify_surfaces(const GmshFile                &file,
                      const std::vector<TaggedFace> &faces,
                      WholeMesh<dim>                &mesh)
    {
      std::vector<std::array<std::size_t, 2>> count(mesh.surfaces.size(), {{0, 0}});
      for (const TaggedFace &face : faces)
        if (face.side >= 0)
          ++count[face.surface][mesh.opposite[face.side] != outside];
      for (std::size_t s = 0; s < count.size(); ++s)
        {
          if (count[s][0] > 0 && count[s][1] > 0)
            refuse_mesh(file.file,
                        "the surface '" + mesh.surfaces[s].name + "' with " +
                          std::to_string(count[s][0]) + " faces on the outside and " +
                          std::to_string(count[s][1]) + " between cells",
                        "a surface that is either outside or inside the body",
                        "Split the physical group into two in Gmsh.");
          mesh.surfaces[s].is_empty     = count[s][0] + count[s][1] == 0;
          mesh.surfaces[s].is_interface = count[s][1] > 0;
        }
    }
  } // namespace

  template <int dim>
  void
  match_sides(const std::string &file, const std::vector<std::uint64_t> &tags, WholeMesh<dim> &mesh)
  {
    const auto       &faces = mesh.shape->faces;
    const std::size_t n     = mesh.shape->n_vertices;
    SideBuckets       buckets(mesh.points.size(), [&](const auto &add) {
      for (std::size_t c = 0; c < mesh.n_cells(); ++c)
        for (std::size_t f = 0; f < faces.size(); ++f)
          add(side_key(&mesh.vertices[c * n], faces[f]), c * faces.size() + f);
    });
    mesh.opposite.assign(mesh.n_cells() * faces.size(), outside);
    for (std::size_t v = 0; v < buckets.n_buckets(); ++v)
      {
        SideBuckets::Entry *const begin = buckets.begin(v), *const end = buckets.end(v);
        std::sort(begin, end, [](const auto &a, const auto &b) {
          return std::tie(a.key, a.thing) < std::tie(b.key, b.thing);
        });
        for (const SideBuckets::Entry *e = begin; e != end;)
          {
            if (e + 1 == end || e->key != (e + 1)->key)
              {
                ++e;
                continue;
              }
            const std::uint64_t a = e->thing, b = (e + 1)->thing;
            if (e + 2 != end && (e + 2)->key == e->key)
              refuse_shared_side(
                file,
                tags,
                mesh,
                {{a / faces.size(), b / faces.size(), (e + 2)->thing / faces.size()}});
            mesh.opposite[a] = b;
            mesh.opposite[b] = a;
            e += 2;
          }
      }
    check_duplicates(file, tags, mesh);
  }

  template <int dim>
  void
  take_surfaces(const GmshFile    &file,
                const MeshReading &reading,
                const VertexIndex &index,
                WholeMesh<dim>    &mesh)
  {
    const auto         surface_of_group = take_surface_names(file, mesh);
    const GmshElements none, *found = find_faces(file, *mesh.shape);
    FaceReader<dim>    reader{file, index, mesh, found == nullptr ? none : *found, {}};
    for (unsigned int v = 0; v < mesh.shape->faces[0].size(); ++v)
      reader.corners.push_back(v);

    // the faces in named groups, then the sides of cells that they are
    std::vector<TaggedFace>  tagged;
    std::vector<std::size_t> element;
    std::vector<SideKey>     keys;
    for (std::size_t i = 0; i < reader.faces.tags.size(); ++i)
      if (const auto it = surface_of_group.find(reader.faces.groups[i]);
          it != surface_of_group.end())
        {
          SideKey key;
          if (!reader.key(i, key))
            refuse_stray_face(reader, i, mesh.surfaces[it->second].name);
          tagged.push_back({it->second, -1});
          element.push_back(i);
          keys.push_back(key);
        }
    SideBuckets       buckets(mesh.points.size(), [&](const auto &add) {
      for (std::size_t t = 0; t < keys.size(); ++t)
        add(keys[t], t);
    });
    const auto       &faces = mesh.shape->faces;
    const std::size_t n     = mesh.shape->n_vertices;
    for (std::size_t c = 0; c < mesh.n_cells(); ++c)
      for (std::size_t f = 0; f < faces.size(); ++f)
        {
          const SideKey key      = side_key(&mesh.vertices[c * n], faces[f]);
          bool          is_named = false;
          for (const auto *e = buckets.begin(key[0]); e != buckets.end(key[0]); ++e)
            if (e->key == key)
              {
                is_named = true;
                if (tagged[e->thing].side < 0)
                  tagged[e->thing].side = c * faces.size() + f;
              }
          mesh.n_unnamed += !is_named && mesh.opposite[c * faces.size() + f] == outside;
        }
    for (std::size_t t = 0; t < tagged.size(); ++t)
      if (tagged[t].side < 0)
        refuse_stray_face(reader, element[t], mesh.surfaces[tagged[t].surface].name);
    classify_surfaces(file, tagged, mesh);

    std::vector<char> heals;
    for (const std::string &name : mesh.region_names)
      heals.push_back(std::count(reading.healing.begin(), reading.healing.end(), name) > 0);
    for (const TaggedFace &face : tagged)
      {
        const std::uint64_t side =
          mesh.surfaces[face.surface].is_interface ? seen_side(mesh, heals, face.side) : face.side;
        mesh.named_faces.push_back(
          {side / faces.size(), static_cast<std::uint32_t>(side % faces.size()), face.surface});
      }
    const auto order = [](const NamedFace &a) { return std::tie(a.cell, a.face, a.surface); };
    std::sort(mesh.named_faces.begin(), mesh.named_faces.end(), [&](const auto &a, const auto &b) {
      return order(a) < order(b);
    });
    mesh.named_faces.erase(
      std::unique(mesh.named_faces.begin(),
                  mesh.named_faces.end(),
                  [&](const auto &a, const auto &b) { return order(a) == order(b); }),
      mesh.named_faces.end());
  }

  template void
  match_sides(const std::string &, const std::vector<std::uint64_t> &, WholeMesh<2> &);
  template void
  match_sides(const std::string &, const std::vector<std::uint64_t> &, WholeMesh<3> &);
  template void
  take_surfaces(const GmshFile &, const MeshReading &, const VertexIndex &, WholeMesh<2> &);
  template void
  take_surfaces(const GmshFile &, const MeshReading &, const VertexIndex &, WholeMesh<3> &);
} // namespace callus
