package users.server;

import static users.server.contract.People.somebody;

import io.grpc.stub.BlockingClientCall;
import java.util.ArrayList;
import java.util.List;
import users.api.Profile;
import users.v1.ImportOptions;
import users.v1.ImportRow;
import users.v1.ImportUsersRequest;
import users.v1.ImportUsersResponse;
import users.v1.User;
import users.v1.UsersServiceGrpc;

/** Imports as a foreign client makes them. */
abstract class ImportSession extends ServerTest {

    /** What a client does in an import. */
    interface Sending {
        void on(BlockingClientCall<ImportUsersRequest, ImportUsersResponse> call) throws Exception;
    }

    /** An import whose options are sent. */
    static BlockingClientCall<ImportUsersRequest, ImportUsersResponse> begun() throws Exception {
        var call = UsersServiceGrpc.newBlockingV2Stub(server.channel()).importUsers();
        call.write(options());
        return call;
    }

    /** All that is still answered. */
    static List<ImportUsersResponse> rest(BlockingClientCall<?, ImportUsersResponse> call) throws Exception {
        var results = new ArrayList<ImportUsersResponse>();
        while (call.hasNext()) {
            results.add(call.read());
        }
        return results;
    }

    static ImportUsersRequest options() {
        return ImportUsersRequest.newBuilder()
                .setOptions(ImportOptions.newBuilder().setOnConflict(ImportOptions.Conflict.SKIP))
                .build();
    }

    static ImportUsersRequest row(long number, User user) {
        return request(ImportRow.newBuilder().setNumber(number).setUser(user));
    }

    static ImportUsersRequest request(ImportRow.Builder row) {
        return ImportUsersRequest.newBuilder().setRow(row).build();
    }

    /** Whom no other test knows. */
    static User user() {
        Profile profile = somebody().profile();
        return User.newBuilder()
                .setFirstName(profile.firstName().value())
                .setLastName(profile.lastName().value())
                .setNickname(profile.nickname().value())
                .setEmail(profile.email().value())
                .setCountry(profile.country().value())
                .build();
    }

    /** How many users there are. */
    static long count() {
        return Long.parseLong(postgres.ask("select count(*) from users.users"));
    }
}
