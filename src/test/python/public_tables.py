"""Thirty-four public tables for choosing and judging the defaults of conf/table.properties.

    python3 src/test/python/public_tables.py --install       # once, as root: Debian's packages
    python3 src/test/python/public_tables.py FOLDER          # writes FOLDER/NAME.csv

All of them come with packages of Debian 12 (nothing is loaded from elsewhere) and are written as
their package has them: all columns, all rows, in their order, missing values as NA. They were chosen
before any default was, for what real tables have: words, missing values (also in the label), classes
that are rare or many, columns that count or name the rows, rows sorted by what is to be learned; 101
to 53,940 rows. None was put in or taken out since.

They are in two halves. Defaults are chosen on the tables of one of them, and never on those of the
other. A hash of their names draws the halves: of the tables of classes, sorted by the SHA-256 of
their names, every second is for tuning, from the first on; of the tables of numbers likewise.
"""

import argparse
import collections
import hashlib
import pathlib
import subprocess

Table = collections.namedtuple("Table", "name source label task about")

TABLES = [
    Table(*row)
    for row in [
        # name, package:data (R's, but for "sklearn"), label, task, what is special
        ("titanic", "carData:TitanicSurvival", "survived", "classes", "words, NA"),
        ("chile", "carData:Chile", "vote", "classes", "words, NA, also in the label"),
        ("womenlf", "carData:Womenlf", "partic", "classes", "words, 263 rows"),
        ("soybean", "mlbench:Soybean", "Class", "classes", "19 classes, NA"),
        ("votes", "mlbench:HouseVotes84", "Class", "classes", "words y and n, NA"),
        ("breast", "mlbench:BreastCancer", "Class", "classes", "a number of the patient, NA"),
        ("letters", "mlbench:LetterRecognition", "lettr", "classes", "26 classes, 20,000 rows"),
        ("vehicle", "mlbench:Vehicle", "Class", "classes", "4 classes"),
        ("glass", "mlbench:Glass", "Type", "classes", "6 classes, sorted, rare ones"),
        ("pima", "mlbench:PimaIndiansDiabetes2", "diabetes", "classes", "NA"),
        ("zoo", "mlbench:Zoo", "type", "classes", "truth values, 101 rows, rare classes"),
        ("colic", "VIM:colic", "outcome", "classes", "30 columns, a fifth NA, one constant"),
        ("infert", "datasets:infert", "case", "classes", "words, numbers as classes, sorted"),
        ("spam", "kernlab:spam", "type", "classes", "57 columns, mostly zeros, sorted"),
        ("credit", "modeldata:credit_data", "Status", "classes", "words, NA"),
        ("churn", "modeldata:mlc_churn", "churn", "classes", "one in seven, 51 states"),
        ("attrition", "modeldata:attrition", "Attrition", "classes", "one in six, 15 of words"),
        ("lending", "modeldata:lending_club", "Class", "classes", "one in twenty, many levels"),
        ("hpc", "modeldata:hpc_data", "class", "classes", "4 classes, words, long tails"),
        ("digits", "sklearn:load_digits", "target", "classes", "64 columns, 10 classes"),
        ("airquality", "datasets:airquality", "Ozone", "numbers", "153 rows, NA in the label"),
        ("chickweight", "datasets:ChickWeight", "weight", "numbers", "names that are numbers"),
        ("diamonds", "ggplot2:diamonds", "price", "numbers", "53,940 rows, words, sorted in parts"),
        ("txhousing", "ggplot2:txhousing", "median", "numbers", "46 cities, NA, long tails"),
        ("salaries", "carData:Salaries", "salary", "numbers", "words, 397 rows"),
        ("slid", "carData:SLID", "wages", "numbers", "words, NA, half of the labels"),
        ("wages", "AER:CPS1985", "wage", "numbers", "words, much noise"),
        ("guns", "AER:Guns", "violent", "numbers", "51 states"),
        ("boston", "mlbench:BostonHousing", "medv", "numbers", "506 rows"),
        ("ames", "modeldata:ames", "Sale_Price", "numbers", "40 columns of words"),
        ("concrete", "modeldata:concrete", "compressive_strength", "numbers", "no noise"),
        ("sacramento", "modeldata:Sacramento", "price", "numbers", "68 post codes, sorted in parts"),
        ("baseball", "vcd:Baseball", "sal87", "numbers", "names, 24 teams, NA in the label"),
        ("diabetes", "sklearn:load_diabetes", "target", "numbers", "442 rows, much noise"),
    ]
]

PACKAGES = """python3-sklearn python3-pandas r-base-core r-cran-cardata r-cran-mlbench r-cran-vim
    r-cran-kernlab r-cran-modeldata r-cran-ggplot2 r-cran-aer r-cran-vcd""".split()


def halves():
    """The tables that defaults are chosen on, and those that they never were: sets of names."""
    tuned, held = set(), set()
    for task in ["classes", "numbers"]:
        names = [table.name for table in TABLES if table.task == task]
        names.sort(key=lambda name: hashlib.sha256(name.encode()).hexdigest())
        tuned.update(names[0::2])
        held.update(names[1::2])
    return tuned, held


def write(table, folder):
    package, data = table.source.split(":")
    path = folder / f"{table.name}.csv"
    if path.exists():
        return path
    if package == "sklearn":
        import sklearn.datasets

        frame = getattr(sklearn.datasets, data)(as_frame=True).frame
        frame.to_csv(path, index=False, lineterminator="\n")
    else:
        rows = f'data(list="{data}", package="{package}", envir=(e <- new.env()))'
        rows += f'; write.csv(as.data.frame(e${data}), "{path}", row.names=FALSE)'
        subprocess.run(["Rscript", "--vanilla", "-e", rows], check=True, stdout=subprocess.DEVNULL)
    return path


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", nargs="?", type=pathlib.Path)
    parser.add_argument("--install", action="store_true")
    arguments = parser.parse_args()
    if arguments.install:
        subprocess.run(["apt-get", "install", "-y", "--no-install-recommends", *PACKAGES], check=True)
    if arguments.folder:
        arguments.folder.mkdir(parents=True, exist_ok=True)
        tuned, _ = halves()
        for table in TABLES:
            rows = write(table, arguments.folder).read_text().count("\n") - 1
            half = "for tuning" if table.name in tuned else "never tuned"
            print(f"{table.name:12} {rows:6} {table.task:8} {half:12} {table.about}")


if __name__ == "__main__":
    main()
