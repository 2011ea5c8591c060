import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import java.nio.ByteBuffer;
import java.util.Map;
import users.v1.GetUserRequest;
import users.v1.UsersServiceGrpc;

/** What is called. */
enum Call {
    /** 100 bytes there and back. */
    ECHO("echo", "probe.Probe/Echo", Map.of(Kind.STOCK, 1.5, Kind.NETTY, 1.2)) {
        @Override
        byte[] request() {
            return Echo.MESSAGE.toByteArray();
        }

        @Override
        byte[] answer(ManagedChannel channel) {
            var answer = ClientCalls.blockingUnaryCall(channel, Echo.ONCE, CallOptions.DEFAULT, Echo.MESSAGE);
            return accepted(answer.equals(Echo.MESSAGE), answer.toByteArray());
        }
    },
    /** A user by its e-mail, out of PostgreSQL. */
    GET_USER("GetUser", "users.v1.UsersService/GetUser", Map.of(Kind.NETTY, 1.0)) {
        @Override
        byte[] request() {
            return GetUserRequest.newBuilder().setEmail(Stage.USER).build().toByteArray();
        }

        @Override
        byte[] answer(ManagedChannel channel) {
            var request = GetUserRequest.newBuilder().setEmail(Stage.USER).build();
            var user = UsersServiceGrpc.newBlockingStub(channel).getUser(request);
            return accepted(user.getEmail().equals(Stage.USER), user.toByteArray());
        }
    };

    private final String label;
    private final String path;
    private final Map<Kind, Double> targets;

    /** @param targets how many times as many calls as these the wire is to answer */
    Call(String label, String path, Map<Kind, Double> targets) {
        this.label = label;
        this.path = path;
        this.targets = targets;
    }

    /** The message that is sent. */
    abstract byte[] request();

    /** The message that comes back, when it is the right one. */
    abstract byte[] answer(ManagedChannel channel);

    String path() {
        return path;
    }

    Map<Kind, Double> targets() {
        return targets;
    }

    /** The request as h2load has to send it: not compressed, its length, the message. */
    byte[] body() {
        return ByteBuffer.allocate(5 + request().length)
                .put((byte) 0)
                .putInt(request().length)
                .put(request())
                .array();
    }

    /** Has a server answer grpc-java, and says how many bytes of DATA that takes. */
    int answerBytes(int port) {
        var channel =
                NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
        try {
            return 5 + answer(channel).length;
        } finally {
            channel.shutdownNow();
        }
    }

    @Override
    public String toString() {
        return label;
    }

    private static byte[] accepted(boolean right, byte[] answer) {
        if (!right) {
            throw new IllegalStateException("A wrong answer");
        }
        return answer;
    }
}
