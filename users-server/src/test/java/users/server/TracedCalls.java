package users.server;

import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import users.server.postgres.TestDatabase;
import users.server.tracing.Collector;
import users.server.tracing.SentSpan;
import users.v1.UsersServiceGrpc.UsersServiceBlockingStub;

/** Calls to a server whose spans go to a collector. */
final class TracedCalls {

    private TracedCalls() {}

    /** What a collector has of calls once their server, which they are the first and last of, has stopped. */
    static List<SentSpan> recorded(TestDatabase database, Consumer<TestServer> calls, String... settings) {
        try (var collector = Collector.start()) {
            run(database, collector, calls, settings);
            return collector.spans();
        }
    }

    static void run(TestDatabase database, Collector collector, Consumer<TestServer> calls, String... settings) {
        var all = Stream.concat(Stream.of("users.tracing.endpoint", collector.endpoint() + "/"), Stream.of(settings));
        try (var server = TestServer.start(database, all.toArray(String[]::new))) {
            calls.accept(server);
        }
    }

    /** For calls with these headers. */
    static UsersServiceBlockingStub stub(TestServer server, Map<String, String> headers) {
        var metadata = new Metadata();
        headers.forEach((name, value) -> metadata.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value));
        return server.stub().withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata));
    }
}
