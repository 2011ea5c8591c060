package users.server.telemetry;

import io.grpc.Metadata;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Names the call that is being served, in every line that is logged for it. */
public final class RequestId {

    private static final Metadata.Key<String> HEADER =
            Metadata.Key.of("x-request-id", Metadata.ASCII_STRING_MARSHALLER);
    /** What can stand in a log as it is; anything else could forge a line or fill the disk. */
    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

    private static final ScopedValue<String> CURRENT = ScopedValue.newInstance();

    private RequestId() {}

    /** The caller's id where its form can be trusted, else a new one. */
    public static String of(Metadata headers) {
        return Optional.ofNullable(headers.get(HEADER))
                .filter(id -> SANE.matcher(id).matches())
                .orElseGet(() -> UUID.randomUUID().toString());
    }

    /** Runs a piece of the call with this id. */
    public static <T> T in(String id, ScopedValue.CallableOp<T, RuntimeException> piece) {
        return ScopedValue.where(CURRENT, id).call(piece);
    }

    /** A piece of the call that runs on a thread of its own, with this id there, too. */
    public static Runnable carry(Runnable piece) {
        return current()
                .<Runnable>map(id -> () -> in(id, () -> {
                    piece.run();
                    return id;
                }))
                .orElse(piece);
    }

    static Optional<String> current() {
        return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
    }
}
