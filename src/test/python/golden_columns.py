#!/usr/bin/env python3
"""What scikit-learn makes of the columns of a table: src/test/resources/golden/columns.json.

OneHotEncoder, SimpleImputer with indicators, StandardScaler on the numbers alone; columns are
ordered and named as Lockstep has them. Run with Debian's python3-sklearn: golden_columns.py
"""
import json
import os
import random

import numpy as np
from sklearn.impute import SimpleImputer
from sklearn.preprocessing import OneHotEncoder, StandardScaler

TARGET = os.path.join(os.path.dirname(__file__), "../resources/golden/columns.json")
COLUMNS = ["age", "sex", "income", "zip", "wet", "city", "kind"]
NUMBERS = ["age", "income", "wet"]
CITIES = ["Oslo", "Bergen", "Zürich", "A b", "10", "9"]


def table(rows, seed, is_new):
    """Rows of texts; an empty text is missing."""
    chance = random.Random(seed)
    made = []
    for _ in range(rows):
        age = "" if chance.random() < 0.2 else str(chance.randint(18, 80))
        sex = "" if chance.random() < 0.1 else chance.choice(["female", "male"])
        income = repr(round(chance.lognormvariate(0, 2), 3))
        zip_code = str(chance.choice([9, 10, 101, 1000] + ([77] if is_new else [])))
        wet = "" if is_new and chance.random() < 0.2 else chance.choice(["yes", "no"])
        city = chance.choice(CITIES + (["Nowhere", ""] if is_new else []))
        made.append([age, sex, income, zip_code, wet, city, chance.choice("uv")])
    return made


def text(rows):
    return "\n".join(",".join(row) for row in [COLUMNS] + rows) + "\n"


def numbers(rows, column):
    at = COLUMNS.index(column)
    value = {"": np.nan, "yes": 1.0, "no": 0.0}
    return np.array([[value[r[at]] if r[at] in value else float(r[at])] for r in rows])


def design(train, rows, strategy):
    names, parts = [], []
    for column in COLUMNS[:-1]:
        at = COLUMNS.index(column)
        if column in NUMBERS:
            imputer = SimpleImputer(strategy=strategy, add_indicator=True)
            scaler = StandardScaler().fit(imputer.fit_transform(numbers(train, column))[:, :1])
            x = imputer.transform(numbers(rows, column))
            x[:, :1] = scaler.transform(x[:, :1])
            names += [column] + ([column + "=missing"] if x.shape[1] == 2 else [])
        else:
            order = float if column == "zip" else str
            levels = sorted({r[at] for r in train if r[at]}, key=order)
            has_missing = any(not r[at] for r in train)
            levels += [""] if has_missing else []
            encoder = OneHotEncoder(categories=[levels], handle_unknown="ignore", sparse_output=False)
            x = encoder.fit([[r[at]] for r in train]).transform([[r[at]] for r in rows])
            names += [column + "=" + (level or "missing") for level in levels]
        parts.append(x)
    return names, np.hstack(parts).tolist()


train, new = table(120, 1, False), table(60, 2, True)
golden = {"train": text(train), "new": text(new)}
for strategy in ["mean", "median"]:
    names, x = design(train, train, strategy)
    golden["columns"] = names
    golden[strategy] = {"train": x, "new": design(train, new, strategy)[1]}
with open(TARGET, "w", encoding="utf-8") as file:
    json.dump(golden, file, ensure_ascii=False)
    file.write("\n")
