package helidon.grpc.wire;

import java.util.Optional;

/**
 * One behaviour of a gRPC server, shown by driving one.
 *
 * @param name the behaviour, as a sentence
 * @param limits what the server is started with
 * @param check drives it, and throws where it behaves otherwise
 * @param onNetty how grpc-netty differs, if it does
 * @param waits whether it only waits most of its time, so that it may do that beside others
 */
record Case(String name, GrpcWireConfig limits, Check check, Optional<Difference> onNetty, boolean waits) {

    /** Drives a server of its own. */
    interface Check {
        void run(Fixture fixture) throws Exception;
    }

    /**
     * What grpc-netty does instead.
     *
     * @param reason why ours does not do the same
     * @param check shows what Netty does
     */
    record Difference(String reason, Check check) {}

    static Case of(String name, Check check) {
        return new Case(name, GrpcWireConfig.create(), check, Optional.empty(), false);
    }

    /** One that waits, and neither measures how long nor what the process has, nor keeps the processors busy. */
    static Case waiting(String name, Check check) {
        return new Case(name, GrpcWireConfig.create(), check, Optional.empty(), true);
    }

    /** The same, with a server of these limits. */
    Case with(GrpcWireConfig limits) {
        return new Case(name, limits, check, onNetty, waits);
    }

    /** The same, where grpc-netty does something else, shown by the check. */
    Case onNetty(String reason, Check netty) {
        return new Case(name, limits, check, Optional.of(new Difference(reason, netty)), waits);
    }

    /** What is to be shown of a server of this kind. */
    Check on(Kind kind) {
        return kind == Kind.NETTY ? onNetty.map(Difference::check).orElse(check) : check;
    }
}
