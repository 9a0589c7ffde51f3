"""A first run on a table, with nothing but --data, --label and --test-fraction, against
scikit-learn's MLPClassifier and MLPRegressor with their defaults, on the same rows.

    python3 src/test/python/compare_tables.py FOLDER [--tables NAME ...] [--page FILE.md]

FOLDER gets the tables of public_tables.py, and what every run has found (FOLDER/results, so that a
comparison that was stopped goes on; a run of Lockstep counts for the build that it was made with).
For every table and five seeds:

  ./submit.sh train --data FOLDER/NAME.csv --label LABEL --test-fraction 0.2 --seed SEED

(--out names the run folder, which changes nothing), and scikit-learn with its usual preparation:
SimpleImputer and StandardScaler for columns of numbers, OneHotEncoder(handle_unknown="ignore") for the
others, all with their defaults and random_state=SEED. Test rows are those that tables.md defines;
rows without a label are left out on both sides. Of classes the accuracy on the test rows is compared,
of numbers R2: with MLPRegressor as it is and behind a TransformedTargetRegressor(StandardScaler()),
since Lockstep scales targets; the better one of the two, on the mean, is what Lockstep is held to.

A table is passed if the mean difference is no worse than 0.01 below, or within two standard errors of
the paired differences. Needs numpy, pandas and scikit-learn.
"""

import argparse
import datetime
import json
import pathlib
import shutil
import statistics
import subprocess
import time
import warnings

import numpy as np
import pandas as pd
from sklearn.compose import TransformedTargetRegressor, make_column_transformer
from sklearn.impute import SimpleImputer
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

import public_tables
import results
from hashes import uniform

ROOT = pathlib.Path(__file__).resolve().parents[3]
SEEDS = [1, 2, 3, 4, 5]
FRACTION = 0.2
MISSING = ["", "NA", "N/A", "NaN", "nan", "null", "NULL", "None", "?"]
LEEWAY = 0.01


def is_test(seed, rows):
    return np.array([uniform(seed, row) < FRACTION for row in range(rows)])


def read(table, path):
    """Columns of x and labels of the rows that have one."""
    frame = pd.read_csv(path, keep_default_na=False, na_values=MISSING, low_memory=False)
    frame = frame[frame[table.label].notna()]
    y = frame.pop(table.label)
    return frame, y.astype(str).to_numpy() if table.task == "classes" else y.to_numpy(float)


def preparation(x):
    numbers = [c for c in x if pd.api.types.is_numeric_dtype(x[c]) and x[c].dtype != bool]
    words = [c for c in x if c not in numbers]
    return make_column_transformer(
        (make_pipeline(SimpleImputer(), StandardScaler()), numbers),
        (OneHotEncoder(handle_unknown="ignore"), words),
    )


def theirs(table, path, seed):
    x, y = read(table, path)
    x = x.astype({c: str for c in x if x[c].dtype == bool})
    test = is_test(seed, len(y))
    if table.task == "classes":
        models = {"accuracy": MLPClassifier(random_state=seed)}
    else:
        raw = MLPRegressor(random_state=seed)
        models = {"raw": raw, "scaled": TransformedTargetRegressor(raw, transformer=StandardScaler())}
    found = {"rows": len(y), "test_rows": int(test.sum()), "columns": x.shape[1]}
    for name, model in models.items():
        start = time.time()
        pipeline = make_pipeline(preparation(x), model).fit(x[~test], y[~test])
        found[name] = pipeline.score(x[test], y[test])
        found[f"{name}_seconds"] = time.time() - start
    found["variance"] = float(np.var(y[test])) if table.task == "numbers" else None
    return found


def ours(table, path, seed, folder):
    out = folder / "runs" / f"{table.name}-{seed}"
    command = [ROOT / "submit.sh", "train", "--data", path, "--label", table.label]
    command += ["--test-fraction", FRACTION, "--seed", seed, "--out", out, "--overwrite"]
    start = time.time()
    run = subprocess.run([str(word) for word in command], capture_output=True, text=True)
    if run.returncode != 0:
        return {"failed": run.stderr.strip().splitlines()[-1]}
    found = json.loads((out / "run.json").read_text())
    shutil.rmtree(out)
    return {"seconds": time.time() - start, "run": found, "said": run.stderr}


def kept(path, make):
    if not path.exists():
        result = make()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(result))
    return json.loads(path.read_text())


def score(table, run, their):
    """Accuracy or R2 on the test rows, which both sides must agree on."""
    result, data = run["run"]["result"], run["run"]["data"]
    assert run["run"]["settings"]["task"] == {"classes": "classify", "numbers": "regress"}[table.task]
    assert data["test_rows"] == their["test_rows"], (table.name, data["test_rows"], their["test_rows"])
    if table.task == "classes":
        return result["test_rate"]
    return 1 - result["test_rmse"] ** 2 / their["variance"]


def compare(table, folder, commit):
    """A dictionary of what a line of the page has, or None if a run failed."""
    path = public_tables.write(table, folder)
    cache = folder / "results"
    mine, yours, runs, failed = [], [], [], []
    for seed in SEEDS:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that 200 epochs were not enough
            name = f"{table.name}-{seed}.json"
            their = kept(cache / "sklearn" / name, lambda: theirs(table, path, seed))
        run = kept(cache / commit / name, lambda: ours(table, path, seed, folder))
        if "failed" in run:
            failed.append(f"seed {seed}: {run['failed']}")
            continue
        mine.append(score(table, run, their))
        yours.append(their)
        runs.append(run)
    line = {"table": table, "failed": failed, "their": yours, "seeds": len(mine)}
    if len(mine) < 2:
        return line | {"passed": False}
    names = ["accuracy"] if table.task == "classes" else ["raw", "scaled"]
    means = {name: statistics.mean(their[name] for their in yours) for name in names}
    best = max(means, key=means.get)
    differences = [a - their[best] for a, their in zip(mine, yours)]
    mean = statistics.mean(differences)
    error = 2 * statistics.stdev(differences) / len(differences) ** 0.5
    return line | {
        "ours": statistics.mean(mine),
        "theirs": means,
        "best": best,
        "difference": mean,
        "error": error,
        "passed": not failed and (mean >= -LEEWAY or mean + error >= 0),
        "seconds": statistics.median(run["seconds"] for run in runs),
        "their_seconds": statistics.median(their[f"{best}_seconds"] for their in yours),
        "run": runs[0]["run"],
    }


def verdict(line):
    if not line["passed"]:
        return "**behind**" if "difference" in line else "**failed**"
    if line["difference"] > 0 and line["difference"] > line["error"]:
        return "better"
    return "equal"


def page(lines, commit):
    yield from results.head(
        "First runs on public tables, against scikit-learn with its defaults",
        datetime.datetime.now(datetime.timezone.utc),
        commit,
        next(line["run"] for line in lines if "run" in line),
    )
    yield "Made by `src/test/python/compare_tables.py`, which says what is compared; the tables and their two"
    yield "halves are those of `public_tables.py`. Five seeds, the same test rows on both sides; ± is two standard"
    yield "errors of the paired differences. *equal*: no worse than 0.01 below, or within ±; *better*: above by more than ±."
    tuned, held = public_tables.halves()
    for title, half in [
        ("Tables that defaults were never tuned on", held),
        ("Tables that defaults were tuned on", tuned),
    ]:
        chosen = [line for line in lines if line["table"].name in half]
        if not chosen:
            continue
        passed = sum(line["passed"] for line in chosen)
        yield f"\n## {title}: {passed} of {len(chosen)} equal or better"
        classes = [line for line in chosen if line["table"].task == "classes"]
        yield "\n| classes | rows | columns → x | accuracy | scikit-learn's | difference | | s | its s |"
        yield "|---|---|---|---|---|---|---|---|---|"
        yield from (row(line, lambda means: f"{means['accuracy']:.4f}") for line in classes)
        yield "\n| numbers | rows | columns → x | R² | scikit-learn's, raw; scaled | difference | | s | its s |"
        yield "|---|---|---|---|---|---|---|---|---|"
        shown = lambda means: f"{means['raw']:.4f}; {means['scaled']:.4f}"
        yield from (row(line, shown) for line in chosen if line["table"].task == "numbers")
        for line in chosen:
            for failure in line["failed"]:
                yield f"\n{line['table'].name}, {failure}"


def row(line, shown):
    table = line["table"]
    if "difference" not in line:
        return f"| {table.name} | | | | | | {verdict(line)} | | |"
    their = line["their"][0]
    width = line["run"]["network"]["widths"][0]
    seeds = "" if line["seeds"] == 5 else f", {line['seeds']} seeds"
    return (
        f"| {table.name} ({table.about}{seeds}) | {their['rows']} | {their['columns']} → {width} "
        f"| {line['ours']:.4f} | {shown(line['theirs'])} "
        f"| {line['difference']:+.4f} ± {line['error']:.4f} | {verdict(line)} "
        f"| {line['seconds']:.1f} | {line['their_seconds']:.1f} |"
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--tables", nargs="+")
    parser.add_argument("--page", type=pathlib.Path)
    parser.add_argument("--sklearn-alone", action="store_true")
    arguments = parser.parse_args()
    folder = arguments.folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    commit = results.revision(ROOT)
    lines = []
    for table in public_tables.TABLES:
        if arguments.tables and table.name not in arguments.tables:
            continue
        if arguments.sklearn_alone:
            path = public_tables.write(table, folder)
            for seed in SEEDS:
                name = f"{table.name}-{seed}.json"
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    found = kept(folder / "results/sklearn" / name, lambda: theirs(table, path, seed))
                print(table.name, seed, found, flush=True)
            continue
        lines.append(compare(table, folder, commit))
        print(row(lines[-1], str), *lines[-1]["failed"], flush=True)
    if arguments.page:
        arguments.page.write_text("\n".join(page(lines, commit)) + "\n")


if __name__ == "__main__":
    main()
