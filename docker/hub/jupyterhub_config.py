"""JupyterHub for a class: each student has a server of their own, with limits, shared data and fixed plugins.

HUB_SPAWNER   docker (a container for each student) or local (a process for each user of this system; hub is root)
HUB_IMAGE     the image of a student's server (docker)
HUB_HOME      the folder of a student's own work in the server, "work" in the home folder of the image's user (docker)
HUB_NETWORK   the network in which hub and servers meet (docker)
HUB_PASSWORD  one password for all students; without it nobody can log in. Put a real authenticator in its place.
HUB_STUDENTS  names separated by commas
HUB_TEACHERS  names separated by commas: they may see and stop the servers of students
HUB_MEMORY    memory of a student's server, 2G if it is not said; half of it is the kernel's heap at most
HUB_SHARED    a folder that every student reads and nobody writes: data and plugins.lock
HUB_EXCHANGE  nbgrader's exchange
"""

import os
import sys

c = get_config()  # noqa: F821


def names(variable):
    return {name.strip() for name in os.environ.get(variable, "").split(",") if name.strip()}


def megabytes(size):
    """The number of MiB of a size such as 2G or 1536M."""
    units = {"M": 1, "G": 1024}
    if size[-1:] not in units or not size[:-1].isdigit():
        raise ValueError(f"HUB_MEMORY is {size}; give a whole number with M or G, such as 2G")
    return int(size[:-1]) * units[size[-1]]


memory = os.environ.get("HUB_MEMORY", "2G")
shared = os.environ.get("HUB_SHARED", "/srv/interlace")
exchange = os.environ.get("HUB_EXCHANGE", "/srv/nbgrader/exchange")
spawner = os.environ.get("HUB_SPAWNER", "docker")

c.JupyterHub.authenticator_class = "shared-password"
c.SharedPasswordAuthenticator.user_password = os.environ.get("HUB_PASSWORD") or os.urandom(32).hex()
c.Authenticator.allowed_users = names("HUB_STUDENTS") | names("HUB_TEACHERS")
c.JupyterHub.load_groups = {"teachers": {"users": sorted(names("HUB_TEACHERS"))}}
c.JupyterHub.load_roles = [
    {
        "name": "teacher",
        "groups": ["teachers"],
        "scopes": ["admin-ui", "list:users", "read:users:activity", "servers"],
    },
]
if os.environ.get("HUB_CULL", "yes") == "yes":
    c.JupyterHub.services = [
        {
            "name": "idle-culler",
            "command": ["python3", "-m", "jupyterhub_idle_culler", "--timeout=3600"],
        }
    ]
    c.JupyterHub.load_roles.append(
        {
            "name": "idle-culler",
            "services": ["idle-culler"],
            "scopes": ["list:users", "read:users:activity", "read:servers", "delete:servers"],
        }
    )

c.Spawner.default_url = "/lab"
c.Spawner.mem_limit = memory
c.Spawner.cpu_limit = 2
c.Spawner.start_timeout = 120
c.Spawner.http_timeout = 60
c.Spawner.environment = {
    # data sets are fetched once, by whoever fills the folder, and read by all
    "INTERLACE_DATA": f"{shared}/data",
    # only jars whose SHA-256 stands there run
    "INTERLACE_PLUGINS_LOCK": f"{shared}/plugins.lock",
    "INTERLACE_JVM_OPTIONS": f"-Xmx{megabytes(memory) // 2}m",
    "NBGRADER_EXCHANGE": exchange,
}

if spawner == "docker":
    c.JupyterHub.spawner_class = "docker"
    c.JupyterHub.hub_ip = "0.0.0.0"
    c.JupyterHub.hub_connect_ip = os.environ.get("HUB_HOST", "hub")
    c.DockerSpawner.image = os.environ.get("HUB_IMAGE", "interlace-student")
    c.DockerSpawner.network_name = os.environ.get("HUB_NETWORK", "interlace-hub")
    c.DockerSpawner.remove = True
    own = os.environ.get("HUB_HOME", os.path.join(os.sep, "home", os.environ.get("NB_USER", "jovyan"), "work"))
    c.DockerSpawner.volumes = {
        "interlace-student-{username}": own,
        "interlace-shared": {"bind": shared, "mode": "ro"},
        "interlace-exchange": {"bind": exchange, "mode": "rw"},
    }
    c.DockerSpawner.notebook_dir = own
elif spawner == "local":
    # a limit of memory is not enforced on a process; the heap's is
    c.JupyterHub.spawner_class = "jupyterhub.spawner.LocalProcessSpawner"
    c.Spawner.cmd = [os.path.join(os.path.dirname(sys.executable), "jupyterhub-singleuser")]
    c.Spawner.notebook_dir = "~"
else:
    raise ValueError(f"HUB_SPAWNER is {spawner}; it can be docker or local")
