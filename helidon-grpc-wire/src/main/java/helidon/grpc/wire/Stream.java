package helidon.grpc.wire;

import io.grpc.Status;
import io.helidon.http.http2.Http2ErrorCode;
import java.nio.ByteBuffer;

/** A stream that the peer has begun and this side has yet to end. */
sealed interface Stream extends SendStream.Owner permits Call, PlainStream {

    SendStream sender();

    /**
     * Takes what a frame brings.
     *
     * @param bytes what it takes of the window
     * @throws MalformedException when the call cannot go on
     * @throws io.helidon.http.http2.Http2Exception when the stream cannot
     */
    void receive(ByteBuffer content, int bytes, boolean end);

    /** Whether the peer has ended its side. */
    boolean receivedAll();

    /** Has its handler told what has come. */
    void start();

    /** Ends with the status of a call. */
    void abort(Status status);

    /** The peer wants no more of it, or is gone. */
    void cancel();

    /** It has broken the rules of HTTP/2. */
    void reset(Http2ErrorCode code);
}
