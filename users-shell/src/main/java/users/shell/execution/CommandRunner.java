package users.shell.execution;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import users.api.Email;
import users.api.NewUser;
import users.api.UserDeletion;
import users.api.UserException;
import users.api.UserId;
import users.api.UserKey;
import users.api.UserUpdate;
import users.api.Users;
import users.shell.command.Command;
import users.shell.command.Format;
import users.shell.command.Line;
import users.shell.connection.Connection;

/** Runs commands, one after another, on one server. */
public final class CommandRunner {

    private final Connection connection;
    private final Surroundings surroundings;

    public CommandRunner(Connection connection, Surroundings surroundings) {
        this.connection = connection;
        this.surroundings = surroundings;
    }

    /**
     * Runs one command and shows its answer, or what went wrong.
     *
     * @param place where the command stands, such as {@code users.txt:3}; empty when there is but one
     */
    public ExitCode run(Line line, Optional<String> place) {
        var errors = surroundings.errors();
        var command = line.command();
        try {
            return run(command, line.format(), place);
        } catch (UsageException e) {
            errors.usage(place, requireNonNull(e.getMessage()), List.of(), "help " + name(command));
            return ExitCode.USAGE;
        } catch (UserException e) {
            errors.failed(place, name(command), e.error());
            return ExitCode.of(e.error());
        }
    }

    private ExitCode run(Command command, Optional<Format> format, Optional<String> place) {
        var output = surroundings.output(format);
        switch (command) {
            case Command.Create(var profile, var source) -> {
                var password = new PasswordReader(surroundings).read(source);
                output.user(users().create(new NewUser(profile, password)));
            }
            case Command.Get(var key) -> output.user(users().get(key));
            case Command.ListUsers list -> output.users(new Pages(users(), list));
            case Command.Update(var key, var etag, var profile) ->
                output.user(users().update(new UserUpdate(id(key), etag, profile)));
            case Command.Delete(var key, var etag) -> output.user(users().delete(new UserDeletion(id(key), etag)));
            case Command.Health() -> {
                var health = connection.health(Connection.DEADLINE);
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

    private Users users() {
        return connection.users();
    }

    /** Changes and deletions go by id: an e-mail may be somebody else's the next moment. */
    private UserId id(UserKey key) {
        return switch (key) {
            case UserId id -> id;
            case Email email -> users().get(email).id();
        };
    }

    private void print(String text) {
        surroundings.out().print(text);
        surroundings.out().flush();
    }

    private static String name(Command command) {
        return switch (command) {
            case Command.Create any -> "create";
            case Command.Get any -> "get";
            case Command.ListUsers any -> "list";
            case Command.Update any -> "update";
            case Command.Delete any -> "delete";
            case Command.Health any -> "health";
            case Command.Show any -> "help";
            case Command.History any -> "history";
            case Command.Exit any -> "exit";
            case Command.Erroneous any -> "help";
        };
    }
}
