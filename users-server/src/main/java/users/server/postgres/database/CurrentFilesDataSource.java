package users.server.postgres.database;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.ds.PGSimpleDataSource;
import users.server.files.UnusableFileException;

/**
 * Makes each connection by the client certificate that is in its files then. When PostgreSQL does not take it for a reason
 * that the files show, that is the cause of the failure: what PostgreSQL says of it is often lost with the connection.
 */
final class CurrentFilesDataSource extends PGSimpleDataSource {

    private static final long serialVersionUID = 1L;

    private final transient ClientFiles files;

    CurrentFilesDataSource(ClientFiles files) {
        this.files = files;
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        try {
            // The driver takes every key for one of RSA that it is not told of.
            files.algorithm().ifPresent(this::setPemKeyAlgorithm);
            return super.getConnection(user, password);
        } catch (UnusableFileException e) {
            throw unusable(e);
        } catch (SQLException e) {
            if (answered(e)) {
                checkNow(e);
            }
            throw e;
        }
    }

    private void checkNow(SQLException failure) throws SQLException {
        try {
            files.checkNow();
        } catch (UnusableFileException e) {
            e.addSuppressed(failure);
            throw unusable(e);
        }
    }

    /** SQLSTATE: a connection that could not be made. */
    private static SQLException unusable(UnusableFileException e) {
        return new SQLException("The files of the client certificate cannot be used", "08001", e);
    }

    /** Whether there was somebody, who may have looked at the certificate. */
    private static boolean answered(SQLException failure) {
        return switch (failure.getCause()) {
            case ConnectException _, NoRouteToHostException _, UnknownHostException _, SocketTimeoutException _ ->
                false;
            case null, default -> true;
        };
    }
}
