"""Runs cells in the installed kernel and prints what they give, one line each: drive.py CELL…"""

import sys

from jupyter_client.manager import start_new_kernel

manager, client = start_new_kernel(kernel_name="interlace", startup_timeout=120)
try:
    for code in sys.argv[1:]:
        said = []

        def hear(message):
            content = message["content"]
            if message["msg_type"] == "execute_result":
                said.append(content["data"]["text/plain"])
            elif message["msg_type"] == "error":
                said.append(f"{content['ename']}: {content['evalue']}")

        client.execute_interactive(code, output_hook=hear, timeout=240)
        print(" | ".join(said), flush=True)
finally:
    client.stop_channels()
    manager.shutdown_kernel()
