package users.server;

import io.grpc.BindableService;
import io.grpc.ServerInterceptors;
import io.helidon.webserver.WebServer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import users.server.caller.Callers;
import users.server.files.UnusableFileException;
import users.server.grpc.Access;
import users.server.grpc.CallGuard;
import users.server.grpc.HealthEndpoint;
import users.server.grpc.ReflectionEndpoint;
import users.server.grpc.StartGate;
import users.server.grpc.UsersEndpoint;
import users.server.limits.CallLimits;
import users.server.passwords.PasswordHashing;
import users.server.postgres.Cleaning;
import users.server.postgres.PgUsers;
import users.server.postgres.changes.Watches;
import users.server.postgres.database.Database;
import users.server.postgres.events.EventMonitor;
import users.server.telemetry.CallTelemetry;
import users.server.telemetry.CallerMetrics;
import users.server.telemetry.EventMetrics;
import users.server.telemetry.ServerMetrics;
import users.server.telemetry.WireMetrics;
import users.server.tls.ServerTls;
import users.server.tracing.Tracing;

/** The whole service, running. */
final class UsersServer implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(UsersServer.class.getName());

    private final Settings settings;
    private final CallTelemetry telemetry;
    private final Tracing tracing;
    private final HealthEndpoint health = new HealthEndpoint();
    private final Storage storage;
    private final Database database;
    private final PasswordHashing hashing;
    private final Watches watches;
    private final Housekeeping housekeeping;
    private final EventMonitor events;
    private final Readiness readiness;
    private final Optional<ServerTls> tls;
    private final Optional<Callers> callers;
    private final WebServer admin;
    private final WebServer grpc;
    private final CountDownLatch listening = new CountDownLatch(1);

    /**
     * Starts it. Its database may be away: the service is ready once it is there.
     *
     * @throws StartException when that cannot be
     */
    static UsersServer start(Settings settings) {
        // Before the development database starts: the one that has the port may be using it.
        Ports.requireFree(settings);
        var storage = Storage.open(settings);
        try {
            return new UsersServer(settings, storage);
        } catch (RuntimeException e) {
            // It would outlive this process.
            storage.close();
            throw e instanceof UnusableFileException ? new StartException(String.valueOf(e.getMessage())) : e;
        }
    }

    private UsersServer(Settings settings, Storage storage) {
        this.settings = settings;
        this.storage = storage;
        tls = settings.access().tls().map(ServerTls::new);
        callers = settings.access().callers().map(known -> new Callers(known, tls));
        readiness = new Readiness(this::obstacle, this::ready);
        // First, since the migrations take as long as everything else and need nothing of it.
        readiness.start();
        HelidonServices.register();
        database = new Database(storage.settings());
        hashing = new PasswordHashing(settings.hashing());
        watches = new Watches(database, settings.watch());
        telemetry = new CallTelemetry(HelidonServices::meters);
        tracing = new Tracing(settings.tracing());
        var access = new Access(callers, new CallLimits(settings.access().limits()));
        var wire = new WireMetrics();
        grpc = GrpcListener.start(
                settings.host(),
                settings.grpc(),
                tls,
                settings.grace(),
                new CallGuard(telemetry, tracing, access),
                wire,
                services());
        // Last, since no call waits for these.
        ServerMetrics.register(HelidonServices.meters(), readiness::ready, wire, telemetry, database, hashing, watches);
        CallerMetrics.register(HelidonServices.meters(), tls, callers);
        var eventMetrics = new EventMetrics(HelidonServices.meters());
        events = new EventMonitor(database, settings.events(), readiness::ready, eventMetrics::show);
        admin = AdminListener.start(
                settings.host(),
                settings.adminPort(),
                readiness,
                new EventsCheck(settings.events().slot(), events::state),
                HelidonServices.meters());
        housekeeping =
                new Housekeeping(settings.retentionInterval(), new Cleaning(database, settings.retention()).jobs());
        Exposure.warn(settings);
        listening.countDown();
    }

    /**
     * Returns once it is ready for the first time.
     *
     * @throws StartException when it can never be
     */
    void awaitStarted() {
        readiness.awaitStarted();
    }

    /** Whether it can never be ready. */
    boolean refused() {
        return readiness.refused();
    }

    int grpcPort() {
        return grpc.port();
    }

    int adminPort() {
        return admin.port();
    }

    int watchers() {
        return watches.count();
    }

    /** Tells everybody that it stops, lets running calls finish within the grace, and ends what they needed last. */
    @Override
    public void close() {
        readiness.close();
        LOG.log(Level.INFO, "stopping: {0} calls are running", telemetry.running());
        housekeeping.close();
        events.close();
        health.endWatches();
        watches.close();
        grpc.stop();
        callers.ifPresent(Callers::close);
        tls.ifPresent(ServerTls::close);
        admin.stop();
        hashing.close();
        database.close();
        tracing.close();
        storage.close();
        LOG.log(Level.INFO, "stopped");
    }

    private List<BindableService> services() {
        var users = new UsersEndpoint(
                new PgUsers(database, hashing, settings.retention(), watches), settings.passwordPolicy());
        BindableService gated = () -> ServerInterceptors.intercept(users, new StartGate(storage::migrated));
        return settings.grpc().reflection()
                ? List.of(gated, health, ReflectionEndpoint.v1(), ReflectionEndpoint.v1alpha())
                : List.of(gated, health);
    }

    private Optional<String> obstacle() {
        var obstacle = storage.obstacle();
        try {
            listening.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return obstacle.or(() -> DatabaseObstacle.to(database::check));
    }

    private void ready(boolean ready) {
        health.serving(ready);
        if (ready) {
            LOG.log(
                    Level.INFO,
                    "ready: gRPC on {0}:{1}, health and metrics on http://{0}:{2}/observe; try bin/userctl -p {1}",
                    new Object[] {settings.host(), Integer.toString(grpcPort()), Integer.toString(adminPort())});
        }
    }
}
