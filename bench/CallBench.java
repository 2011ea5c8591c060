import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.postgresql.ds.PGSimpleDataSource;
import users.api.CountryCode;
import users.api.Email;
import users.api.NewUser;
import users.api.Nickname;
import users.api.PageToken;
import users.api.Password;
import users.api.PersonName;
import users.api.Profile;
import users.api.UserId;
import users.api.UserOrder;
import users.api.UserQuery;
import users.api.filter.Filter;
import users.api.grpc.UsersClient;

/**
 * {@code CallBench <rounds>}: what calls to the server's image take, one after another, with 200,000 users in the database:
 * GetUser by id and by e-mail, the first and the thousandth page of ListUsers in two orders, and CreateUser, which is the
 * hash of a password. Pages have 50 users.
 */
public final class CallBench {

    /** In them the server's and the client's code is compiled. */
    private static final int UNCOUNTED_ROUNDS = 2;

    private static final int USERS = 200_000;
    private static final int PAGE = 50;
    private static final int THOUSANDTH = 1000;
    private static final int CALLS = 200;
    private static final int CREATIONS = 20;

    private static final Logger ROOT_LOGGER = Logger.getLogger("");

    private final UsersClient users;
    private final List<UserId> ids = new ArrayList<>();
    private long created = System.nanoTime();

    private CallBench(UsersClient users) {
        this.users = users;
    }

    public static void main(String[] arguments) throws IOException, SQLException {
        // What the database says of itself would stand between the rounds.
        ROOT_LOGGER.setLevel(Level.WARNING);
        int rounds = Integer.parseInt(arguments[0]);
        try (var stage = Stage.open();
                var server = new Server(stage)) {
            server.secondsToAnswer();
            fill(stage);
            var channel = NettyChannelBuilder.forAddress("127.0.0.1", server.port())
                    .usePlaintext()
                    .build();
            new CallBench(new UsersClient(channel, Duration.ofSeconds(30))).run(rounds);
            channel.shutdownNow();
        }
    }

    private void run(int rounds) {
        var byId = new Series("GetUser by id", "%.2f ms");
        var byEmail = new Series("GetUser by e-mail", "%.2f ms");
        var first = new Series("ListUsers, page 1", "%.2f ms");
        var thousandth = new Series("ListUsers, page 1,000", "%.2f ms");
        var firstByName = new Series("  by last_name, page 1", "%.2f ms");
        var thousandthByName = new Series("  by last_name, page 1,000", "%.2f ms");
        var creation = new Series("CreateUser", "%.1f ms");
        var byTime = UserOrder.DEFAULT;
        var byName = UserOrder.parse("last_name");
        var timeToken = tokenBefore(byTime);
        var nameToken = tokenBefore(byName);
        for (int round = 1 - UNCOUNTED_ROUNDS; round <= rounds; round++) {
            System.err.printf("round %d of %d%n", Math.max(round, 0), rounds);
            boolean counted = round > 0;
            measure(byId, counted, CALLS, i -> users.get(ids.get(i)));
            measure(byEmail, counted, CALLS, i -> users.get(new Email("user%d@many.test".formatted(1000 * i + 7))));
            measure(first, counted, CALLS, i -> page(byTime, Optional.empty()));
            measure(thousandth, counted, CALLS, i -> page(byTime, timeToken));
            measure(firstByName, counted, CALLS, i -> page(byName, Optional.empty()));
            measure(thousandthByName, counted, CALLS, i -> page(byName, nameToken));
            measure(creation, counted, CREATIONS, i -> create());
        }
        System.out.printf(
                Locale.ROOT, "%n%-32s %9s   %-19s%n", "%d rounds, %,d users".formatted(rounds, USERS), "median", "min – max");
        List.of(byId, byEmail, first, thousandth, firstByName, thousandthByName, creation).forEach(System.out::println);
    }

    /** Adds the median of the calls of a round. */
    private static void measure(Series series, boolean counted, int calls, java.util.function.IntConsumer call) {
        var milliseconds = new ArrayList<Double>();
        for (int i = 0; i < calls; i++) {
            long start = System.nanoTime();
            call.accept(i);
            milliseconds.add((System.nanoTime() - start) / 1e6);
        }
        if (counted) {
            series.add(Spread.of(milliseconds).median());
        }
    }

    private void page(UserOrder order, Optional<PageToken> token) {
        int found = users.list(new UserQuery(Filter.ALL, order, false, PAGE, token)).users().size();
        if (found != PAGE) {
            throw new IllegalStateException("A page has %d users".formatted(found));
        }
    }

    private Optional<PageToken> tokenBefore(UserOrder order) {
        Optional<PageToken> token = Optional.empty();
        for (int page = 1; page < THOUSANDTH; page++) {
            var listed = users.list(new UserQuery(Filter.ALL, order, false, PAGE, token));
            if (ids.size() < CALLS) {
                ids.add(listed.users().getFirst().id());
            }
            token = listed.next();
        }
        return token;
    }

    private void create() {
        var name = "new-" + ++created;
        users.create(new NewUser(
                new Profile(
                        new PersonName("New"),
                        new PersonName("User"),
                        new Nickname(name),
                        new Email(name + "@many.test"),
                        new CountryCode("GB")),
                new Password("a-bench-password")));
    }

    private static void fill(Stage stage) throws SQLException {
        var source = new PGSimpleDataSource();
        source.setPortNumbers(new int[] {stage.database().port()});
        source.setDatabaseName(stage.database().name());
        source.setUser(stage.database().username());
        try (var connection = source.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("""
                    insert into users.users
                      (id, first_name, last_name, nickname, email, email_key, country, create_time)
                    select gen_random_uuid(), 'First' || mod(i, 5000), 'Last' || mod(i * 7919, 20011), 'nick' || i,
                           'user' || i || '@many.test', 'user' || i || '@many.test',
                           (array['GB', 'US', 'DE', 'FR'])[mod(i, 4) + 1], now() - i * interval '1 minute'
                    from generate_series(1, %d) as i
                    """.formatted(USERS));
            statement.execute("vacuum analyze users.users");
        }
    }
}
