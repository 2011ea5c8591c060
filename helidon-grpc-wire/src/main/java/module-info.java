/** gRPC on Helidon's web server: a protocol of its own beneath Helidon's gRPC routing. */
@org.jspecify.annotations.NullMarked
module helidon.grpc.wire {
    requires static io.helidon.config.metadata;
    requires static org.jspecify;
    requires io.grpc;
    requires io.helidon.builder.api;
    requires io.helidon.common;
    requires io.helidon.common.buffers;
    requires io.helidon.common.concurrency.limits;
    requires io.helidon.common.context;
    requires io.helidon.common.socket;
    requires transitive io.helidon.config;
    requires io.helidon.grpc.core;
    requires io.helidon.http.http2;
    requires transitive io.helidon.webserver;
    requires io.helidon.webserver.grpc;
    requires io.helidon.webserver.http2;

    exports helidon.grpc.wire;
}
