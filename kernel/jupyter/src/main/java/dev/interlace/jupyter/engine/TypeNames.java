package dev.interlace.jupyter.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The packages and the classes in them by name, of the platform or of a class path; for completion. */
final class TypeNames {
    // packages that a library keeps to itself, or copies of another one's
    private static final Pattern INNER = Pattern.compile("\\.(?:shaded?|internal|impl|repackaged|thirdparty)\\.");

    private final NavigableSet<String> packages = new TreeSet<>();
    private final NavigableMap<String, List<String>> bySimpleName = new TreeMap<>();
    private final Map<String, List<String>> byPackage = new HashMap<>();
    private final Map<String, Boolean> known = new HashMap<>();
    private final Predicate<String> isPublic;

    /**
     * No names yet.
     *
     * @param isPublic whether the class of a full name is public; asked once for each that is wanted
     */
    TypeNames(Predicate<String> isPublic) {
        this.isPublic = isPublic;
    }

    /** Adds the classes of a package by their simple names; nested ones and descriptions are passed over. */
    void add(String packageName, Collection<String> simpleNames) {
        for (String name : simpleNames) {
            if (name.indexOf('$') < 0 && name.indexOf('-') < 0) {
                byPackage.computeIfAbsent(packageName, p -> new ArrayList<>(4)).add(name);
                bySimpleName.computeIfAbsent(name, n -> new ArrayList<>(1)).add(packageName + "." + name);
            }
        }
        if (byPackage.containsKey(packageName)) {
            packages.add(packageName);
        }
    }

    /** What may stand behind {@code start}, which ends with a point or is empty, to name a package. */
    List<String> packagesIn(String start, String prefix) {
        String begun = start + prefix;
        NavigableSet<String> found = new TreeSet<>();
        for (String name : packages.tailSet(begun, true)) {
            if (!name.startsWith(begun)) {
                break;
            }
            int end = name.indexOf('.', start.length());
            found.add(end < 0 ? name.substring(start.length()) : name.substring(start.length(), end));
        }
        return List.copyOf(found);
    }

    /** Simple names of the public classes of a package that begin with {@code prefix}. */
    List<String> in(String packageName, String prefix) {
        return byPackage.getOrDefault(packageName, List.of()).stream()
                .filter(name -> name.startsWith(prefix) && isPublic(packageName + "." + name))
                .sorted()
                .toList();
    }

    /** Full names of public classes whose simple name begins with {@code prefix}, at most {@code most}. */
    List<String> beginning(String prefix, int most) {
        List<String> found = new ArrayList<>();
        for (Map.Entry<String, List<String>> entry :
                bySimpleName.tailMap(prefix, true).entrySet()) {
            if (!entry.getKey().startsWith(prefix) || found.size() >= most) {
                break;
            }
            entry.getValue().stream()
                    .filter(name -> !INNER.matcher(name).find() && isPublic(name))
                    .forEach(found::add);
        }
        return Collections.unmodifiableList(found);
    }

    private boolean isPublic(String name) {
        return known.computeIfAbsent(name, isPublic::test);
    }
}
