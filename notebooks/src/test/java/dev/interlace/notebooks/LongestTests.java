package dev.interlace.notebooks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The test classes of a build by the time that they took, from the reports that Surefire and Failsafe leave. */
public final class LongestTests {
    private static final Set<String> WITHOUT_REPORTS = Set.of(".git", ".venv", "src", "node_modules");
    private static final Set<String> REPORTS = Set.of("surefire-reports", "failsafe-reports");
    private static final Pattern SUITE = Pattern.compile("<testsuite [^>]*>");
    private static final Pattern NAME = Pattern.compile(" name=\"(?:[^\"]*\\.)?([^\".]+)\"");
    private static final Pattern TIME = Pattern.compile(" time=\"([0-9.,]+)\"");
    private static final int SHOWN = 15;

    /**
     * A test class.
     *
     * @param module its folder below the root
     * @param seconds that its tests took
     */
    record Timed(String module, String name, double seconds) {}

    private LongestTests() {}

    /**
     * Prints the longest.
     *
     * @param arguments the project's root, and when the build began, such as {@code 2026-01-31T12:00:00Z}
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 2) {
            throw new IllegalArgumentException(
                    "LongestTests takes the project's root and the build's beginning, got " + List.of(arguments));
        }
        print(in(Path.of(arguments[0]), Instant.parse(arguments[1])), System.out);
    }

    static void print(List<Timed> tests, PrintStream out) {
        double sum = tests.stream().mapToDouble(Timed::seconds).sum();
        int shown = Math.min(SHOWN, tests.size());
        out.printf(Locale.ROOT, "The %d longest of %d test classes, which took %.0f s:%n", shown, tests.size(), sum);
        for (Timed test : tests.subList(0, shown)) {
            out.printf(Locale.ROOT, "%7.1f s  %s (%s)%n", test.seconds(), test.name(), test.module());
        }
    }

    /** All test classes that have a report of this build below the root, the longest first. */
    static List<Timed> in(Path root, Instant since) throws IOException {
        List<Timed> tests = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                boolean skipped = WITHOUT_REPORTS.contains(name(folder));
                return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path folder = file.resolveSibling("");
                boolean report = REPORTS.contains(name(folder)) && name(file).matches("TEST-.*\\.xml");
                if (report && !attributes.lastModifiedTime().toInstant().isBefore(since)) {
                    String module = root.relativize(folder.resolve("../..").normalize())
                            .toString()
                            .replace('\\', '/');
                    tests.add(timed(module, Files.readString(file)));
                }
                return FileVisitResult.CONTINUE;
            }
        });
        tests.sort(Comparator.comparingDouble(Timed::seconds).reversed().thenComparing(Timed::name));
        return tests;
    }

    static Timed timed(String module, String report) {
        String suite = first(SUITE, report, 0);
        double seconds = Double.parseDouble(first(TIME, suite, 1).replace(",", ""));
        return new Timed(module, first(NAME, suite, 1), seconds);
    }

    private static String first(Pattern pattern, String text, int group) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalArgumentException(
                    "a test report must hold " + pattern + ", got " + text.substring(0, Math.min(200, text.length())));
        }
        return matcher.group(group);
    }

    private static String name(Path path) {
        Path last = path.getFileName();
        return last == null ? "" : last.toString();
    }
}
