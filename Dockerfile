# One image for web, workers, beat and the job that prepares the database.
FROM python:3.11-slim-bookworm AS build
RUN python -m venv /opt/venv
COPY requirements.lock /build/
RUN /opt/venv/bin/pip install --no-cache-dir --require-hashes -r /build/requirements.lock
COPY . /app
WORKDIR /app
# Collecting static files needs settings that would start, not those of the installation.
RUN /opt/venv/bin/python -m portal.embedded.catalogues \
 && VAR_DIR=/app/collected PORTAL_ENV=production ALLOWED_HOSTS=localhost PUBLIC_URL=https://localhost \
    SECRET_KEY=used-while-the-image-is-built-and-nowhere-else-0123456789 \
    VAULT_KEYS=dXNlZC13aGlsZS10aGUtaW1hZ2UtaXMtYnVpbHQtb24= \
    DATABASE_URL=postgres://nobody@localhost/none ALIBABA_CLOUD_ENDPOINT=127.0.0.1:9 \
    /opt/venv/bin/python manage.py collectstatic --no-input --verbosity 0

FROM python:3.11-slim-bookworm
RUN apt-get update \
 && apt-get install --no-install-recommends -y \
    libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig fonts-noto-cjk \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --home-dir /app --shell /usr/sbin/nologin portal \
 && install -d -o portal -g portal -m 0700 /var/lib/causeway /var/lib/causeway/files
COPY --from=build /opt/venv /opt/venv
COPY --from=build /app /app
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    PORTAL_ENV=production VAR_DIR=/app/collected FILES_DIR=/var/lib/causeway/files
WORKDIR /app
USER portal
EXPOSE 8000
# The root file system may be read-only; /tmp and the files folder are all that is written.
CMD ["gunicorn", "portal.wsgi:application", "--bind", "0.0.0.0:8000", "--worker-class", "gthread", \
     "--workers", "2", "--threads", "8", "--preload", "--worker-tmp-dir", "/tmp", "--no-control-socket", \
     "--access-logfile", "-"]
