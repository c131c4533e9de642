// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once


#include "fields/catalogue.h"
#include "laws/biology/variable.h"

#include <string>
#include <vector>

namespace callus
{
  /// What becomes of something if something else grows.
  enum class Direction
  {
    raises,
    lowers,
    both ///< depends on its size or on other things
  };

  /// A field or a driver acts on a field by way of one process. Derived quantities on the way are resolved into what they are made
  /// of, but for `free_pore_space` and what is made of it (crowding): everything that takes volume competes for it.
  struct Influence
  {
    biology::Variable from; ///< a field or a driver
    FieldId           to;   ///< the field that changes; of a conversion the one that comes of it
    Direction         direction;
    unsigned int      process;          ///< index into Network::processes()
    bool              is_on_conversion; ///< acts on how fast one field becomes the other
  };

  /// One field becomes another.
  struct Transformation
  {
    FieldId      from, to;
    unsigned int process;
  };

  /// A field moves towards (raises) or away from (lowers) another field or a driver.
  struct Attraction
  {
    FieldId           field;
    biology::Variable towards;
    Direction         direction;
    unsigned int      process;
  };

  /// A field comes through surfaces.
  struct Inflow
  {
    std::vector<std::string> surfaces;
    FieldId                  field;
    unsigned int             process;
  };

  /// Who acts on whom in the active processes of a network. What a field does to itself in proportion to itself (growth, decay) is
  /// left out, as is what hinders movement.
  struct Influences
  {
    std::vector<Influence>      influences;
    std::vector<Transformation> transformations;
    std::vector<Attraction>     attractions;
    std::vector<Inflow>         inflows;
  };
} // namespace callus
