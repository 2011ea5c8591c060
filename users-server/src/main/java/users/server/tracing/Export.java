package users.server.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.common.ComponentLoader;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.common.export.HttpSenderProvider;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.ServiceLoader;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Spans on their way to a collector: as many wait as its queue holds, and what comes then is dropped. */
final class Export implements AutoCloseable {

    /** How long the last spans may take to their collector. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private static final AttributeKey<String> SERVICE_NAME = AttributeKey.stringKey("service.name");

    /** One replica from another, and from itself before a restart. */
    private static final AttributeKey<String> INSTANCE = AttributeKey.stringKey("service.instance.id");

    private final SpanExporter exporter;
    private final SdkTracerProvider provider;

    Export(TracingSettings settings, URI endpoint) {
        ExportWarnings.limit();
        exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(endpoint.toString().replaceFirst("/*$", "/v1/traces"))
                .setComponentLoader(new Providers())
                .build();
        provider = SdkTracerProvider.builder()
                .setResource(Resource.getDefault()
                        .merge(Resource.create(Attributes.of(
                                SERVICE_NAME,
                                settings.serviceName(),
                                INSTANCE,
                                UUID.randomUUID().toString()))))
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(settings.sample())))
                .addSpanProcessor(BatchSpanProcessor.create(exporter))
                .build();
    }

    Tracer tracer() {
        return provider.get("users.server");
    }

    /** Sends what is left, and gives up what takes longer than the grace. */
    @Override
    public void close() {
        if (!provider.shutdown().join(GRACE.toMillis(), TimeUnit.MILLISECONDS).isDone()) {
            exporter.shutdown();
        }
    }

    /** In the image providers are found by who says that it uses them, which OpenTelemetry's own modules do not. */
    private static final class Providers implements ComponentLoader {

        @Override
        public <T> Iterable<T> load(Class<T> service) {
            return service == HttpSenderProvider.class ? ServiceLoader.load(service) : List.of();
        }
    }
}
