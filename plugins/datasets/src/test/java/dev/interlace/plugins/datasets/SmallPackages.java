package dev.interlace.plugins.datasets;

import dev.interlace.spi.DataPackage;
import dev.interlace.spi.FetchedDataset;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Packages of a few files, as npm and Debian pack them. */
final class SmallPackages {
    private SmallPackages() {}

    /** A gzipped tar archive of these files, below {@code package/}. */
    static Path npm(Path file, Map<String, byte[]> content) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(tar("package/", content));
        }
        return file;
    }

    /** A Debian package that installs these files. */
    static Path debian(Path file, Map<String, byte[]> content) throws IOException {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        try (OutputStream out = new XZOutputStream(data, new LZMA2Options(0))) {
            out.write(tar("./", content));
        }
        try (ArArchiveOutputStream ar = new ArArchiveOutputStream(Files.newOutputStream(file))) {
            entry(ar, "debian-binary", "2.0\n".getBytes(StandardCharsets.US_ASCII));
            entry(ar, "control.tar.xz", new byte[0]);
            entry(ar, "data.tar.xz", data.toByteArray());
        }
        return file;
    }

    /** What {@code set} prepares of files that stand for its packages, in their order. */
    static Path prepared(FetchedDataset<?> set, Path folder, Path... archives) throws IOException {
        Map<DataPackage, Path> files = new LinkedHashMap<>();
        for (int i = 0; i < archives.length; i++) {
            files.put(set.packages().get(i), archives[i]);
        }
        Path prepared = Files.createDirectories(folder);
        set.prepare(files, prepared);
        return prepared;
    }

    /** A file beside the tests. */
    static byte[] resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(SmallPackages.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        }
    }

    private static void entry(ArArchiveOutputStream ar, String name, byte[] bytes) throws IOException {
        ar.putArchiveEntry(new ArArchiveEntry(name, bytes.length));
        ar.write(bytes);
        ar.closeArchiveEntry();
    }

    private static byte[] tar(String root, Map<String, byte[]> content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, StandardCharsets.UTF_8.name())) {
            TarArchiveEntry link = new TarArchiveEntry(root + "link", TarArchiveEntry.LF_SYMLINK);
            link.setLinkName("/etc/passwd");
            tar.putArchiveEntry(link);
            tar.closeArchiveEntry();
            for (Map.Entry<String, byte[]> file : content.entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(root + file.getKey());
                entry.setSize(file.getValue().length);
                tar.putArchiveEntry(entry);
                tar.write(file.getValue());
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }
}
