package users.observability;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import users.api.Email;
import users.api.Password;
import users.api.UserException;

/** {@code PictureOfARun <minutes> <file>}: draws the dashboard of a server under load, with a lock and guesses on the way. */
final class PictureOfARun {

    private static final int CALLERS = 3;
    private static final int GUESSERS = 90;

    private PictureOfARun() {}

    public static void main(String[] arguments) throws Exception {
        var span = Duration.ofMinutes(Long.parseLong(arguments[0]));
        var folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "picture")
                .toAbsolutePath();
        try (var service = Service.start(folder, "events: {interval: PT1S}");
                var prometheus = Prometheus.start(
                        folder, service.server().adminPort(), Files.readString(Path.of("users.rules.yml")))) {
            service.run("alter system set max_slot_wal_keep_size = '1GB'", "select pg_reload_conf()");
            service.run("update users.event_heartbeats set time = now()");
            var traffic = new ArrayList<Traffic>();
            for (int i = 0; i < CALLERS; i++) {
                traffic.add(Traffic.start(service));
            }
            Thread.sleep(span.dividedBy(3));
            lock(service);
            Thread.sleep(span.dividedBy(3));
            guess(service);
            Thread.sleep(span.dividedBy(3));
            new Picture(Dashboard.read(), prometheus).draw(span, Path.of(arguments[1]));
            traffic.forEach(Traffic::close);
        }
    }

    private static void lock(Service service) throws Exception {
        try (var connection = service.connect();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table users.users");
            Thread.sleep(3000);
            connection.rollback();
        }
    }

    private static void guess(Service service) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < GUESSERS; i++) {
                var email = new Email("guess-%d@people.test".formatted(i % 30));
                threads.execute(() -> {
                    for (int n = 0; n < 5; n++) {
                        try {
                            service.users().verifyPassword(email, new Password("123456"));
                        } catch (UserException expected) {
                            // It is wrong, or one too many.
                        }
                    }
                });
            }
        }
    }
}
