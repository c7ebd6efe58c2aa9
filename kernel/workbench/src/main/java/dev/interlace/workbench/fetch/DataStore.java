package dev.interlace.workbench.fetch;

import dev.interlace.spi.DataPackage;
import dev.interlace.spi.FetchedDataset;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where fetched data sets lie: a folder for each, whole or not there at all. What a fetch is working on stands beside
 * them, in {@code .fetch}.
 *
 * @param root the folder of all
 */
public record DataStore(Path root) {
    /** The system property that names the folder. */
    public static final String PROPERTY = "interlace.data";

    /** The environment variable that names the folder where the property does not. */
    public static final String VARIABLE = "INTERLACE_DATA";

    private static final String MADE_FROM = ".made-from";
    private static final String FAMILY = "data/";

    public DataStore {
        root = root.toAbsolutePath().normalize();
    }

    /** The store of this user. */
    public static DataStore standard() {
        return of(System.getProperty(PROPERTY, ""), System.getenv(), Path.of(System.getProperty("user.home")));
    }

    /** The folder that the property names, else the variable, else {@code interlace/data} of the user's data. */
    static DataStore of(String property, Map<String, String> environment, Path home) {
        String named = property.isBlank() ? environment.getOrDefault(VARIABLE, "") : property;
        if (!named.isBlank()) {
            return new DataStore(Path.of(named));
        }
        String data = environment.getOrDefault("XDG_DATA_HOME", "");
        Path user = data.isBlank() ? home.resolve(".local").resolve("share") : Path.of(data);
        return new DataStore(user.resolve("interlace").resolve("data"));
    }

    /** What a set is called: the part of its id behind {@code data/}; another family's keeps its family, with a dot. */
    static String name(FetchedDataset<?> set) {
        String id = set.descriptor().id();
        return id.startsWith(FAMILY) ? id.substring(FAMILY.length()) : id.replace('/', '.');
    }

    /** The folder of a set; empty if it was not fetched, or was made from other packages. */
    public Optional<Path> folder(FetchedDataset<?> set) {
        Path folder = root.resolve(name(set));
        try {
            Path made = folder.resolve(MADE_FROM);
            return Files.isRegularFile(made) && Files.readString(made).equals(madeFrom(set))
                    ? Optional.of(folder)
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The folder that the set is to have. */
    Path place(FetchedDataset<?> set) {
        return root.resolve(name(set));
    }

    /** The folder in which a set is being made. */
    Path workshop(FetchedDataset<?> set) {
        return root.resolve(".fetch").resolve(name(set));
    }

    /** Marks a prepared folder as whole. */
    static void seal(FetchedDataset<?> set, Path folder) throws IOException {
        Files.writeString(folder.resolve(MADE_FROM), madeFrom(set), StandardCharsets.UTF_8);
    }

    private static String madeFrom(FetchedDataset<?> set) {
        return set.descriptor().id() + " " + set.descriptor().version() + "\n"
                + set.packages().stream()
                        .map(one -> one.client() + " " + one.coordinate() + " " + one.sha256() + "\n")
                        .collect(Collectors.joining());
    }

    /** The size of all packages. */
    static long download(FetchedDataset<?> set) {
        return set.packages().stream().mapToLong(DataPackage::bytes).sum();
    }

    /** The size of what lies in a folder; 0 if there is none. */
    static long size(Path folder) {
        long[] bytes = {0};
        try {
            if (Files.isDirectory(folder)) {
                Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        bytes[0] += attributes.size();
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException gone) {
                        return FileVisitResult.CONTINUE;
                    }
                });
            }
        } catch (IOException e) {
            return bytes[0];
        }
        return bytes[0];
    }

    /** Deletes a folder and all in it, links and not what they point to; does nothing if there is none. */
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException error) throws IOException {
                Files.deleteIfExists(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
