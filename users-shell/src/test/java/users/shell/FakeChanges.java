package users.shell;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Spliterators;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import users.api.Etag;
import users.api.PageToken;
import users.api.ResumeToken;
import users.api.User;
import users.api.UserChange;
import users.api.UserChangePage;
import users.api.UserChangeQuery;
import users.api.UserError;
import users.api.UserEvent;
import users.api.UserException;
import users.api.UserId;
import users.api.filter.Filter;

/** What happened to users in memory; a token is the number of the event before, behind a letter. */
final class FakeChanges {

    private static final long POLL_MILLIS = 20;

    private final List<UserEvent> events = new ArrayList<>();
    private final Map<UserId, List<UserChange>> changes = new LinkedHashMap<>();
    private long breaks;
    private boolean watched;

    synchronized void add(Optional<User> before, User after, BiFunction<User, ResumeToken, UserEvent> kind) {
        var event = kind.apply(after, token(events.size() + 1));
        events.add(event);
        var fields = new ArrayList<UserChange.Field>();
        var old = before.map(FakeChanges::fields).orElse(Map.of());
        var now = fields(after);
        var names = new TreeSet<>(old.keySet());
        names.addAll(now.keySet());
        for (var name : names) {
            var was = Optional.ofNullable(old.get(name));
            var is = Optional.ofNullable(now.get(name));
            if (!was.equals(is)) {
                fields.add(new UserChange.Field(name, was, is));
            }
        }
        changes.computeIfAbsent(after.id(), any -> new ArrayList<>())
                .addFirst(new UserChange(
                        UserChange.Kind.valueOf(event.getClass().getSimpleName().toUpperCase(Locale.ROOT)),
                        after.updateTime(),
                        "test",
                        after.etag(),
                        fields));
        notifyAll();
    }

    synchronized void purge(UserId id) {
        events.add(new UserEvent.Purged(id, token(events.size() + 1)));
        changes.put(
                id,
                new ArrayList<>(List.of(new UserChange(
                        UserChange.Kind.PURGED, FakeUsers.START.plusSeconds(7200), "", new Etag(1), List.of()))));
        notifyAll();
    }

    /** Ends all watches as a server does that goes away. */
    synchronized void breakWatches() {
        breaks++;
        notifyAll();
    }

    /** Whether a watch has begun: what happens from then on is told. */
    synchronized boolean isWatched() {
        return watched;
    }

    synchronized UserChangePage page(UserChangeQuery query) {
        var all = Optional.ofNullable(changes.get(query.id()))
                .orElseThrow(() -> new UserException(new UserError.NotFound(query.id())));
        int from =
                query.pageToken().map(token -> Integer.parseInt(token.value())).orElse(0);
        int to = Math.min(all.size(), from + query.pageSize());
        return new UserChangePage(
                all.subList(from, to),
                to < all.size() ? Optional.of(new PageToken(Integer.toString(to))) : Optional.empty());
    }

    /** Without an end; when its thread is interrupted, there is no more. */
    synchronized Stream<UserEvent> watch(Filter filter, Optional<ResumeToken> resume) {
        watched = true;
        int from = resume.map(token -> Integer.parseInt(token.value().substring(1)))
                .orElse(events.size());
        var later = StreamSupport.stream(Spliterators.spliteratorUnknownSize(new Later(from, breaks), 0), false);
        return Stream.concat(
                Stream.of(new UserEvent.Heartbeat(token(from))), later.filter(event -> matches(filter, event)));
    }

    private static boolean matches(Filter filter, UserEvent event) {
        return switch (event) {
            case UserEvent.Created(var user, var token) -> filter.matches(user);
            case UserEvent.Updated(var user, var token) -> filter.matches(user);
            case UserEvent.Deleted(var user, var token) -> filter.matches(user);
            case UserEvent.Undeleted(var user, var token) -> filter.matches(user);
            case UserEvent.Removed(var user, var token) -> true;
            case UserEvent.Purged(var id, var token) -> true;
            case UserEvent.Heartbeat(var token) -> true;
        };
    }

    private static ResumeToken token(int position) {
        return new ResumeToken("t" + position);
    }

    private static Map<String, String> fields(User user) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("first_name", user.profile().firstName().value());
        fields.put("nickname", user.profile().nickname().value());
        user.profile().labels().values().forEach((key, value) -> fields.put("labels." + key, value));
        user.deletion()
                .ifPresent(deletion -> fields.put("delete_time", deletion.time().toString()));
        return fields;
    }

    /** The events behind a position. */
    private final class Later implements Iterator<UserEvent> {

        private int position;
        private final long breaksBefore;

        private Later(int position, long breaksBefore) {
            this.position = position;
            this.breaksBefore = breaksBefore;
        }

        @Override
        public boolean hasNext() {
            synchronized (FakeChanges.this) {
                while (events.size() <= position) {
                    if (breaks != breaksBefore) {
                        throw new UserException(new UserError.Unreachable(""));
                    }
                    try {
                        FakeChanges.this.wait(POLL_MILLIS);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        return false;
                    }
                }
                return true;
            }
        }

        @Override
        public UserEvent next() {
            synchronized (FakeChanges.this) {
                return events.get(position++);
            }
        }
    }
}
