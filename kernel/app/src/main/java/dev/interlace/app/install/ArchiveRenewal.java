package dev.interlace.app.install;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a kernel's start archive where there is none yet, and again where its Java is another one than the one that
 * made it: an update of Java at the same place makes the archive useless without a word.
 */
public final class ArchiveRenewal {
    /** The file of the kernelspec that names the Java which made its archive; empty before there is one. */
    static final String MADE_WITH = "archive-made-with";

    private static final Logger LOG = LoggerFactory.getLogger(ArchiveRenewal.class);
    private static final Duration DELAY = Duration.ofSeconds(3);

    private final Path spec;
    private final String version;
    private final String older;

    private ArchiveRenewal(Path spec, String version, String older) {
        this.spec = spec;
        this.version = version;
        this.older = older;
    }

    /**
     * What is to be done for the kernel of the folder {@code spec}.
     *
     * @param version the full version of the Java that it runs on now
     * @return empty where its archive was made by that Java
     */
    public static Optional<ArchiveRenewal> needed(Path spec, String version) {
        try {
            Path mark = spec.resolve(MADE_WITH);
            if (!Files.isRegularFile(mark)) {
                return Optional.empty();
            }
            String older = Files.readString(mark).strip();
            return older.equals(version) ? Optional.empty() : Optional.of(new ArchiveRenewal(spec, version, older));
        } catch (IOException e) {
            LOG.debug("{} cannot be read", spec, e);
            return Optional.empty();
        }
    }

    /** What the user should know, in one sentence or two; nothing of a first start. */
    public Optional<String> notice() {
        if (older.isEmpty()) {
            return Optional.empty();
        }
        String changed = "This kernel was installed with Java " + older + " and runs on " + version
                + ", so it started without its archive, somewhat slower. ";
        return Optional.of(changed
                + (Files.isWritable(spec)
                        ? "The archive is being made again in the background."
                        : "Whoever may write to " + spec + " can install the kernel again."));
    }

    /** Makes the archive again, on a thread of its own. */
    public void begin() {
        if (Files.isWritable(spec)) {
            Thread thread = new Thread(this::run, "interlace-archive");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void run() {
        try {
            Thread.sleep(DELAY.toMillis()); // the first cell goes first
            renew(JavaMachine.current()).ifPresent(LOG::warn);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.warn("the start archive in {} cannot be made again: {}", spec, e.toString());
        }
    }

    /**
     * Makes the archive again, unless another kernel is at it.
     *
     * @param machine the Java that makes it
     * @return why there is no archive; empty if there is one
     */
    Optional<String> renew(JavaMachine machine) throws IOException {
        Path guard = spec.resolve(MADE_WITH + ".lock");
        try (FileChannel channel = FileChannel.open(guard, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock == null || needed(spec, version).isEmpty()) {
                return Optional.empty();
            }
            return renewAlone(machine);
        } catch (OverlappingFileLockException e) {
            return Optional.empty();
        } finally {
            Files.deleteIfExists(guard);
        }
    }

    private Optional<String> renewAlone(JavaMachine machine) throws IOException {
        Path options = spec.resolve(Installer.OPTIONS);
        Path archive = spec.resolve(StartOptions.archiveName(machine));
        Path fresh = archive.resolveSibling("new-" + archive.getFileName());
        List<String> installed = StartOptions.parse(Files.readString(options));
        Files.deleteIfExists(fresh);
        Optional<String> failed = StartRecording.record(
                InstalledKernel.read(spec), StartOptions.recordingAgain(installed, machine, fresh), fresh);
        if (failed.isEmpty()) {
            Files.move(fresh, archive, StandardCopyOption.REPLACE_EXISTING);
            Installer.replace(options, StartOptions.argumentFile(StartOptions.usingAgain(installed, machine, archive)));
            Installer.replace(spec.resolve(MADE_WITH), version + "\n");
        }
        return failed;
    }
}
