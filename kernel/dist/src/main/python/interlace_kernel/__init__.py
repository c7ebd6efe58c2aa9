"""The Java kernel Interlace. Its files lie in Jupyter's data folder of this environment; `interlace` is its command line."""

import importlib.metadata
import os
import subprocess
import sys

__version__ = importlib.metadata.version("interlace-kernel")


def kernelspec():
    """The folder of the kernel that pip has installed."""
    for file in importlib.metadata.files("interlace-kernel") or []:
        if file.name == "launch.py":
            return os.path.dirname(os.path.realpath(file.locate()))
    raise FileNotFoundError("interlace-kernel is installed without its kernel; install it again with pip")


def main():
    """The command line: `interlace doctor`, `interlace run NOTEBOOK`, `interlace clear-cache` and the others."""
    launch = os.path.join(kernelspec(), "launch.py")
    if sys.argv[1:] == ["clear-cache"]:
        sys.path.insert(0, os.path.dirname(launch))
        import launch as launcher

        print(f"Removed what was prepared for {launcher.forget()} Java version(s) in {launcher.cache_folder()}")
        return 0
    return subprocess.call([sys.executable, "-I", "-S", launch, *sys.argv[1:]])
