package users.shell.execution;

import java.util.Optional;
import users.api.Etag;
import users.api.InvalidValueException;
import users.api.LabelsUpdate;
import users.api.User;
import users.api.UserId;
import users.api.UserUpdate;
import users.api.Users;
import users.shell.command.Command;
import users.shell.command.LabelChanges;

/** Changes users. */
record Updates(Users users) {

    /** Changes a user; labels that cannot be changed one by one are all replaced, in the version they were read of. */
    User update(UserId id, Command.Update update) {
        var labels = update.labels();
        if (labels.equals(LabelChanges.NONE)) {
            return update(id, update, update.etag(), Optional.empty());
        }
        try {
            var merge = labels.merge();
            if (merge.isPresent()) {
                return update(id, update, update.etag(), merge);
            }
            var now = users.get(id);
            var replacement = new LabelsUpdate.Replace(labels.on(now.profile().labels()));
            return update(id, update, update.etag().or(() -> Optional.of(now.etag())), Optional.of(replacement));
        } catch (InvalidValueException e) {
            throw new UsageException("the user's labels " + e.getMessage());
        }
    }

    private User update(UserId id, Command.Update update, Optional<Etag> etag, Optional<LabelsUpdate> labels) {
        var profile = labels.map(update.profile()::with).orElse(update.profile());
        return users.update(new UserUpdate(id, etag, profile), update.options());
    }
}
