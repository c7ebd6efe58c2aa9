package dev.interlace.workbench.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.spi.DataPackage;
import dev.interlace.workbench.Interlace;
import dev.interlace.workbench.catalogue.Catalogue;
import dev.interlace.workbench.doubles.Letters;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Fetches through package clients that the test has written: real processes, found on a PATH of the test's own. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the clients of this test are POSIX scripts")
class FetchedSetsTest {
    private static final FetchListener SILENT = FetchListener.SILENT;

    @TempDir
    Path folder = Path.of("");

    private Path bin = Path.of("");
    private Path root = Path.of("");

    @BeforeEach
    void clients() throws IOException {
        bin = Files.createDirectories(folder.resolve("bin"));
        root = folder.resolve("data");
        Files.writeString(folder.resolve("signs"), Letters.SIGNS);
        Files.writeString(folder.resolve("names"), Letters.NAMES);
        client("npm", "cp " + folder + "/signs \"$6/letters-1.0.0.tgz\"");
        client("apt-get", "cp " + folder + "/names ./letter-names_2-1_all.deb");
    }

    /** A client that notes its call and then does these lines. */
    private void client(String name, String... lines) throws IOException {
        List<String> script = new ArrayList<>(List.of("#!/bin/sh", "echo \"$@\" >> " + calls(name)));
        script.addAll(Arrays.asList(lines));
        Path file = Files.write(bin.resolve(name), script);
        assertTrue(file.toFile().setExecutable(true));
    }

    private Path calls(String name) {
        return folder.resolve(name + ".calls");
    }

    private int count(String name) throws IOException {
        return Files.exists(calls(name)) ? Files.readAllLines(calls(name)).size() : 0;
    }

    private FetchedSets sets() {
        return new FetchedSets(
                Catalogue.open(List.of()), new DataStore(root), new PackageClients(Map.of("PATH", bin.toString())));
    }

    private String failure() {
        return String.valueOf(assertThrows(FetchException.class, () -> sets().get("letters", SILENT))
                .getMessage());
    }

    /** The files below the data folder, but for the lock. */
    private List<String> left() throws IOException {
        if (!Files.exists(root)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .filter(name -> !name.endsWith(".lock"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void aSetIsFetchedByItsClientsAndAppearsAsAWhole() throws IOException {
        List<String> steps = Collections.synchronizedList(new ArrayList<>());
        Path made = sets().get("letters", (step, bytes, total) -> steps.add(CellFetch.line(step, bytes, total)));
        assertEquals(root.resolve("letters"), made);
        assertEquals(List.of("letters/.made-from", "letters/names.txt", "letters/signs.txt"), left());
        assertEquals(Letters.NAMES, Files.readString(made.resolve("names.txt")));
        assertTrue(
                Files.readString(calls("npm"))
                        .startsWith("pack letters@1.0.0 --loglevel=error --ignore-scripts --pack-destination " + root),
                Files.readString(calls("npm")));
        assertEquals("-q download letter-names=2-1\n", Files.readString(calls("apt-get")));
        assertTrue(steps.contains("fetching letters@1.0.0: 0.0 MB of 0.0 MB"), steps.toString());
        assertTrue(steps.contains("unpacking letters …"), steps.toString());
    }

    @Test
    void theLabReadsASetOnceItIsThere() {
        String before = System.getProperty(DataStore.PROPERTY, "");
        System.setProperty(DataStore.PROPERTY, root.toString());
        try {
            assertEquals(
                    "data/letters is not on this machine: fetch it with '%dataset get letters' in a cell or"
                            + " './lab data letters' in a terminal",
                    assertThrows(
                                    IllegalStateException.class,
                                    () -> Interlace.lab(Catalogue.open(List.of()))
                                            .data("letters"))
                            .getMessage());
            sets().get("letters", SILENT);
            assertEquals(
                    List.of("a", "b", "c"),
                    Interlace.lab(Catalogue.open(List.of())).data("letters").texts("sign"));
        } finally {
            System.setProperty(DataStore.PROPERTY, before);
        }
    }

    @Test
    void whatIsThereIsNotFetchedAgain() throws IOException {
        sets().get("letters", SILENT);
        sets().get("data/letters", SILENT);
        assertEquals(1, count("npm"));
    }

    @Test
    void aFolderThatWasMadeFromOtherPackagesIsReplaced() throws IOException {
        Files.createDirectories(root.resolve("letters"));
        Files.writeString(root.resolve("letters/.made-from"), "data/letters 0.9.0\n");
        Files.writeString(root.resolve("letters/old.txt"), "old");
        assertEquals(List.of(), sets().present());
        sets().get("letters", SILENT);
        assertEquals(List.of("letters/.made-from", "letters/names.txt", "letters/signs.txt"), left());
        assertEquals(List.of("letters"), sets().present());
    }

    @Test
    void aFileWithAnotherChecksumIsRemoved() throws IOException {
        Files.writeString(folder.resolve("signs"), "a\nb\nx\n");
        assertEquals(
                "letters@1.0.0 must have SHA-256 " + Letters.FIRST.sha256() + " (6 bytes), got "
                        + Letters.sha256(Files.readAllBytes(folder.resolve("signs")))
                        + " (6 bytes); the file was removed. Get it again, and do not use it if the difference stays",
                failure());
        assertEquals(List.of(), left());
    }

    @Test
    void aMissingClientIsNamedWithTheWayToHaveIt() throws IOException {
        Files.delete(bin.resolve("npm"));
        assertEquals(
                "letters@1.0.0 is fetched by npm, which is not on the PATH: install Node.js with npm (Debian: apt install"
                        + " npm); or run 'npm pack letters@1.0.0' where that works, put the file into the folder "
                        + root.resolve(".fetch/letters/packages") + " (make it) and get the set again",
                failure());
        assertEquals(List.of(), left());
    }

    @Test
    void withoutANetworkTheMessageSaysSo() throws IOException {
        client("npm", "echo 'npm error code ENOTFOUND'", "exit 1");
        assertEquals(
                "no network: npm could not reach where letters@1.0.0 is kept; connect, or tell npm your proxy (npm config"
                        + " set proxy URL) and get it again. It said:\nnpm error code ENOTFOUND",
                failure());
    }

    @Test
    void aVersionThatTheClientDoesNotKnowIsTold() throws IOException {
        client("apt-get", "echo \"E: Version '2-1' for 'letter-names' was not found\"", "exit 100");
        assertEquals(
                "apt-get knows no letter-names=2-1; run 'apt-get update' as root; if this release has another version, run"
                        + " 'apt-get download letter-names=2-1' where that works, put the file into the folder "
                        + root.resolve(".fetch/letters/packages")
                        + " (make it) and get the set again. It said:\nE: Version '2-1' for 'letter-names' was not found",
                failure());
    }

    @Test
    void anyOtherFailureShowsWhatTheClientSaidLast() throws IOException {
        client("npm", "for i in 1 2 3 4 5 6; do echo line $i; done", "exit 7");
        assertTrue(failure().startsWith("npm could not fetch letters@1.0.0 (status 7); or run 'npm pack"), failure());
        assertTrue(failure().endsWith("It said:\nline 3\nline 4\nline 5\nline 6"), failure());
        client("npm", "exit 0");
        assertTrue(failure().startsWith("npm fetched no file for letters@1.0.0; or run"), failure());
    }

    @Test
    void aPackageThatHasArrivedIsNotFetchedAgainAfterAFailure() throws IOException {
        client("apt-get", "exit 1");
        failure();
        assertEquals(List.of(".fetch/letters/packages/letters-1.0.0.tgz"), left());
        client("apt-get", "cp " + folder + "/names ./x.deb");
        sets().get("letters", SILENT);
        assertEquals(1, count("npm"));
        assertEquals(2, count("apt-get"));
    }

    @Test
    void aKeptPackageThatIsDamagedIsFetchedAgain() throws IOException {
        client("apt-get", "exit 1");
        failure();
        Files.writeString(root.resolve(".fetch/letters/packages/letters-1.0.0.tgz"), "a\nb\nx\n");
        client("apt-get", "cp " + folder + "/names ./x.deb");
        sets().get("letters", SILENT);
        assertEquals(2, count("npm"));
    }

    @Test
    void aFileThatWasPutThereByHandIsTakenWhateverItsName() throws IOException {
        Files.delete(bin.resolve("npm"));
        Path packages = Files.createDirectories(root.resolve(".fetch/letters/packages"));
        Files.writeString(packages.resolve("from a friend"), Letters.SIGNS);
        sets().get("letters", SILENT);
        assertEquals(List.of("letters"), sets().present());
    }

    @Test
    void aClientThatGoesOnFindsWhatItHadLeft() throws IOException {
        client("apt-get", "head -c 1000 " + folder + "/names > x.deb", "exit 1");
        failure();
        client("apt-get", "test $(wc -c < x.deb) = 1000 && tail -c +1001 " + folder + "/names >> x.deb");
        sets().get("letters", SILENT);
        assertEquals(List.of("letters/.made-from", "letters/names.txt", "letters/signs.txt"), left());
    }

    @Test
    void anInterruptEndsTheClientAndLeavesNothingHalf() throws IOException {
        Path pid = folder.resolve("pid");
        client("apt-get", "head -c 1000 " + folder + "/names > x.deb", "echo $$ > " + pid, "exec sleep 600");
        FetchListener pressesStop = new FetchListener() {
            @Override
            public void at(String step, long bytes, long total) {}

            @Override
            public void checkInterrupt() {
                if (Files.exists(pid)) {
                    throw new IllegalStateException("stopped by the user");
                }
            }
        };
        assertEquals(
                "stopped by the user",
                assertThrows(IllegalStateException.class, () -> sets().get("letters", pressesStop))
                        .getMessage());
        assertEquals(List.of(".fetch/letters/packages/letters-1.0.0.tgz"), left(), "a whole package may stay");
        long client = Long.parseLong(Files.readString(pid).strip());
        assertFalse(ProcessHandle.of(client).map(ProcessHandle::isAlive).orElse(false));
    }

    @Test
    void anInterruptedThreadEndsTheClientToo() throws IOException {
        client("npm", "exec sleep 600");
        Thread.currentThread().interrupt();
        try {
            assertEquals("fetching letters@1.0.0 was interrupted", failure());
        } finally {
            Thread.interrupted();
        }
        assertEquals(List.of(), left());
    }

    @Test
    void twoFetchesOfOneSetWaitForOneAnother() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        CountDownLatch both = new CountDownLatch(2);
        try {
            List<Future<Path>> made = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                made.add(threads.submit(() -> {
                    both.countDown();
                    both.await();
                    return sets().get("letters", SILENT);
                }));
            }
            assertEquals(made.get(0).get(), made.get(1).get());
        } finally {
            threads.shutdown();
        }
        assertEquals(1, count("npm"));
    }

    @Test
    void whileAnotherHasTheLockAFetchWaitsAndCanBeInterrupted() throws IOException {
        Path lock = Files.createDirectories(root.resolve(".fetch")).resolve("letters.lock");
        List<String> steps = new ArrayList<>();
        FetchListener listener = new FetchListener() {
            @Override
            public void at(String step, long bytes, long total) {
                steps.add(step);
            }

            @Override
            public void checkInterrupt() {
                if (!steps.isEmpty()) {
                    throw new IllegalStateException("stopped by the user");
                }
            }
        };
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            assertTrue(held.isValid());
            assertThrows(IllegalStateException.class, () -> sets().get("letters", listener));
        }
        assertEquals(List.of("waiting for another fetch of letters"), steps);
        assertEquals(0, count("npm"));
    }

    @Test
    void aRemovedSetIsGoneWithAllThatAnEarlierFetchHasLeft() throws IOException {
        sets().get("letters", SILENT);
        assertTrue(sets().remove("letters"));
        assertEquals(List.of(), left());
        assertFalse(sets().remove("letters"));
        client("apt-get", "exit 1");
        failure();
        assertTrue(sets().remove("letters"));
        assertEquals(List.of(), left());
    }

    @Test
    void thePipOfTheUserChoosesTheFileByItsChecksum() throws IOException {
        DataPackage wheel = new DataPackage(
                DataPackage.Client.PIP, "letters", "1.0", Letters.FIRST.sha256(), Letters.FIRST.bytes());
        client(
                "pip3",
                "cp \"$8\" " + folder + "/wanted",
                "cp " + folder + "/signs \"$6/letters-1.0-py3-none-any.whl\"");
        Path file = new PackageClients(Map.of("PATH", bin.toString()))
                .fetch(wheel, Files.createDirectories(folder.resolve("work")), folder, SILENT);
        assertEquals(Letters.SIGNS, Files.readString(file));
        assertEquals(
                "letters==1.0 --hash=sha256:" + Letters.FIRST.sha256() + "\n",
                Files.readString(folder.resolve("wanted")));
        assertTrue(Files.readString(calls("pip3"))
                .startsWith("download --no-deps --no-cache-dir --require-hashes --dest "));
    }

    @Test
    void aNameThatCannotBeFetchedIsAnsweredByThoseThatCan() {
        assertEquals(
                "unknown data set to fetch 'leters'; did you mean 'letters'? Known: letters",
                assertThrows(FetchException.class, () -> sets().get("leters", SILENT))
                        .getMessage());
        assertEquals(
                "data/colours ships with its plugin: there is nothing to fetch, lab.data(\"colours\") reads it",
                assertThrows(FetchException.class, () -> sets().get("colours", SILENT))
                        .getMessage());
    }

    @Test
    void theListSaysWhatIsWhere() {
        String before = sets().list().toString().replaceAll(" +", " ");
        assertTrue(before.contains("data/colours discs with the names of their colours ships with its plugin"), before);
        assertTrue(before.contains("three letters with their names not fetched"), before);
        assertTrue(before.endsWith("for instance letters. Fetched sets lie in " + root), before);
        sets().get("letters", SILENT);
        String after = sets().list().toString().replaceAll(" +", " ");
        assertTrue(after.contains("three letters with their names on this machine"), after);
        assertTrue(after.endsWith("in a terminal. Fetched sets lie in " + root), after);
    }
}
