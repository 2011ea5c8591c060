package users.server.grpc;

import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import users.api.InvalidValueException;
import users.api.UserId;
import users.server.telemetry.AuditLog;
import users.server.telemetry.AuditedCall;

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

    /** Writes the line, once the call has its answer. */
    void write(MethodDescriptor<?, ?> method, String actor, Status.Code code, Optional<String> reason) {
        boolean stream = !method.getType().serverSendsOneMessage();
        AuditLog.write(new AuditedCall(
                method.getFullMethodName(),
                actor,
                userId,
                stream ? Optional.of(answers.get()) : Optional.empty(),
                code,
                reason));
    }

    private static Optional<String> id(Message message) {
        return Optional.ofNullable(message.getDescriptorForType().findFieldByName("id"))
                .flatMap(field -> id(message.getField(field).toString()));
    }

    /** What is no id may be anything that a caller sends, such as somebody's e-mail. */
    private static Optional<String> id(String text) {
        try {
            return Optional.of(UserId.parse(text).toString());
        } catch (InvalidValueException e) {
            return Optional.empty();
        }
    }

    private static Optional<Message> part(Message message, String name) {
        return Optional.ofNullable(message.getDescriptorForType().findFieldByName(name))
                .map(field -> (Message) message.getField(field));
    }
}
