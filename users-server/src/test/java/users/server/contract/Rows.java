package users.server.contract;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import users.api.Credential;
import users.api.ImportOptions;
import users.api.ImportOptions.Conflict;
import users.api.ImportResult;
import users.api.ImportRow;
import users.api.Password;
import users.api.Profile;
import users.api.UserId;
import users.api.Users;
import users.api.Violation;
import users.api.password.PasswordHash;

/** Rows to import, and what comes of them. */
public final class Rows {

    private static final AtomicLong COUNT = new AtomicLong();

    private Rows() {}

    public static ImportOptions options(Conflict conflict) {
        return new ImportOptions(false, conflict, false);
    }

    public static ImportOptions overwriting() {
        return new ImportOptions(false, Conflict.UPDATE, true);
    }

    public static ImportOptions rehearsing(Conflict conflict) {
        return new ImportOptions(true, conflict, true);
    }

    /** A row without an id and a password. */
    public static ImportRow row(Profile profile) {
        return row(Optional.empty(), profile, new Credential.None());
    }

    public static ImportRow row(UserId id, Profile profile) {
        return row(Optional.of(id), profile, new Credential.None());
    }

    public static ImportRow row(Profile profile, String password) {
        return row(Optional.empty(), profile, new Credential.Plain(new Password(password)));
    }

    public static ImportRow hashedRow(Profile profile, String hash) {
        return row(Optional.empty(), profile, new Credential.Hashed(PasswordHash.imported(hash)));
    }

    public static ImportRow row(Profile profile, Instant createTime) {
        return new ImportRow(
                COUNT.incrementAndGet(), Optional.empty(), profile, Optional.of(createTime), new Credential.None());
    }

    private static ImportRow row(Optional<UserId> id, Profile profile, Credential credential) {
        return new ImportRow(COUNT.incrementAndGet(), id, profile, Optional.empty(), credential);
    }

    /** What comes of one row alone. */
    public static ImportResult imported(Users users, ImportOptions options, ImportRow row) {
        return users.importUsers(options, List.of(row)).getFirst();
    }

    /** The id of who was created. */
    public static UserId created(Users users, ImportRow row) {
        return ((ImportResult.Created) imported(users, options(Conflict.REJECT), row)).id();
    }

    /** The names of what came of rows, such as {@code Created}. */
    public static List<String> kinds(List<ImportResult> results) {
        var kinds = new ArrayList<String>();
        results.forEach(result -> kinds.add(result.getClass().getSimpleName()));
        return kinds;
    }

    public static ImportResult rejected(ImportRow row, String field, String description) {
        return new ImportResult.Rejected(row.number(), List.of(new Violation(field, description)));
    }
}
