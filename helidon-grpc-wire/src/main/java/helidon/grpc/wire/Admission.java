package helidon.grpc.wire;

import helidon.grpc.wire.WireListener.Refusal;
import io.grpc.Metadata;
import io.grpc.Status;
import io.helidon.http.http2.Http2ErrorCode;
import io.helidon.http.http2.Http2Exception;
import io.helidon.http.http2.Http2FrameType;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Decides what becomes of a request: a call, a request for Helidon, or a refusal. */
final class Admission {

    private final Connection connection;
    private final Map<String, Method<?, ?>> methods;

    Admission(Connection connection, Map<String, Method<?, ?>> methods) {
        this.connection = connection;
        this.methods = methods;
    }

    /**
     * Begins what these fields ask for.
     *
     * @param end whether nothing follows them
     * @return a call that was begun
     * @throws Http2Exception when they are malformed, or this is one stream too many
     */
    Optional<Call<?, ?>> begin(int id, HeaderDecoder.Fields fields, boolean end) {
        if (connection.full()) {
            connection.listener().refused(Refusal.TOO_MANY_CALLS);
            throw new Http2Exception(Http2ErrorCode.REFUSED_STREAM, "Too many calls at a time");
        }
        try {
            return begin(id, RequestHeaders.of(fields), end);
        } catch (MalformedException e) {
            refuse(Refusal.MALFORMED, id, e.status(), end);
            return Optional.empty();
        } catch (Http2Exception e) {
            connection.listener().refused(Refusal.MALFORMED);
            throw e;
        }
    }

    private Optional<Call<?, ?>> begin(int id, RequestHeaders request, boolean end) {
        if (!request.complete()) {
            var status = Status.RESOURCE_EXHAUSTED.withDescription(
                    "The metadata is longer than " + connection.limits().maxMetadataBytes() + " bytes");
            refuse(Refusal.METADATA_TOO_LONG, id, status, end);
            return Optional.empty();
        }
        var method = methods.get(request.path());
        if (!request.isGrpc() && method == null && PlainHttp.understands(request)) {
            connection.plain().begin(id, request, end);
        } else if (!request.isGrpc() && method == null) {
            refuse(id, ResponseHeaders.plain("400"), "The method or the path is none that HTTP has", end);
        } else if (!request.isGrpc()) {
            refuse(id, "415", "The content-type of a gRPC call is application/grpc", end);
        } else if (!request.method().equals("POST")) {
            refuse(id, "405", "The method of a gRPC call is POST", end);
        } else if (method == null) {
            var status = Status.UNIMPLEMENTED.withDescription(
                    "Method not found: " + request.path().substring(1));
            refuse(Refusal.UNKNOWN_METHOD, id, status, end);
        } else {
            var call = new Call<>(connection, id, method, request);
            connection.begin(id, call);
            call.begin();
            return Optional.of(call);
        }
        return Optional.empty();
    }

    private void refuse(Refusal refusal, int id, Status status, boolean end) {
        connection.listener().refused(refusal);
        var answer = ResponseHeaders.trailersOnly(status, new Metadata());
        connection.send(buffer -> {
            buffer.headers(id, answer, true);
            if (!end) {
                buffer.reset(id, Http2ErrorCode.NO_ERROR);
            }
        });
    }

    private void refuse(int id, String status, String text, boolean end) {
        refuse(id, ResponseHeaders.http(status, text), text, end);
    }

    /** For whoever does not speak gRPC: with a body, within the windows. */
    private void refuse(int id, byte[] headers, String text, boolean end) {
        connection.listener().refused(Refusal.NOT_GRPC);
        var sender = connection.sender(id, new SendStream.Owner() {
            @Override
            public void writable() {}

            @Override
            public void finished() {
                connection.finished(id, end);
            }
        });
        var frames = new FrameBuffer().headers(id, headers, false);
        var last = new FrameBuffer().frame(Http2FrameType.DATA, InboundFrame.END_STREAM, id, SendStream.NOTHING);
        sender.send(frames.toBytes(), text.getBytes(StandardCharsets.US_ASCII), last.toBytes());
    }
}
