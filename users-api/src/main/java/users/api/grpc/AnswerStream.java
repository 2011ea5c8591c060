package users.api.grpc;

import io.grpc.Context;
import io.grpc.StatusRuntimeException;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import users.api.UserException;

/** The answers of a call that streams them, fetched as they are taken. To close the stream cancels the call. */
final class AnswerStream<M, T> extends Spliterators.AbstractSpliterator<T> {

    private final Context.CancellableContext context = Context.current().withCancellation();
    private final Function<M, T> decode;
    private final Iterator<M> messages;

    private AnswerStream(Supplier<Iterator<M>> call, Function<M, T> decode) {
        super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
        this.decode = decode;
        var previous = context.attach();
        try {
            messages = call.get();
        } finally {
            context.detach(previous);
        }
    }

    /**
     * Begins a call and waits for its first answer, or for its end.
     *
     * @throws UserException when the server refuses the call
     */
    static <M, T> Stream<T> of(Supplier<Iterator<M>> call, Function<M, T> decode) {
        var answers = new AnswerStream<>(call, decode);
        answers.hasNext();
        return StreamSupport.stream(answers, false).onClose(answers::close);
    }

    @Override
    public boolean tryAdvance(Consumer<? super T> action) {
        if (!hasNext()) {
            return false;
        }
        action.accept(Answers.read(messages.next(), decode));
        return true;
    }

    private boolean hasNext() {
        try {
            return messages.hasNext();
        } catch (StatusRuntimeException e) {
            if (context.isCancelled()) {
                return false;
            }
            throw Answers.refused(e);
        }
    }

    private void close() {
        context.cancel(null);
    }
}
