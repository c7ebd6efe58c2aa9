package dev.interlace.app.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.jupyter.client.CellResult;
import dev.interlace.jupyter.client.KernelClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A kernel whose Java was updated since it was installed. */
class ArchiveRenewalIT {
    private static final Duration LIMIT = Duration.ofSeconds(90);

    @TempDir
    private Path folder;

    private InstalledKernel install(Installer.Archiving archiving) throws IOException {
        Map<String, String> environment = Map.of("INTERLACE_JVM_OPTIONS", "-Dmine=kept");
        return new Installer(RunFolder.own(), JavaMachine.current(), environment, archiving)
                .install(KernelPlace.inPrefix(folder, "updated"), new Installer.Listener() {
                    @Override
                    public void unpackingNatives() {}

                    @Override
                    public void recordingStart() {}
                })
                .kernel();
    }

    private static String said(CellResult result) {
        assertEquals("ok", result.status());
        return result.stream("stderr") + result.value();
    }

    @Test
    void theArchiveIsMadeAgainInTheBackgroundAndTheFirstCellSaysSo() throws Exception {
        InstalledKernel kernel = install(Installer.Archiving.NOW);
        Path spec = kernel.spec();
        Path mark = spec.resolve(ArchiveRenewal.MADE_WITH);
        Path archive = spec.resolve(StartOptions.archiveName(JavaMachine.current()));
        assertEquals(JavaMachine.currentVersion(), Files.readString(mark).strip());
        Files.writeString(mark, "17.0.0 Somebody\n");
        FileTime before = Files.getLastModifiedTime(archive);
        try (KernelClient client = kernel.launch(folder, LIMIT)) {
            String first = said(client.execute("System.getProperty(\"mine\")", LIMIT));
            assertTrue(first.contains("kept"), first);
            assertTrue(first.contains("This kernel was installed with Java 17.0.0 Somebody and runs on "), first);
            assertTrue(first.contains("The archive is being made again in the background."), first);
            assertFalse(said(client.execute("1+1", LIMIT)).contains("archive"), "it is said once");
            awaitArchive(mark);
        }
        assertEquals(JavaMachine.currentVersion(), Files.readString(mark).strip());
        assertTrue(Files.getLastModifiedTime(archive).compareTo(before) > 0, "the archive is a new one");
        assertEquals(Optional.empty(), ArchiveRenewal.needed(spec, JavaMachine.currentVersion()));
        try (KernelClient client = kernel.launch(folder, LIMIT)) {
            assertEquals("kept", said(client.execute("System.getProperty(\"mine\")", LIMIT)));
        }
    }

    @Test
    void anArchiveThatWasLeftForLaterIsMadeByTheFirstKernelInSilence() throws Exception {
        InstalledKernel kernel = install(Installer.Archiving.LATER);
        Path archive = kernel.spec().resolve(StartOptions.archiveName(JavaMachine.current()));
        assertFalse(Files.exists(archive), "installing took no time for it");
        try (KernelClient client = kernel.launch(folder, LIMIT)) {
            assertEquals("kept", said(client.execute("System.getProperty(\"mine\")", LIMIT)));
            awaitArchive(kernel.spec().resolve(ArchiveRenewal.MADE_WITH));
        }
        assertTrue(Files.isRegularFile(archive));
    }

    private static void awaitArchive(Path mark) throws Exception {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!Files.readString(mark).strip().equals(JavaMachine.currentVersion()) && System.nanoTime() < end) {
            Thread.sleep(200);
        }
    }
}
