package helidon.grpc.wire;

import io.grpc.Attributes;
import io.grpc.Context;
import io.grpc.Grpc;
import io.grpc.Status;
import io.helidon.common.concurrency.limits.FixedLimit;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.http.http2.Http2ErrorCode;
import io.helidon.http.http2.Http2Exception;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.grpc.ServerContextKeys;
import io.helidon.webserver.spi.ServerConnection;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** An HTTP/2 connection on which calls are made (RFC 9113). */
final class Connection implements ServerConnection, Lifetime.Owner, Outbound.Owner {

    /** Cancelled calls whose handlers go on, for each one that may run. */
    private static final int ABANDONED = 4;
    /** How long a peer that was told to go may take to read that. */
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final ConnectionContext socket;
    private final GrpcWireConfig limits;
    private final WireListener listener;
    private final Attributes attributes;
    private final Context context;
    private final Outbound outbound;
    private final Lifetime lifetime;
    private final Receiver receiver;
    private final Map<Integer, Stream> streams = new ConcurrentHashMap<>();
    /** Calls whose handlers have something to do, those of cancelled calls too. */
    private final AtomicInteger running = new AtomicInteger();

    private volatile Optional<PlainHttp> plain = Optional.empty();
    private Limit limit = FixedLimit.create();
    private volatile Thread thread = Thread.currentThread();
    private volatile long idleSince = System.nanoTime();

    Connection(
            ConnectionContext socket, GrpcWireConfig limits, WireListener listener, Map<String, Method<?, ?>> methods) {
        this.socket = socket;
        this.limits = limits;
        this.listener = listener;
        attributes = Attributes.newBuilder()
                .set(Grpc.TRANSPORT_ATTR_REMOTE_ADDR, socket.remotePeer().address())
                .set(Grpc.TRANSPORT_ATTR_LOCAL_ADDR, socket.localPeer().address())
                .build();
        context = Context.ROOT.withValue(ServerContextKeys.CONNECTION_CONTEXT, new Peers(socket));
        outbound = new Outbound(socket.dataWriter(), this);
        lifetime = new Lifetime(this, limits);
        receiver = new Receiver(this, socket.dataReader(), methods);
    }

    @Override
    public void handle(Limit limit) throws InterruptedException {
        thread = Thread.currentThread();
        this.limit = limit;
        lifetime.begin();
        listener.opened();
        try {
            receiver.run();
        } catch (Http2Exception e) {
            dismiss(e);
        } catch (RuntimeException e) {
            // The peer is gone, or this side has closed the socket: Helidon has an exception for each way.
            socket.log(System.getLogger(Connection.class.getName()), System.Logger.Level.TRACE, "connection lost", e);
        } finally {
            lifetime.end();
            endCalls(Stream::cancel);
            plain.ifPresent(PlainHttp::end);
            outbound.lose();
            listener.closed();
        }
    }

    @Override
    public Duration idleTime() {
        return streams.isEmpty() ? Duration.ofNanos(System.nanoTime() - idleSince) : Duration.ZERO;
    }

    @Override
    public void close(boolean interrupt) {
        if (interrupt) {
            close();
        } else {
            lifetime.drain("");
        }
    }

    @Override
    public void answering() {
        lifetime.busy();
    }

    @Override
    public void lost() {
        close();
    }

    @Override
    public void ping(byte[] payload) {
        send(buffer -> buffer.ping(0, payload));
    }

    @Override
    public void goAway(int lastStreamId, Http2ErrorCode code, String reason) {
        send(buffer -> buffer.goAway(lastStreamId, code, reason));
    }

    @Override
    public void drained() {
        if (streams.isEmpty()) {
            // Peers close what they were asked to leave. The others are left time to read what they were sent.
            lifetime.closeAfter(FAREWELL);
        }
    }

    @Override
    public void endCalls() {
        endCalls(call -> call.abort(Status.UNAVAILABLE.withDescription("The connection has come to its age")));
    }

    /** Ends it at once: an interrupt closes the socket under whoever reads or writes it. */
    @Override
    public void close() {
        thread.interrupt();
    }

    /** Puts frames into what is sent, after all that is there. */
    void send(Consumer<FrameBuffer> frames) {
        synchronized (outbound) {
            frames.accept(outbound.buffer());
            outbound.start();
        }
    }

    Outbound outbound() {
        return outbound;
    }

    Lifetime lifetime() {
        return lifetime;
    }

    GrpcWireConfig limits() {
        return limits;
    }

    WireListener listener() {
        return listener;
    }

    Context context() {
        return context;
    }

    Attributes attributes() {
        return attributes;
    }

    boolean secure() {
        return socket.isSecure();
    }

    Map<Integer, Stream> streams() {
        return streams;
    }

    boolean full() {
        return streams.size() >= limits.maxConcurrentStreams()
                || running.get() >= ABANDONED * limits.maxConcurrentStreams();
    }

    SendStream sender(int id, SendStream.Owner owner) {
        return new SendStream(outbound, id, receiver.peerWindow(), limits.sendBufferBytes(), owner);
    }

    void begin(int id, Stream stream) {
        lifetime.busy();
        running.incrementAndGet();
        streams.put(id, stream);
    }

    /** What takes requests that are not of gRPC. */
    PlainHttp plain() {
        var existing = plain.orElseGet(() -> new PlainHttp(this, socket, limit));
        plain = Optional.of(existing);
        return existing;
    }

    /** It has given up, and the next request has another one. */
    void plainEnded() {
        plain = Optional.empty();
        endCalls(stream -> {
            if (stream instanceof PlainStream) {
                stream.reset(Http2ErrorCode.INTERNAL);
            }
        });
    }

    /** Opens the peer's window of a stream again. */
    void credit(int streamId, int bytes) {
        if (bytes > 0) {
            send(buffer -> buffer.windowUpdate(streamId, bytes));
        }
    }

    /** A call is answered; what is left of its stream is of no use. */
    void finished(int id, boolean receivedAll) {
        idleSince = System.nanoTime();
        streams.remove(id);
        if (!receivedAll) {
            outbound.buffer().reset(id, Http2ErrorCode.NO_ERROR);
        }
        if (lifetime.drained()) {
            drained();
        }
    }

    /** A handler has nothing more to do. */
    void left() {
        running.decrementAndGet();
    }

    private void endCalls(Consumer<Stream> end) {
        streams.values().forEach(end);
    }

    /** Tells the peer what it did wrong, and leaves it time to read that: closing now would take it back. */
    private void dismiss(Http2Exception e) {
        listener.dismissed();
        endCalls(Stream::cancel);
        goAway(lifetime.lastStreamId(), e.code(), String.valueOf(e.getMessage()));
        lifetime.closeAfter(FAREWELL);
        try {
            receiver.discard();
        } catch (RuntimeException gone) {
            socket.log(
                    System.getLogger(Connection.class.getName()), System.Logger.Level.TRACE, "connection lost", gone);
        }
    }
}
