// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "simulation/healing_case.h"

#include "laws/tissue/mixture.h"

#include <stdexcept>

namespace callus
{
  namespace
  {
    OutputSettings
    read_output(const Section &section)
    {
      OutputSettings settings;
      settings.history_interval = section.setting(
        "History every", "day", Range::positive(), "1 day", "Interval of the rows of history.csv");
      settings.picture_interval = section.setting(
        "Fields every",
        "day",
        Range::positive(),
        "7 day",
        "Interval of the pictures' data in fields.pvd; the last day is always written");
      settings.files_per_picture = section.count(
        "Files per picture", 1, "Number of files into which the ranks write one picture together");
      return settings;
    }

    /// What a part throws because its input was wrong is already among the problems; anything else is not ours to hide.
    template <typename Build>
    void
    build(ParameterFile &file, const Build &part)
    {
      try
        {
          part();
        }
      catch (const InputError &error)
        {
          for (const Problem &problem : error.problems())
            file.problems().add(problem);
        }
      catch (const std::exception &)
        {
          if (file.problems().empty())
            throw;
        }
    }
    /// Without mesh or network not everything can be read, and what is not read would seem unknown. The rest is checked all
    /// the same, so that the user hears of it in the same run. Throws InputError.
    void
    report_what_is_left(ParameterFile &file, bool has_mesh, bool has_network)
    {
      const Section root = file.root();
      if (!has_mesh)
        {
          build(file, [&]() {
            const auto materials = MaterialTable::read(root.subsection("Materials"));
            if (root.has_subsection("Mixture"))
              TissueMixture::read(root.subsection("Mixture"), materials);
          });
          for (const std::string name : {"Mesh",
                                         "Surfaces",
                                         "Regions",
                                         "Transport",
                                         "Mechanics",
                                         "Coupling",
                                         "Measures",
                                         "Probes",
                                         "Means",
                                         "Doses"})
            file.ignore(name);
        }
      if (!has_network)
        for (const std::string name : {"Fields",
                                       "Quantities",
                                       "Processes",
                                       "Species",
                                       "Doses",
                                       "Events",
                                       "Regions",
                                       "Transport",
                                       "Mixture",
                                       "Materials",
                                       "Mechanics",
                                       "Coupling",
                                       "Measures",
                                       "Probes",
                                       "Means"})
          file.ignore(name);
      file.throw_if_wrong();
      throw std::logic_error("the mesh or the network could not be read, and nobody said why");
    }
  } // namespace

  template <int dim>
  HealingCase<dim>::HealingCase(ParameterFile &file, MPI_Comm communicator)
  {
    const Section root = file.root();
    title              = root.text("Title", "", "Name of the case, for the report");

    build(file, [&]() { mesh = Mesh<dim>::read(root, communicator); });
    if (mesh)
      regions = read_regions(root, mesh->region_names());
    build(file, [&]() { network = Network::read(root); });
    build(file, [&]() { time = std::make_unique<StepControl>(root.subsection("Time")); });
    output     = read_output(root.subsection("Output"));
    checkpoint = CheckpointSettings::read(root.subsection("Checkpoint"));
    if (network)
      build(file,
            [&]() { events = std::make_unique<Events>(root.subsection("Events"), *network); });
    if (!mesh || !network)
      report_what_is_left(file, mesh != nullptr, network != nullptr);

    build(file, [&]() {
      const auto doses = read_doses(root.subsection("Doses"), network->catalogue());
      state            = std::make_unique<State<dim>>(
        root.subsection("Regions"), *mesh, regions, network->catalogue(), doses);
      transport = std::make_unique<Transport<dim>>(root, *mesh, regions, state->nodes(), *network);
      biology   = std::make_unique<BiologyStep>(*network, *transport);
    });
    if (root.has_subsection("Mechanics"))
      {
        shortest_mechanics_interval =
          root.subsection("Coupling")
            .setting(
              "Shortest interval",
              "day",
              Range::non_negative(),
              "1 day",
              "Mechanics is not solved again sooner than this, however fast the material changes");
        build(file, [&]() {
          mechanics = std::make_unique<Mechanics<dim>>(root, *mesh, network->catalogue());
        });
      }
    if (!anything_heals() && !root.has_subsection("Mechanics"))
      {
        for (const std::string name : {"Materials", "Mixture"})
          file.ignore(name);
        root.subsection("Regions").problem(
          "",
          "no region with the role 'healing', and no section Mechanics",
          "a region that heals, or mechanics alone",
          "Nothing would happen: set Role = healing for the callus, or add a section Mechanics.");
      }
    if (!state) // what it should have read would seem unknown
      for (const std::string name : {"Transport", "Measures", "Probes", "Means"})
        file.ignore(name);
    else if (root.has_subsection("Mechanics") &&
             (anything_heals() || root.has_subsection("Measures")))
      build(file, [&]() {
        const Section     measures = root.subsection("Measures");
        const std::string bone =
          measures.text("Fragments",
                        "Region of the bone whose fragments move against each other; none: the "
                        "bone is in one piece, and neither movement nor bridging is measured");
        if (bone == "none")
          return measures.leave_unread();
        motion = std::make_unique<FragmentMotion<dim>>(measures, *mesh, regions, bone);
        if (anything_heals())
          bridging = std::make_unique<Bridging<dim>>(measures, *mesh, *state, *motion);
        else
          measures.leave_unread(); // of bridging
      });
    if (state)
      build(file, [&]() {
        probes = std::make_unique<Probes<dim>>(root.subsection("Probes"), *mesh, *state);
        means =
          std::make_unique<WeightedMeans<dim>>(root.subsection("Means"), network->catalogue());
      });
    file.throw_if_wrong();
  }

  template struct HealingCase<2>;
  template struct HealingCase<3>;
} // namespace callus
