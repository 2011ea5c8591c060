package users.server.grpc;

import com.google.protobuf.DescriptorProtos.MethodOptions.IdempotencyLevel;
import com.google.protobuf.Descriptors.MethodDescriptor;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import users.api.Role;
import users.v1.UsersProto;

/**
 * What the contract says of an RPC by its options.
 *
 * @param role that its caller needs
 * @param audited whether it changes something, or takes a lot away
 */
record RpcRule(Role role, boolean audited) {

    private static final Map<String, RpcRule> BY_METHOD = UsersProto.getDescriptor().getServices().stream()
            .flatMap(service -> service.getMethods().stream())
            .collect(Collectors.toUnmodifiableMap(
                    method -> method.getService().getFullName() + "/" + method.getName(), RpcRule::read));

    /** The rule for a method such as {@code users.v1.UsersService/GetUser}; empty for those of other contracts. */
    static Optional<RpcRule> of(io.grpc.MethodDescriptor<?, ?> method) {
        return Optional.ofNullable(BY_METHOD.get(method.getFullMethodName()));
    }

    private static RpcRule read(MethodDescriptor method) {
        var options = method.getOptions();
        var role = Role.named(options.getExtension(UsersProto.role))
                .orElseThrow(() -> new IllegalStateException(method.getFullName() + " has no role in users.proto"));
        return new RpcRule(role, options.getIdempotencyLevel() != IdempotencyLevel.NO_SIDE_EFFECTS);
    }
}
