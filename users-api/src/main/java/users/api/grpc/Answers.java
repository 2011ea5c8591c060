package users.api.grpc;

import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.BlockingClientCall;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import users.api.UserError;
import users.api.UserException;

/** What a server streams, read as it is taken: it sends no more than a window ahead. */
final class Answers<M, T> implements Iterator<T> {

    private final BlockingClientCall<?, M> call;
    private final Function<M, T> decode;
    private volatile boolean closed;

    private Answers(BlockingClientCall<?, M> call, Function<M, T> decode) {
        this.call = call;
        this.decode = decode;
    }

    /** To be closed, from whatever thread, which ends the call and the stream. */
    static <M, T> Stream<T> stream(BlockingClientCall<?, M> call, Function<M, T> decode) {
        return new Answers<>(call, decode).stream();
    }

    /**
     * The same once there is a first answer.
     *
     * @throws UserException when there is a failure instead
     */
    static <M, T> Stream<T> begun(BlockingClientCall<?, M> call, Function<M, T> decode) {
        var answers = new Answers<>(call, decode);
        return answers.hasNext() ? answers.stream() : Stream.empty();
    }

    /**
     * Reads one answer.
     *
     * @throws UserException with {@link UserError.Refused} when it makes no sense
     */
    static <M, T> T read(M answer, Function<M, T> decode) {
        try {
            return decode.apply(answer);
        } catch (UserException | IllegalArgumentException e) {
            // The violations are the server's and not the caller's.
            throw new UserException(
                    new UserError.Refused("INTERNAL", "the server's answer makes no sense: " + e.getMessage()), e);
        }
    }

    @Override
    public boolean hasNext() {
        try {
            return await(call::hasNext);
        } catch (UserException e) {
            if (closed) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public T next() {
        return read(await(call::read), decode);
    }

    /** An answer that is a failure. */
    static UserException refused(StatusRuntimeException e) {
        return new UserException(StatusErrors.decode(e), e);
    }

    private Stream<T> stream() {
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(this, Spliterator.ORDERED), false)
                .onClose(this::close);
    }

    private void close() {
        closed = true;
        call.cancel("Its answers are read no further", null);
    }

    private interface Wait<V> {
        V now() throws InterruptedException, StatusException;
    }

    private <V> V await(Wait<V> wait) {
        try {
            return wait.now();
        } catch (StatusException e) {
            throw failure(e);
        } catch (InterruptedException e) {
            call.cancel("Interrupted", null);
            Thread.currentThread().interrupt();
            throw new UserException(new UserError.Refused(Status.Code.CANCELLED.name(), "interrupted"), e);
        }
    }

    private static RuntimeException failure(StatusException exception) {
        var status = exception.getStatus();
        return status.getCode() == Status.Code.CANCELLED && status.getCause() instanceof RuntimeException reason
                // Who sent has given up for a reason of its own.
                ? reason
                : new UserException(StatusErrors.decode(status.asRuntimeException(exception.getTrailers())), exception);
    }
}
