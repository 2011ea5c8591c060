import java.util.List;

/**
 * Over which h2load reaches a server.
 *
 * @param address of the server
 * @param command what starts a program there
 */
record Network(String name, String address, List<String> command) {

    static final Network LOOPBACK = new Network("loopback", "127.0.0.1", List.of());

    @Override
    public String toString() {
        return name;
    }
}
