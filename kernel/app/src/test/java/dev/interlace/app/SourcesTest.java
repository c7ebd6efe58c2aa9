package dev.interlace.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What no compiler sees: whether every method has its tests, and how wide comments and prose are. */
class SourcesTest {
    private static final Path ROOT = Path.of("..", "..");
    private static final int WIDTH = 120;
    private static final Set<String> NOT_OURS = Set.of("target", ".git", ".venv", "node_modules", ".ipynb_checkpoints");

    private static final Pattern METHOD_PLUGIN =
            Pattern.compile("(?s)public final class (\\w+)\\b.*\\bMethodDescriptor<\\w+> descriptor\\(\\)");
    private static final Pattern LITERAL = Pattern.compile("\"(?:\\\\.|[^\"\\\\])*\"|'(?:\\\\.|[^'\\\\])+'");

    /** Files of ours by their path below the root, such as {@code kernel/app/pom.xml}. */
    private static List<Path> files(Predicate<String> wanted) throws IOException {
        try (Stream<Path> all = Files.find(ROOT, 30, (path, attributes) -> attributes.isRegularFile())) {
            return all.filter(path -> wanted.test(text(path)))
                    .filter(path -> Stream.of(text(path).split("/")).noneMatch(NOT_OURS::contains))
                    .sorted()
                    .toList();
        }
    }

    private static String text(Path path) {
        return ROOT.relativize(path).toString().replace('\\', '/');
    }

    @Test
    void everyMethodOfAPluginHasTestsOfItsName() throws IOException {
        Set<String> tests = files(path -> path.startsWith("plugins/") && path.endsWith("Test.java")).stream()
                .map(SourcesTest::text)
                .map(path -> path.split("/", -1)[1] + path.substring(path.lastIndexOf('/')))
                .collect(Collectors.toCollection(TreeSet::new));
        List<String> methods = new ArrayList<>();
        List<String> without = new ArrayList<>();
        for (Path file : files(path -> path.matches("plugins/\\w+/src/main/.*\\.java"))) {
            Matcher method = METHOD_PLUGIN.matcher(Files.readString(file));
            if (method.find()) {
                methods.add(method.group(1));
                if (!tests.contains(text(file).split("/", -1)[1] + "/" + method.group(1) + "Test.java")) {
                    without.add(text(file) + " has no " + method.group(1) + "Test in its module");
                }
            }
        }
        assertTrue(
                methods.containsAll(List.of("GatedFusion", "MaximumMeanDiscrepancy", "TyposCorruption")),
                methods::toString);
        assertEquals(List.of(), without);
    }

    /** Tests of the learning module that look at several classes at once, such as a fit that goes on from its file. */
    private static final Set<String> OF_SEVERAL_CLASSES = Set.of("ResumedFitTest");

    @Test
    void everyTestOfTheLearningModuleIsNamedAfterItsClass() throws IOException {
        List<String> without = new ArrayList<>();
        List<Path> tests = files(path -> path.matches("kernel/learn/src/test/.*Test\\.java"));
        for (Path test : tests) {
            String name = test.getFileName().toString().replace(".java", "");
            String main = text(test).replace("src/test/", "src/main/").replace("Test.java", ".java");
            if (!OF_SEVERAL_CLASSES.contains(name) && !Files.exists(ROOT.resolve(main))) {
                without.add(text(test) + " is not named after a class of its package");
            }
        }
        assertTrue(tests.size() > 40, "the tests are found");
        assertEquals(List.of(), without);
    }

    /** The one place of a choice: an operation or a loss on the tape, and Adam, which is none. */
    private static final Set<String> CHOOSES = Set.of("HostLoops", "Op", "LossOp", "Adam");

    @Test
    void operationsDoNotChooseTheirRouteThemselves() throws IOException {
        List<String> choosing = new ArrayList<>();
        for (Path file : files(path -> path.matches("kernel/learn/src/main/.*\\.java"))) {
            String name = file.getFileName().toString().replace(".java", "");
            if (Files.readString(file).contains("HostLoops.serves(") && !CHOOSES.contains(name)) {
                choosing.add(text(file) + " asks HostLoops.serves; override onHost instead");
            }
        }
        assertEquals(List.of(), choosing);
    }

    /** The text of an option's documentation, as one literal or several that are joined. */
    private static final Pattern OPTION_DOC =
            Pattern.compile("@Param\\(\\s*doc =\\s*((?:\"(?:[^\"\\\\]|\\\\.)*\"\\s*\\+?\\s*)+)");

    @Test
    void everyOptionSentenceStandsOnce() throws IOException {
        Map<String, String> first = new TreeMap<>();
        List<String> again = new ArrayList<>();
        for (Path file :
                files(path -> path.endsWith(".java") && path.contains("src/main") && !path.startsWith("tutorials"))) {
            Matcher doc = OPTION_DOC.matcher(Files.readString(file));
            while (doc.find()) {
                String sentence = doc.group(1).replaceAll("\"\\s*\\+\\s*\"", "").strip();
                String where = first.putIfAbsent(sentence, text(file));
                if (where != null) {
                    again.add(text(file) + " repeats " + where + ": " + sentence);
                }
            }
        }
        assertTrue(first.size() > 100, "the options' documentation is found");
        assertEquals(List.of(), again, "options that methods share are a group of their own, or a constant");
    }

    @Test
    void commentsEndAt120Columns() throws IOException {
        List<String> wide = new ArrayList<>();
        for (Path file : files(path -> path.endsWith(".java"))) {
            List<String> lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                if (isWide(lines.get(i)) && hasComment(lines.get(i))) {
                    wide.add(text(file) + ":" + (i + 1));
                }
            }
        }
        assertEquals(List.of(), wide);
    }

    @Test
    void proseEndsAt120Columns() throws IOException {
        List<String> wide = new ArrayList<>();
        for (Path file : files(path -> path.endsWith(".md"))) {
            List<String> lines = Files.readAllLines(file);
            boolean code = false;
            for (int i = 0; i < lines.size(); i++) {
                String line = lines.get(i);
                code ^= line.strip().startsWith("```");
                boolean breakable = line.strip().replaceFirst("^[-*] ", "").indexOf(' ') >= 0;
                if (!code && !line.startsWith("|") && isWide(line) && breakable) {
                    wide.add(text(file) + ":" + (i + 1));
                }
            }
        }
        assertEquals(List.of(), wide);
    }

    @Test
    void aCommentIsToldFromSlashesInAText() {
        assertTrue(hasComment("int a; // why"));
        assertTrue(hasComment("     * Javadoc"));
        assertTrue(hasComment("String a = \"b\"; /* why */"));
        assertTrue(!hasComment("String page = \"https://example.org\";"));
        assertTrue(!hasComment("char a = '\\''; String b = \"// \\\" //\";"));
        assertTrue(isWide("é".repeat(121)) && !isWide("é".repeat(120)), "characters count, not bytes");
    }

    private static boolean isWide(String line) {
        return line.codePointCount(0, line.length()) > WIDTH;
    }

    private static boolean hasComment(String line) {
        String code = LITERAL.matcher(line).replaceAll("");
        return code.contains("//") || code.contains("/*") || code.strip().startsWith("* ");
    }
}
