// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "kinetics/network.h"
#include "laws/biology/biology_examples.h"

namespace callus
{
  namespace testing
  {
    /// A network from text, with everything it needs kept alive.
    class TestNetwork
    {
    public:
      explicit TestNetwork(const std::string &text)
        : file(ParameterFile::from_text(text,
                                        "network.prm",
                                        CALLUS_SOURCE_DIR "/parameter_files",
                                        units))
        , network(Network::read(file->root()))
      {
      }

      std::string
      problems()
      {
        try
          {
            file->throw_if_wrong();
          }
        catch (const InputError &error)
          {
            return error.what();
          }
        return {};
      }

      unsigned int
      field(const std::string &name) const
      {
        return network->catalogue().find_field(name).value().value;
      }

      Units                          units;
      std::unique_ptr<ParameterFile> file;
      std::unique_ptr<Network>       network;
    };

    /// Drivers at their neutral values.
    inline PointTable
    neutral_drivers(const Network &network, std::size_t n_points)
    {
      PointTable drivers(network.catalogue().n_drivers(), n_points);
      for (unsigned int d = 0; d < network.catalogue().n_drivers(); ++d)
        std::fill_n(drivers[d], n_points, network.catalogue().drivers()[d].neutral);
      return drivers;
    }

    /// A random state within all bounds, whose solids leave some room.
    inline PointTable
    random_state(const Network &network, std::size_t n_points, unsigned int seed)
    {
      std::mt19937                     random(seed);
      std::uniform_real_distribution<> uniform(0.01, 1.);
      PointTable                       fields(network.catalogue().n_fields(), n_points);
      for (unsigned int f = 0; f < network.catalogue().n_fields(); ++f)
        for (std::size_t i = 0; i < n_points; ++i)
          {
            const Field &field = network.catalogue().fields()[f];
            fields[f][i]       = uniform(random);
            if (field.volume_per_unit > 0.)
              fields[f][i] *= 0.15;
            else if (field.kind == FieldKind::gas)
              fields[f][i] *= 60.;
          }
      return fields;
    }
  } // namespace testing
} // namespace callus
