package helidon.grpc.wire;

import io.grpc.Compressor;
import io.grpc.Drainable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/** Bytes of a message with the prefix that gRPC over HTTP/2 puts before it. */
final class MessageWriter extends ByteArrayOutputStream {

    private MessageWriter(int bytes) {
        super(bytes);
    }

    static byte[] plain(InputStream message) {
        return write(message, false, out -> out);
    }

    static byte[] compressed(InputStream message, Compressor compressor) {
        return write(message, true, compressor::compress);
    }

    private interface Encoding {
        OutputStream on(OutputStream out) throws IOException;
    }

    private static byte[] write(InputStream message, boolean compressed, Encoding encoding) {
        try (message) {
            var framed = new MessageWriter(MessageReader.PREFIX_BYTES + message.available());
            framed.write(compressed ? 1 : 0);
            framed.writeBytes(new byte[Integer.BYTES]);
            try (var out = encoding.on(framed)) {
                if (message instanceof Drainable drainable) {
                    drainable.drainTo(out);
                } else {
                    message.transferTo(out);
                }
            }
            return framed.framed();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] framed() {
        var bytes = buf.length == count ? buf : toByteArray();
        ByteBuffer.wrap(bytes).putInt(1, count - MessageReader.PREFIX_BYTES);
        return bytes;
    }
}
