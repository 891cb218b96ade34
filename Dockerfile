# dataflow in a container that needs no network and no rights:
#   docker build --tag dataflow .
#   docker run --rm --network none --user "$(id -u):$(id -g)" --volume "$PWD:/work" dataflow gaps my-map
# With the solver of dataflow plan (70 MB more): --build-arg EXTRAS='[plan]'
ARG PYTHON=3.13

FROM python:${PYTHON}-slim AS build
ARG EXTRAS=""
WORKDIR /source
COPY pyproject.toml constraints.txt README.md LICENSE ./
COPY dataflow dataflow
RUN pip wheel --no-cache-dir --constraint constraints.txt --wheel-dir /wheels ".${EXTRAS}" \
    && python -m venv /opt/dataflow \
    && /opt/dataflow/bin/pip install --no-cache-dir --no-index --find-links /wheels "dataflow-map${EXTRAS}" \
    && /opt/dataflow/bin/pip uninstall --yes --quiet pip

FROM python:${PYTHON}-slim
COPY --from=build /opt/dataflow /opt/dataflow
RUN useradd --uid 1000 --create-home dataflow
ENV PATH=/opt/dataflow/bin:$PATH LANG=C.UTF-8
USER 1000
WORKDIR /work
ENTRYPOINT ["dataflow"]
CMD ["--help"]
