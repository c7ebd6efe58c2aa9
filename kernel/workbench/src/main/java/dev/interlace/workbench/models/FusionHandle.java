package dev.interlace.workbench.models;

import dev.interlace.learn.networks.AlignmentTerm;
import dev.interlace.learn.networks.TrainableFusion;
import dev.interlace.learn.training.TrainingOptions;
import dev.interlace.spi.Capability;
import dev.interlace.spi.CheckpointFolder;
import dev.interlace.spi.EnsembleMethod;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.FusionMethod;
import dev.interlace.spi.FusionModel;
import dev.interlace.spi.Member;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.spi.Target;
import dev.interlace.workbench.catalogue.Catalogue;
import dev.interlace.workbench.catalogue.Found;
import dev.interlace.workbench.catalogue.Plugin;
import dev.interlace.workbench.catalogue.PluginKind;
import dev.interlace.workbench.data.Encoded;
import dev.interlace.workbench.display.FitProgress;
import dev.interlace.workbench.tribuo.TribuoFusion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.tribuo.Trainer;

/**
 * A fusion method with its options, ready to be fitted.
 *
 * @param selection the method, its options and the seed of the fits
 * @param additions what stands beside the method's own options
 * @param catalogue finds the methods of members that are read from a file
 */
public record FusionHandle(Selection<FusionMethod<?>> selection, Additions additions, Catalogue catalogue)
        implements Handle<FusionMethod<?>, FusionHandle> {
    /**
     * What stands beside a method's own options.
     *
     * @param members for an ensemble, who fits the member of a modality, by its name; the method chooses the others
     * @param terms alignment losses that act beside the classification loss
     * @param states where the states of the training are kept, so that a fit that was stopped goes on; empty keeps none
     */
    public record Additions(
            Map<String, Choice> members, List<AlignmentTerm<?>> terms, Optional<CheckpointFolder> states) {
        private static final Additions NONE = new Additions(Map.of(), List.of(), Optional.empty());

        public Additions {
            members = Collections.unmodifiableMap(new TreeMap<>(members));
            terms = List.copyOf(terms);
        }
    }

    /**
     * The member of one modality.
     *
     * @param name the method and the options that were given
     * @param member what fits it
     */
    public record Choice(String name, Member<?> member) {}

    /** A handle with nothing beside the options. */
    public FusionHandle(Selection<FusionMethod<?>> selection, Catalogue catalogue) {
        this(selection, Additions.NONE, catalogue);
    }

    @Override
    public PluginKind kind() {
        return PluginKind.FUSION;
    }

    @Override
    public FusionHandle with(Selection<FusionMethod<?>> other) {
        return new FusionHandle(other, additions, catalogue);
    }

    /**
     * This method with another head than its network: any classifier of Tribuo on the same columns, or, for targets
     * that are numbers, any trainer of its regression. The options are those of {@code fusion/tribuo}:
     * {@code preparation}, {@code components}, {@code blockScaling}, {@code missing} and {@code answer}.
     */
    public FusionHandle head(Trainer<?> trainer) {
        String id = selection.id();
        if (!exchangeable(found().method())) {
            throw new IllegalArgumentException(id + " has no head to exchange; "
                    + ids(FusionHandle::exchangeable) + " have one: head(trainer) puts a trainer on the columns of all"
                    + " modalities; member(modality, trainer) of " + ids(EnsembleMethod.class::isInstance)
                    + " on those of one");
        }
        Map<String, Object> known = new HashMap<>(options());
        known.put("trainer", trainer.getClass().getSimpleName());
        Plugin plugin = catalogue.fusion(TribuoFusion.ID).plugin();
        return new FusionHandle(
                new Selection<>(new Found<>(plugin, TribuoFusion.of(trainer)), known, seed()), catalogue);
    }

    private static boolean exchangeable(FusionMethod<?> method) {
        return method.descriptor().capabilities().contains(Capability.EXCHANGEABLE_HEAD);
    }

    /** The ids of the fusion methods that fit, in alphabetical order. */
    private String ids(Predicate<FusionMethod<?>> fits) {
        return catalogue.ids(PluginKind.FUSION).stream()
                .filter(id -> fits.test(catalogue.fusion(id).method()))
                .collect(Collectors.joining(", "));
    }

    /** This ensemble with another member for one modality: any fusion method with its options. */
    public FusionHandle member(String modality, FusionHandle fit) {
        if (!(found().method() instanceof EnsembleMethod<?>)) {
            throw new IllegalArgumentException(selection.id() + " has no members; "
                    + ids(EnsembleMethod.class::isInstance) + " have one per modality");
        }
        if (!fit.additions.members.isEmpty()) {
            throw new IllegalArgumentException("FusionHandle.member: the member of '" + modality
                    + "' sees one modality and cannot have members of choice itself");
        }
        if (!fit.additions.terms.isEmpty()) {
            throw new IllegalArgumentException("FusionHandle.member: the member of '" + modality
                    + "' sees one modality, so a loss that aligns two has nothing to act on");
        }
        Map<String, Choice> changed = new TreeMap<>(additions.members);
        changed.put(modality, fit.choice());
        return beside(new Additions(changed, additions.terms, additions.states));
    }

    private FusionHandle beside(Additions others) {
        return new FusionHandle(selection, others, catalogue);
    }

    /**
     * This method trained with an alignment loss beside its own: it acts on the representations of every two
     * modalities.
     *
     * @param weight factor of the alignment loss, in [0, inf)
     */
    public FusionHandle with(LossHandle loss, double weight) {
        if (!(found().method() instanceof TrainableFusion)) {
            throw new IllegalArgumentException(
                    selection.id() + " is not trained by steps, so a loss cannot be added; these are: "
                            + ids(TrainableFusion.class::isInstance));
        }
        List<AlignmentTerm<?>> all = new ArrayList<>(additions.terms);
        all.add(loss.term(weight));
        return beside(new Additions(additions.members, all, additions.states));
    }

    /**
     * The same, keeping the state of its training after every epoch: a fit that was interrupted, run again with the
     * same rows, goes on from there and ends as if it had never stopped.
     *
     * @param folder of this fit alone; a state of another fit is refused
     */
    public FusionHandle checkpoints(Path folder) {
        return checkpoints(folder, 1);
    }

    /** The same, keeping a state after every so many epochs. */
    public FusionHandle checkpoints(Path folder, int every) {
        return beside(
                new Additions(additions.members, additions.terms, Optional.of(new CheckpointFolder(folder, every))));
    }

    /** This ensemble with a trainer of Tribuo as the member of one modality. */
    public FusionHandle member(String modality, Trainer<?> trainer) {
        return member(
                modality,
                new FusionHandle(new Selection<>(catalogue.fusion(TribuoFusion.ID), Map.of(), seed()), catalogue)
                        .head(trainer));
    }

    Choice choice() {
        return new Choice(name(), choice(found().method(), options()));
    }

    private static <O extends Record> Member<O> choice(FusionMethod<O> method, Map<String, ?> options) {
        return new Member<>(method, method.descriptor().schema().parse(options));
    }

    /** The id of the method, the options that were given, the members of choice and the weights of added losses. */
    @Override
    public String name() {
        Map<String, Object> said = new TreeMap<>(options());
        said.putAll(beside());
        return said.isEmpty() ? selection.named() : selection.named() + " " + said;
    }

    /** What stands beside the options: the members of choice and the weights of added losses, by name. */
    public Map<String, String> beside() {
        Map<String, String> beside = new TreeMap<>();
        additions.members.forEach((modality, choice) -> beside.put(modality, choice.name()));
        additions.terms.forEach(term -> beside.put(term.loss().descriptor().id(), String.valueOf(term.weight())));
        return beside;
    }

    /**
     * Fits on the rows and the first target of {@code train}, with progress; rows of one group are held out together.
     */
    public FusionRun fit(Encoded train) {
        return fit(train.batch(), train.target(), train.groups(), train.datasetId());
    }

    /** Fits on rows with their target that belong to no data set. */
    public FusionRun fit(MultimodalBatch batch, Target target) {
        return fit(batch, target, List.of(), "unnamed");
    }

    private FusionRun fit(MultimodalBatch batch, Target target, List<String> groups, String dataset) {
        String id = selection.id();
        requireTakes(target);
        FitProgress progress = FitProgress.of("fitting " + id);
        FitContext context = FitContext.seeded(seed())
                .on(dataset)
                .grouped(groups)
                .keeping(additions.states)
                .with(progress)
                .with(progress.cancellation());
        try {
            FusionRun run = fit(batch, target, context);
            progress.done("fitted " + id + " in " + FitProgress.number(run.seconds()) + " s, seed " + seed());
            return run;
        } catch (RuntimeException | Error e) {
            progress.stopped(e);
            throw e;
        }
    }

    /** Fits in a context of the caller's, who shows the progress. */
    public FusionRun fit(MultimodalBatch batch, Target target, FitContext context) {
        requireTakes(target);
        long start = System.nanoTime();
        FusionModel model = selection.call(method -> fit(method, found().rows(batch), target, context));
        return new FusionRun(found(), model, name(), (System.nanoTime() - start) / 1e9);
    }

    /** That the method takes the kind of target and its weights; otherwise names those that do. */
    private void requireTakes(Target target) {
        FusionMethod<?> method = found().method();
        if (!method.targets().contains(target.kind())) {
            throw new IllegalArgumentException(selection.id() + " predicts " + Target.Kind.words(method.targets())
                    + "; the target " + target.columns() + " is "
                    + target.kind().words() + ", which these take: "
                    + ids(other -> other.targets().contains(target.kind())));
        }
        if (target.weights().length > 0 && !method.weighsRows()) {
            throw new IllegalArgumentException(
                    selection.id() + " counts all rows alike, and the target has row weights, which these heed: "
                            + ids(FusionMethod::weighsRows));
        }
    }

    private <O extends Record> FusionModel fit(
            FusionMethod<O> method, MultimodalBatch batch, Target target, FitContext context) {
        O parsed = method.descriptor().schema().parse(options());
        if (method instanceof EnsembleMethod<O> ensemble) {
            return ensemble.fit(batch, target, parsed, context, chosen());
        }
        return additions.terms.isEmpty()
                ? method.fit(batch, target, parsed, context)
                : trained(method, batch, target, parsed, context);
    }

    @SuppressWarnings("unchecked") // a TrainableFusion of this options record
    private <O extends Record, T extends Record & TrainingOptions> FusionModel trained(
            FusionMethod<O> method, MultimodalBatch batch, Target target, O parsed, FitContext context) {
        return ((TrainableFusion<T>) method).fit(batch, target, (T) parsed, additions.terms, context);
    }

    private Map<String, Member<?>> chosen() {
        Map<String, Member<?>> chosen = new TreeMap<>();
        additions.members.forEach((modality, choice) -> chosen.put(modality, choice.member()));
        return chosen;
    }

    /** Reads a model that {@link FusionRun#save(Path)} wrote. */
    public FusionRun load(Path file) {
        ModelPath.Read<FusionModel> read = new ModelPath(file)
                .read(
                        found(),
                        in -> selection.<FusionModel>call(method -> {
                            try {
                                return method instanceof EnsembleMethod<?> ensemble
                                        ? ensemble.load(in, known())
                                        : method.load(in);
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        }));
        return new FusionRun(found(), read.model(), name(), Double.NaN, new ModelPath(file).threshold(), read.notes());
    }

    private List<FusionMethod<?>> known() {
        List<FusionMethod<?>> known = new ArrayList<>();
        catalogue
                .ids(PluginKind.FUSION)
                .forEach(id -> known.add(catalogue.fusion(id).method()));
        return known;
    }

    @Override
    public String toString() {
        return display().plain();
    }
}
