/** The server: users over gRPC, kept in PostgreSQL. */
@org.jspecify.annotations.NullMarked
module users.server {
    requires static org.jspecify;
    requires com.fasterxml.uuid;
    requires com.zaxxer.hikari;
    requires io.helidon.common.media.type;
    requires io.helidon.config;
    requires io.helidon.dbclient;
    requires io.helidon.dbclient.jdbc;
    requires java.sql;
    requires org.postgresql.jdbc;
    requires password4j;
    requires users.api;
    requires users.db;
}
