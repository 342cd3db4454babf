"""The portal's one settings file. Values from outside come through portal/env.py only."""

from __future__ import annotations

import json
import secrets
from typing import Any

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from portal.egress.configured import hosts_table, nameserver, own_ranges
from portal.env import ROOT, embedded_services, is_loopback, read, var_dir
from portal.vault.ring import FORM, UnusableKey, derived, parse
from portal.vault.storage import second_storage, storage_of_papers

BASE_DIR = ROOT
VAR_DIR = var_dir()
SERVICES = embedded_services()
PRODUCTION = read("PORTAL_ENV") == "production"
DEBUG = read("DEBUG")
ALLOWED_HOSTS = read("ALLOWED_HOSTS") or ([] if PRODUCTION else ["127.0.0.1", "localhost", "[::1]"])
PUBLIC_URL = read("PUBLIC_URL").rstrip("/")
# Where links in mail lead that no page asked for; the launcher announces the same address.
_HOST = read("HOST")
SITE_URL = PUBLIC_URL or f"http://{f'[{_HOST}]' if ':' in _HOST else _HOST}:{read('PORT')}"
PRODUCT_NAME = "Causeway"
PRODUCT_NAME_ZH = "通途"


def _secret_key() -> str:
    if given := read("SECRET_KEY"):
        return given
    kept = VAR_DIR / "secret_key"
    return kept.read_text().strip() if kept.exists() else secrets.token_urlsafe(50)


SECRET_KEY = _secret_key()
SECRET_KEY_FALLBACKS = read("SECRET_KEY_FALLBACKS")

# Master keys of the vault. They seal other keys only, and never come near the database.
VAULT_KEYS = read("VAULT_KEYS")
if not VAULT_KEYS and not PRODUCTION:
    VAULT_KEYS = [derived(secret) for secret in (SECRET_KEY, *SECRET_KEY_FALLBACKS)]
try:
    parse(VAULT_KEYS)
except UnusableKey as error:
    raise ImproperlyConfigured(str(error)) from error

# The cloud -----------------------------------------------------------------------------------------
ALIBABA_CLOUD_ENDPOINT = read("ALIBABA_CLOUD_ENDPOINT")
ALIBABA_CLOUD_ACCESS_KEY_ID = read("ALIBABA_CLOUD_ACCESS_KEY_ID")
ALIBABA_CLOUD_ACCESS_KEY_SECRET = read("ALIBABA_CLOUD_ACCESS_KEY_SECRET")
ALIBABA_CLOUD_ROLE_ARN = read("ALIBABA_CLOUD_ROLE_ARN")
ALIBABA_CLOUD_ACCOUNT = read("ALIBABA_CLOUD_ACCOUNT")
if not ALIBABA_CLOUD_ENDPOINT and not ALIBABA_CLOUD_ACCESS_KEY_ID and not PRODUCTION:
    # Nothing configured: only the stand-in that `make run` started may be asked.
    ALIBABA_CLOUD_ENDPOINT = SERVICES.get("cloud_endpoint", "127.0.0.1:9")
CLOUD_IS_SIMULATED = bool(ALIBABA_CLOUD_ENDPOINT) and is_loopback(ALIBABA_CLOUD_ENDPOINT)
ENGINE_TIME_SCALE = float(read("ENGINE_TIME_SCALE"))
ENGINE_POLL_SCALE = float(read("ENGINE_POLL_SCALE") or SERVICES.get("engine_poll_scale", "1"))

DEMO = not PRODUCTION and (read("PORTAL_DEMO") or not read("DATABASE_URL"))
if (DEMO or read("PORTAL_DEMO")) and not CLOUD_IS_SIMULATED:
    raise ImproperlyConfigured(
        f"The demo would run against the cloud at {ALIBABA_CLOUD_ENDPOINT or 'the vendor'}, where things "
        "cost money. Set DATABASE_URL and leave PORTAL_DEMO unset, or give a loopback ALIBABA_CLOUD_ENDPOINT."
    )
if (ENGINE_TIME_SCALE, ENGINE_POLL_SCALE) != (1, 1) and not CLOUD_IS_SIMULATED:
    raise ImproperlyConfigured("ENGINE_TIME_SCALE and ENGINE_POLL_SCALE are for a cloud on loopback only.")
if PRODUCTION:
    if len(read("SECRET_KEY")) < 50 or len(set(read("SECRET_KEY"))) < 10:
        raise ImproperlyConfigured("SECRET_KEY is missing or weak. Production needs 50 random characters.")
    if not VAULT_KEYS:
        raise ImproperlyConfigured(f"VAULT_KEYS is empty. Production needs a key of its own: {FORM}")
    if DEBUG:
        raise ImproperlyConfigured("DEBUG is on. Production refuses to show debug pages.")
    if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS:
        raise ImproperlyConfigured("ALLOWED_HOSTS is empty or holds `*`. Name the hosts that are answered.")
    if not PUBLIC_URL.startswith("https://"):
        raise ImproperlyConfigured("PUBLIC_URL must be the https:// address people use.")

# What customers name and workers fetch: webhooks, footers, registries --------------------------------
EGRESS_OWN_RANGES = own_ranges(read("EGRESS_OWN_RANGES"))
EGRESS_HOSTS = hosts_table(read("EGRESS_HOSTS") or (SERVICES.get("egress_hosts", "") if DEMO else ""))
EGRESS_NAMESERVER = nameserver(read("EGRESS_NAMESERVER"))
if (EGRESS_HOSTS or EGRESS_NAMESERVER) and not DEMO:
    raise ImproperlyConfigured(
        "EGRESS_HOSTS and EGRESS_NAMESERVER lead names to this machine, which only the demo may. "
        "Leave them unset."
    )

# Applications --------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_htmx",
    "csp",
    "rest_framework",
    "drf_spectacular",
    "portal.accounts",
    "portal.events",
    "portal.vault",
    "portal.api",
    "portal.notifications",
    "portal.web",
    "icp",
    "networks",
    "portal.demo",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    # Outside production the styles come uncompressed from the folder, so this stands above them.
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.web.middleware.ContentPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "portal.web.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "portal.accounts.middleware.TimeZoneMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "portal.accounts.middleware.StaffSecondFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "portal.web.middleware.RefusalMiddleware",
]
ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.web.context.shell",
            ],
        },
    },
]

# PostgreSQL is the truth, Redis carries wake-ups ---------------------------------------------------
_POSTGRES_OPTIONS = (
    "-c lock_timeout=3000 -c statement_timeout=15000 -c idle_in_transaction_session_timeout=30000"
)


def _database(url: str) -> dict[str, Any]:
    config = dict(environ.Env.db_url_config(url))
    config["OPTIONS"] = {**config.get("OPTIONS", {}), "options": _POSTGRES_OPTIONS}
    config["CONN_MAX_AGE"] = 60
    config["CONN_HEALTH_CHECKS"] = True
    return config


DATABASE_URL = read("DATABASE_URL") or SERVICES.get("database_url") or "postgres://portal_app@/portal"
DATABASE_OWNER_URL = read("DATABASE_OWNER_URL") or SERVICES.get("database_owner_url") or DATABASE_URL
DATABASES = {"default": _database(DATABASE_URL)}
REDIS_URL = read("REDIS_URL") or SERVICES.get("redis_url") or "redis://127.0.0.1:6379/0"
# Throttles and log-in limits are rows, so that they survive the loss of the broker.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "portal_cache",
        "TIMEOUT": 3600,
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SOFT_TIME_LIMIT = 60
CELERY_TASK_TIME_LIMIT = 75
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 30
CELERY_WORKER_MAX_TASKS_PER_CHILD = 2000
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "UTC"
QUEUE_PREFIX = read("QUEUE_PREFIX")
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 120,
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
    "global_keyprefix": QUEUE_PREFIX,
}
CELERY_TASK_DEFAULT_QUEUE = "provisioning"
# A slow document may not starve a running build: `files` has its own queue.
CELERY_TASK_ROUTES = {
    "portal.events.*": {"queue": "outbox"},
    "portal.api.*": {"queue": "outbox"},
    "portal.notifications.*": {"queue": "outbox"},
    "icp.eligibility.*": {"queue": "files"},
    "icp.documents.*": {"queue": "files"},
    "icp.filings.*": {"queue": "outbox"},
    "icp.licenses.*": {"queue": "outbox"},
    "icp.packs.*": {"queue": "files"},
    # Registries, name servers and pages of others may be slow: no letter and no document waits for them.
    "icp.publication.*": {"queue": "outside"},
    "icp.domains.*": {"queue": "outside"},
    # The sweeps themselves ask nobody, and ring clocks.
    "icp.publication.sweep": {"queue": "outbox"},
    "icp.domains.sweep": {"queue": "outbox"},
    "networks.accelerations.*": {"queue": "outbox"},
}
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")
CELERY_BEAT_SCHEDULE = {
    "sweep": {
        "task": "networks.fulfilment.sweep",
        "schedule": 15.0 * ENGINE_TIME_SCALE,
        "options": {"expires": 30},
    },
    "sweep-requests": {
        "task": "networks.requests.sweep",
        "schedule": 15.0 * ENGINE_TIME_SCALE,
        "options": {"expires": 30},
    },
    "sweep-accelerations": {
        "task": "networks.accelerations.sweep",
        "schedule": 15.0 * ENGINE_TIME_SCALE,
        "options": {"expires": 30},
    },
    "sweep-notices": {
        "task": "portal.notifications.sweep",
        "schedule": 15.0 * ENGINE_TIME_SCALE,
        "options": {"expires": 30},
    },
    "sweep-packs": {
        "task": "icp.packs.sweep",
        "schedule": 15.0 * ENGINE_TIME_SCALE,
        "options": {"expires": 30},
    },
    "purge-packs": {"task": "icp.packs.purge", "schedule": 3600.0, "options": {"expires": 600}},
    "sweep-publications": {
        "task": "icp.publication.sweep",
        "schedule": 30.0 * ENGINE_TIME_SCALE,
        "options": {"expires": 60},
    },
    "sweep-filings": {
        "task": "icp.filings.sweep",
        "schedule": 15.0 * ENGINE_TIME_SCALE,
        "options": {"expires": 30},
    },
    "sweep-licenses": {
        "task": "icp.licenses.sweep",
        "schedule": 60.0 * ENGINE_TIME_SCALE,
        "options": {"expires": 60},
    },
    "sweep-answers": {
        "task": "portal.api.sweep",
        "schedule": 3600.0,
        "options": {"expires": 600},
    },
    "sweep-look-ups": {
        "task": "icp.domains.sweep",
        "schedule": 15.0 * ENGINE_TIME_SCALE,
        "options": {"expires": 30},
    },
    "refresh-service-lists": {
        "task": "icp.domains.refresh_service_lists",
        "schedule": 86400.0,
        "options": {"expires": 3600},
    },
    "sweep-summaries": {
        "task": "icp.eligibility.sweep",
        "schedule": 30.0,
        "options": {"expires": 60},
    },
    "sweep-papers": {
        "task": "icp.documents.sweep",
        "schedule": 30.0,
        "options": {"expires": 60},
    },
    "purge-papers": {
        "task": "icp.documents.purge",
        "schedule": 900.0,
        "options": {"expires": 600},
    },
}

# People --------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "web:home"
ACCOUNT_ADAPTER = "portal.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "portal.accounts.forms.SignupForm"
ACCOUNT_FORMS = {"signup": "portal.accounts.signing_up.QuietSignupForm"}
# Known and new addresses get the same answer at sign-up only if both first read a letter.
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
# Only in the browser that signed up: what was begun there goes on.
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"] + (["webauthn"] if read("PASSKEYS") else [])
MFA_PASSKEY_LOGIN_ENABLED = read("PASSKEYS")
MFA_TOTP_ISSUER = PRODUCT_NAME
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {"APPS": [json.loads(read("OIDC_PROVIDER"))] if read("OIDC_PROVIDER") else []}
}
# Staff work with a second factor; the demo alone does without, and says so on every page.
STAFF_SECOND_FACTOR = not DEMO

SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "portal.web.errors.csrf_failure"
if PRODUCTION:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
# A page that takes files says so (portal/web/uploads.py); nothing is ever written in clear.
FILE_UPLOAD_HANDLERS = ["portal.web.uploads.NothingTaken"]

# Languages and time --------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("zh-hans", _("Simplified Chinese"))]
LOCALE_PATHS = [BASE_DIR / "portal" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
FORMAT_MODULE_PATH = ["portal.web.formats"]

# Files and mail ------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "portal" / "static"]
WHITENOISE_USE_FINDERS = not PRODUCTION
FILES_DIR = read("FILES_DIR") or str(VAR_DIR / "files")
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": FILES_DIR},
    },
    # Sealed files only (portal/vault/files.py), in a private folder or in a bucket.
    "papers": storage_of_papers(
        folder=f"{FILES_DIR}/papers",
        bucket=read("PAPERS_BUCKET"),
        endpoint=read("PAPERS_ENDPOINT"),
        region=read("PAPERS_REGION"),
        access_key=read("PAPERS_ACCESS_KEY_ID"),
        secret_key=read("PAPERS_ACCESS_KEY_SECRET"),
        addressing=read("PAPERS_ADDRESSING"),
    ),
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage",
    },
}
if read("PAPERS_MAINLAND"):
    try:
        STORAGES["papers-mainland"] = second_storage(read("PAPERS_MAINLAND"), read("PAPERS_ADDRESSING"))
    except ValueError as error:
        raise ImproperlyConfigured(str(error)) from error
PAPERS_SCANNER = read("PAPERS_SCANNER")
# Rooms that hold something about people who are no users (portal/vault/people.py). What hangs on a filing
# stands before the filing, by which it is found.
PERSON_HOLDERS = [
    "icp.documents.people.HOLDER",
    "icp.packs.people.HOLDER",
    "icp.filings.people.HOLDER",
    "portal.accounts.people.HOLDER",
]
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
if read("EMAIL_URL"):
    vars().update(environ.Env.email_url_config(read("EMAIL_URL")))
else:
    EMAIL_BACKEND = "portal.web.mail.DatabaseBackend"
DEFAULT_FROM_EMAIL = read("DEFAULT_FROM_EMAIL")
# A mail server that is silent may keep a worker from builds for this long and no longer.
EMAIL_TIMEOUT = 10

# Programs ------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["portal.api.authentication.ApiKeyAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["portal.api.permissions.HasScope"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["portal.api.parsers.StrictJSONParser"],
    "DEFAULT_PAGINATION_CLASS": "portal.api.paging.CursorPagination",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_THROTTLE_CLASSES": ["portal.api.throttling.KeyThrottle"],
    "EXCEPTION_HANDLER": "portal.api.problems.problem_response",
    "PAGE_SIZE": 50,
    "UNAUTHENTICATED_USER": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Causeway API",
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": r"/api/v1",
    "ENUM_NAME_OVERRIDES": {
        "DomainLookupState": "icp.domains.serializers.STATE_CHOICES",
        "NetworkRequestStatus": "networks.requests.shapes.STATUS_CHOICES",
        "ConnectionStatus": "networks.connections.api.STATUS_CHOICES",
        "PaperState": "icp.documents.shapes.PAPER_STATES",
        "PaperStanding": "icp.documents.shapes.STANDINGS",
        "PaperKind": "icp.documents.shapes.FILE_KINDS",
        "PaperReview": "icp.documents.shapes.REVIEWS",
        "AccelerationState": "networks.accelerations.serializers.STATE_CHOICES",
        "FilingState": "icp.filings.shapes.STATE_CHOICES",
        "LicenseState": "icp.licenses.shapes.STATE_CHOICES",
        "FilingTypeName": "icp.filings.shapes.TYPE_CHOICES",
    },
}

# Logs: one event, one line; never a request body or an identity number ------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "portal.web.logs.OneLine"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": read("LOG_LEVEL")},
    "loggers": {"darabonba": {"level": "WARNING"}},
}
