package users.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import users.api.ResumeToken;
import users.api.UserEvent;
import users.api.Users;
import users.api.filter.Filter;

/** Watches on a thread of its own, so that a test waits for no event for ever. */
public final class Watcher implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 30;

    private final Stream<UserEvent> stream;
    private final BlockingQueue<Runnable> taken = new LinkedBlockingQueue<>();
    private final List<UserEvent> events = new ArrayList<>();
    private final Thread thread;

    private Watcher(Stream<UserEvent> stream) {
        this.stream = stream;
        thread = Thread.startVirtualThread(this::take);
    }

    /** Once it watches. */
    public static Watcher of(Users users, Filter filter) {
        return of(users, filter, Optional.empty());
    }

    public static Watcher of(Users users, Filter filter, Optional<ResumeToken> resume) {
        var watcher = new Watcher(users.watch(filter, resume));
        assertThat(watcher.nextOfAny()).isInstanceOf(UserEvent.Heartbeat.class);
        return watcher;
    }

    /** The next event that is no heartbeat. */
    public UserEvent next() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        var event = nextOfAny();
        while (event instanceof UserEvent.Heartbeat) {
            assertThat(System.nanoTime()).as("nothing but heartbeats").isLessThan(deadline);
            event = nextOfAny();
        }
        return event;
    }

    public UserEvent nextOfAny() {
        try {
            var next = Optional.ofNullable(taken.poll(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .orElseThrow(() -> new AssertionError("no event within %d s".formatted(PATIENCE_SECONDS)));
            int before = events.size();
            next.run();
            if (events.size() == before) {
                throw new AssertionError("the stream has ended");
            }
            return events.getLast();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Of the last event that was taken. */
    public Optional<ResumeToken> token() {
        return Optional.of(events.getLast().resumeToken());
    }

    /** Returns once the stream has ended. */
    public void awaitEnd() {
        try {
            assertThat(thread.join(java.time.Duration.ofSeconds(PATIENCE_SECONDS)))
                    .isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        stream.close();
        awaitEnd();
    }

    private void take() {
        try {
            stream.forEach(event -> taken.add(() -> events.add(event)));
            taken.add(() -> {});
        } catch (IllegalStateException closedBeforeItBegan) {
            taken.add(() -> {});
        } catch (RuntimeException e) {
            taken.add(() -> {
                throw e;
            });
        }
    }
}
