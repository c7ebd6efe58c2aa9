package dev.interlace.jupyter.engine;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;

/**
 * Decides which import a simple name of a type needs, so that no default import takes a name from anybody: what a cell
 * declares or imports by name comes first, then what it imports on demand, then the Java packages of the start-up, and
 * last the kernel's own packages.
 */
public final class ImportedNames {
    private static final String ON_DEMAND = ".*";

    private final ClassLoader loader;
    private final List<String> defaults;
    private final List<String> offered;
    private final Map<String, Boolean> known = new HashMap<>();

    /**
     * Names as {@code loader} sees them.
     *
     * @param defaults full names of the start-up's imports on demand, each with its star
     * @param offered packages, with a star, and classes whose names count only where nothing else has them
     */
    public ImportedNames(ClassLoader loader, List<String> defaults, List<String> offered) {
        this.loader = loader;
        this.defaults = List.copyOf(defaults);
        this.offered = List.copyOf(offered);
    }

    /** What is imported where nothing else has the name. */
    List<String> offered() {
        return offered;
    }

    /**
     * What a name needs.
     *
     * @param fullName the class to import by name; empty where none need be
     * @param found whether anything has the name
     */
    public record Need(Optional<String> fullName, boolean found) {
        private static final Need NOTHING = new Need(Optional.empty(), true);
        private static final Need UNKNOWN = new Need(Optional.empty(), false);
    }

    /**
     * What {@code name} needs beside the imports on demand {@code onDemand}, full names with a star, which may contain
     * the defaults.
     */
    public synchronized Need need(String name, List<String> onDemand) {
        List<String> own = onDemand.stream()
                .filter(one -> !defaults.contains(one))
                .filter(one -> has(one, name))
                .distinct()
                .toList();
        Optional<String> usual = defaults.stream().filter(one -> has(one, name)).findFirst();
        if (own.size() > 1) {
            return Need.NOTHING; // the compiler says that it is ambiguous
        }
        if (own.size() == 1) {
            return usual.isEmpty() ? Need.NOTHING : new Need(Optional.of(full(own.get(0), name)), true);
        }
        if (usual.isPresent() || isOfLanguage(name)) {
            return Need.NOTHING;
        }
        return offered.stream()
                .filter(one -> has(one, name))
                .findFirst()
                .map(one -> new Need(Optional.of(full(one, name)), true))
                .orElse(Need.UNKNOWN);
    }

    /** The import on demand, among {@code onDemand} and the defaults, that {@code name} comes from. */
    public synchronized List<String> sources(String name, List<String> onDemand) {
        List<String> own = onDemand.stream()
                .filter(one -> !defaults.contains(one))
                .filter(one -> has(one, name))
                .toList();
        return own.isEmpty()
                ? defaults.stream().filter(one -> has(one, name)).limit(1).toList()
                : own;
    }

    private boolean isOfLanguage(String name) {
        return has("java.lang.*", name);
    }

    private static String full(String declaration, String name) {
        return declaration.endsWith(ON_DEMAND)
                ? declaration.substring(0, declaration.length() - 1) + name
                : declaration;
    }

    private boolean has(String declaration, String name) {
        if (!declaration.endsWith(ON_DEMAND)) {
            return declaration.endsWith("." + name);
        }
        String owner = declaration.substring(0, declaration.length() - ON_DEMAND.length());
        return known.computeIfAbsent(owner + "." + name, full -> isPublicClass(owner.replace('.', '/'), name));
    }

    private boolean isPublicClass(String owner, String name) {
        for (String entry : candidates(owner, name)) {
            URL found = loader.getResource(entry + ".class");
            if (found != null) {
                return isPublic(found);
            }
        }
        return false;
    }

    // a.b.C.* may mean the package a.b.C or the class C of a.b
    private static List<String> candidates(String owner, String name) {
        List<String> entries = new ArrayList<>(List.of(owner + "/" + name));
        String last = owner.substring(owner.lastIndexOf('/') + 1);
        if (!last.isEmpty() && Character.isUpperCase(last.charAt(0))) {
            entries.add(owner + "$" + name);
        }
        return entries;
    }

    private static boolean isPublic(URL classFile) {
        try (InputStream in = classFile.openStream()) {
            return (new ClassReader(in.readAllBytes()).getAccess() & Opcodes.ACC_PUBLIC) != 0;
        } catch (IOException | IllegalArgumentException e) {
            return true; // for the compiler to say
        }
    }

    /** Forgets which names there are, after jars were added. */
    synchronized void classPathChanged() {
        known.clear();
    }
}
