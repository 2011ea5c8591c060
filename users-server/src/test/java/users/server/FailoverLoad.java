package users.server;

import static org.assertj.core.api.Assertions.assertThat;
import static users.server.contract.People.somebody;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import users.api.UserError;
import users.api.UserException;
import users.api.UserId;
import users.api.Users;

/** Writes fifty times a second and reads as often. Whatever fails must be told to come again. */
final class FailoverLoad implements AutoCloseable {

    private static final long PAUSE_NANOS = Duration.ofMillis(20).toNanos();
    private static final int ENOUGH = 20;

    private final Users users;
    private final UserId read;
    private final List<UserId> written = new CopyOnWriteArrayList<>();
    private final List<UserError> readFailures = new CopyOnWriteArrayList<>();
    private final List<Throwable> surprises = new CopyOnWriteArrayList<>();
    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicInteger refusals = new AtomicInteger();
    private final List<Thread> threads;
    private volatile boolean over;

    FailoverLoad(Users users) {
        this.users = users;
        read = users.create(somebody()).id();
        threads = List.of(Thread.startVirtualThread(this::write), Thread.startVirtualThread(this::read));
    }

    /** All that was acknowledged. */
    List<UserId> written() {
        return written;
    }

    int reads() {
        return reads.get();
    }

    List<UserError> readFailures() {
        return readFailures;
    }

    /** Returns once writes work, and says how long the first one took to come. */
    Duration awaitWrites() {
        long start = System.nanoTime();
        int before = written.size();
        Await.until(() -> written.size() > before);
        var delay = Duration.ofNanos(System.nanoTime() - start);
        Await.until(() -> written.size() > before + ENOUGH);
        return delay;
    }

    void awaitReads() {
        int before = reads.get();
        Await.until(() -> reads.get() > before + ENOUGH);
    }

    void awaitRefusals() {
        int before = refusals.get();
        Await.until(() -> refusals.get() > before + ENOUGH);
    }

    private void write() {
        repeat(() -> written.add(users.create(somebody()).id()), refusal -> refusals.incrementAndGet());
    }

    private void read() {
        repeat(
                () -> {
                    users.get(read);
                    reads.incrementAndGet();
                },
                readFailures::add);
    }

    private void repeat(Runnable call, Consumer<UserError> refused) {
        while (!over) {
            try {
                call.run();
            } catch (UserException e) {
                refused.accept(e.error());
                if (!(e.error() instanceof UserError.DatabaseUnavailable(var retryAfter)) || !retryAfter.isPositive()) {
                    surprises.add(e);
                }
            } catch (RuntimeException e) {
                surprises.add(e);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    @Override
    public void close() {
        over = true;
        Await.until(() -> threads.stream().noneMatch(Thread::isAlive));
        assertThat(surprises).isEmpty();
    }
}
