package users.shell.command;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import users.api.ImportOptions;
import users.api.ImportOptions.Conflict;
import users.api.InvalidValueException;
import users.api.Violations;

/** The commands that move many users at once. */
final class BulkCommands {

    private static final String HASHES = "--include-password-hashes";
    private static final List<String> CONFLICTS =
            Arrays.stream(Conflict.values()).map(BulkCommands::name).toList();

    private BulkCommands() {}

    static List<CommandSpec> all() {
        var imports = Specs.command("import", "Create and update users by the rows of a file.", BulkCommands::imports)
                .addPositional(
                        Specs.positional("FILE", "NDJSON or CSV in UTF-8, as export writes it; - is standard input."))
                .addOption(Specs.choice(
                        "--on-conflict",
                        "WHAT",
                        CONFLICTS,
                        "A user who is there with other values: skip, update, or reject the row (default)."))
                .addOption(Specs.flag("--overwrite-passwords", "An update may replace a password."))
                .addOption(Specs.flag("--validate-only", "Only check: nothing is written."));
        imports.usageMessage()
                .footer(
                        "",
                        "A row has first_name, last_name, nickname, email and country, and may have id, labels (JSON), disabled,"
                                + " disabled_reason, create_time, and password or password_hash. An import that broke off is"
                                + " run again: rows that are there already stay as they are.",
                        "",
                        "Example: import users.csv --on-conflict update");
        var exports = Specs.command(
                        "export", "Write all users, or those that match, as of one moment.", BulkCommands::exports)
                .addOption(Specs.filter())
                .addOption(
                        Specs.flag(HASHES, "The hashes of passwords, too, for an import elsewhere. Not as a table."));
        return List.of(imports, Specs.withExample(exports, "export -o csv --filter 'country = \"GB\"'"));
    }

    private static Command imports(Options options) {
        var violations = new Violations();
        var file = options.positional();
        if (file.isEmpty()) {
            violations.add("FILE", "is missing: the file to import, or - for standard input");
        }
        var conflict = options.value("--on-conflict", BulkCommands::conflict, violations);
        return violations.orElse(() -> new Command.ImportUsers(
                file.orElseThrow(),
                new ImportOptions(
                        options.flag("--validate-only"),
                        conflict.orElse(Conflict.REJECT),
                        options.flag("--overwrite-passwords"))));
    }

    private static Conflict conflict(String text) {
        return Arrays.stream(Conflict.values())
                .filter(conflict -> name(conflict).equals(text))
                .findFirst()
                .orElseThrow(() -> new InvalidValueException("must be one of " + String.join(", ", CONFLICTS)));
    }

    private static String name(Conflict conflict) {
        return conflict.name().toLowerCase(Locale.ROOT);
    }

    private static Command exports(Options options) {
        var violations = new Violations();
        var filter = options.filter(violations);
        return violations.orElse(() -> new Command.Export(filter, options.flag(HASHES)));
    }
}
