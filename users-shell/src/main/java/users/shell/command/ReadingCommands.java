package users.shell.command;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import users.api.CountryCode;
import users.api.InvalidValueException;
import users.api.ResumeToken;
import users.api.UserOrder;
import users.api.Violations;
import users.api.filter.Filter;

/** The commands that show users and what happens to them. */
final class ReadingCommands {

    private ReadingCommands() {}

    static CommandSpec get() {
        return Specs.command("get", "Show one user, or several.", ReadingCommands::get)
                .addPositional(Specs.positionals(Grammar.USER, "The id or e-mail of each."))
                .addOption(Specs.id())
                .addOption(Specs.email())
                .addOption(Specs.showDeleted());
    }

    static CommandSpec list() {
        var command = Specs.command("list", "Show all users, or those that match.", ReadingCommands::list)
                .addOption(Specs.option("--country", Grammar.COUNTRY, "Those of this country (two letters)."))
                .addOption(Specs.filter())
                .addOption(Specs.choice(
                        "--order-by",
                        "FIELD",
                        orders(),
                        "By what to order them, with \" desc\" behind it to turn it round."))
                .addOption(Specs.showDeleted());
        return Specs.withExample(command, "list --filter 'email : \"@acme.com\" AND create_time > \"2026-01-01\"'");
    }

    static List<CommandSpec> changes() {
        var watch = Specs.command("watch", "Show what happens to users, as it happens.", ReadingCommands::watch)
                .addOption(Specs.filter())
                .addOption(Specs.option("--resume", "TOKEN", "Go on where an earlier watch with this filter ended."));
        var changes = Specs.ofUser(
                        "changes", "Show what has happened to a user, newest first.", ReadingCommands::changes)
                .addOption(Specs.email());
        return List.of(watch, changes);
    }

    private static List<String> orders() {
        return Arrays.stream(UserOrder.Field.values()).map(Object::toString).toList();
    }

    private static Command get(Options options) {
        var violations = new Violations();
        var keys = options.keys(violations);
        return violations.orElse(() -> new Command.Get(keys, options.flag("--show-deleted")));
    }

    private static Command list(Options options) {
        var violations = new Violations();
        var country = options.value("--country", CountryCode::new, violations);
        var filter = options.value("--filter", Filter::parse, violations);
        var order = options.value("--order-by", UserOrder::parse, violations);
        if (options.flag("--country") && options.flag("--filter")) {
            violations.add("--filter", "cannot be used together with --country");
        }
        return violations.orElse(() -> new Command.ListUsers(
                country.map(Filter::country).or(() -> filter).orElse(Filter.ALL),
                order.orElse(UserOrder.DEFAULT),
                options.flag("--show-deleted")));
    }

    private static Command watch(Options options) {
        var violations = new Violations();
        var filter = options.filter(violations);
        var resume = options.value("--resume", ReadingCommands::token, violations);
        return violations.orElse(() -> new Command.Watch(filter, resume));
    }

    private static ResumeToken token(String text) {
        return Optional.of(text)
                .filter(token -> !token.isEmpty())
                .map(ResumeToken::new)
                .orElseThrow(() -> new InvalidValueException("must be the token that an earlier watch ended with"));
    }

    private static Command changes(Options options) {
        var violations = new Violations();
        var key = options.key(true, violations);
        return violations.orElse(() -> new Command.Changes(key.orElseThrow()));
    }
}
