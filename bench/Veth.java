import java.io.IOException;
import java.util.List;

/**
 * A network namespace for h2load, joined to this one by a pair of virtual Ethernet devices, whose packets have 1,500
 * bytes and not loopback's 65,536. It needs root.
 */
final class Veth implements AutoCloseable {

    private static final String NAME = "wire-bench";
    /** RFC 2544 keeps 198.18.0.0/15 for benchmarks. */
    private static final String SERVER = "198.18.0.1";

    private static final String CLIENT = "198.18.0.2";

    /** Sets it up. */
    Veth() throws IOException, InterruptedException {
        // One that was killed has left its own.
        close();
        ip("netns add " + NAME);
        ip("link add %s0 type veth peer name %s1 netns %s".formatted(NAME, NAME, NAME));
        ip("addr add %s/30 dev %s0".formatted(SERVER, NAME));
        ip("link set %s0 up".formatted(NAME));
        ip("-n %s addr add %s/30 dev %s1".formatted(NAME, CLIENT, NAME));
        ip("-n %s link set %s1 up".formatted(NAME, NAME));
    }

    Network network() {
        return new Network("veth", SERVER, List.of("ip", "netns", "exec", NAME));
    }

    /** The devices go with the namespace. */
    @Override
    public void close() throws IOException, InterruptedException {
        new ProcessBuilder("ip", "netns", "delete", NAME)
                .redirectErrorStream(true)
                .start()
                .waitFor();
    }

    private static void ip(String arguments) throws IOException, InterruptedException {
        var process = new ProcessBuilder(("ip " + arguments).split(" "))
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IOException("ip %s: %s".formatted(arguments, output.strip()));
        }
    }
}
