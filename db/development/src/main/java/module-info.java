/** An embedded PostgreSQL with three users in it, for development and tests. */
@org.jspecify.annotations.NullMarked
module users.db.development {
    requires static transitive org.jspecify;
    requires users.db;
    requires embedded.postgres;
    // PostgreSQL's driver, an automatic module, cannot say that it needs it.
    requires java.naming;

    provides users.db.DevelopmentDatabase with
            users.db.development.EmbeddedDatabase;
}
