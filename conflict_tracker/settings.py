"""The settings, one file for every place this runs in; what differs is read from the environment and fails loudly.

`make run` and `manage.py` set what a local start needs (local.py); a deployment sets what docker-compose.yml lists.
"""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from conflict_tracker import environment, local

BASE_DIR = local.PROJECT
VAR_DIR = local.VAR

# --- what the environment says ------------------------------------------------------
DEBUG = environment.switch("DEBUG", default=False)
SECRET_KEY = environment.text(
    "SECRET_KEY", mend="give it at least 50 random characters, or start with `make run`, which keeps one of its own."
)
_APPLICATION, _OWNER = environment.two_roles(
    mend="write postgresql://user:password@host:5432/name, or start with `make run`, which brings a PostgreSQL."
)
DATABASES = {"default": _OWNER or _APPLICATION}  # the web server (wsgi.py) is never told who owns the tables
_REPLICA = environment.replica(
    "REPLICA_DATABASE_URL",
    mend="write postgresql://user:password@host:5432/name of a server that follows DATABASE_URL's, or leave it out.",
)
if _REPLICA:  # readers read there (routing.py); without one everybody works on the one database
    DATABASES["replica"] = _REPLICA
    DATABASE_ROUTERS = ["conflict_tracker.routing.Router"]
REPLICA_MOST_SECONDS_BEHIND = environment.whole_number("REPLICA_MOST_SECONDS_BEHIND", default=30, of=" of seconds")
# The role of DATABASE_URL, where another one owns the tables: rights.py says what it may do.
APPLICATION_ROLE = _APPLICATION["USER"] if _OWNER else ""
APPLICATION_PASSWORD = _APPLICATION["PASSWORD"] if _OWNER else ""
ALLOWED_HOSTS = environment.words(
    "ALLOWED_HOSTS", mend="list the host names people use for this site, separated by commas, e.g. tracker.example.org."
)
HTTPS = environment.switch("HTTPS", default=True)
BEHIND_PROXY = environment.switch("BEHIND_PROXY", default=False)
CSRF_TRUSTED_ORIGINS = environment.words(
    "CSRF_TRUSTED_ORIGINS",
    default=[f"https://{host}" for host in ALLOWED_HOSTS if HTTPS],
    mend="list the origins whose forms are accepted, e.g. https://tracker.example.org.",
)
LOG_LEVEL = environment.text("LOG_LEVEL", default="INFO", mend="DEBUG, INFO, WARNING or ERROR.").upper()

# --- the application ------------------------------------------------------
VERSION = "0.1.0"  # as in pyproject.toml, which a deployment does not carry
INSTALLED_APPS = [
    "conflict_tracker.apps.ProjectConfig",
    "events.apps.EventsConfig",  # before the admin, so that its templates dress the admin too
    "events.apps.EntryDeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "procrastinate.contrib.django",
    "django_filters",
    "django_htmx",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "conflict_tracker.security.SecurityHeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # pads at random against guessing secrets by length (BREACH)
    "conflict_tracker.routing.ReadersMiddleware",  # before everything that asks a database
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "conflict_tracker.language.LanguageParameterMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "conflict_tracker.who.WhoMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "conflict_tracker.patience.PatienceMiddleware",
]

ROOT_URLCONF = "conflict_tracker.urls"
WSGI_APPLICATION = "conflict_tracker.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# --- language and time ------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("ar", _("Arabic"))]
LOCALE_PATHS = [BASE_DIR / "conflict_tracker" / "locale"]
FORMAT_MODULE_PATH = "conflict_tracker.formats"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# --- files ------------------------------------------------------
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = VAR_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024  # a pasted report is some kB; a form post is never larger
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000  # an incident with a hundred claims has about 3,000 fields
DATA_UPLOAD_MAX_NUMBER_FILES = 10
FILE_UPLOAD_HANDLERS = [
    "conflict_tracker.uploads.NoMoreThanAllowed",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# --- the read side ------------------------------------------------------
# columns of all incidents, drafts too, which web server and worker share; thrown away, they are made again
SNAPSHOT_DIR = Path(environment.text("SNAPSHOT_DIR", default=str(VAR_DIR / "snapshots"), mend="name a folder."))
STATEMENT_SECONDS = environment.whole_number("STATEMENT_SECONDS", default=60, of=" of seconds")

# --- accounts ------------------------------------------------------
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# --- safety ------------------------------------------------------
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = HTTPS
CSRF_FAILURE_VIEW = "events.admin.unfinished.csrf_failure"
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = HTTPS
SECURE_REFERRER_POLICY = "same-origin"  # nobody learns from a link that this site was read
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # asked from inside the container, without TLS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
X_FRAME_OPTIONS = "DENY"

# --- the API ------------------------------------------------------
API_REQUESTS_PER_MINUTE = environment.whole_number("API_REQUESTS_PER_MINUTE", default=240)  # a list of 12,000 incidents
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    # who asked how often: in memory alone, gone with the process; so large that a flood of addresses crowds nobody out
    "limits": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "limits",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    },
}
REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],  # the browsable pages need inline scripts
    "DEFAULT_AUTHENTICATION_CLASSES": [],  # not by name and password with each request
    "DEFAULT_PARSER_CLASSES": [],  # nothing is sent in
    "EXCEPTION_HANDLER": "events.api.problems.answered",
    "NUM_PROXIES": 1 if BEHIND_PROXY else 0,  # unset, anybody could name any address in X-Forwarded-For
    "URL_FORMAT_OVERRIDE": None,  # `format` is no parameter of ours
}
SPECTACULAR_SETTINGS = {
    "OAS_VERSION": "3.1.1",
    "SORT_OPERATION_PARAMETERS": False,  # they stand in the order of the contract
    "POSTPROCESSING_HOOKS": [],  # vocabularies stay where they are used, under no made-up names
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,  # the glossary defines them
}

# --- imports ------------------------------------------------------
IMPORT_MAX_BYTES = environment.mebibytes("IMPORT_MAX_MIB", default=256)  # UCDP GED of the whole world is 200 MB

# --- log: to stderr; addresses, names and form contents are never written ---------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
    # Django's own handlers mail errors to ADMINS with the whole request: replaced, not added to
    "loggers": {
        "django": {"handlers": [], "level": LOG_LEVEL, "propagate": True},
        "procrastinate": {"level": "WARNING"},  # it would tell of each job that it began and ended
    },
}
