package users.server.postgres.changes;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import users.api.ResumeToken;
import users.api.UserError;
import users.api.UserEvent;
import users.api.UserException;
import users.api.filter.Filter;
import users.server.postgres.database.Database;
import users.server.postgres.keys.Keys;

/** All who watch users at this server. */
public final class Watches implements AutoCloseable {

    /** Watchers that read by themselves at a time; calls need the other connections. */
    private static final int READERS = 2;

    private final ChangeReads reads;
    private final ChangeFeed feed;
    private final Announcements announcements;
    private final ResumeTokens tokens;
    private final Duration heartbeat;
    private final Semaphore readers = new Semaphore(READERS, true);

    /** Of nobody yet, on a database that stays its owner's to close. */
    public Watches(Database database, WatchSettings settings) {
        var server = UUID.randomUUID().toString();
        reads = new ChangeReads(database);
        feed = new ChangeFeed(reads, database, server, settings.buffer());
        announcements = new Announcements(database, server);
        tokens = new ResumeTokens(new Keys(database.client(), "resume-tokens"));
        heartbeat = settings.heartbeat();
    }

    /** How many watch and are not behind. */
    public int count() {
        return feed.watchers();
    }

    /** Ends all watches with {@link UserError.ServerStopping}; who was watching goes on at another server. */
    @Override
    public void close() {
        feed.close();
    }

    public Stream<UserEvent> watch(Filter filter, Optional<ResumeToken> resume) {
        return resume
                .map(token -> resumed(filter, tokens.decode(token, filter)))
                .orElseGet(() -> fresh(filter))
                .stream();
    }

    /** Something was committed. */
    public void changed() {
        feed.wake();
        announcements.announce();
    }

    Duration heartbeat() {
        return heartbeat;
    }

    ResumeToken token(Place place, Filter filter) {
        return tokens.encode(place, filter);
    }

    ChangeLog.Cursor join() {
        return feed.join();
    }

    /**
     * What comes behind a place, read for one who is behind.
     *
     * @throws UserException with {@link UserError.ServerStopping}
     */
    Batch behind(Place place) {
        feed.requireOpen();
        readers.acquireUninterruptibly();
        try {
            return reads.behind(place);
        } finally {
            readers.release();
        }
    }

    private Watch fresh(Filter filter) {
        var cursor = feed.join();
        return new Watch(this, filter, cursor.start(), Optional.of(cursor));
    }

    private Watch resumed(Filter filter, Place place) {
        reads.check(place);
        return new Watch(this, filter, place, Optional.empty());
    }
}
