package users.server;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Starts the server, and stops it when the process is told to end. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        try {
            var settings = Settings.read(System.getenv(), System.getProperties());
            settings.logging().start();
            new AotCache(System.getProperty("java.vm.info", "")).warnUnlessUsed();
            var server = UsersServer.start(settings);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(settings, server), "shutdown"));
        } catch (StartException e) {
            System.err.println("users-server: " + e.getMessage());
            System.exit(1);
        } catch (RuntimeException e) {
            Logger.getLogger(Main.class.getName()).log(Level.SEVERE, "the server cannot start", e);
            System.exit(1);
        }
    }

    private static void stop(Settings settings, UsersServer server) {
        settings.logging().startAgainAtShutdown();
        server.close();
        // A JVM that a signal ends exits with 143, which supervisors take for a failure.
        Runtime.getRuntime().halt(0);
    }
}
