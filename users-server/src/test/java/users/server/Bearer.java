package users.server;

import io.grpc.CallCredentials;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import java.util.concurrent.Executor;

/** A token that goes with a call. */
public final class Bearer extends CallCredentials {

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final String value;

    private Bearer(String value) {
        this.value = value;
    }

    public static Bearer token(String token) {
        return new Bearer("Bearer " + token);
    }

    /** A channel all of whose calls have a token. */
    public static Channel on(Channel channel, String token) {
        var headers = new Metadata();
        headers.put(AUTHORIZATION, "Bearer " + token);
        return ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(headers));
    }

    /** Whatever stands in the header. */
    public static Bearer header(String value) {
        return new Bearer(value);
    }

    @Override
    public void applyRequestMetadata(RequestInfo request, Executor executor, MetadataApplier applier) {
        var metadata = new Metadata();
        metadata.put(AUTHORIZATION, value);
        applier.apply(metadata);
    }
}
