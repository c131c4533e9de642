# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""The page docs/theory/biology.md: the system of equations that the program computes, as it writes it out itself."""
import collections
import re

from writers.markdown import code, escaped, library_file, listed, page, sentence, table

# Themes of the page by the file that defines the fields, in the order of the page. A file that is not named here comes behind them.
THEMES = {
    "library/immune.prm": ("Inflammation", "inflammation"),
    "library/stem_cells.prm": ("Stem cells and fibroblasts", "stem_cells"),
    "library/osteochondral.prm": ("Cells of cartilage and bone, and their signals", "cartilage_and_bone"),
    "library/vessels_oxygen.prm": ("Vessels and oxygen", "vessels_and_oxygen"),
    "library/osteoclasts.prm": ("Osteoclasts", "osteoclasts"),
    "library/matrix.prm": ("Tissues", "tissues"),
}
PROCESSES, PICTURES = "../reference/processes.md", "../pictures"


def themes_of(program, case):
    """Fields by theme: [(title, name of the picture, fields)]."""
    places = {path: library_file(entry["file"]) for path, entry in program.entries().items()}
    groups = collections.OrderedDict((file, []) for file in THEMES)
    for field in program.list("fields", case):
        groups.setdefault(places.get(f"Fields/{field['name']}/Unit", ""), []).append(field)
    return [(*THEMES.get(file, (file or "Further fields", "")), fields) for file, fields in groups.items() if fields]


def inline(latex):
    return f"${latex}$"


def values_text(values):
    return ", ".join(f"{inline(value['symbol_latex'])} = {escaped(value['value'])}" for value in values)


def process_link(name):
    return f"[{name}]({PROCESSES}#{name})"


def factors(latex):
    """The factors of a product that stands outside all brackets."""
    parts, begin, depth = [], 0, 0
    for token in re.finditer(r"\\left\b|\\right\b|\\begin\b|\\end\b|[{}]| \\, ", latex):
        depth += {"\\left": 1, "\\begin": 1, "{": 1, "\\right": -1, "\\end": -1, "}": -1}.get(token[0], 0)
        if token[0] == " \\, " and depth == 0:
            parts.append(latex[begin:token.start()])
            begin = token.end()
    return parts + [latex[begin:]]


def in_lines(latex, longest=5):
    """A long product goes on in the next line."""
    parts = factors(latex)
    lines = [" \\, ".join(parts[i:i + longest]) for i in range(0, len(parts), longest)]
    return " \\\\\n&\\qquad \\cdot ".join(lines)


def balance(equation):
    lines = []
    for term in equation["terms"]:
        first = not lines
        sign = "" if first and term["sign"] == "+" else term["sign"] + " "
        begin = equation["left_latex"] + " ={}& " if first else "&"
        mark = f" && ({term['number']:.0f})" if term["number"] else ""
        lines.append(f"{begin}{sign}{in_lines(term['equation_latex'])}{mark}")
    if not lines:
        lines = [equation["left_latex"] + " ={}& 0"]
    return "```math\n\\begin{aligned}\n" + " \\\\\n".join(lines) + "\n\\end{aligned}\n```\n"


def field_part(field, equation):
    rows = [[f"({term['number']:.0f})" if term["number"] else "", process_link(term["process"]) if term["number"] else term["process"],
             term["kind"], values_text(term["values"])] for term in equation["terms"]]
    meaning = sentence(field["description"]) if field["description"] else ""
    head = f"### {field['label']}\n\n{inline(field['symbol_latex'])} in {field['unit']}, `{field['name']}`. {meaning}".rstrip() + "\n\n"
    return head + balance(equation) + ("\n" + table(["no.", "process", "what it is", "values"], rows) if rows else "")


def theme_part(title, picture, fields, equations):
    text = f"## {title}\n\n"
    if picture:
        text += f"![Who acts on whom: {title.lower()}]({PICTURES}/biology_{picture}.svg)\n\n"
    return text + "\n".join(field_part(field, equations[field["name"]]) for field in fields)


def definition_rows(definitions, described):
    return [[code(d["name"]), f"{inline(d['left_latex'] + ' = ' + d['equation_latex'])}", values_text(d["values"]),
             sentence(described.get(d["name"], ""))] for d in definitions]


def supply_part(supplies, labels):
    rows = []
    for supply in supplies:
        is_value = not supply["left"].startswith("j")
        rows.append([f"({supply['number']:.0f})", process_link(supply["name"]), labels[supply["field"]], listed(supply["places"]),
                     "value" if is_value else "flux", inline(supply["left_latex"] + " = " + supply["equation_latex"]),
                     values_text(supply["values"])])
    return "## Supply through surfaces\n\nInward fluxes in the unit of the field times mm/day, or values that are held. Without space " \
        "a flux counts with the area of the surface over the volume of the healing region.\n\n" + \
        table(["no.", "process", "of", "through", "what", "equation", "values"], rows)


def mobility_part(mobilities, symbols):
    rows = [[f"({m['number']:.0f})", process_link(m["name"]), ", ".join(inline(symbols[name]) for name in m["places"]),
             inline(m["left_latex"] + " = " + m["equation_latex"]), values_text(m["values"])] for m in mobilities]
    return "## What hinders movement\n\nDiffusivities and taxis of the fields named are multiplied by $h$, which lies between 0 and " \
        "1.\n\n" + table(["no.", "process", "fields", "mobility", "values"], rows)


def readers_of(name, program, case):
    """Processes that read the driver, themselves or by way of quantities."""
    names, growing = {name}, True
    quantities = program.list("quantities", case)
    while growing:
        more = {q["name"] for q in quantities if names & set(q["reads"])} - names
        names, growing = names | more, bool(more)
    return [p["name"] for p in program.list("processes", case) if p["active"] and names & set(p["reads"])]


def mechanics_part(program, case):
    rows = [[inline(driver["symbol_latex"]), code(driver["name"]), escaped(driver["unit"]), sentence(driver["description"]),
             ", ".join(process_link(name) for name in readers_of(driver["name"], program, case))]
            for driver in program.list("drivers", case)]
    rows = [row for row in rows if row[-1]]
    return "## What mechanics adds\n\nMechanics writes drivers, biology reads them. The weights $\\omega$ of the stimulus law lie between 0 " \
        "and 1 and add up to one. Without mechanics the drivers have [neutral values](../reference/fields.md#drivers).\n\n" + \
        table(["symbol", "driver", "unit", "meaning", "read by"], rows)


def symbols_part(program, case, shared):
    rows = [[inline(field["symbol_latex"]), escaped(field["label"]), escaped(field["unit"]), code(field["name"])]
            for field in program.list("fields", case)]
    rows += [[inline(quantity["symbol_latex"]), "derived quantity", escaped(quantity["unit"]), code(quantity["name"])]
             for quantity in program.list("quantities", case)]
    rows += [[inline(driver["symbol_latex"]), escaped(driver["label"]), escaped(driver["unit"]), code(driver["name"])]
             for driver in program.list("drivers", case)]
    rows += [[inline(value["left_latex"]), f"factor of the species, here {value['value']}", "1", ""] for value in shared]
    rows.append([inline("t"), "time since surgery", "day", "day"])
    return "## Symbols\n\nA number at the foot of a symbol is that of its process: $k_{7}$ is the rate of process 7. " \
        "$(x)_{+}$ is $x$ where that is positive, and zero elsewhere; $[a \\ge b]$ is one where that holds, and zero elsewhere. " \
        "A letter behind the number tells apart what would be called alike.\n\n" + table(["symbol", "meaning", "unit", "name"], rows)


def theory_page(program, case):
    items = program.list("equations", case)
    of_kind = collections.defaultdict(list)
    for item in items:
        of_kind[item["kind"]].append(item)
    equations = {item["name"]: item for item in of_kind["field"]}
    fields = program.list("fields", case)
    labels = {field["name"]: escaped(field["label"]) for field in fields}
    symbols = {field["name"]: field["symbol_latex"] for field in fields}
    described = {q["name"]: q["description"] for q in program.list("quantities", case)}
    parts = [theme_part(title, picture, of_theme, equations) for title, picture, of_theme in themes_of(program, case)]
    parts.append("## Derived quantities\n\nEach line stands for itself: its parameters mean nothing in another line.\n\n" +
                 table(["name", "definition", "values", "meaning"], definition_rows(of_kind["quantity"], described)))
    parts += [supply_part(of_kind["supply"], labels), mobility_part(of_kind["mobility"], symbols), mechanics_part(program, case),
              symbols_part(program, case, of_kind["shared parameter"])]
    return page(
        "The biology as equations",
        "The system that the program computes for [biology.prm](biology.prm), the shipped library with mechanics, supply of a callus "
        "and movement, as it writes it out itself. A test evaluates these formulas at random states and compares them with the rates "
        "that the solver uses. For any other case:\n\n<!-- test: synopsis -->\n    callus list equations FILE.prm\n    callus list network FILE.prm\n\n"
        "For every field the balance is: what diffuses and moves, what is produced, what is lost. Rates are those of the mouse over the "
        "factor of the species. Sources of the values: [processes](../reference/processes.md). How the equations are solved: "
        "[numerics](../developer/numerics.md).\n\n"
        f"![Who acts on whom]({PICTURES}/biology_network.svg)\n\n"
        "This picture leaves out oxygen, which all cells use, what mechanics does and what comes through surfaces; those of the themes "
        "below show them. "
        "In the pictures, green: more of one makes more of the other; red with a bar: less; ochre: either, with the dose; blue: one "
        "becomes the other, and what ends in the middle of a blue line makes that faster (green) or slower (red); dashed: moves "
        "towards. Competition for free pore space, growth and decay in proportion to the field itself, and hindrance are left out.", *parts)
