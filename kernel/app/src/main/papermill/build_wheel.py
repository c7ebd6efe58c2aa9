"""The build backend of this package: one module and its metadata in a zip. It needs nothing from the network."""

import base64
import hashlib
import os
import zipfile

NAME = "interlace_papermill-0.1.0"
INFO = NAME + ".dist-info/"
METADATA = """Metadata-Version: 2.1
Name: interlace-papermill
Version: 0.1.0
Summary: Parameters of papermill in the language of Java notebooks
"""
WHEEL = """Wheel-Version: 1.0
Generator: interlace
Root-Is-Purelib: true
Tag: py3-none-any
"""
# papermill looks for engines there, and for translators nowhere: loading the module registers them
ENTRY_POINTS = """[papermill.engine]
interlace = interlace_papermill:NBClientEngine
"""


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    here = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(here, "interlace_papermill.py"), encoding="utf-8") as module:
        files = {
            "interlace_papermill.py": module.read(),
            INFO + "METADATA": METADATA,
            INFO + "WHEEL": WHEEL,
            INFO + "entry_points.txt": ENTRY_POINTS,
        }
    record = ""
    for name, text in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode("utf-8")).digest()).rstrip(b"=").decode()
        record += f"{name},sha256={digest},{len(text.encode('utf-8'))}\n"
    files[INFO + "RECORD"] = record + INFO + "RECORD,,\n"
    wheel = NAME + "-py3-none-any.whl"
    with zipfile.ZipFile(os.path.join(wheel_directory, wheel), "w", zipfile.ZIP_DEFLATED) as out:
        for name, text in files.items():
            out.writestr(name, text.encode("utf-8"))
    return wheel
