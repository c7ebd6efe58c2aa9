package dev.interlace.derive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The shipped files of one set, by name, as its program derives them. */
final class DerivedFiles {
    private static final LocalDateTime ZIP_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final Map<String, byte[]> files = new TreeMap<>();

    /** A file as it is. */
    DerivedFiles bytes(String name, byte[] content) {
        files.put(name, content);
        return this;
    }

    /** A text file, UTF-8. */
    DerivedFiles text(String name, String text) {
        return bytes(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A tab-separated table with one header line. */
    DerivedFiles table(String name, List<String> columns, List<List<String>> rows) {
        return text(name, table(columns, rows));
    }

    /**
     * A zip file: stored, not compressed (the jar is), sorted, without the time of day, so that equal entries give
     * equal bytes.
     */
    DerivedFiles zip(String name, Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : new TreeMap<>(entries).entrySet()) {
                CRC32 crc = new CRC32();
                crc.update(file.getValue());
                ZipEntry entry = new ZipEntry(file.getKey());
                entry.setMethod(ZipEntry.STORED);
                entry.setSize(file.getValue().length);
                entry.setCrc(crc.getValue());
                entry.setTimeLocal(ZIP_TIME);
                zip.putNextEntry(entry);
                zip.write(file.getValue());
                zip.closeEntry();
            }
        }
        return bytes(name, bytes.toByteArray());
    }

    /** One line per file, as {@code sha256sum} writes it. */
    String checksums() {
        StringBuilder lines = new StringBuilder();
        files.forEach((name, content) -> lines.append(PackageFile.sha256(content))
                .append("  ")
                .append(name)
                .append('\n'));
        return lines.toString();
    }

    /** Writes the files and their checksums. */
    void writeTo(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.write(folder.resolve(file.getKey()), file.getValue());
        }
        Files.writeString(folder.resolve("SHA256SUMS"), checksums());
    }

    static String table(List<String> columns, List<List<String>> rows) {
        StringBuilder table = new StringBuilder(String.join("\t", columns)).append('\n');
        for (List<String> row : rows) {
            for (String cell : row) {
                if (cell.indexOf('\t') >= 0 || cell.indexOf('\n') >= 0) {
                    throw new IllegalStateException(row.get(0) + " has a tab or a line end in: " + cell);
                }
            }
            if (row.size() != columns.size()) {
                throw new IllegalStateException(
                        row.get(0) + " has " + row.size() + " cells for " + columns.size() + " columns");
            }
            table.append(String.join("\t", row)).append('\n');
        }
        return table.toString();
    }
}
