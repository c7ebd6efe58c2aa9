"""Prints the deep CCA lines of linear.txt: the total correlation of Andrew et al. 2013 and its gradient, by PyTorch.

    golden_deep.py

The ridge is 0.1; differentiation goes through torch.linalg, not through the paper's formula.
"""

import torch

torch.manual_seed(3)
x = torch.randn(9, 3, dtype=torch.float64).mul(1000).round().div(1000).requires_grad_()
y = torch.randn(9, 3, dtype=torch.float64).mul(1000).round().div(1000).requires_grad_()


def inverse_root(centred):
    covariance = centred.T @ centred / (len(centred) - 1) + 0.1 * torch.eye(3, dtype=torch.float64)
    values, vectors = torch.linalg.eigh(covariance)
    return vectors @ torch.diag(values**-0.5) @ vectors.T


def write(name, matrix):
    rows, columns = matrix.shape
    print(name, rows, columns, *("%.17g" % value for value in matrix.detach().reshape(-1).tolist()))


a, b = x - x.mean(0), y - y.mean(0)
loss = -torch.linalg.svdvals(inverse_root(a) @ (a.T @ b / 8) @ inverse_root(b)).sum()
loss.backward()
write("dcca.left", x)
write("dcca.right", y)
write("dcca.loss", loss.reshape(1, 1))
write("dcca.gradient-left", x.grad)
write("dcca.gradient-right", y.grad)
