package helidon.grpc.wire;

import io.grpc.Status;
import io.helidon.http.http2.Http2ErrorCode;
import io.helidon.http.http2.Http2FrameType;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;

/** A request that is not of gRPC, on its way to Helidon and back. */
final class PlainStream implements Stream {

    private final Connection connection;
    private final PlainHttp helidon;
    private final int id;
    private final SendStream sender;
    private final AtomicBoolean left = new AtomicBoolean();
    private volatile boolean answered;
    private boolean receivedAll;

    PlainStream(Connection connection, PlainHttp helidon, int id, boolean receivedAll) {
        this.connection = connection;
        this.helidon = helidon;
        this.id = id;
        this.receivedAll = receivedAll;
        sender = connection.sender(id, this);
    }

    @Override
    public SendStream sender() {
        return sender;
    }

    @Override
    public void receive(ByteBuffer content, int bytes, boolean end) {
        receivedAll |= end;
        if (!answered) {
            var data = new byte[content.remaining()];
            content.get(data);
            int flags = end ? InboundFrame.END_STREAM : 0;
            helidon.take(new FrameBuffer().frame(Http2FrameType.DATA, flags, id, data));
        }
    }

    @Override
    public boolean receivedAll() {
        return receivedAll;
    }

    @Override
    public void start() {
        // Helidon does when it takes the frame.
    }

    @Override
    public void abort(Status status) {
        reset(Http2ErrorCode.CANCEL);
    }

    @Override
    public void cancel() {
        sender.cancel();
        if (!answered) {
            helidon.take(new FrameBuffer().reset(id, Http2ErrorCode.CANCEL));
        }
        leave();
    }

    @Override
    public void reset(Http2ErrorCode code) {
        sender.reset(code);
        cancel();
    }

    @Override
    public void writable() {
        // Whoever sends has waited.
    }

    @Override
    public void finished() {
        connection.finished(id, receivedAll);
        leave();
    }

    /** Helidon answers with these frames. */
    void headers(byte[] frames, boolean end) {
        answered = end;
        sender.send(end ? SendStream.NOTHING : frames, SendStream.NOTHING, end ? frames : SendStream.NOTHING);
    }

    void data(byte[] data, boolean end) {
        answered = end;
        var last = new FrameBuffer().frame(Http2FrameType.DATA, InboundFrame.END_STREAM, id, SendStream.NOTHING);
        sender.send(SendStream.NOTHING, data, end ? last.toBytes() : SendStream.NOTHING);
    }

    /** Helidon has ended it with this frame. */
    void refuse(byte[] frame) {
        answered = true;
        sender.abort(frame, frame);
    }

    private void leave() {
        if (left.compareAndSet(false, true)) {
            connection.left();
        }
    }
}
