package users.server;

import io.helidon.config.Config;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.MetricsFactory;
import io.helidon.metrics.api.MetricsFactoryFactory__ServiceDescriptor;
import io.helidon.service.registry.ServiceRegistryConfig;
import io.helidon.service.registry.ServiceRegistryManager;
import io.helidon.service.registry.Services;

/**
 * What of Helidon's services this process uses. Helidon would look for all there are, which is a fifth of the server's
 * start; this names them, as the code does that Helidon's build plugin generates.
 */
final class HelidonServices {

    private HelidonServices() {}

    /** Has Helidon's static methods find these, and nothing else. */
    static void register() {
        Services.registry(ServiceRegistryManager.create(ServiceRegistryConfig.builder()
                        .discoverServices(false)
                        .discoverServicesFromServiceLoader(false)
                        // Settings are ours to read.
                        .putContractInstance(Config.class, Config.empty())
                        .addServiceDescriptor(MetricsFactoryFactory__ServiceDescriptor.INSTANCE)
                        .build())
                .registry());
    }

    /** The registry that the metrics endpoint shows, with the JVM's own meters in it. */
    static MeterRegistry meters() {
        return Services.get(MetricsFactory.class).globalRegistry();
    }
}
