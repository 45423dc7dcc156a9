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
