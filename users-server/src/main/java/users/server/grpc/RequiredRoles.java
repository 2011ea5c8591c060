package users.server.grpc;

import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import users.api.Role;
import users.v1.UsersProto;

/** Which RPC needs which role, as the contract says by its option. */
public final class RequiredRoles {

    private static final ServiceDescriptor SERVICE = UsersProto.getDescriptor().findServiceByName("UsersService");
    private static final Map<String, Role> BY_METHOD = SERVICE.getMethods().stream()
            .collect(Collectors.toUnmodifiableMap(
                    method -> SERVICE.getFullName() + "/" + method.getName(), RequiredRoles::role));

    private RequiredRoles() {}

    /** The role for a method such as {@code users.v1.UsersService/GetUser}; empty for those that anybody may call. */
    public static Optional<Role> of(String method) {
        return Optional.ofNullable(BY_METHOD.get(method));
    }

    private static Role role(MethodDescriptor method) {
        return Role.named(method.getOptions().getExtension(UsersProto.role))
                .orElseThrow(() -> new IllegalStateException(method.getFullName() + " has no role in users.proto"));
    }
}
