// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "app/network_graph.h"

#include "kinetics/influences.h"
#include "kinetics/network.h"
#include "laws/biology/reader.h"

#include <algorithm>
#include <ostream>

namespace callus
{
  using biology::Variable;

  namespace
  {
    /// An arrow of the picture; arrows of several processes between the same two ends are one.
    struct Arrow
    {
      std::string              from, to; ///< names of nodes; that of a conversion is "from -> to"
      std::string              kind;     ///< "influence", "conversion", "movement", "supply"
      Direction                direction;
      std::vector<std::string> processes;
    };

    const std::string &
    word(Direction direction)
    {
      static const std::string words[] = {"raises", "lowers", "both"};
      return words[static_cast<unsigned int>(direction)];
    }

    std::string
    conversion_name(const std::string &from, const std::string &to)
    {
      return from + " -> " + to;
    }

    /// Collects the arrows that end at the fields wanted.
    class ArrowCollector
    {
    public:
      ArrowCollector(const Network &network, const GraphPart &part)
        : names_(network.names())
        , part_(part)
      {
        for (const ProcessSummary &process : network.processes())
          processes_.push_back(process.name);
        const Influences influences = network.influences();
        for (const Transformation &conversion : influences.transformations)
          conversions_.push_back(conversion);
        for (const Transformation &conversion : influences.transformations)
          if (is_wanted(conversion.to) || (is_wanted(conversion.from) && part_.among.empty()))
            add({name(conversion.from),
                 name(conversion.to),
                 "conversion",
                 Direction::raises,
                 {processes_[conversion.process]}});
        for (const Influence &influence : influences.influences)
          if (is_wanted(influence.to))
            add({names_.name(influence.from),
                 end_of(influence),
                 "influence",
                 influence.direction,
                 {processes_[influence.process]}});
        for (const Attraction &attraction : influences.attractions)
          if (is_wanted(attraction.field))
            add({names_.name(attraction.towards),
                 name(attraction.field),
                 "movement",
                 attraction.direction,
                 {processes_[attraction.process]}});
        for (const Inflow &inflow : influences.inflows)
          if (is_wanted(inflow.field))
            for (const std::string &surface : inflow.surfaces)
              add({surface,
                   name(inflow.field),
                   "supply",
                   Direction::raises,
                   {processes_[inflow.process]}});
      }

      const std::vector<Arrow> &
      arrows() const
      {
        return arrows_;
      }

    private:
      std::string
      name(FieldId field) const
      {
        return names_.catalogue()[field].name;
      }

      static bool
      is_among(const std::vector<std::string> &names, const std::string &name)
      {
        return names.empty() || std::find(names.begin(), names.end(), name) != names.end();
      }

      bool
      is_wanted(FieldId field) const
      {
        return is_among(part_.acting_on, name(field)) && is_among(part_.among, name(field));
      }

      std::string
      end_of(const Influence &influence) const
      {
        if (influence.is_on_conversion)
          for (const Transformation &conversion : conversions_)
            if (conversion.process == influence.process && conversion.to == influence.to)
              return conversion_name(name(conversion.from), name(conversion.to));
        return name(influence.to);
      }

      void
      add(const Arrow &arrow)
      {
        if (!is_among(part_.among, arrow.from))
          return;
        const auto known = std::find_if(arrows_.begin(), arrows_.end(), [&](const Arrow &other) {
          return other.from == arrow.from && other.to == arrow.to && other.kind == arrow.kind &&
                 other.direction == arrow.direction;
        });
        if (known == arrows_.end())
          arrows_.push_back(arrow);
        else if (known->processes.back() != arrow.processes[0])
          known->processes.push_back(arrow.processes[0]);
      }

      const biology::Names       &names_;
      GraphPart                   part_;
      std::vector<std::string>    processes_;
      std::vector<Transformation> conversions_;
      std::vector<Arrow>          arrows_;
    };

    std::string
    quoted(const std::string &text)
    {
      std::string result = "\"";
      for (const char c : text)
        result += (c == '"' ? "\\\"" : std::string(1, c));
      return result + '"';
    }

    std::string
    joined(const std::vector<std::string> &words)
    {
      std::string text;
      for (const std::string &word : words)
        text += (text.empty() ? "" : ", ") + word;
      return text;
    }

    /// Fill and shape of the nodes of a kind of field, in the order of FieldKind.
    const char *
    style_of(FieldKind kind)
    {
      static const char *styles[] = {"fillcolor=\"#dbe9f6\", shape=box, style=\"rounded,filled\"",
                                     "fillcolor=\"#fff3c4\", shape=ellipse",
                                     "fillcolor=\"#e8f7fb\", shape=ellipse",
                                     "fillcolor=\"#fbdcdc\", shape=box, style=\"rounded,filled\"",
                                     "fillcolor=\"#e9e2d4\", shape=box",
                                     "fillcolor=\"#e4e4e4\", shape=box",
                                     "fillcolor=\"#d9d2e9\", shape=box"};
      return styles[static_cast<unsigned int>(kind)];
    }

    const char *
    style_of(const Arrow &arrow)
    {
      if (arrow.kind == "conversion")
        return "color=\"#1565c0\", penwidth=2.2";
      if (arrow.direction == Direction::both)
        return "color=\"#a06a00\", arrowhead=diamond";
      return arrow.direction == Direction::raises ? "color=\"#1a7f37\""
                                                  : "color=\"#c62828\", arrowhead=tee";
    }

    bool
    is_used(const std::vector<Arrow> &arrows, const std::string &name)
    {
      return std::any_of(arrows.begin(), arrows.end(), [&](const Arrow &arrow) {
        return arrow.from == name || arrow.to == name;
      });
    }

    void
    write_nodes(std::ostream &out, const Network &network, const std::vector<Arrow> &arrows)
    {
      for (const Field &field : network.catalogue().fields())
        if (is_used(arrows, field.name))
          out << "  " << quoted(field.name) << " [label=" << quoted(field.label) << ", "
              << style_of(field.kind) << "];\n";
      for (const Driver &driver : network.catalogue().drivers())
        if (is_used(arrows, driver.name))
          out << "  " << quoted(driver.name) << " [label=" << quoted(driver.label)
              << ", fillcolor=\"#ffffff\", shape=hexagon];\n";
      std::vector<std::string> surfaces;
      for (const Arrow &arrow : arrows)
        if (arrow.kind == "supply" &&
            std::find(surfaces.begin(), surfaces.end(), arrow.from) == surfaces.end())
          {
            surfaces.push_back(arrow.from);
            out << "  " << quoted(arrow.from) << " [label=" << quoted(arrow.from)
                << ", fillcolor=\"#ffffff\", shape=box, style=\"dashed\"];\n";
          }
    }

    void
    write_conversion(std::ostream &out, const Arrow &arrow)
    {
      const std::string middle = quoted(conversion_name(arrow.from, arrow.to)),
                        style  = std::string(style_of(arrow)) +
                                ", tooltip=" + quoted(joined(arrow.processes));
      out << "  " << middle << " [shape=point, width=0.09, color=\"#1565c0\", label=\"\"];\n  "
          << quoted(arrow.from) << " -> " << middle << " [" << style << ", dir=none, weight=4];\n  "
          << middle << " -> " << quoted(arrow.to) << " [" << style << ", weight=4];\n";
    }
  } // namespace


  void
  write_graph(std::ostream &out, const Network &network, const GraphPart &part)
  {
    const ArrowCollector      collector(network, part);
    const std::vector<Arrow> &arrows = collector.arrows();
    out << "digraph biology {\n"
           "  graph [nodesep=0.3, ranksep=0.8, fontname=\"Helvetica\", fontsize=13, labelloc=b,\n"
           "    label=<<font color=\"#1a7f37\">green: more of it</font>   <font "
           "color=\"#c62828\">red: less of it</font>   "
           "<font color=\"#a06a00\">ochre: either, with the dose</font>   <font "
           "color=\"#1565c0\">blue: one becomes the "
           "other</font>   dashed: moves towards it>];\n"
           "  node [style=filled, fontname=\"Helvetica\", fontsize=14, color=\"#555555\", "
           "margin=\"0.12,0.06\"];\n"
           "  edge [penwidth=1.4, arrowsize=0.8];\n";
    write_nodes(out, network, arrows);
    for (const Arrow &arrow : arrows)
      if (arrow.kind == "conversion")
        write_conversion(out, arrow);
      else
        out << "  " << quoted(arrow.from) << " -> " << quoted(arrow.to) << " [" << style_of(arrow)
            << (arrow.kind == "movement" ? ", style=dashed" : "")
            << ", tooltip=" << quoted(joined(arrow.processes)) << "];\n";
    out << "}\n";
  }


  Listing
  list_graph(const Network &network, const GraphPart &part)
  {
    const ArrowCollector collector(network, part);
    Listing              listing;
    for (const Arrow &arrow : collector.arrows())
      listing.push_back({{{"from", arrow.from},
                          {"to", arrow.to},
                          {"kind", arrow.kind},
                          {"direction", word(arrow.direction)},
                          {"processes", arrow.processes}}});
    return listing;
  }
} // namespace callus
