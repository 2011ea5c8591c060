package users.shell.execution;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import users.api.ImportOptions;
import users.api.ImportResult;
import users.api.ImportRow;
import users.api.UserException;
import users.api.Users;
import users.api.Violation;
import users.shell.output.Errors;
import users.shell.output.ImportSummary;
import users.shell.output.Output;
import users.shell.rows.Rows;
import users.shell.text.UnreadableTextException;

/** Imports the rows of a file, some at a time, and says of each that was rejected where it stands and why. */
final class Importer {

    private static final int BATCH_SIZE = 1000;

    private final Users users;
    private final ImportOptions options;
    private final String name;
    private final Errors errors;
    private final List<ImportRow> batch = new ArrayList<>();
    private ImportSummary summary = ImportSummary.NONE;
    private long done;

    /** @param name of the file in what is said about its rows */
    Importer(Users users, ImportOptions options, String name, Errors errors) {
        this.users = users;
        this.options = options;
        this.name = name;
        this.errors = errors;
    }

    ExitCode run(InputStream input, Output output) {
        try {
            importAll(Rows.of(input));
        } catch (UnreadableTextException e) {
            tellHowFar();
            throw new UsageException(name + ": " + e.getMessage());
        } catch (IOException e) {
            tellHowFar();
            throw new UsageException(name + ": this file cannot be read");
        } catch (UserException e) {
            tellHowFar();
            throw e;
        }
        errors.progress("");
        output.imported(summary, options.validateOnly());
        return summary.rejected() == 0 ? ExitCode.OK : ExitCode.REFUSED;
    }

    private void importAll(Rows rows) throws IOException {
        for (var row = rows.next(); row.isPresent(); row = rows.next()) {
            switch (row.get()) {
                case Rows.Row.Good(var user) -> batch.add(user);
                case Rows.Row.Bad(var line, var violations) -> count(new ImportResult.Rejected(line, violations));
            }
            if (batch.size() == BATCH_SIZE) {
                send();
            }
        }
        if (!batch.isEmpty()) {
            send();
        }
    }

    private void send() {
        users.importUsers(options, batch).forEach(this::count);
        done = batch.getLast().number();
        batch.clear();
        errors.progress("%,d rows, %,d of them rejected".formatted(summary.rows(), summary.rejected()));
    }

    private void count(ImportResult result) {
        summary = summary.plus(result);
        if (result instanceof ImportResult.Rejected(var line, var violations)) {
            errors.rejected(
                    name + ":" + line, violations.stream().map(Importer::ofRow).toList());
        }
    }

    /** The field as the row names it. */
    private static Violation ofRow(Violation violation) {
        return new Violation(violation.field().replaceFirst("^user\\.", ""), violation.description());
    }

    private void tellHowFar() {
        errors.progress("");
        if (done > 0) {
            errors.note("all rows up to line %d are ".formatted(done)
                    + (options.validateOnly()
                            ? "checked; nothing was written"
                            : "done; run it again to go on: they stay as they are"));
        }
    }
}
