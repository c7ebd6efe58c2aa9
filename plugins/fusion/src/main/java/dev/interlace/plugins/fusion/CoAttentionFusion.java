package dev.interlace.plugins.fusion;

import dev.interlace.learn.networks.Inputs;
import dev.interlace.learn.networks.Inputs.Input;
import dev.interlace.learn.networks.Layers;
import dev.interlace.learn.networks.PictureForm;
import dev.interlace.learn.networks.Robustness;
import dev.interlace.learn.networks.TrainableFusion;
import dev.interlace.learn.tape.Host;
import dev.interlace.learn.tape.Joins;
import dev.interlace.learn.tape.Tape;
import dev.interlace.learn.tape.Var;
import dev.interlace.learn.training.Parameters.Start;
import dev.interlace.learn.training.Training;
import dev.interlace.spi.Capability;
import dev.interlace.spi.Claim;
import dev.interlace.spi.Group;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.MissingPolicy;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Parallel co-attention: an affinity between the tokens of two modalities says which tokens of each matter, and each is
 * summed up by its weights.
 *
 * <p>Use it when a few tokens of one modality belong to a few of the other and these are to be seen in the weights. It
 * fails with vectors, whose one token has the weight 1.
 *
 * <p>For every two modalities with tokens V {@code [T, D]} and Q {@code [S, D]}: {@code C = tanh(Q W V')}, {@code H_v =
 * tanh(V W_v + C' (Q W_q))}, {@code H_q = tanh(Q W_q + C (V W_v))}, {@code a_v = softmax(H_v w_v)}, {@code a_q =
 * softmax(H_q w_q)} over the tokens before padding; the summaries {@code a_v' V} and {@code a_q' Q} are put side by
 * side. {@code explain} gives the weights, {@code [n, T]} by name. An absent row is a sequence of none and its summary
 * 0.
 *
 * <p>B batch, T and S tokens, D width.
 *
 * <p>Reference: Lu et al.: Hierarchical Question-Image Co-Attention for Visual Question Answering, NeurIPS 2016, eq.
 * 3-5; as in the paper at one level instead of three.
 */
public final class CoAttentionFusion implements TrainableFusion<CoAttentionFusion.Options> {
    /** Options of {@link CoAttentionFusion}. */
    public record Options(
            @Group(defaults = "after=1") Encoders encoders,

            @Group(choices = "missing=REJECT,AVAILABLE_ONLY")
            Robustness robustness,

            Training training)
            implements Encoded.Options {
        public Options {
            OptionsSchema.require(Options.class, encoders, robustness, training);
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MidFusion.describe(
                        "fusion/co-attention",
                        "1.0.0",
                        "Parallel co-attention",
                        "Two sequences weigh their tokens by what they have in common",
                        Options.class,
                        Capability.EXPLAINS)
                .withFormula(
                        "C = \\tanh(Q W V^\\top),\\quad a_v = \\mathrm{softmax}\\left(\\tanh(V W_v + C^\\top Q W_q)\\,w_v\\right)")
                .withClaims(
                        Claim.pro(
                                "It shows which tokens of both modalities belong together",
                                "fusion/attention",
                                "weights find the tokens that count"),
                        MidFusion.NEEDS_DATA)
                .withUseCases("Questions about pictures")
                .withReferences(new Reference(
                        "Lu et al.",
                        "Hierarchical Question-Image Co-Attention for Visual Question Answering",
                        "NeurIPS",
                        2016,
                        "eq. 3-5"));
    }

    @Override
    public Set<MissingPolicy> missingPolicies() {
        return Set.of(MissingPolicy.REJECT, MissingPolicy.AVAILABLE_ONLY);
    }

    @Override
    public PictureForm pictures() {
        return PictureForm.REGIONS;
    }

    /** The tokens of one modality. */
    @SuppressWarnings("ArrayRecordComponent") // handed to operations as it is; never compared
    private record Sequence(String name, Var tokens, int[] lengths) {}

    @Override
    public Var fuse(Layers layers, Inputs inputs, Options options) {
        List<Sequence> sequences = new ArrayList<>();
        for (Input input : inputs.all()) {
            sequences.add(tokens(layers, inputs, input, options));
        }
        List<Var> parts = new ArrayList<>();
        if (sequences.size() == 1) {
            parts.add(layers.tape().meanTokens(sequences.get(0).tokens, sequences.get(0).lengths));
        }
        for (int m = 0; m < sequences.size(); m++) {
            for (int l = m + 1; l < sequences.size(); l++) {
                attend(layers, sequences.get(m), sequences.get(l), options, parts);
            }
        }
        return Encoded.finish(layers, layers.tape().concat(parts), options); // [B, M (M - 1) D]
    }

    /** Every modality as encoded tokens; a vector is a sequence of one: {@code [B, T_m, D]}. */
    private static Sequence tokens(Layers layers, Inputs inputs, Input input, Options options) {
        Tape tape = layers.tape();
        String name = input.modality().name();
        Var h = input.isSequence() ? input.features() : tape.asTokens(input.features()); // [B, d] -> [B, 1, d]
        int[] lengths = input.lengths();
        if (!input.isSequence()) {
            lengths = new int[input.presence().length];
            for (int row = 0; row < lengths.length; row++) {
                lengths[row] = input.presence()[row] == 1 ? 1 : 0;
            }
        }
        for (int layer = 1; layer <= options.encoders().depth(); layer++) {
            h = layers.dense(name + ".encoder" + layer, h, options.hidden());
        }
        inputs.unimodal(input, tape.meanTokens(h, lengths));
        return new Sequence(name, tape.dropout(h, options.dropout()), lengths);
    }

    private static void attend(Layers layers, Sequence v, Sequence q, Options options, List<Var> parts) {
        Tape tape = layers.tape();
        Joins joins = new Joins(tape);
        String name = v.name + "-" + q.name;
        int width = options.hidden();
        Var mapped = tape.linear(q.tokens, layers.matrix(name + ".affinity", width, width, Start.GLOROT));
        Var c = tape.tanh(hide(joins, joins.affinity(mapped, v.tokens), q.lengths, v.lengths)); // [B, S, T]
        Var ofV = tape.linear(v.tokens, layers.matrix(name + ".of-" + v.name, width, width, Start.GLOROT));
        Var ofQ = tape.linear(q.tokens, layers.matrix(name + ".of-" + q.name, width, width, Start.GLOROT));
        Var seenV = tape.tanh(tape.add(ofV, joins.gather(joins.transpose(c), ofQ))); // [B, T, D]
        Var seenQ = tape.tanh(tape.add(ofQ, joins.gather(c, ofV))); // [B, S, D]
        parts.add(summary(layers, name + "." + v.name, v, seenV));
        parts.add(summary(layers, name + "." + q.name, q, seenQ));
    }

    /** Zero where a token of either side is padding, so that it adds nothing: {@code [B, S, T]}. */
    private static Var hide(Joins joins, Var affinity, int[] rowsOf, int[] columnsOf) {
        float[] mask = new float[(int) affinity.value().length()];
        int s = affinity.size(1);
        int t = affinity.size(2);
        for (int i = 0; i < mask.length; i++) {
            int row = i / (s * t);
            mask[i] = i / t % s < rowsOf[row] && i % t < columnsOf[row] ? 1 : 0;
        }
        Tape tape = joins.tape();
        return tape.multiply(affinity, tape.constant(Host.tensor(tape.type(), mask, affinity.shape())));
    }

    /** The tokens of one side weighed by the softmax of their scores: {@code [B, D]}. */
    private static Var summary(Layers layers, String name, Sequence side, Var seen) {
        Tape tape = layers.tape();
        Joins joins = new Joins(tape);
        int rows = side.tokens.size(0);
        int tokens = side.tokens.size(1);
        int width = side.tokens.size(2);
        Var scores = tape.reshape(
                tape.linear(seen, layers.matrix(name + ".score", width, 1, Start.GLOROT)), rows, tokens); // [B, T]
        float[][] counts = new float[tokens][rows];
        for (int row = 0; row < rows; row++) {
            for (int t = 0; t < side.lengths[row]; t++) {
                counts[t][row] = 1;
            }
        }
        Var weights = joins.maskedSoftmax(scores, counts);
        layers.explain(name, weights.value());
        Var sum = joins.gather(tape.reshape(weights, rows, 1, tokens), side.tokens); // [B, 1, D]
        return tape.reshape(sum, rows, width);
    }
}
