package users.shell.connection;

import io.grpc.ClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import users.api.CredentialFault;
import users.api.UserError;
import users.api.UserException;
import users.api.grpc.StatusErrors;

/**
 * A call that is made once more, with a new token, when the server says before anything else that the token has expired:
 * it has then done nothing. One whose client sends a stream is not: what was sent is gone.
 */
final class RepeatableCall<Q, A> extends ClientCall<Q, A> {

    private final BearerToken token;
    private final Tokens tokens;
    private final boolean repeatable;
    private final Function<BearerToken, ClientCall<Q, A>> attempt;

    private ClientCall<Q, A> call;
    private Metadata headers = new Metadata();
    private Optional<Q> message = Optional.empty();
    private int requested;
    private boolean halfClosed;

    /** @param attempt makes the call that carries a token */
    RepeatableCall(
            BearerToken token, Tokens tokens, boolean repeatable, Function<BearerToken, ClientCall<Q, A>> attempt) {
        this.token = token;
        this.tokens = tokens;
        this.repeatable = repeatable;
        this.attempt = attempt;
        call = attempt.apply(token);
    }

    @Override
    public synchronized void start(Listener<A> listener, Metadata headers) {
        this.headers.merge(headers);
        call.start(new FirstAnswer(listener), headers);
    }

    @Override
    public synchronized void request(int messages) {
        requested += messages;
        call.request(messages);
    }

    @Override
    public synchronized void sendMessage(Q message) {
        if (repeatable) {
            this.message = Optional.of(message);
        }
        call.sendMessage(message);
    }

    @Override
    public synchronized void halfClose() {
        halfClosed = true;
        call.halfClose();
    }

    @Override
    public synchronized void cancel(@Nullable String reason, @Nullable Throwable cause) {
        call.cancel(reason, cause);
    }

    @Override
    public synchronized boolean isReady() {
        return call.isReady();
    }

    private static boolean hasExpired(Status status, Metadata trailers) {
        return status.getCode() == Status.Code.UNAUTHENTICATED
                && StatusErrors.decode(status.asRuntimeException(trailers))
                        .equals(new UserError.Unauthenticated(CredentialFault.TOKEN_EXPIRED));
    }

    private synchronized void repeat(BearerToken renewed, Listener<A> listener) {
        call = attempt.apply(renewed);
        call.start(listener, headers);
        call.request(requested);
        message.ifPresent(call::sendMessage);
        if (halfClosed) {
            call.halfClose();
        }
    }

    private final class FirstAnswer extends SimpleForwardingClientCallListener<A> {

        private boolean answered;

        FirstAnswer(Listener<A> listener) {
            super(listener);
        }

        @Override
        public void onMessage(A answer) {
            answered = true;
            super.onMessage(answer);
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            if (repeatable && !answered && hasExpired(status, trailers)) {
                renew(status, trailers);
                return;
            }
            if (status.getCode() == Status.Code.UNAUTHENTICATED) {
                tokens.forget(token);
            }
            super.onClose(status, trailers);
        }

        /** This takes its time: it is on the thread that waits for the answer, as blocking stubs have it. */
        private void renew(Status status, Metadata trailers) {
            try {
                tokens.insteadOf(token)
                        .ifPresentOrElse(renewed -> repeat(renewed, delegate()), () -> super.onClose(status, trailers));
            } catch (AccessException | UserException e) {
                super.onClose(Status.CANCELLED.withCause(e), new Metadata());
            }
        }
    }
}
