package users.shell.execution;

import users.api.User;
import users.api.UserId;
import users.api.UserKey;
import users.api.Users;
import users.shell.output.Output;

/** Ends a deleted user for good, once a person or a flag has said that it is meant. */
record Purge(Users users, Surroundings surroundings) {

    ExitCode run(UserKey key, boolean confirmed, Output output) {
        if (confirmed && key instanceof UserId id) {
            return purge(id, output);
        }
        var user = new RecycleBin(users).find(key);
        if (!confirmed && !isMeant(user)) {
            surroundings.errors().note("nobody was purged");
            return ExitCode.BROKEN_OFF;
        }
        return purge(user.id(), output);
    }

    private ExitCode purge(UserId id, Output output) {
        users.purge(id);
        output.purged(id);
        return ExitCode.OK;
    }

    private boolean isMeant(User user) {
        return surroundings
                .person()
                .answer("Purge %s for good, without a way back? Type yes: "
                        .formatted(user.profile().email()))
                .orElseThrow(() -> new UsageException("a purge needs --yes where nobody can be asked"))
                .strip()
                .equals("yes");
    }
}
