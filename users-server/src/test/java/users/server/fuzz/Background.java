package users.server.fuzz;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Does something again and again beside the others; what it throws fails them all. */
final class Background implements AutoCloseable {

    /** What is done. */
    interface Piece {
        void run() throws Exception;
    }

    private final Thread thread;
    private final AtomicReference<Optional<Throwable>> failure = new AtomicReference<>(Optional.empty());
    private volatile boolean closed;

    Background(String name, Piece piece) {
        thread = Thread.ofPlatform().name(name).start(() -> repeat(piece));
    }

    private void repeat(Piece piece) {
        try {
            while (!closed) {
                piece.run();
            }
        } catch (Exception | AssertionError e) {
            failure.set(Optional.of(e));
        }
    }

    /** @throws AssertionError when it failed */
    void check() {
        failure.get().ifPresent(thrown -> {
            throw new AssertionError("Failed beside: " + thread.getName(), thrown);
        });
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
