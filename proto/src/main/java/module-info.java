/** The contract of the Users service as generated messages and stubs. */
module users.proto {
    requires transitive com.google.protobuf;
    requires transitive io.grpc;
    requires transitive io.grpc.protobuf;
    requires transitive io.grpc.stub;
    requires com.google.common;

    exports users.v1;
    exports users.grpc.health.v1;
}
