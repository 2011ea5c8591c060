package users.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the charts have from elsewhere is what is there. */
class GeneratedTest {

    @Test
    void pagesSchemaAndCopiesAreUpToDate() throws IOException {
        for (var file : Generated.files().entrySet()) {
            assertThat(Files.readString(file.getKey()))
                    .as("%s: make helm-generate writes it anew", file.getKey())
                    .isEqualTo(file.getValue());
        }
    }

    @ParameterizedTest
    @EnumSource(Chart.class)
    void everyValueSaysWhatItIs(Chart chart) {
        assertThat(ValueRow.in(chart.file("values.yaml")))
                .hasSizeGreaterThan(10)
                .allSatisfy(row -> assertThat(row.comment()).as(row.path()).isNotBlank());
    }

    @ParameterizedTest
    @EnumSource(Chart.class)
    void chartAndProjectAreOfOneVersion(Chart chart) throws IOException {
        var version =
                Files.readString(Path.of("../../pom.xml")).replaceFirst("(?s).*?<version>(.*?)</version>.*", "$1");
        var description = Yaml.read(chart.file("Chart.yaml"));

        assertThat(description.path("version").asString()).isEqualTo(version);
        if (chart == Chart.USERS) {
            assertThat(description.path("appVersion").asString()).isEqualTo(version);
        }
    }
}
