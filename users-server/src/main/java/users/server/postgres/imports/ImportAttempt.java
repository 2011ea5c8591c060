package users.server.postgres.imports;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import users.api.ImportOptions;
import users.api.ImportOptions.Conflict;
import users.api.ImportResult;
import users.api.ImportRow;
import users.api.UserId;
import users.api.Violation;
import users.server.postgres.imports.ImportStage.Found;

/**
 * Writes a batch inside a transaction, in rounds: a row that has to do with a user or an e-mail of a row before it waits
 * for the next round, so that such rows are done one after the other.
 */
final class ImportAttempt {

    private final ImportOptions options;
    private final ImportStage stage;
    private final ImportSecrets secrets;
    private final Map<Integer, ImportResult> results = new TreeMap<>();

    ImportAttempt(ImportOptions options, ImportStage stage, ImportSecrets secrets) {
        this.options = options;
        this.stage = stage;
        this.secrets = secrets;
    }

    /** The results in order; empty when it has to be tried again, with more known of the passwords or of the users. */
    Optional<List<ImportResult>> write(List<Candidate> candidates) {
        var rest = candidates;
        while (!rest.isEmpty()) {
            stage.load(rest, secrets::hash);
            var later = round(rest);
            if (later.isEmpty()) {
                return Optional.empty();
            }
            rest = later.get();
            if (!rest.isEmpty()) {
                stage.empty();
            }
        }
        return Optional.of(List.copyOf(results.values()));
    }

    /** Those that wait for the next one. */
    private Optional<List<Candidate>> round(List<Candidate> candidates) {
        var found = stage.find();
        var touched = new HashSet<>();
        var created = new ArrayList<Integer>();
        var updated = new ArrayList<ImportStage.Change>();
        var later = new ArrayList<Candidate>();
        for (var candidate : candidates) {
            var there = found.getOrDefault(candidate.position(), Found.NOBODY);
            boolean newPassword = newPassword(candidate, there);
            var result = result(candidate, there, newPassword);
            var touches = touches(candidate, there);
            if (Collections.disjoint(touched, touches)) {
                results.put(candidate.position(), result);
                switch (result) {
                    case ImportResult.Created any -> created.add(candidate.position());
                    case ImportResult.Updated(var number, var id) ->
                        updated.add(new ImportStage.Change(candidate.position(), id, newPassword));
                    case ImportResult.Unchanged any -> {}
                    case ImportResult.Skipped any -> {}
                    case ImportResult.Rejected any -> {}
                }
            } else {
                later.add(candidate);
            }
            touched.addAll(touches);
        }
        return !secrets.incomplete() && stage.update(updated) && stage.create(created)
                ? Optional.of(later)
                : Optional.empty();
    }

    private static Set<Object> touches(Candidate candidate, Found there) {
        var touches = new HashSet<Object>();
        touches.add(candidate.emailKey());
        candidate.row().id().ifPresent(touches::add);
        there.user().ifPresent(touches::add);
        there.holder().ifPresent(touches::add);
        return touches;
    }

    private boolean newPassword(Candidate candidate, Found there) {
        return options.conflict() == Conflict.UPDATE
                && options.overwritePasswords()
                && there.user().isPresent()
                && secrets.differs(candidate, there.hash());
    }

    private ImportResult result(Candidate candidate, Found there, boolean newPassword) {
        var row = candidate.row();
        var refusal = secrets.refusal(candidate);
        if (refusal.isPresent()) {
            return rejected(row, "password_hash", refusal.get());
        }
        if (there.deleted()) {
            return rejected(
                    row,
                    "user.id",
                    "must not be the id of a deleted user: undelete the user first, or purge it to import another one");
        }
        if (there.user().isEmpty()) {
            if (there.holder().isPresent()) {
                return taken(row, there.holder().get());
            }
            secrets.need(candidate);
            return new ImportResult.Created(row.number(), candidate.newId());
        }
        var id = there.user().get();
        if (!there.differs() && !newPassword) {
            return new ImportResult.Unchanged(row.number(), id);
        }
        return switch (options.conflict()) {
            case SKIP -> new ImportResult.Skipped(row.number(), id);
            case REJECT ->
                row.id().isPresent()
                        ? rejected(row, "user.id", "must be new: the user %s is another one".formatted(id))
                        : taken(row, id);
            case UPDATE -> {
                if (there.holder().isPresent() && !there.holder().equals(there.user())) {
                    yield taken(row, there.holder().get());
                }
                if (newPassword) {
                    secrets.need(candidate);
                }
                yield new ImportResult.Updated(row.number(), id);
            }
        };
    }

    private static ImportResult taken(ImportRow row, UserId holder) {
        return rejected(row, "user.email", "must be free: the user %s has it".formatted(holder));
    }

    private static ImportResult rejected(ImportRow row, String field, String description) {
        return new ImportResult.Rejected(row.number(), List.of(new Violation(field, description)));
    }
}
