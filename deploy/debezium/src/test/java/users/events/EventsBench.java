package users.events;

import com.google.gson.JsonParser;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import users.server.Await;

/** {@code make bench-events}: how long an event takes from its commit to a consumer, and how many come in a second. */
final class EventsBench {

    private static final int SINGLE = 2_000;
    private static final Duration PAUSE = Duration.ofMillis(10);
    private static final int MANY = 100_000;
    private static final int TRANSACTION = 1_000;

    private final Map<String, Long> arrivals = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();

    private EventsBench() {}

    public static void main(String[] arguments) throws Exception {
        try (var stack = Stack.start("bench")) {
            stack.register();
            stack.awaitHeartbeat();
            var bench = new EventsBench();
            Thread.ofPlatform().daemon().start(() -> bench.follow(stack.broker()));
            try (var connection = stack.postgres().connect()) {
                bench.latency(connection, "warm-up");
                System.out.println(bench.latency(connection, "single"));
                System.out.println(bench.throughput(connection));
            }
        }
    }

    private String latency(Connection connection, String name) throws SQLException {
        var commits = new long[SINGLE];
        for (int i = 0; i < SINGLE; i++) {
            insert(connection, name + i, 1);
            commits[i] = System.nanoTime();
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        Await.until(() -> IntStream.range(0, SINGLE).allMatch(i -> arrivals.containsKey(name + i)));
        var millis = IntStream.range(0, SINGLE)
                .mapToDouble(i -> (arrivals.getOrDefault(name + i, Long.MAX_VALUE) - commits[i]) / 1e6)
                .sorted()
                .toArray();
        return "%,d changes, one every %d ms or so: from commit to consumer p50 %.1f ms, p99 %.1f ms, at most %.1f ms"
                .formatted(SINGLE, PAUSE.toMillis(), millis[SINGLE / 2], millis[SINGLE * 99 / 100], millis[SINGLE - 1]);
    }

    private String throughput(Connection connection) throws SQLException {
        int before = count.get();
        long start = System.nanoTime();
        for (int i = 0; i < MANY / TRANSACTION; i++) {
            insert(connection, "many" + i, TRANSACTION);
        }
        double committed = (System.nanoTime() - start) / 1e9;
        Await.within(Duration.ofMinutes(5), () -> count.get() >= before + MANY);
        double told = (System.nanoTime() - start) / 1e9;
        return "%,d changes in transactions of %,d: committed in %.1f s, all told after %.1f s, that is %,.0f events/s"
                .formatted(MANY, TRANSACTION, committed, told, MANY / told);
    }

    private static void insert(Connection connection, String name, int rows) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.executeUpdate("""
                    insert into users.users (id, first_name, last_name, nickname, email, email_key, country)
                    select gen_random_uuid(), 'Ann', 'Lee', '%1$s', '%1$s-' || i || '@bench.test', '%1$s-' || i || '@bench.test', 'GB'
                    from generate_series(1, %2$d) as i
                    """.formatted(name, rows));
        }
    }

    private void follow(Broker broker) {
        try (var consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        broker.address(),
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest"),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.assign(IntStream.range(0, 6)
                    .mapToObj(partition -> new TopicPartition(Follower.TOPIC, partition))
                    .toList());
            while (true) {
                consumer.poll(Duration.ofMillis(500)).forEach(this::note);
            }
        }
    }

    private void note(ConsumerRecord<String, String> record) {
        long now = System.nanoTime();
        count.incrementAndGet();
        if (arrivals.size() < 2 * SINGLE) {
            var user = JsonParser.parseString(record.value()).getAsJsonObject().getAsJsonObject("after");
            arrivals.putIfAbsent(user.get("nickname").getAsString(), now);
        }
    }
}
