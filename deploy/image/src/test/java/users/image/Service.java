package users.image;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Volume;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import users.api.grpc.UsersClient;
import users.server.Await;

/** The service as a cluster runs it: nothing that it can write to, no capability, 256 MB. */
final class Service extends GenericContainer<Service> {

    private static final long MEMORY = 256L << 20;
    private static final int GRPC = 5355;
    private static final int ADMIN = 8080;
    /** As long as a cluster waits for the end before it kills. */
    private static final int GRACE_SECONDS = 30;

    Service(Stage stage, String database) {
        super(Stage.IMAGE);
        withNetwork(stage.network());
        withExposedPorts(GRPC, ADMIN);
        withEnv("DB_HOST", "postgres");
        withEnv("DB_NAME", database);
        withEnv("DB_PASSWORD", Stage.PASSWORD);
        withCreateContainerCmdModifier(command -> hostConfig(command)
                .withReadonlyRootfs(true)
                .withCapDrop(Capability.ALL)
                .withSecurityOpts(List.of("no-new-privileges"))
                .withMemory(MEMORY)
                .withMemorySwap(MEMORY));
        waitingFor(Wait.forHttp("/observe/health/ready").forPort(ADMIN));
    }

    private static HostConfig hostConfig(CreateContainerCmd command) {
        return Objects.requireNonNull(command.getHostConfig());
    }

    /** Started, and ready. */
    static Service on(Stage stage, String database) {
        var service = new Service(stage, database);
        service.start();
        return service;
    }

    /** With a folder of this machine, which it can only read. */
    Service reading(Path folder, String target) {
        return withCreateContainerCmdModifier(command ->
                hostConfig(command).withBinds(new Bind(folder.toString(), new Volume(target), AccessMode.ro)));
    }

    /** Started, and not ready: it has said why. */
    Service saying(String text) {
        waitingFor(Wait.forLogMessage(".*%s.*\\n".formatted(text), 1));
        start();
        return this;
    }

    int port() {
        return getMappedPort(GRPC);
    }

    ManagedChannel channel() {
        return NettyChannelBuilder.forAddress("localhost", port())
                .usePlaintext()
                .build();
    }

    static UsersClient users(ManagedChannel channel) {
        return new UsersClient(channel, Duration.ofSeconds(20));
    }

    /** What the image's probe says, which is nothing when the server is ready. */
    String health() {
        return Stage.end(Map.of(), "docker", "exec", getContainerId(), "java", "@/health")
                .output();
    }

    int restarts() {
        return getDockerClient().inspectContainerCmd(getContainerId()).exec().getRestartCount();
    }

    /** What it holds of its 256 MB, in megabytes. */
    double megabytes() {
        var used = Stage.run("docker", "stats", "--no-stream", "--format", "{{.MemUsage}}", getContainerId());
        return Double.parseDouble(used.replaceAll("MiB.*", "").strip()) * 1.048576;
    }

    Service awaitLog(String text) {
        Await.until(() -> getLogs().contains(text));
        return this;
    }

    /** Tells it to end, as a cluster does, and returns at once. */
    void terminate() {
        getDockerClient().killContainerCmd(getContainerId()).withSignal("TERM").exec();
    }

    /** How it ended, once it has. */
    ContainerState end() {
        Await.within(Duration.ofSeconds(GRACE_SECONDS), () -> !Boolean.TRUE.equals(state().getRunning()));
        return state();
    }

    private ContainerState state() {
        return getDockerClient().inspectContainerCmd(getContainerId()).exec().getState();
    }
}
