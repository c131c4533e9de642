// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "base/provenance.h"

#include "revision.h"

#include <boost/version.hpp>

namespace callus
{
  Provenance
  provenance()
  {
    const std::string boost = std::to_string(BOOST_VERSION / 100000) + '.' +
                              std::to_string(BOOST_VERSION / 100 % 1000) + '.' +
                              std::to_string(BOOST_VERSION % 100);
    return {
      CALLUS_VERSION, CALLUS_REVISION, CALLUS_COMPILER, CALLUS_BUILD_TYPE, {{"Boost", boost}}};
  }
} // namespace callus
