package users.events;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static users.events.SharedStack.FOLLOWER;
import static users.events.SharedStack.STACK;

import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import users.api.Credential;
import users.api.ImportOptions;
import users.api.ImportRow;
import users.api.Password;
import users.api.WriteOptions;
import users.api.password.PasswordHash;
import users.server.contract.People;

/** What nobody may learn is nowhere in Kafka, nor where the connector reads. */
class SecrecyIT {

    private static final String FOREIGN = "$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy";

    @Test
    void noHashAndNoPasswordIsInAnyRecordOfAnyTopicOrWhereTheConnectorReads() throws Exception {
        STACK.postgres().ask("select pg_create_logical_replication_slot('probe', 'pgoutput')");
        var hashes = new ArrayList<String>();
        var users = STACK.users();
        var id = users.create(People.somebody("secret@people.test"), WriteOptions.NONE)
                .id();
        hashes.addAll(hashes());
        users.setPassword(id, new Password("a-second-test-pw"));
        hashes.addAll(hashes());
        users.importUsers(
                new ImportOptions(false, ImportOptions.Conflict.REJECT, false),
                List.of(new ImportRow(
                        1,
                        Optional.empty(),
                        People.somebody().profile(),
                        Optional.empty(),
                        new Credential.Hashed(PasswordHash.imported(FOREIGN)))));
        users.delete(People.deletion(id), WriteOptions.NONE);
        users.undelete(id, WriteOptions.NONE);
        hashes.addAll(hashes());
        STACK.postgres().run("update users.event_heartbeats set time = null");
        FOLLOWER.await(one -> one.changes().contains(new Event.Change(id.toString(), 3, "r")));

        var secrets = new ArrayList<>(hashes);
        secrets.addAll(List.of("$argon2", "$2b$", "connector-test-pw", "a-second-test-pw", "a-test-pw"));
        assertThat(hashes).hasSizeGreaterThan(3).contains(FOREIGN);
        var read = read();
        assertThat(read).anySatisfy(text -> assertThat(text).contains("secret@people.test"));
        assertThat(read).allSatisfy(text -> assertThat(text).doesNotContain(secrets));

        var slot = STACK.postgres().column("""
                select encode(data, 'escape')
                from pg_logical_slot_peek_binary_changes('probe', null, null, 'proto_version', '1', 'publication_names', 'users_events')
                """);
        STACK.postgres().ask("select pg_drop_replication_slot('probe')");
        assertThat(slot).anySatisfy(text -> assertThat(text).contains("secret@people.test"));
        assertThat(slot).allSatisfy(text -> assertThat(text).doesNotContain(secrets));
    }

    @Test
    void theConnectorsRoleReadsUsersAndWritesWhatItsHeartbeatAndSignalsNeedAlone() throws SQLException {
        assertThat(STACK.postgres().column("""
                select table_name || ' ' || privilege_type from information_schema.role_table_grants
                where grantee = 'users_connector' order by 1
                """))
                .containsExactly(
                        "event_signals DELETE", "event_signals INSERT", "event_signals SELECT", "users SELECT");
        assertThat(STACK.postgres().column("""
                select table_name || '.' || column_name || ' ' || privilege_type from information_schema.role_column_grants
                where grantee = 'users_connector' and table_name not in ('event_signals', 'users')
                """)).containsExactly("event_heartbeats.time UPDATE");
        assertThatThrownBy(() -> STACK.postgres().run("set role users_connector; select * from users.passwords"))
                .hasMessageContaining("permission denied for table passwords");
        assertThat(STACK.postgres().column("""
                select tablename from pg_publication_tables where pubname = 'users_events' order by 1
                """)).containsExactly("event_heartbeats", "event_signals", "users");
    }

    @Test
    void aWrongPasswordIsRefusedWhenTheConnectorIsRegisteredAndNotShown() throws Exception {
        Files.writeString(STACK.folder().resolve("wrong.properties"), "password=a-wrong-test-pw\n");
        var runbook = STACK.runbook();
        var file = STACK.folder().resolve("users-connector.json");
        var right = Files.readString(file);
        Files.writeString(file, right.replace("users-connector.properties", "wrong.properties"));
        var ended = runbook.run("register");
        Files.writeString(file, right);

        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.out())
                .contains("password authentication failed for user")
                .doesNotContain("a-wrong-test-pw");
        assertThat(STACK.worker().running()).isTrue();
    }

    private static List<String> hashes() throws SQLException {
        return STACK.postgres().column("select hash from users.passwords");
    }

    /** Every byte of every record of every topic, the broker's own too, a letter each. */
    private static Set<String> read() throws Exception {
        var texts = new java.util.HashSet<String>();
        try (var admin = STACK.broker().admin();
                var consumer = new KafkaConsumer<>(
                        Map.of(
                                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                STACK.broker().address()),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            var topics = admin.listTopics(new ListTopicsOptions().listInternal(true))
                    .names()
                    .get();
            assertThat(topics)
                    .contains("db.users.users", "__debezium-heartbeat.db", "connect-offsets", "connect-configs");
            var partitions = topics.stream()
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(one -> new TopicPartition(one.topic(), one.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(one -> consumer.position(one) < requireNonNull(ends.get(one)))) {
                for (var record : consumer.poll(Duration.ofMillis(200))) {
                    add(texts, record.key());
                    add(texts, record.value());
                    record.headers().forEach(header -> add(texts, header.value()));
                }
            }
        }
        return texts;
    }

    private static void add(Set<String> texts, byte[] bytes) {
        if (bytes != null) {
            texts.add(new String(bytes, ISO_8859_1));
        }
    }
}
