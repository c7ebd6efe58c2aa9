package dev.interlace.workbench.catalogue;

import dev.interlace.learn.networks.AlignmentLoss;
import dev.interlace.spi.AlignmentMethod;
import dev.interlace.spi.Corruption;
import dev.interlace.spi.DatasetProvider;
import dev.interlace.spi.Dependence;
import dev.interlace.spi.Discrepancy;
import dev.interlace.spi.Encoder;
import dev.interlace.spi.FusionMethod;
import dev.interlace.spi.JointMethod;
import dev.interlace.spi.Matcher;
import dev.interlace.spi.Method;
import dev.interlace.spi.Names;
import dev.interlace.spi.SequenceAligner;
import dev.interlace.spi.experiment.Experiment;
import dev.interlace.spi.measure.Measure;
import dev.interlace.workbench.catalogue.Discovery.Candidate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The plugin registry: every method, encoder, corruption, data set, measure and experiment that the kernel's class
 * path, the plugins folders and the jars added at run time bring.
 *
 * <p>Opening one does nothing; the search runs when it is first asked. Looking at it loads no tensor library. A broken
 * jar is listed with its reason and stops nothing. Where two sources bring the same id, what ships wins; of two added
 * jars the one with the higher version, then the first by file name: never the order of a class path. A jar that was
 * added as a replacement, or a cell, takes the place of what ships. Safe for use by several threads.
 */
public final class Catalogue {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final ClassLoader kernel;
    private final PluginTrust trust;
    private final AddedJars jars;
    private final List<Discovery> cells = new ArrayList<>();
    private @Nullable Discovery builtIn;
    private Contents contents = Contents.NONE;

    private Catalogue(ClassLoader kernel, List<Path> folders, Duration limit, PluginTrust trust) {
        this.kernel = kernel;
        this.trust = trust;
        this.jars = new AddedJars(kernel, folders, limit, trust);
    }

    /**
     * The registry of this kernel's class path and of these plugins folders.
     *
     * @param folders every jar in them is a plugin, and so is every subfolder with jars; one that does not exist is
     *     empty
     */
    public static Catalogue open(List<Path> folders) {
        return open(Catalogue.class.getClassLoader(), folders, PATIENCE);
    }

    /** The same, where only jars run that {@code trust} lets run. */
    public static Catalogue open(List<Path> folders, PluginTrust trust) {
        return new Catalogue(Catalogue.class.getClassLoader(), folders, PATIENCE, trust);
    }

    /**
     * A registry over another class path.
     *
     * @param kernel loads the built-in plugins, and is the parent of every added one
     * @param folders plugins folders
     * @param limit how long added jars may take to create and describe their plugins: all that hang together
     */
    public static Catalogue open(ClassLoader kernel, List<Path> folders, Duration limit) {
        return new Catalogue(kernel, folders, limit, PluginTrust.open());
    }

    /** The plugins folders. */
    public List<Path> folders() {
        return jars.folders();
    }

    /** Which jars may run, in words. */
    String rule() {
        return trust.rule();
    }

    /** Every plugin, active or rejected, ordered by family and id. */
    public synchronized List<Plugin> plugins() {
        search();
        return contents.plugins();
    }

    /** What the user should know, for instance that one version of a plugin hides another. */
    public synchronized List<String> warnings() {
        search();
        return contents.warnings();
    }

    /**
     * Adds a jar (or a folder of jars) at run time; adding the same path again loads it again.
     *
     * @return the lines of the registry that come from it; a broken one gives one line that says why
     */
    public List<Plugin> add(Path jar) {
        return add(List.of(jar), PluginSource.Origin.ADDED);
    }

    /** Adds jars, or folders of jars, which are searched side by side. */
    public List<Plugin> add(List<Path> wanted, PluginSource.Origin origin) {
        return addSources(wanted.stream()
                .map(jar -> PluginSource.added(jar.toAbsolutePath().normalize(), origin))
                .toList());
    }

    /**
     * Adds jars, or folders of jars, from here or from elsewhere, which are searched side by side.
     *
     * @param wanted of the origin {@code ADDED}, or {@code REPLACEMENT} where they shall take the place of what has the
     *     same id
     */
    public synchronized List<Plugin> addSources(List<PluginSource> wanted) {
        for (PluginSource source : wanted) {
            if (source.origin() != PluginSource.Origin.ADDED && source.origin() != PluginSource.Origin.REPLACEMENT) {
                throw new IllegalArgumentException(
                        "Catalogue.add: the origin must be ADDED or REPLACEMENT, got " + source.origin());
            }
        }
        search();
        List<PluginSource> sources = wanted.stream().distinct().toList();
        jars.load(sources, true);
        contents = resolve();
        return contents.plugins().stream()
                .filter(plugin -> sources.stream()
                        .anyMatch(source ->
                                source.location().equals(plugin.source().location())))
                .toList();
    }

    /** The jars, and folders of jars, that were added or lie in a plugins folder. */
    public synchronized List<Path> jars() {
        search();
        return jars.paths();
    }

    /**
     * Takes out what came from a jar or a cell. Models that were fitted by it go on; its classes are unloaded when
     * nothing refers to them any more.
     *
     * @param name the id of a plugin, or the path or file name of a jar
     * @return the lines of the registry that are gone
     * @throws IllegalArgumentException when no jar and no cell brought it
     */
    public synchronized List<Plugin> remove(String name) {
        search();
        List<Plugin> before = contents.plugins().stream()
                .filter(plugin -> plugin.source().isForeign() && isCalled(plugin, name))
                .toList();
        if (before.isEmpty()) {
            List<String> known = contents.plugins().stream()
                    .filter(plugin -> plugin.source().isForeign())
                    .flatMap(plugin -> Stream.of(plugin.id(), plugin.source().name()))
                    .filter(one -> !one.equals("cell"))
                    .distinct()
                    .toList();
            throw new IllegalArgumentException(Names.unknown("plugin that a jar or a cell brought", name, known)
                    + ". What ships cannot be taken out");
        }
        List<Path> gone = before.stream()
                .flatMap(plugin -> plugin.source().location().stream())
                .distinct()
                .toList();
        List<Plugin> lines = contents.plugins().stream()
                .filter(plugin -> before.contains(plugin)
                        || plugin.source().location().filter(gone::contains).isPresent())
                .toList();
        jars.remove(gone);
        cells.removeIf(cell -> cell.candidates().stream()
                .anyMatch(one -> before.stream()
                        .anyMatch(plugin -> plugin.source().location().isEmpty()
                                && plugin.id().equals(one.descriptor().id()))));
        contents = resolve();
        return lines;
    }

    private static boolean isCalled(Plugin plugin, String name) {
        Path path = Path.of(name).toAbsolutePath().normalize();
        return plugin.id().equals(name)
                || plugin.source().name().equals(name)
                || plugin.source().location().filter(path::equals).isPresent();
    }

    /**
     * Lets a jar run that lies in a plugins folder, on this machine, from now on.
     *
     * @param name the path or file name of a jar
     */
    public synchronized List<Plugin> allow(String name) {
        search();
        List<PluginSource> sources = contents.plugins().stream()
                .filter(plugin -> plugin.source().isForeign() && isCalled(plugin, name))
                .map(Plugin::source)
                .distinct()
                .toList();
        if (sources.isEmpty()) {
            throw new IllegalArgumentException(Names.unknown(
                    "plugin jar",
                    name,
                    jars.paths().stream()
                            .map(path -> String.valueOf(path.getFileName()))
                            .toList()));
        }
        sources.forEach(trust::allow);
        return reload();
    }

    /** Loads every added jar again; one that is no longer there is taken out, and every quarantine ends. */
    public synchronized List<Plugin> reload() {
        search();
        Stream.concat(jars.found().stream(), cells.stream())
                .flatMap(found -> found.candidates().stream())
                .forEach(candidate -> candidate.faults().clear()); // of cells, and of models that are held
        jars.reload();
        contents = resolve();
        return contents.plugins().stream()
                .filter(plugin -> plugin.source()
                        .location()
                        .filter(jars.paths()::contains)
                        .isPresent())
                .toList();
    }

    /**
     * Adds a method that was written in a cell; adding one of the same id again replaces it.
     *
     * @return its line of the registry
     * @throws IllegalArgumentException when the object is no plugin, cannot describe itself, or has the id of a method
     *     that no cell has brought
     */
    public synchronized Plugin add(Method<?> method) {
        search();
        Discovery found = Discovery.ofCell(method);
        for (Candidate candidate : found.candidates()) {
            Plugin taken = contents.used(candidate).map(Found::plugin).orElse(null);
            if (taken != null && taken.source().origin() != PluginSource.Origin.CELL) {
                String name = Reasons.nameOf(method.getClass());
                throw new IllegalArgumentException("the id " + taken.id() + " of " + name + " belongs to the "
                        + taken.kindWords() + " from " + taken.source().name() + "; give " + name
                        + " an id of its own, or say lab.replace(new " + name + "()) to use it in that one's place");
            }
        }
        return put(found);
    }

    /** Adds a method that was written in a cell, in the place of any method of its id and kind. */
    public synchronized Plugin replace(Method<?> method) {
        search();
        return put(Discovery.ofCell(method));
    }

    private Plugin put(Discovery found) {
        cells.removeIf(older -> older.candidates().stream()
                .anyMatch(old -> found.candidates().stream()
                        .anyMatch(fresh -> fresh.kind() == old.kind()
                                && fresh.descriptor()
                                        .id()
                                        .equals(old.descriptor().id()))));
        cells.add(found);
        contents = resolve();
        return contents.used(found.candidates().get(0)).orElseThrow().plugin();
    }

    /** A method that was written in a cell, whether or not it was added; the registry stays as it is. */
    public <M extends Method<?>> Found<M> given(M method) {
        Discovery found = Discovery.ofCell(method);
        Candidate own = found.candidates().get(0);
        Contents beside;
        synchronized (this) {
            search();
            beside = Contents.of(
                    Stream.concat(Stream.ofNullable(builtIn), Stream.of(found)).toList());
        }
        return new Found<>(beside.used(own).orElseThrow().plugin(), method, this::methods);
    }

    /**
     * The plugin of that id, active or rejected; a name without its family does if it is the only one. Where a method
     * and an experiment have the same id or name, it is the method.
     */
    public Plugin plugin(String id) {
        List<Plugin> all = plugins();
        List<String> ids = all.stream().map(Plugin::id).distinct().toList();
        List<String> methods = all.stream()
                .filter(plugin -> !plugin.isExperiment())
                .map(Plugin::id)
                .distinct()
                .toList();
        String full = complete(id, methods)
                .or(() -> complete(id, ids))
                .orElseThrow(() -> new IllegalArgumentException(unknown("plugin", id, ids)));
        return all.stream()
                .filter(plugin -> plugin.id().equals(full))
                .min(Comparator.comparing(Plugin::status).thenComparing(Plugin::isExperiment))
                .orElseThrow();
    }

    /** The fusion method of that id. */
    public Found<FusionMethod<?>> fusion(String id) {
        return typed(PluginKind.FUSION, id);
    }

    /** The alignment method of that id. */
    public Found<AlignmentMethod<?>> alignment(String id) {
        return typed(PluginKind.ALIGNMENT, id);
    }

    /** The alignment loss of that id. */
    public Found<AlignmentLoss<?>> loss(String id) {
        return typed(PluginKind.LOSS, id);
    }

    /** The dependence measure of that id. */
    public Found<Dependence<?>> dependence(String id) {
        return typed(PluginKind.DEPENDENCE, id);
    }

    /** The sequence aligner of that id. */
    public Found<SequenceAligner<?>> sequence(String id) {
        return typed(PluginKind.SEQUENCE, id);
    }

    /** The matcher of that id. */
    public Found<Matcher<?>> matcher(String id) {
        return typed(PluginKind.MATCHER, id);
    }

    /** The joint method of that id. */
    public Found<JointMethod<?>> joint(String id) {
        return typed(PluginKind.JOINT, id);
    }

    /** The discrepancy of that id. */
    public Found<Discrepancy<?>> discrepancy(String id) {
        return typed(PluginKind.DISCREPANCY, id);
    }

    /** The encoder of that id. */
    public Found<Encoder<?>> encoder(String id) {
        return typed(PluginKind.ENCODER, id);
    }

    /** The data set of that id. */
    public Found<DatasetProvider<?>> dataset(String id) {
        return typed(PluginKind.DATASET, id);
    }

    /** The corruption of that id. */
    public Found<Corruption<?>> corruption(String id) {
        return typed(PluginKind.CORRUPTION, id);
    }

    /** The measure of that id. */
    public Found<Measure<?>> measure(String id) {
        return typed(PluginKind.MEASURE, id);
    }

    /** The experiment of that id. */
    public Found<Experiment<?>> experiment(String id) {
        return typed(PluginKind.EXPERIMENT, id);
    }

    /** The ids of every active plugin of a kind, in alphabetical order. */
    public synchronized List<String> ids(PluginKind kind) {
        search();
        return List.copyOf(contents.active().getOrDefault(kind, Map.of()).keySet());
    }

    /** Every active method of a kind, in alphabetical order of ids; none where it is no kind of plugin. */
    public synchronized List<Method<?>> methods(Class<?> service) {
        search();
        return contents.active().entrySet().stream()
                .filter(entry -> entry.getKey().service().equals(service))
                .flatMap(entry -> entry.getValue().values().stream())
                .<Method<?>>map(Found::method)
                .toList();
    }

    @SuppressWarnings("unchecked") // a method of a kind is of the kind's service
    private <M extends Method<?>> Found<M> typed(PluginKind kind, String id) {
        Found<Method<?>> found = find(kind, id);
        return new Found<>(found.plugin(), (M) found.method(), this::methods);
    }

    /** The plugin of that kind and id. */
    public synchronized Found<Method<?>> find(PluginKind kind, String id) {
        search();
        Map<String, Found<Method<?>>> known = contents.active().getOrDefault(kind, Map.of());
        Optional<Found<Method<?>>> found = complete(id, known.keySet()).map(known::get);
        return found.orElseThrow(() -> new IllegalArgumentException(missing(kind, id, known.keySet())));
    }

    private String missing(PluginKind kind, String id, Collection<String> known) {
        for (Plugin plugin : contents.plugins()) {
            if (plugin.id().equals(id) && plugin.status() == Plugin.Status.ACTIVE) {
                return "'" + id + "' is not a " + kind.words() + " but a " + plugin.kindWords() + ". "
                        + unknown(kind.words(), id, known);
            }
        }
        return unknown(kind.words(), id, known);
    }

    private String unknown(String what, String id, Collection<String> known) {
        String rejected = contents.plugins().stream()
                .filter(plugin -> plugin.status() == Plugin.Status.REJECTED)
                .map(plugin -> plugin.id() + " (" + plugin.reason() + ")")
                .reduce((a, b) -> a + ", " + b)
                .map(all -> ". Rejected: " + all)
                .orElse("");
        String where = folders().isEmpty()
                ? ""
                : "put its jar into "
                        + String.join(
                                " or ", folders().stream().map(Path::toString).toList()) + ", or ";
        return Names.unknown(what, id, known) + rejected + ". To bring a plugin, " + where
                + "call lab.add(Path.of(\"my-plugin.jar\"))";
    }

    /** The id itself, or the only one whose name after the slash it is. */
    private static Optional<String> complete(String id, Collection<String> known) {
        if (known.contains(id)) {
            return Optional.of(id);
        }
        List<String> named =
                known.stream().filter(full -> full.endsWith("/" + id)).toList();
        return named.size() == 1 ? Optional.of(named.get(0)) : Optional.empty();
    }

    private void search() {
        if (builtIn != null) {
            return;
        }
        builtIn = Discovery.ofClassPath(kernel);
        jars.loadFolders();
        contents = resolve();
    }

    private Contents resolve() {
        List<Discovery> all = new ArrayList<>(jars.found());
        if (builtIn != null) {
            all.add(0, builtIn);
        }
        all.addAll(cells);
        return Contents.of(all);
    }
}
