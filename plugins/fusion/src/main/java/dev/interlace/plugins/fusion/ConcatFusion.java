package dev.interlace.plugins.fusion;

import dev.interlace.learn.FusionOptions;
import dev.interlace.learn.Inputs;
import dev.interlace.learn.Inputs.Input;
import dev.interlace.learn.Layers;
import dev.interlace.learn.TrainableFusion;
import dev.interlace.learn.Var;
import dev.interlace.spi.Capability;
import dev.interlace.spi.Claim;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.MissingPolicy;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Reference;
import java.util.ArrayList;
import java.util.List;

/**
 * Mid fusion by concatenation: every modality passes an encoder of its own, the representations are put side by side,
 * and a joint layer follows; all of it is trained together.
 *
 * <p>Use it when modalities differ in kind or width and each deserves its own features. It fails when data are too few
 * for several encoders, and its depth and width have to be chosen.
 *
 * <p>{@code h_m = encoder_m(x_m)}, {@code z = relu(W [h_1; ...; h_M] + b)}; an encoder is {@code depth} layers of
 * {@code relu(W x + b)}. Token sequences enter as the mean of their encoded tokens, pictures through a small
 * convolutional network before that.
 *
 * <p>B batch, H hidden units of each encoder and of the joint layer.
 *
 * <p>Reference: Ngiam et al.: Multimodal Deep Learning, ICML 2011, figure 2 (c); differs from the paper in that it is
 * trained by back-propagation alone, without layer-wise pretraining.
 */
public final class ConcatFusion implements TrainableFusion<ConcatFusion.Options> {
    /** Options of {@link ConcatFusion}. */
    public record Options(
            @Param(doc = "units of each encoder layer and of the joint layer", min = 1, max = 4096, init = 96)
            int hidden,

            @Param(
                    doc =
                            "layers of each encoder; more let a modality go further on its own before the modalities meet",
                    min = 1,
                    max = 8,
                    init = 1)
            int depth,

            @Param(doc = "share of hidden units dropped in training; more regularises", min = 0, max = 0.9, init = 0.2)
            double dropout,

            @Param(
                    doc =
                            "probability with which a modality of a training row counts as absent; more withstands missing ones better",
                    min = 0,
                    max = 0.9,
                    init = 0)
            double modalityDropout,

            @Param(
                    doc = "weight of the losses of each modality alone; more keeps the weaker encoders learning",
                    min = 0,
                    max = 100,
                    init = 0)
            double auxiliary,

            @Param(doc = "passes over the training rows at most", unit = "epochs", min = 1, max = 10000, init = 60)
            int epochs,

            @Param(doc = "rows in a step", unit = "rows", min = 1, max = 65536, init = 64)
            int batchSize,

            @Param(
                    doc = "step size of Adam; too large diverges, too small crawls",
                    min = 0,
                    max = 1,
                    init = 2e-3,
                    scale = Param.Scale.LOG,
                    ends = Param.Ends.OPEN_BELOW)
            double learningRate,

            @Param(doc = "decoupled weight decay; more regularises", min = 0, max = 10, init = 1e-2)
            double weightDecay,

            @Param(
                    doc = "epochs without a better validation loss before training stops",
                    unit = "epochs",
                    min = 1,
                    max = 10000,
                    init = 8)
            int patience,

            @Param(doc = "share of training rows held out for early stopping", min = 0, max = 0.5, init = 0.15)
            double holdout,

            @Param(doc = "what to do with absent modalities", choice = "REJECT")
            MissingPolicy missing)
            implements FusionOptions {
        public Options {
            OptionsSchema.require(
                    Options.class,
                    hidden,
                    depth,
                    dropout,
                    modalityDropout,
                    auxiliary,
                    epochs,
                    batchSize,
                    learningRate,
                    weightDecay,
                    patience,
                    holdout,
                    missing);
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                        "fusion/mid-concat",
                        "1.1.0",
                        "Mid fusion by concatenation",
                        "One encoder per modality, representations side by side, a joint layer, trained together",
                        Options.class)
                .withFormula("z = \\mathrm{relu}(W\\,[h_1;\\dots;h_M] + b),\\quad h_m = \\mathrm{encoder}_m(x_m)")
                .withCapabilities(Capability.HANDLES_MISSING, Capability.VARIABLE_LENGTH, Capability.MORE_THAN_TWO)
                .withClaims(
                        Claim.pro(
                                "It balances what is private to a modality with what is joint",
                                "fusion/private-shared",
                                "above early and late fusion where classes have both parts"),
                        Claim.con(
                                "Its result depends on depth and width",
                                "fusion/depth",
                                "the spread over depth and width exceeds the spread over seeds"))
                .withUseCases("Vision and language tasks such as visual question answering")
                .withReferences(new Reference("Ngiam et al.", "Multimodal Deep Learning", "ICML", 2011, "figure 2 (c)"))
                .withLesson("fusion/mid");
    }

    @Override
    public Var fuse(Layers layers, Inputs inputs, Options options) {
        List<Var> encoded = new ArrayList<>();
        for (Input input : inputs.all()) {
            Var h = input.features(); // [B, d_m] or [B, T, d_m]
            for (int layer = 1; layer <= options.depth(); layer++) {
                h = layers.dense(input.modality().name() + ".encoder" + layer, h, options.hidden());
            }
            h = input.isSequence() ? layers.tape().meanTokens(h, input.lengths()) : h; // [B, H]
            inputs.unimodal(input, h);
            encoded.add(h);
        }
        Var joined = layers.tape().dropout(layers.tape().concat(encoded), options.dropout()); // [B, M H]
        return layers.dense("joint", joined, options.hidden()); // [B, H]
    }
}
