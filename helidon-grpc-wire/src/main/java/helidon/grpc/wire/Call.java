package helidon.grpc.wire;

import io.grpc.Attributes;
import io.grpc.Codec;
import io.grpc.Compressor;
import io.grpc.CompressorRegistry;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.SecurityLevel;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.helidon.http.http2.Http2ErrorCode;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.List;

/** A call as its handler sees it, and as its stream does. */
final class Call<Q, A> extends ServerCall<Q, A> implements Stream {

    private static final System.Logger LOG = System.getLogger(Call.class.getName());
    private static final byte[] NOTHING = SendStream.NOTHING;

    private final Connection connection;
    private final int id;
    private final MethodDescriptor<Q, A> method;
    private final RequestHeaders request;
    private final SendStream sender;
    private final CallEvents<Q, A> events;
    private final boolean oneAnswer;

    private Compressor compressor = Codec.Identity.NONE;
    private boolean compress = true;
    private boolean headersSent;
    private boolean messageSent;
    private volatile boolean closed;
    /** Of an answer that is one message, so that it leaves in one piece. */
    private byte[] head = NOTHING;

    private byte[] body = NOTHING;

    /**
     * A call that has yet to be begun.
     *
     * @throws MalformedException when its header fields cannot be followed
     */
    Call(Connection connection, int id, Method<Q, A> method, RequestHeaders request) {
        this.connection = connection;
        this.id = id;
        this.method = method.descriptor();
        this.request = request;
        oneAnswer = this.method.getType().serverSendsOneMessage();
        sender = connection.sender(id, this);
        events = new CallEvents<>(this, method, request, connection);
    }

    @Override
    public SendStream sender() {
        return sender;
    }

    @Override
    public void receive(ByteBuffer content, int bytes, boolean end) {
        credit(events.receive(content, bytes, end));
    }

    @Override
    public boolean receivedAll() {
        return events.receivedAll();
    }

    @Override
    public void start() {
        events.start();
    }

    /** To be told once the stream can be ended. */
    void begin() {
        events.begin();
    }

    @Override
    public void request(int messages) {
        connection.credit(id, events.request(messages));
        events.start();
    }

    @Override
    public void sendHeaders(Metadata headers) {
        require(!headersSent, "sendHeaders has already been called");
        require(!closed, "call is closed");
        headersSent = true;
        if (!accepts(compressor.getMessageEncoding())) {
            compressor = Codec.Identity.NONE;
        }
        var frames = frames(ResponseHeaders.headers(headers, compressor.getMessageEncoding()), false);
        if (oneAnswer) {
            head = frames;
        } else {
            sender.send(frames, NOTHING, NOTHING);
        }
    }

    @Override
    public void sendMessage(A message) {
        require(headersSent, "sendHeaders has not been called");
        require(!closed, "call is closed");
        if (oneAnswer && messageSent) {
            abort(Status.INTERNAL.withDescription("Too many responses"));
            return;
        }
        messageSent = true;
        try {
            var content = method.streamResponse(message);
            boolean plain = !compress || compressor.getMessageEncoding().equals("identity");
            var bytes = plain ? MessageWriter.plain(content) : MessageWriter.compressed(content, compressor);
            if (oneAnswer) {
                body = bytes;
            } else {
                sender.send(NOTHING, bytes, NOTHING);
            }
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "a response of " + method.getFullMethodName() + " cannot be written", e);
            abort(Status.INTERNAL.withDescription("The response cannot be written"));
        }
    }

    @Override
    public void close(Status status, Metadata trailers) {
        require(!closed, "call already closed");
        closed = true;
        if (oneAnswer && status.isOk() && !messageSent) {
            abort(Status.INTERNAL.withDescription("Completed without a response"));
        } else if (headersSent) {
            sender.send(head, body, frames(ResponseHeaders.trailers(status, trailers), true));
        } else {
            sender.send(NOTHING, NOTHING, frames(ResponseHeaders.trailersOnly(status, trailers), true));
        }
    }

    @Override
    public boolean isReady() {
        return !closed && sender.ready();
    }

    @Override
    public boolean isCancelled() {
        return events.cancelled();
    }

    @Override
    public void setCompression(String encoding) {
        require(!headersSent, "sendHeaders has been called");
        var found = CompressorRegistry.getDefaultInstance().lookupCompressor(encoding);
        if (found == null) {
            throw new IllegalArgumentException("Unable to find compressor by name " + encoding);
        }
        compressor = found;
    }

    @Override
    public void setMessageCompression(boolean enabled) {
        compress = enabled;
    }

    @Override
    public MethodDescriptor<Q, A> getMethodDescriptor() {
        return method;
    }

    @Override
    public Attributes getAttributes() {
        return connection.attributes();
    }

    @Override
    @SuppressWarnings("NullAway") // grpc-java has null for none.
    public String getAuthority() {
        return request.authority().orElse(null);
    }

    @Override
    public SecurityLevel getSecurityLevel() {
        return connection.secure() ? SecurityLevel.PRIVACY_AND_INTEGRITY : SecurityLevel.NONE;
    }

    @Override
    public void writable() {
        events.ready();
    }

    @Override
    public void finished() {
        connection.finished(id, events.receivedAll());
        events.complete();
    }

    /** Its handler has thrown instead of taking the call: with a status, that is the answer. */
    void refuse(Throwable thrown) {
        if (thrown instanceof StatusRuntimeException refused && !closed) {
            var trailers = refused.getTrailers();
            close(refused.getStatus(), trailers == null ? new Metadata() : trailers);
        } else {
            fail(thrown);
        }
    }

    /** Its handler has thrown: whatever it was, its text is nobody else's business. */
    void fail(Throwable thrown) {
        LOG.log(Level.WARNING, method.getFullMethodName() + " threw", thrown);
        if (!closed) {
            closed = true;
            end(Status.UNKNOWN.withDescription("Application error processing RPC"));
        }
    }

    @Override
    public void abort(Status status) {
        if (events.cancel(status)) {
            end(status);
        }
    }

    @Override
    public void cancel() {
        sender.cancel();
        events.cancel(Status.CANCELLED.withDescription("The caller has cancelled the call"));
    }

    @Override
    public void reset(Http2ErrorCode code) {
        sender.reset(code);
        events.cancel(Status.CANCELLED.withDescription("The caller has broken the stream of the call"));
    }

    /** Its handler has nothing more to do with it. */
    void left() {
        connection.left();
    }

    void credit(int bytes) {
        connection.credit(id, bytes);
    }

    private void end(Status status) {
        var none = new Metadata();
        sender.abort(
                frames(ResponseHeaders.trailersOnly(status, none), true),
                frames(ResponseHeaders.trailers(status, none), true));
    }

    private boolean accepts(String encoding) {
        return request.field("grpc-accept-encoding")
                .map(accepted -> List.of(accepted.split("\\s*,\\s*")).contains(encoding))
                .orElse(false);
    }

    private byte[] frames(byte[] block, boolean end) {
        return new FrameBuffer().headers(id, block, end).toBytes();
    }

    private static void require(boolean rule, String broken) {
        if (!rule) {
            throw new IllegalStateException(broken);
        }
    }
}
