package dev.interlace.jupyter.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Import declarations, from which those are chosen that a snippet can need: a class path of a hundred jars need not be
 * read, nor a thousand variables imported, for {@code 1+1}.
 *
 * @param all the declarations
 */
record Imports(List<Declaration> all) {
    private static final String EVERYTHING = "*";

    /**
     * One import declaration.
     *
     * @param text its source
     * @param name the simple name that it makes visible, or a star
     */
    record Declaration(String text, String name) {
        boolean isStaticOnDemand() {
            return name.equals(EVERYTHING) && text.startsWith("import static");
        }
    }

    Imports {
        all = List.copyOf(all);
    }

    /** The declarations in {@code source}, each of which ends with a semicolon. */
    static Imports parse(String source) {
        List<Declaration> found = new ArrayList<>();
        for (String one : source.split(";", -1)) {
            String text = one.strip();
            if (text.startsWith("import")) {
                found.add(new Declaration(
                        text + ";", text.substring(text.lastIndexOf('.') + 1).strip()));
            }
        }
        return new Imports(found);
    }

    /** These declarations and then those of {@code more}. */
    Imports and(Imports more) {
        List<Declaration> both = new ArrayList<>(all);
        both.addAll(more.all);
        return new Imports(both);
    }

    /**
     * Those that {@code snippet} can need, in one line. An import of one name is needed where the name is written; one
     * on demand where it has a name that is left, and all of them where nothing explains a name.
     */
    String neededBy(OneShot snippet, ImportedNames types) {
        Set<String> names = snippet.names();
        Set<String> unexplained = new HashSet<>(snippet.simpleNames());
        Set<String> chosen = new LinkedHashSet<>();
        for (Declaration one : all) {
            if (names.contains(one.name)) {
                chosen.add(one.text);
                unexplained.remove(one.name);
            }
        }
        List<String> onDemand = onDemand();
        for (String name : unexplained) {
            if (!Character.isUpperCase(name.charAt(0))) {
                all.stream().filter(one -> one.isStaticOnDemand()).forEach(one -> chosen.add(one.text));
                continue;
            }
            ImportedNames.Need need = types.need(name, onDemand);
            need.fullName().ifPresent(full -> chosen.add("import " + full + ";"));
            if (need.fullName().isEmpty()) {
                types.sources(name, onDemand).forEach(one -> chosen.add("import " + one + ";"));
            }
            if (!need.found()) {
                all.stream().filter(one -> one.name.equals(EVERYTHING)).forEach(one -> chosen.add(one.text));
            }
        }
        return String.join(" ", chosen);
    }

    /** Full names, each with its star, of what is imported on demand and not static. */
    List<String> onDemand() {
        return all.stream()
                .filter(one -> one.name.equals(EVERYTHING) && !one.isStaticOnDemand())
                .map(one -> one.text
                        .substring("import".length(), one.text.length() - 1)
                        .strip())
                .toList();
    }
}
