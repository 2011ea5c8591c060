package users.shell.command;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import users.api.Violations;

/** The commands about passwords; none of them takes one as an argument. */
final class PasswordCommands {

    private PasswordCommands() {}

    static List<CommandSpec> all() {
        var verify = Specs.ofUser("verify", "Ask for a user's password and check it.", PasswordCommands::verify)
                .addOption(Specs.email())
                .addOption(Specs.passwordFromInput());
        var passwd = Specs.ofUser("passwd", "Give a user a new password.", PasswordCommands::passwd)
                .addOption(Specs.email())
                .addOption(Specs.flag("--old", "Only with the old password, which is asked for first."))
                .addOption(Specs.flag(
                        "--password-stdin",
                        "Read the password from standard input; with --old that one first, each on a line."));
        return List.of(verify, passwd);
    }

    private static Command verify(Options options) {
        var violations = new Violations();
        var key = options.key(true, violations);
        return violations.orElse(() -> new Command.Verify(key.orElseThrow(), options.passwordSource()));
    }

    private static Command passwd(Options options) {
        var violations = new Violations();
        var key = options.key(true, violations);
        var source = options.passwordSource();
        return violations.orElse(() -> options.flag("--old")
                ? new Command.ChangePassword(key.orElseThrow(), source)
                : new Command.SetPassword(key.orElseThrow(), source));
    }
}
