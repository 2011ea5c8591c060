package users.shell.command;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import users.api.Violations;

/** The commands of the recycle bin. */
final class RemovalCommands {

    private RemovalCommands() {}

    static List<CommandSpec> all() {
        var delete = Specs.ofUser(
                        "delete", "Move a user into the recycle bin and show who it was.", RemovalCommands::delete)
                .addOption(Specs.email())
                .addOption(Specs.etag());
        var undelete = Specs.ofUser("undelete", "Take a user out of the recycle bin.", RemovalCommands::undelete)
                .addOption(Specs.email());
        var purge = Specs.ofUser("purge", "End a deleted user for good, at once.", RemovalCommands::purge)
                .addOption(Specs.email())
                .addOption(Specs.flag("--yes", "Do not ask whether it is meant."));
        return List.of(Specs.writeOfUser(delete), Specs.writeOfUser(undelete), purge);
    }

    private static Command delete(Options options) {
        var violations = new Violations();
        var key = options.key(true, violations);
        var etag = options.etag(violations);
        var write = options.write(key, violations);
        return violations.orElse(() -> new Command.Delete(key.orElseThrow(), etag, write));
    }

    private static Command undelete(Options options) {
        var violations = new Violations();
        var key = options.key(true, violations);
        var write = options.write(key, violations);
        return violations.orElse(() -> new Command.Undelete(key.orElseThrow(), write));
    }

    private static Command purge(Options options) {
        var violations = new Violations();
        var key = options.key(true, violations);
        return violations.orElse(() -> new Command.Purge(key.orElseThrow(), options.flag("--yes")));
    }
}
