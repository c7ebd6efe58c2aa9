package dev.interlace.testkit;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.interlace.spi.Method;
import dev.interlace.spi.MethodDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the jar of a project keeps, so that the notebook finds its methods: service files, classes that can be created,
 * descriptors, the terms of the manifest. The classes are packed and loaded as the registry of the notebook loads them:
 * by a loader of the jar's own, which shares only the plugin interface, learn and ND4J. A mistake is told with its
 * cure.
 */
public abstract class PluginJarContract {
    private static final String SERVICES = "META-INF/services/dev.interlace.";
    private static final List<String> SHARED = List.of(
            "java.",
            "javax.",
            "jdk.",
            "sun.",
            "com.sun.",
            "dev.interlace.spi.",
            "dev.interlace.learn.",
            "org.nd4j.",
            "org.bytedeco.",
            "org.jspecify.",
            "org.slf4j.");

    /** A class of the project: what is packed is the folder, or the jar, that it lies in. */
    protected abstract Class<?> ofTheProject();

    private Path classes() {
        URL place = ofTheProject().getProtectionDomain().getCodeSource().getLocation();
        Path path = Path.of(URI.create(place.toString()));
        assertTrue(
                Files.isDirectory(path),
                ofTheProject().getName() + " must be a class of this project, compiled into a folder, but lies in "
                        + path);
        return path;
    }

    /** The lines of the service files, by service. */
    private Map<String, List<String>> services() {
        Map<String, List<String>> all = new TreeMap<>();
        try (var files = Files.walk(classes())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = name(file);
                if (name.startsWith(SERVICES)) {
                    List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8).stream()
                            .map(line -> line.replaceAll("#.*", "").strip())
                            .filter(line -> !line.isEmpty())
                            .toList();
                    all.put(name.substring("META-INF/services/".length()), lines);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    private String name(Path file) {
        return classes().relativize(file).toString().replace('\\', '/');
    }

    @Test
    final void aServiceFileNamesEveryMethod() throws IOException {
        Map<String, List<String>> services = services();
        assertFalse(
                services.isEmpty(),
                "there is no META-INF/services/dev.interlace.spi.… in the jar, so the notebook finds nothing: put"
                        + " @AutoService(FusionMethod.class), or the kind that it is of, on the class and let"
                        + " AutoService process annotations, or write the file into src/main/resources");
        services.forEach((service, lines) -> assertFalse(
                lines.isEmpty(),
                "META-INF/services/" + service + " names no class: write the full name of yours into it, one a line"));
        Set<String> named = new HashSet<>();
        services.values().forEach(named::addAll);
        for (Class<?> type : types()) {
            boolean isMethod = Method.class.isAssignableFrom(type)
                    && !type.isInterface()
                    && Modifier.isPublic(type.getModifiers())
                    && !Modifier.isAbstract(type.getModifiers());
            if (isMethod && hasConstructor(type)) {
                assertTrue(
                        named.contains(type.getName()),
                        type.getName()
                                + " is a method that no file of META-INF/services names, so the notebook does not"
                                + " find it: put @AutoService on it, or make it package-private if that is meant");
            }
        }
    }

    @Test
    final void everyNamedClassIsPublicAndCanBeCreated() {
        services()
                .forEach((service, lines) -> lines.forEach(line -> {
                    String file = "META-INF/services/" + service + ": ";
                    Class<?> type = loaded(
                            line,
                            file + "there is no class " + line + "; write its full name, a $ before an inner one");
                    Class<?> kind = loaded(
                            service,
                            file + "there is no kind of plugin of that name; look at package dev.interlace.spi");
                    assertTrue(
                            kind.isAssignableFrom(type),
                            file + line + " does not implement " + service + "; let it, or leave it out");
                    assertTrue(
                            Modifier.isPublic(type.getModifiers()),
                            file + line + " is not public; write 'public' before 'class'");
                    assertFalse(
                            Modifier.isAbstract(type.getModifiers()),
                            file + line + " is abstract; name the class that extends it");
                    assertTrue(
                            type.getEnclosingClass() == null || Modifier.isStatic(type.getModifiers()),
                            file + line
                                    + " is an inner class; write 'static' before 'class', or put it into a file of"
                                    + " its own");
                    assertTrue(
                            hasConstructor(type),
                            file + line
                                    + " has no public constructor without parameters; add one, and hand settings"
                                    + " over as options");
                    assertDoesNotThrow(
                            () -> type.getConstructor().newInstance(),
                            file + "new " + type.getSimpleName() + "() throws; create nothing there that can fail");
                }));
    }

    @Test
    final void everyDescriptorAndItsOptionsCanBeRead() throws IOException {
        Map<String, String> known = new LinkedHashMap<>();
        services()
                .forEach((service, lines) -> lines.forEach(line -> {
                    Object made = assertDoesNotThrow(
                            () -> loaded(line, line).getConstructor().newInstance(), line + " cannot be created");
                    if (made instanceof Method<?> method) {
                        MethodDescriptor<?> descriptor = assertDoesNotThrow(
                                method::descriptor, line + ".descriptor() throws; it only says what the method is");
                        assertTrue(
                                descriptor != null,
                                line + ".descriptor() gives null; give MethodDescriptor.of(id, version, …)");
                        assertDoesNotThrow(
                                () -> descriptor.schema().defaults(),
                                line
                                        + ": the options record cannot be read; it is public, and every component"
                                        + " has a @Param with a default in its range");
                        String other = known.putIfAbsent(service + " " + descriptor.id(), line);
                        assertTrue(
                                other == null || other.equals(line),
                                line + " and " + other + " have the same id " + descriptor.id()
                                        + "; give each its own");
                    }
                }));
    }

    @Test
    final void theManifestStatesTermsThatCanBeRead() throws IOException {
        Path file = classes().resolve("META-INF/MANIFEST.MF");
        assumeTrue(Files.exists(file), "the manifest is written when the jar is packed");
        try (InputStream in = Files.newInputStream(file)) {
            var terms = new Manifest(in).getMainAttributes();
            String java = terms.getValue("Interlace-Java");
            String spi = terms.getValue("Interlace-Spi");
            assertTrue(
                    java == null || java.strip().matches("[1-9][0-9]*"),
                    "Interlace-Java must be the number of a Java version such as 17, got '" + java + "'");
            assertTrue(
                    spi == null || spi.strip().matches("[\\[(][^\\[\\]()]*,?[^\\[\\]()]*[\\])]|[0-9][\\w.+-]*"),
                    "Interlace-Spi must be a range of versions such as [0.1,0.2), got '" + spi + "'");
        }
    }

    @Test
    final void thePackedJarIsFoundByALoaderOfItsOwn(@TempDir Path folder) throws IOException {
        Path jar = packed(folder.resolve("plugin.jar"));
        URL[] urls = {jar.toUri().toURL()};
        try (URLClassLoader own = new Own(urls, ofTheProject().getClassLoader())) {
            for (Map.Entry<String, List<String>> service : services().entrySet()) {
                List<String> found = new ArrayList<>();
                try {
                    for (Object method : ServiceLoader.load(loaded(service.getKey(), service.getKey()), own)) {
                        assertEquals(
                                own,
                                method.getClass().getClassLoader(),
                                method.getClass().getName() + " does not come from the jar");
                        found.add(method.getClass().getName());
                    }
                } catch (ServiceConfigurationError | LinkageError e) {
                    fail(
                            "the packed jar cannot be loaded on its own: " + e
                                    + "; a library that the notebook does not share must be in the jar, such as by"
                                    + " the shade plugin",
                            e);
                }
                assertTrue(
                        found.containsAll(service.getValue()),
                        "the packed jar gives " + found + " where META-INF/services names " + service.getValue());
            }
        }
    }

    private Path packed(Path jar) throws IOException {
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream all = new JarOutputStream(out);
                var files = Files.walk(classes())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.putNextEntry(new ZipEntry(name(file)));
                Files.copy(file, all);
                all.closeEntry();
            }
        }
        return jar;
    }

    private List<Class<?>> types() throws IOException {
        List<Class<?>> all = new ArrayList<>();
        try (var files = Files.walk(classes())) {
            for (Path file : files.toList()) {
                String name = name(file);
                if (name.endsWith(".class") && !name.endsWith("-info.class")) {
                    String type =
                            name.substring(0, name.length() - ".class".length()).replace('/', '.');
                    all.add(loaded(type, type));
                }
            }
        }
        return all;
    }

    private Class<?> loaded(String name, String otherwise) {
        try {
            return Class.forName(name, false, ofTheProject().getClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            return fail(otherwise, e);
        }
    }

    private static boolean hasConstructor(Class<?> type) {
        for (var constructor : type.getConstructors()) {
            if (constructor.getParameterCount() == 0) {
                return true;
            }
        }
        return false;
    }

    /** A loader of the jar, which shares with its parent what the notebook shares. */
    private static final class Own extends URLClassLoader {
        Own(URL[] jar, ClassLoader parent) {
            super("plugin.jar", jar, parent);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (SHARED.stream().anyMatch(name::startsWith)) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                return known == null ? findClass(name) : known;
            }
        }

        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
            return findResources(name);
        }
    }
}
