package dev.interlace.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlatformTest {
    @TempDir
    private Path folder;

    @Test
    void theNamesThatJavaGivesToSystems() {
        assertEquals("linux-arm64", Platform.of("Linux", "aarch64").name());
        assertEquals("macosx-arm64", Platform.of("Mac OS X", "aarch64").name());
        assertEquals("windows-x86_64", Platform.of("Windows 11", "amd64").name());
        String text =
                String.valueOf(assertThrows(IllegalArgumentException.class, () -> Platform.of("Windows 11", "aarch64"))
                        .getMessage());
        assertEquals("there is no native code for windows-arm64", text);
    }

    /** A run folder of Linux, and native code of macOS beside it. */
    private Map<String, Jars.Content> jars(Platform platform) throws IOException {
        Path run = folder.resolve("run");
        for (String jar : new String[] {
            "lib/nd4j-native-1.0.jar",
            "lib/nd4j-native-1.0-linux-x86_64-avx2.jar",
            "lib/openblas-0.3-1.5.jar",
            "lib/openblas-0.3-1.5-linux-x86_64.jar",
            "lib/javacpp-1.5-linux-x86_64.jar",
            "lib/nd4j-api-1.0.jar",
            "testkit/testkit.jar"
        }) {
            Path file = run.resolve(jar);
            Files.createDirectories(java.util.Objects.requireNonNull(file.getParent()));
            Files.writeString(file, jar);
        }
        try (Archive onnx = new Archive(run.resolve("lib/onnxruntime-1.20.0.jar"))) {
            onnx.add("ai/onnxruntime/OrtEnvironment.class", "code");
            onnx.add("ai/onnxruntime/native/linux-x64/libonnxruntime.so", "linux");
            onnx.add("ai/onnxruntime/native/osx-aarch64/libonnxruntime.dylib", "mac");
            onnx.add("ai/onnxruntime/native/osx-aarch64/libonnxruntime.dylib.dSYM/Info.plist", "symbols");
            onnx.finish();
        }
        Path natives = folder.resolve("natives");
        Files.createDirectories(natives);
        for (String jar : new String[] {
            "nd4j-native-1.0-macosx-arm64.jar", "openblas-0.3-1.5-macosx-arm64.jar", "javacpp-1.5-macosx-arm64.jar"
        }) {
            Files.writeString(natives.resolve(jar), jar);
        }
        return Jars.of(run, natives, platform);
    }

    @Test
    void everySystemGetsItsOwnNativeCodeAndTheRestOnce() throws IOException {
        Map<String, Jars.Content> mac = jars(Platform.of("Mac OS X", "aarch64"));
        assertEquals(
                Set.of(
                        "lib/nd4j-native-1.0.jar",
                        "lib/nd4j-native-1.0-macosx-arm64.jar",
                        "lib/openblas-0.3-1.5.jar",
                        "lib/openblas-0.3-1.5-macosx-arm64.jar",
                        "lib/javacpp-1.5-macosx-arm64.jar",
                        "lib/nd4j-api-1.0.jar",
                        "lib/onnxruntime-1.20.0.jar",
                        "testkit/testkit.jar"),
                mac.keySet());
        byte[] onnx = java.util.Objects.requireNonNull(mac.get("lib/onnxruntime-1.20.0.jar"))
                .bytes();
        try (ZipInputStream zip = new ZipInputStream(new java.io.ByteArrayInputStream(onnx))) {
            Set<String> names = java.util.stream.Stream.generate(() -> next(zip))
                    .takeWhile(name -> !name.isEmpty())
                    .collect(Collectors.toSet());
            assertEquals(
                    Set.of(
                            "ai/onnxruntime/OrtEnvironment.class",
                            "ai/onnxruntime/native/osx-aarch64/libonnxruntime.dylib"),
                    names);
        }
        assertTrue(jars(Platform.of("Linux", "amd64")).containsKey("lib/openblas-0.3-1.5-linux-x86_64.jar"));
    }

    private static String next(ZipInputStream zip) {
        try {
            var entry = zip.getNextEntry();
            return entry == null ? "" : entry.getName();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void nativeCodeThatIsNotThereIsNamed() {
        String text = String.valueOf(assertThrows(IOException.class, () -> jars(Platform.of("Windows 11", "amd64")))
                .getMessage());
        assertTrue(text.startsWith("native code of nd4j for windows-x86_64 is neither in "), text);
        assertTrue(text.endsWith("; build with -Pdist,all-platforms"), text);
    }
}
