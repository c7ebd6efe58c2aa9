package dev.interlace.plugins.fusion;

import dev.interlace.learn.networks.Inputs;
import dev.interlace.learn.networks.Inputs.Input;
import dev.interlace.learn.networks.Layers;
import dev.interlace.learn.networks.Robustness;
import dev.interlace.learn.networks.TrainableFusion;
import dev.interlace.learn.tape.Var;
import dev.interlace.learn.training.Training;
import dev.interlace.spi.Claim;
import dev.interlace.spi.Group;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.OptionsSchema;
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
    public record Options(@Group(defaults = "hidden=96") Encoders encoders, Robustness robustness, Training training)
            implements Encoded.Options {
        public Options {
            OptionsSchema.require(Options.class, encoders, robustness, training);
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MidFusion.describe(
                        "fusion/mid-concat",
                        "1.1.0",
                        "Mid fusion by concatenation",
                        "One encoder per modality, representations side by side, a joint layer, trained together",
                        Options.class)
                .withFormula("z = \\mathrm{relu}(W\\,[h_1;\\dots;h_M] + b),\\quad h_m = \\mathrm{encoder}_m(x_m)")
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
                .withReferences(
                        new Reference("Ngiam et al.", "Multimodal Deep Learning", "ICML", 2011, "figure 2 (c)"));
    }

    @Override
    public Var fuse(Layers layers, Inputs inputs, Options options) {
        List<Var> encoded = new ArrayList<>();
        for (Input input : inputs.all()) {
            Var h = input.features(); // [B, d_m] or [B, T, d_m]
            for (int layer = 1; layer <= options.encoders().depth(); layer++) {
                h = layers.dense(input.modality().name() + ".encoder" + layer, h, options.hidden());
            }
            h = input.isSequence() ? layers.tape().meanTokens(h, input.lengths()) : h; // [B, H]
            inputs.unimodal(input, h);
            encoded.add(h);
        }
        Var joined = layers.tape().dropout(layers.tape().concat(encoded), options.dropout()); // [B, M H]
        return Encoded.finish(layers, layers.dense("joint", joined, options.hidden()), options); // [B, H]
    }
}
