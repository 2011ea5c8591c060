package users.db.development;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.Objects;
import users.db.DevelopmentDatabase;
import users.db.DevelopmentDatabaseException;

final class RunningDatabase implements DevelopmentDatabase.Running {

    private final EmbeddedPostgres postgres;

    RunningDatabase(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    @Override
    public String host() {
        return "localhost";
    }

    @Override
    public int port() {
        return postgres.getPort();
    }

    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public String username() {
        return "postgres";
    }

    @Override
    public void seed() {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement();
                var seed = Objects.requireNonNull(RunningDatabase.class.getResourceAsStream("seed.sql"))) {
            statement.execute(new String(seed.readAllBytes(), UTF_8));
        } catch (SQLException | IOException e) {
            throw new DevelopmentDatabaseException("The development users could not be added.", e);
        }
    }

    @Override
    public void close() {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
