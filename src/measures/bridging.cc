// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "measures/bridging.h"

#include "base/communication.h"
#include "base/nearest_name.h"

#include <deal.II/base/mpi.h>

#include <boost/serialization/set.hpp>

#include <algorithm>
#include <cmath>
#include <set>
#include <sstream>

namespace callus
{
  namespace
  {
    const std::vector<std::string> all_names = {"anterior", "medial", "posterior", "lateral"};

    template <int dim>
    std::array<double, dim>
    cell_center(const Mesh<dim> &mesh, std::size_t cell)
    {
      const unsigned int      n = mesh.shape().n_vertices;
      std::array<double, dim> center{};
      for (unsigned int v = 0; v < n; ++v)
        for (unsigned int k = 0; k < dim; ++k)
          center[k] += mesh.cells().vertices_of(cell)[v][k] / n;
      return center;
    }

    /// Volume centroid of the fragments: the axis of the bone passes through it.
    template <int dim>
    std::array<double, dim>
    bone_center(const Mesh<dim> &mesh, const std::vector<int> &fragment_of_cell)
    {
      std::vector<double> sums(dim + 1, 0.);
      for (std::size_t c = 0; c < mesh.cells().n_owned; ++c)
        if (fragment_of_cell[c] >= 0)
          {
            const auto center = cell_center(mesh, c);
            for (unsigned int k = 0; k < dim; ++k)
              sums[k] += mesh.cells().volume[c] * center[k];
            sums[dim] += mesh.cells().volume[c];
          }
      sums = mpi::sum(sums, mesh.communicator());
      std::array<double, dim> center{};
      for (unsigned int k = 0; k < dim; ++k)
        center[k] = sums[dim] > 0 ? sums[k] / sums[dim] : 0.;
      return mesh.symmetry().on_planes_along_axis(center);
    }
  } // namespace

  template <int dim>
  Bridging<dim>::Bridging(const Section             &measures,
                          const Mesh<dim>           &mesh,
                          const State<dim>          &state,
                          const FragmentMotion<dim> &motion)
    : mesh_(mesh)
    , motion_(motion)
    , sector_(mesh.cells().n_cells, 0)
  {
    for (const std::string &name :
         measures.list("Bone fields", "Fields whose sum is the bone fraction"))
      if (const auto id = state.catalogue().find_field(name))
        bone_.push_back(*id);
      else
        measures.problem("Bone fields",
                         "'" + name + "'",
                         "names of fields",
                         suggest(name, state.catalogue().field_names()));
    threshold_           = measures.setting("Bridging threshold",
                                  "1",
                                  Range::between(0.01, 1),
                                  "0.5",
                                  "Bone fraction of a cell from which it counts as bone");
    quadrants_for_union_ = measures.count(
      "Quadrants for union", 3, "Quadrants (of four) that must be bridged for union");
    movement_for_union_ = measures.setting(
      "Movement for union",
      "1",
      Range::between(0, 1),
      "0.1",
      "Share of the axial movement of day 0 below which a bridged fracture counts as united");
    find_sectors(measures);
  }

  template <int dim>
  void
  Bridging<dim>::find_sectors(const Section &measures)
  {
    const std::string anterior =
      measures.choice("Anterior direction",
                      {"x", "y", "z"},
                      "x",
                      "Axis of the mesh that points to the front of the bone; z in a section in "
                      "plane strain if it shows the two flanks; without effect if axisymmetric");
    const Geometry geometry = mesh_.measure().geometry;
    if (geometry == Geometry::axisymmetric)
      {
        sector_names_ = all_names;
        return;
      }
    const unsigned int front = anterior[0] - 'x';
    const auto         axis  = mesh_.axis();
    const unsigned int along = std::max_element(axis.begin(), axis.end()) - axis.begin();
    if (front == along)
      {
        measures.problem("Anterior direction",
                         "'" + anterior + "', the axis of the bone",
                         "a direction across the axis",
                         "Choose one of the other two.");
        return;
      }
    const unsigned int side   = 3 - front - along; // behind the plane, or front is
    const auto         center = bone_center(mesh_, motion_.fragment_of_cell());
    if (dim == 2)
      sector_names_ = front == 2 ? std::vector<std::string>{all_names[1], all_names[3]}
                                 : std::vector<std::string>{all_names[0], all_names[2]};
    else
      sector_names_ = all_names;
    const auto sector_of = [&](const double a, const double b) {
      if (dim == 2)
        return a + b >= 0 ? 0u : 1u;
      return std::abs(a) >= std::abs(b) ? (a >= 0 ? 0u : 2u) : (b >= 0 ? 1u : 3u);
    };
    const auto along_of = [&](const unsigned int k, const std::array<double, dim> &from_center) {
      return k < dim ? from_center[k % dim] : 0.;
    };
    images_.resize(sector_names_.size());
    for (std::size_t c = 0; c < mesh_.cells().n_cells; ++c)
      {
        auto x = cell_center(mesh_, c);
        for (unsigned int k = 0; k < dim; ++k)
          x[k] -= center[k];
        sector_[c] = sector_of(along_of(front, x), along_of(side, x));
      }
    const std::array<std::array<double, 2>, 4> towards = {
      {{{1, 0}}, {{0, 1}}, {{-1, 0}}, {{0, -1}}}};
    for (unsigned int s = 0; s < sector_names_.size(); ++s)
      mesh_.symmetry().for_each_image_around_axis([&](const std::array<double, dim> &signs) {
        const auto sign = [&](const unsigned int k) { return k < dim ? signs[k % dim] : 1.; };
        if (dim == 2) // two sides, of the one direction in the plane
          images_[s].insert(sign(front) * sign(side) > 0 ? s : 1 - s);
        else
          images_[s].insert(sector_of(sign(front) * towards[s][0], sign(side) * towards[s][1]));
      });
  }

  template <int dim>
  bool
  Bridging<dim>::is_bridged(const unsigned int sector, const std::vector<char> &is_bone) const
  {
    return std::any_of(images_[sector].begin(), images_[sector].end(), [&](const unsigned int s) {
      std::vector<char> in_sector(is_bone);
      for (std::size_t c = 0; c < in_sector.size(); ++c)
        in_sector[c] = in_sector[c] && sector_[c] == s;
      return joins_fragments(in_sector);
    });
  }

  template <int dim>
  bool
  Bridging<dim>::joins_fragments(const std::vector<char> &marked) const
  {
    const auto                            component = mesh_.connected_components(marked);
    std::array<std::set<std::int64_t>, 2> touching;
    // a component touches a fragment through an osteotomy or periosteal face, seen by the rank that owns the marked cell
    for (const std::string &interface : mesh_.all_surface_names())
      if (interface.find('|') != std::string::npos)
        for (const auto &face : mesh_.faces(interface))
          if (face.cell < mesh_.cells().n_owned && marked[face.cell] &&
              motion_.fragment_of_cell()[face.neighbor] >= 0)
            touching[motion_.fragment_of_cell()[face.neighbor]].insert(component[face.cell]);
    if (const SymmetryPlane<dim> *plane = mesh_.symmetry().across())
      for (const std::string &surface : plane->surfaces) // where a path meets its image
        for (const auto &face : mesh_.faces(surface))
          if (face.cell < mesh_.cells().n_owned && marked[face.cell])
            touching[plane->above ? 0 : 1].insert(component[face.cell]);
    for (auto &set : touching)
      {
        std::set<std::int64_t> all;
        for (const auto &of_rank : dealii::Utilities::MPI::all_gather(mesh_.communicator(), set))
          all.insert(of_rank.begin(), of_rank.end());
        set = all;
      }
    return std::any_of(touching[0].begin(), touching[0].end(), [&](std::int64_t c) {
      return touching[1].count(c) > 0;
    });
  }

  template <int dim>
  std::vector<char>
  Bridging<dim>::bone_cells(const State<dim> &state) const
  {
    const PointTable  bone  = state.at_local_nodes(bone_);
    const auto       &space = mesh_.space(2);
    const auto       &cells = state.nodes().cells();
    std::vector<char> is_bone(mesh_.cells().n_cells, 0);
    for (std::size_t k = 0; k < cells.size(); ++k)
      {
        const double *volumes = state.nodes().volumes_in_cell(k);
        double        filled  = 0;
        for (unsigned int i = 0; i < space.nodes_per_cell; ++i)
          {
            const std::size_t node =
              space.local_index(space.cell_nodes[cells[k] * space.nodes_per_cell + i]);
            for (unsigned int row = 0; row < bone_.size(); ++row)
              filled += volumes[i] * bone[row][node];
          }
        is_bone[cells[k]] = filled >= threshold_ * mesh_.cells().volume[cells[k]];
      }
    return is_bone;
  }

  template <int dim>
  typename Bridging<dim>::Result
  Bridging<dim>::measure(const State<dim> &state) const
  {
    const std::vector<char> is_bone = bone_cells(state);
    Result                  result;
    result.sector.assign(sector_names_.size(), 0);
    const bool any = std::count(is_bone.begin(), is_bone.end(), 1) > 0;
    if (mpi::max(any ? 1u : 0u, mesh_.communicator()) == 0)
      return result;
    result.anywhere = joins_fragments(is_bone);
    if (mesh_.measure().geometry == Geometry::axisymmetric)
      {
        result.sector.assign(sector_names_.size(), result.anywhere);
        return result;
      }
    for (unsigned int s = 0; s < sector_names_.size() && result.anywhere; ++s)
      result.sector[s] = is_bridged(s, is_bone);
    return result;
  }

  template <int dim>
  bool
  Bridging<dim>::is_union(const Result &result, double relative_movement) const
  {
    const unsigned int bridged = std::count(result.sector.begin(), result.sector.end(), 1);
    return bridged * 4 >= quadrants_for_union_ * sector_names_.size() &&
           relative_movement < movement_for_union_;
  }

  template <int dim>
  std::string
  Bridging<dim>::union_rule() const
  {
    std::ostringstream rule;
    rule << "union: at least " << quadrants_for_union_ << " of 4 quadrants bridged"
         << (sector_names_.size() == 2 ? " (a side of the section counts as two)" : "")
         << " by cells with a bone fraction of at least " << threshold_
         << ", and axial interfragmentary movement below " << 100 * movement_for_union_
         << " % of day 0";
    return rule.str();
  }

  template class Bridging<2>;
  template class Bridging<3>;
} // namespace callus
