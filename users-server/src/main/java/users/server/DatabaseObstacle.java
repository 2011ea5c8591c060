package users.server;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;
import users.db.SchemaBehindException;
import users.server.files.UnusableFileException;
import users.server.postgres.database.UnsuitableDatabaseException;

/** What keeps the server from using its database, in words for whoever runs it. */
final class DatabaseObstacle {

    private static final Logger LOG = Logger.getLogger(DatabaseObstacle.class.getName());

    /** Something that needs the database. */
    interface Attempt {
        void run() throws SQLException;
    }

    private DatabaseObstacle() {}

    /**
     * What is in the way of an attempt; empty when it succeeds.
     *
     * @throws StartException it is in the way for ever
     */
    static Optional<String> to(Attempt attempt) {
        return to(attempt, "DB_");
    }

    /**
     * The same of an attempt as another role.
     *
     * @param variables how those begin that have the role
     */
    static Optional<String> to(Attempt attempt, String variables) {
        try {
            attempt.run();
            return Optional.empty();
        } catch (StartException e) {
            throw e;
        } catch (SchemaBehindException e) {
            return Optional.of(e.getMessage());
        } catch (UnsuitableDatabaseException e) {
            throw new StartException(e.getMessage());
        } catch (SQLException | RuntimeException e) {
            LOG.log(Level.FINE, "the database cannot be used", e);
            return Optional.of(reason(e, variables));
        }
    }

    private static String reason(Throwable thrown, String variables) {
        var causes = Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
                .toList()
                .reversed();
        return causes.stream()
                .flatMap(cause -> trust(cause).stream())
                .findFirst()
                .or(() -> causes.stream()
                        .filter(cause -> cause instanceof SQLException failure && failure.getSQLState() != null)
                        .findFirst()
                        .map(failure -> reason((SQLException) failure, variables)))
                .orElse("the database does not answer, which LOG_LEVEL=debug says more of");
    }

    /** Why one of the two does not believe the other, where a cause says it. */
    private static Optional<String> trust(Throwable cause) {
        return switch (cause) {
            case UnusableFileException file -> Optional.of(String.valueOf(file.getMessage()));
            case CertificateExpiredException _ ->
                Optional.of("the certificate of the database has expired: renew it there");
            case CertificateNotYetValidException _ ->
                Optional.of("the certificate of the database is not valid yet: look at the clocks of both machines");
            case CertPathBuilderException _, CertPathValidatorException _ ->
                Optional.of("the certificate of the database is of an authority that is not in DB_SSLROOTCERT");
            default -> Optional.empty();
        };
    }

    private static String reason(SQLException exception, String variables) {
        var state = exception.getSQLState();
        return switch (state) {
            case "28P01" ->
                "the database refuses the user name or the password, see %1$sUSERNAME and %1$sPASSWORD (SQLSTATE 28P01)"
                        .formatted(variables);
            case "28000" ->
                "the database does not let this user name in, or not with this certificate, see %1$sUSERNAME, %1$sSSLCERT and %1$sSSLKEY (SQLSTATE 28000)"
                        .formatted(variables);
            case "3D000" -> "there is no such database, see DB_NAME (SQLSTATE 3D000)";
            case "42501" ->
                "the role may not do what is needed, see %sUSERNAME (SQLSTATE 42501)".formatted(variables)
                        + said(exception);
            case "25006" ->
                "this server of the database can only be read, and migrations need one that can be written, see DB_HOST"
                        + " and MIGRATE_AT_START (SQLSTATE 25006)";
            case "55P03" ->
                "somebody else uses the table that is to be migrated, such as a service that should be stopped first,"
                        + " an export or a backup (SQLSTATE 55P03)";
            case "08001", "08004", "08006" -> unreached(exception).formatted(state, variables);
            default -> "the database fails with SQLSTATE " + state + said(exception);
        };
    }

    private static String unreached(SQLException exception) {
        if (exception.getCause() instanceof SSLException) {
            return "the database and the server do not agree on their certificates, see DB_SSLMODE, DB_SSLROOTCERT,"
                    + " %2$sSSLCERT and %2$sSSLKEY (SQLSTATE %1$s)";
        }
        return isOtherHost(exception)
                ? "the certificate of the database is for another host than DB_HOST names (SQLSTATE %1$s)"
                : "the database cannot be reached, see DB_HOST, DB_PORT and DB_SSLMODE (SQLSTATE %1$s)";
    }

    /** The one reason of the driver's own for which it ends a connection that works. */
    private static boolean isOtherHost(SQLException exception) {
        return exception instanceof PSQLException refusal
                && PSQLState.CONNECTION_FAILURE.getState().equals(refusal.getSQLState())
                && refusal.getCause() == null
                && refusal.getServerErrorMessage() == null;
    }

    /**
     * What PostgreSQL says, without the details, which have values of rows. The sentences of class 22, about data, and
     * those of drivers can have them, too, or what else must not be in a log.
     */
    private static String said(SQLException exception) {
        return exception instanceof PSQLException refusal
                        && !exception.getSQLState().startsWith("22")
                ? Optional.ofNullable(refusal.getServerErrorMessage())
                        .flatMap(message -> Optional.ofNullable(message.getMessage()))
                        .map(": "::concat)
                        .orElse("")
                : "";
    }
}
