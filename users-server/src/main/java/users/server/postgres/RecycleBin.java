package users.server.postgres;

import io.helidon.dbclient.DbClient;
import users.api.UserError;
import users.api.UserException;
import users.api.UserId;
import users.server.caller.Caller;

/** Where deleted users are until they are purged. */
final class RecycleBin {

    private final DbClient client;
    private final UserReads reads;

    RecycleBin(DbClient client, UserReads reads) {
        this.client = client;
        this.reads = reads;
    }

    void purge(UserId id) {
        var purged = SqlFailures.translate(() -> client.execute()
                .createNamedGet("purge-user")
                .addParam("id", id.toString())
                .addParam("actor", Caller.current().name())
                .execute());
        if (purged.isEmpty()) {
            throw new UserException(
                    reads.find(id).isPresent() ? new UserError.NotDeleted(id) : new UserError.NotFound(id));
        }
    }
}
