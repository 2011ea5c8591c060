package helidon.grpc.wire;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Sends much DATA as fast as the server's windows allow, as a client that keeps to the protocol. */
final class Paced {

    private final RawConnection peer;
    private final int initial;
    private final Map<Integer, Long> sent = new HashMap<>();

    Paced(RawConnection peer) {
        this.peer = peer;
        initial = peer.offered(Setting.INITIAL_WINDOW_SIZE).orElse(RawConnection.DEFAULT_WINDOW);
    }

    void send(int stream, byte[] bytes) throws IOException {
        send(stream, bytes, 0);
    }

    /** The same, and nothing more on the stream. */
    void end(int stream, byte[] bytes) throws IOException {
        send(stream, bytes, Frame.END_STREAM);
    }

    private void send(int stream, byte[] bytes, int flags) throws IOException {
        for (int from = 0; from < bytes.length; ) {
            long allowed = peer.await(
                    "window of " + stream,
                    () -> Optional.of(Math.min(left(0), left(stream))).filter(left -> left > 0));
            int to = (int) Math.min(bytes.length, from + Math.min(allowed, RawConnection.DEFAULT_FRAME));
            int flag = to == bytes.length ? flags : 0;
            peer.send(Frame.of(Frame.DATA, flag, stream, Arrays.copyOfRange(bytes, from, to)));
            sent.merge(0, (long) to - from, Long::sum);
            sent.merge(stream, (long) to - from, Long::sum);
            from = to;
        }
    }

    private long left(int stream) {
        int start = stream == 0 ? RawConnection.DEFAULT_WINDOW : initial;
        return start + peer.inbox().credit(stream) - sent.getOrDefault(stream, 0L);
    }
}
