package dev.interlace.plugins.fusion;

import dev.interlace.learn.networks.Inputs;
import dev.interlace.learn.networks.Layers;
import dev.interlace.learn.networks.Robustness;
import dev.interlace.learn.tape.Host;
import dev.interlace.learn.tape.Joins;
import dev.interlace.learn.tape.Tape;
import dev.interlace.learn.tape.Var;
import dev.interlace.learn.training.Training;
import dev.interlace.spi.Claim;
import dev.interlace.spi.Group;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Reference;
import dev.interlace.spi.SeedSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Compact bilinear fusion: the outer product of every two modalities, hashed to a fixed width without being made.
 *
 * <p>Use it in place of {@code fusion/bilinear} when representations are wide. It fails at small sketches, where
 * products collide.
 *
 * <p>The count sketch of h with hashes {@code a(i)} and signs {@code s(i)} has entries {@code psi(h)_j = sum_{a(i) = j}
 * s(i) h_i}; the sketch of the outer product is the circular convolution {@code psi_1(h_m) * psi_2(h_l)}. For every two
 * modalities {@code y = psi_1(h_m) * psi_2(h_l)}, then the signed root {@code sign(y) sqrt|y|} and length 1 in the
 * paper; here {@code y} divided by its length alone, whose gradient is finite at 0. {@code z = relu(V [y_12; y_13; ...;
 * h_1; ...] + b)}, {@code h_m = encoder_m(x_m)}. Hashes and signs are drawn from the option {@code hashSeed} and the
 * names of the modalities; they are never trained, and since options are saved, they are saved with the model. With
 * AVAILABLE_ONLY the products of an absent modality are 0.
 *
 * <p>B batch, H hidden units, D sketch width.
 *
 * <p>Reference: Fukui et al.: Multimodal Compact Bilinear Pooling for Visual Question Answering and Visual Grounding,
 * EMNLP 2016, algorithm 1; the sketch is Pham and Pagh: Fast and Scalable Polynomial Kernels via Explicit Feature Maps,
 * KDD 2013. Differs from the paper in the missing root.
 */
public final class CompactBilinearFusion implements MidFusion<CompactBilinearFusion.Options> {
    /** Options of {@link CompactBilinearFusion}. */
    public record Options(
            @Group(defaults = "hidden=32") Encoders encoders,

            @Param(doc = "width of the hashed product; more collide less", min = 1, max = 1024, init = 128)
            int sketch,

            @Param(doc = "from which hashes and signs are drawn", min = 0, max = 1e15, init = 1)
            long hashSeed,

            @Group(choices = MidFusion.MISSING) Robustness robustness,
            Training training)
            implements Encoded.Options {
        public Options {
            OptionsSchema.require(Options.class, encoders, sketch, hashSeed, robustness, training);
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MidFusion.describe(
                        "fusion/compact-bilinear",
                        "1.0.0",
                        "Compact bilinear fusion",
                        "The outer product of two modalities hashed to a fixed width, by circular convolution of count sketches",
                        Options.class)
                .withFormula("y = \\psi_1(h_1) * \\psi_2(h_2),\\quad \\psi(h)_j = \\sum_{i:\\,a(i)=j} s(i)\\,h_i")
                .withClaims(
                        Claim.pro(
                                "It holds products of features at a width of choice",
                                "fusion/interaction",
                                "above late fusion where classes differ only jointly"),
                        Claim.con(
                                "Products collide in a small sketch",
                                "fusion/capacity",
                                "accuracy rises with the width of the sketch"))
                .withUseCases("Questions about pictures")
                .withReferences(
                        new Reference(
                                "Fukui et al.",
                                "Multimodal Compact Bilinear Pooling for Visual Question Answering and Visual Grounding",
                                "EMNLP",
                                2016,
                                "algorithm 1"),
                        new Reference(
                                "Pham and Pagh",
                                "Fast and Scalable Polynomial Kernels via Explicit Feature Maps",
                                "KDD",
                                2013,
                                "section 3"));
    }

    @Override
    public Var fuse(Layers layers, Inputs inputs, Options options) {
        Tape tape = layers.tape();
        Joins joins = new Joins(tape);
        List<Encoded> all = Encoded.all(layers, inputs, options);
        List<Var> parts = new ArrayList<>();
        for (Encoded one : all) {
            parts.add(joins.scaleRows(one.h(), one.counts()));
        }
        for (int m = 0; m < all.size(); m++) {
            for (int l = m + 1; l < all.size(); l++) {
                Var product = joins.convolve(
                        sketch(tape, parts.get(m), all.get(m).name() + " first", options),
                        sketch(tape, parts.get(l), all.get(l).name() + " second", options)); // [B, D]
                parts.add(tape.normalize(product));
            }
        }
        Var joint = layers.dense("joint", tape.concat(parts), options.hidden()); // [B, H]
        return Encoded.finish(layers, tape.dropout(joint, options.dropout()), options);
    }

    /** The count sketch, a product with a constant matrix of one sign per row: {@code [B, H] -> [B, D]}. */
    private static Var sketch(Tape tape, Var h, String purpose, Options options) {
        int width = h.size(1);
        return tape.linear(
                h,
                tape.constant(Host.tensor(
                        tape.type(),
                        hashes(width, options.sketch(), options.hashSeed(), purpose),
                        width,
                        options.sketch())));
    }

    /** One entry of 1 or -1 in each row, {@code [width, sketch]}, row after row. */
    static float[] hashes(int width, int sketch, long seed, String purpose) {
        SplittableRandom random = new SeedSource(seed).split(purpose).generator();
        float[] matrix = new float[width * sketch];
        for (int i = 0; i < width; i++) {
            matrix[i * sketch + random.nextInt(sketch)] = random.nextBoolean() ? 1 : -1;
        }
        return matrix;
    }
}
