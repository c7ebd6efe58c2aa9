"""Prints the kernel CCA lines of linear.txt: the regularised problem as a generalised eigenproblem, by SciPy.

    golden_kernels.py linear.txt

Hardoon et al. 2004, eq. 4.3: a'Kx Ky b under a'(Kx^2 + k Kx) a = b'(Ky^2 + k Ky) b = 1, k = (n - 1) ridge.
"""

import sys

import numpy
from scipy.linalg import svd
from sklearn.metrics.pairwise import linear_kernel, rbf_kernel

lines = {line.split()[0]: line.split()[1:] for line in open(sys.argv[1]) if not line.startswith("#")}


def matrix(name):
    rows, columns, *entries = lines[name]
    x = numpy.array(entries, float).reshape(int(rows), int(columns))
    return (x - x.mean(0)) / x.std(0, ddof=1)


def whitened(gram, kappa):
    """K (K^2 + k K)^-1/2 on the range of the centred Gram matrix."""
    n = len(gram)
    centre = numpy.eye(n) - 1 / n
    values, vectors = numpy.linalg.eigh(centre @ gram @ centre)
    keep = values > 1e-10 * values.max()
    return vectors[:, keep] * numpy.sqrt(values[keep] / (values[keep] + kappa))


def correlations(x, y, ridge, count):
    kappa = (len(x) - 1) * ridge
    return svd(whitened(x, kappa).T @ whitened(y, kappa))[1][:count]


x, y = matrix("left"), matrix("right")
wide = rbf_kernel(x, gamma=1 / (2 * 1.5**2))
for name, right, count in (
    ("kcca.correlations", rbf_kernel(y, gamma=1 / (2 * 1.5**2)), 4),
    ("kcca.narrow-right", rbf_kernel(y, gamma=1 / (2 * 0.6**2)), 4),
    ("kcca.linear-right", linear_kernel(y), 2),
):
    rho = correlations(wide, right, 0.1, count)
    print(name, 1, count, *("%.17g" % value for value in rho))
