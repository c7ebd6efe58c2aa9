# The hub: it starts a container for each student through the socket of Docker.
ARG BASE_IMAGE=jupyterhub/jupyterhub:6.1.1
FROM ${BASE_IMAGE}
COPY docker/hub/requirements-hub.txt docker/hub/jupyterhub_config.py /etc/jupyterhub/
RUN python3 -m pip install --no-cache-dir --disable-pip-version-check -r /etc/jupyterhub/requirements-hub.txt
CMD ["jupyterhub", "-f", "/etc/jupyterhub/jupyterhub_config.py"]
