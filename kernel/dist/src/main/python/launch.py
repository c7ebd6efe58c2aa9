"""Starts the kernel that lies beside this file: finds a JDK, sets the kernel up for it once, and becomes the kernel.

    python launch.py kernel CONNECTION_FILE   what Jupyter runs
    python launch.py COMMAND ARGUMENT…        any other command of Interlace, for instance doctor

What a start needs beside the jars (the options for this Java, the archive of its classes) lies in the user's cache, one
folder for each place of the kernel, Java and options. It is made again where it is missing.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
WINDOWS = os.name == "nt"
NAME = "java.exe" if WINDOWS else "java"
LEAST = 17
NEEDED = ("jdk.compiler", "jdk.jshell", "jdk.incubator.vector")
HELP = (
    f"Interlace needs a JDK {LEAST} or newer. Install one (Debian and Ubuntu: apt install openjdk-21-jdk-headless; macOS: brew"
    " install openjdk; conda: conda install -c conda-forge openjdk; Windows and others: https://adoptium.net), or set"
    " JAVA_HOME to it, and start the kernel again."
)


def homes():
    """Where a JDK may lie, the user's own choice first; the second is how to speak of it."""
    if os.environ.get("JAVA_HOME"):
        yield os.environ["JAVA_HOME"], "JAVA_HOME"
    for prefix in (os.environ.get("CONDA_PREFIX"), sys.prefix):
        if prefix:
            yield os.path.join(prefix, "lib", "jvm"), "the environment"
            yield os.path.join(prefix, "Library", "lib", "jvm"), "the environment"
    program = shutil.which("java")
    if program:
        yield os.path.dirname(os.path.dirname(os.path.realpath(program))), "the search path"
    if sys.platform == "darwin":
        try:
            found = subprocess.run(["/usr/libexec/java_home", "-v", f"{LEAST}+"], capture_output=True, text=True)
            if found.returncode == 0:
                yield found.stdout.strip(), "java_home"
        except OSError:
            pass
    folders = {
        "darwin": ["/Library/Java/JavaVirtualMachines", "/opt/homebrew/opt", "/usr/local/opt"],
        "win32": [
            os.path.join(os.environ.get("ProgramFiles", "C:\\Program Files"), vendor)
            for vendor in ("Eclipse Adoptium", "Java", "Microsoft", "Zulu", "Amazon Corretto", "BellSoft")
        ],
    }.get(sys.platform, ["/usr/lib/jvm", "/usr/java", "/opt"])
    for folder in folders:
        try:
            names = sorted(os.listdir(folder), reverse=True)
        except OSError:
            continue
        for name in names:
            home = os.path.join(folder, name)
            for inside in ("", "Contents/Home", "libexec/openjdk.jdk/Contents/Home"):
                if os.path.isfile(os.path.join(home, inside, "release")):
                    yield os.path.join(home, inside), folder


def problem(home):
    """Why the JDK of that folder cannot be used; empty if it can."""
    if not os.path.isfile(os.path.join(home, "bin", NAME)):
        return f"has no bin/{NAME}"
    try:
        with open(os.path.join(home, "release"), encoding="utf-8") as release:
            facts = dict(line.strip().split("=", 1) for line in release if "=" in line)
    except (OSError, ValueError):
        return ""  # it says nothing of itself: the first start tells
    version = facts.get("JAVA_VERSION", "").strip('"')
    first = version.split(".")[0]
    if first.isdigit() and (int(first) < LEAST or first == "1"):
        return f"is Java {version}"
    modules = facts.get("MODULES", "").strip('"').split()
    missing = [module for module in NEEDED if modules and module not in modules]
    return f"is a Java {version} without {missing[0]}: a JRE" if missing else ""


def find_java():
    """The JDK's folder, or None and why none of those that were seen fits."""
    seen = {}
    for home, how in homes():
        home = os.path.realpath(home)
        if home not in seen and os.path.isdir(home):
            seen[home] = problem(home)
            if not seen[home]:
                return home, ""
            if how == "JAVA_HOME":
                return None, f"JAVA_HOME is {home}, which {seen[home]}."
    return None, " ".join(f"{home} {why}." for home, why in list(seen.items())[:3])


def cache_folder():
    if WINDOWS:
        base = os.environ.get("LOCALAPPDATA") or os.path.expanduser("~\\AppData\\Local")
    elif sys.platform == "darwin":
        base = os.path.expanduser("~/Library/Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return os.path.join(base, "interlace", "kernels")


def key(home):
    """What a prepared start depends on: the place and the time of the jars, the Java, the user's options."""
    facts = [HERE, home, os.environ.get("INTERLACE_JVM_OPTIONS", ""), os.environ.get("OMP_NUM_THREADS", "")]
    for file in (os.path.join(HERE, "lib"), os.path.join(home, "release"), os.path.join(home, "lib", "modules")):
        try:
            stat = os.stat(file)
            facts.append(f"{stat.st_size if os.path.isfile(file) else ''} {stat.st_mtime_ns}")
        except OSError:
            facts.append("")
    return hashlib.sha256("\n".join(facts).encode()).hexdigest()[:16]


def prepared(home):
    """The kernelspec for that JDK, made if it is not there."""
    folder = os.path.join(cache_folder(), key(home))
    spec = os.path.join(folder, "share", "jupyter", "kernels", "interlace", "kernel.json")
    if not os.path.isfile(spec):
        forget_others()
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, "of"), "w", encoding="utf-8") as of:
            of.write(HERE)
        made = subprocess.run(
            [os.path.join(home, "bin", NAME), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", os.path.join(HERE, "lib", "*")]
            + ["dev.interlace.app.Main", "install", "--prefix", folder, "--archive-later"],
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
        )
        if made.returncode or not os.path.isfile(spec):
            text = (made.stderr.strip() or made.stdout.strip() or f"it ended with {made.returncode}").splitlines()
            raise RuntimeError(f"The kernel could not be set up in {folder} with the Java in {home}: {text[-1]}")
    with open(spec, encoding="utf-8") as file:
        return json.load(file)


def forget_others():
    """Removes what was prepared for kernels that are no longer there."""
    try:
        for name in os.listdir(cache_folder()):
            folder = os.path.join(cache_folder(), name)
            with open(os.path.join(folder, "of"), encoding="utf-8") as of:
                kernel = of.read()
            if not os.path.isdir(kernel):
                shutil.rmtree(folder, ignore_errors=True)
    except OSError:
        pass  # another process may be at it


def forget():
    """Removes what was prepared for the kernel beside this file."""
    removed = 0
    try:
        for name in os.listdir(cache_folder()):
            folder = os.path.join(cache_folder(), name)
            with open(os.path.join(folder, "of"), encoding="utf-8") as of:
                own = of.read() == HERE
            if own:
                shutil.rmtree(folder)
                removed += 1
    except FileNotFoundError:
        pass
    return removed


def become(command):
    """Runs the command in place of this process, as far as the system lets it."""
    if WINDOWS:
        sys.exit(subprocess.call(command))
    sys.stdout.flush()
    sys.stderr.flush()
    os.execv(command[0], command)


def tell(arguments, text):
    """Without a JDK: a kernel of Python that answers every cell with the reason, where one can be had."""
    print(text, file=sys.stderr)
    become([sys.executable, os.path.abspath(__file__), "--tell", text, *arguments])


def answering_kernel(text, connection_file):
    try:
        from ipykernel.kernelapp import IPKernelApp
        from ipykernel.kernelbase import Kernel
    except ImportError:
        sys.exit(1)  # the reason stands in the server's log

    class Reason(Kernel):
        implementation = banner = "Interlace"
        implementation_version = "0"
        language_info = {"name": "java", "mimetype": "text/x-java", "file_extension": ".java"}

        def do_execute(self, code, silent, store_history=True, user_expressions=None, allow_stdin=False, **more):
            error = {"ename": "NoJdk", "evalue": text, "traceback": [text]}
            if not silent:
                self.send_response(self.iopub_socket, "error", error)
            return {"status": "error", "execution_count": self.execution_count, **error}

    IPKernelApp.launch_instance(argv=["-f", connection_file], kernel_class=Reason)


def main(arguments):
    if arguments[:1] == ["--tell"]:
        answering_kernel(arguments[1], arguments[2])
        return
    home, why = find_java()
    kernel = arguments[:1] == ["kernel"]
    if home is None:
        text = f"{HELP} {why}".strip()
        if kernel and len(arguments) > 1:
            tell(arguments[1:2], text)
        sys.exit(text)
    if not kernel:
        become([os.path.join(home, "bin", NAME), "-cp", os.path.join(HERE, "lib", "*"), "dev.interlace.app.Main", *arguments])
    try:
        spec = prepared(home)
    except (OSError, RuntimeError, ValueError) as e:
        tell(arguments[1:2], str(e))
    for name, value in spec.get("env", {}).items():
        os.environ.setdefault(name, value)
    become([arguments[1] if part == "{connection_file}" else part for part in spec["argv"]] + arguments[2:])


if __name__ == "__main__":
    main(sys.argv[1:])
