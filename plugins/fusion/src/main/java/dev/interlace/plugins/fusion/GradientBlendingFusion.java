package dev.interlace.plugins.fusion;

import dev.interlace.learn.networks.AlignmentTerm;
import dev.interlace.learn.networks.FusionOptions;
import dev.interlace.learn.networks.Inputs;
import dev.interlace.learn.networks.Inputs.Input;
import dev.interlace.learn.networks.Layers;
import dev.interlace.learn.networks.Robustness;
import dev.interlace.learn.networks.TrainableFusion;
import dev.interlace.learn.tape.Var;
import dev.interlace.learn.training.Training;
import dev.interlace.spi.Capability;
import dev.interlace.spi.Claim;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.FusionModel;
import dev.interlace.spi.History;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Reference;
import dev.interlace.spi.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Gradient blending: mid fusion by concatenation with a classifier on every modality alone beside that of all, each
 * loss weighed by how much it gains on rows held out against how much it overfits.
 *
 * <p>Use it where a network of several modalities falls behind its best modality, because encoders overfit at different
 * speeds. It fails where few rows are held out, since its weights are ratios of small differences; and it costs a short
 * fit of every modality and of all beside the fit itself.
 *
 * <p>{@code h_m = encoder_m(x_m)}, {@code z = relu(W [h_1; ...; h_M] + b)}, loss = {@code L(z) + sum_m (w_m / w_*)
 * L(h_m)}, which is {@code sum_k w_k L_k} up to its scale. The weights come from probes, networks of one modality and
 * of all ({@code *}) that are fitted for {@code probeEpochs}: between the first and the last epoch, with {@code T} the
 * loss of training and {@code V} that of rows held out,
 *
 * <pre>
 * G = V_first - V_last                                  generalisation gained
 * O = (V_last - T_last) - (V_first - T_first)           overfitting gained
 * w_k = max(G_k, 0) / max(O_k^2, (FLOOR V_first)^2)     then divided by their sum
 * </pre>
 *
 * <p>The weights are recorded as the option {@code weights}; {@code explain} gives the shares of the modalities as
 * {@code blend}, {@code [n, M]}, of all modalities the rest to 1.
 *
 * <p>Reference: Wang, Tran, Feiszli: What Makes Training Multi-Modal Classification Networks Hard?, CVPR 2020,
 * proposition 1 and algorithms 1 and 2 (offline); differs in that losses are compared with the first epoch instead of
 * the untrained network, and in that gains below 0 and overfitting below a hundredth of the loss are bounded.
 */
public final class GradientBlendingFusion implements TrainableFusion<GradientBlendingFusion.Options> {
    private static final String ID = "fusion/gradient-blending";

    /** All modalities together, among the names of the weights. */
    private static final String ALL = "*";

    /** Least overfitting, as a share of the first loss of the rows held out: less is no evidence. */
    private static final double FLOOR = 0.01;

    /** Share held out by a probe where the fit itself holds out none. */
    private static final double HELD_OUT = 0.2;

    /** Options of {@link GradientBlendingFusion}. */
    public record Options(
            @Param(doc = Encoders.HIDDEN, min = 1, max = 4096, init = 64)
            int hidden,

            @Param(doc = "layers of each encoder", min = 1, max = 8, init = 1)
            int depth,

            @Param(
                    doc = "passes of the probes that estimate the weights",
                    unit = "epochs",
                    min = 2,
                    max = 10000,
                    init = 15)
            int probeEpochs,

            @Param(
                    doc = "weights of the losses, as modality=number separated by semicolons, * for all modalities"
                            + " together; empty estimates them")
            String weights,

            Robustness robustness,
            Training training)
            implements FusionOptions {
        public Options {
            OptionsSchema.require(Options.class, hidden, depth, probeEpochs, weights, robustness, training);
            Blend.parse(weights); // a wrong text is told here
        }

        @Override
        public double auxiliary() {
            return 1; // the weights say the rest
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                        ID,
                        "1.0.0",
                        "Gradient blending",
                        "Mid fusion whose modalities each have a loss, weighed by gain against overfitting",
                        Options.class)
                .withFormula("L = \\sum_k w_k L_k,\\quad w_k \\propto \\frac{G_k}{O_k^2}")
                .withCapabilities(
                        Capability.HANDLES_MISSING,
                        Capability.VARIABLE_LENGTH,
                        Capability.MORE_THAN_TWO,
                        Capability.EXPLAINS)
                .withClaims(
                        Claim.pro(
                                "It balances what is private to a modality with what is joint",
                                "fusion/private-shared",
                                "above early and late fusion where classes have both parts"),
                        MidFusion.NEEDS_DATA)
                .withUseCases("Video with sound, where one encoder overfits long before the other has learned")
                .withReferences(new Reference(
                        "Wang, Tran, Feiszli",
                        "What Makes Training Multi-Modal Classification Networks Hard?",
                        "CVPR",
                        2020,
                        "proposition 1, algorithms 1 and 2"))
                .withLesson("fusion/mid");
    }

    @Override
    public Var fuse(Layers layers, Inputs inputs, Options options) {
        Map<String, Double> weights = Blend.parse(options.weights());
        double all = weights.getOrDefault(ALL, 1.0);
        int modalities = inputs.all().size();
        List<Var> encoded = new ArrayList<>();
        List<INDArray> blend = new ArrayList<>();
        for (Input input : inputs.all()) {
            String name = input.modality().name();
            Var h = input.features(); // [B, d_m] or [B, T, d_m]
            for (int layer = 1; layer <= options.depth(); layer++) {
                h = layers.dense(name + ".encoder" + layer, h, options.hidden());
            }
            h = input.isSequence() ? layers.tape().meanTokens(h, input.lengths()) : h; // [B, H]
            double weight = weights.getOrDefault(name, 0.0);
            inputs.unimodal(input, h, modalities * weight / all); // the terms are divided by their number
            blend.add(Nd4j.valueArrayOf(new long[] {h.size(0), 1}, weight));
            encoded.add(h);
        }
        layers.explain("blend", Nd4j.hstack(blend));
        Var joined = layers.tape().dropout(layers.tape().concat(encoded), options.dropout()); // [B, M H]
        return layers.dense("joint", joined, options.hidden()); // [B, H]
    }

    @Override
    public FusionModel fit(
            MultimodalBatch batch, Target target, Options options, List<AlignmentTerm<?>> terms, FitContext context) {
        Options blended = options.weights().isBlank() ? estimated(batch, target, options, context) : options;
        return TrainableFusion.super.fit(batch, target, blended, terms, context);
    }

    /** The options with the weights that the probes give. */
    private Options estimated(MultimodalBatch batch, Target target, Options options, FitContext context) {
        OptionsSchema<Options> schema = descriptor().schema();
        Map<String, Object> changed = new LinkedHashMap<>(schema.values(options));
        changed.put("weights", ALL + "=1");
        changed.put("epochs", options.probeEpochs());
        changed.put("patience", options.probeEpochs());
        changed.put("watch", "LOSS");
        changed.put("holdout", options.holdout() > 0 ? options.holdout() : HELD_OUT);
        Options probe = schema.parse(changed);
        List<String> names = batch.names().stream().sorted().toList();
        Map<String, Double> weights = new LinkedHashMap<>();
        for (String name : names) {
            weights.put(name, weight(probe(batch.only(name), target, probe, context.split("probe of " + name))));
        }
        weights.put(ALL, weight(probe(batch, target, probe, context.split("probe of all"))));
        return schema.parse(with(schema.values(options), "weights", Blend.text(weights, ALL)));
    }

    private History probe(MultimodalBatch batch, Target target, Options options, FitContext context) {
        return TrainableFusion.super
                .fit(batch, target, options, List.of(), context)
                .history();
    }

    private static Map<String, Object> with(Map<String, Object> values, String name, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(values);
        changed.put(name, value);
        return changed;
    }

    /** {@code max(G, 0) / max(O^2, floor^2)} of a probe. */
    private static double weight(History history) {
        return weight(history.get("training loss"), history.get("validation loss"));
    }

    /** The weight by the losses after each epoch, of training and of the rows held out. */
    static double weight(List<Double> training, List<Double> heldOut) {
        int last = heldOut.size() - 1;
        double gained = heldOut.get(0) - heldOut.get(last);
        double overfitted = (heldOut.get(last) - training.get(last)) - (heldOut.get(0) - training.get(0));
        double floor = FLOOR * Math.abs(heldOut.get(0));
        double square = Math.max(overfitted * overfitted, floor * floor);
        return gained > 0 && square > 0 ? gained / square : 0;
    }
}
