package users.shell;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import users.api.Credential;
import users.api.Deletion;
import users.api.Email;
import users.api.Etag;
import users.api.ExportedUser;
import users.api.ImportOptions;
import users.api.ImportResult;
import users.api.ImportRow;
import users.api.NewUser;
import users.api.PageToken;
import users.api.Password;
import users.api.Profile;
import users.api.ResumeToken;
import users.api.User;
import users.api.UserBatch;
import users.api.UserChangePage;
import users.api.UserChangeQuery;
import users.api.UserDeletion;
import users.api.UserError;
import users.api.UserEvent;
import users.api.UserException;
import users.api.UserId;
import users.api.UserKey;
import users.api.UserPage;
import users.api.UserQuery;
import users.api.UserUpdate;
import users.api.Users;
import users.api.Violation;
import users.api.WriteOptions;
import users.api.filter.Filter;
import users.api.password.PasswordHash;

/** Users in memory, as far as userctl can see them. Ids and times count up from fixed ones. */
final class FakeUsers implements Users {

    static final Instant START = Instant.parse("2026-11-25T08:00:00Z");

    private static final PasswordHash HASH =
            PasswordHash.stored("$2b$04$daJditeQkTHWNhHD1hzN8u33/OHXY.G2JQ8eQnpzNWCq9o8vdt2eW");

    private final Map<UserId, User> users = sorted();
    private final Map<UserId, User> bin = sorted();
    private final Map<UserId, String> secrets = new HashMap<>();
    private final List<String> passwords = new ArrayList<>();
    private final FakeChanges changes = new FakeChanges();
    private long made;

    private static Map<UserId, User> sorted() {
        return new TreeMap<>((one, other) -> one.toString().compareTo(other.toString()));
    }

    /** Every password that came, in order. */
    synchronized List<String> passwords() {
        return List.copyOf(passwords);
    }

    synchronized List<User> all() {
        return List.copyOf(users.values());
    }

    FakeChanges changes() {
        return changes;
    }

    synchronized User add(Profile profile) {
        var id = new UserId(UUID.fromString("0198c5f4-7b3a-7cc1-8000-%012d".formatted(++made)));
        return add(id, profile, START.plusSeconds(made));
    }

    private User add(UserId id, Profile profile, Instant time) {
        var user = new User(id, profile, time, time, Optional.empty(), new Etag(1), Optional.empty());
        users.put(id, user);
        changes.add(Optional.empty(), user, UserEvent.Created::new);
        return user;
    }

    @Override
    public synchronized User create(NewUser user, WriteOptions options) {
        refuseTaken(user.profile().email(), Optional.empty());
        if (options.validateOnly()) {
            var id = new UserId(new UUID(0, 0));
            return new User(id, user.profile(), START, START, Optional.empty(), new Etag(1), Optional.empty());
        }
        var created = add(user.profile());
        keep(created.id(), user.password());
        return created;
    }

    @Override
    public synchronized User get(UserKey key, boolean showDeleted) {
        return find(users.values(), key)
                .or(() -> showDeleted ? find(bin.values(), key) : Optional.empty())
                .orElseThrow(() -> new UserException(find(bin.values(), key)
                        .<UserError>map(deleted -> new UserError.Deleted(deleted.id()))
                        .orElseGet(() -> new UserError.NotFound(key))));
    }

    private static Optional<User> find(Collection<User> users, UserKey key) {
        return users.stream()
                .filter(user -> key.equals(user.id())
                        || (key instanceof Email email
                                && email.key().equals(user.profile().email().key())))
                .findFirst();
    }

    @Override
    public synchronized UserBatch get(List<UserId> ids) {
        return new UserBatch(
                ids.stream()
                        .distinct()
                        .filter(users::containsKey)
                        .map(users::get)
                        .toList(),
                ids.stream().distinct().filter(id -> !users.containsKey(id)).toList());
    }

    @Override
    public synchronized UserPage list(UserQuery query) {
        var matching = Stream.concat(users.values().stream(), query.showDeleted() ? bin.values().stream() : Stream.of())
                .filter(query.filter()::matches)
                .filter(user -> query.pageToken()
                        .map(token -> user.id().toString().compareTo(token.value()) > 0)
                        .orElse(true))
                .toList();
        var page = matching.stream().limit(query.pageSize()).toList();
        return new UserPage(
                page,
                matching.size() > page.size()
                        ? Optional.of(new PageToken(page.getLast().id().toString()))
                        : Optional.empty());
    }

    @Override
    public synchronized User update(UserUpdate update, WriteOptions options) {
        var user = get(update.id());
        refuseStale(user, update.etag());
        update.profile().email().ifPresent(email -> refuseTaken(email, Optional.of(user.id())));
        var changed = FakeProfiles.version(
                user, FakeProfiles.changed(user.profile(), update.profile()), user.passwordChangeTime());
        if (!options.validateOnly()) {
            users.put(user.id(), changed);
            changes.add(Optional.of(user), changed, UserEvent.Updated::new);
        }
        return changed;
    }

    @Override
    public synchronized User delete(UserDeletion deletion, WriteOptions options) {
        var user = get(deletion.id());
        refuseStale(user, deletion.etag());
        var deleted = new User(
                user.id(),
                user.profile(),
                user.createTime(),
                user.updateTime(),
                user.passwordChangeTime(),
                user.etag(),
                Optional.of(new Deletion(START.plusSeconds(3600), START.plusSeconds(7200))));
        if (!options.validateOnly()) {
            users.remove(user.id());
            bin.put(user.id(), deleted);
            changes.add(Optional.of(user), deleted, UserEvent.Deleted::new);
        }
        return deleted;
    }

    @Override
    public synchronized User undelete(UserId id, WriteOptions options) {
        var deleted = get(id, true);
        if (deleted.deletion().isEmpty()) {
            throw new UserException(new UserError.Exists(id));
        }
        refuseTaken(deleted.profile().email(), Optional.empty());
        var user = FakeProfiles.version(deleted, deleted.profile(), deleted.passwordChangeTime());
        if (!options.validateOnly()) {
            bin.remove(id);
            users.put(id, user);
            changes.add(Optional.of(deleted), user, UserEvent.Undeleted::new);
        }
        return user;
    }

    @Override
    public synchronized void purge(UserId id) {
        if (get(id, true).deletion().isEmpty()) {
            throw new UserException(new UserError.NotDeleted(id));
        }
        bin.remove(id);
        changes.purge(id);
    }

    @Override
    public synchronized User verifyPassword(UserKey key, Password password) {
        var user = find(users.values(), key)
                .filter(found -> password.reveal(String::new).equals(secrets.get(found.id())));
        return user.orElseThrow(() -> new UserException(new UserError.InvalidCredentials()));
    }

    @Override
    public synchronized User changePassword(UserId id, Password oldPassword, Password newPassword) {
        verifyPassword(id, oldPassword);
        return setPassword(id, newPassword);
    }

    @Override
    public synchronized User setPassword(UserId id, Password password) {
        var user = get(id);
        keep(id, password);
        var changed = FakeProfiles.version(user, user.profile(), Optional.of(START.plusSeconds(1800)));
        users.put(id, changed);
        changes.add(Optional.of(user), changed, UserEvent.Updated::new);
        return changed;
    }

    private void keep(UserId id, Password password) {
        var text = password.reveal(String::new);
        passwords.add(text);
        secrets.put(id, text);
    }

    @Override
    public synchronized List<ImportResult> importUsers(ImportOptions options, List<ImportRow> rows) {
        return rows.stream().map(row -> importRow(options, row)).toList();
    }

    private ImportResult importRow(ImportOptions options, ImportRow row) {
        var key = row.id().<UserKey>map(id -> id).orElse(row.profile().email());
        var there = find(users.values(), key);
        if (there.isEmpty()) {
            var id = row.id()
                    .orElseGet(() -> new UserId(UUID.fromString("0198c5f4-7b3a-7cc1-8000-%012d".formatted(++made))));
            if (!options.validateOnly()) {
                add(id, row.profile(), row.createTime().orElse(START.plusSeconds(made)));
            }
            if (row.credential() instanceof Credential.Plain(var password)) {
                keep(id, password);
            }
            return new ImportResult.Created(row.number(), id);
        }
        var id = there.get().id();
        if (there.get().profile().equals(row.profile())) {
            return new ImportResult.Unchanged(row.number(), id);
        }
        return switch (options.conflict()) {
            case SKIP -> new ImportResult.Skipped(row.number(), id);
            case REJECT ->
                new ImportResult.Rejected(
                        row.number(), List.of(new Violation("user.email", "is another user's, " + id)));
            case UPDATE -> {
                users.put(id, FakeProfiles.version(there.get(), row.profile(), Optional.empty()));
                yield new ImportResult.Updated(row.number(), id);
            }
        };
    }

    @Override
    public Stream<ExportedUser> export(Filter filter, boolean passwordHashes) {
        return all().stream()
                .filter(filter::matches)
                .map(user -> new ExportedUser(user, passwordHashes ? Optional.of(HASH) : Optional.empty()));
    }

    @Override
    public Stream<UserEvent> watch(Filter filter, Optional<ResumeToken> resume) {
        return changes.watch(filter, resume);
    }

    @Override
    public synchronized UserChangePage changes(UserChangeQuery query) {
        return changes.page(query);
    }

    private void refuseTaken(Email email, Optional<UserId> owner) {
        users.values().stream()
                .filter(user -> user.profile().email().key().equals(email.key())
                        && !Optional.of(user.id()).equals(owner))
                .findFirst()
                .ifPresent(holder -> {
                    throw new UserException(new UserError.EmailTaken(email, holder.id()));
                });
    }

    private static void refuseStale(User user, Optional<Etag> etag) {
        if (etag.isPresent() && !etag.get().equals(user.etag())) {
            throw new UserException(new UserError.StaleEtag(user.etag()));
        }
    }
}
