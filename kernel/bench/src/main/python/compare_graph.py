"""Two graph convolutions, forward and backward, side by side: the tape against torch.sparse and PyTorch Geometric on the CPU, in one run.

    compare_graph.py [--threads 1,2] [--seconds S] [--java JAVA] CLASSPATH

The sides take turns, ten each. Prints a Markdown table: medians in milliseconds, the median ratio of neighbouring turns to the best peer,
and the largest relative difference of the gradients of the first step. Needs torch and numpy; torch_geometric (without compiled extensions) takes part if it
is there.
"""

import argparse
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import turns  # noqa: E402

WIDTH = 64
PEERS = {"coo": "torch.sparse, COO", "csr": "torch.sparse, CSR", "geometric": "PyTorch Geometric, edge_index"}


def peers(folder, threads):
    """The PyTorch side: reads what the other side wrote, writes a line per peer and takes its turns."""
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

    known_peers = {"coo": with_matrix(coo), "csr": with_matrix(csr)}
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
        known_peers["geometric"] = geometric
    except ImportError:
        print("PyTorch Geometric is not there", file=sys.stderr)

    def training(forward):
        def step():
            w1.grad = w2.grad = None
            loss = F.cross_entropy(forward(), labels)
            loss.backward()
            return loss.item()
        return step

    steps, lines = {}, []
    for name, forward in known_peers.items():
        steps[name] = training(forward)
        steps[name]()
        difference = max(((w.grad - k).abs().max() / k.abs().max()).item() for w, k in zip((w1, w2), known))
        lines.append(f"{name} {difference}")
    (folder / "peers.txt").write_text("\n".join(lines))
    turns.serve(steps)


def compare(arguments, threads):
    with tempfile.TemporaryDirectory() as name:
        ours = [arguments.java, *turns.JVM, "-cp", arguments.classpath, "dev.interlace.bench.graph.GraphSteps", name]
        theirs = [sys.executable, __file__, "--peer", name, "--threads", str(threads)]
        with turns.Side(ours, threads) as tape, turns.Side(theirs, threads) as torch:
            found = [line.split() for line in (pathlib.Path(name) / "peers.txt").read_text().splitlines()]
            rounds = turns.take([(tape, "gcn"), *((torch, peer) for peer, _ in found)], arguments.seconds)
    best = min(range(1, len(found) + 1), key=lambda peer: turns.median(rounds, peer))
    print(f"\n{threads} thread{'s' if threads > 1 else ''}, milliseconds (median) and the median ratio of turns:\n")
    print("| GCN, 2 layers | ms | to the best peer | gradients differ by |\n|---|---|---|---|")
    print(f"| Interlace | {turns.median(rounds, 0):.3f} | {turns.ratio(rounds, 0, best):.2f} | |")
    for step, (peer, difference) in enumerate(found, 1):
        print(f"| {PEERS[peer]} | {turns.median(rounds, step):.3f} | {turns.ratio(rounds, step, best):.2f} | {float(difference):.1e} |")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("classpath", nargs="?")
    parser.add_argument("--threads", default="1")
    parser.add_argument("--seconds", type=float, default=2.0)
    parser.add_argument("--java", default="java")
    parser.add_argument("--peer", type=pathlib.Path)
    arguments = parser.parse_args()
    if arguments.peer:
        peers(arguments.peer, int(arguments.threads))
        return
    for threads in map(int, arguments.threads.split(",")):
        compare(arguments, threads)


if __name__ == "__main__":
    main()
