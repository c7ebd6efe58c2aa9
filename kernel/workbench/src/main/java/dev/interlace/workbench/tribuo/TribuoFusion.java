package dev.interlace.workbench.tribuo;

import dev.interlace.learn.networks.Blocks;
import dev.interlace.learn.networks.Checks;
import dev.interlace.learn.networks.Concatenation;
import dev.interlace.learn.training.ModelFile;
import dev.interlace.spi.Capability;
import dev.interlace.spi.Claim;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.FusionMethod;
import dev.interlace.spi.FusionModel;
import dev.interlace.spi.Labels;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.MissingPolicy;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Reference;
import dev.interlace.spi.Target;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;
import org.tribuo.Trainer;

/**
 * Early fusion under a trainer of Tribuo: the prepared features of all modalities side by side, and any classifier of
 * Tribuo on the whole.
 *
 * <p>Use it for what is no network: trees, forests, linear models, and whatever else implements Tribuo's
 * {@code Trainer<Label>}, or, for targets that are numbers, a {@code Trainer<Regressor>} such as a regression tree or a
 * forest of them. Of one modality alone it is a member of late fusion. It fails where fuller features need a
 * representation that is learned together with the classifier.
 *
 * <p>Features reach Tribuo as dense examples under names {@code modality:0001}. A class without a training row has
 * probability 0. A row of which nothing is known gets the class shares, and is left out of training. A trainer keeps a
 * random state that moves on with every call, and an ensemble's inner trainer keeps another; each fit takes a fresh
 * copy by the trainer's configuration and sets it to a state that follows from the seed, so that the same seed gives
 * the same model. A trainer that has no configuration is set back itself. Tribuo cannot be interrupted: a cancelled fit
 * returns at once, and its thread ends when Tribuo has done.
 *
 * <p>Reference: Pocock: Tribuo: Machine Learning with Provenance in Java, arXiv 2110.03022, 2021.
 */
public final class TribuoFusion implements FusionMethod<TribuoFusion.Options> {
    /** The id of the method. */
    public static final String ID = "fusion/tribuo";

    /** What becomes of the trainer's scores. */
    public enum Answer {
        /**
         * They are probabilities, shares of the training rows in a leaf of a tree, or of the votes of an ensemble;
         * others are refused.
         */
        PROBABILITIES,
        /** They are at least 0, whatever they mean, and are divided by their sum. */
        SHARES,
        /** The predicted class has probability 1. */
        ONE_HOT
    }

    /** Options of {@link TribuoFusion}. */
    public record Options(
            @Param(doc = "the trainer in words, for the record; a fit checks that it is the one that was given")
            String trainer,

            Blocks blocks,

            @Param(
                    doc =
                            "what the trainer's scores are: PROBABILITIES (also shares of a tree's leaf and votes), SHARES"
                                    + " (at least 0, divided by their sum) or ONE_HOT (only the predicted class counts)",
                    choice = "PROBABILITIES")
            Answer answer,

            @Param(
                    doc = "what to do with absent modalities: REJECT, MEAN, ZERO or CONDITIONAL_GAUSSIAN",
                    choice = "REJECT",
                    choices = {"REJECT", "MEAN", "ZERO", "CONDITIONAL_GAUSSIAN"})
            MissingPolicy missing) {
        public Options {
            OptionsSchema.require(Options.class, trainer, blocks, answer, missing);
        }

        Concatenation.Settings settings() {
            return new Concatenation.Settings(blocks.prepared(), blocks.blockScaling(), missing);
        }
    }

    private final Optional<Trainer<?>> trainer;
    private final Target.Kind kind;

    /** The method with Tribuo's logistic regression. */
    public TribuoFusion() {
        trainer = Optional.empty();
        kind = Target.Kind.ONE_CLASS;
    }

    private TribuoFusion(Trainer<?> trainer) {
        this.trainer = Optional.of(trainer);
        this.kind = TribuoTraining.kind(trainer);
    }

    /**
     * The method with that trainer: a {@code Trainer<Label>}, or of Tribuo's regression a {@code Trainer<Regressor>}.
     */
    public static TribuoFusion of(Trainer<?> trainer) {
        return new TribuoFusion(trainer); // as a public constructor it would load Tribuo with the registry
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                        ID,
                        "1.0.0",
                        "Early fusion under a Tribuo trainer",
                        "Prepared features side by side, and a tree, a forest or any other classifier of Tribuo on the whole",
                        Options.class)
                .withFormula("p = f\\left([x_1/\\sqrt{d_1};\\dots;x_M/\\sqrt{d_M}]\\right)")
                .withCapabilities(
                        Capability.EXCHANGEABLE_HEAD,
                        Capability.HANDLES_MISSING,
                        Capability.VARIABLE_LENGTH,
                        Capability.MORE_THAN_TWO)
                .withClaims(
                        Claim.pro(
                                        "A simple classifier needs fewer rows than a network",
                                        "fusion/sample-size",
                                        "above early fusion on few training rows")
                                .against("fusion/early"),
                        Claim.con(
                                "Logistic regression, the trainer by default, cannot use interactions between modalities",
                                "fusion/interaction",
                                "at chance where classes differ only jointly"))
                .withUseCases("Trees and forests on a few named numbers, and as members of late fusion")
                .withReferences(new Reference(
                        "Pocock", "Tribuo: Machine Learning with Provenance in Java", "arXiv 2110.03022", 2021, ""))
                .withLesson("fusion/early");
    }

    /** One class with a classifier, numbers with a trainer of Tribuo's regression. */
    @Override
    public Set<Target.Kind> targets() {
        return Set.of(kind);
    }

    @Override
    public FusionModel fit(MultimodalBatch batch, Labels labels, Options options, FitContext context) {
        return fit(batch, (Target) labels, options, context);
    }

    @Override
    public FusionModel fit(MultimodalBatch batch, Target target, Options options, FitContext context) {
        requireTakes(target);
        Checks.targeted(ID, batch, target);
        TribuoTraining training = TribuoTraining.of(trainer);
        training.requireNamed(options.trainer());
        Concatenation columns = Concatenation.fit(ID, batch, options.settings());
        context.checkCancelled();
        return training.fit(columns, batch, target, options, context);
    }

    @Override
    public FusionModel load(InputStream in) throws IOException {
        return TribuoModel.load(ModelFile.load(in), in, descriptor());
    }
}
