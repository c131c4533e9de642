# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""How the moduli are distributed over the volume, as text and as a picture."""
import numpy as np

BARS, WIDTH = 12, 40


def bins(moduli, volumes):
    """(edges, percent of the volume in each)."""
    edges = np.linspace(moduli.min(), max(moduli.max(), moduli.min() + 1e-9), BARS + 1)
    counts, _ = np.histogram(moduli, bins=edges, weights=volumes)
    return edges, 100 * counts / volumes.sum()


def quantiles(moduli, volumes, shares=(0.05, 0.5, 0.95)):
    order = np.argsort(moduli)
    reached = np.cumsum(volumes[order]) / volumes.sum()
    return [float(moduli[order[np.searchsorted(reached, share)]]) for share in shares]


def text_histogram(moduli, volumes):
    edges, percent = bins(moduli, volumes)
    low, middle, high = quantiles(moduli, volumes)
    mean = float((moduli * volumes).sum() / volumes.sum())
    yield (f"Young's modulus of {len(moduli)} cells [MPa]: mean {mean:.5g}, median {middle:.5g}, 5 % below {low:.5g}, 5 % above {high:.5g}, "
           f"range {moduli.min():.5g} to {moduli.max():.5g}")
    for k, share in enumerate(percent):
        yield f"  {edges[k]:>9.1f} ... {edges[k + 1]:>9.1f} {share:6.1f} %  {'#' * round(WIDTH * share / max(percent.max(), 1e-9))}"


def write_histogram(moduli, volumes, chain, file):
    from ..picture import pyplot, save

    edges, percent = bins(moduli, volumes)
    figure, axes = pyplot.subplots(figsize=(6.4, 3.6))
    axes.bar(edges[:-1] / 1000, percent, width=np.diff(edges) / 1000, align="edge", color="#d8cfba", edgecolor="#6b6454", linewidth=0.7)
    axes.set_ylim(0, 1.18 * percent.max())
    low, middle, high = quantiles(moduli, volumes)
    for value, name in ((low, "5 %"), (middle, "median"), (high, "95 %")):
        axes.axvline(value / 1000, color="#5b7a9d", linewidth=1, linestyle="-" if name == "median" else "--")
        axes.annotate(name, (value / 1000, 1), xycoords=("data", "axes fraction"), xytext=(3, -10), textcoords="offset points", fontsize=8,
                      color="#5b7a9d")
    axes.set_xlabel("Young's modulus [GPa]", fontsize=9)
    axes.set_ylabel("share of the volume [%]", fontsize=9)
    axes.set_title(f"{len(moduli)} cells, law {chain.law.name}", fontsize=9)
    axes.tick_params(labelsize=8)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    figure.tight_layout()
    save(figure, file)
