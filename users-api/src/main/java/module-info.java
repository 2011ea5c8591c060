/** What a user is, what can be asked of the service and how it can fail; and the same over gRPC. */
@org.jspecify.annotations.NullMarked
module users.api {
    requires static transitive org.jspecify;
    requires transitive users.proto;
    requires com.google.protobuf;
    requires io.grpc;
    requires io.grpc.protobuf;
    requires io.grpc.stub;
    requires proto.google.common.protos;

    exports users.api;
    exports users.api.filter;
    exports users.api.grpc;
    exports users.api.password;
}
