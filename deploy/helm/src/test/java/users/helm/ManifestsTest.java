package users.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Whether what comes out of the charts, and what stands in deploy/, is what Kubernetes and its operators take. */
class ManifestsTest {

    /** Folders of whole objects beside the charts. */
    private static final List<Path> FOLDERS = List.of(Path.of("../kind"), Path.of("../argocd"), Path.of("../flux"));

    @Test
    void everyObjectIsOfItsType() throws IOException {
        var objects = new ArrayList<JsonNode>();
        Values.all().forEach(values -> objects.addAll(values.rendered().objects()));
        for (var folder : FOLDERS) {
            objects.addAll(inFolder(folder));
        }

        assertThat(objects.size()).isGreaterThan(40);
        assertThat(Manifests.faults(objects)).isEmpty();
    }

    @Test
    void whatIsWrongIsFound() {
        var objects = Yaml.documents("""
                {apiVersion: apps/v1, kind: Deployment, spec: {replica: 2, selector: {}, template: {}}}
                ---
                {apiVersion: v1, kind: Service, spec: {ports: [{name: grpc}]}}
                ---
                {apiVersion: batch/v1, kind: Job, spec: {backoffLimit: "3", template: {}}}
                ---
                {apiVersion: cert-manager.io/v1, kind: Certificate, spec: {secretName: a, issuer: {name: b}, issuerRef: {name: b}}}
                ---
                {apiVersion: postgresql.cnpg.io/v1, kind: Cluster, metadata: {}, spec: {instances: 3, storage: {}, postgresql: {pgHba: []}}}
                ---
                {apiVersion: postgresql.cnpg.io/v1, kind: Cluster, metadata: {}, spec: {instances: 3, storage: {}, primaryUpdateMethod: none}}
                ---
                {apiVersion: gateway.networking.k8s.io/v1, kind: GRPCRoute, spec: {rules: [{backend: []}]}}
                ---
                {apiVersion: monitoring.coreos.com/v1, kind: ServiceMonitor, spec: {selector: {}, endpoint: []}}
                ---
                {apiVersion: helm.toolkit.fluxcd.io/v2, kind: HelmRelease, spec: {interval: 1m, chartref: {}}}
                ---
                {apiVersion: argoproj.io/v1alpha1, kind: Application, spec: {project: a, destinations: {}}}
                ---
                {apiVersion: apps/v1, kind: Deploymint}
                """);

        assertThat(Manifests.faults(objects))
                .extracting(fault -> fault.replaceFirst(":.*", ""))
                .containsExactly(
                        "Deployment",
                        "Service",
                        "Job",
                        "Certificate",
                        "Cluster",
                        "Cluster",
                        "GRPCRoute",
                        "ServiceMonitor",
                        "HelmRelease",
                        "Application",
                        "Deploymint");
    }

    private static List<JsonNode> inFolder(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .flatMap(file -> Yaml.documents(text(file)).stream())
                    .filter(object -> object.has("apiVersion"))
                    // kind's own, and kustomize's, which no server of Kubernetes ever sees.
                    .filter(object -> !object.path("apiVersion")
                            .asString()
                            .matches("kind\\.x-k8s\\.io/.*|kustomize\\.config\\..*"))
                    .toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(file.toString(), e);
        }
    }
}
