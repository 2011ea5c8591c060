package users.db.development;

import java.nio.file.Path;
import java.sql.SQLException;

/** Commits numbers until it is killed, and says of each that it is there. */
final class KilledServer {

    private KilledServer() {}

    public static void main(String[] folder) throws SQLException {
        var database = TestServer.database(new EmbeddedDatabase().start(Path.of(folder[0])));
        TestServer.run(database, "create table numbers (number int primary key)");
        try (var connection = database.getConnection();
                var insert = connection.prepareStatement("insert into numbers values (?)")) {
            for (int number = 1; ; number++) {
                insert.setInt(1, number);
                insert.executeUpdate();
                System.out.println(number);
            }
        }
    }
}
