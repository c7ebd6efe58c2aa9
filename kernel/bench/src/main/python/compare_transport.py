"""Entropic optimal transport side by side: match/sinkhorn against ot.bregman.sinkhorn_log of POT, on the same cost matrix.

    compare_transport.py [--threads 1,2] [--rows N] [--epsilon SHARE] [--iterations K] [--runs R] [--java JAVA] CLASSPATH

Costs are squared Euclidean distances of N against N normal rows of width 64; epsilon is a share of their mean. Both sides run exactly
K iterations in double precision and give the coupling; ours also rounds it to a matching. Prints one Markdown table: medians in
milliseconds, their ratio, and how far the costs of both couplings lie apart. POT is timed in single precision as well. Needs numpy
and pot.
"""

import argparse
import os
import pathlib
import statistics
import subprocess
import tempfile
import time
import warnings

JVM = ["-Xmx2g", "-XX:+UseSerialGC", "-Dorg.bytedeco.javacpp.maxphysicalbytes=6g", "-Dorg.nd4j.log.initialization=false",
       "--add-modules", "jdk.incubator.vector"]


def environment(threads):
    """The environment of both sides."""
    return dict(os.environ, OMP_NUM_THREADS=str(threads), OMP_WAIT_POLICY="passive", GOMP_SPINCOUNT="0")


def ours(arguments, file, epsilon, threads):
    command = [arguments.java, *JVM, "-cp", arguments.classpath, "dev.interlace.bench.TransportSpeed", str(file), str(arguments.rows),
               repr(float(epsilon)), str(arguments.iterations), str(arguments.runs)]
    done = subprocess.run(command, env=environment(threads), check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    median, cost = done.stdout.split()[-2:]
    return float(median), float(cost)


def peer(costs, epsilon, iterations, runs):
    import numpy
    import ot

    mass = numpy.full(len(costs), 1 / len(costs), dtype=costs.dtype)
    times = []
    for _ in range(runs + 1):
        before = time.perf_counter()
        plan = ot.bregman.sinkhorn_log(mass, mass, costs, epsilon, numItermax=iterations, stopThr=0, warn=False)
        times.append((time.perf_counter() - before) * 1e3)
    return statistics.median(times[1:]), float((plan.astype("f8") * costs).sum())


def main():
    import numpy

    warnings.simplefilter("ignore")
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("classpath")
    parser.add_argument("--threads", default="1")
    parser.add_argument("--rows", type=int, default=2000)
    parser.add_argument("--epsilon", type=float, default=0.05)
    parser.add_argument("--iterations", type=int, default=100)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--java", default="java")
    arguments = parser.parse_args()
    random = numpy.random.default_rng(1)
    x = random.standard_normal((arguments.rows, 64))
    y = random.standard_normal((arguments.rows, 64)) + 0.5
    costs = numpy.maximum((x * x).sum(1)[:, None] + (y * y).sum(1) - 2 * x @ y.T, 0)
    epsilon = arguments.epsilon * costs.mean()
    print(f"{arguments.rows} x {arguments.rows}, {arguments.iterations} iterations, epsilon {arguments.epsilon} of the mean cost:\n")
    print("| threads | Interlace, double | POT, double | ratio | POT, single | ratio | costs differ by |\n|---|---|---|---|---|---|---|")
    double, cost = peer(costs, epsilon, arguments.iterations, arguments.runs)
    single, _ = peer(costs.astype("f4"), epsilon, arguments.iterations, arguments.runs)
    with tempfile.TemporaryDirectory() as name:
        file = pathlib.Path(name) / "costs.f64"
        costs.astype("<f8").tofile(file)
        for threads in map(int, arguments.threads.split(",")):
            median, own = ours(arguments, file, epsilon, threads)
            print(f"| {threads} | {median:.0f} | {double:.0f} | {median / double:.3f} | {single:.0f} | {median / single:.3f} |"
                  f" {abs(own - cost) / cost:.1e} |")


if __name__ == "__main__":
    main()
