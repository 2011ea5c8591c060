import com.sun.net.httpserver.HttpServer;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;
import users.api.Email;
import users.api.grpc.UsersClient;
import users.api.tls.TestAuthority;

/**
 * {@code CallersBench <rounds>}: what it costs a GetUser that callers are known, that connections are encrypted and that
 * traces are kept. One server of the image for each way, on one database; a round asks each for a second, in turn, so that
 * what else the machine does falls on all of them.
 */
public final class CallersBench {

    /** In them the code of servers and clients is compiled. */
    private static final int UNCOUNTED_ROUNDS = 10;

    private static final int THREADS = 4;
    private static final long ROUND_NANOS = Duration.ofSeconds(1).toNanos();
    private static final Email USER = new Email(Stage.USER);
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private static final Logger ROOT_LOGGER = Logger.getLogger("");

    /** A server and a client of it. */
    private record Way(String name, Server server, ManagedChannel connection, UsersClient users) {}

    private CallersBench() {}

    public static void main(String[] arguments) throws IOException, JoseException {
        // What the database says of itself would stand between the rounds.
        ROOT_LOGGER.setLevel(Level.WARNING);
        int rounds = Integer.parseInt(arguments[0]);
        var collector = collector();
        try (var stage = Stage.open()) {
            var ways = ways(stage, collector.getAddress().getPort());
            try {
                print(rounds, measure(ways, rounds));
            } finally {
                ways.forEach(way -> way.connection().shutdownNow());
                ways.forEach(way -> way.server().close());
            }
        } finally {
            // Its thread would keep a run that failed from ending.
            collector.stop(0);
        }
    }

    private static List<Way> ways(Stage stage, int collector) throws IOException, JoseException {
        var key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
        var authority = TestAuthority.named("Bench");
        var identity = authority.server("127.0.0.1");
        var folder = stage.folder();
        var tokens = Map.of(
                "JWKS_FILE",
                        Files.writeString(folder.resolve("jwks.json"), new JsonWebKeySet(key).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY))
                                .toString(),
                "JWT_ISSUER", "bench",
                "JWT_AUDIENCE", "users");
        var certificates = Map.of(
                "TLS_CERT_FILE", identity.writeChain(folder.resolve("tls.crt")).toString(),
                "TLS_KEY_FILE", identity.writeKey(folder.resolve("tls.key")).toString(),
                "TLS_CLIENT_CA_FILE", authority.write(folder.resolve("ca.crt")).toString());
        var traces = Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:" + collector);
        var sampled = new TreeMap<>(traces);
        sampled.put("OTEL_TRACES_SAMPLER_ARG", "0.01");
        var token = token(key);
        return List.of(
                plain("anybody", new Server(stage), ""),
                plain("anybody, once more", new Server(stage), ""),
                plain("a token", new Server(stage, tokens), token),
                plain("a token, 1 % of traces", new Server(stage, both(tokens, sampled)), token),
                plain("a token, all traces", new Server(stage, both(tokens, traces)), token),
                encrypted("TLS and a certificate", new Server(stage, certificates), authority),
                encrypted("the same, all traces", new Server(stage, both(certificates, traces)), authority));
    }

    private static Map<String, String> both(Map<String, String> one, Map<String, String> other) {
        var all = new TreeMap<>(one);
        all.putAll(other);
        return all;
    }

    private static Way plain(String name, Server server, String token) throws IOException {
        server.awaitListening();
        var connection = NettyChannelBuilder.forAddress("127.0.0.1", server.port()).usePlaintext().build();
        var headers = new Metadata();
        headers.put(AUTHORIZATION, "Bearer " + token);
        Channel channel = token.isEmpty()
                ? connection
                : ClientInterceptors.intercept(connection, MetadataUtils.newAttachHeadersInterceptor(headers));
        return new Way(name, server, connection, new UsersClient(channel, Duration.ofSeconds(30)));
    }

    private static Way encrypted(String name, Server server, TestAuthority authority) throws IOException {
        server.awaitListening();
        var client = authority.client("CN=bench,OU=users.reader");
        var connection = NettyChannelBuilder.forAddress("127.0.0.1", server.port())
                .sslContext(GrpcSslContexts.forClient()
                        .trustManager(authority.certificate())
                        .keyManager(client.key(), client.chain())
                        .build())
                .build();
        return new Way(name, server, connection, new UsersClient(connection, Duration.ofSeconds(30)));
    }

    private static String token(PublicJsonWebKey key) throws JoseException {
        var claims = new JwtClaims();
        claims.setSubject("bench");
        claims.setIssuer("bench");
        claims.setAudience("users");
        claims.setExpirationTimeMinutesInTheFuture(600);
        claims.setStringClaim("roles", "users.reader");
        var signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
        signature.setKey(key.getPrivateKey());
        return signature.getCompactSerialization();
    }

    /** Takes what it is sent, and says so. */
    private static HttpServer collector() throws IOException {
        var collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/", exchange -> {
            exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
        return collector;
    }

    /** Calls a second of each round, by way. */
    private static Map<String, List<Double>> measure(List<Way> ways, int rounds) {
        var results = new LinkedHashMap<String, List<Double>>();
        for (int round = 1 - UNCOUNTED_ROUNDS; round <= rounds; round++) {
            System.err.printf("round %d of %d%n", Math.max(round, 0), rounds);
            for (int i = 0; i < ways.size(); i++) {
                // Each way comes first, and last, as often as the others.
                var way = ways.get((i + round + UNCOUNTED_ROUNDS) % ways.size());
                double rate = callsPerSecond(way.users());
                if (round > 0) {
                    results.computeIfAbsent(way.name(), name -> new ArrayList<>()).add(rate);
                }
            }
        }
        var ordered = new LinkedHashMap<String, List<Double>>();
        ways.forEach(way -> ordered.put(way.name(), results.get(way.name())));
        return ordered;
    }

    private static double callsPerSecond(UsersClient users) {
        var calls = new LongAdder();
        long start = System.nanoTime();
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            for (int i = 0; i < THREADS; i++) {
                threads.execute(() -> {
                    while (System.nanoTime() - start < ROUND_NANOS) {
                        users.get(USER);
                        calls.increment();
                    }
                });
            }
        }
        return calls.sum() / Bench.secondsSince(start);
    }

    private static void print(int rounds, Map<String, List<Double>> results) {
        var base = results.values().iterator().next();
        System.out.printf(
                Locale.ROOT,
                "%n%-28s %12s %22s%n",
                "GetUser, %d rounds".formatted(rounds),
                "calls/s",
                "time, × anybody");
        results.forEach((name, rates) -> {
            var ratios = new ArrayList<Double>();
            for (int round = 0; round < rates.size(); round++) {
                ratios.add(base.get(round) / rates.get(round));
            }
            System.out.printf(
                    Locale.ROOT,
                    "%-28s %,12.0f %8.3f (%.3f – %.3f)%n",
                    name,
                    Spread.of(rates).median(),
                    Spread.of(ratios).median(),
                    Spread.of(ratios).least(),
                    Spread.of(ratios).most());
        });
    }
}
