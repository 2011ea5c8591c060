package users.server.grpc;

import com.google.protobuf.Message;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** What the messages of a call say for its line in the audit log. */
final class AuditNote {

    private static final ScopedValue<AuditNote> CURRENT = ScopedValue.newInstance();

    private final AtomicLong answers = new AtomicLong();
    private volatile Optional<String> userId = Optional.empty();

    /** Of the call that is being started, if it is audited. */
    static Optional<AuditNote> current() {
        return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
    }

    /** Starts a call whose messages are to be noted here. */
    <T> T in(ScopedValue.CallableOp<T, RuntimeException> start) {
        return ScopedValue.where(CURRENT, this).call(start);
    }

    /** The user that a request or its answer is about: its {@code id}, or that of its {@code user}. */
    void user(Message message) {
        id(message).or(() -> part(message, "user").flatMap(AuditNote::id)).ifPresent(id -> userId = Optional.of(id));
    }

    void answer() {
        answers.incrementAndGet();
    }

    Optional<String> userId() {
        return userId;
    }

    long answers() {
        return answers.get();
    }

    private static Optional<String> id(Message message) {
        return Optional.ofNullable(message.getDescriptorForType().findFieldByName("id"))
                .map(field -> message.getField(field).toString())
                .filter(id -> !id.isEmpty());
    }

    private static Optional<Message> part(Message message, String name) {
        return Optional.ofNullable(message.getDescriptorForType().findFieldByName(name))
                .map(field -> (Message) message.getField(field));
    }
}
