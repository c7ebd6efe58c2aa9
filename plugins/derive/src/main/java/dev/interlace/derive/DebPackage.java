package dev.interlace.derive;

import dev.interlace.plugins.datasets.PackageFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * A package as {@code apt-get download} leaves it.
 *
 * @param name the package
 * @param version its version
 * @param sha256 the file's checksum, 64 lower-case hexadecimal digits
 */
record DebPackage(String name, String version, String sha256) {
    /** The file's name, as {@code apt-get download} writes it. */
    String file() {
        return name + "_" + version + "_all.deb";
    }

    /** The wanted files, by their path below the root folder, e.g. {@code usr/share/doc}. */
    PackageContent content(Path folder, Predicate<String> wanted) throws IOException {
        Path archive = new PackageFile(file(), sha256, "apt-get download " + name + "=" + version).checked(folder);
        Map<String, byte[]> files = new TreeMap<>();
        PackageFiles.debian(archive, (path, content) -> {
            if (wanted.test(path)) {
                files.put(path, content.readAllBytes());
            }
        });
        return new PackageContent(file(), files);
    }
}
