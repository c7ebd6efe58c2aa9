package dev.interlace.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.interlace.jupyter.display.CellOutput;
import dev.interlace.jupyter.display.CurrentCell;
import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.jupyter.magic.ArtifactMagic;
import dev.interlace.jupyter.magic.Magic;
import dev.interlace.jupyter.magic.MagicException;
import dev.interlace.maven.resolver.MavenHome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MavenMagicTest {
    @TempDir
    Path folder;

    private FileRepository remote;
    private MavenMagic maven;
    private MavenRepoMagic mavenRepo;
    private LoadFromPomMagic loadFromPom;
    private RecordingSession session;

    @BeforeEach
    void start() throws IOException {
        remote = new FileRepository(folder.resolve("remote"));
        Path settings = folder.resolve("settings.xml");
        Files.writeString(
                settings,
                "<settings><mirrors><mirror><id>mirrored</id><mirrorOf>central</mirrorOf><url>" + remote.url()
                        + "</url></mirror></mirrors></settings>");
        maven = magic(settings);
        mavenRepo = new MavenRepoMagic();
        loadFromPom = new LoadFromPomMagic();
        session = new RecordingSession(maven, mavenRepo, loadFromPom);
    }

    private MavenMagic magic(Path settings) {
        return new MavenMagic(new MavenHome(Optional.of(settings), Optional.of(folder.resolve("local"))));
    }

    @Test
    void anArtifactComesThroughTheMirrorOfTheSettingsWithAllThatItNeeds() throws Exception {
        remote.with("leaf", "1.0").with("middle", "1.0", "leaf:1.0").with("root", "1.0", "middle:1.0");
        assertEquals(null, session.type(maven, "test:root:1.0"));
        assertEquals(List.of("root-1.0.jar", "middle-1.0.jar", "leaf-1.0.jar"), session.jars());
    }

    @Test
    void assignedTheValueIsTheListOfAddedPaths() throws Exception {
        remote.with("leaf", "1.0").with("root", "1.0", "leaf:1.0");
        session.type(maven, "test:leaf:1.0");
        Object added = session.assign(maven, "test:root:1.0");
        assertEquals(List.of(folder.resolve("local/test/root/1.0/root-1.0.jar").toString()), added);
    }

    @Test
    void ofTwoVersionsTheNearestWins() throws Exception {
        remote.with("leaf", "1.0").with("leaf", "2.0").with("deep", "1.0", "leaf:1.0");
        remote.with("near", "1.0", "deep:1.0", "leaf:2.0");
        session.type(maven, "test:near:1.0");
        assertTrue(session.jars().contains("leaf-2.0.jar"), session.jars().toString());
        assertFalse(session.jars().contains("leaf-1.0.jar"), session.jars().toString());
    }

    @Test
    void coordinatesOfOneCallAndOfEarlierOnesAreResolvedTogether() throws Exception {
        remote.with("leaf", "1.0").with("leaf", "2.0").with("left", "1.0", "leaf:1.0");
        remote.with("right", "1.0", "leaf:2.0");
        session.type(maven, "test:left:1.0", "test:leaf:2.0");
        session.type(maven, "test:right:1.0");
        assertEquals(List.of("left-1.0.jar", "leaf-2.0.jar", "right-1.0.jar"), session.jars());
    }

    @Test
    void theVersionThatIsAskedForTakesThePlaceOfOneThatNothingUses() throws Exception {
        remote.with("leaf", "1.0").with("leaf", "2.0");
        session.type(maven, "test:leaf:2.0");
        String said = shown(() -> session.type(maven, "test:leaf:1.0"));
        assertEquals(List.of("leaf-1.0.jar"), session.jars());
        assertEquals("added leaf 1.0\nleaf 1.0 takes the place of leaf 2.0, which was added earlier", said);
    }

    @Test
    void aVersionInUseStaysAndWhatTheOtherWouldHaveBroughtIsNotAdded() throws Exception {
        remote.with("leaf", "1.0").with("root", "1.0").with("other", "1.0").with("root", "2.0", "leaf:1.0");
        session.type(maven, "test:root:1.0");
        assertEquals("root 1.0", session.text("test.Root"));
        String said = shown(() -> session.type(maven, "test:root:2.0", "test:other:1.0"));
        assertEquals(List.of("root-1.0.jar", "other-1.0.jar"), session.jars());
        assertEquals(
                "added other 1.0\nroot 2.0 was not added: version 1.0 is loaded, which was added earlier ("
                        + folder.resolve("local/test/root/1.0/root-1.0.jar")
                        + "), and test.Root of it is in use. Restart the kernel and add root 2.0 before anything uses root.",
                said);
    }

    @Test
    void whatIsOnlyNeededGivesWayToANewerVersionAndTakesThePlaceOfAnOlderOne() throws Exception {
        remote.with("leaf", "1.0").with("leaf", "2.0").with("leaf", "3.0").with("middle", "1.0", "leaf:2.0");
        remote.with("deep", "1.0", "middle:1.0").with("old", "1.0", "leaf:1.0").with("fresh", "1.0", "leaf:3.0");
        session.type(maven, "test:deep:1.0");
        assertEquals("added old 1.0", shown(() -> session.type(maven, "test:old:1.0")));
        MavenMagic other = magic(folder.resolve("settings.xml"));
        RecordingSession second = new RecordingSession(other);
        second.type(other, "test:deep:1.0");
        assertEquals(
                "added fresh 1.0, leaf 3.0\nleaf 3.0 takes the place of leaf 2.0, which was added earlier",
                shown(() -> second.type(other, "test:fresh:1.0")));
        MavenMagic third = magic(folder.resolve("settings.xml"));
        RecordingSession inUse = new RecordingSession(third);
        inUse.type(third, "test:deep:1.0");
        assertEquals("leaf 2.0", inUse.text("test.Leaf"));
        assertTrue(shown(() -> inUse.type(third, "test:fresh:1.0"))
                .startsWith("added fresh 1.0\nleaf 3.0 was not added: version 2.0 is loaded"));
    }

    @Test
    void aMissingArtifactNamesItsUserAndEachRepositoryThatWasAsked() throws Exception {
        remote.withPomOnly("gone", "1.0").with("root", "1.0", "gone:1.0");
        Path other = Files.createDirectories(folder.resolve("other"));
        session.type(mavenRepo, "other", other.toUri().toString());
        String message = failure("test:root:1.0");
        assertEquals("""
                %maven: cannot find test:gone:1.0, needed by test:root:1.0
                    mirrored: not found
                    other: not found""", message);
        assertEquals(List.of(), session.jars());
    }

    @Test
    void aFailedCallLeavesLaterOnesAlone() throws Exception {
        remote.with("leaf", "1.0");
        failure("test:gone:1.0");
        session.type(maven, "test:leaf:1.0");
        assertEquals(List.of("leaf-1.0.jar"), session.jars());
    }

    @Test
    void offlineNamesAllThatIsMissingAtOnce() throws Exception {
        remote.with("one", "1.0").with("two", "1.0").with("three", "1.0");
        session.type(maven, "test:three:1.0");
        assertEquals("""
                %maven: cannot find test:one:1.0
                    mirrored: not asked, and its artifact is not in the local repository
                cannot find test:two:1.0
                    mirrored: not asked, and its artifact is not in the local repository
                Nothing was downloaded, for --offline or Maven's settings forbid it: change that, or bring these into the local repository.""", failure("--offline", "test:one:1.0", "test:two:1.0"));
    }

    @Test
    void offlineUsesWhatIsThere() throws Exception {
        remote.with("leaf", "1.0").with("root", "1.0", "leaf:1.0");
        session.type(maven, "test:root:1.0");
        MavenMagic later = magic(folder.resolve("settings.xml"));
        RecordingSession fresh = new RecordingSession(later);
        fresh.type(later, "--offline", "test:root:1.0");
        assertEquals(List.of("root-1.0.jar", "leaf-1.0.jar"), fresh.jars());
    }

    @Test
    void theSettingsCanSayOffline() throws Exception {
        Path settings =
                Files.writeString(folder.resolve("offline.xml"), "<settings><offline>true</offline></settings>");
        remote.with("leaf", "1.0");
        MavenMagic offline = magic(settings);
        RecordingSession fresh = new RecordingSession(offline);
        MagicException failure =
                assertThrows(MagicException.class, () -> fresh.type(offline, "--from", remote.url(), "test:leaf:1.0"));
        assertTrue(
                String.valueOf(failure.getMessage()).contains("from-remote: not asked, and its artifact"),
                failure.getMessage());
    }

    @Test
    void fromLooksInAnotherRepositoryAsWell() throws Exception {
        FileRepository other = new FileRepository(folder.resolve("other")).with("far", "1.0", "leaf:1.0");
        remote.with("leaf", "1.0");
        session.type(maven, "test:far:1.0", "--from", other.url());
        assertEquals(List.of("far-1.0.jar", "leaf-1.0.jar"), session.jars());
    }

    @Test
    void plainHttpIsRefusedUnlessItIsAllowedByName() throws Exception {
        assertEquals(
                "%mavenRepo: a repository must be reached over https, got http://127.0.0.1:1/: over plain http"
                        + " anyone on the way can change what arrives. If it has no https, allow it with %mavenRepo"
                        + " --plain-http mine http://127.0.0.1:1/",
                String.valueOf(
                        assertThrows(MagicException.class, () -> session.type(mavenRepo, "mine", "http://127.0.0.1:1/"))
                                .getMessage()));
        assertTrue(
                failure("--from", "http://127.0.0.1:1/", "test:leaf:1.0").contains("must be reached over https"),
                "--from takes it neither");
        assertEquals(null, session.type(mavenRepo, "--plain-http", "mine", "http://127.0.0.1:1/"));
        assertEquals(List.of("--plain-http", "--no-checksums"), mavenRepo.complete(completing("")));
        assertThrows(MagicException.class, () -> session.type(mavenRepo, "--http", "mine", "http://127.0.0.1:1/"));
    }

    @Test
    void aFileWithoutAChecksumIsRefusedUnlessItsRepositoryIsAllowedByName() throws Exception {
        FileRepository other = new FileRepository(folder.resolve("other")).with("far", "1.0");
        Files.delete(folder.resolve("other/test/far/1.0/far-1.0.jar.sha1"));
        String failure = failure("--from", other.url(), "test:far:1.0");
        assertTrue(failure.contains("no checksums available"), failure);
        assertTrue(failure.contains("%mavenRepo --no-checksums ID URL takes it"), failure);
        session.type(mavenRepo, "--no-checksums", "other", other.url());
        session.type(maven, "test:far:1.0");
        assertEquals(List.of("far-1.0.jar"), session.jars());
    }

    @Test
    void aRepositoryThatAPomBringsIsHeldToTheSameRules() throws Exception {
        FileRepository hidden = new FileRepository(folder.resolve("hidden")).with("leaf", "1.0");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        AtomicInteger asked = new AtomicInteger();
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            Path file =
                    hidden.folder().resolve(exchange.getRequestURI().getPath().substring(1));
            byte[] bytes = Files.isRegularFile(file) ? Files.readAllBytes(file) : new byte[0];
            exchange.sendResponseHeaders(bytes.length == 0 ? 404 : 200, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        String http = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
        try {
            remote.with("root", "1.0", "leaf:1.0").naming("root", "1.0", "plain", http);
            String failure = failure("test:root:1.0");
            assertTrue(
                    failure.contains("plain: not asked, for the POM that names " + http + " wants plain http"),
                    failure);
            assertTrue(failure.contains("%mavenRepo --plain-http plain " + http + " takes it"), failure);
            assertEquals(0, asked.get());
            session.type(mavenRepo, "--plain-http", "plain", http);
            session.type(maven, "test:root:1.0");
            assertEquals(List.of("root-1.0.jar", "leaf-1.0.jar"), session.jars());
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aRepositoryThatAPomBringsNeedsChecksums() throws Exception {
        FileRepository hidden = new FileRepository(folder.resolve("hidden")).with("leaf", "1.0");
        Files.delete(folder.resolve("hidden/test/leaf/1.0/leaf-1.0.jar.sha1"));
        remote.with("root", "1.0", "leaf:1.0").naming("root", "1.0", "bare", hidden.url());
        String failure = failure("test:root:1.0");
        assertTrue(failure.contains("no checksums available"), failure);
        session.type(mavenRepo, "--no-checksums", "bare", hidden.url());
        session.type(maven, "test:root:1.0");
        assertEquals(List.of("root-1.0.jar", "leaf-1.0.jar"), session.jars());
    }

    @Test
    void anArtifactIsFoundForOthersAndCellsDoNotSeeIt() {
        remote.with("leaf", "1.0").with("kept", "1.0").with("root", "1.0", "leaf:1.0", "kept:1.0");
        Magic.Call call = new Magic.Call(session, "plugin", List.of(), Optional.empty(), Magic.Use.SHOWN);
        assertEquals(
                List.of("root-1.0.jar", "kept-1.0.jar"),
                ArtifactMagic.of(call).orElseThrow().artifacts("test:root:1.0", List.of("test:leaf")).stream()
                        .map(file -> String.valueOf(file.getFileName()))
                        .toList());
        assertEquals(List.of(), session.jars());
    }

    @Test
    void aPomIsReadWithItsPropertiesParentAndManagedVersions() throws Exception {
        remote.with("leaf", "1.0")
                .with("leaf", "2.0")
                .with("root", "1.0", "leaf:1.0")
                .with("tested", "1.0");
        Files.writeString(folder.resolve("pom.xml"), """
                <project><modelVersion>4.0.0</modelVersion><groupId>g</groupId><artifactId>parent</artifactId>
                <version>1</version><packaging>pom</packaging><properties><root.version>1.0</root.version></properties>
                <dependencyManagement><dependencies><dependency><groupId>test</groupId><artifactId>leaf</artifactId>
                <version>2.0</version></dependency></dependencies></dependencyManagement></project>""");
        Path child = Files.createDirectories(folder.resolve("child")).resolve("pom.xml");
        Files.writeString(child, """
                <project><modelVersion>4.0.0</modelVersion><parent><groupId>g</groupId><artifactId>parent</artifactId>
                <version>1</version></parent><artifactId>child</artifactId><dependencies>
                <dependency><groupId>test</groupId><artifactId>root</artifactId><version>${root.version}</version></dependency>
                <dependency><groupId>test</groupId><artifactId>tested</artifactId><version>1.0</version><scope>test</scope>
                </dependency></dependencies></project>""");
        session.type(loadFromPom, child.toString());
        assertEquals(List.of("root-1.0.jar", "leaf-2.0.jar"), session.jars());
        session.type(loadFromPom, child.toString(), "test");
        assertEquals(List.of("root-1.0.jar", "leaf-2.0.jar", "tested-1.0.jar"), session.jars());
    }

    @Test
    void aCellOfPomPiecesIsMadeWhole() throws Exception {
        FileRepository other = new FileRepository(folder.resolve("other")).with("far", "1.0");
        remote.with("leaf", "1.0").with("root", "1.0", "leaf:1.0");
        String body = """
                <!-- from a page -->
                <repository><id>other</id><url>%s</url></repository>
                <dependency><groupId>test</groupId><artifactId>far</artifactId><version>1.0</version></dependency>
                <dependencies><dependency><groupId>test</groupId><artifactId>root</artifactId><version>1.0</version>
                <exclusions><exclusion><groupId>test</groupId><artifactId>leaf</artifactId></exclusion></exclusions>
                </dependency></dependencies>
                """.formatted(other.url());
        loadFromPom.run(new Magic.Call(session, "loadFromPOM", List.of(), Optional.of(""), Magic.Use.SHOWN), body);
        assertEquals(List.of("far-1.0.jar", "root-1.0.jar"), session.jars());
    }

    @Test
    void coordinatesAreCompletedFromTheLocalRepository() throws Exception {
        remote.with("leaf", "1.0").with("leaf", "2.0");
        session.type(maven, "test:leaf:1.0");
        assertEquals(List.of("test:"), completed("te"));
        assertEquals(List.of("test:leaf:"), completed("test:l"));
        assertEquals(List.of("test:leaf:1.0"), completed("test:leaf:"));
        assertEquals(List.of("--from", "--offline", "-v"), completed("-"));
    }

    @Test
    void mistakesAreToldWithWhatToWrite() {
        assertEquals(
                "%maven: a coordinate must be group:artifact[:packaging[:classifier]]:version, got 'guava'",
                failure("guava"));
        assertEquals("%maven knows no option --fast; it knows --from, --offline, -v", failure("--fast"));
        assertTrue(failure().startsWith("%maven needs coordinates"), failure());
    }

    private List<String> completed(String prefix) {
        return maven.complete(completing(prefix));
    }

    private Magic.Completing completing(String prefix) {
        return new Magic.Completing(session, List.of(), prefix);
    }

    private String failure(String... arguments) {
        return String.valueOf(assertThrows(MagicException.class, () -> session.type(maven, arguments))
                .getMessage());
    }

    private interface Work {
        void run() throws Exception;
    }

    // the last state of the one display
    private static String shown(Work work) throws Exception {
        List<String> displays = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        CellOutput output = new CellOutput() {
            @Override
            public String display(DisplayData data) {
                displays.add(data.plain());
                texts.add(data.plain());
                return "id";
            }

            @Override
            public void update(String displayId, DisplayData data) {
                texts.add(data.plain());
            }

            @Override
            public void clear(Clear when) {
                texts.clear();
            }

            @Override
            public void checkInterrupt() {}
        };
        CurrentCell.begin(output);
        try {
            work.run();
        } finally {
            CurrentCell.end(output);
        }
        assertEquals(1, displays.size());
        return texts.get(texts.size() - 1);
    }
}
