package users.shell.command;

import static users.shell.command.Specs.option;
import static users.shell.command.Specs.repeatable;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import users.api.CountryCode;
import users.api.Email;
import users.api.Nickname;
import users.api.Password;
import users.api.PersonName;
import users.api.Profile;
import users.api.ProfileUpdate;
import users.api.Quoted;
import users.api.UserStatus;
import users.api.Violations;

/** The commands that write what people note of a user. */
final class ProfileCommands {

    private static final List<String> CHANGEABLE =
            List.of("--first-name", "--last-name", "--nickname", "--email", "--country", "--label", "--remove-label");

    private ProfileCommands() {}

    static CommandSpec create() {
        var command = Specs.command("create", "Create a user.", ProfileCommands::create)
                .addOption(
                        option("--password", "PASSWORD", "The password. Others can see it: leave it out to be asked."))
                .addOption(Specs.passwordFromInput());
        return Specs.withExample(
                Specs.write(profile(command)),
                "create --first-name Ann --last-name Lee --nickname ann --email ann@example.com --country GB");
    }

    static CommandSpec update() {
        var command = Specs.ofUser(
                        "update", "Change a user: what is not named stays as it is.", ProfileCommands::update)
                .addOption(Specs.etag());
        return Specs.withExample(
                Specs.writeOfUser(
                        profile(command).addOption(repeatable("--remove-label", "KEY", "A label to remove."))),
                "update ann@example.com --nickname annie --label team=a");
    }

    /** Whether a user may sign in. */
    static List<CommandSpec> permissions() {
        var disable = Specs.ofUser("disable", "Forbid a user to sign in.", ProfileCommands::disable)
                .addOption(option("--reason", "TEXT", "Why, for whoever asks and for the user."));
        return Stream.of(disable, Specs.ofUser("enable", "Let a user sign in again.", ProfileCommands::enable))
                .map(command ->
                        Specs.writeOfUser(command.addOption(Specs.email()).addOption(Specs.etag())))
                .toList();
    }

    private static CommandSpec profile(CommandSpec command) {
        return command.addOption(option("--first-name", "NAME", "Given name."))
                .addOption(option("--last-name", "NAME", "Family name."))
                .addOption(option("--nickname", "NAME", "What the person is called here."))
                .addOption(option("--email", "EMAIL", "E-mail address, unique."))
                .addOption(option("--country", Grammar.COUNTRY, "Country, two letters."))
                .addOption(repeatable("--label", "KEY=VALUE", "A label to set; can be given several times."));
    }

    private static Command create(Options options) {
        var violations = new Violations();
        var firstName = options.required("--first-name", PersonName::new, violations);
        var lastName = options.required("--last-name", PersonName::new, violations);
        var nickname = options.required("--nickname", Nickname::new, violations);
        var email = options.required("--email", Email::new, violations);
        var country = options.required("--country", CountryCode::new, violations);
        var labels = violations.read("--label", LabelChanges.read(options, violations), LabelChanges::labels);
        var password = options.value("--password", Password::new, violations);
        if (options.flag("--password-stdin") && options.flag("--password")) {
            violations.add("--password-stdin", "cannot be used together with --password");
        }
        PasswordSource source =
                password.<PasswordSource>map(PasswordSource.Given::new).orElseGet(options::passwordSource);
        var write = options.write(violations);
        return violations.orElse(() -> new Command.Create(
                new Profile(
                        firstName.orElseThrow(),
                        lastName.orElseThrow(),
                        nickname.orElseThrow(),
                        email.orElseThrow(),
                        country.orElseThrow(),
                        labels.orElseThrow(),
                        UserStatus.ENABLED),
                source,
                write));
    }

    private static Command update(Options options) {
        var violations = new Violations();
        var profile = new ProfileUpdate(
                options.value("--first-name", PersonName::new, violations),
                options.value("--last-name", PersonName::new, violations),
                options.value("--nickname", Nickname::new, violations),
                options.value("--email", Email::new, violations),
                options.value("--country", CountryCode::new, violations),
                Optional.empty(),
                Optional.empty());
        if (CHANGEABLE.stream().noneMatch(options::flag)) {
            violations.add("update", "needs something to change: " + String.join(", ", CHANGEABLE));
        }
        return update(options, false, profile, violations);
    }

    private static Command disable(Options options) {
        var violations = new Violations();
        var disabled = violations.read("--reason", options.text("--reason").orElse(""), UserStatus.Disabled::new);
        var profile = disabled.map(ProfileUpdate.NOTHING::with).orElse(ProfileUpdate.NOTHING);
        return update(options, true, profile, violations);
    }

    private static Command enable(Options options) {
        return update(options, true, ProfileUpdate.NOTHING.with(UserStatus.ENABLED), new Violations());
    }

    private static Command update(Options options, boolean byEmail, ProfileUpdate profile, Violations violations) {
        var key = options.key(byEmail, violations);
        var etag = options.etag(violations);
        var labels = LabelChanges.read(options, violations);
        var write = options.write(key, violations);
        if (options.flag(Options.REQUEST_ID)) {
            // The other labels go with it, and to the server it is another request when one of them has changed.
            labels.unnameable()
                    .ifPresent(label -> violations.add(
                            Options.REQUEST_ID,
                            "cannot be used with the label %s: it is changed by replacing all labels, which may be others when this is run again; with --etag instead it is done once at most"
                                    .formatted(Quoted.of(label))));
        }
        return violations.orElse(() -> new Command.Update(key.orElseThrow(), etag, profile, labels, write));
    }
}
