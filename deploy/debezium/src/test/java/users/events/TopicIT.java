package users.events;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static users.events.SharedStack.FOLLOWER;
import static users.events.SharedStack.STACK;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import users.api.UserId;
import users.api.WriteOptions;
import users.server.Await;
import users.server.contract.People;

/** The topic is as the connector makes it. */
class TopicIT {

    private static final ConfigResource TOPIC = new ConfigResource(ConfigResource.Type.TOPIC, Follower.TOPIC);

    @Test
    void itKeepsTheNewestOfEachUserForEverAndTheOlderForADay() throws Exception {
        try (var admin = STACK.broker().admin()) {
            var config = requireNonNull(
                            admin.describeConfigs(List.of(TOPIC)).all().get().get(TOPIC))
                    .entries()
                    .stream()
                    .filter(entry -> entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG)
                    .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
            assertThat(config)
                    .isEqualTo(Map.of(
                            "cleanup.policy", "compact",
                            "max.compaction.lag.ms", "86400000",
                            "delete.retention.ms", "604800000"));
            assertThat(requireNonNull(admin.describeTopics(List.of(Follower.TOPIC))
                                    .allTopicNames()
                                    .get()
                                    .get(Follower.TOPIC))
                            .partitions())
                    .hasSize(6);
        }
    }

    @Test
    void aUserIsAlwaysInOnePartition() {
        var id = STACK.users().create(People.somebody(), WriteOptions.NONE).id();
        STACK.users().update(People.change(id).nickname("moved").update(), WriteOptions.NONE);
        STACK.users().delete(People.deletion(id), WriteOptions.NONE);
        FOLLOWER.await(one -> of(id, one.records()).size() >= 4);

        assertThat(of(id, FOLLOWER.records()).stream()
                        .map(ConsumerRecord::partition)
                        .distinct())
                .hasSize(1);
    }

    /** With a day made short. */
    @Test
    void whatADeletedUserWasIsGoneFromTheTopicOnceTheLagIsOver() throws Exception {
        var id = STACK.users().create(People.somebody(), WriteOptions.NONE).id();
        STACK.users().delete(People.deletion(id), WriteOptions.NONE);
        FOLLOWER.await(one -> of(id, one.records()).size() == 3);

        maximumLag("1000");
        try {
            Await.until(() -> {
                // The segment that is being written is not compacted: the next record begins another one.
                STACK.marker();
                try (var again = STACK.follower()) {
                    var end = STACK.marker();
                    again.await(one -> one.changes().contains(end));
                    return of(id, again.records()).stream().allMatch(record -> record.value() == null);
                }
            });
        } finally {
            maximumLag("86400000");
        }
    }

    private static List<ConsumerRecord<String, String>> of(UserId id, List<ConsumerRecord<String, String>> records) {
        Predicate<ConsumerRecord<String, String>> theirs =
                record -> record.key().contains(id.toString());
        return records.stream().filter(theirs).toList();
    }

    private static void maximumLag(String millis) throws ExecutionException, InterruptedException {
        try (var admin = STACK.broker().admin()) {
            admin.incrementalAlterConfigs(Map.of(
                            TOPIC,
                            List.of(new AlterConfigOp(
                                    new ConfigEntry("max.compaction.lag.ms", millis), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
    }
}
