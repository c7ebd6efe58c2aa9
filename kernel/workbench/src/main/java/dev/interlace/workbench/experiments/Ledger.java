package dev.interlace.workbench.experiments;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.spi.Claim;
import dev.interlace.spi.Dataset;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.Names;
import dev.interlace.spi.Raw;
import dev.interlace.spi.experiment.Effort;
import dev.interlace.spi.experiment.Experiment;
import dev.interlace.workbench.catalogue.Catalogue;
import dev.interlace.workbench.catalogue.Plugin;
import dev.interlace.workbench.catalogue.PluginKind;
import dev.interlace.workbench.catalogue.PluginSource;
import dev.interlace.workbench.data.EncodedSplit;
import dev.interlace.workbench.data.Encoding;
import dev.interlace.workbench.data.LabData;
import dev.interlace.workbench.display.Showable;
import dev.interlace.workbench.experiments.ClaimProvenance.GivenRows;
import dev.interlace.workbench.experiments.ClaimProvenance.Machine;
import dev.interlace.workbench.fetch.DataStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The claims of all methods and what was measured of each, in the order of the lesson. It shows what is kept;
 * {@link #measure} measures what is missing, and what has changed since: another version of a plugin, other rows, other
 * options or another seed. Immutable.
 */
public final class Ledger implements Showable {
    /** The system property that names the folder in which results are kept. */
    public static final String PROPERTY = "interlace.claims";

    private static final List<String> SHIPPED = List.of("emoji", "multiomics");

    private final LedgerSource lab;
    private final List<String> only;
    private final List<Wanted> data;
    private final int cores;
    private final ResultFiles kept;
    private final Effort effort;

    /** A data set by its id, or rows under a name. */
    private record Wanted(String name, Optional<EncodedSplit> given) {}

    /**
     * A claim of a method.
     *
     * @param section of the lesson
     * @param plugin that makes the claim
     * @param claim the claim
     */
    record Line(LessonSection section, Plugin plugin, Claim claim) {
        /** The claim in short, for progress. */
        String words() {
            return plugin.id() + ": " + claim.experiment();
        }
    }

    /**
     * Rows that a claim is measured on.
     *
     * @param split the rows; empty for an experiment that needs none
     * @param origin what they are
     */
    record Prepared(Optional<EncodedSplit> split, GivenRows origin) {}

    private Ledger(LedgerSource lab, List<String> only, List<Wanted> data, int cores, ResultFiles kept, Effort effort) {
        this.lab = lab;
        this.only = List.copyOf(only);
        this.data = List.copyOf(data);
        this.cores = cores;
        this.kept = kept;
        this.effort = effort;
    }

    /** Every claim of every plugin, on the emoji and the multi-omics that ship, on all cores. */
    public static Ledger of(LedgerSource lab) {
        String folder = System.getProperty(PROPERTY, "");
        return new Ledger(
                        lab,
                        List.of(),
                        List.of(),
                        Runtime.getRuntime().availableProcessors(),
                        new ResultFiles(
                                folder.isBlank() ? DataStore.standard().root().resolve(".claims") : Path.of(folder)),
                        Effort.FULL)
                .with(SHIPPED);
    }

    /** The claims of some sections, methods or experiments, for instance {@code only("early", "graphs")}. */
    public Ledger only(String... words) {
        for (String word : words) {
            if (all().noneMatch(line -> fits(line, word))) {
                TreeSet<String> known = new TreeSet<>();
                all().forEach(line -> {
                    known.add(line.section().words());
                    known.add(line.plugin().id());
                    known.add(line.claim().experiment());
                });
                throw new IllegalArgumentException(
                        Names.unknown("section, method or experiment of a claim", word, known));
            }
        }
        return new Ledger(lab, List.of(words), data, cores, kept, effort);
    }

    private static boolean fits(Line line, String word) {
        return line.section().isCalled(word)
                || line.plugin().id().equals(word)
                || line.plugin().family().equals(word)
                || line.claim().experiment().equals(word);
    }

    /** The same claims on those data sets instead, each split by the lab's seed and encoded by default. */
    public Ledger on(String... datasets) {
        Stream.of(datasets).forEach(catalogue()::dataset); // an unknown one is refused at once
        return with(List.of(datasets));
    }

    private Ledger with(List<String> datasets) {
        List<Wanted> wanted =
                datasets.stream().map(id -> new Wanted(id, Optional.empty())).toList();
        return new Ledger(lab, only, wanted, cores, kept, effort);
    }

    /** The same claims on those rows instead. */
    public Ledger on(String name, EncodedSplit rows) {
        Objects.requireNonNull(rows, "Ledger.on: the rows must be a split that is encoded, got null");
        return new Ledger(lab, only, List.of(new Wanted(name, Optional.of(rows))), cores, kept, effort);
    }

    /** The same claims measured on so many cores; what measures time runs alone all the same. */
    public Ledger cores(int count) {
        if (!(count >= 1)) {
            throw new IllegalArgumentException("Ledger.cores must be at least 1, got " + count);
        }
        return new Ledger(lab, only, data, count, kept, effort);
    }

    /** The same claims with results kept in that folder. */
    public Ledger keptIn(Path folder) {
        return new Ledger(lab, only, data, cores, new ResultFiles(folder), effort);
    }

    /** The same claims with that much repeated. */
    Ledger effort(Effort other) {
        return new Ledger(lab, only, data, cores, kept, other);
    }

    /**
     * Measures every claim whose result is not kept, on all cores where memory allows, with one line of progress. An
     * interrupt stops it; what is finished is kept, and the next call goes on from there.
     */
    public LedgerTable measure() {
        return new LedgerGrid(this, kept, cores).run();
    }

    /**
     * What is known of these claims without a look at the data: of each the latest result that is kept, or else the one
     * that was measured before the release.
     */
    public LedgerTable table() {
        Map<String, ClaimResult> known = new LinkedHashMap<>();
        List<String> names = data.stream().map(Wanted::name).toList();
        for (ClaimResult result : Stream.concat(ResultFiles.shipped().stream(), kept.all().stream())
                .toList()) {
            ClaimProvenance from = result.provenance();
            if (from.seed() == lab.seed()
                    && from.effort() == effort
                    && (from.rows().name().isEmpty()
                            || names.contains(from.rows().name()))) {
                known.put(id(from.method(), from.claim(), from.rows().name(), from.versions()), result);
            }
        }
        List<ClaimResult> results = new ArrayList<>();
        for (Line line : lines()) {
            for (String name : Stream.concat(Stream.of(""), names.stream()).toList()) {
                Optional.ofNullable(known.get(id(line.plugin().id(), line.claim(), name, versions(line))))
                        .ifPresent(results::add);
            }
        }
        return new LedgerTable(results, lines().size(), kept.folder());
    }

    private static String id(String method, Claim claim, String rows, Map<String, String> versions) {
        return method + "\n" + claim + "\n" + rows + "\n" + versions;
    }

    /**
     * Measures again what a result comes from; the same plugins on the same rows give the same numbers, measured times
     * aside.
     *
     * @throws IllegalArgumentException when a plugin has another version now, or the rows are others
     */
    public Outcome replay(ClaimProvenance provenance) {
        Objects.requireNonNull(provenance, "replay takes the provenance of a result, got null");
        return replay(provenance, provenance.rows().recipe().map(recipe -> recipe.split(lab.sources())));
    }

    /** The same for rows that were given ready-made. */
    public Outcome replay(ClaimProvenance provenance, EncodedSplit rows) {
        return replay(provenance, Optional.of(rows));
    }

    private Outcome replay(ClaimProvenance from, Optional<EncodedSplit> rows) {
        String who = from.method() + ", " + from.claim().experiment();
        from.versions().forEach((id, version) -> {
            String now = catalogue().plugin(id).version();
            if (!now.equals(version)) {
                throw new IllegalArgumentException(
                        "replay of " + who + ": it was measured with " + id + " " + version + ", here is " + now);
            }
        });
        GivenRows origin = from.rows();
        if (!origin.sha256().isEmpty()) {
            String now = rows.map(Checksum::of)
                    .orElseThrow(() -> new IllegalArgumentException("replay of " + who + ": the rows '" + origin.name()
                            + "' were given ready-made; give them again: replay(provenance, rows)"));
            if (!now.equals(origin.sha256())) {
                throw new IllegalArgumentException("replay of " + who + ": these rows are not those of '"
                        + origin.name() + "', their SHA-256 is " + now + ", not " + origin.sha256());
            }
        }
        Subject subject = lab.subject(from.method(), from.options());
        Optional<EncodedSplit> given = origin.sha256().isEmpty() ? Optional.empty() : rows;
        return lab.all()
                .run(
                        subject,
                        new LabTrial(
                                lab.all().get(from.claim().experiment()),
                                subject,
                                from.claim(),
                                given,
                                lab,
                                FitContext.seeded(from.seed()),
                                from.effort()));
    }

    // ---- for the grid

    LedgerSource lab() {
        return lab;
    }

    Effort effort() {
        return effort;
    }

    private Catalogue catalogue() {
        return lab.catalogue();
    }

    private Stream<Line> all() {
        List<String> known = lab.all().ids();
        return catalogue().plugins().stream()
                .filter(plugin -> plugin.status() == Plugin.Status.ACTIVE
                        && !plugin.kinds().contains(PluginKind.EXPERIMENT))
                .sorted(Comparator.comparing(Plugin::id))
                .flatMap(plugin -> plugin.descriptor().stream().flatMap(method -> lines(plugin, method)))
                .filter(line -> known.contains(line.claim().experiment()));
    }

    private Stream<Line> lines(Plugin plugin, MethodDescriptor<?> method) {
        return method.claims().stream()
                .map(claim -> new Line(LessonSection.of(method, claim, catalogue()), plugin, claim));
    }

    /** The claims that are asked for, by section and method. */
    List<Line> lines() {
        return all().filter(line -> only.isEmpty() || only.stream().anyMatch(word -> fits(line, word)))
                .sorted(Comparator.comparing(Line::section))
                .toList();
    }

    /** Whether the experiment of a claim measures time. */
    boolean timed(Line line) {
        return lab.all().get(line.claim().experiment()).call(Experiment::timed);
    }

    /** The rows of each data set: for fusion methods, and pairs for all others. */
    List<Prepared> rows(boolean fusion) {
        return data.stream().map(wanted -> prepared(wanted, fusion)).toList();
    }

    private Prepared prepared(Wanted wanted, boolean fusion) {
        Optional<DataRecipe> recipe =
                wanted.given().isPresent() ? Optional.empty() : Optional.of(recipe(wanted.name(), fusion));
        EncodedSplit split = wanted.given().orElseGet(() -> recipe.orElseThrow().split(lab.sources()));
        return new Prepared(Optional.of(split), new GivenRows(wanted.name(), Checksum.of(split), recipe));
    }

    private DataRecipe recipe(String id, boolean fusion) {
        LabData rows = lab.sources().get(id, Map.of());
        Encoding all = lab.sources().defaults(rows);
        return DataRecipe.of(rows.id(), false, fusion ? all : paired(rows.dataset(), all), lab.seed());
    }

    /**
     * The same encoding with pairs in mind: of several columns of texts the longest on the average alone, and that one
     * first, so that the first pair is a text and what it describes.
     */
    static Encoding paired(Dataset rows, Encoding all) {
        Map<String, Double> lengths = new LinkedHashMap<>();
        rows.columns().forEach((column, raw) -> {
            if (raw instanceof Raw.Texts texts) {
                lengths.put(
                        column,
                        texts.values().stream()
                                .flatMap(Optional::stream)
                                .mapToInt(String::length)
                                .average()
                                .orElse(0));
            }
        });
        Optional<String> longest =
                lengths.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
        List<Encoding.Step> steps = all.steps().stream()
                .filter(step -> !lengths.containsKey(step.column())
                        || longest.filter(step.column()::equals).isPresent())
                .sorted(Comparator.comparing(step -> !lengths.containsKey(step.column())))
                .toList();
        return new Encoding(steps);
    }

    /** Where a measurement of a claim on those rows comes from. */
    ClaimProvenance provenance(Line line, GivenRows rows) {
        return new ClaimProvenance(
                line.claim(),
                line.plugin().id(),
                Map.of(),
                versions(line),
                sources(line),
                lab.seed(),
                effort,
                rows,
                machine());
    }

    private Map<String, String> versions(Line line) {
        Map<String, String> versions = new TreeMap<>();
        versions.put(line.plugin().id(), line.plugin().version());
        String experiment = line.claim().experiment();
        versions.put(experiment, catalogue().experiment(experiment).plugin().version());
        line.claim()
                .rivals()
                .forEach(rival -> versions.put(rival, catalogue().plugin(rival).version()));
        return versions;
    }

    /** Where the method, the experiment and the rivals that do not ship come from. */
    private String sources(Line line) {
        Stream<String> rivals = line.claim().rivals().stream()
                .map(catalogue()::plugin)
                .filter(rival -> rival.source().isForeign())
                .map(rival -> rival.id() + " of " + source(rival));
        String experiment = line.claim().experiment();
        return Stream.concat(
                        Stream.of(
                                source(line.plugin()),
                                source(catalogue().experiment(experiment).plugin())),
                        rivals)
                .collect(Collectors.joining(", "));
    }

    private static String source(Plugin plugin) {
        PluginSource source = plugin.source();
        return source.isForeign()
                ? source.name() + source.sha256().map(sum -> " " + sum).orElse("")
                : source.name();
    }

    private static Machine machine() {
        return new Machine(
                Optional.ofNullable(Claim.class.getPackage().getImplementationVersion())
                        .orElse("unpackaged"),
                Nd4j.getBackend().getClass().getSimpleName(),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.version"),
                Runtime.getRuntime().availableProcessors());
    }

    @Override
    public DisplayData display() {
        return table().display();
    }

    @Override
    public String toString() {
        return display().plain();
    }
}
