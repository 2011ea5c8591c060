package users.server.takeover;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import users.db.NamedStatements;
import users.server.yaml.FlatYaml;

/** The statements of {@code takeover.yaml} on one connection. */
record Session(Connection connection) {

    private static final Map<String, String> STATEMENTS = statements();
    private static final int ROWS_AT_A_TIME = 1000;

    interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    /** Runs one by its name. */
    void run(String name) throws SQLException {
        execute(sql(name));
    }

    /** Runs one with texts, column by column, each as an array. */
    void run(String name, List<String[]> columns) throws SQLException {
        try (var statement = connection.prepareStatement(sql(name))) {
            for (int i = 0; i < columns.size(); i++) {
                statement.setArray(i + 1, connection.createArrayOf("text", columns.get(i)));
            }
            statement.execute();
        }
    }

    /** Runs SQL that stands elsewhere. */
    void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Hands all rows over; inside a transaction it holds a few of them at a time. */
    void read(String name, RowReader reader) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.setFetchSize(ROWS_AT_A_TIME);
            try (var rows = statement.executeQuery(sql(name))) {
                while (rows.next()) {
                    reader.read(rows);
                }
            }
        }
    }

    private static String sql(String name) {
        return Objects.requireNonNull(STATEMENTS.get(name));
    }

    private static Map<String, String> statements() {
        try (var yaml = NamedStatements.takeover()) {
            return FlatYaml.read(yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
