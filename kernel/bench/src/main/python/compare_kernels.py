"""Kernels side by side: each started from its kernelspec and measured by the client that front ends use, in one run.

    compare_kernels.py [--starts N] [--questions N] [--cells N] [--parts PART …] -- NAME=KERNELSPEC …

KERNELSPEC is the name of an installed kernel or a folder with a kernel.json. Needs jupyter_client and psutil. Every figure
comes from a process of its own, so that none profits from another; starts are interleaved, so that a disturbance of the
machine meets all. Best on a machine that does nothing else: the load at the start and at the end is printed.
"""

import argparse
import os
import pathlib
import statistics
import subprocess
import sys
import time

import psutil
import zmq
from jupyter_client import KernelManager
from jupyter_client.kernelspec import KernelSpec

LIMIT = 30
WARM_UP = 100
PARTS = ["starts", "rest", "warm", "completion", "output", "interrupt", "soak"]
SOAK_SECONDS = 45
REST_SECONDS = 10

CELLS = {
    "java": {
        "lines": 'for (int i = 0; i < 100_000; i++) System.out.println("line " + i);',
        "string": 'System.out.print("x".repeat(50_000_000));',
        "spin": "while (true) {}",
        "keep": "int kept = 41;",
        "complete": '"abc".sub',
    },
    "python": {
        "lines": "for i in range(100_000): print('line', i)",
        "string": "print('x' * 50_000_000, end='')",
        "spin": "while True: pass",
        "keep": "kept = 41",
        "complete": "'abc'.sp",
    },
}


class Failed(Exception):
    """A kernel did not do what was asked."""


class Kernel:
    """A running kernel with its client."""

    def __init__(self, peer):
        context = zmq.Context()
        context.reconnect_ivl = 10  # the default would round start times up by as much as 0.1 s
        context.linger = 0
        self.manager = KernelManager(kernel_name=peer.kernel_name, context=context)
        if peer.spec is not None:
            self.manager._kernel_spec = peer.spec
        self.begun = time.perf_counter()
        self.manager.start_kernel(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.client = self.manager.client()
        self.client.start_channels()
        # some kernels drop what arrives before they are set up, and what is published before the client has subscribed is
        # lost: ask again until there is a reply and something was heard of its publications
        deadline = self.begun + LIMIT
        asked, replied, heard = [], False, False
        while not (replied and heard):
            if time.perf_counter() > deadline:
                self.__exit__()
                raise Failed(f"{peer.name} was not ready within {LIMIT} s")
            asked.append(self.client.kernel_info())
            replied = self.reply_to(asked, 0.5) or replied
            heard = heard or self.client.iopub_channel.socket.poll(50) != 0
        self.ready = time.perf_counter() - self.begun

    def reply_to(self, ids, seconds):
        deadline = time.perf_counter() + seconds
        while (left := deadline - time.perf_counter()) > 0:
            if self.client.shell_channel.socket.poll(int(left * 1000) + 1) and self.client.get_shell_msg(timeout=LIMIT)[
                "parent_header"
            ].get("msg_id") in ids:
                return True
        return False

    def ask(self, send):
        message = send()
        while True:
            reply = self.client.get_shell_msg(timeout=LIMIT)
            if reply["parent_header"].get("msg_id") == message:
                return reply["content"]

    def run(self, code, keep_text=False):
        """Runs a cell until its reply and its idle message are there; the characters and lines of its stdout, its value."""
        return self.finish(self.client.execute(code), keep_text)

    def finish(self, message, keep_text=False):
        parts, value, size = [], None, 0
        while True:
            got = self.client.get_iopub_msg(timeout=LIMIT)
            if got["parent_header"].get("msg_id") != message:
                continue
            content = got["content"]
            if got["msg_type"] == "stream" and content["name"] == "stdout":
                size += len(content["text"])
                if keep_text:
                    parts.append(content["text"])
            elif got["msg_type"] == "execute_result":
                value = " ".join(str(part) for part in content["data"].values())
            elif got["msg_type"] == "status" and content["execution_state"] == "idle":
                break
        while True:
            reply = self.client.get_shell_msg(timeout=LIMIT)
            if reply["parent_header"].get("msg_id") == message:
                return reply["content"]["status"], value, size, "".join(parts)

    def sum(self):
        value = self.run("1+1")[1]
        if "2" not in (value or ""):
            raise Failed(f"1+1 gave {value}")

    def processes(self):
        root = psutil.Process(self.manager.provisioner.pid)
        return [root, *root.children(recursive=True)]

    def resident(self):
        return sum(process.memory_info().rss for process in self.processes())

    def processor(self):
        return sum(sum(process.cpu_times()[:2]) for process in self.processes())

    def __enter__(self):
        return self

    def __exit__(self, *error):
        family = self.processes()
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)
        for process in family:
            try:
                process.kill()
            except psutil.NoSuchProcess:
                pass


class Peer:
    """A kernel that is measured, by the name in the table."""

    def __init__(self, argument):
        self.name, place = argument.split("=", 1)
        folder = pathlib.Path(place)
        self.spec = KernelSpec.from_resource_dir(str(folder)) if (folder / "kernel.json").exists() else None
        self.kernel_name = place if self.spec is None else folder.name
        spec = self.spec or KernelManager(kernel_name=place).kernel_spec
        self.cells = CELLS["python" if spec.language == "python" else "java"]
        self.figures = {}


def timed(times, action):
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        action()
        taken.append((time.perf_counter() - begun) * 1e3)
    return sorted(taken)


def quantile(ordered, share):
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def p50_p95(ordered):
    return f"{quantile(ordered, 0.5):.1f} / {quantile(ordered, 0.95):.1f} ms"


def starts(peers, times):
    taken = {peer.name: ([], [], []) for peer in peers}
    for _ in range(times):
        for peer in peers:
            try:
                with Kernel(peer) as kernel:
                    kernel.sum()
                    ready, first, resident = taken[peer.name]
                    first.append(time.perf_counter() - kernel.begun)
                    ready.append(kernel.ready)
                    resident.append(kernel.resident() / 2**20)
            except Exception as error:
                print(f"{peer.name}: a start failed: {type(error).__name__} {error}", file=sys.stderr)
    for peer in peers:
        done = len(taken[peer.name][1])
        failed = f", {times - done} of {times} starts failed" if done < times else ""
        if done == 0:
            peer.figures["start to first `1+1`"] = failed.removeprefix(", ")
            continue
        ready, first, resident = (statistics.median(values) for values in taken[peer.name])
        peer.figures["start to kernel_info"] = f"{ready:.2f} s{failed}"
        peer.figures["start to first `1+1`"] = f"{first:.2f} s"
        peer.figures["resident after the first cell"] = f"{resident:.0f} MiB"


def rest(peer, effort):
    with Kernel(peer) as kernel:
        kernel.sum()
        time.sleep(REST_SECONDS)
        yield f"resident {REST_SECONDS} s after the first cell", f"{kernel.resident() / 2**20:.0f} MiB"


def warm(peer, effort):
    with Kernel(peer) as kernel:
        timed(WARM_UP, kernel.sum)
        yield "`1+1`, cells 101 to 300, p50 / p95", p50_p95(timed(200, kernel.sum))
        timed(700, kernel.sum)
        yield "`1+1`, cells 1,001 to 1,300, p50 / p95", p50_p95(timed(300, kernel.sum))
        info = timed(effort.questions, lambda: kernel.ask(kernel.client.kernel_info))
        yield "kernel_info, p50", f"{quantile(info, 0.5):.2f} ms"


def completion(peer, effort):
    code = peer.cells["complete"]
    with Kernel(peer) as kernel:
        kernel.sum()
        ask = lambda: kernel.ask(lambda: kernel.client.complete(code, len(code)))
        first = timed(1, ask)[0]
        timed(WARM_UP, ask)
        rest = timed(effort.questions, ask)
        yield "completion, first / p50", f"{first:.0f} / {quantile(rest, 0.5):.1f} ms"


def output(peer, effort):
    with Kernel(peer) as kernel:
        kernel.sum()
        begun = time.perf_counter()
        text = kernel.run(peer.cells["lines"], keep_text=True)[3]
        taken = time.perf_counter() - begun
        lines = text.splitlines()
        whole = lines == [f"line {i}" for i in range(100_000)]
        yield "100,000 lines printed: arrived", f"{len(lines):,} in {taken:.2f} s{'' if whole else ', NOT AS PRINTED'}"
    with Kernel(peer) as kernel:
        kernel.sum()
        begun = time.perf_counter()
        size = kernel.run(peer.cells["string"])[2]
        yield "50,000,000 characters at once: arrived", f"{size:,} in {time.perf_counter() - begun:.2f} s"


def interrupt(peer, effort):
    with Kernel(peer) as kernel:
        kernel.run(peer.cells["keep"])
        spin = kernel.client.execute(peer.cells["spin"])
        time.sleep(1)
        begun = time.perf_counter()
        kernel.manager.interrupt_kernel()
        status = kernel.finish(spin)[0]
        taken = (time.perf_counter() - begun) * 1e3
        time.sleep(2)  # what a kernel prepares while nobody waits is no loop that goes on
        before = kernel.processor()
        time.sleep(1)
        stopped = "stopped" if kernel.processor() - before < 0.3 else "LOOP GOES ON"
        kept = "42" in (kernel.run("kept + 1")[1] or "") and status != "ok"
        yield "interrupt of an endless loop", f"{taken:.0f} ms, {stopped}, variables {'intact' if kept else 'LOST'}"


def soak(peer, effort):
    with Kernel(peer) as kernel:
        early, cells, end = min(2_000, effort.cells // 5), 0, time.perf_counter() + SOAK_SECONDS
        while cells < early and time.perf_counter() < end:
            kernel.sum()
            cells += 1
        early, before, end = cells, kernel.resident(), time.perf_counter() + SOAK_SECONDS
        while cells < effort.cells - effort.questions and time.perf_counter() < end:
            kernel.sum()
            cells += 1
        last = timed(effort.questions, kernel.sum)
        cells += effort.questions
        growth = (kernel.resident() - before) / 1024 / (cells - early)
        yield "`1+1` at the end of a soak, p50 / p95, growth", f"{p50_p95(last)}, {growth:+.1f} KiB a cell, cell {cells:,}"


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--starts", type=int, default=9)
    arguments.add_argument("--questions", type=int, default=300)
    arguments.add_argument("--cells", type=int, default=10_000)
    arguments.add_argument("--parts", nargs="+", default=PARTS, choices=PARTS)
    arguments.add_argument("peer", nargs="+", metavar="NAME=KERNELSPEC")
    effort = arguments.parse_args()
    peers = [Peer(argument) for argument in effort.peer]
    print(f"load at the start: {os.getloadavg()[0]:.1f}", file=sys.stderr)
    if "starts" in effort.parts:
        starts(peers, effort.starts)
    for part in (rest, warm, completion, output, interrupt, soak):
        if part.__name__ not in effort.parts:
            continue
        for peer in peers:
            try:
                peer.figures.update(part(peer, effort))
            except Exception as error:  # what a kernel fails to do is told as such
                peer.figures.setdefault(f"{part.__name__} failed", f"{type(error).__name__} {error}"[:80])
        print(f"{part.__name__} measured", file=sys.stderr)
    print(f"load at the end: {os.getloadavg()[0]:.1f}", file=sys.stderr)
    table(peers)


def table(peers):
    rows = list(dict.fromkeys(row for peer in peers for row in peer.figures))
    print("| | " + " | ".join(peer.name for peer in peers) + " |")
    print("|---|" + "---|" * len(peers))
    for row in rows:
        print(f"| {row} | " + " | ".join(peer.figures.get(row, "—") for peer in peers) + " |")


if __name__ == "__main__":
    main()
