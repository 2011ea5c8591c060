package users.shell.repl;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import users.api.UserException;
import users.shell.connection.AccessException;
import users.shell.connection.Calls;

/** How the server is, found out without anybody having to wait for it. */
final class ServerHealth {

    /** What the prompt says of a server. */
    enum State {
        CONNECTING("connecting"),
        HEALTHY("healthy"),
        NOT_READY("not ready"),
        NO_SERVER("no server");

        private final String words;

        State(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    private static final Duration PATIENCE = Duration.ofMillis(300);

    private final Calls calls;
    private volatile State last = State.CONNECTING;

    ServerHealth(Calls calls) {
        this.calls = calls;
    }

    /**
     * How the server is now, or was when last known if it does not answer at once.
     *
     * @param later run when an answer came too late and says something else
     */
    State state(Runnable later) {
        var answer = CompletableFuture.supplyAsync(this::ask, Thread::startVirtualThread);
        try {
            last = answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            var _ = answer.thenAccept(state -> {
                if (state != last) {
                    last = state;
                    later.run();
                }
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return last;
    }

    /** How it was when last known. */
    State last() {
        return last;
    }

    private State ask() {
        try {
            return switch (calls.health(Calls.DEADLINE)) {
                case SERVING -> State.HEALTHY;
                case NOT_SERVING -> State.NOT_READY;
            };
        } catch (UserException | AccessException e) {
            return State.NO_SERVER;
        }
    }
}
