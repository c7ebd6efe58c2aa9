"""Losses of the kinds of target by scikit-learn, scipy and numpy: python golden_losses.py > losses-golden.tsv"""
import numpy as np
import scipy
import sklearn
from scipy.special import expit, huber
from sklearn.metrics import log_loss, mean_squared_error

r = np.random.default_rng(19)
rows, labels, classes = 7, 3, 4
w = np.round(r.uniform(0.1, 3, rows), 3)


def show(name, value):
    flat = np.asarray(value, dtype=float).ravel()
    print(name + "\t" + " ".join(repr(float(x)) for x in flat))


print(
    f"# made by golden_losses.py with numpy {np.__version__}, scipy {scipy.__version__},"
    f" scikit-learn {sklearn.__version__}; name, values"
)
show("weights", w)

z = np.round(r.normal(0, 2, (rows, labels)), 3)
t = r.integers(0, 2, (rows, labels))
t[0], t[1] = 0, 1
show("logits", z)
show("has", t)
each = [log_loss(t[:, k], expit(z[:, k]), labels=[0, 1]) for k in range(labels)]
show("sigmoid", np.mean(each))
each = [log_loss(t[:, k], expit(z[:, k]), labels=[0, 1], sample_weight=w) for k in range(labels)]
show("sigmoid weighted", np.mean(each))

a = np.round(r.normal(0, 2, (rows, labels)), 3)
b = np.round(r.normal(0, 2, (rows, labels)), 3)
show("estimates", a)
show("truth", b)
show("squared", mean_squared_error(b, a))
show("squared weighted", mean_squared_error(b, a, sample_weight=w))
show("huber", np.mean(huber(0.8, a - b)))
show("huber weighted", np.average(huber(0.8, a - b).mean(axis=1), weights=w))

y = np.array([0, 1, 2, 3, 1, 2, 0])
c = np.array([-1.2, 0.3, 2.1])
f = np.round(r.normal(0, 1.5, rows), 3)
below = np.hstack([np.zeros((rows, 1)), expit(c[None, :] - f[:, None]), np.ones((rows, 1))])
p = np.diff(below, axis=1)
show("score", f)
show("cuts", c)
show("ordered labels", y)
show("ordered probabilities", p)
show("ordered", log_loss(y, p, labels=range(classes)))
show("ordered weighted", log_loss(y, p, labels=range(classes), sample_weight=w))
s = np.round(r.normal(0, 2, (rows, classes)), 3)
q = np.exp(s) / np.exp(s).sum(axis=1, keepdims=True)
show("class logits", s)
show("softmax weighted", log_loss(y, q, labels=range(classes), sample_weight=w))
