"""Default options of the fusion methods beside a small sweep of each, and beside scikit-learn's logistic regression, in one run.

    compare_defaults.py [--only TABLE,…] [--methods ID,…] [--splits 10] [--swept 3] [--java JAVA] CLASSPATH

Iris, wine, breast cancer and digits come from scikit-learn, their columns cut in two halves that are the modalities; emoji (names and
search words as character n-grams) and multiomics (complete rows of two views) ship with Interlace. 30 % of the rows are tested, ten
stratified splits, shipped sets by their groups. Logistic regression (C = 1, standardised columns) reads the concatenation. A sweep has
a quarter and four times the learning rate, and no dropout, on the first splits. Prints Markdown: mean accuracy on the tested rows; of
each method the default on all splits, and in brackets what the best of its sweep has more on the first.
"""

import argparse
import pathlib
import statistics
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import turns  # noqa: E402

METHODS = ["early", "late", "mid-concat", "gated", "bilinear", "low-rank", "tensor", "compact-bilinear", "film", "co-attention",
           "bottleneck", "modality-attention", "stacking", "dempster-shafer", "mid-pooling", "mid-attention"]
SLOW = {"mid-attention": 1e-3}
SWEEP = ("rate/4", "rate*4", "dropout=0")


def loaded(folder, splits):
    """Writes scikit-learn's tables and their splits."""
    import numpy
    from sklearn import datasets
    from sklearn.model_selection import train_test_split

    for name, load in (("iris", datasets.load_iris), ("wine", datasets.load_wine), ("breast", datasets.load_breast_cancer),
                       ("digits", datasets.load_digits)):
        x, y = load(return_X_y=True)
        half = x.shape[1] // 2
        numpy.savetxt(folder / f"{name}.x.csv", x, delimiter=",", fmt="%.8g")
        numpy.savetxt(folder / f"{name}.y.csv", y, fmt="%d")
        (folder / f"{name}.views.csv").write_text(f"{half},{x.shape[1] - half}\n")
        tests = (train_test_split(numpy.arange(len(y)), test_size=.3, random_state=seed, stratify=y)[1] for seed in range(splits))
        (folder / f"{name}.split.csv").write_text("".join(" ".join(map(str, test)) + "\n" for test in tests))


def regression(folder, name, splits):
    """The accuracy of logistic regression on each split."""
    import numpy
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    x = numpy.loadtxt(folder / f"{name}.x.csv", delimiter=",")
    y = numpy.array((folder / f"{name}.y.csv").read_text().splitlines())
    found = []
    for line in (folder / f"{name}.split.csv").read_text().splitlines()[:splits]:
        test = numpy.array([int(row) for row in line.split()])
        train = numpy.setdiff1d(numpy.arange(len(y)), test)
        model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=5000)).fit(x[train], y[train])
        found.append(model.score(x[test], y[test]))
    return found


def options(method, change):
    rate = SLOW.get(method, 2e-3)
    return {"rate/4": f"learningRate={rate / 4}", "rate*4": f"learningRate={rate * 4}"}.get(change, change)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("classpath")
    parser.add_argument("--only", default="iris,wine,breast,digits,emoji,multiomics")
    parser.add_argument("--methods", default=",".join(METHODS))
    parser.add_argument("--splits", type=int, default=10)
    parser.add_argument("--swept", type=int, default=3)
    parser.add_argument("--java", default="java")
    parser.add_argument("--keep", help="folder for what both sides write")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(arguments.keep or temporary)
        folder.mkdir(exist_ok=True)
        java = [arguments.java, *turns.JVM, "-cp", arguments.classpath, "dev.interlace.bench.DefaultOptions", str(folder)]
        tables = arguments.only.split(",")
        if any(name in tables for name in ("emoji", "multiomics")):
            subprocess.run([*java, "shipped", str(arguments.splits)], check=True, env=turns.environment(1))
        loaded(folder, arguments.splits)
        runs = [(table, method, change) for method in arguments.methods.split(",") for table in tables for change in ("", *SWEEP)]
        (folder / "plan.txt").write_text("".join(
            f"{table} fusion/{method} {options(method, change)} {arguments.swept if change else arguments.splits}\n"
            for table, method, change in runs))
        subprocess.run(java, check=True, env=turns.environment(1))
        found = {}
        for line in (folder / "interlace.csv").read_text().splitlines():
            at, _, accuracy, *_ = line.split(",")
            found.setdefault(runs[int(at)], []).append(float(accuracy))
        report(arguments, folder, tables, found)


def report(arguments, folder, tables, found):
    print("| default, and what the best of its sweep has more | " + " | ".join(tables) + " |")
    print("|---" * (len(tables) + 1) + "|")
    peer = {table: regression(folder, table, arguments.splits) for table in tables}
    print("| scikit-learn's logistic regression | " + " | ".join(f"{statistics.mean(peer[table]):.3f}" for table in tables) + " |")
    for method in arguments.methods.split(","):
        cells = []
        for table in tables:
            own = found[table, method, ""]
            best = max(statistics.mean(found[table, method, change]) for change in SWEEP)
            cells.append(f"{statistics.mean(own):.3f} ({best - statistics.mean(own[:arguments.swept]):+.3f})")
        print(f"| `fusion/{method}` | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
