package dev.interlace.plugins.alignment.graph;

import dev.interlace.learn.networks.Checks;
import dev.interlace.learn.training.MemoryNeed;
import dev.interlace.learn.training.ModelFile;
import dev.interlace.spi.AlignmentMethod;
import dev.interlace.spi.AlignmentModel;
import dev.interlace.spi.Capability;
import dev.interlace.spi.Claim;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.Graph;
import dev.interlace.spi.History;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Progress;
import dev.interlace.spi.Provenance;
import dev.interlace.spi.Reference;
import dev.interlace.spi.Supervision;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Alignment by label propagation: each seed is a label that spreads over both graphs; nodes that hear the same seeds
 * equally loud belong together.
 *
 * <p>Use it where edges are all there is, as a baseline that trains nothing. It fails for nodes that no seed reaches,
 * and for neighbours that hear all seeds alike; features and relations are not looked at, which need not be a loss: of
 * 250 countries with 50 seeds it finds more than the graph network does with names.
 *
 * <p>{@code F(t + 1) = alpha S F(t) + (1 - alpha) Y} with {@code S = D^-1/2 A D^-1/2} and {@code Y_ik = 1} where node i
 * is of seed k; the embedding is F with rows of length 1, and 0 for a node that hears nothing.
 *
 * <p>n nodes, K seeds. Memory for {@code [n, K]}, work along edges.
 *
 * <p>Reference: Zhou et al.: Learning with Local and Global Consistency, NeurIPS 2004, section 2; one label per seed
 * pair, over two graphs.
 */
public final class LabelPropagation implements AlignmentMethod<LabelPropagation.Options> {
    private static final String ID = "alignment/label-propagation";

    /** Options of {@link LabelPropagation}. */
    public record Options(
            @Param(
                    doc = "share that a node takes from its neighbours; more carries further",
                    min = 0,
                    max = 0.999,
                    init = 0.8)
            double alpha,

            @Param(doc = "rounds at most", unit = "rounds", min = 1, max = 100000, init = 200)
            int rounds,

            @Param(doc = "ends when no entry changes by more", min = 0, max = 1, init = 1e-6)
            double tolerance) {
        public Options {
            OptionsSchema.require(Options.class, alpha, rounds, tolerance);
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                        ID,
                        "1.0.0",
                        "Label propagation over two graphs",
                        "Each seed pair is a label that spreads over both graphs; equal shares mean equal nodes",
                        Options.class)
                .withFormula("F \\leftarrow \\alpha D^{-1/2} A D^{-1/2} F + (1 - \\alpha) Y")
                .withCapabilities(Capability.NEEDS_SEEDS, Capability.UNEQUAL_ROWS, Capability.UNEQUAL_WIDTHS)
                .withClaims(
                        Claim.pro(
                                        "Nothing is trained: it is done in a second",
                                        "alignment/graph-time",
                                        "a fraction of the time of a graph network")
                                .ofAtLeast(0.1, "ln of a ratio"),
                        Claim.con(
                                "It does not look at features",
                                "alignment/graph-hits",
                                "fewer hits than alignment/graph where nodes have names"))
                .withUseCases("Knowledge graphs", "A baseline for graph networks")
                .withReferences(new Reference(
                        "Zhou et al.", "Learning with Local and Global Consistency", "NeurIPS", 2004, "section 2"))
                .withLesson("alignment/graph");
    }

    @Override
    public AlignmentModel fit(
            Features left, Features right, Supervision supervision, Options options, FitContext context) {
        Supervision.Seeds seeds = SeedChecks.graphsAndSeeds(ID, left, right, supervision, 1);
        Checks.present(ID, left);
        Checks.present(ID, right);
        NodeTable.requireFinite(left);
        NodeTable.requireFinite(right);
        List<String> warnings = new ArrayList<>();
        List<Double> change = new ArrayList<>();
        NodeTable ofLeft = spread(left, seeds.left(), options, context, change, warnings);
        NodeTable ofRight = spread(right, seeds.right(), options, context, change, warnings);
        Provenance provenance = Provenance.of(
                descriptor(), options, context, Nd4j.getBackend().getClass().getSimpleName());
        return new NodeTables(provenance, new History(Map.of("change", change), warnings), ofLeft, ofRight);
    }

    private static NodeTable spread(
            Features side,
            int[] seeds,
            Options options,
            FitContext context,
            List<Double> history,
            List<String> warnings) {
        Graph graph = side.graph().orElseThrow().untyped();
        float[] s = symmetric(graph);
        int n = graph.nodes();
        int labels = seeds.length;
        MemoryNeed.of(ID, "the labels of " + n + " nodes from " + labels + " seed pairs")
                .require(16.0 * n * labels, "give fewer seed pairs");
        float[] y = new float[Math.multiplyExact(n, labels)];
        for (int k = 0; k < labels; k++) {
            y[seeds[k] * labels + k] = 1;
        }
        float[] f = y.clone();
        double change = Double.POSITIVE_INFINITY;
        int round = 0;
        while (round < options.rounds() && change > options.tolerance()) {
            round++;
            context.checkCancelled();
            float[] next = new float[f.length];
            change = 0;
            for (int i = 0; i < n; i++) {
                for (int e = graph.rowStart()[i]; e < graph.rowStart()[i + 1]; e++) {
                    int from = graph.column()[e] * labels;
                    for (int k = 0; k < labels; k++) {
                        next[i * labels + k] += s[e] * f[from + k];
                    }
                }
                for (int k = i * labels; k < (i + 1) * labels; k++) {
                    next[k] = (float) (options.alpha() * next[k] + (1 - options.alpha()) * y[k]);
                    change = Math.max(change, Math.abs(next[k] - f[k]));
                }
            }
            f = next;
            history.add(change);
            context.progress()
                    .on(new Progress.Step(
                            ID + " " + side.modality().name(), round, options.rounds(), "change", change));
        }
        if (change > options.tolerance()) {
            warnings.add("labels still moved by " + change + " in '"
                    + side.modality().name() + "' after " + round + " rounds; more rounds may help");
        }
        return NodeTable.of(side, f, labels);
    }

    /** {@code D^-1/2 A D^-1/2} along the edges. */
    private static float[] symmetric(Graph graph) {
        double[] degree = new double[graph.nodes()];
        float[] s = graph.weight().clone();
        for (int i = 0; i < graph.nodes(); i++) {
            for (int e = graph.rowStart()[i]; e < graph.rowStart()[i + 1]; e++) {
                if (!(s[e] >= 0)) {
                    throw new IllegalArgumentException(
                            ID + ": edge weights must be 0 or more, got " + s[e] + " at edge " + e);
                }
                degree[i] += s[e];
            }
        }
        for (int i = 0; i < graph.nodes(); i++) {
            for (int e = graph.rowStart()[i]; e < graph.rowStart()[i + 1]; e++) {
                double both = degree[i] * degree[graph.column()[e]];
                s[e] = both > 0 ? (float) (s[e] / Math.sqrt(both)) : 0;
            }
        }
        return s;
    }

    @Override
    public AlignmentModel load(InputStream in) throws IOException {
        return NodeTables.load(ID, ModelFile.load(in));
    }
}
