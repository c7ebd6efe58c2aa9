"""Two graph convolutions, forward and backward, side by side: the tape against torch.sparse and PyTorch Geometric on the CPU, in one run.

    compare_graph.py [--threads 1,2] [--seconds S] [--java JAVA] CLASSPATH

Prints a Markdown table: medians in milliseconds, the ratio to the best peer, and the largest relative difference of the gradients of the
first step. Both sides get the same number of threads. Needs torch and numpy; torch_geometric (without compiled extensions) takes part if it
is there.
"""

import argparse
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from compare_training import JVM, environment  # noqa: E402

WIDTH = 64


def peers(folder, seconds, threads):
    """The PyTorch side: reads what the other side wrote, prints a line per peer."""
    import numpy
    import torch
    from torch.nn import functional as F

    torch.set_num_threads(threads)

    def floats(name, *shape):
        return torch.from_numpy(numpy.fromfile(folder / f"{name}.f32", dtype="<f4").reshape(shape).copy())

    def ints(name):
        return torch.from_numpy(numpy.fromfile(folder / f"{name}.i32", dtype="<i4").astype("int64"))

    labels, starts, columns = ints("labels"), ints("rowStart"), ints("column")
    nodes = len(labels)
    x = floats("x", nodes, WIDTH)
    w1, w2 = (floats(name, WIDTH, WIDTH).requires_grad_() for name in ("w1", "w2"))
    known = [floats(name + ".gradient", WIDTH, WIDTH) for name in ("w1", "w2")]
    rows = torch.repeat_interleave(torch.arange(nodes), starts[1:] - starts[:-1])
    loops = torch.arange(nodes)
    index = torch.stack([torch.cat([rows, loops]), torch.cat([columns, loops])])
    degree = torch.bincount(index[0], minlength=nodes).float()
    weight = (degree[index[0]] * degree[index[1]]).rsqrt()
    coo = torch.sparse_coo_tensor(index, weight, (nodes, nodes)).coalesce()
    csr = coo.to_sparse_csr()

    def with_matrix(a):
        def forward():
            h = torch.relu(torch.sparse.mm(a, x @ w1))
            return torch.sparse.mm(a, h @ w2)
        return forward

    known_peers = {"torch.sparse, COO": with_matrix(coo), "torch.sparse, CSR": with_matrix(csr)}
    try:
        from torch_geometric.nn import GCNConv
        convolutions = [GCNConv(WIDTH, WIDTH, bias=False, cached=True) for _ in range(2)]
        for convolution, w in zip(convolutions, (w1, w2)):
            del convolution.lin.weight
            convolution.lin.weight = w.t()
        edges = torch.stack([columns, rows])

        def geometric():
            for convolution, w in zip(convolutions, (w1, w2)):
                convolution.lin.weight = w.t()
            return convolutions[1](torch.relu(convolutions[0](x, edges)), edges)
        known_peers["PyTorch Geometric, edge_index"] = geometric
    except ImportError:
        print("PyTorch Geometric is not there", file=sys.stderr)

    for name, forward in known_peers.items():
        def step():
            w1.grad = w2.grad = None
            loss = F.cross_entropy(forward(), labels)
            loss.backward()
            return loss.item()

        step()
        difference = max(((w.grad - k).abs().max() / k.abs().max()).item() for w, k in zip((w1, w2), known))
        end = time.perf_counter() + 0.6 * seconds
        while time.perf_counter() < end:
            step()
        times = []
        end = time.perf_counter() + seconds
        while time.perf_counter() < end or len(times) < 10:
            before = time.perf_counter()
            step()
            times.append((time.perf_counter() - before) * 1e3)
        print(f"{name};{statistics.median(times)};{difference}")


def compare(arguments, threads):
    with tempfile.TemporaryDirectory() as name:
        subprocess.run([arguments.java, *JVM, "-cp", arguments.classpath, "dev.interlace.bench.graph.GraphSteps", name,
                        str(arguments.seconds)], env=environment(threads), check=True, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL)
        own = float((pathlib.Path(name) / "interlace.txt").read_text().split()[0])
        done = subprocess.run([sys.executable, __file__, "--peer", name, "--seconds", str(arguments.seconds), "--threads",
                               str(threads)], env=environment(threads), check=True, stdout=subprocess.PIPE, text=True)
    found = [line.split(";") for line in done.stdout.splitlines()]
    best = min(float(median) for _, median, _ in found)
    print(f"\n{threads} thread{'s' if threads > 1 else ''}, milliseconds (median):\n")
    print("| GCN, 2 layers | ms | to the best peer | gradients differ by |\n|---|---|---|---|")
    print(f"| Interlace | {own:.3f} | {own / best:.2f} | |")
    for name, median, difference in found:
        print(f"| {name} | {float(median):.3f} | {float(median) / best:.2f} | {float(difference):.1e} |")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("classpath", nargs="?")
    parser.add_argument("--threads", default="1")
    parser.add_argument("--seconds", type=float, default=2.0)
    parser.add_argument("--java", default="java")
    parser.add_argument("--peer", type=pathlib.Path)
    arguments = parser.parse_args()
    if arguments.peer:
        peers(arguments.peer, arguments.seconds, int(arguments.threads))
        return
    for threads in map(int, arguments.threads.split(",")):
        compare(arguments, threads)


if __name__ == "__main__":
    main()
