package dev.interlace.jupyter.engine;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which packages the jars and folders of a class path hold, read from the jars' directories alone.
 *
 * <p>The compiler's own file manager opens every jar as a file system and walks all of it before it can list the first
 * package; with the class path of a workbench that takes several hundred milliseconds.
 */
final class ClassPathIndex {
    private static final Logger LOG = LoggerFactory.getLogger(ClassPathIndex.class);
    private static final String CLASS = ".class";
    private static final int DEEPEST = 12;

    private final Map<Path, Map<String, List<ClassFile>>> jars = new HashMap<>();
    private final BiPredicate<Path, String> mayHold;
    private List<Path> entries = List.of();
    private @Nullable TypeNames names;

    /**
     * An index.
     *
     * @param mayHold whether a jar may hold classes of a package: those that may not are left closed
     */
    ClassPathIndex(BiPredicate<Path, String> mayHold) {
        this.mayHold = mayHold;
    }

    /** A class file on the class path. */
    static final class ClassFile extends SimpleJavaFileObject {
        private final Path container;
        private final String entry;

        ClassFile(Path container, String entry, URI uri) {
            super(uri, Kind.CLASS);
            this.container = container;
            this.entry = entry;
        }

        /** The full name of its class, as the Java machine writes it. */
        String binaryName() {
            return entry.substring(0, entry.length() - CLASS.length()).replace('/', '.');
        }

        private String simpleName() {
            return entry.substring(entry.lastIndexOf('/') + 1, entry.length() - CLASS.length());
        }

        private boolean isPublic() {
            try (InputStream in = openInputStream()) {
                return (new ClassReader(in).getAccess() & Opcodes.ACC_PUBLIC) != 0;
            } catch (IOException | RuntimeException e) {
                LOG.debug("{} cannot be read: {}", getName(), e.toString());
                return false;
            }
        }

        @Override
        public String getName() {
            return container + "(" + entry + ")";
        }

        @Override
        public boolean isNameCompatible(String simpleName, Kind kind) {
            return kind == Kind.CLASS && (entry.equals(simpleName + CLASS) || entry.endsWith("/" + simpleName + CLASS));
        }

        @Override
        public InputStream openInputStream() throws IOException {
            if (Files.isDirectory(container)) {
                return Files.newInputStream(container.resolve(entry));
            }
            try (JarFile jar = open(container)) {
                try (InputStream in = jar.getInputStream(jar.getJarEntry(entry))) {
                    return new java.io.ByteArrayInputStream(in.readAllBytes());
                }
            }
        }
    }

    private static JarFile open(Path jar) throws IOException {
        return new JarFile(jar.toFile(), false, ZipFile.OPEN_READ, Runtime.version());
    }

    /** Makes the index one of {@code wanted}; jars that are known already are not read again. */
    void update(List<Path> wanted) {
        if (!wanted.equals(entries)) {
            entries = List.copyOf(wanted);
            names = null;
        }
    }

    /** Forgets what has been read of {@code jar}, which was written again. */
    void forget(Path jar) {
        jars.remove(jar);
        names = null;
    }

    /** The packages and classes of the jars. */
    TypeNames names() {
        TypeNames known = names;
        if (known == null) {
            TypeNames fresh = new TypeNames(this::isPublic);
            for (Path entry : entries) {
                classes(entry)
                        .forEach((name, files) -> fresh.add(
                                name, files.stream().map(ClassFile::simpleName).toList()));
            }
            names = fresh;
            known = fresh;
        }
        return known;
    }

    // from the class file: a class that is only offered must not be loaded
    private boolean isPublic(String className) {
        int dot = className.lastIndexOf('.');
        return list(className.substring(0, Math.max(0, dot))).stream()
                .filter(file -> file.binaryName().equals(className))
                .findFirst()
                .filter(ClassFile::isPublic)
                .isPresent();
    }

    /** The class files of the package {@code name}; of two of the same name the first on the class path. */
    List<ClassFile> list(String name) {
        Map<String, ClassFile> first = new LinkedHashMap<>();
        for (Path entry : entries) {
            List<ClassFile> files = List.of();
            if (Files.isDirectory(entry)) {
                files = inFolder(entry, name);
            } else if (mayHold.test(entry, name)) {
                files = classes(entry).getOrDefault(name, List.of());
            }
            files.forEach(file -> first.putIfAbsent(file.binaryName(), file));
        }
        return List.copyOf(first.values());
    }

    /** Full names of the classes that are called {@code simpleName}, in whichever package. */
    List<String> named(String simpleName) {
        List<String> found = new ArrayList<>();
        for (Path folder : entries) {
            if (!Files.isDirectory(folder)) {
                classes(folder)
                        .values()
                        .forEach(files -> files.stream()
                                .filter(file -> file.isNameCompatible(simpleName, JavaFileObject.Kind.CLASS))
                                .forEach(file -> found.add(file.binaryName())));
                continue;
            }
            try (Stream<Path> files = Files.find(folder, DEEPEST, (file, kind) -> file.endsWith(simpleName + CLASS))) {
                files.forEach(file -> found.add(new ClassFile(folder, entry(folder, file), file.toUri()).binaryName()));
            } catch (IOException | UncheckedIOException e) {
                LOG.debug("{} cannot be searched: {}", folder, e.toString());
            }
        }
        return found;
    }

    private Map<String, List<ClassFile>> classes(Path jar) {
        return Files.isRegularFile(jar) ? jars.computeIfAbsent(jar, ClassPathIndex::read) : Map.of();
    }

    private static String entry(Path folder, Path file) {
        return folder.relativize(file).toString().replace(File.separatorChar, '/');
    }

    private static Map<String, List<ClassFile>> read(Path file) {
        Map<String, List<ClassFile>> found = new HashMap<>();
        try (JarFile jar = open(file)) {
            URI uri = file.toUri();
            if (jar.isMultiRelease()) {
                jar.versionedStream().forEach(entry -> note(file, uri, entry, found));
            } else {
                Enumeration<JarEntry> all = jar.entries();
                while (all.hasMoreElements()) {
                    note(file, uri, all.nextElement(), found);
                }
            }
        } catch (IOException e) {
            LOG.debug("{} is no jar that can be read: {}", file, e.toString());
        }
        return found;
    }

    private static void note(Path file, URI uri, JarEntry entry, Map<String, List<ClassFile>> found) {
        String name = entry.getName();
        if (name.endsWith(CLASS) && !name.startsWith("META-INF/")) {
            int slash = Math.max(0, name.lastIndexOf('/'));
            found.computeIfAbsent(name.substring(0, slash).replace('/', '.'), n -> new ArrayList<>())
                    .add(new ClassFile(file, name, URI.create(uri + "!/" + escaped(name))));
        }
    }

    private static String escaped(String entry) {
        return entry.chars().allMatch(c -> (Character.isLetterOrDigit(c) && c < 128) || "/$._-".indexOf(c) >= 0)
                ? entry
                : java.net.URLEncoder.encode(entry, java.nio.charset.StandardCharsets.UTF_8);
    }

    // read each time: a folder of classes is where a build writes
    private static List<ClassFile> inFolder(Path folder, String name) {
        Path packageFolder = folder.resolve(name.replace('.', File.separatorChar));
        List<ClassFile> files = new ArrayList<>();
        if (Files.isDirectory(packageFolder)) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(packageFolder, "*" + CLASS)) {
                for (Path file : found) {
                    files.add(new ClassFile(folder, entry(folder, file), file.toUri()));
                }
            } catch (IOException e) {
                LOG.debug("{} cannot be listed: {}", packageFolder, e.toString());
            }
        }
        return files;
    }
}
