package dev.interlace.dist;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.Base64;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A zip whose bytes depend on what it holds alone: no times of files, no order of a folder. */
final class Archive implements AutoCloseable {
    private static final LocalDateTime TIME = LocalDateTime.of(2020, 1, 1, 0, 0);

    private final Path file;
    private final Path half;
    private final OutputStream out;
    private final ZipOutputStream zip;
    private boolean whole;

    Archive(Path file) throws IOException {
        this.file = file;
        this.half = file.resolveSibling(file.getFileName() + ".half");
        this.out = Files.newOutputStream(half);
        this.zip = new ZipOutputStream(out);
    }

    /** Adds a text. */
    String add(String name, String text) throws IOException {
        return add(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds a file, jars and pictures as they are, everything else compressed; gives its SHA-256 as base64. */
    String add(String name, byte[] bytes) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(TIME);
        if (name.endsWith(".jar") || name.endsWith(".png")) {
            CRC32 sum = new CRC32();
            sum.update(bytes);
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(bytes.length);
            entry.setCrc(sum.getValue());
        }
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(bytes));
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Says that everything is in it; without that it is thrown away. */
    void finish() {
        whole = true;
    }

    @Override
    public void close() throws IOException {
        try (OutputStream file = out) {
            zip.close();
            file.flush();
        }
        if (whole) {
            Files.move(half, file, StandardCopyOption.REPLACE_EXISTING);
        } else {
            Files.deleteIfExists(half);
        }
    }
}
