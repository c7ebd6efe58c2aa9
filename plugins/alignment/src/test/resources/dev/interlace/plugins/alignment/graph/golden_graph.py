"""Writes graph-golden.tsv: assignments and graph matchings by SciPy, similarity network fusion by snfpy.

    pip install scipy==1.17.1 snfpy==0.2.2 "scikit-learn<1.6"
    golden_graph.py > graph-golden.tsv
"""

import numpy
import scipy
import scipy.optimize
import snf

numpy.set_printoptions(floatmode="unique")
random = numpy.random.default_rng(20)
print(f"# made by golden_graph.py with SciPy {scipy.__version__} and snfpy {snf.__version__}; name, rows, columns, values row by row")


def write(name, matrix):
    matrix = numpy.atleast_2d(matrix)
    print(name, matrix.shape[0], matrix.shape[1], " ".join(repr(float(x)) for x in matrix.ravel()), sep="\t")


for rows, columns in ((8, 8), (6, 13), (15, 4), (30, 30)):
    cost = random.normal(size=(rows, columns)).round(3)
    i, j = scipy.optimize.linear_sum_assignment(cost)
    write(f"assignment.{rows}x{columns}", cost)
    write(f"assignment.{rows}x{columns}.cost", cost[i, j].sum())

for nodes, seeds in ((10, 0), (12, 3), (20, 5)):
    left = numpy.triu(random.uniform(size=(nodes, nodes)) < 0.4, 1).astype(float)
    left += left.T
    order = random.permutation(nodes)
    right = left[numpy.ix_(order, order)]
    flips = numpy.triu(random.uniform(size=(nodes, nodes)) < 0.05, 1)
    right = numpy.abs(right - (flips + flips.T))
    place = numpy.argsort(order)
    known = numpy.stack([numpy.arange(seeds), place[:seeds]], 1)
    options = {"maximize": True, "P0": "barycenter", "maxiter": 30, "tol": 0.03}
    if seeds:
        options["partial_match"] = known
    found = scipy.optimize.quadratic_assignment(left, right, method="faq", options=options)
    write(f"faq.{nodes}.left", left)
    write(f"faq.{nodes}.right", right)
    if seeds:
        write(f"faq.{nodes}.known", known)
    write(f"faq.{nodes}.value", found.fun)

group = numpy.repeat([0, 1, 2], 5)
views = [random.normal(size=(3, d))[group] * 2 + random.normal(size=(15, d)) for d in (4, 3, 2)]
views = [view.round(4) for view in views]
affinities = snf.make_affinity(*views, metric="euclidean", K=4, mu=0.5)
for v, view in enumerate(views):
    write(f"snf.view{v}", view)
    write(f"snf.affinity{v}", affinities[v])
write("snf.fused", snf.snf(*affinities, K=4, t=10))
