package dev.interlace.plugins.fusion;

import dev.interlace.learn.networks.Blocks;
import dev.interlace.learn.networks.FusionOptions;
import dev.interlace.learn.networks.Inputs;
import dev.interlace.learn.networks.Inputs.Input;
import dev.interlace.learn.networks.Layers;
import dev.interlace.learn.networks.PictureForm;
import dev.interlace.learn.networks.Preparation;
import dev.interlace.learn.networks.Robustness;
import dev.interlace.learn.networks.TrainableFusion;
import dev.interlace.learn.tape.Var;
import dev.interlace.learn.training.Training;
import dev.interlace.spi.Capability;
import dev.interlace.spi.Claim;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Early fusion: prepare every modality (standardised, unless another way is chosen), put the features side by side,
 * train one model on the whole.
 *
 * <p>Use it when the modalities are few, complete and of similar quality, and what matters is how they act together. It
 * fails when one modality is noisy or absent at prediction, because the one model has learned to rely on all columns;
 * and when one block is far wider than the others, which block scaling counters: it divides block m by
 * {@code sqrt(d_m)}, so that every modality has the same expected squared length.
 *
 * <p>{@code p = softmax(V relu(W [x_1 / sqrt(d_1); ...; x_M / sqrt(d_M)] + b) + c)}; with {@code hidden = 0} softmax
 * regression on the concatenation, solved on all rows at once with a ridge and without dropout, unless {@code epochs},
 * modality dropout or LEARNED_TOKEN ask for training by steps, in which dropout acts on the columns. Token sequences
 * enter as the mean of their tokens, pictures as all their pixels, each a column; for what a network can see in a
 * picture take a mid fusion. There is nothing of a modality alone here, so it has modality dropout but no auxiliary
 * losses. An absent modality enters as its training mean (policy MEAN), as raw zeros (ZERO), as its mean given the
 * present ones (CONDITIONAL_GAUSSIAN) or as a trained vector (LEARNED_TOKEN).
 *
 * <p>B batch, d_m width of modality m, H hidden units.
 *
 * <p>Reference: Baltrušaitis, Ahuja, Morency: Multimodal Machine Learning: A Survey and Taxonomy, TPAMI 2019, section
 * 6.1.
 */
public final class EarlyFusion implements TrainableFusion<EarlyFusion.Options> {
    /** What the option {@code headRidge} does. */
    static final String HEAD_RIDGE =
            "where hidden is 0 and epochs is 0, the strength of the penalty on squared weights, 1 / C of a logistic"
                    + " regression; more trusts the rows less";

    /** Options of {@link EarlyFusion}. */
    public record Options(
            @Param(
                    doc = "hidden units; 0 is a linear model, more catch finer interactions and overfit sooner",
                    min = 0,
                    max = 8192,
                    init = 128)
            int hidden,

            @Param(doc = HEAD_RIDGE, min = 0, max = 1e9, init = 0.1, scale = Param.Scale.LOG)
            double headRidge,

            Blocks blocks,
            Robustness robustness,
            Training training)
            implements FusionOptions {
        public Options {
            OptionsSchema.require(Options.class, hidden, headRidge, blocks, robustness, training);
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                        "fusion/early",
                        "1.3.0",
                        "Early fusion (feature level)",
                        "Standardised features side by side, one model on the whole",
                        Options.class)
                .withFormula(
                        "p = \\mathrm{softmax}\\left(V\\,\\mathrm{relu}\\left(W\\,[x_1/\\sqrt{d_1};\\dots;x_M/\\sqrt{d_M}] + b\\right) + c\\right)")
                .withCapabilities(
                        Capability.EXCHANGEABLE_HEAD,
                        Capability.HANDLES_MISSING,
                        Capability.VARIABLE_LENGTH,
                        Capability.MORE_THAN_TWO)
                .withClaims(
                        Claim.pro(
                                "It can use interactions between single features of different modalities",
                                "fusion/interaction",
                                "above late fusion where classes differ only jointly"),
                        Claim.pro(
                                        "One model is cheaper than one per modality",
                                        "fusion/cost",
                                        "fewer milliseconds, parameters and bytes than late fusion")
                                .against("fusion/late")
                                .with("counts", "ALL")
                                .ofAtLeast(0.1, "ln of a ratio"),
                        Claim.con(
                                        "Noise in one modality hurts it more than late fusion",
                                        "fusion/noise",
                                        "accuracy falls faster than late fusion's")
                                .against("fusion/late"),
                        Claim.con(
                                        "Absent modalities hurt it more than late fusion",
                                        "fusion/missing",
                                        "accuracy falls faster than late fusion's")
                                .against("fusion/late"),
                        Claim.con(
                                "A wide modality drowns a narrow one",
                                "fusion/block-scaling",
                                "block scaling raises the narrow modality's contribution"))
                .withUseCases("Few, complete, tightly coupled modalities, such as lip movement with sound")
                .withReferences(new Reference(
                        "Baltrušaitis, Ahuja, Morency",
                        "Multimodal Machine Learning: A Survey and Taxonomy",
                        "IEEE TPAMI 41(2)",
                        2019,
                        "section 6.1"))
                .withLesson("fusion/early");
    }

    @Override
    public Preparation preparation(Options options) {
        return options.blocks().prepared();
    }

    @Override
    public OptionalDouble ridge(Options options) {
        return options.hidden() == 0 ? OptionalDouble.of(options.headRidge()) : OptionalDouble.empty();
    }

    /** Pixels side by side: whatever comes before them would no longer be fusion of features. */
    @Override
    public PictureForm pictures() {
        return PictureForm.COLUMNS;
    }

    @Override
    public Var fuse(Layers layers, Inputs inputs, Options options) {
        List<Var> blocks = new ArrayList<>();
        for (Input input : inputs.all()) {
            Var x = input.isSequence()
                    ? layers.tape().meanTokens(input.features(), input.lengths())
                    : input.features(); // [B, d_m]
            blocks.add(options.blocks().blockScaling() ? layers.tape().scale(x, 1 / Math.sqrt(x.size(1))) : x);
        }
        Var whole = layers.tape().concat(blocks); // [B, d_1 + ... + d_M]
        return options.hidden() == 0 ? whole : layers.dense("hidden", whole, options.hidden()); // [B, H]
    }
}
