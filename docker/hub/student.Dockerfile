# The server of one student: the image of docker/Dockerfile, with what a hub starts and nbgrader's side of a student.
ARG BASE_IMAGE=interlace
FROM ${BASE_IMAGE}
COPY --chown=${NB_UID}:${NB_GID} docker/hub/requirements-student.txt docker/hub/nbgrader_config.py ./
RUN venv/bin/pip install --no-cache-dir --disable-pip-version-check -r requirements-student.txt \
 && install -D -m 644 nbgrader_config.py venv/etc/jupyter/nbgrader_config.py
CMD ["jupyterhub-singleuser"]
