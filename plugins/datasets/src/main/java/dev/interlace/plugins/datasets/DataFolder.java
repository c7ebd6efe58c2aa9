package dev.interlace.plugins.datasets;

import dev.interlace.spi.Picture;
import dev.interlace.spi.PluginException;
import dev.interlace.spi.Sound;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * A folder of resources of one data set, beside this class.
 *
 * <p>Every way in which a resource can be wrong ends in a {@link PluginException} that names the data set, the file and
 * the line: the data is part of the jar, so the mend is always to install the jar again.
 *
 * @param id id of the data set, for messages
 * @param path path of the folder relative to this package, for instance {@code emoji}
 */
record DataFolder(String id, String path) {

    /**
     * A tab-separated table of UTF-8 text.
     *
     * @param columns the header that it must have
     * @return one list of cells per row, in file order
     */
    List<List<String>> table(String file, List<String> columns) {
        return table(file, new String(read(file), StandardCharsets.UTF_8), columns);
    }

    List<List<String>> table(String file, String text, List<String> columns) {
        List<String> lines = text.lines().toList();
        List<String> header = lines.isEmpty() ? List.of() : cells(lines.get(0));
        if (!header.equals(columns)) {
            throw damaged(file, "must have the columns " + columns + ", got " + header);
        }
        List<List<String>> rows = new ArrayList<>(lines.size());
        for (int line = 1; line < lines.size(); line++) {
            List<String> cells = cells(lines.get(line));
            if (cells.size() != columns.size()) {
                throw damaged(
                        file, "line " + (line + 1) + " must have " + columns.size() + " cells, got " + cells.size());
            }
            rows.add(cells);
        }
        return rows;
    }

    /** A table whose header is part of the data: the header comes first. */
    List<List<String>> tableWithHeader(String file) {
        String text = new String(read(file), StandardCharsets.UTF_8);
        List<String> header = text.lines().findFirst().map(DataFolder::cells).orElse(List.of());
        List<List<String>> rows = new ArrayList<>(List.of(header));
        rows.addAll(table(file, text, header));
        return rows;
    }

    /** The pictures of a zip file, by entry name without its extension. */
    Map<String, Picture> pictures(String file) {
        return entries(file, Picture::of);
    }

    /** The sounds of a zip file, by entry name without its extension. */
    Map<String, Sound> sounds(String file) {
        return entries(file, Sound::decode);
    }

    private <T> Map<String, T> entries(String file, Function<byte[], T> read) {
        Map<String, T> entries = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(open(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String name = entry.getName();
                entries.put(name.substring(0, Math.max(0, name.lastIndexOf('.'))), read.apply(zip.readAllBytes()));
            }
        } catch (IOException e) {
            throw new PluginException(id, damage(file, "cannot be read: " + e.getMessage()), e);
        }
        return entries;
    }

    byte[] read(String file) {
        try (InputStream in = open(file)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new PluginException(id, damage(file, "cannot be read: " + e.getMessage()), e);
        }
    }

    PluginException damaged(String file, String what) {
        return new PluginException(id, damage(file, what));
    }

    private InputStream open(String file) {
        InputStream in = DataFolder.class.getResourceAsStream(path + "/" + file);
        if (in == null) {
            throw damaged(file, "is not on the class path");
        }
        return in;
    }

    private String damage(String file, String what) {
        return path + "/" + file + " " + what + "; the data sets' jar is damaged, install it again";
    }

    private static List<String> cells(String line) {
        return Arrays.asList(line.split("\t", -1));
    }
}
