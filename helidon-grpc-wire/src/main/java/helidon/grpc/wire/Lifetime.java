package helidon.grpc.wire;

import io.helidon.http.http2.Http2ErrorCode;
import io.helidon.http.http2.Http2Exception;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** How long a connection lives: whether its peer is there, and how it is asked to take another one. */
final class Lifetime {

    /** What the owner does when it is time. */
    interface Owner {
        void ping(byte[] payload);

        void goAway(int lastStreamId, Http2ErrorCode code, String reason);

        /** No call will come any more, and those that run may go on. */
        void drained();

        void endCalls();

        void close();
    }

    private static final byte[] KEEP_ALIVE = payload(0x6b65_6570);
    private static final byte[] DRAIN = payload(0x6472_6169);
    /** As grpc-java has it: after so long the peer is taken to have heard. */
    private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(10);
    /** Two may be too early by accident, says gRPC's keep-alive (A8). */
    private static final int FREE_STRIKES = 2;

    private static final double JITTER = 0.1;

    private final Owner owner;
    private final GrpcWireConfig limits;
    private final List<Future<?>> tasks = new ArrayList<>();
    private final AtomicReference<Optional<Future<?>>> headers = new AtomicReference<>(Optional.empty());
    private volatile long lastRead = System.nanoTime();
    private long lastPing = lastRead;
    private volatile boolean busy;
    private int strikes;
    private int lastStreamId;
    private int acceptedTo = Integer.MAX_VALUE;
    private boolean draining;
    private boolean ended;

    Lifetime(Owner owner, GrpcWireConfig limits) {
        this.owner = owner;
        this.limits = limits;
    }

    void begin() {
        expectHeaders();
        after(limits.keepAliveTime(), this::keepAlive);
        limits.maxConnectionAge()
                .ifPresent(age -> after(jittered(age), () -> {
                    drain("max_age");
                    limits.maxConnectionAgeGrace().ifPresent(grace -> after(grace, owner::endCalls));
                }));
    }

    /** The peer owes header fields, and has not for ever. */
    void expectHeaders() {
        if (headers.get().isEmpty()) {
            long nanos = limits.headersTimeout().toNanos();
            headers.set(Optional.of(Timer.SHARED.schedule(owner::close, nanos, TimeUnit.NANOSECONDS)));
        }
    }

    void headersCame() {
        headers.getAndSet(Optional.empty()).ifPresent(late -> late.cancel(false));
    }

    /** A frame has come. */
    void read() {
        lastRead = System.nanoTime();
    }

    /** Calls go on: the peer may measure the line now, which clients do. */
    void busy() {
        busy = true;
    }

    /**
     * The peer has asked whether this side is there.
     *
     * @throws Http2Exception ENHANCE_YOUR_CALM when it asks too often
     */
    void pinged() {
        long now = System.nanoTime();
        if (busy || now - lastPing >= limits.permitKeepAliveTime().toNanos()) {
            strikes = 0;
        } else if (++strikes > FREE_STRIKES) {
            throw new Http2Exception(Http2ErrorCode.ENHANCE_YOUR_CALM, "too_many_pings");
        }
        busy = false;
        lastPing = now;
    }

    /** The peer has answered a ping. */
    void ponged(byte[] payload) {
        if (ByteBuffer.wrap(payload).equals(ByteBuffer.wrap(DRAIN))) {
            stopAccepting();
        }
    }

    /** Whether a stream may begin: not when the peer was told that it would not. */
    synchronized boolean accept(int streamId) {
        if (streamId > acceptedTo) {
            return false;
        }
        lastStreamId = streamId;
        return true;
    }

    synchronized int lastStreamId() {
        return lastStreamId;
    }

    synchronized boolean drained() {
        return acceptedTo < Integer.MAX_VALUE;
    }

    /** Asks the peer to begin no more calls, in two steps, so that none that it begins meanwhile is lost. */
    void drain(String reason) {
        synchronized (this) {
            if (draining) {
                return;
            }
            draining = true;
        }
        owner.goAway(Integer.MAX_VALUE, Http2ErrorCode.NO_ERROR, reason);
        owner.ping(DRAIN);
        after(DRAIN_TIMEOUT, this::stopAccepting);
    }

    void closeAfter(Duration delay) {
        after(delay, owner::close);
    }

    synchronized void end() {
        ended = true;
        headersCame();
        tasks.forEach(task -> task.cancel(false));
        tasks.clear();
    }

    private void stopAccepting() {
        synchronized (this) {
            if (drained()) {
                return;
            }
            acceptedTo = lastStreamId;
        }
        owner.goAway(acceptedTo, Http2ErrorCode.NO_ERROR, "");
        owner.drained();
    }

    private void keepAlive() {
        long silence = System.nanoTime() - lastRead;
        long rest = limits.keepAliveTime().toNanos() - silence;
        if (rest > 0) {
            after(Duration.ofNanos(rest), this::keepAlive);
            return;
        }
        long asked = System.nanoTime();
        owner.ping(KEEP_ALIVE);
        after(limits.keepAliveTime(), this::keepAlive);
        after(limits.keepAliveTimeout(), () -> {
            if (lastRead < asked) {
                owner.close();
            }
        });
    }

    private synchronized void after(Duration delay, Runnable task) {
        if (!ended) {
            tasks.removeIf(Future::isDone);
            tasks.add(Timer.SHARED.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS));
        }
    }

    /** So that connections of one moment do not all end in one moment. */
    private static Duration jittered(Duration age) {
        double factor = 1 + JITTER * ThreadLocalRandom.current().nextDouble(-1, 1);
        return Duration.ofNanos((long) (age.toNanos() * factor));
    }

    private static byte[] payload(int word) {
        return ByteBuffer.allocate(Long.BYTES).putInt(word).array();
    }
}
