package users.server.tracing;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A span as a collector gets it.
 *
 * @param parent empty without one
 * @param state what others say of the trace
 * @param start in nanoseconds of 1970
 */
public record SentSpan(
        String service,
        String traceId,
        String id,
        String parent,
        String state,
        String name,
        Span.SpanKind kind,
        boolean failed,
        Map<String, Object> attributes,
        int events,
        long start,
        Duration duration) {

    static SentSpan of(Resource resource, Span span) {
        return new SentSpan(
                String.valueOf(attributes(resource.getAttributesList()).get("service.name")),
                hex(span.getTraceId()),
                hex(span.getSpanId()),
                hex(span.getParentSpanId()),
                span.getTraceState(),
                span.getName(),
                span.getKind(),
                span.getStatus().getCode() == StatusCode.STATUS_CODE_ERROR,
                attributes(span.getAttributesList()),
                span.getEventsCount(),
                span.getStartTimeUnixNano(),
                Duration.ofNanos(span.getEndTimeUnixNano() - span.getStartTimeUnixNano()));
    }

    private static Map<String, Object> attributes(List<KeyValue> list) {
        var attributes = new TreeMap<String, Object>();
        list.forEach(each -> attributes.put(each.getKey(), value(each.getValue())));
        return attributes;
    }

    private static Object value(AnyValue value) {
        return value.hasIntValue() ? value.getIntValue() : value.getStringValue();
    }

    private static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }
}
