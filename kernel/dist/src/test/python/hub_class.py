"""A class on a real JupyterHub: users of this system log in, run a notebook, and try to reach each other.

usage: hub_class.py CONFIG NOTEBOOK USERS   prints one JSON object; needs root, jupyterhub, configurable-http-proxy
"""

import concurrent.futures
import json
import os
import pathlib
import pwd
import re
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import uuid

import nbformat
import requests
import websocket

PASSWORD = secrets.token_hex(8)


def free_ports(count):
    sockets = [socket.socket() for _ in range(count)]
    for each in sockets:
        each.bind(("127.0.0.1", 0))
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


class Student:
    """One user: a session with the hub, a server, a kernel."""

    def __init__(self, hub, name):
        self.hub = hub
        self.name = name
        self.session = requests.Session()
        self.server = f"{hub}/user/{name}"

    def log_in(self):
        self.session.get(f"{self.hub}/hub/login", timeout=60)
        answer = self.session.post(
            f"{self.hub}/hub/login",
            params={"_xsrf": self.session.cookies.get("_xsrf", path="/hub/")},
            data={"username": self.name, "password": PASSWORD},
            allow_redirects=False,
            timeout=60,
        )
        if answer.status_code != 302:
            raise RuntimeError(f"{self.name} could not log in: {answer.status_code} {answer.text[:500]}")
        xsrf = {"X-XSRFToken": self.session.cookies.get("_xsrf", path="/hub/")}
        token = self.session.post(
            f"{self.hub}/hub/api/users/{self.name}/tokens", headers=xsrf, json={}, timeout=60
        )
        token.raise_for_status()
        self.headers = {"Authorization": f"token {token.json()['token']}"}

    def start_server(self):
        answer = requests.post(
            f"{self.hub}/hub/api/users/{self.name}/server", headers=self.headers, timeout=120
        )
        answer.raise_for_status()
        until = time.monotonic() + 240
        while time.monotonic() < until:
            model = requests.get(f"{self.hub}/hub/api/users/{self.name}", headers=self.headers, timeout=60).json()
            if model.get("servers", {}).get("", {}).get("ready"):
                return
            time.sleep(0.5)
        raise RuntimeError(f"the server of {self.name} did not start")

    def start_kernel(self):
        answer = requests.post(
            f"{self.server}/api/kernels", headers=self.headers, json={"name": "interlace"}, timeout=240
        )
        answer.raise_for_status()
        self.kernel = answer.json()["id"]
        self.socket = websocket.create_connection(
            f"{self.server.replace('http', 'ws', 1)}/api/kernels/{self.kernel}/channels",
            header=[f"Authorization: {self.headers['Authorization']}"],
            timeout=900,
        )

    def execute(self, code):
        """The text that a cell shows, and the message of its error or None."""
        header = {
            "msg_id": uuid.uuid4().hex,
            "msg_type": "execute_request",
            "username": self.name,
            "session": "class",
            "version": "5.3",
        }
        content = {"code": code, "silent": False, "store_history": True, "allow_stdin": False, "stop_on_error": False}
        self.socket.send(
            json.dumps(
                {"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell"}
            )
        )
        shown, error, idle, replied = "", None, False, False
        while not (idle and replied):
            message = json.loads(self.socket.recv())
            if message["parent_header"].get("msg_id") != header["msg_id"]:
                continue
            kind, content = message["msg_type"], message["content"]
            if kind == "stream":
                shown += content["text"]
            elif kind == "execute_result":
                shown += content["data"].get("text/plain", "")
            elif kind == "error":
                error = f"{content['ename']}: {content['evalue']}"
            elif kind == "status":
                idle = content["execution_state"] == "idle"
            elif kind == "execute_reply":
                replied = True
        return shown, error

    def run(self, notebook):
        """Seconds of a notebook, and what its cells raised that are not tagged for it."""
        errors = []
        began = time.monotonic()
        for number, cell in enumerate(notebook.cells):
            if cell.cell_type == "code":
                error = self.execute(cell.source)[1]
                if error and "raises-exception" not in cell.metadata.get("tags", []):
                    errors.append(f"cell {number}: {error}")
        return time.monotonic() - began, errors

    def reach(self, other):
        """What the hub and the system answer when this user wants what is another's."""
        found = {
            "contents": requests.get(f"{other.server}/api/contents", headers=self.headers, timeout=60).status_code,
            "kernels": requests.get(f"{other.server}/api/kernels", headers=self.headers, timeout=60).status_code,
            "stop": requests.delete(
                f"{self.hub}/hub/api/users/{other.name}/server", headers=self.headers, timeout=60
            ).status_code,
        }
        secret = pathlib.Path(pwd.getpwnam(other.name).pw_dir, "secret.txt")
        found["file"] = self.execute(f'java.nio.file.Files.readString(java.nio.file.Path.of("{secret}"))')[1]
        return found

    def memory(self):
        """MiB of the kernel and of the rest, each shared page counted in parts."""
        uid = pwd.getpwnam(self.name).pw_uid
        sizes = {"kernel": 0, "server": 0}
        for process in pathlib.Path("/proc").iterdir():
            try:
                if process.name.isdigit() and process.stat().st_uid == uid:
                    pss = re.search(r"^Pss: +(\d+)", (process / "smaps_rollup").read_text(), re.MULTILINE)
                    java = b"dev.interlace.app.Main" in (process / "cmdline").read_bytes()
                    sizes["kernel" if java else "server"] += int(pss.group(1)) // 1024
            except OSError:
                continue
        return sizes


def main():
    config, notebook, count = os.path.abspath(sys.argv[1]), nbformat.read(sys.argv[2], as_version=4), int(sys.argv[3])
    names = [f"interlace-s{number}" for number in range(1, count + 1)]
    folder = pathlib.Path(tempfile.mkdtemp(prefix="interlace-hub"))
    shared = folder / "shared"
    (shared / "data").mkdir(parents=True)
    (shared / "plugins.lock").write_text("")
    folder.chmod(0o755)
    server, proxy, hub = free_ports(3)
    own = folder / "config.py"
    own.write_text(
        f"exec(compile(open({config!r}).read(), {config!r}, 'exec'))\n"
        f"c.JupyterHub.bind_url = 'http://127.0.0.1:{server}'\n"
        f"c.JupyterHub.hub_port = {hub}\n"
        f"c.ConfigurableHTTPProxy.api_url = 'http://127.0.0.1:{proxy}'\n"
    )
    environment = {
        "HUB_SPAWNER": "local",
        "HUB_PASSWORD": PASSWORD,
        "HUB_STUDENTS": ",".join(names),
        "HUB_SHARED": str(shared),
        "HUB_EXCHANGE": str(shared / "exchange"),
        "HUB_CULL": "no",
    }
    process = None
    result = {"users": count}
    try:
        for name in names:
            subprocess.run(["useradd", "--create-home", "--home-dir", str(folder / name), "--shell", "/bin/bash", name], check=True)
            home = folder / name
            home.chmod(0o700)
            (home / "secret.txt").write_text(name)
            shutil.chown(home / "secret.txt", name)
        log = (folder / "hub.log").open("w")
        process = subprocess.Popen(
            [sys.executable, "-m", "jupyterhub", "-f", str(own)],
            cwd=folder,
            env=os.environ | environment,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        address = f"http://127.0.0.1:{server}"
        until = time.monotonic() + 120
        while True:
            try:
                requests.get(f"{address}/hub/api", timeout=5).raise_for_status()
                break
            except requests.RequestException:
                if process.poll() is not None or time.monotonic() > until:
                    raise RuntimeError("the hub did not start") from None
                time.sleep(0.5)
        stranger = requests.Session()
        stranger.get(f"{address}/hub/login", timeout=60)
        result["wrong password"] = stranger.post(
            f"{address}/hub/login",
            params={"_xsrf": stranger.cookies.get("_xsrf", path="/hub/")},
            data={"username": names[0], "password": "guess"},
            allow_redirects=False,
            timeout=60,
        ).status_code
        students = [Student(address, name) for name in names]
        with concurrent.futures.ThreadPoolExecutor(count) as pool:
            began = time.monotonic()
            for step in (Student.log_in, Student.start_server, Student.start_kernel):
                list(pool.map(step, students))
            result["seconds until all kernels ran"] = round(time.monotonic() - began, 1)
            result["who"] = list(pool.map(lambda each: each.execute('System.getProperty("user.name")')[0], students))
            result["policy"] = students[0].execute("%plugin doctor")[0]
            result["shared data"] = students[0].execute(
                'java.nio.file.Files.writeString(java.nio.file.Path.of(System.getenv("INTERLACE_DATA"), "x"), "x")'
            )[1]
            result["memory at start"] = [each.memory() for each in students]
            runs = list(pool.map(lambda each: each.run(notebook), students))
        result["seconds of the notebook"] = [round(seconds, 1) for seconds, _ in runs]
        result["errors"] = sorted({error for _, errors in runs for error in errors})
        result["memory after the notebook"] = [each.memory() for each in students]
        result["reach"] = students[0].reach(students[-1])
        print(json.dumps(result, indent=1))
    except Exception:
        print((folder / "hub.log").read_text()[-6000:], file=sys.stderr)
        raise
    finally:
        if process is not None:
            process.terminate()
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
        for name in names:
            subprocess.run(["pkill", "-9", "-u", name], check=False)
            subprocess.run(["userdel", name], check=False, stderr=subprocess.DEVNULL)
        shutil.rmtree(folder, ignore_errors=True)


main()
