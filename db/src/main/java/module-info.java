/** The schema's migrations, the named SQL statements, and what a database for development must offer. */
@org.jspecify.annotations.NullMarked
module users.db {
    requires static transitive org.jspecify;
    requires transitive java.sql;
    requires flyway.core;

    exports users.db;
}
