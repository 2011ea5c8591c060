package users.server;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Starts the server, and stops it when the process is told to end. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
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
            System.err.println("users-server: " + e.getMessage());
            System.exit(1);
        } catch (RuntimeException | Error e) {
            started.completeExceptionally(e);
            Logger.getLogger(Main.class.getName()).log(Level.SEVERE, "the server cannot start", e);
            System.exit(1);
        }
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
