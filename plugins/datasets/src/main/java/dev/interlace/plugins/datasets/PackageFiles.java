package dev.interlace.plugins.datasets;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * Walks the files of a package without unpacking it. Only regular files are seen: links and devices are passed over.
 */
public final class PackageFiles {
    private PackageFiles() {}

    /** What is done with a file. */
    public interface Each {
        /**
         * A file.
         *
         * @param path its path in the archive, with slashes; relative, and without {@code ..}
         * @param content open until this method returns
         */
        void file(String path, InputStream content) throws IOException;
    }

    /**
     * The files of a package of npm, a gzipped tar archive; the folder {@code package/} around all of them is left out.
     */
    public static void npm(Path archive, Each each) throws IOException {
        try (InputStream in = new GZIPInputStream(new BufferedInputStream(Files.newInputStream(archive)), 1 << 16)) {
            tar(archive, in, "package/", each);
        }
    }

    /** The files that a Debian package installs: an {@code ar} archive that holds a tar archive. */
    public static void debian(Path archive, Each each) throws IOException {
        try (ArArchiveInputStream ar =
                new ArArchiveInputStream(new BufferedInputStream(Files.newInputStream(archive), 1 << 16))) {
            for (ArArchiveEntry entry = ar.getNextEntry(); entry != null; entry = ar.getNextEntry()) {
                if (entry.getName().startsWith("data.tar")) {
                    tar(archive, unpacked(archive, entry.getName(), ar), "./", each);
                    return;
                }
            }
        }
        throw new IOException(archive.getFileName() + " holds no data.tar; it is no Debian package");
    }

    private static InputStream unpacked(Path archive, String name, InputStream in) throws IOException {
        return switch (name) {
            case "data.tar" -> in;
            case "data.tar.gz" -> new GZIPInputStream(in, 1 << 16);
            case "data.tar.xz" -> new XZCompressorInputStream(in);
            default ->
                throw new IOException(archive.getFileName() + " is packed as " + name
                        + "; data.tar, data.tar.gz and data.tar.xz can be read");
        };
    }

    private static void tar(Path archive, InputStream in, String root, Each each) throws IOException {
        @SuppressWarnings("resource") // the caller that opened the stream below closes it
        TarArchiveInputStream tar = new TarArchiveInputStream(in);
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            String path = entry.getName();
            if (path.startsWith("/")
                    || path.contains("\\")
                    || Arrays.asList(path.split("/", -1)).contains("..")) {
                throw new IOException(archive.getFileName() + " holds the path " + path
                        + ", which leads out of the archive; do not use it");
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("reading " + archive.getFileName() + " was interrupted");
            }
            if (entry.isFile() && !entry.isLink() && !entry.isSymbolicLink()) {
                each.file(path.startsWith(root) ? path.substring(root.length()) : path, tar);
            }
        }
    }

    /** Writes a file to that path below {@code folder}. */
    static void write(Path folder, String path, InputStream content) throws IOException {
        Path file = folder.resolve(path).normalize();
        if (!file.startsWith(folder.normalize())) {
            throw new IOException("the path " + path + " leads out of its folder");
        }
        Files.createDirectories(file.resolveSibling("."));
        Files.copy(content, file);
    }
}
