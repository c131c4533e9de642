// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "measures/weighted_means.h"

#include "base/communication.h"
#include "base/nearest_name.h"


#include <limits>

namespace callus
{
  namespace
  {
    std::optional<FieldId>
    find(const Section     &section,
         const std::string &entry,
         const std::string &name,
         const Catalogue   &catalogue)
    {
      const auto id = catalogue.find_field(name);
      if (!id)
        section.problem(entry, "'" + name + "'", "a field", suggest(name, catalogue.field_names()));
      return id;
    }
  } // namespace

  template <int dim>
  WeightedMeans<dim>::WeightedMeans(const Section &section, const Catalogue &catalogue)
  {
    for (const std::string &name : section.subsections())
      {
        means_.push_back({name, "", FieldId(), {}});
        read(section.subsection(name), catalogue);
      }
  }

  template <int dim>
  void
  WeightedMeans<dim>::read(const Section &section, const Catalogue &catalogue)
  {
    Mean      &mean = means_.back();
    const auto of   = section.text("Of", "The field whose mean is recorded");
    if (const auto id = find(section, "Of", of, catalogue))
      {
        mean.of   = *id;
        mean.unit = catalogue[*id].unit;
      }
    for (const std::string &name : section.list(
           "Over", "Fields that weigh it: tissues or cells, so the mean is over where these are"))
      if (const auto id = find(section, "Over", name, catalogue))
        mean.over.push_back(*id);
  }

  template <int dim>
  std::vector<double>
  WeightedMeans<dim>::values(const State<dim> &state, MPI_Comm communicator) const
  {
    const auto         &volumes = state.nodes().volumes();
    std::vector<double> sums(2 * means_.size() + 1, 0.); // weighted fields and weights; the volume
    for (std::size_t i = 0; i < state.nodes().n_owned(); ++i)
      {
        for (std::size_t m = 0; m < means_.size(); ++m)
          for (const FieldId weight : means_[m].over)
            {
              const double share = volumes[i] * state.fields[weight][i];
              sums[2 * m] += share * state.fields[means_[m].of][i];
              sums[2 * m + 1] += share;
            }
        sums.back() += volumes[i];
      }
    sums = mpi::sum(sums, communicator);

    std::vector<double> result;
    for (std::size_t m = 0; m < means_.size(); ++m)
      result.push_back(sums[2 * m + 1] > 1e-6 * sums.back()
                         ? sums[2 * m] / sums[2 * m + 1]
                         : std::numeric_limits<double>::quiet_NaN());
    return result;
  }

  template class WeightedMeans<2>;
  template class WeightedMeans<3>;
} // namespace callus
