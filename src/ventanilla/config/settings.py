"""Django's settings, derived from ``environment``; the same file for a laptop and a cluster."""

from __future__ import annotations

import os

from .environment import Mode, database, read, secret, use_law

ENVIRONMENT = read()
use_law(ENVIRONMENT)  # before any trámite reads a term of the law
VENTANILLA_MODE = ENVIRONMENT.mode.value
VENTANILLA_ORIGIN = ENVIRONMENT.origin
VENTANILLA_CLOCK = ENVIRONMENT.clock
VENTANILLA_VAR = ENVIRONMENT.var
VENTANILLA_TIMESTAMPS = ENVIRONMENT.timestamps
VENTANILLA_TIME_ANCHORS = ENVIRONMENT.time_anchors
VENTANILLA_PROXIES = ENVIRONMENT.proxies
VENTANILLA_RESOLVES = {
    "unit": ENVIRONMENT.unit,
    "competence": ENVIRONMENT.competence,
    "competence_staff": ENVIRONMENT.competence_staff,
}
VENTANILLA_BRAND = {
    "name": os.environ.get("VENTANILLA_NAME", "Ventanilla"),
    "institution": os.environ.get("VENTANILLA_INSTITUTION", "Institución de demostración"),
    "phone": os.environ.get("VENTANILLA_PHONE", "800 000 0000"),
    "sender": os.environ.get("VENTANILLA_SENDER", "avisos@oficina.example"),
}

DEBUG = False
_role = os.environ.get("VENTANILLA_DATABASE_ROLE", "web")
_database_url = os.environ.get(f"VENTANILLA_DATABASE_{_role.upper()}", "")
# Without a database (types, pure tests) there is no session to protect, so nothing is drawn or kept.
SECRET_KEY = secret(ENVIRONMENT.var, "django").hex() if _database_url else "no-database-no-session"
SECRET_KEY_FALLBACKS: list[str] = []
VENTANILLA_FIELD_KEY = secret(ENVIRONMENT.var, "campos") if _database_url else bytes(32)
VENTANILLA_PAIRWISE_KEY = secret(ENVIRONMENT.var, "sectores") if _database_url else bytes(32)

_host = ENVIRONMENT.origin.split("://", 1)[1].split(":", 1)[0].split("/", 1)[0]
ALLOWED_HOSTS = [_host, "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = [ENVIRONMENT.origin]

INSTALLED_APPS = [
    "ventanilla.config",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "procrastinate.contrib.django",
    "ventanilla.apps.eventlog",
    "ventanilla.apps.mandates",
    "ventanilla.apps.accounts",
    "ventanilla.apps.signatures",
    "ventanilla.apps.documents",
    "ventanilla.apps.attachments",
    "ventanilla.apps.affiliation",
    "ventanilla.apps.payments",
    "ventanilla.apps.inbox",
    "ventanilla.apps.cards",
    "ventanilla.apps.appointments",
    "ventanilla.apps.catalogue",
    "ventanilla.apps.oidc",
    "ventanilla.apps.programs",
    "ventanilla.apps.staff",
    "ventanilla.apps.demo",
    "ventanilla.apps.cases",
    "ventanilla.web.design",
    "ventanilla.web",
]

MIDDLEWARE = [
    "ventanilla.web.middleware.reference",
    "ventanilla.web.middleware.security_headers",
    "ventanilla.web.middleware.canonical_host",
    "ventanilla.web.compressed.compressed",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "ventanilla.web.middleware.session",
]

ROOT_URLCONF = "ventanilla.config.urls"
WSGI_APPLICATION = "ventanilla.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": ["django.template.context_processors.request", "ventanilla.web.context.office"]
        },
    }
]

DATABASES = {"default": database(_database_url)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.Account"
PASSWORD_HASHERS = ["ventanilla.apps.accounts.hashing.Argon2id"]
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
AUTHENTICATION_BACKENDS: list[str] = []

SESSION_ENGINE = "django.contrib.sessions.backends.db"
# __Host- binds the cookie to this origin; browsers hold http://localhost for secure.
SESSION_COOKIE_NAME = "__Host-ventanilla"
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 10 * 3600
SESSION_SERIALIZER = "django.contrib.sessions.serializers.JSONSerializer"
CSRF_COOKIE_NAME = "__Host-csrf"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "ventanilla.web.errors.csrf_failure"
APPEND_SLASH = False

LANGUAGE_CODE = "es-mx"
LANGUAGES = [("es-mx", "Español"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "__Host-idioma"
LANGUAGE_COOKIE_SECURE = True
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "America/Mexico_City"

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600 if ENVIRONMENT.mode is Mode.PRODUCTION else 0

EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"  # mail goes through adapters/mail, after commit
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_HANDLERS = ["ventanilla.web.uploads.BoundedUpload"]
VENTANILLA_ATTACHMENT_BYTES = ENVIRONMENT.attachment_bytes
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
DATA_UPLOAD_MAX_NUMBER_FILES = 50  # of a folder of payroll; web.uploads bounds what all of them weigh
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"

LOGGING_CONFIG = None  # web.logs configures structured logs
