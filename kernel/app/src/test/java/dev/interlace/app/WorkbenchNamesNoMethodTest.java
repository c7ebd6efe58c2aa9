package dev.interlace.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.workbench.catalogue.Catalogue;
import dev.interlace.workbench.catalogue.Plugin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The workbench knows no built-in method by its id: it finds them by what they can do, as it finds those of third
 * parties.
 */
class WorkbenchNamesNoMethodTest {
    private static final Path SOURCES = Path.of("../workbench/src/main/java");
    private static final Pattern TEXT = Pattern.compile("\"(?:[^\"\\\\\n]|\\\\.)*\"");
    private static final Pattern ID = Pattern.compile("(?<![\\w/-])[a-z][a-z0-9-]*/[a-z][a-z0-9.-]*(?![\\w/-])");

    /** The workbench's own plugin, which names its id, its experiments and its rival like every plugin. */
    private static final String OWN_PLUGIN = "TribuoFusion.java";

    @Test
    void noTextOfTheWorkbenchIsTheIdOfABuiltInPlugin() throws IOException {
        TreeSet<String> builtIn = new TreeSet<>(
                Catalogue.open(List.of()).plugins().stream().map(Plugin::id).toList());
        assertTrue(builtIn.contains("fusion/early") && builtIn.contains("fusion/noise"), builtIn.toString());
        TreeSet<String> named = new TreeSet<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            files.filter(file -> file.toString().endsWith(".java") && !file.endsWith(OWN_PLUGIN))
                    .forEach(file -> ids(file)
                            .filter(builtIn::contains)
                            .forEach(id -> named.add(file.getFileName() + ": " + id)));
        }
        assertEquals(new TreeSet<>(), named, "ask for a capability or an interface of the spi instead");
    }

    private static Stream<String> ids(Path file) {
        try {
            return TEXT.matcher(Files.readString(file))
                    .results()
                    .flatMap(text -> ID.matcher(text.group()).results().map(MatchResult::group));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
