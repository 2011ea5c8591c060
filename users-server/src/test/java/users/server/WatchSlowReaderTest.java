package users.server;

import static org.assertj.core.api.Assertions.assertThat;
import static users.server.contract.People.labelled;
import static users.server.contract.People.with;

import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import users.api.NewUser;
import users.api.ResumeToken;
import users.api.UserEvent;
import users.api.UserStatus;
import users.api.filter.Filter;
import users.server.contract.Watcher;
import users.server.postgres.TestDatabase;
import users.v1.ChangeKind;
import users.v1.UsersServiceGrpc;
import users.v1.WatchUsersRequest;
import users.v1.WatchUsersResponse;

/** A watcher on the wire that does not read. */
class WatchSlowReaderTest {

    private static final int USERS = 150;

    @Test
    void aClientThatDoesNotReadIsCutOffAndLosesNothingByGoingOn() {
        try (var server = TestServer.start(TestDatabase.create(), "users.watch.buffer", "65536")) {
            // Of what is on its way, the wire and the client hold less than a tenth of what comes.
            var narrow = NettyChannelBuilder.forAddress(
                            "127.0.0.1", server.server().grpcPort())
                    .usePlaintext()
                    .flowControlWindow(65_535)
                    .build();
            var lazy = new Lazy();
            UsersServiceGrpc.newStub(narrow).watchUsers(WatchUsersRequest.getDefaultInstance(), lazy);
            lazy.read(1);
            Await.until(() -> lazy.messages.size() == 1);

            var created = new ArrayList<String>();
            for (int i = 0; i < USERS; i++) {
                created.add(server.client().create(large()).id().toString());
            }
            lazy.read(Integer.MAX_VALUE);

            Await.until(() -> !lazy.ends.isEmpty());
            assertThat(lazy.ends.getFirst().getCode()).isEqualTo(Status.Code.ABORTED);
            var seen = new ArrayList<String>();
            lazy.messages.stream()
                    .filter(message -> message.getKind() == ChangeKind.CREATED)
                    .forEach(message -> seen.add(message.getUser().getId()));
            assertThat(seen).hasSizeLessThan(USERS);
            var token = new ResumeToken(lazy.messages.getLast().getResumeToken());
            try (var watcher = Watcher.of(server.client(), Filter.ALL, Optional.of(token))) {
                while (seen.size() < USERS && watcher.next() instanceof UserEvent.Created(var user, var any)) {
                    seen.add(user.id().toString());
                }
            }
            assertThat(seen).isEqualTo(created);
            narrow.shutdownNow();
        }
    }

    private static NewUser large() {
        return with(labelled(Map.of("notes", "x".repeat(20_000)), UserStatus.ENABLED));
    }

    /** Reads when it is told to. */
    private static final class Lazy implements ClientResponseObserver<WatchUsersRequest, WatchUsersResponse> {

        private final List<WatchUsersResponse> messages = new CopyOnWriteArrayList<>();
        private final List<Status> ends = new CopyOnWriteArrayList<>();
        private final List<ClientCallStreamObserver<WatchUsersRequest>> call = new CopyOnWriteArrayList<>();

        void read(int count) {
            call.getFirst().request(count);
        }

        @Override
        public void beforeStart(ClientCallStreamObserver<WatchUsersRequest> stream) {
            stream.disableAutoRequestWithInitial(0);
            call.add(stream);
        }

        @Override
        public void onNext(WatchUsersResponse message) {
            messages.add(message);
        }

        @Override
        public void onError(Throwable thrown) {
            ends.add(Status.fromThrowable(thrown));
        }

        @Override
        public void onCompleted() {
            ends.add(Status.OK);
        }
    }
}
