// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "base/snapshot.h"
#include "mesh/mesh.h"
#include "output/vtu_piece.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace callus
{
  /// Values on a mesh at one moment, to be looked at.
  struct Picture
  {
    struct Values
    {
      std::string         name;
      std::vector<double> values;
    };
    std::vector<Values> nodal;        ///< on the local nodes of the degree-2 space
    std::vector<double> displacement; ///< dim values at each of these nodes [mm]; may be empty
    std::vector<double> pressure; ///< on the local nodes of the degree-1 space [MPa]; may be empty
    std::vector<Values> cellwise; ///< on the local cells
  };

  /**
   * Writes pictures' data: `fields/fields_NNNN.G.vtu`, compressed, one for each group G of ranks, and `fields.pvd`, the file to open,
   * which lists them with their days and is replaced each time, so that it is complete at every moment. Cells are the linear sub-cells
   * of each quadratic cell, in its own shape and on shared points: what biology lives on. A plane mesh lies at z = 0.
   */
  template <int dim>
  class FieldWriter
  {
  public:
    /// @p directory exists. @p files_per_picture: the ranks share this many files. Collective.
    FieldWriter(const Mesh<dim> &mesh, std::string directory, unsigned int files_per_picture);
    ~FieldWriter();
    FieldWriter(const FieldWriter &) = delete;
    FieldWriter &
    operator=(const FieldWriter &) = delete;

    /// Collective. Throws OutputFailure on every rank if a file cannot be written.
    void
    write(double day, const Picture &picture);

    void
    save(Snapshot &snapshot) const;
    /// Goes on behind the pictures of the snapshot; those written later are removed. Collective.
    void
    load(const Snapshot &snapshot);

  private:
    void
    number_nodes();
    std::string
    own_piece(const Picture &picture) const;
    void
    write_collection() const;
    void
    remove_later_files() const;

    struct Written
    {
      double       day;
      unsigned int n_files;
    };

    const Mesh<dim>         &mesh_;
    std::string              directory_;
    unsigned int             n_groups_, group_;
    MPI_Comm                 group_communicator_;
    std::vector<Written>     written_;
    std::unique_ptr<VtuGrid> grid_;
    std::vector<std::size_t> node_of_point_; ///< local degree-2 node
    std::vector<std::vector<std::size_t>>
      parents_of_point_; ///< local degree-1 nodes in whose middle it lies
  };
} // namespace callus
