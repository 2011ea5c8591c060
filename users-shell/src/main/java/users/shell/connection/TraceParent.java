package users.shell.connection;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * The trace that the calls of a command are part of (W3C Trace Context), for whoever looks for them at the server.
 *
 * @param traceId 32 hexadecimal digits
 * @param spanId 16 of them
 * @param flags two of them
 */
record TraceParent(String traceId, String spanId, String flags) implements ClientInterceptor {

    private static final Metadata.Key<String> TRACEPARENT =
            Metadata.Key.of("traceparent", Metadata.ASCII_STRING_MARSHALLER);
    private static final Pattern VERSION_0 = Pattern.compile("00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})");
    private static final String SAMPLED = "01";

    /** Of a command: in the trace that the variable TRACEPARENT names, else in one of its own. */
    static TraceParent of(Map<String, String> environment) {
        return Optional.ofNullable(environment.get("TRACEPARENT"))
                .map(VERSION_0::matcher)
                .filter(found -> found.matches() && !isZero(found.group(1)) && !isZero(found.group(2)))
                .map(found -> new TraceParent(found.group(1), random(8), found.group(3)))
                .orElseGet(() -> new TraceParent(random(16), random(8), SAMPLED));
    }

    private static boolean isZero(String digits) {
        return digits.chars().allMatch(digit -> digit == '0');
    }

    private static String random(int length) {
        var bytes = new byte[length];
        // No secret, and much sooner there than a secure one.
        ThreadLocalRandom.current().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        return new WithHeader<>(next.newCall(method, options), TRACEPARENT, toString());
    }

    /** As the header has it. */
    @Override
    public String toString() {
        return "00-" + traceId + "-" + spanId + "-" + flags;
    }
}
