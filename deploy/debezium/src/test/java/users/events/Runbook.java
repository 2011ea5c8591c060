package users.events;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The shipped script {@code connector} with the shipped {@code users-connector.json}, on the addresses of this machine.
 *
 * @param environment what the script needs to know
 */
record Runbook(Path folder, Map<String, String> environment) {

    /** How a run ended and what it printed. */
    record Ended(int exitCode, String out) {}

    static Runbook of(Path folder, Postgres postgres, Broker broker, Worker worker) throws IOException {
        var config = JsonParser.parseString(Files.readString(Path.of("users-connector.json")))
                .getAsJsonObject();
        config.addProperty("database.hostname", "localhost");
        config.addProperty("database.port", Integer.toString(postgres.port()));
        config.addProperty("database.dbname", postgres.name());
        config.addProperty(
                "database.password", "${file:%s:password}".formatted(folder.resolve("users-connector.properties")));
        var file = Files.writeString(folder.resolve("users-connector.json"), config.toString());
        return new Runbook(
                folder,
                Map.of(
                        "CONNECTOR_FILE",
                        file.toString(),
                        "CONNECT_URL",
                        worker.url(),
                        "KAFKA_BOOTSTRAP",
                        broker.address(),
                        "KAFKA_BIN",
                        kafkaTools(folder).toString(),
                        "PGHOST",
                        "localhost",
                        "PGPORT",
                        Integer.toString(postgres.port()),
                        "PGDATABASE",
                        postgres.name(),
                        "PGUSER",
                        "postgres"));
    }

    Ended run(String... arguments) throws IOException, InterruptedException {
        var command =
                new ArrayList<>(List.of(Path.of("connector").toAbsolutePath().toString()));
        command.addAll(List.of(arguments));
        var out = Files.createTempFile(folder, "connector", ".out");
        var process = new ProcessBuilder(command)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        process.environment().putAll(environment);
        int exitCode = process.start().waitFor();
        return new Ended(exitCode, Files.readString(out));
    }

    /** What a Kafka distribution has in bin/. */
    private static Path kafkaTools(Path folder) throws IOException {
        var bin = Files.createDirectories(folder.resolve("bin"));
        var tools = Map.of(
                "kafka-console-consumer.sh", "org.apache.kafka.tools.consumer.ConsoleConsumer",
                "kafka-console-producer.sh", "org.apache.kafka.tools.ConsoleProducer",
                "kafka-get-offsets.sh", "org.apache.kafka.tools.GetOffsetShell");
        for (var tool : tools.entrySet()) {
            var file = Files.writeString(bin.resolve(tool.getKey()), """
                    #!/bin/sh
                    exec %s -Xmx256m -XX:TieredStopAtLevel=1 -Djava.util.logging.config.file=/dev/null -cp '%s/*' %s "$@"
                    """.formatted(
                            Path.of(System.getProperty("java.home"), "bin", "java"),
                            Path.of("target/kafka").toAbsolutePath(),
                            tool.getValue()));
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        return bin;
    }
}
