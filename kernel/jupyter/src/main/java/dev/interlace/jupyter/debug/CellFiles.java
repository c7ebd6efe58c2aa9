package dev.interlace.jupyter.debug;

import java.io.File;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The paths by which front ends name cells. No file lies there: texts are kept in memory. */
final class CellFiles {
    /** Where the hash of a cell's text begins. */
    static final int SEED = 0xc70f6907;

    /** What follows the hash in a path. */
    static final String SUFFIX = ".java";

    private final ConcurrentMap<String, String> texts = new ConcurrentHashMap<>();
    private final String prefix;

    /** Paths of the kernel with that process id: a restarted kernel has others, by which front ends notice. */
    CellFiles(long process) {
        prefix = System.getProperty("java.io.tmpdir") + File.separator + "interlace_" + process + File.separator;
    }

    /** What stands before the hash in a path. */
    String prefix() {
        return prefix;
    }

    /** The path of the cell {@code code}, whose text is known from now on. */
    String keep(String code) {
        String path = prefix + Murmur2.hash(code, SEED) + SUFFIX;
        texts.put(path, code);
        return path;
    }

    /** The text of the cell at {@code path}. */
    Optional<String> text(String path) {
        return Optional.ofNullable(texts.get(path));
    }
}
