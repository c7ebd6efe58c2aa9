"""Training steps of the plugins side by side: against PyTorch on the CPU, from the same inputs and initial weights, in one run.

    compare_training.py [--threads 1,2] [--seconds S] [--memory STEPS] [--only NAME,…] [--java JAVA] CLASSPATH

Both sides take turns, ten for each step. Prints one Markdown table per run: medians in milliseconds, the median ratio of neighbouring turns,
the relative difference of the first losses, the largest of the first ten (Adam's first steps have the gradient's sign, so rounding grows
from step to step), and the tenth loss. Needs torch and numpy. With --memory it prints the resident memory before and after that many steps instead.
"""

import argparse
import math
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import turns  # noqa: E402

BANDWIDTHS = [4.0, 8.0, 16.0, 32.0, 64.0]
CLASSES = 10


def tape(arguments, folder, memory_steps):
    """The command that runs the tape's side."""
    return [arguments.java, *turns.JVM, "-cp", arguments.classpath, "dev.interlace.bench.training.TrainingSteps", str(folder),
            str(memory_steps), *arguments.only]


def written(folder):
    lines = (folder / "interlace.txt").read_text().splitlines()
    return {line.split()[0]: [float(x) for x in line.split()[1:]] for line in lines}


def run_peer(folder, threads):
    """The PyTorch side: reads what the other side wrote, writes its first losses and takes its turns."""
    import numpy
    import torch
    from torch.nn import functional as F

    torch.set_num_threads(threads)

    def load(own, kind):
        found = {}
        for file in own.glob(kind + ".*.f32"):
            name, shape = file.name[len(kind) + 1:-4].rsplit(".", 1)
            values = numpy.fromfile(file, dtype="<f4").reshape([int(n) for n in shape.split("x")])
            found[name] = torch.from_numpy(values.copy())
        return found

    class Net:
        """A workload's parameters by the tape's names, in PyTorch's layouts."""

        def __init__(self, own):
            self.x = load(own, "input")
            text = (own / "labels.txt").read_text().strip("[]")
            self.labels = torch.tensor([int(n) for n in text.split(",")]) if text else None
            self.w = {}
            for name, value in load(own, "weight").items():
                if ".conv" in name and name.endswith("weight"):  # [3*3*C, O] -> [O, C, 3, 3]
                    value = value.reshape(3, 3, -1, value.shape[1]).permute(3, 2, 0, 1)
                elif name == "x.picture.linear.weight":  # rows by (row, column, channel) -> by (channel, row, column)
                    value = value.reshape(8, 8, 32, -1).permute(3, 2, 0, 1).reshape(value.shape[1], -1)
                elif name.endswith("weight"):
                    value = value.t()
                elif name != "moved" and ".factor" not in name:
                    value = value.reshape(-1)
                self.w[name] = value.contiguous()
            for m in "abc":  # low-rank factors of all ranks in one parameter, as the paper's own program keeps them
                ranks = [self.w.pop(f"{m}.factor{r}") for r in range(1, 5) if f"{m}.factor{r}" in self.w]
                if ranks:
                    self.w[m + ".factors"] = torch.stack(ranks)  # [R, 1 + d, H]
            for weight in self.w.values():
                weight.requires_grad_()

        def linear(self, name, x):
            return F.linear(x, self.w[name + ".weight"], self.w[name + ".bias"])

        def norm(self, name, x):
            return F.layer_norm(x, x.shape[-1:], self.w[name + ".gain"], self.w[name + ".shift"])

        def classified(self, x):
            return F.cross_entropy(self.linear("classifier", x), self.labels)

    def mlp(n):
        return n.classified(torch.relu(n.linear("hidden", n.x["x"])))

    def encoded(n):
        return {m: torch.relu(n.linear(m + ".encoder1", n.x[m])) for m in "abc"}

    def gated(n):
        parts = encoded(n)
        joined = torch.cat(list(parts.values()), 1)
        passed = [torch.sigmoid(n.linear(m + ".gate", joined)) * torch.tanh(n.linear(m + ".proposal", part))
                  for m, part in parts.items()]
        return n.classified(passed[0] + passed[1] + passed[2])

    def attend(n, name, a, b):
        def heads(x):
            return x.reshape(x.shape[0], x.shape[1], 4, 32).transpose(1, 2)
        q, k, v = heads(n.linear(name + ".query", a)), heads(n.linear(name + ".key", b)), heads(n.linear(name + ".value", b))
        context = F.scaled_dot_product_attention(q, k, v).transpose(1, 2).reshape(a.shape)
        return n.norm(name + ".norm", a + n.linear(name + ".output", context)).mean(1)

    def attention(n):
        tokens = n.norm("tokens.norm", n.linear("tokens.project", n.x["tokens"]))
        regions = n.norm("regions.norm", n.linear("regions.project", n.x["regions"]))
        return n.classified(torch.cat([attend(n, "regions-to-tokens", regions, tokens),
                                       attend(n, "tokens-to-regions", tokens, regions)], 1))

    def tfn(n):
        one = torch.ones(32, 1)
        a, b, c = (torch.cat([one, torch.relu(n.linear(m + ".factor", h))], 1) for m, h in encoded(n).items())
        ab = (a.unsqueeze(2) * b.unsqueeze(1)).reshape(32, -1)
        abc = (ab.unsqueeze(2) * c.unsqueeze(1)).reshape(32, -1)
        return n.classified(torch.relu(n.linear("joint", abc)))

    def lmf(n):
        one = torch.ones(32, 1)
        a, b, c = (torch.matmul(torch.cat([one, h], 1), n.w[m + ".factors"]) for m, h in encoded(n).items())
        return n.classified((a * b * c).sum(0) + n.w["bias"])

    def cnn(n):
        x = n.pictures
        for layer in ("x.picture.conv1", "x.picture.conv2"):
            x = F.max_pool2d(torch.relu(F.conv2d(x, n.w[layer + ".weight"], n.w[layer + ".bias"], padding=1)), 2)
        return n.classified(torch.relu(n.linear("x.picture.linear", x.flatten(1))))

    def clip(n):
        a, b = (F.normalize(n.linear(side + ".project", n.x[side])) for side in ("left", "right"))
        scale = n.w["infonce.logScale"] + math.log(1 / 0.07)
        logits = torch.exp(scale.clamp(0, math.log(100))) * (a @ b.t())
        truth = torch.arange(256)
        return (F.cross_entropy(logits, truth) + F.cross_entropy(logits.t(), truth)) / 2

    def mmd(n):
        x, y = n.x["x"] + n.w["moved"], n.x["y"]

        def mean(a, b):
            squared = ((a * a).sum(1, keepdim=True) + (b * b).sum(1) - 2 * a @ b.t()).clamp(min=0)
            return sum(torch.exp(squared * (-1 / (2 * s * s))).mean() for s in BANDWIDTHS) / len(BANDWIDTHS)
        return mean(x, x) + mean(y, y) - 2 * mean(x, y)

    def training(forward, net):
        weights = list(net.w.values())
        adam = torch.optim.Adam(weights, lr=1e-3)

        def step():
            for weight in weights:
                weight.grad = None
            loss = forward(net)
            loss.backward()
            if forward is not mmd:
                adam.step()
            return loss.item()
        return step

    steps, lines = {}, []
    for forward in (mlp, gated, attention, tfn, lmf, cnn, clip, mmd):
        own = folder / forward.__name__
        if not own.exists():
            continue
        net = Net(own)
        if forward is cnn:
            net.pictures = net.x["x"].permute(0, 3, 1, 2).contiguous()
        step = training(forward, net)
        lines.append(" ".join([forward.__name__, *(str(step()) for _ in range(10))]))
        steps[forward.__name__] = step
    (folder / "peer.txt").write_text("\n".join(lines))
    turns.serve(steps)


def compare(arguments, threads):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        peer = [sys.executable, __file__, "--peer", name, "--threads", str(threads)]
        with turns.Side(tape(arguments, folder, 0), threads) as ours, turns.Side(peer, threads) as theirs:
            losses = written(folder)
            unknown = set(arguments.only) - set(losses)
            if unknown:
                sys.exit(f"no step is called {', '.join(sorted(unknown))}; without --only all are measured, by name")
            known = {line.split()[0]: [float(x) for x in line.split()[1:]]
                     for line in (folder / "peer.txt").read_text().splitlines()}
            taken = {step: turns.take([(ours, step), (theirs, step)], arguments.seconds) for step in losses}
    print(f"\n{threads} thread{'s' if threads > 1 else ''}, milliseconds (median) and the median ratio of turns:\n")
    print("| step | Interlace | PyTorch | ratio | first loss differs by | ten losses by | the tenth |\n|---|---|---|---|---|---|---|")
    ratios = []
    for step, rounds in taken.items():
        differences = [abs(a - b) / max(1e-3, abs(b)) for a, b in zip(losses[step], known[step])]
        ratios.append(turns.ratio(rounds, 0, 1))
        print(f"| {step} | {turns.median(rounds, 0):.3f} | {turns.median(rounds, 1):.3f} | {ratios[-1]:.2f} | {differences[0]:.1e} "
              f"| {max(differences):.1e} | {known[step][-1]:.4f} |")
    print(f"| geometric mean | | | {math.exp(sum(map(math.log, ratios)) / len(ratios)):.2f} | | | |")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("classpath", nargs="?")
    parser.add_argument("--threads", default="1")
    parser.add_argument("--seconds", type=float, default=2.0)
    parser.add_argument("--memory", type=int, default=0)
    parser.add_argument("--only", type=lambda text: text.split(","), default=[])
    parser.add_argument("--java", default="java")
    parser.add_argument("--peer", type=pathlib.Path)
    arguments = parser.parse_args()
    if arguments.peer:
        run_peer(arguments.peer, int(arguments.threads))
        return
    for threads in map(int, arguments.threads.split(",")):
        if arguments.memory:
            with tempfile.TemporaryDirectory() as name:
                folder = pathlib.Path(name)
                subprocess.run(tape(arguments, folder, arguments.memory), env=turns.environment(threads), check=True,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                for step, (before, after) in written(folder).items():
                    print(f"{step}: {before / 1024:.0f} MiB before, {after / 1024:.0f} MiB after {arguments.memory} steps")
        else:
            compare(arguments, threads)


if __name__ == "__main__":
    main()
