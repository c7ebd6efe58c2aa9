package dev.interlace.app.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.jupyter.KernelConfig;
import dev.interlace.jupyter.engine.ImportedNames;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every name that cells find imported, beside every package that has a class of the same name. */
class DefaultImportsTest {
    private static final KernelConfig KERNEL = InterlaceKernel.config(Map.of("INTERLACE_HISTORY", ""));
    private static final List<String> DEFAULTS = KERNEL.startup().stream()
            .filter(one -> one.endsWith(".*;") && !one.startsWith("import static"))
            .map(one -> one.substring("import ".length(), one.length() - 1))
            .toList();

    @TempDir
    private Path folder;

    @Test
    void aPackageThatACellImportsOnDemandKeepsItsNames() throws IOException {
        ImportedNames names = new ImportedNames(DefaultImportsTest.class.getClassLoader(), DEFAULTS, KERNEL.offered());
        Map<String, Set<String>> packages = packagesByName();
        Set<String> ofLanguage = packages.entrySet().stream()
                .filter(entry -> entry.getValue().contains("java.lang"))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        List<JavaFileObject> sources = new ArrayList<>();
        packages.forEach((name, owners) -> {
            boolean imported = !ofLanguage.contains(name) && isImported(name, owners);
            for (String owner : imported ? owners : Set.<String>of()) {
                if (owner.startsWith("jdk.incubator.")
                        || !SourceVersion.isName(owner)
                        || !names.sources(name, List.of(owner + ".*")).contains(owner + ".*")) {
                    continue; // what only a process that asks for it sees, a name that nobody can write, or a class
                    // that is not public
                }
                List<String> onDemand = new ArrayList<>(DEFAULTS);
                onDemand.add(owner + ".*");
                sources.add(source("T" + sources.size(), name, owner, onDemand, names.need(name, onDemand)));
            }
        });
        assertTrue(sources.size() > 300, "compared " + sources.size());
        System.out.println(sources.size() + " pairs of a name that cells find imported and a package that has it");
        compile(sources);
    }

    @Test
    void noTwoPackagesThatCellsFindImportedHaveAPublicClassOfTheSameName() throws IOException {
        Map<String, Set<String>> twice = packagesByName();
        twice.values()
                .forEach(owners -> owners.removeIf(owner -> !KERNEL.offered().contains(owner + ".*")));
        twice.forEach((name, owners) -> owners.removeIf(owner -> !isPublic(owner + "." + name)));
        twice.values().removeIf(owners -> owners.size() < 2);
        // nobody writes the name of what lab.methods() gives; Matcher is that of regular expressions, which cells know
        assertEquals(Set.of("Matcher", "Methods"), twice.keySet(), "one of them hides the other: " + twice);
    }

    private static boolean isPublic(String name) {
        try {
            ClassLoader loader = DefaultImportsTest.class.getClassLoader();
            return Modifier.isPublic(Class.forName(name, false, loader).getModifiers());
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    private static boolean isImported(String name, Set<String> owners) {
        return KERNEL.offered().stream()
                .anyMatch(one -> one.endsWith(".*")
                        ? owners.contains(one.substring(0, one.length() - 2))
                        : one.endsWith("." + name));
    }

    // compiles only where the simple name means the class of that package
    private static JavaFileObject source(
            String unit, String name, String owner, List<String> onDemand, ImportedNames.Need need) {
        String imports = Stream.concat(onDemand.stream(), need.fullName().stream())
                .map(one -> "import " + one + ";")
                .collect(Collectors.joining(" "));
        String text = imports + " class " + unit + " { " + owner + "." + name + " same(" + name
                + " given) { return given; } }";
        return new SimpleJavaFileObject(URI.create("string:///" + unit + ".java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignored) {
                return text;
            }
        };
    }

    private void compile(List<JavaFileObject> sources) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
        List<String> options = List.of("-proc:none", "-nowarn", "-Xmaxerrs", "1000", "-d", folder.toString());
        compiler.getTask(null, null, said, options, null, sources).call();
        assertEquals(
                List.of(),
                said.getDiagnostics().stream()
                        .filter(one -> one.getKind() == javax.tools.Diagnostic.Kind.ERROR)
                        .map(one -> one.getMessage(java.util.Locale.ROOT) + " in " + one.getSource())
                        .toList());
    }

    // simple names of top-level classes of the platform's exported packages and of the jars, with their packages
    private static Map<String, Set<String>> packagesByName() throws IOException {
        Map<String, Set<String>> found = new TreeMap<>();
        Path modules = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules");
        for (Module module : ModuleLayer.boot().modules()) {
            module.getDescriptor().exports().stream()
                    .filter(one -> !one.isQualified())
                    .forEach(one -> list(modules.resolve(module.getName()), one.source(), found));
        }
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (entry.endsWith(".jar")) {
                try (JarFile jar = new JarFile(entry)) {
                    jar.stream().forEach(one -> note(one.getName(), found));
                }
            }
        }
        found.values().removeIf(owners -> owners.size() < 2);
        return found;
    }

    private static void list(Path module, String name, Map<String, Set<String>> found) {
        try (Stream<Path> files = Files.list(module.resolve(name.replace('.', '/')))) {
            files.forEach(file -> note(module.relativize(file).toString(), found));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void note(String entry, Map<String, Set<String>> found) {
        int slash = entry.lastIndexOf('/');
        boolean plain = slash > 0 && entry.endsWith(".class") && !entry.startsWith("META-INF/");
        if (plain && entry.indexOf('$') < 0 && Character.isUpperCase(entry.charAt(slash + 1))) {
            found.computeIfAbsent(entry.substring(slash + 1, entry.length() - ".class".length()), n -> new TreeSet<>())
                    .add(entry.substring(0, slash).replace('/', '.'));
        }
    }
}
