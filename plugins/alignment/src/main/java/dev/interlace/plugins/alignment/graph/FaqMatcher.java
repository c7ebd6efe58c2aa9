package dev.interlace.plugins.alignment.graph;

import static dev.interlace.learn.tape.MatrixProduct.Factor.PLAIN;
import static dev.interlace.learn.tape.MatrixProduct.Factor.TRANSPOSED;

import dev.interlace.learn.tape.Host;
import dev.interlace.learn.tape.MatrixProduct;
import dev.interlace.spi.Capability;
import dev.interlace.spi.Claim;
import dev.interlace.spi.Convergence;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.MatchProblem;
import dev.interlace.spi.Matcher;
import dev.interlace.spi.Matching;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Reference;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Fast approximate graph matching: the matching under which the two structures agree best, {@code max_pi sum_ij A_ij
 * B_{pi(i) pi(j)}}, sought among doubly stochastic matrices by Frank and Wolfe's steps and then rounded to a matching.
 *
 * <p>Use it where only the structures of both sides are known, better with a few known pairs. It fails with structures
 * that look alike everywhere (rings, grids), and what it finds is a local optimum: more starts help.
 *
 * <p>{@code P <- P + alpha (Q - P)}, with Q the assignment of the greatest total gradient {@code A P B' + A' P B + w S}
 * and alpha the best step; S are similarities across, where the problem has them. The smaller side is filled up with
 * items without edges. The value is the agreement.
 *
 * <p>n items on the larger side; a step costs 4 products of n x n matrices and an assignment.
 *
 * <p>Reference: Vogelstein et al.: Fast Approximate Quadratic Programming for Graph Matching, PLOS ONE 10(4), 2015,
 * algorithm 1; known pairs as in Fishkind et al.: Seeded Graph Matching, Pattern Recognition 87, 2019, section 3.
 */
public final class FaqMatcher implements Matcher<FaqMatcher.Options> {
    private static final String ID = "match/faq";

    /** Options of {@link FaqMatcher}. */
    public record Options(
            @Param(
                    doc =
                            "starts; the first from all matchings alike, the others half at random; the best result counts",
                    unit = "starts",
                    min = 1,
                    max = 10000,
                    init = 4)
            int starts,

            @Param(doc = "steps of a start at most", unit = "steps", min = 1, max = 100000, init = 30)
            int steps,

            @Param(
                    doc = "a start ends when the root mean square of a row's change is below this",
                    min = 0,
                    max = 1,
                    init = 0.03)
            double tolerance,

            @Param(doc = "weight of the similarities across, where there are any", min = 0, max = 1e6, init = 1)
            double similarityWeight) {
        public Options {
            OptionsSchema.require(Options.class, starts, steps, tolerance, similarityWeight);
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                        ID,
                        "1.0.0",
                        "Graph matching (FAQ)",
                        "The matching under which two structures agree best, by Frank-Wolfe steps",
                        Options.class)
                .withFormula("\\max_\\pi \\sum_{ij} A_{ij} B_{\\pi(i)\\pi(j)}")
                .withCapabilities(Capability.UNSUPERVISED, Capability.UNEQUAL_ROWS)
                .withClaims(
                        Claim.pro(
                                        "Structure alone tells who is who",
                                        "match/isometry",
                                        "nearly all nodes of an isomorphic graph are matched, with nothing known and with a few known pairs")
                                .with("structure", "EDGES"),
                        Claim.con(
                                        "Wrong edges mislead it",
                                        "match/structure-noise",
                                        "fewer right matches as edges are drawn again")
                                .with("structure", "EDGES"))
                .withUseCases("Entity alignment", "Networks without features")
                .withReferences(
                        new Reference(
                                "Vogelstein et al.",
                                "Fast Approximate Quadratic Programming for Graph Matching",
                                "PLOS ONE",
                                2015,
                                "algorithm 1"),
                        new Reference(
                                "Fishkind et al.", "Seeded Graph Matching", "Pattern Recognition", 2019, "section 3"))
                .withLesson("alignment/graph");
    }

    /** One start's result over the free items. */
    @SuppressWarnings("ArrayRecordComponent") // item numbers; never compared
    private record Found(int[] assigned, double value, int steps, double change, boolean converged) {}

    @Override
    public Matching match(MatchProblem problem, Options options, FitContext context) {
        double[][] left = KnownPairs.rows(ID, "structures", problem.left());
        double[][] right = KnownPairs.rows(ID, "structures", problem.right());
        KnownPairs known = KnownPairs.of(ID, problem);
        Optional<double[][]> across = problem.similarity().map(s -> KnownPairs.rows(ID, "similarity", Optional.of(s)));
        Task task = Task.of(left, right, across, known, options.similarityWeight());
        Found best = new Found(new int[0], 0, 0, 0, true);
        for (int start = 0; start < options.starts() && task.size > 0; start++) {
            SplittableRandom random = context.seeds().split("start " + start).generator();
            Found found =
                    search(task, start == 0 ? barycentre(task.size) : halfRandom(task.size, random), options, context);
            best = start == 0 || found.value > best.value ? found : best;
        }
        int[] chosen = best.assigned;
        int[] assigned = IntStream.range(0, known.freeLeft().length)
                .map(i -> chosen[i] < known.freeRight().length ? chosen[i] : -1)
                .toArray();
        int[] rightOf = known.with(assigned);
        return new Matching(
                rightOf,
                Optional.empty(),
                agreement(left, right, across, rightOf, options.similarityWeight()),
                new Convergence(
                        best.converged,
                        best.steps,
                        best.change,
                        options.tolerance(),
                        "root mean square change of a row",
                        "raise steps or tolerance"));
    }

    private static double agreement(
            double[][] left, double[][] right, Optional<double[][]> across, int[] rightOf, double weight) {
        double sum = 0;
        for (int i = 0; i < rightOf.length; i++) {
            for (int j = 0; rightOf[i] >= 0 && j < rightOf.length; j++) {
                sum += rightOf[j] < 0 ? 0 : left[i][j] * right[rightOf[i]][rightOf[j]];
            }
            sum += rightOf[i] < 0 || across.isEmpty() ? 0 : weight * across.get()[i][rightOf[i]];
        }
        return sum;
    }

    /**
     * The problem over free items, filled up to one size n.
     *
     * @param a {@code [n, n]}, structure of the left items
     * @param b {@code [n, n]}, of the right items
     * @param constant {@code [n, n]}, the part of the gradient that known pairs and similarities across give
     */
    private record Task(int size, INDArray a, INDArray b, INDArray constant) {
        static Task of(
                double[][] left, double[][] right, Optional<double[][]> across, KnownPairs known, double weight) {
            int[] freeLeft = known.freeLeft();
            int[] freeRight = known.freeRight();
            int n = Math.max(freeLeft.length, freeRight.length);
            double[][] constant = new double[n][n];
            for (int i = 0; i < freeLeft.length; i++) {
                for (int j = 0; j < freeRight.length; j++) {
                    int of = freeLeft[i];
                    int to = freeRight[j];
                    for (int s = 0; s < left.length; s++) {
                        int t = known.rightOf()[s];
                        constant[i][j] += t < 0 ? 0 : left[of][s] * right[to][t] + left[s][of] * right[t][to];
                    }
                    constant[i][j] += across.isEmpty() ? 0 : weight * across.get()[of][to];
                }
            }
            return new Task(
                    n,
                    tensor(KnownPairs.part(left, freeLeft, freeLeft), n),
                    tensor(KnownPairs.part(right, freeRight, freeRight), n),
                    tensor(constant, n));
        }

        /** {@code A P B' + A' P B + constant}. */
        INDArray gradient(INDArray p) {
            INDArray g = constant.dup('c');
            INDArray half = Nd4j.createUninitialized(DataType.DOUBLE, size, size);
            MatrixProduct.into(half, a, PLAIN, p, PLAIN, 1, 0);
            MatrixProduct.into(g, half, PLAIN, b, TRANSPOSED, 1, 1);
            MatrixProduct.into(half, a, TRANSPOSED, p, PLAIN, 1, 0);
            MatrixProduct.into(g, half, PLAIN, b, PLAIN, 1, 1);
            return g;
        }

        /** {@code <A P B', Q>}: the part of the objective that is quadratic, between P and Q. */
        double quadratic(INDArray p, INDArray q) {
            INDArray half = Nd4j.createUninitialized(DataType.DOUBLE, size, size);
            INDArray apb = Nd4j.createUninitialized(DataType.DOUBLE, size, size);
            MatrixProduct.into(half, a, PLAIN, p, PLAIN, 1, 0);
            MatrixProduct.into(apb, half, PLAIN, b, TRANSPOSED, 1, 0);
            return inner(apb, q);
        }

        double value(INDArray p) {
            return quadratic(p, p) + inner(constant, p);
        }
    }

    private static Found search(Task task, INDArray start, Options options, FitContext context) {
        int n = task.size;
        INDArray p = start;
        int steps = 0;
        double change = Double.POSITIVE_INFINITY;
        boolean converged = false;
        while (steps < options.steps() && !converged) {
            context.checkCancelled();
            steps++;
            INDArray gradient = task.gradient(p);
            INDArray q = permutation(Assignment.greatestGain(rows(gradient, n), context::checkCancelled)
                    .rightOf());
            INDArray d = q.sub(p);
            double slope = inner(gradient, d); // f(p + t d) = f(p) + t slope + t^2 bend
            double bend = task.quadratic(d, d);
            double t = bend < 0 ? Math.max(0, Math.min(1, -slope / (2 * bend))) : slope + bend > 0 ? 1 : 0;
            INDArray next = p.add(d.mul(t));
            change = t * Math.sqrt(inner(d, d) / n);
            converged = change < options.tolerance() || t == 0;
            p = next;
        }
        int[] assigned =
                Assignment.greatestGain(rows(p, n), context::checkCancelled).rightOf();
        return new Found(assigned, task.value(permutation(assigned)), steps, change, converged);
    }

    private static INDArray barycentre(int n) {
        return Nd4j.valueArrayOf(new long[] {n, n}, 1.0 / n, DataType.DOUBLE);
    }

    /** The mean of the barycentre and a random doubly stochastic matrix (Sinkhorn's scaling of uniform numbers). */
    private static INDArray halfRandom(int n, SplittableRandom random) {
        double[][] k = new double[n][];
        for (int i = 0; i < n; i++) {
            k[i] = random.doubles(n, 0.1, 1.1).toArray();
        }
        for (int round = 0; round < 20; round++) { // entries within a factor of 11 of each other: it converges at once
            double[] columns = new double[n];
            for (double[] row : k) {
                double sum = Arrays.stream(row).sum();
                for (int j = 0; j < n; j++) {
                    row[j] /= sum;
                    columns[j] += row[j];
                }
            }
            for (double[] row : k) {
                for (int j = 0; j < n; j++) {
                    row[j] /= columns[j];
                }
            }
        }
        return tensor(k, n).addi(1.0 / n).muli(0.5);
    }

    private static INDArray permutation(int[] assigned) {
        double[][] q = new double[assigned.length][assigned.length];
        for (int i = 0; i < assigned.length; i++) {
            q[i][assigned[i]] = 1;
        }
        return tensor(q, assigned.length);
    }

    /** A matrix filled up with zeros to {@code [n, n]}. */
    private static INDArray tensor(double[][] part, int n) {
        double[] flat = new double[n * n];
        for (int i = 0; i < part.length; i++) {
            System.arraycopy(part[i], 0, flat, i * n, part[i].length);
        }
        return Nd4j.createFromArray(flat).reshape('c', n, n);
    }

    private static double[][] rows(INDArray matrix, int n) {
        double[] flat = Host.doubles(matrix);
        double[][] rows = new double[n][];
        for (int i = 0; i < n; i++) {
            rows[i] = Arrays.copyOfRange(flat, i * n, (i + 1) * n);
        }
        return rows;
    }

    private static double inner(INDArray a, INDArray b) {
        double[] x = Host.doubles(a);
        double[] y = Host.doubles(b);
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }
}
