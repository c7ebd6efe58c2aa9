package dev.interlace.jupyter.engine;

import java.util.ArrayList;
import java.util.HashSet;
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
    record Declaration(String text, String name) {}

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
     * Those that {@code snippet} can need, in one line. An import of one name is needed where the name is written; an
     * import of a whole package or class where a name is left that nothing else explains.
     */
    String neededBy(OneShot snippet) {
        Set<String> names = snippet.names();
        Set<String> unexplained = new HashSet<>(snippet.simpleNames());
        StringBuilder chosen = new StringBuilder();
        for (Declaration one : all) {
            if (names.contains(one.name)) {
                chosen.append(one.text).append(' ');
                unexplained.remove(one.name);
            }
        }
        unexplained.removeIf(Imports::isOfLanguage);
        if (!unexplained.isEmpty()) {
            all.stream()
                    .filter(one -> one.name.equals(EVERYTHING))
                    .forEach(one -> chosen.append(one.text).append(' '));
        }
        return chosen.toString();
    }

    private static boolean isOfLanguage(String name) {
        if (!Character.isUpperCase(name.charAt(0))) {
            return false;
        }
        return Object.class.getResource("/java/lang/" + name + ".class") != null;
    }
}
