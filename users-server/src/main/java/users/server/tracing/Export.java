package users.server.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.common.ComponentLoader;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.HttpSenderProvider;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.net.URI;
import java.util.List;
import java.util.ServiceLoader;

/** Spans on their way to a collector: as many wait as its queue holds, and what comes then is dropped. */
final class Export {

    private static final AttributeKey<String> SERVICE_NAME = AttributeKey.stringKey("service.name");

    private final SdkTracerProvider provider;

    Export(TracingSettings settings, URI endpoint) {
        ExportWarnings.limit();
        var exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(endpoint.toString().replaceFirst("/*$", "/v1/traces"))
                .setComponentLoader(new Providers())
                .build();
        provider = SdkTracerProvider.builder()
                .setResource(Resource.getDefault()
                        .merge(Resource.create(Attributes.of(SERVICE_NAME, settings.serviceName()))))
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(settings.sample())))
                .addSpanProcessor(BatchSpanProcessor.create(exporter))
                .build();
    }

    Tracer tracer() {
        return provider.get("users.server");
    }

    /** Complete once everything is sent, or cannot be. */
    CompletableResultCode shutdown() {
        return provider.shutdown();
    }

    /** In the image providers are found by who says that it uses them, which OpenTelemetry's own modules do not. */
    private static final class Providers implements ComponentLoader {

        @Override
        public <T> Iterable<T> load(Class<T> service) {
            return service == HttpSenderProvider.class ? ServiceLoader.load(service) : List.of();
        }
    }
}
