package dev.interlace.workbench.author;

import dev.interlace.jupyter.NotebookSession;
import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.spi.Method;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.workbench.display.Showable;
import dev.interlace.workbench.display.TableView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The project that was written from a method of a cell.
 *
 * @param folder where it lies
 * @param files its files
 * @param notes what the cells' text leaves to do
 */
public record CellProject(Path folder, List<Path> files, List<String> notes) implements Showable {
    private static final String NO_VERSION = "0.1.0"; // of classes that lie in no jar

    public CellProject {
        files = List.copyOf(files);
        notes = List.copyOf(notes);
    }

    /**
     * Writes the project of a method: its class and the types that it needs from the cells, its contract, a notebook.
     *
     * @param folder absent or empty
     */
    public static CellProject write(Class<? extends Method<?>> type, Path folder) {
        NotebookSession session = NotebookSession.current()
                .orElseThrow(() -> new IllegalStateException(
                        "lab.export takes the text of a class from the cells, so it works in a notebook only"));
        return write(type, folder, CellSources.of(session));
    }

    static CellProject write(Class<? extends Method<?>> type, Path folder, CellSources cells) {
        String name = type.getSimpleName();
        if (!cells.types().containsKey(name)) {
            throw new IllegalArgumentException("no cell has declared " + name
                    + "; lab.export writes the project of a class of this notebook, and ./lab new-plugin that of a"
                    + " new one");
        }
        MethodDescriptor<?> descriptor = created(type).descriptor();
        List<ProjectKind> kinds = Arrays.stream(ProjectKind.values())
                .filter(kind -> isOf(type, kind))
                .toList();
        if (kinds.isEmpty()) {
            throw new IllegalArgumentException(name + " is of no kind that a project can have; the kinds are "
                    + String.join(", ", ProjectKind.words()));
        }
        String id = descriptor.id();
        PluginProject project = PluginProject.of(
                id.substring(id.indexOf('/') + 1),
                kinds,
                Optional.ofNullable(Method.class.getPackage().getImplementationVersion())
                        .orElse(NO_VERSION));
        Set<String> needed = cells.needed(name);
        Map<String, String> files = new LinkedHashMap<>();
        project.files().forEach((path, text) -> {
            if (!path.startsWith("src/")) {
                files.put(path, ownText(project, path, text, name, id, descriptor.version()));
            }
        });
        String main = project.main();
        for (String one : needed) {
            files.put(main + one + ".java", cells.unit(one, project.packageName()));
        }
        for (ProjectKind kind : kinds) {
            files.put(
                    "src/main/resources/META-INF/services/" + kind.service(),
                    project.packageName() + "." + name + "\n");
        }
        files.put(
                main.replace("/main/", "/test/") + name + "Test.java",
                project.test(kinds.get(0), name, descriptor.optionsType(), epochs(descriptor)));
        files.put(main.replace("/main/", "/test/") + "PluginJarTest.java", project.jarTest(name));
        List<String> notes = new ArrayList<>();
        needed.forEach(one -> cells.left(one).stream()
                .map(other -> one + " has the word '" + other
                        + "', which cells declare as well: if it means theirs, move that into the class")
                .forEach(notes::add));
        try {
            return new CellProject(folder, PluginProject.write(folder, files), notes);
        } catch (IOException e) {
            throw new UncheckedIOException("the project cannot be written to " + folder + ": " + e.getMessage(), e);
        }
    }

    /** What the pom, the README and the notebook of a new project say otherwise. */
    private static String ownText(
            PluginProject project, String path, String text, String name, String id, String version) {
        String own = text;
        for (ProjectKind kind : project.kinds()) {
            own = own.replace("`" + project.type(kind) + "`", "`" + name + "`").replace(project.id(kind), id);
        }
        if (path.equals("pom.xml")) {
            return own.replace("<arg>-Werror</arg>", "")
                    .replace("<version>1.0.0</version>\n  <name>", "<version>" + version + "</version>\n  <name>");
        }
        return own.replace(project.name() + "-1.0.0.jar", project.name() + "-" + version + ".jar")
                .replace(
                        "The service files are written by the build, from\nthe `@AutoService` of each class.",
                        "The service files name the class.");
    }

    private static boolean isOf(Class<?> type, ProjectKind kind) {
        for (Class<?> one = type; one != null; one = one.getSuperclass()) {
            if (Arrays.stream(one.getInterfaces())
                    .anyMatch(service -> service.getName().equals(kind.service()) || isOf(service, kind))) {
                return true;
            }
        }
        return false;
    }

    private static Method<?> created(Class<? extends Method<?>> type) {
        try {
            return type.getDeclaredConstructor().newInstance();
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(
                    "new " + type.getSimpleName() + "() failed: " + e.getCause(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(
                    type.getSimpleName() + " needs a public constructor without parameters, as every plugin does", e);
        }
    }

    private static boolean epochs(MethodDescriptor<?> descriptor) {
        return descriptor.schema().options().stream()
                .anyMatch(option -> option.name().equals("epochs") && option.initial() instanceof Integer);
    }

    @Override
    public DisplayData display() {
        String listed =
                files.stream().map(file -> "  " + folder.relativize(file)).collect(Collectors.joining("\n"));
        String said = notes.stream().map(note -> "\n" + note).collect(Collectors.joining());
        String text = "made " + folder + "\n" + listed + said
                + "\nnext: ./lab artifacts (once, in the folder of Interlace), then in the new one: mvn -B verify";
        return DisplayData.html("<pre>" + TableView.escape(text) + "</pre>", text);
    }

    @Override
    public String toString() {
        return display().plain();
    }
}
