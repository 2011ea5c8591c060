package users.shell.execution;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import users.api.Email;
import users.api.NewUser;
import users.api.UserDeletion;
import users.api.UserError;
import users.api.UserException;
import users.api.UserId;
import users.api.UserKey;
import users.api.Users;
import users.shell.command.Command;
import users.shell.command.Format;
import users.shell.command.Line;
import users.shell.connection.AccessException;
import users.shell.connection.Calls;
import users.shell.connection.Connection;
import users.shell.output.Output;

/** Runs commands, one after another, on one server. */
public final class CommandRunner {

    private final Connection connection;
    private final Surroundings surroundings;
    private final PasswordReader passwords;
    private Calls calls;

    public CommandRunner(Connection connection, Surroundings surroundings) {
        this.connection = connection;
        this.surroundings = surroundings;
        passwords = new PasswordReader(surroundings);
        calls = connection.command();
    }

    /**
     * Runs one command and shows its answer, or what went wrong.
     *
     * @param place where the command stands, such as {@code users.txt:3}; empty when there is but one
     */
    public ExitCode run(Line line, Optional<String> place) {
        var errors = surroundings.errors();
        calls = connection.command();
        try {
            return run(line.command(), line, place);
        } catch (UsageException e) {
            errors.usage(place, requireNonNull(e.getMessage()), List.of(), "help " + line.name());
            return ExitCode.USAGE;
        } catch (LivingHolderException e) {
            errors.refused(place, requireNonNull(e.getMessage()), e.hint());
            return ExitCode.REFUSED;
        } catch (AccessException e) {
            return unusable(e, place);
        } catch (UserException e) {
            var unusable = AccessException.behind(e);
            if (unusable.isPresent()) {
                return unusable(unusable.get(), place);
            }
            var error = connection.error(e);
            if (error instanceof UserError.Unreachable(var reason) && connection.isThere()) {
                errors.unfit(place, reason);
            } else {
                errors.failed(place, line.name(), error);
            }
            return ExitCode.of(error);
        }
    }

    private ExitCode unusable(AccessException exception, Optional<String> place) {
        surroundings.errors().usage(place, requireNonNull(exception.getMessage()), List.of(), "help");
        return ExitCode.USAGE;
    }

    private ExitCode run(Command command, Line line, Optional<String> place) {
        var output = surroundings.output(line.format());
        switch (command) {
            case Command.Create(var profile, var source, var options) ->
                output.user(users().create(new NewUser(profile, passwords.chosen(source)), options));
            case Command.Get(var keys, var showDeleted)
            when keys.size() == 1 -> output.user(users().get(keys.getFirst(), showDeleted));
            case Command.Get get -> {
                return find(get, line.name(), place, output);
            }
            case Command.ListUsers list -> output.users(Pages.of(users(), list), list.showDeleted());
            case Command.Update update -> output.user(new Updates(users()).update(id(update.key()), update));
            case Command.Delete(var key, var etag, var options) ->
                output.user(users().delete(new UserDeletion(id(key), etag), options));
            case Command.Undelete(var key, var options) -> output.user(users().undelete(idInBin(key), options));
            case Command.Purge(var key, var confirmed) -> {
                return new Purge(users(), surroundings).run(key, confirmed, output);
            }
            case Command.Verify(var key, var source) ->
                output.user(users().verifyPassword(key, passwords.known(source)));
            case Command.SetPassword(var key, var source) ->
                output.user(users().setPassword(id(key), passwords.chosen(source)));
            case Command.ChangePassword(var key, var source) -> {
                var change = passwords.change(source);
                output.user(users().changePassword(id(key), change.old(), change.next()));
            }
            case Command.ImportUsers(var file, var options) -> {
                return new ImportFile(file, surroundings)
                        .read((name, input) ->
                                new Importer(users(), options, name, surroundings.errors()).run(input, output));
            }
            case Command.Export(var filter, var passwordHashes)
            when passwordHashes && asked(line).equals(Optional.of(Format.TABLE)) ->
                throw new UsageException("a table has no room for hashes: use -o ndjson or -o csv");
            case Command.Export export ->
                export(export, surroundings.output(line.format(), Format.NDJSON, Format.NDJSON));
            case Command.Watch watch -> {
                var lines = surroundings.output(line.format(), Format.TABLE, Format.NDJSON);
                return new Watch(connection, calls, watch, surroundings, lines, asked(line)).run();
            }
            case Command.Changes(var key) -> output.changes(Pages.ofChanges(users(), id(key, true)));
            case Command.Health() -> {
                var health = calls.health(Calls.DEADLINE);
                output.health(connection.endpoint(), health);
                return switch (health) {
                    case SERVING -> ExitCode.OK;
                    case NOT_SERVING -> ExitCode.REFUSED;
                };
            }
            case Command.Show(var text) -> print(text);
            case Command.History() -> {
                var lines = surroundings.history().get();
                for (int i = 0; i < lines.size(); i++) {
                    print("%5d  %s%n".formatted(i + 1, lines.get(i)));
                }
            }
            case Command.Exit() -> {
                // Whoever reads the commands stops.
            }
            case Command.Erroneous(var message, var violations, var hint) -> {
                surroundings.errors().usage(place, message, violations, hint);
                return ExitCode.USAGE;
            }
        }
        return ExitCode.OK;
    }

    private Optional<Format> asked(Line line) {
        return line.format().or(surroundings::format);
    }

    private Users users() {
        return calls.users();
    }

    private ExitCode find(Command.Get get, String name, Optional<String> place, Output output) {
        var found = new Lookup(users(), get.showDeleted()).find(get.keys());
        output.users(List.of(found.users()).iterator(), get.showDeleted());
        found.missing().forEach(error -> surroundings.errors().failed(place, name, error));
        return found.missing().isEmpty() ? ExitCode.OK : ExitCode.REFUSED;
    }

    private void export(Command.Export export, Output output) {
        try (var all = users().export(export.filter(), export.passwordHashes())) {
            output.exported(new Portions<>(all.iterator()), export.passwordHashes());
        }
        if (surroundings.out().checkError()) {
            throw new UsageException("nobody reads any more: this export is not whole");
        }
    }

    /** Changes and deletions go by id: an e-mail may be somebody else's the next moment. */
    private UserId id(UserKey key) {
        return id(key, false);
    }

    private UserId idInBin(UserKey key) {
        return switch (key) {
            case UserId id -> id;
            case Email email -> new RecycleBin(users()).find(email).id();
        };
    }

    private UserId id(UserKey key, boolean showDeleted) {
        return switch (key) {
            case UserId id -> id;
            case Email email -> users().get(email, showDeleted).id();
        };
    }

    private void print(String text) {
        surroundings.out().print(text);
        surroundings.out().flush();
    }
}
