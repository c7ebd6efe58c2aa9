"""The maximum mean discrepancy of two large samples beside PyTorch on the CPU, in one run: five bandwidths, value and gradient.

    compare_discrepancy.py [--threads 1] [--rows 100000] [--columns 64] [--peer-rows 20000] [--java JAVA] CLASSPATH

PyTorch goes over the pairs in blocks of rows, as it cannot hold them all, and over fewer rows, as it is slower; pairs a second are
compared. Both sides get the same number of threads, threads that wait without spinning, and their library's own choice of
instructions. Prints one Markdown table. Needs torch.
"""

import argparse
import os
import resource
import subprocess
import sys
import time

JVM = ["-Xmx512m", "-XX:+UseSerialGC", "-Dorg.bytedeco.javacpp.maxphysicalbytes=1g", "-Dorg.nd4j.log.initialization=false",
       "--add-modules", "jdk.incubator.vector"]
FACTORS = [0.25, 0.5, 1.0, 2.0, 4.0]
BLOCK = 512


def environment(threads):
    changed = dict(os.environ, OMP_NUM_THREADS=str(threads), OMP_WAIT_POLICY="passive", GOMP_SPINCOUNT="0")
    for name in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        changed.pop(name, None)
    return changed


def numbers(command, threads):
    done = subprocess.run(command, env=environment(threads), check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                          text=True)
    return {pair.split("=")[0]: float(pair.split("=")[1]) for pair in done.stdout.split()}


def run_peer(rows, columns, threads):
    import torch

    torch.set_num_threads(threads)
    torch.manual_seed(1)
    x, y = torch.randn(rows, columns), torch.randn(rows, columns)
    middle = 2 * columns ** 0.5
    sigmas = [middle * factor for factor in FACTORS]

    def total(a, b):
        squared = ((a * a).sum(1, keepdim=True) + (b * b).sum(1) - 2 * a @ b.t()).clamp(min=0)
        return sum(torch.exp(squared * (-1 / (2 * s * s))).sum() for s in sigmas) / len(sigmas)

    def value():
        with torch.no_grad():
            sums = [sum(total(a[i:i + BLOCK], b).double() for i in range(0, rows, BLOCK)) for a, b in ((x, x), (y, y), (x, y))]
        return float(sums[0] + sums[1] - 2 * sums[2]) / rows ** 2

    def gradient():
        found = torch.empty_like(x)
        for i in range(0, rows, BLOCK):
            block = x[i:i + BLOCK].clone().requires_grad_()
            # both places of a pair within x move: twice the gradient of one
            (2 * (total(block, x) - total(block, y)) / rows ** 2).backward()
            found[i:i + BLOCK] = block.grad
            with torch.no_grad():
                total(y[i:i + BLOCK], y)
        return found

    value(), gradient()
    start = time.perf_counter()
    value()
    middle_time = time.perf_counter()
    gradient()
    end = time.perf_counter()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"value={middle_time - start} gradient={end - middle_time} peakMiB={peak}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("classpath", nargs="?")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--columns", type=int, default=64)
    parser.add_argument("--peer-rows", type=int, default=20_000)
    parser.add_argument("--java", default="java")
    parser.add_argument("--peer", action="store_true")
    arguments = parser.parse_args()
    if arguments.peer:
        run_peer(arguments.peer_rows, arguments.columns, arguments.threads)
        return
    ours = numbers([arguments.java, *JVM, "-cp", arguments.classpath, "dev.interlace.bench.LargeDiscrepancy",
                    str(arguments.rows), str(arguments.columns)], arguments.threads)
    theirs = numbers([sys.executable, __file__, "--peer", "--peer-rows", str(arguments.peer_rows), "--columns",
                      str(arguments.columns), "--threads", str(arguments.threads)], arguments.threads)
    print(f"{arguments.threads} thread(s), products of 2,048 x 2,048 at {ours['product']:.0f} GFLOP/s")
    print("| | rows | value | gradient | million pairs a second, value and gradient | share of the product's speed | peak MiB |")
    print("|---|---|---|---|---|---|---|")
    for name, n, run, share in (
            ("`discrepancy/mmd`", arguments.rows, ours, f"{ours['valueShare']:.2f}, {ours['gradientShare']:.2f}"),
            ("PyTorch, blocks of 512 rows", arguments.peer_rows, theirs, "")):
        speeds = [3 * n * n / run[what] / 1e6 for what in ("value", "gradient")]
        print(f"| {name} | 2 x {n:,} | {run['value']:.1f} s | {run['gradient']:.1f} s | {speeds[0]:.0f}, {speeds[1]:.0f} | {share} |"
              f" {run['peakMiB']:.0f} |")


if __name__ == "__main__":
    main()
