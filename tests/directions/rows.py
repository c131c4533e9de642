# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""The directions that the review asks for, row by row: what changes, and what is expected of it.

`direct`: the change acts on the very term that makes what is measured; `emergent`: it reaches what is measured through others.
`control`: the change with its effect taken to nothing (controls.py). A direction without one has a single run, or its first run is the control: the
change replaces an entry of the library by another value, and nothing else.
"""
import dataclasses

from bases import CALLUS, DISH, SCAFFOLD, STIFFNESS, STRIP
from controls import Control, entry, nothing_of, together, undone
from expectations import (All, Ascending, Falls, Largest, Measure, Monotone, Optimum, Rises, Saturates, SmallerEffect, Within, change, crossover, half_day,
                          mean, peak, peak_day, value)


@dataclasses.dataclass(frozen=True)
class Direction:
    name: str
    rows: tuple
    change: str  # what is changed, in words
    base: str
    runs: tuple  # text added to the base, one for each run
    expectation: object
    kind: str
    control: Control = None
    tried: str = ""  # for those that do not hold: what was tried


def overlay(*names):
    return "".join(f"include library/overlays/{name}.prm\n" for name in names)


def without(*processes):
    return "".join(f"subsection Processes\nsubsection {name}\nset Active = false\nend\nend\n" for name in processes)


BONE, M1, M2, M0, TNF, IL10 = "bone", "m1_macrophages", "m2_macrophages", "m0_macrophages", "pro_inflammatory_signal", "anti_inflammatory_signal"
BMP = "osteogenic_signal"
NO_SWITCH = without("m1_to_m2", "m1_to_m2_switch")
NO_M1 = without("m1_polarisation", "m2_to_m1")
NO_CHEMOKINES = without("q_from_m1", "q_from_debris", "q_from_hypoxia", "q_from_inflammation", "q_from_neutrophils")
IMPLANT = overlay("stem_cell_implantation")
SWITCH = "Processes/m1_to_m2_switch/Rate"
DOSE_OF_CELLS = "Fields/implanted_stem_cells/Initial value"
M1_M2 = Measure("M1 over M2, mean of days 3 to 10", lambda c: mean(M1, 3, 10)(c) / mean(M2, 3, 10)(c))
M1_M2_DAY_7 = Measure("M1 over M2 on day 7", lambda c: value(M1, 7)(c) / value(M2, 7)(c))
M1_DURATION = Measure("days with M1 above half of their peak", lambda c: float((c["m1_macrophages"] > 0.5 * c["m1_macrophages"].max()).mean() * c["day"][-1]))
CARTILAGE_OVER_BONE = Measure("cartilage over bone on day 14", lambda c: value("cartilage_matrix", 14)(c) / value(BONE, 14)(c))
NO_DOSE_OF_CELLS = entry(DOSE_OF_CELLS, "0 cells/mL")
NO_CELLS = nothing_of("dose 0", NO_DOSE_OF_CELLS)
# cells do not feel the material of the scaffold that is there
NO_CONTACT = entry("Quantities/scaffold_presence/Half saturation", "1e9")
NO_SURFACE = nothing_of("no surface", NO_CONTACT)
# a stiffness of zero is the library without what stiffness does
NO_STIFFNESS = nothing_of("0 kPa", entry("Well-mixed/Drivers/cell_scale_stiffness", "0 kPa"), 0, "".join(
    entry(f"Quantities/{q}/Coefficients/stiffness_sensed", "0") for q in ("stiffness_favours_m1", "stiffness_hinders_m2"))
    + entry("Processes/osteogenic_differentiation/Modifiers/stiffness/Change", "0") + entry("Well-mixed/Drivers/cell_scale_stiffness", "100 kPa"))
STIFF = tuple(entry("Well-mixed/Drivers/cell_scale_stiffness", f"{kPa} kPa") for kPa in (0.1, 1, 10, 100, 1000, 100000))



def solid_share(share):
    return entry("Regions/scaffold/Scaffold/Solid fraction", f"{share}")


# Shorter than the error asks for: where it decides, the last digit may split a step, and a maximum in space differs by a per cent.
SHORT_STEPS = "subsection Time\nset Largest step = 0.05 day\nend\n"


def solid(share):
    """The scaffold of the strip: it takes space from oxygen, and makes its way longer."""
    return solid_share(share) + "subsection Regions\nsubsection scaffold\nsubsection Scaffold\nset Solid fields = scaffold_solid\nset Cell-scale stiffness = 10 kPa [assumed]\nend\nend\nend\n"


def dose(factor, amount):
    """The initial value of a store."""
    return entry(f"Fields/{factor}_store/Initial value", amount)


def zero(*factors):
    return nothing_of("dose 0", "".join(dose(f, "* 0") for f in factors))


def not_given(process, name="Rate", unit="1/day"):
    return nothing_of("dose 0", entry(f"Processes/{process}/{name}", f"0 {unit}"))


def factors_of_one(*overlays):
    return nothing_of("factors of 1", undone(*overlays))


def il4(nanograms):
    return overlay("il4_delivery") + dose("il4", f"{nanograms} ng/mL")


def interferon(nanograms):
    return overlay("ifn_gamma_delivery") + dose("ifn_gamma", f"{nanograms} ng/mL")


def ion(name, millimoles):
    return overlay(name) + dose(name, f"{millimoles} mM")


def exosomes(cells, micrograms):
    return overlay(f"{cells}_exosomes") + dose(f"{cells}_exosomes", f"{micrograms} ug/mL")


def bmp2(nanograms, rate=""):
    return overlay("bmp2_delivery") + dose("bmp2", f"{nanograms} ng/mL") + (entry("Processes/bmp2_release/Rate", f"{rate} 1/day") if rate else "")


FEW = overlay("carrier_gel") + entry(DOSE_OF_CELLS, "0.05 1e6 cells/mL")
LATE = "subsection Processes\nsubsection il4_release\nsubsection Modifiers\nsubsection late\nset Form = time window\nset From = 6 day [assumed]\nend\nend\nend\nend\n"
IL4_DOSE = 3  # ng/mL in the depot
DIRECTIONS = [
    Direction("tissues_in_order", (1,), "nothing: the course of healing", CALLUS, ("",),
              All((Ascending((half_day("fibrous_matrix"), half_day("cartilage_matrix"), half_day(BONE)), 0.25),
                   Ascending((peak_day("fibrous_matrix"), peak_day("cartilage_matrix"), peak_day(BONE)), 0.),
                   Within(Measure("fibrous tissue on day 42 over its peak", lambda c: value("fibrous_matrix", 42)(c) / c["fibrous_matrix"].max()), 0, 0.5))), "emergent"),
    Direction("depletion_of_macrophages", (3, 43), "all macrophages are killed, days 0 to 14", CALLUS, ("", overlay("macrophage_depletion")),
              All((Falls(value(BONE, 21), 0.3), Falls(value(BONE, 28), 0.15))), "emergent", control=not_given("clodronate_injection")),
    Direction("circulating_monocytes_only", (4,), "all macrophages are killed, or only monocytes of the blood are kept away", CALLUS,
              (overlay("macrophage_depletion"), overlay("monocyte_depletion"), ""), Monotone(value(BONE, 21), 0.03), "emergent",
              control=together(nothing_of("dose 0", entry("Processes/clodronate_injection/Rate", "0 1/day"), 0, ""), nothing_of("dose 0", entry("Processes/ccr2_blocker_intake/Rate", "0 1/day"), 1, ""))),
    Direction("clearance_of_debris", (5,), "monocytes of the blood are kept away, days 0 to 14", CALLUS, ("", overlay("monocyte_depletion")),
              Rises(value("debris", 7), 0.2), "emergent", control=not_given("ccr2_blocker_intake")),
    Direction("debris_falls", (5,), "nothing: debris never rises", CALLUS, ("",),
              Within(Measure("largest rise of debris", lambda c: max(0, (c["debris"][1:] - c["debris"][:-1]).max())), 0, 1e-9), "emergent"),
    Direction("chemokines_call_monocytes", (6,), "debris and cells secrete no chemokines", CALLUS,
              ("", NO_CHEMOKINES), Falls(peak(M0), 0.2), "emergent"),
    Direction("m0_come_first", (6, 47), "nothing: the order of macrophages", CALLUS, ("",), Ascending((peak_day("neutrophils"), peak_day(M0), peak_day(M1), peak_day(M2)), 0.5), "emergent"),
    Direction("arrival_of_monocytes", (7,), "arrival of monocytes at 0.25, 0.5, 1, 1.5 times its rate", CALLUS,
              tuple(entry("Processes/monocyte_recruitment/Rate", f"* {f}") + entry("Processes/monocytes_from_marrow/Exchange coefficient", f"* {f}") for f in (0.25, 0.5, 1, 1.5)),
              Monotone(value(BONE, 21), 0.01), "emergent",
              tried="bone saturates at the rate of the library and falls by 0.7 % beyond it; twice the need for osteogenic signal (half saturation 0.8 to 1 ng/mL) lets it rise by 0.5 %, and slows healing down; in the strip bone near the marrow rises by 0.8 %, and 1 mm away it falls: fewer M1 kill stem cells there, and debris that is cleared later keeps up TNF-alpha, with which they divide. With debris making 0.4 of its TNF-alpha it holds (0.360, 0.411, 0.436, 0.444), but bone is slower, and course_of_m1, dose_of_il4 and cobalt do not hold then",
              control=nothing_of("factors of 1", "", 2, "")),
    Direction("muscle", (8,), "muscle around the callus lets M2 in", CALLUS, ("", overlay("muscle_flap") + entry("Well-mixed/Surface areas/callus_outer", "40 mm2")), All((Rises(peak(M2), 0.03), Rises(value(BONE, 21), 0.01))), "emergent",
              control=not_given("m2_from_muscle", "Exchange coefficient", "mm/day")),
    Direction("mettl3", (11,), "METTL3 silenced", CALLUS, ("", overlay("mettl3_silencing")), All((Falls(value(M1, 4), 0.1), Falls(value("stem_cells", 3), 0.01), Falls(value(BONE, 21), 0.02))), "emergent",
              control=factors_of_one("mettl3_silencing")),
    Direction("week_of_the_switch", (13,), "nothing: when M2 overtake M1", CALLUS, ("",), Within(crossover(), 4, 8.5), "emergent"),
    Direction("late_switch", (13, 15, 16), "the switch at 0.15 of its rate", CALLUS, ("", entry(SWITCH, "* 0.15")), All((Within(crossover(), 10, 1e9), Falls(value(BONE, 21), 0.05))), "emergent"),
    Direction("course_of_m1", (14,), "nothing: M1 early, gone after two weeks", CALLUS, ("",),
              All((Within(peak_day(M1), 2, 5), Within(Measure("M1 on day 14 over their peak", lambda c: value(M1, 14)(c) / c[M1].max()), 0, 0.1))), "emergent"),
    Direction("no_switch", (15,), "no M1 turn into M2", CALLUS, ("", NO_SWITCH), Falls(value(BONE, 28), 0.05), "emergent"),
    Direction("lasting_excess_of_m1", (16,), "macrophages of a diabetic", CALLUS, ("", overlay("diabetic")), All((Rises(M1_M2, 0.2), Falls(value(BONE, 21), 0.03))), "emergent",
              control=factors_of_one("diabetic")),
    Direction("stiffness_and_m1", (17,), "stiffness that cells feel from 0.1 kPa to 100 MPa", STIFFNESS, STIFF, Monotone(M1_M2, 0.0005), "direct",
              control=NO_STIFFNESS),
    Direction("stiffness_and_bone", (18,), "stiffness that cells feel from 0.1 kPa to 100 MPa", STIFFNESS, STIFF, Optimum(value(BONE, 21), 0.01), "emergent",
              control=NO_STIFFNESS),
    Direction("pores_inflammatory", (19,), "small pores, read as the review has them", SCAFFOLD, ("", overlay("pore_size_inflammatory")), All((Rises(M1_M2, 0.02), Falls(value(BONE, 21), 0.01))), "emergent",
              control=NO_SURFACE),
    Direction("pores_healing", (19,), "small pores, read as sphere-templated scaffolds have them", SCAFFOLD, ("", overlay("pore_size_healing")), Falls(M1_M2, 0.02), "direct",
              control=NO_SURFACE),
    Direction("electrical_stimulation", (20,), "electrical stimulation", CALLUS, ("", overlay("electrical_stimulation")), All((Falls(peak(M1), 0.05), Rises(value(BONE, 21), 0.005))), "emergent",
              control=factors_of_one("electrical_stimulation")),
    Direction("electrical_stimulation_of_a_diabetic", (20,), "electrical stimulation in high glucose", CALLUS, (overlay("diabetic"), overlay("diabetic", "electrical_stimulation")),
              All((Falls(peak(M1), 0.05), Rises(value(BONE, 21), 0.005))), "emergent",
              control=factors_of_one("electrical_stimulation")),
    Direction("course_of_tnf", (22,), "nothing: TNF-alpha is largest within a day or two, and M1 keep it up for a week", CALLUS, ("",),
              All((Within(peak_day(TNF), 0, 1.5), Within(Measure("TNF-alpha on day 5 over its peak", lambda c: value(TNF, 5)(c) / c[TNF].max()), 0.1, 1))), "emergent"),
    Direction("m1_make_tnf", (22,), "M1 secrete no TNF-alpha", CALLUS, ("", without("c1_from_m1")), Falls(mean(TNF, 3, 7), 0.1), "direct"),
    Direction("il10_after_tnf", (23,), "nothing: the anti-inflammatory signal peaks later", CALLUS, ("",), Ascending((peak_day(TNF), peak_day(IL10)), 1.), "emergent"),
    Direction("medium_of_m1", (24,), "M1 macrophages with stem cells in a dish", DISH, ("", entry("Fields/m1_macrophages/Initial value", "0.2 1e6 cells/mL")),
              Rises(value("stem_cells", 2), 0.02), "emergent",
              control=nothing_of("no cells", entry(f"Fields/{M1}/Initial value", "0 cells/mL"))),
    Direction("medium_of_m0_and_m2", (24,), "M1, M2 or M0 macrophages with stem cells in a dish", DISH,
              tuple(entry(f"Fields/{m}/Initial value", "0.1 1e6 cells/mL") for m in (M1, M2)), Rises(value("osteoblasts", 5), 0.1), "emergent",
              control=nothing_of("no cells", entry(f"Fields/{M2}/Initial value", "0 cells/mL"), 1, "")),
    Direction("factors_of_macrophages", (26,), "macrophages secrete neither BMP-2 nor TGF-beta", CALLUS,
              ("", without("b_from_m0_macrophages", "b_from_m1_macrophages", "b_from_m2_macrophages") + entry("Quantities/tgf_producers/Coefficients/m2_macrophages", "0")), Falls(value(BONE, 21), 0.1), "emergent"),
    Direction("bmp2_of_m2", (27,), "no M1 turn into M2", CALLUS, ("", NO_SWITCH), Falls(value(BMP, 10), 0.1), "emergent"),
    Direction("early_bmp2_of_m1", (29,), "no M1", CALLUS, ("", NO_M1), Falls(value(BMP, 2), 0.03), "emergent"),
    Direction("anti_tnf_and_osteogenesis", (30,), "anti-TNF, days 0 to 14", CALLUS, ("", overlay("anti_tnf")), Falls(value("osteoblasts", 7), 0.03), "emergent", control=not_given("anti_tnf_injection")),
    Direction("dose_of_tnf", (33,), "TNF-alpha from a depot: 0, 3, 10, 30, 100, 1000, 10000 ng/mL", CALLUS,
              ("", *(overlay("tnf_dose") + entry("Fields/tnf_depot/Initial value", f"{d} ng/mL") for d in (3, 10, 30, 100, 1000, 10000))), Optimum(value(BONE, 21), 0.005), "emergent",
              control=nothing_of("dose 0", entry("Fields/tnf_depot/Initial value", "0 ng/mL"))),
    Direction("prolonged_m1_and_vessels", (34,), "no M1 turn into M2", CALLUS, ("", NO_SWITCH), Falls(value("vessels", 10), 0.05), "emergent"),
    Direction("exosomes_kill_stem_cells", (35,), "exosomes blocked", CALLUS, ("", overlay("exosome_blocker")), Rises(mean("stem_cells", 5, 10), 0.01), "direct",
              control=factors_of_one("exosome_blocker")),
    Direction("anti_vegf", (39,), "anti-VEGF, days 0 to 28", CALLUS, ("", overlay("anti_vegf")), All((Falls(value("vessels", 14), 0.2), Rises(value("cartilage_matrix", 21), 0.2))), "emergent",
              control=not_given("anti_vegf_injection")),
    Direction("dense_macrophages", (44,), "stem cells in a spheroid, without or with as many M0 (20 1e6 cells/mL)", DISH,
              ("", entry("Fields/m0_macrophages/Initial value", "20 1e6 cells/mL")), Falls(value("osteoblasts", 1), 0.1), "direct",
              control=nothing_of("no cells", entry(f"Fields/{M0}/Initial value", "0 cells/mL"))),
    Direction("matrix_of_macrophages", (45,), "macrophages lay down no matrix", CALLUS, ("", without("fibrous_production_by_macrophages")), Falls(peak("fibrous_matrix"), 0.02), "direct"),
    Direction("nsaid", (46,), "an NSAID, days 0 to 14", CALLUS, ("", overlay("nsaid")), All((Falls(value(BONE, 21), 0.1), Falls(value(BONE, 28), 0.05))), "emergent", control=not_given("nsaid_intake")),
    Direction("oxygen_and_cartilage", (48,), "half of the oxygen in the blood", CALLUS, ("", entry("Processes/oxygen_supply/Level", "37 mmHg")), Rises(CARTILAGE_OVER_BONE, 0.1), "emergent"),
    Direction("stem_cells_are_not_used_up", (49,), "nothing: stem cells, from day 0 to day 28", CALLUS, ("",), Within(change("stem_cells", 0, 28), 5, 1e9), "emergent"),
    Direction("niche", (50,), "no stem cells from marrow and periosteum", CALLUS, ("", without("stem_cells_from_marrow_and_periosteum")), Falls(value("stem_cells", 3), 0.3), "direct"),
    Direction("hypoxia_and_chemokines", (53,), "half of the oxygen in the blood", CALLUS, ("", entry("Processes/oxygen_supply/Level", "37 mmHg")), Rises(value("chemokines", 14), 0.05), "emergent"),
    Direction("endothelial_cells", (54,), "stem cells do not become vessels", CALLUS, ("", without("endothelial_differentiation")), Falls(value("vessels", 5), 0.0005), "direct"),
    Direction("implanted_cells_and_vessels", (56,), "stem cells implanted", CALLUS, ("", IMPLANT), Rises(value("vessels", 7), 0.02), "emergent", control=NO_CELLS),
    Direction("too_many_stem_cells", (57,), "0, 1, 5, 10, 20, 50 million stem cells per mL implanted", CALLUS, ("", *(IMPLANT + entry(DOSE_OF_CELLS, f"{d} 1e6 cells/mL") for d in (1, 5, 10, 20, 50))),
              Optimum(value(BONE, 21), 0.02), "emergent", control=NO_CELLS),
    Direction("implanted_cells_and_bone", (58,), "0, 0.1, 0.2, 0.3 million stem cells per mL implanted", CALLUS, ("", *(IMPLANT + entry(DOSE_OF_CELLS, f"{d} 1e6 cells/mL") for d in (0.1, 0.2, 0.3))),
              Saturates(value(BONE, 21), 0.01), "emergent",
              control=NO_CELLS),
    Direction("survival_of_implanted_cells", (59,), "stem cells implanted", CALLUS, (IMPLANT,), Within(Measure("implanted cells alive on day 21, share", lambda c: value("implanted_stem_cells", 21)(c) / c["implanted_stem_cells"][0]), 0, 0.1), "direct"),
    Direction("stem_cells_calm_tnf", (61, 63), "stem cells implanted", CALLUS, ("", IMPLANT), Falls(mean(TNF, 1, 5), 0.1), "emergent", control=NO_CELLS),
    Direction("stem_cells_make_m2", (62,), "stem cells implanted", CALLUS, ("", IMPLANT), Falls(M1_M2, 0.1), "emergent", control=NO_CELLS),
    Direction("stem_cells_act_early", (66,), "inflammation licenses stem cells, or has gone (no debris, no TNF-alpha)", CALLUS,
              ("", IMPLANT, entry("Fields/debris/Initial value", "0 cells/mL") + entry("Fields/pro_inflammatory_signal/Initial value", "0 ng/mL"),
               entry("Fields/debris/Initial value", "0 cells/mL") + entry("Fields/pro_inflammatory_signal/Initial value", "0 ng/mL") + IMPLANT), SmallerEffect(mean(M2, 3, 10), 0.2, relative=False), "emergent",
              control=together(nothing_of("dose 0", NO_DOSE_OF_CELLS, 1, 0), nothing_of("dose 0", NO_DOSE_OF_CELLS, 3, 2))),
    Direction("carrier_and_nsaid", (67,), "stem cells in a carrier, without and with an NSAID", CALLUS, ("", FEW, overlay("nsaid"), overlay("nsaid") + FEW),
              SmallerEffect(M1_M2, 0.05), "emergent",
              tried="without PGE2 the cells have more to add, not less: they stay undifferentiated longer (2.8 times as many on days 3 to 10) and secrete; the same with doses of 0.05 and 0.5 million/mL, and with all of their effect on macrophages by PGE2 (linear with intercept 0 for 0.4: 0.096 against 0.059)",
              control=together(nothing_of("dose 0", NO_DOSE_OF_CELLS, 1, 0), nothing_of("dose 0", NO_DOSE_OF_CELLS, 3, 2), nothing_of("dose 0", entry("Processes/nsaid_intake/Rate", "0 1/day"), 2, 0))),
    Direction("wrapping", (69,), "a material that the body walls off", SCAFFOLD, ("", overlay("foreign_body_reaction")), Rises(value("fibrous_matrix", 42), 0.1), "emergent",
              control=NO_SURFACE),
    Direction("shelter", (70,), "implanted stem cells in a carrier", CALLUS, (IMPLANT, overlay("carrier_gel")), Rises(value("implanted_stem_cells", 7), 0.1), "direct",
              control=factors_of_one("carrier_gel")),
    Direction("tricalcium_phosphate", (73,), "tricalcium phosphate in the scaffold", SCAFFOLD, ("", overlay("tricalcium_phosphate")), All((Rises(peak(M2), 0.03), Rises(value(BMP, 10), 0.1), Rises(value(BONE, 21), 0.03))), "emergent",
              control=NO_SURFACE),
    Direction("graphene_oxide", (75,), "graphene oxide in the scaffold", SCAFFOLD, ("", overlay("graphene_oxide")), All((Rises(value(M1, 4), 0.02), Rises(value(BONE, 21), 0.02))), "emergent",
              control=NO_SURFACE),
    Direction("calcium_phosphate_with_cells", (77,), "stem cells implanted, or on biphasic calcium phosphate", SCAFFOLD, (IMPLANT, overlay("biphasic_calcium_phosphate_with_cells")), Rises(peak(M0), 0.02), "emergent",
              control=NO_SURFACE),
    Direction("aged_macrophages", (81,), "macrophages of the aged", CALLUS, ("", overlay("aged_macrophages")), All((Rises(value(TNF, 7), 0.3), Rises(M1_DURATION, 0.1))), "emergent",
              control=factors_of_one("aged_macrophages")),
    Direction("young_macrophages_in_the_aged", (82,), "aged, or aged with young macrophages", CALLUS, (overlay("aged"), overlay("aged_stroma")), All((Falls(mean(TNF, 3, 10), 0.1), Rises(value(BONE, 21), 0.1))), "emergent",
              control=nothing_of("factors of 1", undone("aged_macrophages"), 0, 1)),
    Direction("aged_stroma", (83,), "stem cells of the aged", CALLUS, ("", overlay("aged_stroma")), Falls(value(BONE, 21), 0.1), "emergent",
              control=factors_of_one("aged_stroma")),
    Direction("aged", (84,), "an aged patient", CALLUS, ("", overlay("aged")), Rises(half_day(BONE), 0.1), "emergent",
              control=factors_of_one("aged")),
    Direction("osteoclasts_and_rankl", (2,), "RANKL blocked", CALLUS, ("", overlay("anti_rankl")), All((Falls(peak("osteoclasts"), 0.5), Rises(value(BONE, 28), 0.005))), "emergent",
              control=factors_of_one("anti_rankl")),
    Direction("closed_matrix", (52,), "matrix metalloproteinases inhibited", CALLUS, ("", overlay("mmp_inhibition")), All((Rises(value("cartilage_matrix", 21), 0.2), Falls(value(BONE, 21), 0.05))), "emergent",
              control=factors_of_one("mmp_inhibition")),
    Direction("centre_without_chemotaxis", (51,), "stem cells do not follow chemokines, in a strip", STRIP, ("", without("stem_cell_chemotaxis")), Falls(value("centre: stem_cells", 5), 0.05), "emergent",
              tried="M1 come from the marrow too, so that chemokines rise towards it (2.34 to 2.16 ng/mL) and hold cells there, even in a scaffold without cells on day 0; SDF-1 as a field of its own, of hypoxia alone, turns the sign: 0.4 % fewer without chemotaxis, 3 % with the largest coefficient of the range (0.5 for 0.2) and a diffusivity of 1 mm2/day for 8.6"),
    Direction("chemokines_call_stem_cells", (51,), "debris and cells secrete no chemokines", CALLUS, ("", NO_CHEMOKINES), Falls(mean("stem_cells", 3, 5), 0.5), "emergent"),
    Direction("m1_call_stem_cells", (32,), "no M1", CALLUS, ("", NO_M1), Falls(mean("stem_cells", 3, 5), 0.03), "emergent"),
    Direction("centre_without_m1", (32,), "no M1, in a strip", STRIP, ("", NO_M1), Falls(value("middle: stem_cells", 4), 0.05), "emergent",
              tried="without M1 chemokines fall by a third and the exchange at the marrow by a quarter, but beside the marrow as many cells stand on day 2, and from day 3 on more: M1 kill some, and their TNF-alpha lets others differentiate. The same sign on day 4 without that killing, with a fifth of the exchange, and without cells in the wound on day 0"),
    Direction("niche_in_space", (50,), "nothing: stem cells near the marrow and far from it, day 3", STRIP, ("",),
              Within(Measure("stem cells near the marrow over those 3 mm away", lambda c: value("near: stem_cells", 3)(c) / value("centre: stem_cells", 3)(c)), 2, 1e9), "emergent"),
    Direction("texture_in_a_thin_layer", (21,), "a textured surface of a scaffold, in a strip", STRIP, ("", overlay("grooved_surface")),
              All((Rises(value("surface: m2_macrophages", 5), 0.03), Within(Measure("touch of the texture a millimetre away", lambda c: value("middle: surface_texture", 5)(c)), 0, 1e-3))), "direct",
              control=nothing_of("no texture", entry("Processes/texture_at_the_surface/Level", "0") + SHORT_STEPS, -1, SHORT_STEPS)),
    Direction("oxygen_in_a_dense_scaffold", (79,), "a scaffold of 20 or of 60 % solid, in a strip", STRIP, tuple(solid(share) for share in (0.2, 0.6)),
              Falls(value("centre: oxygen", 5), 0.02), "emergent", control=nothing_of("no solid", solid_share(1e-7) + SHORT_STEPS, 0, SHORT_STEPS)),
    Direction("large_gap", (50, 1), "nothing: oxygen near the marrow and in the core, day 3", STRIP, ("",),
              Within(Measure("oxygen in the core over that near the marrow", lambda c: value("centre: oxygen", 3)(c) / value("near: oxygen", 3)(c)), 0, 0.95), "emergent"),
    Direction("interferon", (9,), "interferon-gamma from a depot", CALLUS, ("", interferon(10)), Rises(value(M1, 3), 0.05), "direct", control=zero("ifn_gamma")),
    Direction("il4_makes_m2", (10,), "IL-4 from a depot", CALLUS, ("", il4(IL4_DOSE)), Rises(value(M2, 5), 0.05), "direct", control=zero("il4")),
    Direction("il4_turns_m1", (12,), "IL-4 from a depot", CALLUS, ("", il4(IL4_DOSE)), Falls(M1_M2_DAY_7, 0.1), "direct", control=zero("il4")),
    Direction("benign_cycle", (12,), "stem cells secrete no IL-4 or IL-10", CALLUS, ("", without("c2_from_stem_cells")), Rises(M1_M2, 0.05), "emergent"),
    Direction("dose_of_bmp2", (28,), "BMP-2 from a depot: 0, 10, 20, 30 ng/mL", CALLUS, ("", *(bmp2(d) for d in (10, 20, 30))), Saturates(value(BONE, 21), 0.01), "emergent",
              control=zero("bmp2")),
    Direction("exosomes_and_tnf", (36,), "exosomes of M2 from a depot", CALLUS, ("", exosomes("macrophage", 50)), Falls(mean(TNF, 1, 7), 0.05), "emergent", control=zero("macrophage_exosomes")),
    Direction("exosomes_and_bone", (37,), "exosomes of M2 from a depot", CALLUS, ("", exosomes("macrophage", 50)), Rises(value(BONE, 21), 0.03), "emergent", control=zero("macrophage_exosomes")),
    Direction("collagen_and_exosomes", (38,), "intrafibrillarly mineralised collagen with exosomes of macrophages", SCAFFOLD, ("", overlay("intrafibrillar_collagen") + dose("macrophage_exosomes", "50 ug/mL")),
              Rises(value(BONE, 21), 0.05), "emergent",
              control=nothing_of("no surface, dose 0", NO_CONTACT + dose("macrophage_exosomes", "* 0"))),
    Direction("il4_and_osteoclasts", (41,), "IL-4 from a depot", CALLUS, ("", il4(IL4_DOSE)), Falls(peak("osteoclasts"), 0.05), "direct", control=zero("il4")),
    Direction("il4_and_tnf", (42,), "IL-4 from a depot", CALLUS, ("", il4(IL4_DOSE)), Falls(mean(TNF, 1, 7), 0.05), "direct", control=zero("il4")),
    Direction("dose_of_il4", (64,), "IL-4 from the sixth day on for the aged: 0, 1, 10, 100, 3000 ng/mL", CALLUS, tuple(overlay("aged_macrophages") + text for text in ("", *(LATE + il4(d) for d in (1, 10, 100, 3000)))),
              Optimum(value(BONE, 21), 0.005), "emergent",
              control=zero("il4")),
    Direction("exosomes_of_stem_cells", (65,), "exosomes of stem cells from a depot", CALLUS, ("", exosomes("stem_cell", 50)), All((Rises(value(M2, 7), 0.03), Rises(value("cartilage_matrix", 10), 0.03))), "emergent",
              control=zero("stem_cell_exosomes")),
    Direction("slow_release", (71,), "100 ng/mL of BMP-2 within an hour, or within two weeks", CALLUS, (bmp2(100, 100), bmp2(100)), Rises(value(BONE, 21), 0.03), "emergent",
              control=together(nothing_of("dose 0", dose("bmp2", "* 0"), 0, ""), nothing_of("dose 0", dose("bmp2", "* 0"), 1, ""))),
    Direction("magnesium", (72,), "magnesium ions from a gel", CALLUS, ("", ion("magnesium", 10)), Rises(value(BONE, 21), 0.01), "emergent", control=zero("magnesium")),
    Direction("cobalt", (74,), "cobalt ions from a scaffold", CALLUS, ("", ion("cobalt", 1)), All((Rises(peak(M1), 0.02), Rises(peak("osteoclasts"), 0.1), Falls(value(BONE, 21), 0.01))), "emergent",
              control=zero("cobalt")),
    Direction("interferon_then_il4_and_vessels", (40,), "interferon for three days, IL-4, or one after the other", CALLUS, ("", interferon(10), il4(IL4_DOSE), overlay("ifn_gamma_then_il4") + dose("ifn_gamma", "10 ng/mL") + dose("il4", f"{IL4_DOSE} ng/mL")),
              Largest(value("vessels", 10), 0.005), "emergent",
              control=zero("ifn_gamma", "il4")),
    Direction("interferon_then_il4_and_bone", (76,), "interferon for three days, IL-4, or one after the other", CALLUS, ("", interferon(10), il4(IL4_DOSE), overlay("ifn_gamma_then_il4") + dose("ifn_gamma", "10 ng/mL") + dose("il4", f"{IL4_DOSE} ng/mL")),
              Largest(value(BONE, 21), 0.), "emergent",
              tried="better than IL-4 alone, 1.5 % below interferon alone: IL-4 lowers bone in the young, whose switch is fast; with 0.3 to 3 ng/mL of IL-4 and 1 to 30 of interferon 0.1 to 2 % below; in the diabetic it holds (next line)",
              control=zero("ifn_gamma", "il4")),
    Direction("interferon_then_il4_of_a_diabetic", (76,), "in high glucose: interferon for three days, IL-4, or one after the other", CALLUS,
              tuple(overlay("diabetic") + text for text in (interferon(10), il4(IL4_DOSE), overlay("ifn_gamma_then_il4") + dose("ifn_gamma", "10 ng/mL") + dose("il4", f"{IL4_DOSE} ng/mL"))),
              Largest(value(BONE, 21), 0.005), "emergent", control=nothing_of("dose 0", dose("ifn_gamma", "* 0") + dose("il4", "* 0"), -1, overlay("diabetic"))),
    Direction("copper", (78,), "copper ions from a scaffold", CALLUS, ("", ion("copper", 1)), All((Falls(peak("osteoclasts"), 0.1), Rises(value(BONE, 21), 0.02))), "emergent", control=zero("copper")),
]
