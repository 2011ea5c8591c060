package users.db;

import static java.util.stream.Collectors.joining;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the role that works with the tables may do where another one owns them. Each table is named, since others may have
 * theirs in the same schema.
 */
public final class ServerRights {

    /** Of what is there, in the order in which it is needed. */
    private static final String MISSING = """
            with server (role) as (select cast(? as name))
            select string_agg(privilege, ', ' order by privilege) || ' on ' || kind || ' ' || name as rights,
              pg_get_userbyid(owner) as owner, bool_and(grantable) as grantable, quote_ident(role) as grantee
            from (
              select 'usage' as privilege, 'schema' as kind, 'users' as name, nspowner as owner, role,
                has_schema_privilege(role, oid, 'usage') as there,
                has_schema_privilege(oid, 'usage with grant option') as grantable
              from pg_namespace, server
              where nspname = 'users'
              union all
              -- For what an import brings.
              select 'temporary', 'database', quote_ident(datname), datdba, role,
                has_database_privilege(role, oid, 'temporary'),
                has_database_privilege(oid, 'temporary with grant option')
              from pg_database, server
              where datname = current_database()
              union all
              select privilege, 'table', 'users.' || relname, relowner, role,
                has_table_privilege(role, oid, privilege),
                has_table_privilege(oid, privilege || ' with grant option')
              from pg_class, server, lateral unnest(case
                when relname in ('event_heartbeats', 'flyway_schema_history') then array['select']
                when relname in (
                  'changes', 'deleted_users', 'forgotten_changes', 'keys', 'passwords', 'requests', 'throttles', 'users')
                then array['select', 'insert', 'update', 'delete']
              end) as privilege
              where relnamespace = to_regnamespace('users')
              union all
              -- Of the condition on labels, where not everybody may execute what somebody makes.
              select 'execute', 'function', cast(cast(oid as regprocedure) as text), proowner, role,
                has_function_privilege(role, oid, 'execute'),
                has_function_privilege(oid, 'execute with grant option')
              from pg_proc, server
              where pronamespace = to_regnamespace('users') and proname = 'labels_fit'
            ) as needed
            where not there
            group by kind, name, owner, role
            order by kind = 'table', name
            """;

    /** Whoever migrates at the same time is waited for, unlike somebody who has a table. */
    private static final String ONE_BY_ONE = """
            set local lock_timeout = 0;
            select pg_advisory_xact_lock(hashtextextended('users: what the server is granted', 0))
            """;

    private static final String HIDDEN = """
            select string_agg('users.' || relname, ', ' order by relname) from pg_class
            where relnamespace = to_regnamespace('users') and row_security_active(oid)
            """;

    private record Missing(String rights, String owner, boolean grantable, String grantee) {}

    private ServerRights() {}

    /**
     * Grants a role what it lacks.
     *
     * @param connection of the role that owns the tables
     * @throws SchemaBehindException when others own some of them, of whom somebody must ask it; the rest is granted
     */
    public static void grant(Connection connection, String server) throws SQLException {
        connection.setAutoCommit(false);
        var others = new ArrayList<Missing>();
        try (var statement = connection.createStatement()) {
            statement.execute(ONE_BY_ONE);
            for (var missing : missing(connection, server)) {
                if (missing.grantable()) {
                    statement.execute("grant %s to %s".formatted(missing.rights(), missing.grantee()));
                } else {
                    others.add(missing);
                }
            }
        }
        connection.commit();
        if (!others.isEmpty()) {
            throw new SchemaBehindException("%s lacks %s, which only %s can grant: do it as the owner"
                    .formatted(server, inWords(others), owners(others)));
        }
    }

    /** @throws SchemaBehindException when the role that a connection works as lacks some of it, or is shown less than all */
    static void require(Connection connection) throws SQLException {
        // Which may be another role than the one that logs in.
        var role = FirstValue.of(connection, "select current_user").orElseThrow();
        var missing = missing(connection, role);
        if (!missing.isEmpty()) {
            throw new SchemaBehindException(
                    "%s lacks %s: run `users-server migrate` with DB_USERNAME=%s and the tables' owner as MIGRATION_DB_USERNAME"
                            .formatted(role, inWords(missing), role));
        }
        var hidden = FirstValue.of(connection, HIDDEN);
        if (hidden.isPresent()) {
            throw new SchemaBehindException("row level security hides rows of %s from %s: alter role %s bypassrls"
                    .formatted(hidden.get(), role, role));
        }
    }

    private static List<Missing> missing(Connection connection, String role) throws SQLException {
        try (var statement = connection.prepareStatement(MISSING)) {
            statement.setString(1, role);
            try (var rows = statement.executeQuery()) {
                var missing = new ArrayList<Missing>();
                while (rows.next()) {
                    missing.add(new Missing(
                            rows.getString("rights"),
                            rows.getString("owner"),
                            rows.getBoolean("grantable"),
                            rows.getString("grantee")));
                }
                return missing;
            }
        }
    }

    private static String owners(List<Missing> missing) {
        return missing.stream().map(Missing::owner).distinct().collect(joining(" and "));
    }

    private static String inWords(List<Missing> missing) {
        return missing.stream().map(Missing::rights).collect(joining(" and "));
    }
}
