package dev.interlace.jupyter.jars;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The jars that ship for cells, in order, with what each holds; kept in a file, so that a starting kernel opens only
 * those jars that it needs.
 */
public final class JarIndex {
    private static final String HEAD = "jar index 1";
    private static final String JAR = "=";

    private final List<JarContents> jars;

    private JarIndex(List<JarContents> jars) {
        this.jars = List.copyOf(jars);
    }

    /** No jars. */
    public static JarIndex empty() {
        return new JarIndex(List.of());
    }

    /** Reads the directories of {@code jars}. */
    public static JarIndex of(List<Path> jars) throws IOException {
        List<JarContents> all = new ArrayList<>();
        for (Path jar : jars) {
            all.add(JarContents.read(jar.toAbsolutePath().normalize()));
        }
        return new JarIndex(all);
    }

    /** Reads what {@link #write} wrote; a jar that has changed since is read again, one that is gone is left out. */
    public static JarIndex read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        if (lines.isEmpty() || !lines.get(0).equals(HEAD)) {
            throw new IOException(file + " must begin with '" + HEAD + "'; install the kernel again");
        }
        List<JarContents> all = new ArrayList<>();
        int i = 1;
        while (i < lines.size()) {
            String[] head = lines.get(i).split("\t", -1);
            if (head.length != 3 || !head[0].startsWith(JAR)) {
                throw new IOException(file + ", line " + (i + 1) + ": must be a jar, its size and its time, got '"
                        + lines.get(i) + "'; install the kernel again");
            }
            Set<String> keys = new LinkedHashSet<>();
            for (i++; i < lines.size() && !lines.get(i).startsWith(JAR); i++) {
                keys.add(lines.get(i));
            }
            Path jar = Path.of(head[0].substring(JAR.length()));
            JarContents kept = new JarContents(jar, Long.parseLong(head[1]), Long.parseLong(head[2]), keys);
            if (kept.isCurrent()) {
                all.add(kept);
            } else if (Files.isRegularFile(jar)) {
                all.add(JarContents.read(jar));
            }
        }
        return new JarIndex(all);
    }

    /** Writes this index to {@code file}. */
    public void write(Path file) throws IOException {
        List<String> lines = new ArrayList<>(List.of(HEAD));
        for (JarContents one : jars) {
            lines.add(JAR + one.jar() + "\t" + one.size() + "\t" + one.modified());
            lines.addAll(one.keys());
        }
        Files.write(file, lines);
    }

    List<JarContents> jars() {
        return jars;
    }
}
