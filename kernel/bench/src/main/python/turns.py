"""Two programs measured in turns. The speed of a machine that others share drifts by half within minutes; turns drift together, so that
the median of the ratios of neighbouring turns says more than the ratio of two medians."""

import os
import statistics
import subprocess
import sys
import time

JVM = ["-Xmx1g", "-XX:+UseSerialGC", "-Dorg.bytedeco.javacpp.maxphysicalbytes=6g", "-Dorg.nd4j.log.initialization=false",
       "--add-modules", "jdk.incubator.vector"]
ROUNDS = 10


def environment(threads):
    """The environment of both sides: as many threads, which wait without spinning, and each library's own choice of instructions."""
    changed = dict(os.environ, OMP_NUM_THREADS=str(threads), OMP_WAIT_POLICY="passive", GOMP_SPINCOUNT="0")
    for name in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        changed.pop(name, None)
    return changed


class Side:
    """A program that answers as dev.interlace.bench.Turns does."""

    def __init__(self, command, threads):
        self.process = subprocess.Popen(command, env=environment(threads), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.DEVNULL, text=True)
        self.ready = self._answer()

    def _answer(self):
        for line in self.process.stdout:
            if line.startswith("@ "):
                return line.split()[1:]
        raise RuntimeError(f"{self.process.args[0]} ended with {self.process.wait()}; run it by hand to see why: {' '.join(self.process.args)}")

    def measure(self, name, seconds):
        """The median of a step in milliseconds, run for that long."""
        self.process.stdin.write(f"{name} {seconds}\n")
        self.process.stdin.flush()
        return float(self._answer()[1])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            self.process.stdin.close()
        except BrokenPipeError:
            pass  # it has ended, which the error on its way says
        self.process.wait()


def take(steps, seconds):
    """Milliseconds of each step in each round, `[rounds][steps]`, and before that a warm-up of 0.6 of the time; steps are pairs of a side and a name."""
    for side, name in steps:
        side.measure(name, 0.6 * seconds)
    return [[side.measure(name, seconds / ROUNDS) for side, name in steps] for _ in range(ROUNDS)]


def median(rounds, step):
    return statistics.median(taken[step] for taken in rounds)


def ratio(rounds, step, peer):
    """The median over rounds of a step's time to the peer's."""
    return statistics.median(taken[step] / taken[peer] for taken in rounds)


def serve(steps):
    """The Python side: as dev.interlace.bench.Turns, over a dictionary of functions."""
    print("@ ready", flush=True)
    for line in sys.stdin:
        name, seconds = line.split()
        times = []
        end = time.perf_counter() + float(seconds)
        while time.perf_counter() < end or not times:
            before = time.perf_counter()
            steps[name]()
            times.append((time.perf_counter() - before) * 1e3)
        print("@", name, statistics.median(times), flush=True)
