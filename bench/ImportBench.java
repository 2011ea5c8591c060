import io.grpc.netty.NettyChannelBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.postgresql.PGConnection;
import users.api.CountryCode;
import users.api.Credential;
import users.api.Email;
import users.api.ImportOptions;
import users.api.ImportResult;
import users.api.ImportRow;
import users.api.Nickname;
import users.api.PersonName;
import users.api.Profile;
import users.api.grpc.UsersClient;
import users.api.password.PasswordHash;

/**
 * {@code ImportBench <rounds> <rows>}: measures ImportUsers, from a client of its own process to commit, beside a bare COPY
 * of the same rows into tables with the same indexes and constraints: what PostgreSQL itself allows. Each round begins with
 * empty tables. Resending what is there is measured, too.
 */
public final class ImportBench {

    /** In them the server's and the client's code is compiled. */
    private static final int UNCOUNTED_ROUNDS = 3;

    private static final String HASH = "$2b$12$myuVSf7.a6vT6BhefDs0Tu2nhnGzOTYsR1RTBm3F.owP4d83WYVl.";
    private static final Logger ROOT_LOGGER = Logger.getLogger("");
    private static final ImportOptions OPTIONS = new ImportOptions(false, ImportOptions.Conflict.UPDATE, true);

    private static final String BARE_TABLES = """
            create table users.bare_users (like users.users including all);
            create table users.bare_passwords (like users.passwords including all)
            """;
    private static final String EMPTY_TABLES = """
            truncate users.users, users.passwords, users.changes, users.bare_users, users.bare_passwords;
            checkpoint
            """;

    private ImportBench() {}

    public static void main(String[] arguments) throws IOException, SQLException {
        // What the database says of itself would stand between the rounds.
        ROOT_LOGGER.setLevel(Level.WARNING);
        int rounds = Integer.parseInt(arguments[0]);
        int count = Integer.parseInt(arguments[1]);
        var copied = new Series("bare COPY, both tables", "%,.0f rows/s");
        var created = new Series("ImportUsers, new users", "%,.0f rows/s");
        var unchanged = new Series("ImportUsers, sent again", "%,.0f rows/s");
        var ratio = new Series("  new users ÷ bare COPY", "%.2f");
        var rows = rows(count);

        try (var stage = Stage.open();
                var server = new WireProcess(Kind.WIRE, stage);
                var connection = connect(stage)) {
            execute(connection, BARE_TABLES);
            var channel = NettyChannelBuilder.forAddress("127.0.0.1", server.port())
                    .usePlaintext()
                    .build();
            var users = new UsersClient(channel, Duration.ofSeconds(10));
            for (int round = 1 - UNCOUNTED_ROUNDS; round <= rounds; round++) {
                System.err.printf("round %d of %d%n", Math.max(round, 0), rounds);
                execute(connection, EMPTY_TABLES);
                double bare = count / copy(connection, rows);
                double creating = count / importAll(users, rows, ImportResult.Created.class);
                double resending = count / importAll(users, rows, ImportResult.Unchanged.class);
                if (round > 0) {
                    copied.add(bare);
                    created.add(creating);
                    unchanged.add(resending);
                    ratio.add(creating / bare);
                }
            }
            channel.shutdownNow();
        }
        System.out.printf(
                Locale.ROOT, "%n%-32s %9s   %-19s%n", "%d rounds of %,d rows".formatted(rounds, count), "median", "min – max");
        List.of(copied, created, unchanged, ratio).forEach(System.out::println);
    }

    private static double importAll(UsersClient users, List<ImportRow> rows, Class<? extends ImportResult> outcome) {
        long start = System.nanoTime();
        try (var results = users.importUsers(OPTIONS, rows.iterator())) {
            long expected = results.filter(outcome::isInstance).count();
            if (expected != rows.size()) {
                throw new IllegalStateException("%d of %d rows are %s".formatted(expected, rows.size(), outcome));
            }
        }
        return Bench.secondsSince(start);
    }

    private static double copy(Connection connection, List<ImportRow> rows) throws IOException, SQLException {
        var users = new StringBuilder();
        var passwords = new StringBuilder();
        for (var row : rows) {
            var id = UUID.randomUUID();
            var profile = row.profile();
            users.append(String.join(
                            "\t",
                            id.toString(),
                            profile.firstName().value(),
                            profile.lastName().value(),
                            profile.nickname().value(),
                            profile.email().value(),
                            profile.email().key(),
                            profile.country().value()))
                    .append('\n');
            passwords.append(id).append('\t').append(HASH).append('\n');
        }
        var userBytes = users.toString().getBytes(StandardCharsets.UTF_8);
        var passwordBytes = passwords.toString().getBytes(StandardCharsets.UTF_8);
        var copy = connection.unwrap(PGConnection.class).getCopyAPI();
        long start = System.nanoTime();
        copy.copyIn(
                "copy users.bare_users (id, first_name, last_name, nickname, email, email_key, country) from stdin",
                new ByteArrayInputStream(userBytes));
        copy.copyIn("copy users.bare_passwords (user_id, hash) from stdin", new ByteArrayInputStream(passwordBytes));
        return Bench.secondsSince(start);
    }

    private static List<ImportRow> rows(int count) {
        var hash = new Credential.Hashed(PasswordHash.imported(HASH));
        return IntStream.range(0, count)
                .mapToObj(i -> new ImportRow(i, Optional.empty(), profile(i), Optional.empty(), hash))
                .toList();
    }

    /** In no order of e-mails or names, as people come. */
    private static Profile profile(int number) {
        var text = Long.toString(Integer.toUnsignedLong(number * 0x9E3779B1), 36);
        return new Profile(
                new PersonName("First " + text),
                new PersonName("Last " + text.substring(text.length() / 2)),
                new Nickname("nick-" + text),
                new Email(text + "@people.test"),
                new CountryCode(number % 3 == 0 ? "GB" : "US"));
    }

    private static Connection connect(Stage stage) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://%s:%d/%s?user=%s"
                .formatted(
                        stage.database().host(),
                        stage.database().port(),
                        stage.database().name(),
                        stage.database().username()));
    }

    private static void execute(Connection connection, String statements) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (var single : statements.split(";")) {
                statement.execute(single);
            }
        }
    }
}
