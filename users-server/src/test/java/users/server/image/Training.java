package users.server.image;

import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;
import users.api.CountryCode;
import users.api.Nickname;
import users.api.ProfileUpdate;
import users.api.User;
import users.api.UserException;
import users.api.UserQuery;
import users.api.UserUpdate;
import users.api.filter.Filter;
import users.api.grpc.UsersClient;
import users.linking.AotCache;
import users.server.contract.People;
import users.server.postgres.TestDatabase;

/**
 * {@code Training <image>}: makes the AOT cache of the server's image by a run against a database, with the calls that
 * clients make and those that debug clients and probes add.
 */
final class Training {

    private static final Logger LOG = Logger.getLogger("");
    private static final int ROUNDS = 20;

    private Training() {}

    public static void main(String[] arguments) throws IOException {
        // What the database says of itself would fill the build's output.
        LOG.setLevel(Level.WARNING);
        var image = Path.of(arguments[0]);
        var cache = new AotCache(image);
        if (cache.exists()) {
            return;
        }
        var log = image.resolveSibling("training.log").toFile();
        var command = cache.training(List.of("-m", "users.server/users.server.Main"))
                .redirectErrorStream(true)
                .redirectOutput(log);
        var database = TestDatabase.create().settings();
        try (var server = ServerProcess.start(command, database.port(), database.name())) {
            for (int round = 0; round < ROUNDS; round++) {
                callUsers(new UsersClient(server.channel(), Duration.ofSeconds(10)));
                reflect(ServerReflectionGrpc.newStub(server.channel()));
                probe(server.adminPort());
            }
            int exitCode = server.stop();
            if (exitCode != 0) {
                throw new IllegalStateException(
                        "The training run ended with exit code %d: see %s".formatted(exitCode, log));
            }
        }
        cache.keep();
    }

    private static void callUsers(UsersClient users) {
        User user = users.create(People.somebody());
        users.get(user.id());
        users.get(user.profile().email());
        users.list(new UserQuery(Filter.ALL, 2, Optional.empty()))
                .next()
                .ifPresent(next -> users.list(new UserQuery(Filter.ALL, 2, Optional.of(next))));
        users.list(new UserQuery(Filter.country(new CountryCode("GB")), 1, Optional.empty()));
        users.update(new UserUpdate(
                user.id(),
                Optional.of(user.etag()),
                new ProfileUpdate(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(new Nickname("trained")),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty())));
        refused(() -> users.create(People.somebody(user.profile().email().value())));
        users.delete(People.deletion(user.id()));
        refused(() -> users.get(user.id()));
    }

    private static void refused(Runnable call) {
        try {
            call.run();
            throw new IllegalStateException("This call should have been refused");
        } catch (UserException expected) {
            // Its way is trained, too.
        }
    }

    private static void reflect(ServerReflectionGrpc.ServerReflectionStub reflection) {
        var done = new CompletableFuture<Void>();
        var requests = reflection.serverReflectionInfo(new StreamObserver<ServerReflectionResponse>() {
            @Override
            public void onNext(ServerReflectionResponse response) {}

            @Override
            public void onError(Throwable failure) {
                done.completeExceptionally(failure);
            }

            @Override
            public void onCompleted() {
                done.complete(null);
            }
        });
        requests.onNext(ServerReflectionRequest.newBuilder().setListServices("").build());
        requests.onNext(ServerReflectionRequest.newBuilder()
                .setFileContainingSymbol("users.v1.UsersService")
                .build());
        requests.onCompleted();
        done.join();
    }

    private static void probe(int adminPort) throws IOException {
        for (var path : List.of("health", "health/live", "health/ready", "metrics")) {
            try (var answer = URI.create("http://127.0.0.1:%d/observe/%s".formatted(adminPort, path))
                    .toURL()
                    .openStream()) {
                answer.readAllBytes();
            }
        }
    }
}
