package dev.interlace.derive;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The rule that says which emoji are variants of one another. Two rows of one concept may not straddle a split, else a
 * test row's twin is in the training rows and retrieval looks better than it is.
 *
 * <ol>
 *   <li>A name that matches a line of {@code emoji-concepts.tsv} has that line's concept (clock faces, hearts, arrows
 *       …).
 *   <li>Otherwise the code points decide: hair, gender signs, direction and the presentation selector are dropped, and
 *       man and woman become person, so that {@code woman health worker}, {@code man health worker} and {@code health
 *       worker} are one. The concept carries the name of the first row that had the same remainder.
 * </ol>
 */
final class EmojiConcepts {
    private static final String RULES = "emoji-concepts.tsv";
    private static final String PERSON = "1F9D1";
    private static final String JOINER = "200D";
    private static final Set<String> GENDERED = Set.of("1F468", "1F469");
    private static final Set<String> DROPPED =
            Set.of("FE0F", "2640", "2642", "27A1", "1F9B0", "1F9B1", "1F9B2", "1F9B3");

    private record Rule(String concept, Pattern name) {}

    private final List<Rule> rules;
    private final Map<String, String> byCodePoints = new HashMap<>();

    private EmojiConcepts(List<Rule> rules) {
        this.rules = rules;
    }

    /** Reads the rules that lie beside this class. */
    static EmojiConcepts load() {
        try (InputStream in = EmojiConcepts.class.getResourceAsStream(RULES)) {
            if (in == null) {
                throw new IllegalStateException(RULES + " must lie beside EmojiConcepts");
            }
            List<Rule> rules = new ArrayList<>();
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList()) {
                int tab = line.indexOf('\t');
                rules.add(new Rule(line.substring(0, tab), Pattern.compile(line.substring(tab + 1))));
            }
            return new EmojiConcepts(rules);
        } catch (IOException e) {
            throw new UncheckedIOException(RULES + " cannot be read", e);
        }
    }

    /** The concept of one emoji; rows must come in table order, as the first of a concept gives it its name. */
    String concept(String hexcode, String name) {
        Optional<Rule> rule =
                rules.stream().filter(r -> r.name().matcher(name).matches()).findFirst();
        return rule.isPresent() ? rule.get().concept() : byCodePoints.computeIfAbsent(remainder(hexcode), key -> name);
    }

    /** {@code 1F469-200D-2695-FE0F} and {@code 1F468-200D-2695-FE0F} both leave {@code 1F9D1-2695}. */
    static String remainder(String hexcode) {
        List<String> kept = new ArrayList<>();
        for (String point : hexcode.split("-", -1)) {
            if (!DROPPED.contains(point) && !point.equals(JOINER)) {
                kept.add(GENDERED.contains(point) ? PERSON : point);
            }
        }
        return kept.isEmpty() ? hexcode : String.join("-", kept);
    }
}
