package dev.interlace.workbench.magics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.jupyter.NotebookSession;
import dev.interlace.jupyter.magic.ArtifactMagic;
import dev.interlace.jupyter.magic.Magic;
import dev.interlace.jupyter.magic.MagicException;
import dev.interlace.workbench.catalogue.Catalogue;
import dev.interlace.workbench.catalogue.PluginList;
import dev.interlace.workbench.catalogue.PluginTrust;
import dev.interlace.workbench.doubles.JarServer;
import dev.interlace.workbench.doubles.PluginJar;
import dev.interlace.workbench.fetch.JarDownload;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginMagicTest {
    @TempDir
    Path folder;

    private JarServer server;
    private Path jar = Path.of("");
    private Catalogue catalogue = Catalogue.open(List.of());

    /** Finds what lies in a map, as {@code %maven} finds it in repositories. */
    private record Artifacts(Map<String, List<Path>> known) implements ArtifactMagic {
        @Override
        public String name() {
            return "maven";
        }

        @Override
        public String help() {
            return "";
        }

        @Override
        public List<Path> artifacts(String coordinates, List<String> without) {
            assertTrue(without.containsAll(List.of("dev.interlace:interlace-spi", "org.nd4j:*")), without.toString());
            return Optional.ofNullable(known.get(coordinates))
                    .orElseThrow(() -> new MagicException("%maven: cannot find " + coordinates));
        }
    }

    @BeforeEach
    void serve() throws IOException {
        server = JarServer.encrypted(folder);
        jar = new PluginJar(folder).fusion("A", "fusion/a", "1.0.0", "").write("a-1.0.0.jar");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String run(Map<String, List<Path>> known, String... words) {
        NotebookSession session = (NotebookSession) Proxy.newProxyInstance(
                PluginMagicTest.class.getClassLoader(),
                new Class<?>[] {NotebookSession.class},
                (proxy, method, arguments) -> List.of(new Artifacts(known)));
        PluginMagic magic =
                new PluginMagic(() -> catalogue, () -> new JarDownload(server.client(), folder.resolve("kept")));
        return String.valueOf(
                magic.run(new Magic.Call(session, "plugin", List.of(words), Optional.empty(), Magic.Use.SHOWN)));
    }

    private String failure(Map<String, List<Path>> known, String... words) {
        return String.valueOf(
                assertThrows(MagicException.class, () -> run(known, words)).getMessage());
    }

    private static String sum(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aUrlWithItsDigestBringsAPluginThatKnowsWhereItIsFrom() throws IOException {
        String url = server.with("a-1.0.0.jar", Files.readAllBytes(jar));
        assertTrue(failure(Map.of(), "add", url).startsWith("%plugin add: the SHA-256 of a-1.0.0.jar is not known"));
        assertEquals(List.of(), foreign());
        assertTrue(run(Map.of(), "add", url, "--sha256", sum(jar)).contains("fusion/a"));
        String card = run(Map.of(), "info", "fusion/a");
        assertTrue(card.contains("from a-1.0.0.jar, fetched from " + url), card);
        assertTrue(run(Map.of(), "reload").contains("fusion/a"));
        assertTrue(run(Map.of(), "doctor").contains("a-1.0.0.jar, " + url), "a reload keeps where it is from");
    }

    private List<String> foreign() {
        return new PluginList(
                        catalogue.plugins().stream()
                                .filter(plugin -> plugin.source().isForeign())
                                .toList(),
                        List.of())
                .ids();
    }

    @Test
    void coordinatesBringAPluginWithWhatItNeeds() throws IOException {
        Path library = new PluginJar(Files.createDirectories(folder.resolve("library")))
                .source("Base", "public class Base { }")
                .write("base-1.0.jar");
        Path needy = new PluginJar(Files.createDirectories(folder.resolve("needy")))
                .source("Base", "public class Base { }")
                .fusion("B", "fusion/b", "1.0.0", "  private final Base base = new Base();")
                .without("Base")
                .write("b-1.0.0.jar");
        Map<String, List<Path>> known =
                Map.of("org.example:a:1.0.0", List.of(jar), "org.example:b:1.0.0", List.of(needy, library));
        assertTrue(
                run(known, "add", "org.example:a:1.0.0", "org.example:b:1.0.0").contains("fusion/b"));
        assertEquals(List.of("fusion/a", "fusion/b"), foreign());
        String doctor = run(known, "doctor");
        assertTrue(doctor.contains("org.example_b_1.0.0, org.example:b:1.0.0"), doctor);
        assertEquals("%maven: cannot find org.example:c:1.0.0", failure(known, "add", "org.example:c:1.0.0"));
    }

    @Test
    void aLockHoldsForUrlsAndCoordinates() throws IOException {
        Path lock = folder.resolve("plugins.lock");
        Path other = new PluginJar(folder).fusion("B", "fusion/b", "1.0.0", "").write("b-1.0.0.jar");
        Files.writeString(lock, sum(jar) + "  org.example:a:1.0.0\n");
        catalogue = Catalogue.open(List.of(), PluginTrust.of(Map.of(PluginTrust.LOCK, lock.toString()), List.of()));
        String exchanged = run(Map.of("org.example:a:1.0.0", List.of(other)), "add", "org.example:a:1.0.0");
        assertTrue(
                exchanged.contains("the lock of this machine has org.example:a:1.0.0 with the SHA-256 " + sum(jar)
                        + ", but what came has " + sum(other)),
                exchanged);
        String url = server.with("b-1.0.0.jar", Files.readAllBytes(other));
        String refused = run(Map.of(), "add", url, "--sha256", sum(other));
        assertTrue(refused.contains("for the line '" + sum(other) + "  " + url + "'"), refused);
        assertEquals(List.of(), foreign());
        run(Map.of("org.example:a:1.0.0", List.of(jar)), "add", "org.example:a:1.0.0");
        assertEquals(List.of("fusion/a"), foreign());
    }

    @Test
    void aLockHoldsForEveryJarThatAPluginNeeds() throws IOException {
        Path library = new PluginJar(Files.createDirectories(folder.resolve("library")))
                .source("Base", "public class Base { }")
                .write("base-1.0.jar");
        Path lock = folder.resolve("plugins.lock");
        Files.writeString(lock, sum(jar) + "  org.example:a:1.0.0\n");
        catalogue = Catalogue.open(List.of(), PluginTrust.of(Map.of(PluginTrust.LOCK, lock.toString()), List.of()));
        Map<String, List<Path>> known = Map.of("org.example:a:1.0.0", List.of(jar, library));
        run(known, "add", "org.example:a:1.0.0");
        assertEquals(List.of(), foreign());
        Files.writeString(lock, sum(jar) + "  org.example:a:1.0.0\n" + sum(library) + "  org.example:base:1.0\n");
        run(known, "add", "org.example:a:1.0.0");
        assertEquals(List.of("fusion/a"), foreign());
    }

    @Test
    void mistakesAreToldWithWhatToWrite() {
        assertEquals(
                "%plugin add knows no option --force; it knows --replace, --sha256, --plain-http",
                failure(Map.of(), "add", "--force", "a.jar"));
        assertEquals(
                "%plugin add: --sha256 must be followed by a SHA-256 or the URL of a checksum file",
                failure(Map.of(), "add", "https://a/b.jar", "--sha256"));
        assertEquals(
                "%plugin add: --sha256 is of one URL, got a.jar",
                failure(Map.of(), "add", "a.jar", "--sha256", "0".repeat(64)));
        assertEquals(
                "%plugin add: name a jar, a folder of jars, a glob, a URL or group:artifact:version",
                failure(Map.of(), "add", "--replace"));
        assertTrue(failure(Map.of(), "add", "http://localhost:1/a.jar").contains("allow this host with --plain-http"));
    }
}
