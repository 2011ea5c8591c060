package helidon.grpc.wire;

import io.helidon.builder.api.Option;
import io.helidon.builder.api.Prototype;
import java.time.Duration;
import java.util.Optional;

/**
 * How the wire treats its peers. How long a connection may be idle is Helidon's {@code idle-connection-timeout}, and how
 * long running calls may take once the server stops is its {@code shutdown-grace-period}.
 */
@Prototype.Blueprint
@Prototype.Configured
interface GrpcWireConfigBlueprint {

    /** Bytes of a message, as sent and decompressed; a longer one is RESOURCE_EXHAUSTED. */
    @Option.Configured
    @Option.DefaultInt(4 * 1024 * 1024)
    int maxMessageBytes();

    /** Bytes of a request's header fields, as RFC 9113 counts them in SETTINGS_MAX_HEADER_LIST_SIZE. */
    @Option.Configured
    @Option.DefaultInt(16 * 1024)
    int maxMetadataBytes();

    /** Bytes of a call that may wait for its peer to read; a handler that sends more waits. */
    @Option.Configured
    @Option.DefaultInt(128 * 1024)
    int sendBufferBytes();

    /** Bytes of a call that may wait for its handler to read, beside the one message that it asked for. */
    @Option.Configured
    @Option.DefaultInt(256 * 1024)
    int receiveBufferBytes();

    /** Calls that a connection may have at a time. */
    @Option.Configured
    @Option.DefaultInt(256)
    int maxConcurrentStreams();

    /** How old a connection may become, give or take a tenth, until its peer is asked for another one. */
    @Option.Configured
    Optional<Duration> maxConnectionAge();

    /** How long calls may go on when their connection is too old. */
    @Option.Configured
    Optional<Duration> maxConnectionAgeGrace();

    /** After how long a silence the peer is asked whether it is still there. */
    @Option.Configured
    @Option.Default("PT1M")
    Duration keepAliveTime();

    /** How long it may take to answer that. */
    @Option.Configured
    @Option.Default("PT20S")
    Duration keepAliveTimeout();

    /** How often the peer may ask that itself. */
    @Option.Configured
    @Option.Default("PT5S")
    Duration permitKeepAliveTime();

    /** How long a connection's first settings and each block of header fields may take to arrive. */
    @Option.Configured
    @Option.Default("PT10S")
    Duration headersTimeout();
}
