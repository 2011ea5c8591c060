package helidon.grpc.wire;

import io.helidon.common.concurrency.limits.Limit;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A connection that has yet to say what it speaks, and has not for ever. HTTP/1.1 is Helidon's own. */
final class NewConnection implements ServerConnection {

    /** No other protocol begins like this. */
    static final byte[] START = Arrays.copyOf(Receiver.PREFACE, 4);

    private final ConnectionContext socket;
    private final Duration timeout;
    private final Function<ConnectionContext, ServerConnection> http2;
    private final ServerConnectionSelector http1;
    private final Thread creator = Thread.currentThread();
    private volatile Optional<ServerConnection> known = Optional.empty();

    NewConnection(
            ConnectionContext socket,
            Duration timeout,
            Function<ConnectionContext, ServerConnection> http2,
            ServerConnectionSelector http1) {
        this.socket = socket;
        this.timeout = timeout;
        this.http2 = http2;
        this.http1 = http1;
    }

    @Override
    public void handle(Limit limit) throws InterruptedException {
        var connection = isHttp2() ? http2.apply(socket) : http1.connection(socket);
        known = Optional.of(connection);
        connection.handle(limit);
    }

    @Override
    public Duration idleTime() {
        return known.map(ServerConnection::idleTime).orElse(Duration.ZERO);
    }

    @Override
    public void close(boolean interrupt) {
        known.ifPresentOrElse(connection -> connection.close(interrupt), creator::interrupt);
    }

    private boolean isHttp2() {
        var late = Timer.SHARED.schedule(creator::interrupt, timeout.toNanos(), TimeUnit.NANOSECONDS);
        try {
            return socket.dataReader().startsWith(START);
        } catch (RuntimeException e) {
            throw new CloseConnectionException("Nothing was said", e);
        } finally {
            late.cancel(false);
        }
    }
}
