package users.server.tracing;

import io.grpc.Metadata;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** A call's metadata, as the W3C's trace context is read from it. */
enum TraceHeaders implements TextMapGetter<Metadata> {
    INSTANCE;

    private static final Metadata.Key<String> PARENT = key("traceparent");
    private static final Metadata.Key<String> STATE = key("tracestate");

    /** Several are one list, which a state may be and a parent may not. */
    @Override
    public @Nullable String get(@Nullable Metadata headers, String name) {
        var values = headers == null ? null : headers.getAll(name.equals(PARENT.name()) ? PARENT : STATE);
        return values == null
                ? null
                : StreamSupport.stream(values.spliterator(), false).collect(Collectors.joining(","));
    }

    private static Metadata.Key<String> key(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }
}
