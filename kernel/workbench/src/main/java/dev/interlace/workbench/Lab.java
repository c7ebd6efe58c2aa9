package dev.interlace.workbench;

import dev.interlace.jupyter.completion.Call;
import dev.interlace.jupyter.completion.OpenCall;
import dev.interlace.jupyter.completion.Suggestion;
import dev.interlace.jupyter.completion.SuggestsTexts;
import dev.interlace.spi.Fitted;
import dev.interlace.spi.History;
import dev.interlace.spi.Method;
import dev.interlace.workbench.author.CellProject;
import dev.interlace.workbench.catalogue.Catalogue;
import dev.interlace.workbench.catalogue.CatalogueTexts;
import dev.interlace.workbench.catalogue.PluginCard;
import dev.interlace.workbench.catalogue.PluginList;
import dev.interlace.workbench.catalogue.Testkit;
import dev.interlace.workbench.charts.LessonCharts;
import dev.interlace.workbench.choosing.ChoiceCalls;
import dev.interlace.workbench.choosing.Choices;
import dev.interlace.workbench.contracts.ContractReport;
import dev.interlace.workbench.contracts.ContractRun;
import dev.interlace.workbench.data.DataCalls;
import dev.interlace.workbench.data.DataSources;
import dev.interlace.workbench.data.EncodedSplit;
import dev.interlace.workbench.data.Encoding;
import dev.interlace.workbench.data.LabData;
import dev.interlace.workbench.display.FitProgress;
import dev.interlace.workbench.evaluation.EvaluationCalls;
import dev.interlace.workbench.evaluation.MeasureList;
import dev.interlace.workbench.evaluation.ModelEvaluation;
import dev.interlace.workbench.evaluation.RetrievalMeasures;
import dev.interlace.workbench.exercises.Exercise;
import dev.interlace.workbench.experiments.ClaimProvenance;
import dev.interlace.workbench.experiments.Claims;
import dev.interlace.workbench.experiments.Experiments;
import dev.interlace.workbench.experiments.Ledger;
import dev.interlace.workbench.experiments.Lending;
import dev.interlace.workbench.experiments.Outcome;
import dev.interlace.workbench.experiments.Subject;
import dev.interlace.workbench.figures.Figure;
import dev.interlace.workbench.models.AlignmentHandle;
import dev.interlace.workbench.models.FusionHandle;
import dev.interlace.workbench.models.MethodCalls;
import dev.interlace.workbench.models.Methods;
import dev.interlace.workbench.models.RunView;
import dev.interlace.workbench.pipelines.FittedPipeline;
import dev.interlace.workbench.pipelines.PipelineParts;
import dev.interlace.workbench.pipelines.PipelinePlan;
import dev.interlace.workbench.tables.FewPairs;
import dev.interlace.workbench.tables.Measures;
import dev.interlace.workbench.tables.RepeatedMeasures;
import dev.interlace.workbench.tables.Searches;
import dev.interlace.workbench.tables.Trials;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What a notebook works with, under one seed: a table of contents. Every area is an object; the calls of every day are
 * in {@link DataCalls}, {@link MethodCalls}, {@link EvaluationCalls} and {@link ChoiceCalls}, and below. Making a lab
 * costs nothing; tensors, Tribuo and Tablesaw load when they are first used.
 */
public final class Lab implements DataCalls, MethodCalls, EvaluationCalls, ChoiceCalls, SuggestsTexts {
    private final Catalogue catalogue;
    private final long seed;
    private final UnaryOperator<FitProgress> shown;

    Lab(Catalogue catalogue, long seed) {
        this(catalogue, seed, UnaryOperator.identity());
    }

    private Lab(Catalogue catalogue, long seed, UnaryOperator<FitProgress> shown) {
        this.catalogue = catalogue;
        this.seed = seed;
        this.shown = shown;
    }

    /** A lab whose fits, splits and intervals start from another seed. */
    public Lab seed(long other) {
        return new Lab(catalogue, other);
    }

    /** The seed; 42 unless another was chosen. */
    public long seed() {
        return seed;
    }

    // ---- areas

    /** Data sets, corruptions and encodings. */
    @Override
    public DataSources data() {
        return new DataSources(catalogue, seed, shown);
    }

    /** Methods of every kind. */
    @Override
    public Methods methods() {
        return new Methods(catalogue, seed);
    }

    /** How good fitted models are. */
    @Override
    public ModelEvaluation evaluation() {
        return new ModelEvaluation(seed, methods());
    }

    /** How well pairs find each other. */
    @Override
    public RetrievalMeasures retrieval() {
        return new RetrievalMeasures(seed, methods());
    }

    /** Every measure: what it reads, which values are better, and over what it is a mean. */
    public MeasureList measures() {
        return new MeasureList(methods().measures());
    }

    /** Choices of a method for data, and of the values of its options. */
    @Override
    public Choices choices() {
        return new Choices(data(), methods(), evaluation());
    }

    /** Measurements on several splits or draws. */
    public RepeatedMeasures repeated() {
        return new RepeatedMeasures(data(), evaluation());
    }

    /** The experiments that test claims. */
    public Experiments experiments() {
        return tested().all();
    }

    /** The pictures of the lesson, one call each. */
    public LessonCharts charts() {
        return new LessonCharts();
    }

    // ---- pipelines

    /** A pipeline for these data in the making: {@code lab.pipeline(data).fusion(id).fit()}. */
    public PipelinePlan pipeline(LabData data) {
        return pipelines().plan(data);
    }

    /** A pipeline that {@link FittedPipeline#save} wrote, with the methods of this lab. */
    public FittedPipeline pipeline(Path file) {
        return pipelines().load(file);
    }

    private PipelineParts pipelines() {
        return new PipelineParts(catalogue, data(), methods(), evaluation(), seed);
    }

    // ---- plugins

    /** Every plugin, active or rejected with its reason. */
    public PluginList plugins() {
        return new PluginList(catalogue.plugins(), catalogue.warnings());
    }

    /** The plugins of a family or kind, for instance {@code fusion} or {@code encoder}. */
    public PluginList plugins(String family) {
        return plugins().of(family);
    }

    /** The help card of one plugin. */
    public PluginCard plugin(String id) {
        return new PluginCard(catalogue.plugin(id));
    }

    /** Adds the plugins of a jar to this kernel, or loads them again; a broken one says why. */
    public PluginList add(Path jar) {
        return new PluginList(catalogue.add(jar), List.of());
    }

    /**
     * Adds a method that was written in a cell to this kernel, of whatever kind it is: from then on its id finds it as
     * any other. Adding one of the same id again, from a changed cell, replaces it.
     */
    public PluginList add(Method<?> method) {
        return new PluginList(List.of(catalogue.add(method)), List.of());
    }

    /** Adds a method that was written in a cell in the place of the one that its id belongs to, a built-in one too. */
    public PluginList replace(Method<?> method) {
        return new PluginList(List.of(catalogue.replace(method)), List.of());
    }

    /**
     * Runs the contract of a method's kind on drawn data and shows which promises it keeps; a network is fitted for a
     * few epochs only.
     */
    public ContractReport check(Method<?> method) {
        return check(method, Map.of());
    }

    /** The same under these options of the method. */
    public ContractReport check(Method<?> method, Map<String, ?> options) {
        catalogue.given(method); // what is no plugin says so
        return new ContractRun(Testkit.checks()).of(method, options);
    }

    /** Runs the contract of the method of that id, whoever brings it. */
    public ContractReport check(String id) {
        return catalogue.plugin(id).kinds().stream()
                .findFirst()
                .map(kind -> check(catalogue.find(kind, id).method()))
                .orElseThrow(() -> new IllegalArgumentException(id + " was rejected, so there is nothing to check: "
                        + catalogue.plugin(id).reason()));
    }

    /**
     * Writes the project of a method that was written in a cell: its class and the types that it needs, with their
     * imports, its service entry, its contract as a test, a notebook and a README. {@code mvn -B verify} builds it.
     *
     * @param folder absent or empty
     */
    public CellProject export(Class<? extends Method<?>> type, Path folder) {
        return CellProject.write(type, folder.toAbsolutePath().normalize());
    }

    // ---- repeated measurements

    /** See {@link RepeatedMeasures#trials}. */
    public Trials trials(LabData data, Encoding encoding, long... seeds) {
        return repeated().trials(data, encoding, seeds);
    }

    /** See {@link RepeatedMeasures#searches}. */
    public Searches searches(LabData data, Encoding encoding, String left, String right, long... seeds) {
        return repeated().searches(data, encoding, left, right, seeds);
    }

    /** See {@link RepeatedMeasures#measures}. */
    public Measures<EncodedSplit> measures(LabData data, Encoding encoding, long... seeds) {
        return repeated().measures(data, encoding, seeds);
    }

    /** See {@link RepeatedMeasures#fewPairs}. */
    public FewPairs fewPairs(int[] left, int[] right, List<String> groups, int... counts) {
        return repeated().fewPairs(left, right, groups, counts);
    }

    // ---- experiments

    /** What this lab lends to the trials of experiments. */
    public Lending lending() {
        return tested();
    }

    private LabExperiments tested() {
        return new LabExperiments(new Lab(catalogue, seed, FitProgress::quiet), catalogue);
    }

    /**
     * What an experiment finds of a method with its default options: whether the claim of the method that names the
     * experiment holds, and, for a method that claims nothing of it, whether the method fares better.
     *
     * @param split rows with labels for fusion, pairs of two modalities for alignment
     */
    public Outcome experiment(String id, String method, EncodedSplit split) {
        return tested().run(id, tested().subject(method), Optional.of(split));
    }

    /** What an experiment finds of a method without given rows: it draws its own, or reads a data set that ships. */
    public Outcome experiment(String id, String method) {
        return tested().run(id, tested().subject(method), Optional.empty());
    }

    /** What an experiment finds of a fusion method with options. */
    public Outcome experiment(String id, FusionHandle method, EncodedSplit split) {
        return tested().run(id, Subject.of(method), Optional.of(split));
    }

    /** What an experiment finds of an alignment method with options. */
    public Outcome experiment(String id, AlignmentHandle method, EncodedSplit split) {
        return tested().run(id, Subject.of(method), Optional.of(split));
    }

    /**
     * The ledger of all claims: shows what was measured so far; {@link Ledger#only} chooses sections, methods or
     * experiments, {@link Ledger#measure} measures what is missing.
     */
    public Ledger claims() {
        return Ledger.of(tested());
    }

    /** Measures again what a line of the ledger comes from, under its seed; see {@link Ledger#replay}. */
    public Outcome replay(ClaimProvenance provenance) {
        return seed(provenance.seed()).claims().replay(provenance);
    }

    /** The same for rows that were given ready-made. */
    public Outcome replay(ClaimProvenance provenance, EncodedSplit rows) {
        return seed(provenance.seed()).claims().replay(provenance, rows);
    }

    /** What experiments find of every claim of a method with its default options. */
    public Claims claims(String method, EncodedSplit split) {
        return tested().claims(tested().subject(method), Optional.of(split));
    }

    /** What experiments find of every claim of a method whose experiments need no given rows. */
    public Claims claims(String method) {
        return tested().claims(tested().subject(method), Optional.empty());
    }

    /** What experiments find of every claim of a fusion method with options. */
    public Claims claims(FusionHandle method, EncodedSplit split) {
        return tested().claims(Subject.of(method), Optional.of(split));
    }

    // ---- exercises

    /** A task whose checks grade the answer; see {@link Exercise}. */
    public Exercise exercise(String id, String title) {
        return Exercise.of(id, title);
    }

    // ---- figures

    /** The training curves of a fitted model. */
    public Figure curve(Fitted model) {
        return curve(model.history());
    }

    /** The training curves of a history. */
    public Figure curve(History history) {
        return RunView.curve(history);
    }

    // ---- completion

    @Override
    public List<Suggestion> suggest(OpenCall open) {
        return texts().suggest(open);
    }

    @Override
    public Optional<String> describe(OpenCall open, String text) {
        return texts().describe(open, text);
    }

    @Override
    public Optional<SuggestsTexts> following(Call call) {
        return texts().following(call);
    }

    private LabTexts texts() {
        return new LabTexts(this, new CatalogueTexts(catalogue));
    }

    @Override
    public String toString() {
        return "Interlace lab, seed " + seed
                + ": plugins(), data(id), corrupt(data, column, id, options), encode(data), fusion(id), alignment(id),"
                + " discrepancy(id), pipeline(data or file), choose(data or split),"
                + " sweep(method, option, values), evaluate(model, test), compare(evaluations),"
                + " experiment(id, method, split), claims(method, split), claims(), replay(provenance),"
                + " retrieval(model, test); areas: data(), methods(), evaluation(), retrieval(), choices(), repeated(),"
                + " experiments(), charts(); measures()";
    }
}
