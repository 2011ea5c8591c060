package users.server;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import users.server.image.ServerProcess;

/** A connection pooler in front of a PostgreSQL on this machine that asks for no password. */
record PgBouncer(Process process, int port) implements AutoCloseable {

    /**
     * Starts one.
     *
     * @param mode session or transaction
     * @param ignored the parameters of a session that it drops, with commas
     */
    static PgBouncer start(Path folder, int postgres, String mode, String ignored) throws IOException {
        int port = ServerProcess.freePort();
        var users = Files.writeString(folder.resolve("users.txt"), "\"postgres\" \"\"\n");
        var configuration =
                Files.writeString(folder.resolve("pgbouncer.ini"), """
                [databases]
                * = host=127.0.0.1 port=%d
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = trust
                auth_file = %s
                pool_mode = %s
                ignore_startup_parameters = %s
                """.formatted(postgres, port, users, mode, ignored));
        var command = new ArrayList<>(List.of(program(), "--quiet", configuration.toString()));
        if (System.getProperty("user.name").equals("root")) {
            // It refuses to run as root.
            command.addAll(0, List.of("unshare", "--user"));
        }
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        Redirect.appendTo(folder.resolve("pgbouncer.log").toFile()))
                .start();
        var bouncer = new PgBouncer(process, port);
        Await.until(bouncer::listens);
        return bouncer;
    }

    /** Where Debian has it, which is not on everybody's path. */
    private static String program() {
        var debians = Path.of("/usr/sbin/pgbouncer");
        return Files.isExecutable(debians) ? debians.toString() : "pgbouncer";
    }

    private boolean listens() {
        if (!process.isAlive()) {
            throw new AssertionError("PgBouncer has ended");
        }
        try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroy();
        Await.until(() -> !process.isAlive());
    }
}
