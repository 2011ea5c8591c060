package users.server.tracing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.google.protobuf.InvalidProtocolBufferException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Takes traces by OTLP over HTTP, and keeps them. */
public final class Collector implements AutoCloseable {

    private final HttpServer server;
    private final int status;
    private final CountDownLatch open;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<byte[]> bodies = new CopyOnWriteArrayList<>();

    private Collector(int status, CountDownLatch open) {
        this.status = status;
        this.open = open;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v1/traces", this::take);
        server.setExecutor(threads);
        server.start();
    }

    public static Collector start() {
        return new Collector(200, new CountDownLatch(0));
    }

    /** One that gives all traces back. */
    public static Collector refusing(int status) {
        return new Collector(status, new CountDownLatch(0));
    }

    /** One that answers nobody as long as it is there. */
    public static Collector mute() {
        return new Collector(200, new CountDownLatch(1));
    }

    public String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** How often it was sent something. */
    public int requests() {
        return bodies.size();
    }

    /** What it was sent, byte for byte as text that holds any ASCII in it. */
    public String bytes() {
        return String.join(
                "\n", bodies.stream().map(body -> new String(body, ISO_8859_1)).toList());
    }

    /** What it was sent, in the order of their ends. */
    public List<SentSpan> spans() {
        return bodies.stream()
                .flatMap(body -> parse(body).getResourceSpansList().stream())
                .flatMap(resource -> resource.getScopeSpansList().stream()
                        .flatMap(scope -> scope.getSpansList().stream())
                        .map(span -> SentSpan.of(resource.getResource(), span)))
                .toList();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            bodies.add(exchange.getRequestBody().readAllBytes());
            open.await();
            exchange.sendResponseHeaders(status, -1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ExportTraceServiceRequest parse(byte[] body) {
        try {
            return ExportTraceServiceRequest.parseFrom(body);
        } catch (InvalidProtocolBufferException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        open.countDown();
        server.stop(0);
        threads.close();
    }
}
