"""Which environment variables an installation may set. The reference page and a test are made from this list."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Variable:
    """One variable.

    Attributes:
        name: as set in the environment.
        default: what holds when it is not set.
        meaning: what it decides, in English.
    """

    name: str
    default: str
    meaning: str


VARIABLES: tuple[Variable, ...] = (
    Variable("RUMBO_HOME", "./rumbo-home", "Folder of the workspace: database, evidence, reports, lake, own policies."),
    Variable("RUMBO_LANG", "es", "Language of messages and documents: es or en."),
    Variable("RUMBO_TIME_ZONE", "America/Lima", "The clock that people read; instants are stored in UTC."),
    Variable("RUMBO_LOCALE", "es_PE", "How Spanish documents write numbers and dates."),
    Variable("RUMBO_POLICY", "pnmce-2040", "Code or folder of the policy that commands speak of."),
    Variable("DATABASE_URL", "SQLite in the workspace", "Address of the PostgreSQL database."),
    Variable("RUMBO_SECRET_KEY", "made once, kept in the workspace", "Key of the site's signatures."),
    Variable("RUMBO_METHOD", "ceplan-2024", "Method by which the site judges."),
    Variable(
        "RUMBO_SITE_URL", "none", "Public address of the site, e.g. https://rumbo.example; https secures cookies."
    ),
    Variable("RUMBO_DATA_LICENCE", "ODC-By-1.0", "Licence of the open data: ODC-By-1.0 or CC-BY-4.0."),
    Variable("RUMBO_DATA_EMAIL", "none", "Where questions about the open data are answered."),
    Variable(
        "RUMBO_PUBLISHER_HOMEPAGE", "address of the site", "Page of the institution that publishes the open data."
    ),
    Variable("RUMBO_STATISTIC_SECONDS", "10", "How long the site computes one statistic before it gives up."),
    Variable("RUMBO_STATISTICS_AT_ONCE", "2", "How many statistics one process of the site computes at once."),
    Variable("RUMBO_HOSTS", "none", "Further names under which the site answers, parted by commas."),
    Variable("RUMBO_BEHIND_PROXY", "0", "1 where a proxy in front of the site speaks https and says so."),
    Variable("RUMBO_STATIC_ROOT", "set by rumbo serve", "Folder of the gathered styles, scripts and typefaces."),
    Variable("RUMBO_DATABASE_KEEP_SECONDS", "60", "How long a connection to the database is kept open."),
    Variable("RUMBO_MAIL_HOST", "none: mail goes to files", "Server that takes the site's mail."),
    Variable("RUMBO_MAIL_PORT", "25", "Port of that server."),
    Variable("RUMBO_MAIL_USER", "none", "Name to sign in with at that server."),
    Variable("RUMBO_MAIL_PASSWORD", "none", "Password for that server."),
    Variable("RUMBO_MAIL_TLS", "0", "1 where that server asks for TLS."),
    Variable("RUMBO_MAIL_FROM", "rumbo@localhost", "Sender of the site's mail."),
    Variable(
        "RUMBO_VIRUS_SCAN",
        "none: nothing is scanned",
        "What scans files that arrive: clamd:/run/clamav/clamd.ctl, clamd:host:3310, or a command given the path.",
    ),
    Variable(
        "RUMBO_SIGN_IN_ATTEMPTS", "5", "Failed attempts from one place after which an address is locked out there."
    ),
    Variable("RUMBO_LOCKOUT_MINUTES", "15", "How long it is locked out."),
    Variable(
        "RUMBO_SECOND_FACTOR_ROLES",
        "administrator",
        "Roles that must have a second factor, parted by commas; empty for none.",
    ),
    Variable("RUMBO_SESSION_IDLE_MINUTES", "60", "After how long without a sign of life a session ends."),
    Variable("RUMBO_SESSION_HOURS", "12", "How long a session lasts at most."),
    Variable("RUMBO_SESSIONS_EACH", "5", "How many sessions a person may have at once; the oldest ends."),
    Variable(
        "RUMBO_SIGN_INS_KEPT_DAYS",
        "730",
        "How many days the log of sign-ins is kept; the worker forgets what is older. The ledger is never touched.",
    ),
    Variable("RUMBO_OIDC_ISSUER", "none", "Issuer of single sign-on (OpenID Connect), e.g. https://identity.example."),
    Variable("RUMBO_OIDC_CLIENT_ID", "none", "Name of the site at that provider."),
    Variable("RUMBO_OIDC_CLIENT_SECRET", "none", "Secret of the site at that provider."),
    Variable("RUMBO_OIDC_NAME", "my institution", "How the sign-in page calls that provider."),
    Variable("RUMBO_HEADS_SUBMIT", "0", "1 where only the head of an entity submits; its reporters hand drafts over."),
    Variable("RUMBO_LEDGER_PATIENCE_SECONDS", "30", "How long a writer waits for another one before it gives up."),
    Variable("RUMBO_THREADS", "all cores", "Threads that a statistic may use."),
    Variable("RUMBO_MEMORY", "the engine's own", "Memory that a statistic may use, e.g. 8GB."),
    Variable("RUMBO_SPARK_MASTER", "this machine", "Cluster of the engine spark, e.g. spark://host:7077 or yarn."),
    Variable("RUMBO_SPARK_CONF", "Spark's own", "Further settings of Spark: spark.key=value, parted by a semicolon."),
    Variable(
        "RUMBO_SPARK_LAKE", "the folder of the lake", "Address of the lake for a cluster, e.g. s3a://bucket/lake."
    ),
    Variable("JAVA_HOME", "the Java in the path", "Folder of the Java that the engine spark runs on, 17 or later."),
    Variable("COLUMNS", "120", "Width of the output where there is no terminal."),
)
