"""Writes linear-head.txt: what scikit-learn's linear models predict of their training rows, for FusionTrainingTest.

    golden_linear_head.py > linear-head.txt

A line holds a name, rows, columns, and the values row by row. Columns are standardised before each fit.
"""

import numpy
import sklearn
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.preprocessing import StandardScaler

RIDGE = 0.1
ROWS = 60


def write(name, values):
    values = numpy.asarray(values, dtype=float).reshape(ROWS, -1)
    print(name, *values.shape, *(f"{value:.9g}" for value in values.ravel()))


def logistic(x, y, weights=None):
    model = LogisticRegression(C=1 / RIDGE, tol=1e-10, max_iter=10000)
    return model.fit(x, y, sample_weight=weights).predict_proba(x)


random = numpy.random.default_rng(7)
raw = numpy.float32(random.normal(size=(ROWS, 3)) * [1, 10, 0.1] + [0, 5, 3])
x = StandardScaler().fit_transform(raw.astype(float))
noisy = x @ random.normal(size=(3, 3)) + random.normal(size=(ROWS, 3))
classes = noisy.argmax(axis=1)
labels = (noisy > 0.3).astype(int)
numbers = noisy[:, :2] * [100, 0.01] + [1000, 0]
weights = random.uniform(0.2, 3, ROWS)
print(f"# Made by golden_linear_head.py with scikit-learn {sklearn.__version__}, NumPy {numpy.__version__}.")
write("x", raw)
write("classes", classes)
write("labels", labels)
write("numbers", numbers)
write("weights", weights)
write("of.classes", logistic(x, classes))
write("of.weighted", logistic(x, classes, weights * ROWS / weights.sum()))
balanced = LogisticRegression(C=1 / RIDGE, tol=1e-10, max_iter=10000, class_weight="balanced").fit(x, classes)
write("of.balanced", balanced.predict_proba(x))
write("of.labels", numpy.stack([logistic(x, labels[:, k])[:, 1] for k in range(3)], axis=1))
write("of.numbers", Ridge(alpha=RIDGE).fit(x, numbers).predict(x))
