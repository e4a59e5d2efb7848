# Two stages: packages are installed in the first, and only what runs comes into the second.
FROM python:3.11-slim AS build
WORKDIR /app
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /venv
COPY requirements.lock .
RUN /venv/bin/pip install --require-hashes --only-binary :all: -r requirements.lock
COPY manage.py ./
COPY conflict_tracker conflict_tracker
COPY events events
COPY templates templates
COPY static static
# settings insist on these; collecting files uses none of them, and none stays in the image
RUN SECRET_KEY=only-while-building ALLOWED_HOSTS=localhost DATABASE_URL=postgresql://localhost/none \
    /venv/bin/python manage.py collectstatic --no-input --verbosity 0

FROM python:3.11-slim
# a new volume on /snapshots takes its owner and mode from the folder here; drafts are in it
RUN useradd --system --uid 10001 --no-create-home tracker \
    && install --directory --mode=0700 --owner=tracker /snapshots
COPY --from=build /venv /venv
COPY --from=build /app /app
WORKDIR /app
# WEB_CONCURRENCY: gunicorn's processes
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 WEB_CONCURRENCY=2 SNAPSHOT_DIR=/snapshots
USER tracker
EXPOSE 8000
CMD ["gunicorn", "--config", "python:conflict_tracker.web_server", "--bind", "0.0.0.0:8000", \
     "--log-level", "warning", "--worker-tmp-dir", "/tmp"]
