package users.server.grpc;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import users.api.InvalidValueException;
import users.api.UserId;
import users.server.telemetry.AuditLog;
import users.server.telemetry.AuditedCall;

/** What the messages of a call say for its line in the audit log. */
final class AuditNote {

    private static final ScopedValue<AuditNote> CURRENT = ScopedValue.newInstance();

    /** What makes a call another than its method says. */
    private static final List<String> FLAGS = List.of("validate_only", "include_password_hashes");

    private final AtomicLong answers = new AtomicLong();
    private volatile Optional<UserId> userId = Optional.empty();
    private volatile List<String> flags = List.of();

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

    /** How it is meant, as a request says, or the first of a stream by its {@code options}. */
    void flags(Message request) {
        var set = FLAGS.stream()
                .filter(flag -> isSet(request, flag)
                        || part(request, "options")
                                .filter(options -> isSet(options, flag))
                                .isPresent())
                .toList();
        if (!set.isEmpty()) {
            flags = set;
        }
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
                flags,
                stream ? Optional.of(answers.get()) : Optional.empty(),
                code,
                reason));
    }

    private static Optional<UserId> id(Message message) {
        return field(message, "id").flatMap(field -> id(message.getField(field).toString()));
    }

    /** What is no id may be anything that a caller sends, such as somebody's e-mail. */
    private static Optional<UserId> id(String text) {
        try {
            return Optional.of(UserId.parse(text));
        } catch (InvalidValueException e) {
            return Optional.empty();
        }
    }

    private static boolean isSet(Message message, String flag) {
        return field(message, flag)
                .filter(field -> (Boolean) message.getField(field))
                .isPresent();
    }

    private static Optional<Message> part(Message message, String name) {
        return field(message, name).map(field -> (Message) message.getField(field));
    }

    private static Optional<FieldDescriptor> field(Message message, String name) {
        return Optional.ofNullable(message.getDescriptorForType().findFieldByName(name));
    }
}
