package users.server.postgres.imports;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import users.api.ImportOptions;
import users.api.ImportResult;
import users.api.ImportRow;
import users.api.UserId;
import users.server.passwords.PasswordHashing;
import users.server.postgres.database.Database;
import users.server.postgres.database.SqlFailures;
import users.server.postgres.database.Transaction;

/** Imports users: a batch is one transaction, tried until it is done. */
public final class UserImport {

    private final Database database;
    private final PasswordHashing hashing;
    /** Lists may have half of the pool: what is left is for those who call for one user. */
    private final Semaphore connections;

    private final NoArgGenerator ids = Generators.timeBasedEpochGenerator();

    public UserImport(Database database, PasswordHashing hashing) {
        this.database = database;
        this.hashing = hashing;
        connections = new Semaphore(Math.max(1, database.maximumConnections() / 4), true);
    }

    public List<ImportResult> run(ImportOptions options, List<ImportRow> rows) {
        var secrets = new ImportSecrets(hashing, options.validateOnly());
        try {
            var candidates = candidates(rows);
            while (true) {
                var results = SqlFailures.translate(() -> attempt(options, candidates, secrets));
                if (results.isPresent()) {
                    return results.get();
                }
                secrets.complete();
            }
        } finally {
            rows.forEach(row -> row.credential().wipe());
        }
    }

    private List<Candidate> candidates(List<ImportRow> rows) {
        var candidates = new ArrayList<Candidate>();
        for (var row : rows) {
            var newId = row.id().orElseGet(() -> new UserId(ids.generate()));
            var key = row.profile().email().key();
            candidates.add(new Candidate(candidates.size(), row, newId, key));
        }
        return candidates;
    }

    private Optional<List<ImportResult>> attempt(
            ImportOptions options, List<Candidate> candidates, ImportSecrets secrets) {
        connections.acquireUninterruptibly();
        try {
            return inTransaction(database.connection(), options, candidates, secrets);
        } finally {
            connections.release();
        }
    }

    private Optional<List<ImportResult>> inTransaction(
            Connection connection, ImportOptions options, List<Candidate> candidates, ImportSecrets secrets) {
        return Transaction.run(
                database.on(connection), results -> results.isPresent() && !options.validateOnly(), transaction -> {
                    var stage = new ImportStage(database, connection, transaction);
                    return new ImportAttempt(options, stage, secrets).write(candidates);
                });
    }
}
