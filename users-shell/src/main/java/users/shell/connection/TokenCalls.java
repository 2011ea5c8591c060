package users.shell.connection;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import java.util.concurrent.TimeUnit;

/** Has calls say who makes them. Getting the token takes none of the time that a call may take. */
record TokenCalls(Tokens tokens) implements ClientInterceptor {

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    /** The same for calls that nobody is to be kept waiting or asked for: they go without a token rather. */
    static ClientInterceptor atHand(Tokens tokens) {
        return new ClientInterceptor() {
            @Override
            public <Q, A> ClientCall<Q, A> interceptCall(
                    MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
                return tokens.atHand()
                        .map(token -> carrying(token, next.newCall(method, options)))
                        .orElseGet(() -> next.newCall(method, options));
            }
        };
    }

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        var time = Time.of(options);
        return tokens.current()
                .<ClientCall<Q, A>>map(token -> new RepeatableCall<>(
                        token,
                        tokens,
                        method.getType().clientSendsOneMessage(),
                        sent -> carrying(sent, next.newCall(method, time.from(options)))))
                .orElseGet(() -> next.newCall(method, time.from(options)));
    }

    private static <Q, A> ClientCall<Q, A> carrying(BearerToken token, ClientCall<Q, A> call) {
        return new WithHeader<>(call, AUTHORIZATION, token.header());
    }

    /** How long a call may take, from whenever it begins. */
    private record Time(long nanos) {

        static Time of(CallOptions options) {
            var deadline = options.getDeadline();
            return new Time(deadline == null ? Long.MAX_VALUE : deadline.timeRemaining(TimeUnit.NANOSECONDS));
        }

        CallOptions from(CallOptions options) {
            return nanos == Long.MAX_VALUE ? options : options.withDeadlineAfter(nanos, TimeUnit.NANOSECONDS);
        }
    }
}
