package dev.interlace.jupyter.engine;

import dev.interlace.jupyter.engine.CodeAnalysis.Completion;
import dev.interlace.jupyter.engine.CodeAnalysis.Match;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Completes what JShell does not: packages, classes that are not imported, and keywords. */
final class Unimported {
    private static final int MOST_CLASSES = 30;
    private static final int LEAST_TYPED = 2;
    private static final Pattern IMPORT = Pattern.compile("(?s).*?(?:^|[;\\n])\\s*import\\s+(static\\s+)?([\\w.]*)$");
    private static final Pattern QUALIFIED = Pattern.compile("(?s)(?:.*[^\\w.$])?((?:[a-z_][a-z0-9_]*\\.)+)(\\w*)$");

    private final ShellEngine engine;

    Unimported(ShellEngine engine) {
        this.engine = engine;
    }

    /**
     * What may stand at the end of {@code code} beside {@code texts}, which JShell offers.
     *
     * @param word the name or the part of one that the code ends with
     */
    List<Match> beside(Set<String> texts, String code, String word) {
        Matcher imported = IMPORT.matcher(code);
        if (imported.matches()) {
            String path = imported.group(2);
            int dot = path.lastIndexOf('.') + 1;
            List<Match> found = new ArrayList<>(named(path.substring(0, dot), path.substring(dot)));
            if (imported.group(1) == null && dot == 0 && "static".startsWith(path) && !path.isEmpty()) {
                found.add(new Match("static", "keyword", ""));
            }
            return without(texts, found);
        }
        Matcher qualified = QUALIFIED.matcher(code);
        if (qualified.matches()) {
            String first = qualified.group(1).substring(0, qualified.group(1).indexOf('.'));
            return engine.names().isVariable(first)
                    ? List.of()
                    : without(texts, named(qualified.group(1), qualified.group(2)));
        }
        boolean member = code.length() > word.length() && code.charAt(code.length() - word.length() - 1) == '.';
        return word.isEmpty() || member
                ? List.of()
                : without(texts, Stream.concat(keywords(word), packages(word)).toList());
    }

    private static List<Match> without(Set<String> texts, List<Match> found) {
        Set<String> bare = new LinkedHashSet<>();
        texts.forEach(text -> bare.add(text.strip()));
        return found.stream().filter(match -> !bare.contains(match.text())).toList();
    }

    private List<Match> named(String start, String prefix) {
        List<Match> found = new ArrayList<>();
        engine.names().packagesIn(start, prefix).forEach(name -> found.add(new Match(name + ".", "module", "")));
        if (!start.isEmpty()) {
            engine.names()
                    .classesIn(start.substring(0, start.length() - 1), prefix)
                    .forEach(name -> found.add(new Match(name, "class", "")));
        }
        return found;
    }

    private Stream<Match> packages(String word) {
        return engine.names().packagesIn("", word).stream().map(name -> new Match(name + ".", "module", ""));
    }

    private static Stream<Match> keywords(String word) {
        return CodeAnalysis.KEYWORDS.stream()
                .filter(keyword -> keyword.startsWith(word))
                .sorted()
                .map(keyword -> new Match(keyword, "keyword", ""));
    }

    /**
     * Classes by their simple name that are not imported: by the full name, or, where one alone is left to choose and
     * the cell has but this line, with their import before it. A front end replaces parts of one line only.
     *
     * @param texts what is offered already
     * @param code the cell up to the cursor
     */
    Optional<Completion> classes(Set<String> texts, String code, String word) {
        boolean type = word.length() >= LEAST_TYPED
                && !word.equals(word.toLowerCase(Locale.ROOT))
                && Character.isUpperCase(word.charAt(0));
        int start = code.length() - word.length();
        if (!type || (start > 0 && code.charAt(start - 1) == '.')) {
            return Optional.empty();
        }
        List<String> found = engine.names().classesBeginning(word, MOST_CLASSES).stream()
                .filter(full -> !texts.contains(simple(full)))
                .toList();
        List<Match> offered = found.stream()
                .filter(engine.names()::isOffered)
                .map(full -> new Match(simple(full), "class", ""))
                .toList();
        if (!offered.isEmpty()) {
            List<Match> all = new ArrayList<>(offered);
            found.stream()
                    .filter(full -> offered.stream().noneMatch(one -> one.text().equals(simple(full))))
                    .forEach(full -> all.add(new Match(full, "class", "import " + full)));
            return Optional.of(new Completion(start, all));
        }
        if (found.size() == 1 && texts.isEmpty() && !code.contains("\n") && !code.startsWith("%")) {
            String full = found.get(0);
            String edit = "import " + full + ";\n" + code.substring(0, start) + simple(full);
            return Optional.of(new Completion(0, List.of(new Match(edit, "class", full))));
        }
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(new Completion(
                        start,
                        found.stream()
                                .map(full -> new Match(full, "class", "import " + full))
                                .toList()));
    }

    private static String simple(String full) {
        return full.substring(full.lastIndexOf('.') + 1);
    }
}
