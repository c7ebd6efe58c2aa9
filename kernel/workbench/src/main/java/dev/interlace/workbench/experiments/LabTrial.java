package dev.interlace.workbench.experiments;

import dev.interlace.spi.AlignmentMethod;
import dev.interlace.spi.AlignmentModel;
import dev.interlace.spi.Claim;
import dev.interlace.spi.Dataset;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.FusionMethod;
import dev.interlace.spi.FusionModel;
import dev.interlace.spi.Labels;
import dev.interlace.spi.Method;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.spi.Progress;
import dev.interlace.spi.Raw;
import dev.interlace.spi.Supervision;
import dev.interlace.spi.experiment.Chosen;
import dev.interlace.spi.experiment.Effect;
import dev.interlace.spi.experiment.Effort;
import dev.interlace.spi.experiment.Rows;
import dev.interlace.spi.experiment.Trial;
import dev.interlace.workbench.catalogue.Found;
import dev.interlace.workbench.catalogue.PluginKind;
import dev.interlace.workbench.data.Encoded;
import dev.interlace.workbench.data.EncodedSplit;
import dev.interlace.workbench.evaluation.AttentionFaithfulness;
import dev.interlace.workbench.evaluation.Bootstrap;
import dev.interlace.workbench.evaluation.Interval;
import dev.interlace.workbench.models.AlignmentRun;
import dev.interlace.workbench.models.FusionHandle;
import dev.interlace.workbench.models.FusionRun;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** A trial on the methods, data and given rows of a lab. */
final class LabTrial implements Trial {
    private final Found<? extends Method<?>> experiment;
    private final Subject subject;
    private final Claim claim;
    private final Optional<EncodedSplit> split;
    private final Optional<Rows> train;
    private final Optional<Rows> test;
    private final Lending lab;
    private final FitContext context;
    private final Effort effort;
    private int fits;
    private boolean looked;

    /**
     * A trial.
     *
     * @param context is told of every fit and stops the experiment
     */
    LabTrial(
            Found<? extends Method<?>> experiment,
            Subject subject,
            Claim claim,
            Optional<EncodedSplit> split,
            Lending lab,
            FitContext context,
            Effort effort) {
        this.experiment = experiment;
        this.subject = subject;
        this.claim = claim;
        this.split = split;
        this.train = split.map(given -> rows(given.train()));
        this.test = split.map(given -> rows(given.test()));
        this.lab = lab;
        this.context = context;
        this.effort = effort;
    }

    private static Rows rows(Encoded rows) {
        Optional<Labels> labels =
                rows.targets().isEmpty() ? Optional.empty() : Optional.of(rows.labels()); // claims are of classes
        return new Rows(rows.batch(), labels, rows.groups(), rows.datasetId());
    }

    @Override
    public String experiment() {
        return experiment.plugin().id();
    }

    @Override
    public Claim claim() {
        return claim;
    }

    @Override
    public Chosen<?> subject() {
        return subject.fusion().<Chosen<?>>map(LabTrial::chosen).orElseGet(() -> method(kind(), subject.options()));
    }

    private static Chosen<FusionMethod<?>> chosen(FusionHandle fit) {
        return new Chosen<>(fit.found().method(), fit.options(), fit.beside());
    }

    private PluginKind kind() {
        return subject.plugin().kinds().iterator().next();
    }

    private Chosen<Method<?>> method(PluginKind kind, Map<String, ?> options) {
        return new Chosen<>(lab.catalogue().find(kind, subject.id()).method(), options, Map.of());
    }

    @Override
    @SuppressWarnings("unchecked") // the method is of the kind, or is looked up as such
    public <M extends Method<?>> Chosen<M> subject(Class<? super M> kind) {
        Chosen<?> own = subject();
        return kind.isInstance(own.method()) ? (Chosen<M>) own : method(kind, subject.id(), subject.options());
    }

    @Override
    @SuppressWarnings("unchecked") // the catalogue keeps methods by their kind
    public <M extends Method<?>> Chosen<M> method(Class<? super M> kind, String id, Map<String, ?> options) {
        Method<?> method = lab.catalogue().find(kindOf(kind), id).method();
        method.descriptor().schema().parse(options); // a wrong option is told here
        return new Chosen<>((M) kind.cast(method), options, Map.of());
    }

    private PluginKind kindOf(Class<?> service) {
        return Arrays.stream(PluginKind.values())
                .filter(kind -> kind.service().equals(service))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(experiment() + ": " + service.getName()
                        + " is no kind of plugin; the kinds are "
                        + Arrays.stream(PluginKind.values())
                                .map(kind -> kind.service().getSimpleName())
                                .toList()));
    }

    @Override
    public long seed() {
        return subject.seed();
    }

    @Override
    public Effort effort() {
        return effort;
    }

    /** Whether the experiment has asked for the given rows. */
    boolean looked() {
        return looked;
    }

    @Override
    public boolean hasRows() {
        looked = true;
        return split.isPresent();
    }

    @Override
    public Rows train() {
        looked = true;
        return train.orElseThrow(this::needsRows);
    }

    @Override
    public Rows test() {
        looked = true;
        return test.orElseThrow(this::needsRows);
    }

    private IllegalArgumentException needsRows() {
        return new IllegalArgumentException(experiment()
                + (subject.plugin().kinds().contains(PluginKind.FUSION) ? " needs rows" : " runs on given pairs")
                + ": lab.experiment(\"" + experiment() + "\", \"" + subject.id() + "\", split)");
    }

    @Override
    public Dataset data(String id, Map<String, ?> options) {
        return lab.data(id, options);
    }

    @Override
    public Features encode(String modality, String encoder, Map<String, ?> options, Raw raw) {
        return lab.encode(modality, encoder, options, raw);
    }

    @Override
    public FusionModel fit(Chosen<? extends FusionMethod<?>> fusion, Rows rows, long from) {
        FitContext own = context(from).on(rows.datasetId()).grouped(rows.groups());
        Optional<FusionHandle> given = subject.fusion()
                .filter(fit ->
                        fit.found().method() == fusion.method() && fit.beside().equals(fusion.additions()));
        FusionModel model = given.isPresent()
                ? given.get()
                        .options(fusion.options())
                        .fit(rows.batch(), rows.labels(), own)
                        .guarded()
                : fit(found(PluginKind.FUSION, fusion), fusion, rows, own);
        told();
        return model;
    }

    private static FusionModel fit(
            Found<? extends Method<?>> found, Chosen<? extends FusionMethod<?>> fusion, Rows rows, FitContext context) {
        FusionModel model = found.call(method ->
                fit((FusionMethod<?>) method, fusion.options(), found.rows(rows.batch()), rows.labels(), context));
        return new FusionRun(found.<FusionMethod<?>>with(fusion.method()), model, fusion.name(), Double.NaN).guarded();
    }

    private static <O extends Record> FusionModel fit(
            FusionMethod<O> method, Map<String, ?> options, MultimodalBatch batch, Labels labels, FitContext context) {
        return method.fit(batch, labels, method.descriptor().schema().parse(options), context);
    }

    @Override
    public AlignmentModel fit(Chosen<? extends AlignmentMethod<?>> alignment, Pairing pairs, long from) {
        FitContext own = context(from).grouped(pairs.groups());
        Found<? extends Method<?>> found = found(PluginKind.ALIGNMENT, alignment);
        AlignmentModel model = found.call(method -> fit(
                (AlignmentMethod<?>) method,
                alignment.options(),
                found.rows(pairs.left()),
                found.rows(pairs.right()),
                pairs.supervision(),
                own));
        told();
        return new AlignmentRun(
                        found.<AlignmentMethod<?>>with(alignment.method()), model, alignment.options(), Double.NaN)
                .guarded();
    }

    private static <O extends Record> AlignmentModel fit(
            AlignmentMethod<O> method,
            Map<String, ?> options,
            Features left,
            Features right,
            Supervision supervision,
            FitContext context) {
        return method.fit(left, right, supervision, method.descriptor().schema().parse(options), context);
    }

    /** The method with the plugin that brings it, to which a fault of its classes is put down. */
    private Found<? extends Method<?>> found(PluginKind kind, Chosen<?> chosen) {
        if (lab.catalogue().ids(kind).contains(chosen.id())) {
            Found<Method<?>> known = lab.catalogue().find(kind, chosen.id());
            if (known.method() == chosen.method()) {
                return known;
            }
        }
        return new Found<>(experiment.plugin(), chosen.method());
    }

    private void told() {
        fits++;
        context.progress().on(new Progress.Step("fits", fits, fits, "fits", fits));
    }

    @Override
    public FitContext context(long from) {
        context.checkCancelled();
        return FitContext.seeded(from).with(context.cancellation()).using(lab.catalogue()::methods);
    }

    @Override
    public Effect effect(String condition, String measure, List<String> groups, ToDoubleFunction<int[]> statistic) {
        return effect(condition, measure, Bootstrap.seeded(seed()).interval(groups, statistic));
    }

    @Override
    public List<Effect> faithfulness(AlignmentModel model, Rows pairs) {
        AttentionFaithfulness found =
                lab.faithfulness(model, new Encoded(pairs.batch(), Map.of(), pairs.groups(), pairs.datasetId()));
        return List.of(
                effect("attention", "area between random order and most attended first", found.area()),
                effect("shuffled weights", "area between random order and shuffled weights", found.control()));
    }

    private static Effect effect(String condition, String measure, Interval interval) {
        return new Effect(condition, measure, interval.value(), interval.low(), interval.high(), interval.how());
    }
}
