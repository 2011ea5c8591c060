package helidon.grpc.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A call as its client sees it: what it got, in order, and how it ended. */
final class Exchange extends ClientCall.Listener<byte[]> {

    private final ClientCall<byte[], byte[]> call;
    private final BlockingQueue<byte[]> messages = new LinkedBlockingQueue<>();
    private final AtomicInteger received = new AtomicInteger();
    private final CompletableFuture<Metadata> headers = new CompletableFuture<>();
    private final CompletableFuture<Metadata> trailers = new CompletableFuture<>();
    private final CompletableFuture<Status> status = new CompletableFuture<>();

    private Exchange(ClientCall<byte[], byte[]> call) {
        this.call = call;
    }

    /** A call that reads whatever comes. */
    static Exchange open(Channel channel, MethodDescriptor<byte[], byte[]> method) {
        return open(channel, method, CallOptions.DEFAULT, new Metadata());
    }

    static Exchange open(
            Channel channel, MethodDescriptor<byte[], byte[]> method, CallOptions options, Metadata headers) {
        return stalled(channel, method, options, headers).request(Integer.MAX_VALUE);
    }

    /** A call that reads nothing unasked. */
    static Exchange stalled(Channel channel, MethodDescriptor<byte[], byte[]> method) {
        return stalled(channel, method, CallOptions.DEFAULT);
    }

    static Exchange stalled(Channel channel, MethodDescriptor<byte[], byte[]> method, CallOptions options) {
        return stalled(channel, method, options, new Metadata());
    }

    private static Exchange stalled(
            Channel channel, MethodDescriptor<byte[], byte[]> method, CallOptions options, Metadata headers) {
        var exchange = new Exchange(channel.newCall(method, options));
        exchange.call.start(exchange, headers);
        return exchange;
    }

    /** A call of one request. */
    static Exchange ask(Channel channel, MethodDescriptor<byte[], byte[]> method, byte[] request) {
        return open(channel, method).send(request).end();
    }

    /** A call of one request with header fields of its own. */
    static Exchange ask(Channel channel, MethodDescriptor<byte[], byte[]> method, Metadata headers) {
        return open(channel, method, CallOptions.DEFAULT, headers)
                .send(Payload.text("request"))
                .end();
    }

    /** A call of one request with options. */
    static Exchange ask(Channel channel, MethodDescriptor<byte[], byte[]> method, CallOptions options, byte[] request) {
        return open(channel, method, options, new Metadata()).send(request).end();
    }

    /** That the connection lives and serves. */
    static void works(Channel channel) throws Exception {
        var message = Payload.text("still there?");
        assertThat(ask(channel, Probe.ECHO, message).only())
                .as("what a call beside it got")
                .isEqualTo(message);
    }

    Exchange send(byte[] message) {
        call.sendMessage(message);
        return this;
    }

    /** Whether what follows is compressed, if the call is. */
    Exchange compress(boolean compress) {
        call.setMessageCompression(compress);
        return this;
    }

    Exchange end() {
        call.halfClose();
        return this;
    }

    Exchange request(int count) {
        call.request(count);
        return this;
    }

    Exchange cancel() {
        call.cancel("the client has changed its mind", null);
        return this;
    }

    boolean isReady() {
        return call.isReady();
    }

    boolean isOpen() {
        return !status.isDone();
    }

    /** How many messages have come. */
    int received() {
        return received.get();
    }

    /** The next message. */
    byte[] next() throws Exception {
        return Optional.ofNullable(messages.poll(Await.PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
                .orElseThrow(() -> new AssertionError("no message came; the call's end: " + status));
    }

    /** The next message, which must be this one. */
    Exchange expect(byte[] message) throws Exception {
        assertThat(next()).as("the next message").isEqualTo(message);
        return this;
    }

    /** The call's messages, once it has ended well. */
    List<byte[]> all() throws Exception {
        ends(Status.Code.OK);
        return new ArrayList<>(messages);
    }

    /** Its single message as text, once it has ended well. */
    String text() throws Exception {
        return Payload.text(only());
    }

    /** Its single message, once it has ended well. */
    byte[] only() throws Exception {
        assertThat(all()).as("messages").hasSize(1);
        return messages.remove();
    }

    Metadata headers() throws Exception {
        return headers.get(Await.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What came with the status. */
    Metadata trailers() throws Exception {
        return trailers.get(Await.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    boolean hasHeaders() {
        return headers.isDone();
    }

    Status status() throws Exception {
        return status.get(Await.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The status, which must have this code, or one of these. */
    Status ends(Status.Code... allowed) throws Exception {
        var end = status();
        assertThat(end.getCode()).as("code of %s", end).isIn((Object[]) allowed);
        return end;
    }

    @Override
    public void onHeaders(Metadata fields) {
        headers.complete(fields);
    }

    @Override
    public void onMessage(byte[] message) {
        received.incrementAndGet();
        messages.add(message);
    }

    @Override
    public void onClose(Status end, Metadata fields) {
        trailers.complete(fields);
        status.complete(end);
    }
}
