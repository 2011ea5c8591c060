package users.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** What a query says that has one answer. */
final class FirstValue {

    private FirstValue() {}

    /** Empty without a row, and where its value is null. */
    static Optional<String> of(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next() ? Optional.ofNullable(rows.getString(1)) : Optional.empty();
        }
    }
}
