package users.events;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;
import users.server.Await;

/** Reads the topic from its first record on, for as long as it is open, whatever becomes of the broker meanwhile. */
final class Follower implements AutoCloseable {

    static final String TOPIC = "db.users.users";

    private static final int PARTITIONS = 6;

    private final KafkaConsumer<String, String> consumer;
    private final List<ConsumerRecord<String, String>> records = new ArrayList<>();
    private final Set<Event.Change> changes = ConcurrentHashMap.newKeySet();
    private final UsersView view = new UsersView();
    private final Thread thread;

    Follower(Broker broker) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.address(),
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false"),
                new StringDeserializer(),
                new StringDeserializer());
        consumer.assign(IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new TopicPartition(TOPIC, partition))
                .toList());
        thread = Thread.ofPlatform().name("follower").start(this::follow);
    }

    /** All until now, those of one user in their order. */
    synchronized List<ConsumerRecord<String, String>> records() {
        return List.copyOf(records);
    }

    List<Event> events() {
        return records().stream().map(Event::of).flatMap(Optional::stream).toList();
    }

    /** Each once, however often it came. */
    Set<Event.Change> changes() {
        return changes;
    }

    void await(Predicate<Follower> condition) {
        Await.within(Duration.ofMinutes(2), () -> condition.test(this));
    }

    /** What the recipe makes of them. */
    synchronized Map<String, JsonObject> view() {
        return Map.copyOf(view.users());
    }

    /** Until its view is this one; or else it says of a user where it is not, and all that it was told of them. */
    void awaitView(Map<String, JsonObject> right) {
        try {
            await(one -> one.view().equals(right));
        } catch (AssertionError e) {
            throw new AssertionError(difference(right), e);
        }
    }

    private String difference(Map<String, JsonObject> right) {
        var view = view();
        var id = Stream.concat(view.keySet().stream(), right.keySet().stream())
                .filter(one -> !Objects.equals(view.get(one), right.get(one)))
                .findFirst()
                .orElseThrow();
        var told = records().stream()
                .filter(one -> one.key().contains(id))
                .map(one -> one.offset() + " " + one.value())
                .toList();
        return "viewed as %s, is %s; told: %s".formatted(view.get(id), right.get(id), told);
    }

    private void follow() {
        try (consumer) {
            while (true) {
                for (var record : consumer.poll(Duration.ofMillis(500))) {
                    add(record);
                }
            }
        } catch (WakeupException e) {
            // It is closed.
        }
    }

    private synchronized void add(ConsumerRecord<String, String> record) {
        records.add(record);
        view.apply(record);
        Event.of(record).map(Event::change).ifPresent(changes::add);
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
