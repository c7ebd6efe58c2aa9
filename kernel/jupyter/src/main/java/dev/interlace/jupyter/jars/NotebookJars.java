package dev.interlace.jupyter.jars;

import dev.interlace.jupyter.jars.ClassPathChange.Kind;
import dev.interlace.jupyter.jars.ClassPathChange.Wish;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The class path of cells: what ships, and what users add in front of it.
 *
 * <p>What is asked for wins: a jar that is added takes the place of other versions of the same library as long as
 * nothing of those has been used. Once a class of a version is in use that version stays, because a class cannot be
 * taken back and two versions do not fit together.
 */
public final class NotebookJars {
    private static final Logger LOG = LoggerFactory.getLogger(NotebookJars.class);
    private static final String CLASS = ".class";
    private static final String LOGGING = "META-INF/services/org.slf4j.spi.SLF4JServiceProvider";
    private static final Set<String> NO_TYPE = Set.of("module-info.class", "package-info.class");

    private List<NotebookJar> jars = new ArrayList<>();
    private volatile Order order = new Order(List.of());

    /** The jars at one time, which never changes, with the jars of each key in the order of the class path. */
    private static final class Order {
        private final List<NotebookJar> all;
        private final List<NotebookJar> folders;
        private final Map<String, List<NotebookJar>> byKey = new HashMap<>();
        private final Map<Path, NotebookJar> byPath = new HashMap<>();

        Order(List<NotebookJar> jars) {
            all = List.copyOf(jars);
            folders = all.stream().filter(NotebookJar::isFolder).toList();
            all.forEach(jar -> byPath.put(jar.path(), jar));
            all.forEach(jar -> jar.keys()
                    .forEach(key ->
                            byKey.computeIfAbsent(key, k -> new ArrayList<>(1)).add(jar)));
        }

        List<NotebookJar> holding(String entry) {
            List<NotebookJar> found = byKey.getOrDefault(JarContents.key(entry), List.of());
            if (folders.isEmpty()) {
                return found;
            }
            return all.stream()
                    .filter(jar -> jar.isFolder() || found.contains(jar))
                    .toList();
        }
    }

    /** A class path of what ships, to begin with. */
    public NotebookJars(JarIndex shipped) {
        shipped.jars().forEach(contents -> jars.add(NotebookJar.shipped(contents)));
        order = new Order(jars);
    }

    /** The jars and folders in the order in which classes are looked for. */
    public List<Path> entries() {
        return order.all.stream().map(NotebookJar::path).toList();
    }

    /** The jars and folders that were added, in order. */
    public List<Path> added() {
        return order.all.stream()
                .filter(jar -> jar.origin() == NotebookJar.Origin.ADDED)
                .map(NotebookJar::path)
                .toList();
    }

    /** The jars and folders that were added and have a file {@code entry}, with what it holds, in order. */
    public Map<Path, byte[]> addedHolding(String entry) {
        Map<Path, byte[]> found = new LinkedHashMap<>();
        for (NotebookJar jar : order.all) {
            if (jar.origin() == NotebookJar.Origin.ADDED && jar.mayHold(entry)) {
                try {
                    jar.read(entry).ifPresent(bytes -> found.put(jar.path(), bytes));
                } catch (IOException e) {
                    LOG.debug("{} cannot be read", jar, e);
                }
            }
        }
        return found;
    }

    /** The jars that may hold {@code entry}, in order. */
    List<NotebookJar> holding(String entry) {
        return order.holding(entry);
    }

    /** Whether {@code entry} is one of {@link #entries}. */
    public boolean knows(Path entry) {
        return order.byPath.containsKey(entry);
    }

    /** Whether the jar {@code entry} of {@link #entries} may hold classes of the package {@code name}. */
    public boolean mayHold(Path entry, String name) {
        NotebookJar jar = order.byPath.get(entry);
        return jar != null && (jar.isFolder() || jar.mayHold(name.replace('.', '/') + "/x"));
    }

    /** Adds a jar or folder, or says why it is not added. */
    public synchronized ClassPathChange add(Path wanted, Wish wish) throws IOException {
        Path path = wanted.toAbsolutePath().normalize();
        NotebookJar fresh;
        try {
            fresh = NotebookJar.added(path);
        } catch (IOException e) {
            throw new IOException(path + " is no jar that can be read: " + e.getMessage(), e);
        }
        Optional<NotebookJar> same =
                jars.stream().filter(jar -> jar.path().equals(path)).findFirst();
        if (same.isPresent()) {
            return again(same.get(), fresh);
        }
        JarName name = JarName.of(path);
        Optional<NotebookJar> known = jars.stream()
                .filter(jar ->
                        !name.version().isEmpty() && JarName.of(jar.path()).equals(name) && sameSize(jar, fresh))
                .findFirst();
        if (known.isPresent()) {
            return new ClassPathChange(
                    Kind.PRESENT, path, Optional.empty(), List.of(known.get().path()));
        }
        return placed(fresh, name, wish);
    }

    private ClassPathChange again(NotebookJar old, NotebookJar fresh) {
        if (old.isFolder() || old.isCurrent()) {
            return new ClassPathChange(Kind.PRESENT, fresh.path(), Optional.empty(), List.of());
        }
        if (old.used().isPresent()) {
            String notice = fresh + " was written again since it was added, and "
                    + old.used().get() + " of the older one is in use. Restart the kernel to use the new one.";
            return new ClassPathChange(Kind.KEPT, fresh.path(), Optional.of(notice), List.of(old.path()));
        }
        jars.set(jars.indexOf(old), fresh);
        order = new Order(jars);
        return new ClassPathChange(Kind.REPLACED, fresh.path(), Optional.empty(), List.of(old.path()));
    }

    private static boolean sameSize(NotebookJar jar, NotebookJar fresh) {
        try {
            return Files.size(jar.path()) == Files.size(fresh.path());
        } catch (IOException e) {
            return false;
        }
    }

    private ClassPathChange placed(NotebookJar fresh, JarName name, Wish wish) throws IOException {
        List<NotebookJar> replaced = new ArrayList<>();
        List<NotebookJar> inFront = new ArrayList<>();
        List<NotebookJar> hidden = new ArrayList<>();
        for (NotebookJar jar : jars) {
            Relation relation = relation(jar, fresh, name);
            if (relation == Relation.VERSION && wish == Wish.NEEDED && !name.isNewerThan(JarName.of(jar.path()))) {
                return new ClassPathChange(Kind.PRESENT, fresh.path(), Optional.empty(), List.of(jar.path()));
            }
            if (relation == Relation.VERSION && jar.used().isPresent()) {
                return new ClassPathChange(Kind.KEPT, fresh.path(), Optional.of(kept(fresh, jar)), List.of(jar.path()));
            }
            if (relation == Relation.VERSION) {
                replaced.add(jar);
            } else if (relation == Relation.OVERLAP && jar.used().isPresent()) {
                inFront.add(jar);
            } else if (relation == Relation.OVERLAP) {
                hidden.add(jar);
            }
        }
        List<NotebookJar> all = new ArrayList<>(jars);
        all.removeAll(replaced);
        int place = hidden.stream().mapToInt(all::indexOf).min().orElse(all.size());
        int first = inFront.stream().mapToInt(all::indexOf).max().orElse(-1) + 1;
        all.add(Math.max(place, first), fresh);
        jars = all;
        order = new Order(all);
        if (!inFront.isEmpty()) {
            return new ClassPathChange(Kind.BEHIND, fresh.path(), Optional.of(behind(fresh, inFront)), paths(inFront));
        }
        return replaced.isEmpty()
                ? new ClassPathChange(Kind.ADDED, fresh.path(), Optional.empty(), List.of())
                : new ClassPathChange(
                        Kind.REPLACED, fresh.path(), Optional.of(replaced(fresh, replaced)), paths(replaced));
    }

    private enum Relation {
        NONE,
        OVERLAP,
        VERSION
    }

    // another version of the same library, or a jar that has some of the same files
    private static Relation relation(NotebookJar old, NotebookJar fresh, JarName name) throws IOException {
        if (old.isFolder() || fresh.isFolder()) {
            return Relation.NONE;
        }
        if (old.keys().contains(LOGGING) && fresh.keys().contains(LOGGING)) {
            return Relation.VERSION; // two of them, and SLF4J picks one as it likes
        }
        Set<String> shared = old.keys().stream()
                .filter(key -> key.endsWith("/") && !key.startsWith("META-INF/"))
                .filter(fresh.keys()::contains)
                .collect(Collectors.toSet());
        if (shared.isEmpty()) {
            return Relation.NONE;
        }
        Set<String> mine = content(fresh.entries(shared));
        Set<String> both = new HashSet<>(mine);
        both.retainAll(content(old.entries(shared)));
        if (both.isEmpty()) {
            return Relation.NONE;
        }
        return JarName.of(old.path()).name().equals(name.name()) ? Relation.VERSION : Relation.OVERLAP;
    }

    private static Set<String> content(Set<String> entries) {
        return entries.stream()
                .filter(entry -> !NO_TYPE.contains(entry.substring(entry.lastIndexOf('/') + 1)))
                .collect(Collectors.toSet());
    }

    private static String replaced(NotebookJar fresh, List<NotebookJar> old) {
        return JarName.of(fresh.path()) + " takes the place of "
                + old.stream().map(jar -> said(jar)).collect(Collectors.joining(", "));
    }

    private static String kept(NotebookJar fresh, NotebookJar old) {
        JarName name = JarName.of(old.path());
        JarName wanted = JarName.of(fresh.path());
        String loaded = name.name().equals(wanted.name()) ? "version " + name.version() : name.toString();
        return wanted + " was not added: " + loaded + " is loaded, which " + brought(old) + " (" + old.path()
                + "), and "
                + old.used().orElse("") + " of it is in use. Restart the kernel and add " + wanted
                + " before anything uses " + name.name() + ".";
    }

    private static String behind(NotebookJar fresh, List<NotebookJar> old) {
        String names = old.stream().map(NotebookJars::said).collect(Collectors.joining(", "));
        return fresh + " has classes of the same names as " + names + ", of which some are in use: those come from "
                + (old.size() == 1 ? "the latter" : "the latter ones") + ". Restart the kernel and add " + fresh
                + " first to get its own.";
    }

    private static String said(NotebookJar jar) {
        return JarName.of(jar.path()) + ", which " + brought(jar);
    }

    private static String brought(NotebookJar jar) {
        return jar.origin() == NotebookJar.Origin.SHIPPED ? "comes with the kernel" : "was added earlier";
    }

    private static List<Path> paths(List<NotebookJar> some) {
        return some.stream().map(NotebookJar::path).toList();
    }

    static boolean isClass(String entry) {
        return entry.endsWith(CLASS);
    }
}
