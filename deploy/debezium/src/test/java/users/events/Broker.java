package users.events;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import users.server.Await;
import users.server.image.ServerProcess;

/** One Kafka broker, in KRaft mode. */
record Broker(Child child, int port) implements AutoCloseable {

    static Broker start(Path folder) throws IOException {
        int port = ServerProcess.freePort();
        var properties = Files.writeString(folder.resolve("kafka.properties"), """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@localhost:%2$d
                listeners=PLAINTEXT://localhost:%1$d,CONTROLLER://localhost:%2$d
                controller.listener.names=CONTROLLER
                log.dirs=%3$s
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=1
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                group.initial.rebalance.delay.ms=0
                auto.create.topics.enable=false
                log.cleaner.backoff.ms=500
                """.formatted(
                        port, ServerProcess.freePort(), folder.resolve("kafka")));
        try (var format = Child.java(
                folder.resolve("kafka.log"),
                "128m",
                "kafka.tools.StorageTool",
                "format",
                "--config",
                properties.toString(),
                "--cluster-id",
                "dXNlcnMtZXZlbnRzLXRlc3Q")) {
            format.process().onExit().join();
        }
        var broker =
                new Broker(Child.java(folder.resolve("kafka.log"), "384m", "kafka.Kafka", properties.toString()), port);
        broker.awaitReady();
        return broker;
    }

    String address() {
        return "localhost:" + port;
    }

    Admin admin() {
        return Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                address(),
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                "60000"));
    }

    void startAgain() {
        child.startAgain();
        awaitReady();
    }

    private void awaitReady() {
        Await.until(this::answers);
    }

    private boolean answers() {
        try (var admin = admin()) {
            return !admin.describeCluster().nodes().get().isEmpty();
        } catch (ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        child.close();
    }
}
