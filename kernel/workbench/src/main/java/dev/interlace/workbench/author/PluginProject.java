package dev.interlace.workbench.author;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The project of a plugin, which builds and passes its contracts as it is.
 *
 * @param name of the project, and the second half of the ids of its methods
 * @param kinds what it begins with, at least one
 * @param packageName of its classes
 * @param version of Interlace that it is built against
 */
public record PluginProject(String name, List<ProjectKind> kinds, String packageName, String version) {
    /** What a name may be: it becomes a folder, an id and a part of class names. */
    private static final String NAME = "[a-z][a-z0-9]*(-[a-z0-9]+)*";

    private static final Gson JSON = new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .serializeNulls()
            .create();

    public PluginProject {
        if (!name.matches(NAME)) {
            throw new IllegalArgumentException(
                    "the name of a plugin must be words in lower case, joined by hyphens, such as gated-fusion,"
                            + " got '" + name + "'");
        }
        if (!packageName.matches("[a-z_][a-z0-9_]*(\\.[a-z_][a-z0-9_]*)*")) {
            throw new IllegalArgumentException(
                    "the package must be a Java package in lower case, such as org.example.gated, got '" + packageName
                            + "'");
        }
        kinds = kinds.stream().distinct().toList();
        if (kinds.isEmpty()) {
            throw new IllegalArgumentException(
                    "a plugin needs a kind: one of " + String.join(", ", ProjectKind.words()));
        }
    }

    /** A project of that name in a package that says so. */
    public static PluginProject of(String name, List<ProjectKind> kinds, String version) {
        return new PluginProject(name, kinds, "org.example." + name.replace("-", ""), version);
    }

    /**
     * Writes the project.
     *
     * @param folder absent or empty
     * @return the files, in the order in which they were written
     */
    public List<Path> write(Path folder) throws IOException {
        return write(folder, files());
    }

    /** The texts of its files by their paths, in the order in which they are written. */
    Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("pom.xml", filled("pom.xml.txt"));
        files.put("README.md", filled("README.md.txt").replace("METHODS", methods()));
        files.put(".gitignore", "target/\n");
        String main = main();
        files.put(main + "package-info.java", "/** " + title() + ". */\npackage " + packageName + ";\n");
        for (ProjectKind kind : kinds) {
            String type = type(kind);
            files.put(main + type + ".java", method(kind));
            files.put(main.replace("/main/", "/test/") + type + "Test.java", test(kind));
        }
        files.put(main.replace("/main/", "/test/") + "PluginJarTest.java", jarTest(type(kinds.get(0))));
        files.put("notebooks/" + name + ".ipynb", notebook());
        return files;
    }

    /** The folder of its classes. */
    String main() {
        return "src/main/java/" + packageName.replace('.', '/') + "/";
    }

    /** Writes files into a folder that is absent or empty. */
    static List<Path> write(Path folder, Map<String, String> files) throws IOException {
        if (Files.isDirectory(folder)) {
            try (var there = Files.list(folder)) {
                if (there.findAny().isPresent()) {
                    throw new IllegalArgumentException(folder + " is not empty; choose another name, or move it away");
                }
            }
        }
        List<Path> written = new ArrayList<>();
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(Objects.requireNonNull(path.getParent()));
            Files.writeString(path, file.getValue());
            written.add(path);
        }
        return written;
    }

    /** The name of the class of a kind. */
    String type(ProjectKind kind) {
        String words = Arrays.stream(name.split("-"))
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining());
        return words.endsWith(kind.suffix()) ? words : words + kind.suffix();
    }

    /** The id of the method of a kind. */
    String id(ProjectKind kind) {
        return kind.family() + "/" + name;
    }

    private String title() {
        String words = name.replace('-', ' ');
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    /** The source of the method of a kind. */
    String method(ProjectKind kind) {
        return filled(kind.word() + ".txt").replace("MyMethod", type(kind));
    }

    private String test(ProjectKind kind) {
        String cheap = kind == ProjectKind.FUSION ? filled("options.txt") : "";
        return test(kind, type(kind), kind.options(type(kind)), cheap);
    }

    /**
     * The contract of a class that is there already.
     *
     * @param options its options record
     * @param epochs whether it is fitted in epochs, of which a contract wants few
     */
    String test(ProjectKind kind, String type, Class<?> options, boolean epochs) {
        Class<?> outer = options.getEnclosingClass();
        String name = outer != null && outer.getSimpleName().equals(type)
                ? type + "." + options.getSimpleName()
                : options.getSimpleName();
        return test(kind, type, name, epochs ? filled("epochs.txt") : "");
    }

    /** The test of the jar that holds a class. */
    String jarTest(String type) {
        return filled("jar.txt").replace("MyMethod", type);
    }

    private String test(ProjectKind kind, String type, String options, String cheap) {
        String simple = kind.service().substring(kind.service().lastIndexOf('.') + 1);
        List<String> imports = new ArrayList<>(
                List.of(kind.service(), "dev.interlace.testkit." + kind.contract(), "java.util.ServiceLoader"));
        imports.add("org.junit.jupiter.api.Test");
        if (options.equals("NoOptions")) {
            imports.add("dev.interlace.spi.NoOptions");
        }
        if (!cheap.isEmpty()) {
            imports.add("java.util.Map");
        }
        return filled("test.txt")
                .replace(
                        "IMPORTS",
                        imports.stream()
                                .sorted()
                                .map(one -> "import " + one + ";")
                                .collect(Collectors.joining("\n")))
                .replace("CONTRACT", kind.contract() + "<" + options + ">")
                .replace("CHEAP", cheap.replace("OPTIONS", options))
                .replace("SERVICE", simple)
                .replace("MyMethod", type);
    }

    private String methods() {
        return kinds.stream()
                .map(kind -> "| `" + type(kind) + "` | " + kind.word() + " | `" + id(kind) + "` |")
                .collect(Collectors.joining("\n"));
    }

    private String notebook() {
        List<Object> cells = new ArrayList<>();
        cells.add(Map.of("cell_type", "markdown", "id", "title", "metadata", Map.of(), "source", "# " + title()));
        cells.add(code("add", "%plugin add ../target/" + name + "-1.0.0.jar"));
        cells.add(code("lab", "var lab = Interlace.lab();"));
        for (ProjectKind kind : kinds) {
            cells.add(code("card-" + kind.word(), "lab.plugin(\"" + id(kind) + "\")"));
            cells.add(code("check-" + kind.word(), "lab.check(\"" + id(kind) + "\")"));
        }
        Map<String, Object> notebook = new LinkedHashMap<>();
        notebook.put("cells", cells);
        notebook.put(
                "metadata",
                Map.of(
                        "kernelspec",
                        Map.of("display_name", "Java (Interlace)", "language", "java", "name", "interlace"),
                        "language_info",
                        Map.of("name", "Java")));
        notebook.put("nbformat", 4);
        notebook.put("nbformat_minor", 5);
        return JSON.toJson(notebook) + "\n";
    }

    private static Map<String, Object> code(String id, String source) {
        Map<String, Object> cell = new LinkedHashMap<>();
        cell.put("cell_type", "code");
        cell.put("execution_count", null);
        cell.put("id", id);
        cell.put("metadata", Map.of());
        cell.put("outputs", List.of());
        cell.put("source", source);
        return cell;
    }

    /**
     * The versions of the plugin interface that may load the jar: from that of the build to the next that may differ.
     */
    String range() {
        String[] numbers = version.split("[.-]", -1);
        return numbers.length < 2 || !(numbers[0] + numbers[1]).matches("[0-9]{1,8}")
                ? "[" + version + ",)"
                : "[" + version + "," + numbers[0] + "." + (Integer.parseInt(numbers[1]) + 1) + ")";
    }

    private String filled(String template) {
        try (InputStream in = PluginProject.class.getResourceAsStream(template)) {
            return new String(Objects.requireNonNull(in, template).readAllBytes(), StandardCharsets.UTF_8)
                    .replace("org.example.plugin", packageName)
                    .replace("INTERLACE_VERSION", version)
                    .replace("INTERLACE_RANGE", range())
                    .replace("TITLE", title())
                    .replace("NAME", name);
        } catch (IOException e) {
            throw new IllegalStateException("the template " + template + " cannot be read", e);
        }
    }
}
