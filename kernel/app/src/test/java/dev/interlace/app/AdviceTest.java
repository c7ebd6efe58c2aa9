package dev.interlace.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.learn.networks.TrainableFusion;
import dev.interlace.spi.Method;
import dev.interlace.spi.MissingPolicy;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.workbench.catalogue.Catalogue;
import dev.interlace.workbench.catalogue.PluginKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What messages advise and cards offer must exist in the method that says it. */
class AdviceTest {
    /** Modules whose classes are methods or parts of them. */
    private static final List<String> MODULES = List.of("alignment", "fusion", "encoders", "corruptions");

    /**
     * An option in a sentence: {@code Options.band}, {@code raise ridge}, {@code set band to}, {@code the option
     * missing}.
     */
    private static final Pattern NAMED = Pattern.compile("Options\\.([a-z]\\w*)|\\b(?:raise|lower) ([a-z]\\w*)"
            + "|\\bset ([a-z]\\w*) (?:to|above|below|at)|\\bthe option ([a-z]\\w*)");

    /** Words that stand there and are no option. */
    private static final Set<String> NO_OPTION =
            Set.of("it", "the", "by", "their", "its", "each", "one", "a", "expects", "end");

    private static final Pattern ID = Pattern.compile("\"([a-z][a-z0-9-]*/[a-z][a-z0-9.-]*)\"");
    private static final Pattern TEXT = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

    private final Catalogue catalogue = Catalogue.open(List.of());

    private Map<String, Method<?>> methods() {
        Map<String, Method<?>> all = new HashMap<>();
        for (PluginKind kind : PluginKind.values()) {
            if (kind != PluginKind.EXPERIMENT) {
                catalogue
                        .ids(kind)
                        .forEach(id -> all.put(id, catalogue.find(kind, id).method()));
            }
        }
        return all;
    }

    private static List<String> options(Method<?> method) {
        return method.descriptor().schema().options().stream()
                .map(OptionsSchema.Option::name)
                .toList();
    }

    @Test
    void everyOptionThatAMessageNamesIsOneOfTheMethodThatSaysIt() throws IOException {
        Map<String, Method<?>> methods = methods();
        List<String> wrong = new ArrayList<>();
        int read = 0;
        for (String module : MODULES) {
            Path root = Path.of("..", "..", "plugins", module, "src", "main", "java");
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    String source = withoutComments(Files.readString(file));
                    Set<String> known = new HashSet<>();
                    for (String id : ids(source, methods.keySet(), file)) {
                        known.addAll(options(java.util.Objects.requireNonNull(methods.get(id))));
                    }
                    Matcher texts = TEXT.matcher(source.replaceAll("\"\\s*\\+\\s*\"", ""));
                    while (texts.find()) {
                        Matcher named = NAMED.matcher(texts.group(1));
                        while (named.find()) {
                            String name = Stream.of(named.group(1), named.group(2), named.group(3), named.group(4))
                                    .filter(group -> group != null)
                                    .findFirst()
                                    .orElseThrow();
                            read++;
                            if (!known.contains(name) && !NO_OPTION.contains(name)) {
                                wrong.add(file.getFileName() + ": " + name + " in '" + texts.group(1) + "'");
                            }
                        }
                    }
                }
            }
        }
        assertTrue(read > 30, "only " + read + " options were found in messages");
        assertEquals(List.of(), wrong);
    }

    private static String withoutComments(String source) {
        return source.replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("(?m)\\s//.*$", "");
    }

    /** The methods of a file: those it names as its own, or of a part, all of its package. */
    private static Set<String> ids(String source, Set<String> known, Path file) throws IOException {
        Set<String> own = found(source, known);
        if (own.isEmpty()) {
            try (Stream<Path> beside = Files.list(file.getParent())) {
                for (Path other :
                        beside.filter(path -> path.toString().endsWith(".java")).toList()) {
                    own.addAll(found(withoutComments(Files.readString(other)), known));
                }
            }
        }
        return own;
    }

    private static Set<String> found(String source, Set<String> known) {
        Matcher matcher = ID.matcher(source);
        return matcher.results()
                .map(result -> result.group(1))
                .filter(known::contains)
                .collect(Collectors.toCollection(HashSet::new));
    }

    @Test
    void cardsOfferThePoliciesForAbsentModalitiesThatAMethodTakes() {
        int read = 0;
        for (Method<?> method : methods().values()) {
            if (method instanceof TrainableFusion<?> network) {
                for (OptionsSchema.Option option : method.descriptor().schema().options()) {
                    if (option.type() == MissingPolicy.class) {
                        read++;
                        assertEquals(
                                network.missingPolicies(),
                                Set.copyOf(option.choices()),
                                method.descriptor().id());
                    }
                }
            }
        }
        assertTrue(read > 5, read + " methods have the option");
    }
}
