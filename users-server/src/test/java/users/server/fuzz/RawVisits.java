package users.server.fuzz;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** Comes to the server's socket again and again, says something and leaves, or stays for a while without a word. */
final class RawVisits {

    /** How many stay. */
    private static final int GUESTS = 30;

    /** The processors are the others', too. */
    private static final Duration PAUSE = Duration.ofMillis(10);

    private static final int SHOWN = 2_000;

    private final int port;
    private final Random sequence;
    private final Deque<Socket> guests = new ArrayDeque<>();
    private int count;

    RawVisits(int port, long seed) {
        this.port = port;
        sequence = new Random(seed);
    }

    int count() {
        return count;
    }

    void make() throws IOException {
        LockSupport.parkNanos(PAUSE.toNanos());
        count++;
        var random = new Random(sequence.nextLong());
        var said = RawTalk.any(random);
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        try {
            say(socket, said);
            leave(socket, random);
        } catch (AssertionError e) {
            socket.close();
            var shown = HexFormat.of().formatHex(said);
            throw new AssertionError(
                    "Raw visit %,d: %s".formatted(count, shown.substring(0, Math.min(SHOWN, shown.length()))), e);
        }
    }

    /** The server may have had enough in the middle of it. */
    private static void say(Socket socket, byte[] bytes) throws IOException {
        try {
            socket.getOutputStream().write(bytes);
        } catch (SocketException refused) {
            // What it says about that is still to be read.
        }
    }

    private void leave(Socket socket, Random random) throws IOException {
        switch (random.nextInt(5)) {
            case 0 -> {
                socket.setSoLinger(true, 0);
                socket.close();
            }
            case 1 -> socket.close();
            case 2 -> {
                guests.add(socket);
                if (guests.size() > GUESTS) {
                    guests.removeFirst().close();
                }
            }
            default -> {
                if (random.nextBoolean()) {
                    halfClose(socket);
                }
                listen(socket, random.nextInt(1, random.nextInt(20) == 0 ? 300 : 20));
            }
        }
    }

    private static void halfClose(Socket socket) throws IOException {
        try {
            socket.shutdownOutput();
        } catch (SocketException closed) {
            // So it is already.
        }
    }

    private static void listen(Socket socket, int millis) throws IOException {
        try (socket) {
            socket.setSoTimeout(millis);
            RawAnswers.judge(socket.getInputStream());
        } catch (SocketTimeoutException | SocketException e) {
            // That was it.
        }
    }

    /** Whoever stayed goes. */
    void leave() throws IOException {
        while (!guests.isEmpty()) {
            guests.removeFirst().close();
        }
    }
}
