"""Makes the student editions of the labs from source/.

    python editions.py            writes lab-N-name.ipynb for every lab in source/
    python editions.py --check    says which student editions are not what nbgrader would hand out
    python editions.py lab-1-early-fusion …    only these

nbgrader makes the editions: solutions become stubs, hidden tests go, checksums come. The cells that hold neither an
answer nor a check keep the outputs that the source's run has stored; the others are empty, as students find them.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

LABS = Path(__file__).resolve().parent


def handed_out(names, folder):
    """What nbgrader hands out, as notebooks by name; its gradebook and folders go to `folder`."""
    shutil.copy(LABS / "nbgrader_config.py", folder)
    environment = dict(os.environ, PATH=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    for name in names:
        command = [
            sys.executable, "-m", "nbgrader", "generate_assignment", name, "--create", "--force",
            f"--CourseDirectory.root={folder}",
            f"--CourseDirectory.source_directory={LABS / 'source'}",
            f"--CourseDirectory.db_url=sqlite:///{folder}/gradebook.db",
        ]
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
        if done.returncode:
            sys.exit(f"{name}: nbgrader failed\n{done.stdout}{done.stderr}")
    return {name: json.loads((folder / "release" / name / f"{name}.ipynb").read_text()) for name in names}


def with_outputs(edition, source):
    """The edition with the stored outputs of all cells that are the same for everyone."""
    stored = {cell["id"]: cell for cell in source["cells"]}
    for cell in edition["cells"]:
        if cell["cell_type"] == "code" and "nbgrader" not in cell["metadata"]:
            cell["outputs"] = stored[cell["id"]]["outputs"]
            cell["execution_count"] = stored[cell["id"]]["execution_count"]
    edition["metadata"] = source["metadata"]
    return edition


def comparable(notebook):
    """What makes an edition: types, ids, sources and metadata of the cells."""
    text = lambda source: source if isinstance(source, str) else "".join(source)
    return [(c["cell_type"], c["id"], text(c["source"]), c["metadata"]) for c in notebook["cells"]]


def main(arguments):
    check = "--check" in arguments
    names = [a for a in arguments if a != "--check"] or sorted(f.name for f in (LABS / "source").glob("lab-*"))
    stale = []
    with tempfile.TemporaryDirectory() as temporary:
        for name, edition in handed_out(names, Path(temporary)).items():
            source = json.loads((LABS / "source" / name / f"{name}.ipynb").read_text())
            file = LABS / f"{name}.ipynb"
            if not check:
                whole = with_outputs(edition, source)
                file.write_text(json.dumps(whole, indent=1, ensure_ascii=False) + "\n")
                print(file)
            elif not file.exists() or comparable(json.loads(file.read_text())) != comparable(edition):
                stale.append(name)
    if stale:
        sys.exit("not what nbgrader hands out: " + ", ".join(stale) + "; run python notebooks/labs/editions.py")


if __name__ == "__main__":
    main(sys.argv[1:])
