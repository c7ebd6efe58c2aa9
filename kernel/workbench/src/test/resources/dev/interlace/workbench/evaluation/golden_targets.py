"""Measures of sets of labels and of ordered classes by scikit-learn: python golden_targets.py > targets-golden.tsv"""
import numpy as np
import sklearn
from sklearn import metrics as sk

r = np.random.default_rng(20)
print(f"# made by golden_targets.py with scikit-learn {sklearn.__version__}, numpy {np.__version__}; name, values")


def show(name, value):
    print(name + "\t" + " ".join(repr(float(x)) for x in np.asarray(value, dtype=float).ravel()))


t = (r.uniform(size=(40, 5)) < [0.5, 0.3, 0.2, 0.6, 0.0]).astype(int)  # nothing has the last label
p = np.where(r.uniform(size=t.shape) < 0.75, t, 1 - t)
p[:, 4] = 0
t[:3] = 0
p[:2] = 0
show("sets.truth", t)
show("sets.predicted", p)
show("sets.micro", sk.f1_score(t, p, average="micro"))
show("sets.macro", sk.f1_score(t[:, :4], p[:, :4], average="macro"))
show("sets.rows", sk.f1_score(t, p, average="samples", zero_division=1))
show("sets.hamming", sk.hamming_loss(t, p))
show("sets.subset", sk.accuracy_score(t, p))
y = r.integers(0, 5, 60)
q = np.clip(y + r.integers(-1, 3, 60), 0, 4)
show("ranks.truth", y)
show("ranks.predicted", q)
show("ranks.kappa", sk.cohen_kappa_score(y, q, weights="quadratic"))
show("ranks.distance", sk.mean_absolute_error(y, q))
show("ranks.median", sk.mean_absolute_error(y, np.full(60, np.sort(y)[30])))
z = r.integers(0, 2, 50)
s = np.round(np.clip(0.35 * z + r.uniform(0, 0.65, 50), 0, 1), 2)  # with ties
precision, recall, at = sk.precision_recall_curve(z, s)
show("curve.truth", z)
show("curve.scores", s)
show("curve.precision", precision[:-1][::-1])
show("curve.recall", recall[:-1][::-1])
show("curve.thresholds", at[::-1])
