package users.server;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Starts the server, and stops it when the process is told to end. {@code health} asks one whether it is ready,
 * {@code migrate} does what has to be done to the database before.
 */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        switch (String.join(" ", arguments)) {
            case "" -> serve();
            case "health" -> askForHealth();
            case "migrate" -> migrate();
            default -> end(2, "the only arguments are health and migrate; without any the server starts");
        }
    }

    private static void serve() {
        var started = new CompletableFuture<UsersServer>();
        try {
            var settings = Settings.read(System.getenv(), System.getProperties());
            settings.logging().start();
            new AotCache(System.getProperty("java.vm.info", "")).warnUnlessUsed();
            // Before the start, in the middle of which a signal may come.
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(settings, started), "shutdown"));
            var server = UsersServer.start(settings);
            started.complete(server);
            server.awaitStarted();
        } catch (StartException e) {
            started.completeExceptionally(e);
            end(1, String.valueOf(e.getMessage()));
        } catch (RuntimeException | Error e) {
            started.completeExceptionally(e);
            Logger.getLogger(Main.class.getName()).log(Level.SEVERE, "the server cannot start", e);
            System.exit(1);
        }
    }

    private static void askForHealth() {
        try {
            HealthProbe.of(SettingsReader.of(System.getenv(), System.getProperties()))
                    .obstacle()
                    .ifPresent(obstacle -> end(1, obstacle));
        } catch (StartException e) {
            end(1, String.valueOf(e.getMessage()));
        }
    }

    private static void migrate() {
        try {
            var reader = SettingsReader.of(System.getenv(), System.getProperties());
            Settings.logging(reader).start();
            MigrationStep.read(reader).run();
        } catch (StartException e) {
            end(1, String.valueOf(e.getMessage()));
        }
    }

    private static void end(int exitCode, String sentence) {
        System.err.println("users-server: " + sentence);
        System.exit(exitCode);
    }

    private static void stop(Settings settings, CompletableFuture<UsersServer> started) {
        settings.logging().startAgainAtShutdown();
        try {
            var server = started.join();
            server.close();
            // A JVM that a signal ends exits with 143, which supervisors take for a failure.
            Runtime.getRuntime().halt(server.refused() ? 1 : 0);
        } catch (CompletionException failed) {
            // There is nothing to stop, and the exit code says so.
        }
    }
}
