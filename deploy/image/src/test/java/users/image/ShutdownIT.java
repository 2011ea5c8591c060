package users.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.protobuf.StatusProto;
import io.grpc.stub.BlockingClientCall;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import users.v1.ExportUsersRequest;
import users.v1.ImportOptions;
import users.v1.ImportRow;
import users.v1.ImportUsersRequest;
import users.v1.ImportUsersResponse;
import users.v1.User;
import users.v1.UsersServiceGrpc;
import users.v1.WatchUsersRequest;

/** SIGTERM in the middle of streams. */
class ShutdownIT {

    private static final int USERS = 20_000;

    @Test
    void exportAndImportRunToTheirEndAndAWatchIsToldToGoOnElsewhere() throws Exception {
        var stage = Stage.shared();
        var database = stage.database();
        try (var service = Service.on(stage, database)) {
            stage.ask(database, """
                    insert into users.users
                      (id, first_name, last_name, nickname, email, email_key, country)
                    select gen_random_uuid(), 'Ann', 'Lee', 'ann', n || '@export.test', n || '@export.test', 'GB'
                      from generate_series(1, %d) as n""".formatted(USERS));
            var channel = service.channel();
            var streams = UsersServiceGrpc.newBlockingV2Stub(channel).withDeadlineAfter(60, TimeUnit.SECONDS);
            var watch = streams.watchUsers(WatchUsersRequest.getDefaultInstance());
            watch.read();
            var export = streams.exportUsers(ExportUsersRequest.getDefaultInstance());
            export.read();
            var imports = streams.importUsers();
            imports.write(ImportUsersRequest.newBuilder()
                    .setOptions(ImportOptions.getDefaultInstance())
                    .build());
            imports.write(row(1));
            assertThat(imports.read().getOutcome()).isEqualTo(ImportUsersResponse.Outcome.CREATED);

            service.terminate();
            service.awaitLog("stopping: ");

            assertThatThrownBy(() -> drain(watch))
                    .satisfies(ended -> assertThat(String.valueOf(StatusProto.fromThrowable(ended)))
                            .contains("SERVER_STOPPING"));
            imports.write(row(2));
            imports.halfClose();
            assertThat(drain(imports)).isOne();
            assertThat(drain(export)).isGreaterThanOrEqualTo(USERS - 1);
            assertThat(service.end().getExitCodeLong()).isZero();
            assertThat(service.getLogs().strip()).endsWith("stopped");
            channel.shutdownNow();
        }
    }

    private static ImportUsersRequest row(int number) {
        return ImportUsersRequest.newBuilder()
                .setRow(ImportRow.newBuilder()
                        .setNumber(number)
                        .setUser(User.newBuilder()
                                .setFirstName("Bob")
                                .setLastName("Roe")
                                .setNickname("bob")
                                .setEmail("bob-%d@import.test".formatted(number))
                                .setCountry("GB")))
                .build();
    }

    /** How many messages come until the end. */
    private static int drain(BlockingClientCall<?, ?> call) throws Exception {
        int count = 0;
        while (call.read() != null) {
            count++;
        }
        return count;
    }
}
