package dev.interlace.plugins.datasets.derive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * A tar archive whose content lies below one folder.
 *
 * @param name the archive's name, for messages
 * @param root the folder that paths are given below, with its slash
 */
record TarArchive(String name, String root) {
    private static final int BLOCK = 512;

    /**
     * Walks the tar blocks: a header of 512 bytes (name 0, size 124, type 156, magic 257, prefix 345), then the padded
     * content.
     *
     * @param wanted says by its path below the root whether a file is read
     * @return path below the root to content, in path order
     * @throws IOException if the archive is cut short or holds a path that leaves it
     */
    Map<String, byte[]> read(InputStream tar, Predicate<String> wanted) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        byte[] header = new byte[BLOCK];
        String longName = "";
        while (tar.readNBytes(header, 0, BLOCK) == BLOCK && header[0] != 0) {
            // the old GNU format, which Debian's packages have, keeps other things where POSIX has the prefix
            String prefix = text(header, 257, 6).equals("ustar") ? text(header, 345, 155) : "";
            String path = longName.isEmpty() ? (prefix.isEmpty() ? "" : prefix + "/") + text(header, 0, 100) : longName;
            long size = Long.parseLong(text(header, 124, 12).trim(), 8);
            byte type = header[156];
            longName = "";
            if (Path.of(path).isAbsolute() || path.contains("..")) {
                throw new IOException(name + " holds the path " + path + ", which leaves the archive; do not use it");
            }
            boolean regular = type == '0' || type == 0;
            String inside = path.startsWith(root) ? path.substring(root.length()) : path;
            if (type == 'L') { // the next entry's name, too long for its header
                longName = new String(exactly(tar, size), StandardCharsets.UTF_8).replace("\0", "");
            } else if (regular && wanted.test(inside)) {
                files.put(inside, exactly(tar, size));
            } else {
                tar.skipNBytes(size);
            }
            tar.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
        }
        return files;
    }

    private byte[] exactly(InputStream tar, long size) throws IOException {
        byte[] content = tar.readNBytes(Math.toIntExact(size));
        if (content.length != size) {
            throw new EOFException(name + " ends inside an entry");
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
