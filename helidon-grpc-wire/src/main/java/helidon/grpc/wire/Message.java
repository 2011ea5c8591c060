package helidon.grpc.wire;

import io.grpc.Decompressor;
import io.grpc.KnownLength;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** A message as it was received: a part of these bytes. */
@SuppressWarnings("ArrayRecordComponent") // None is ever compared.
record Message(boolean compressed, byte[] bytes, int from, int length) {

    /** Its content, as grpc-java's marshallers take it. */
    private static final class Content extends ByteArrayInputStream implements KnownLength {
        Content(byte[] bytes, int from, int length) {
            super(bytes, from, length);
        }
    }

    /**
     * What it says, once decompressed.
     *
     * @throws MalformedException when that is too long, or cannot be decompressed
     */
    InputStream content(Optional<Decompressor> decompressor, int maxBytes) {
        if (!compressed) {
            return new Content(bytes, from, length);
        }
        var with = decompressor.orElseThrow(
                () -> MalformedException.internal("A message is compressed, but grpc-encoding does not say how"));
        try (var in = with.decompress(new ByteArrayInputStream(bytes, from, length))) {
            var content = in.readNBytes(maxBytes + 1);
            if (content.length > maxBytes) {
                throw MalformedException.tooLong(maxBytes, "more once it is decompressed");
            }
            return new Content(content, 0, content.length);
        } catch (IOException e) {
            throw MalformedException.internal("A message cannot be decompressed");
        }
    }
}
