"""How long a completion takes: in a fresh kernel, and with ND4J loaded and 500 cells behind.

    completion_speed.py [--questions N] [KERNELSPEC]

Each kind of question is asked N times in turn with the others; the median and the 95th percentile are printed, with the
load of the machine at the start and the end. Needs jupyter_client.
"""

import argparse
import os
import statistics
import time

from jupyter_client.manager import start_new_kernel

QUESTIONS = {
    "member of a text": '"abc".sub',
    "member of the lab": "lab.",
    "name": "cou",
    "package": "import java.ut",
    "class not imported": "var z = new SimpleDateF",
    "keyword": "retu",
    "id in a text": 'lab.fusion("',
    "option in a text": 'lab.fusion("gated", Map.of("hidden", 3, "',
    "path": 'Path.of("',
}


def measure(client, questions):
    times = {name: [] for name in QUESTIONS}
    for turn in range(questions + 10):
        for name, code in QUESTIONS.items():
            begun = time.perf_counter()
            reply = client.complete(code, len(code), reply=True, timeout=60)["content"]
            times[name].append((time.perf_counter() - begun) * 1000)
            assert reply["matches"], name
    return {name: sorted(all_[10:]) for name, all_ in times.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--questions", type=int, default=40)
    parser.add_argument("kernel", nargs="?", default="interlace")
    options = parser.parse_args()
    print("load", os.getloadavg()[0])
    manager, client = start_new_kernel(kernel_name=options.kernel, startup_timeout=120)
    try:
        client.execute_interactive("var lab = Interlace.lab(); int counted = 1;", timeout=120)
        fresh = measure(client, options.questions)
        client.execute_interactive("import org.nd4j.linalg.factory.*; Nd4j.create(3).add(1)", timeout=120)
        for cell in range(500):
            client.execute_interactive(f"int v{cell} = {cell}; v{cell} + 1", timeout=120, output_hook=lambda m: None)
        late = measure(client, options.questions)
        for name in QUESTIONS:
            rows = [f"{statistics.median(t):.1f} / {t[int(len(t) * 0.95)]:.1f} ms" for t in (fresh[name], late[name])]
            print(f"{name:20}  fresh {rows[0]:>18}   500 cells {rows[1]:>18}")
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    print("load", os.getloadavg()[0])


if __name__ == "__main__":
    main()
