package users.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code build/docker} says of what is in the image, with an engine that does nothing. */
final class DockerTest {

    private static final Instant LINKED = Instant.parse("2026-11-29T10:00:00Z");

    @TempDir
    private Path project;

    private Path list;

    @BeforeEach
    void makeProject() throws Exception {
        for (var file : new String[] {"build/docker", "build/docker-engine", "deploy/image/Dockerfile", "pom.xml"}) {
            Files.createDirectories(project.resolve(file).getParent());
            Files.copy(Script.ROOT.resolve(file), project.resolve(file));
        }
        var docker = write("bin/docker", "#!/bin/sh\nif [ \"$1\" = run ]; then echo 2.41-12; fi\n");
        Files.setPosixFilePermissions(docker, PosixFilePermissions.fromString("rwxr-xr-x"));
        var release = write("users-server/target/image/release", "JAVA_VERSION=\"25.0.3\"\n");
        Files.setLastModifiedTime(release, FileTime.from(LINKED));
        // Of an earlier run.
        list = write("users-server/target/image-bom.json", "grpc-core 1.0");
    }

    @Test
    void librariesThatWereListedAfterTheImageWasLinkedAreItsOwn() throws Exception {
        listLibraries(LINKED.plusSeconds(20));

        assertThat(run()).contains("What is in it: users-server/target/image-bom.json.");
        assertThat(list)
                .content()
                .contains("grpc-core", "pkg:generic/openjdk@25.0.3", "pkg:deb/debian/libc6@2.41-12?distro=debian-13");
    }

    @Test
    void theListOfAnEarlierImageIsNotTakenForThisOnes() throws Exception {
        listLibraries(LINKED.minusSeconds(20));

        assertThat(run())
                .contains(
                        "What is in it was not listed, since it was linked offline: make docker lists it with the network at hand.");
        assertThat(list).doesNotExist();
    }

    @Test
    void withoutAListThereIsNone() throws Exception {
        assertThat(run()).contains("What is in it was not listed");
        assertThat(list).doesNotExist();
    }

    private void listLibraries(Instant when) throws Exception {
        var libraries = write("users-server/target/bom.json", """
                {
                  "components" : [
                    { "name": "grpc-core" }
                  ]
                }
                """);
        Files.setLastModifiedTime(libraries, FileTime.from(when));
    }

    private String run() throws Exception {
        var path = "PATH=" + project.resolve("bin") + ":" + System.getenv("PATH");
        var ended = Script.run(project, "env", path, "IMAGE=users-service:test", "build/docker");
        assertThat(ended.exitCode()).as(ended.output()).isZero();
        return ended.output();
    }

    private Path write(String file, String text) throws Exception {
        var path = project.resolve(file);
        Files.createDirectories(path.getParent());
        return Files.writeString(path, text);
    }
}
