package dev.interlace.jupyter.engine;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The public classes of the Java platform, read from its image when a hint needs them. */
final class PlatformClasses {
    private static final Logger LOG = LoggerFactory.getLogger(PlatformClasses.class);
    private static final String CLASS = ".class";

    private PlatformClasses() {}

    /**
     * Full names of the exported classes that are called {@code simpleName}: {@code java.util} first, then
     * {@code java}.
     */
    static List<String> named(String simpleName) {
        List<String> found = new ArrayList<>();
        eachPackage((name, folder) -> {
            if (Files.exists(folder.resolve(simpleName + CLASS)) && isPublic(name + "." + simpleName)) {
                found.add(name + "." + simpleName);
            }
        });
        found.sort(Comparator.comparingInt(PlatformClasses::rank).thenComparing(Comparator.naturalOrder()));
        return found;
    }

    private static int rank(String name) {
        return name.startsWith("java.util.") ? 0 : name.startsWith("java.") ? 1 : name.startsWith("javax.") ? 2 : 3;
    }

    /** Simple names of the top-level classes of the package {@code wanted}. */
    static List<String> in(String wanted) {
        List<String> found = new ArrayList<>();
        eachPackage((name, folder) -> {
            if (name.equals(wanted)) {
                found.addAll(simpleNames(folder));
            }
        });
        found.removeIf(name -> name.contains("$") || name.contains("-") || !isPublic(wanted + "." + name));
        return found;
    }

    /** All packages and classes, read once. */
    static TypeNames names() {
        return Names.ALL;
    }

    /** Loaded with the first question. */
    private static final class Names {
        static final TypeNames ALL = read();

        private static TypeNames read() {
            TypeNames names = new TypeNames(PlatformClasses::isPublic);
            eachPackage((name, folder) -> names.add(name, simpleNames(folder)));
            return names;
        }
    }

    private static List<String> simpleNames(Path folder) {
        List<String> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + CLASS)) {
            for (Path file : files) {
                String entry = String.valueOf(file.getFileName());
                found.add(entry.substring(0, entry.length() - CLASS.length()));
            }
        } catch (IOException e) {
            LOG.debug("{} cannot be listed: {}", folder, e.toString());
        }
        return found;
    }

    private static void eachPackage(BiConsumer<String, Path> action) {
        Path modules = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules");
        for (Module module : ModuleLayer.boot().modules()) {
            for (ModuleDescriptor.Exports exported : module.getDescriptor().exports()) {
                if (!exported.isQualified()) {
                    String name = exported.source();
                    action.accept(name, modules.resolve(module.getName()).resolve(name.replace('.', '/')));
                }
            }
        }
    }

    private static boolean isPublic(String name) {
        try {
            Class<?> type = Class.forName(name, false, ClassLoader.getPlatformClassLoader());
            return Modifier.isPublic(type.getModifiers());
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}
