package helidon.grpc.wire;

import java.io.IOException;

/** A well-behaved peer with a running stream, whatever another one does meanwhile. */
final class Bystander implements AutoCloseable {

    private static final byte[] WORD = Bytes.random(10);
    private static final int FRAMED = 15;

    private final RawConnection peer;
    private final int chat;
    private int said;

    Bystander(Fixture fixture) throws IOException {
        peer = RawConnection.open(fixture);
        chat = peer.start(Request.of(FrameProbe.CHAT));
        isUndisturbed();
    }

    /** Its stream goes on, and its calls are answered. */
    void isUndisturbed() throws IOException {
        said++;
        peer.data(chat, Bytes.message(WORD));
        peer.answer(chat, said * FRAMED);
        peer.echoes();
    }

    @Override
    public void close() throws IOException {
        peer.close();
    }
}
