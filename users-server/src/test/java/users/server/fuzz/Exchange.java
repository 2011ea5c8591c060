package users.server.fuzz;

import static java.util.Objects.requireNonNullElseGet;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A call by a script. */
final class Exchange extends ClientCall.Listener<byte[]> {

    private final List<byte[]> answers = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

    private Exchange() {}

    static Outcome run(Channel channel, Rpc rpc, Script script) {
        var exchange = new Exchange();
        var call = channel.newCall(rpc.method(), CallOptions.DEFAULT);
        call.start(exchange, new Metadata());
        if (script.reads() > 0) {
            call.request(script.reads());
        }
        script.requests().forEach(call::sendMessage);
        if (script.ends()) {
            call.halfClose();
        }
        return exchange.await(call, script);
    }

    private Outcome await(ClientCall<byte[], byte[]> call, Script script) {
        try {
            return outcome.get(script.patience().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            if (script.waits()) {
                throw new AssertionError("no end within " + script.patience(), e);
            }
            call.cancel("had enough", null);
            // Whichever came first.
            return outcome.join();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void onMessage(byte[] message) {
        answers.add(message);
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
        outcome.complete(new Outcome(status, requireNonNullElseGet(trailers, Metadata::new), answers));
    }
}
