"""Writes transport-golden.tsv: exact and entropic transport between digits, and Gromov-Wasserstein values, by POT.

    pip install pot==0.9.7.post1 scikit-learn==1.9.1
    golden_transport.py > transport-golden.tsv

The Gromov-Wasserstein values are the least of 21 starts of conditional gradients: an upper bound of the minimum.
"""

import numpy
import ot
import sklearn
from sklearn.datasets import load_digits

digits = load_digits().data
x, y = digits[:100], digits[100:200]
costs = ot.dist(x, y)
mass = ot.unif(100)
print(
    f"# made by golden_transport.py with POT {ot.__version__} and scikit-learn {sklearn.__version__};"
    " name, rows, columns, values row by row"
)


def write(name, matrix):
    matrix = numpy.atleast_2d(matrix)
    print(name, matrix.shape[0], matrix.shape[1], *("%.15g" % value for value in matrix.ravel()), sep="\t")


def entropic(epsilon):
    plan = ot.sinkhorn(mass, mass, costs, epsilon, method="sinkhorn_log", numItermax=100000, stopThr=1e-12)
    return (plan * costs).sum() + epsilon * (plan[plan > 0] * numpy.log(plan[plan > 0] * 10000)).sum()


def structure(points):
    return ot.dist(points, points, metric="euclidean")


def gromov(left, right, draws):
    p, q = ot.unif(len(left)), ot.unif(len(right))
    starts = [None] + [ot.sinkhorn(p, q, draws.random((len(p), len(q))), 0.05) for _ in range(20)]
    return min(ot.gromov.gromov_wasserstein2(left, right, p, q, G0=start) for start in starts)


write("x", x)
write("y", y)
write("exact", ot.emd2(mass, mass, costs))
write("entropic-100", entropic(100))
draws = numpy.random.default_rng(0)
left, right = structure(draws.normal(size=(12, 2))), structure(draws.normal(size=(18, 3)))
write("left", left)
write("right", right)
write("gromov", gromov(left, right, draws))


def rising(count):
    return numpy.arange(1, count + 1) / numpy.arange(1, count + 1).sum()


def fused(features, alpha, p, q):
    starts = [None] + [ot.sinkhorn(p, q, draws.random((len(p), len(q))), 0.05) for _ in range(20)]
    return min(
        ot.gromov.fused_gromov_wasserstein2(features, left, right, p, q, alpha=alpha, G0=start) for start in starts
    )


a, b = rising(100), rising(100)[::-1]
write("exact-masses", ot.emd2(a, b, costs))
plan = ot.sinkhorn(a, b, costs, 100, method="sinkhorn_log", numItermax=100000, stopThr=1e-12)
even = a[:, None] * b[None, :]
write("entropic-100-masses", (plan * costs).sum() + 100 * (plan * numpy.log(plan / even)).sum())
write("line-masses", ot.wasserstein_1d(x[:, 20], y[:, 20], a, b, p=2) ** 0.5)
p, q = ot.unif(12), ot.unif(18)
features = ot.dist(draws.normal(size=(12, 2)), draws.normal(size=(18, 2)))
features -= features.min()
write("features", features)
write("fused-half", fused(features, 0.5, p, q))
write("fused-tenth", fused(features, 0.1, p, q))
write("fused-masses", fused(features, 0.5, rising(12), rising(18)))
write("gromov-masses", fused(features, 1 - 1e-12, rising(12), rising(18)))
