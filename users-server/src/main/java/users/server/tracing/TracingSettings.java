package users.server.tracing;

import java.net.URI;
import java.util.Optional;

/**
 * Which traces are kept, and where.
 *
 * @param endpoint of a collector that takes OTLP over HTTP, to which {@code /v1/traces} is appended; empty: none are kept
 * @param sample how many of the traces that begin here are, from 0 to 1; of the others their callers have decided
 * @param serviceName which they are shown under
 */
public record TracingSettings(Optional<URI> endpoint, double sample, String serviceName) {}
