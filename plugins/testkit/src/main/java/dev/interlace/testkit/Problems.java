package dev.interlace.testkit;

import dev.interlace.spi.Features;
import dev.interlace.spi.Graph;
import dev.interlace.spi.Labels;
import dev.interlace.spi.MatchProblem;
import dev.interlace.spi.Modality;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.spi.Presence;
import dev.interlace.spi.SeedSource;
import dev.interlace.spi.Supervision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Small synthetic problems; the same seed gives the same bits.
 *
 * @param seed any number
 */
public record Problems(long seed) {
    /** Distance between class centres in units of the noise: easy, but not trivial for one modality alone. */
    private static final double SEPARATION = 2;

    private static final int TOKENS = 6;
    private static final int LATENT = 3;
    private static final int CHANNELS = 3;
    private static final int SIDE = 8;
    private static final int QUARTERS = 4;

    /**
     * Classes as Gaussian clouds, one independent cloud per modality. Vectors have widths of 4, 5, ...; tokens are
     * {@code [n, 6, d]} with lengths of 1 to 6, each token a noisy draw around the centre of its class. Pictures are
     * {@code [n, 3, 8, 8]}: every quarter of a picture has a colour by its class, each pixel with noise.
     *
     * @param rows number of rows; classes take turns, so that each has its share
     * @param classes number of classes
     * @param modalities of kind VECTOR, TOKENS or IMAGE
     */
    public FusionProblem blobs(int rows, int classes, List<Modality> modalities) {
        int[] index = IntStream.range(0, rows).map(row -> row % classes).toArray();
        List<Features> features = new ArrayList<>();
        for (int m = 0; m < modalities.size(); m++) {
            Modality modality = modalities.get(m);
            SplittableRandom random = random("blobs " + modality.name());
            boolean picture = modality.kind() == Modality.Kind.IMAGE;
            int width = picture ? CHANNELS * QUARTERS : 4 + m;
            double[][] centres = normals(random, classes, width, SEPARATION);
            features.add(
                    switch (modality.kind()) {
                        case VECTOR -> Features.vector(modality.name(), around(centres, index, random));
                        case TOKENS -> sequences(modality.name(), centres, index, random);
                        case IMAGE -> pictures(modality.name(), centres, index, random);
                        default ->
                            throw new IllegalArgumentException("Problems.blobs makes VECTOR, TOKENS and IMAGE, got "
                                    + modality.kind() + "; override FusionMethodContract.problem");
                    });
        }
        List<String> names =
                IntStream.range(0, classes).mapToObj(c -> "class " + c).toList();
        return new FusionProblem(MultimodalBatch.of(features.toArray(Features[]::new)), Labels.of(names, index));
    }

    /**
     * Two linear views of one latent factor with a little noise: left of width 5, right of width 6 (of equal width 5 if
     * {@code kind} says so), row by row.
     *
     * @param rows number of pairs
     */
    public AlignmentProblem paired(int rows, Widths kind) {
        double[][] latent = normals(random("latent"), rows, LATENT, 1);
        INDArray left = view(latent, 5, "left");
        INDArray right = view(latent, kind == Widths.EQUAL ? 5 : 6, "right");
        return new AlignmentProblem(
                Features.vector("left", left),
                Features.vector("right", right),
                Supervision.paired(),
                IntStream.range(0, rows).toArray());
    }

    /** Whether the two sides have columns of equal number. */
    public enum Widths {
        EQUAL,
        DIFFERENT
    }

    /**
     * The problem of {@link #paired} of which every third pair is known and the rest is not.
     *
     * @param rows number of pairs
     */
    public AlignmentProblem seeded(int rows, Widths kind) {
        int[] known = IntStream.range(0, rows).filter(row -> row % 3 == 0).toArray();
        return paired(rows, kind).with(Supervision.seeds(known, known));
    }

    /**
     * The problem of {@link #paired} with the right rows in another order, and nothing known of it.
     *
     * @param rows number of rows on each side
     */
    public AlignmentProblem shuffled(int rows, Widths kind) {
        AlignmentProblem problem = paired(rows, kind);
        int[] order = new SeedSource(seed).split("shuffle").permutation(rows);
        int[] truth = new int[rows];
        for (int i = 0; i < rows; i++) {
            truth[order[i]] = i;
        }
        return new AlignmentProblem(problem.left(), problem.right().rows(order), Supervision.unpaired(), truth);
    }

    /**
     * A ring with chords, and the same graph with its nodes in another order and its features disturbed; every third
     * pair of nodes is known.
     *
     * @param nodes number of nodes, at least 6
     */
    public AlignmentProblem graphs(int nodes) {
        SplittableRandom random = random("graph");
        List<int[]> edges = new ArrayList<>();
        for (int i = 0; i < nodes; i++) {
            edges.add(new int[] {i, (i + 1) % nodes});
            edges.add(new int[] {i, random.nextInt(nodes)});
        }
        int[] place =
                new SeedSource(seed).split("nodes").permutation(nodes); // node i of left is node place[i] of right
        int[][] moved =
                edges.stream().map(e -> new int[] {place[e[0]], place[e[1]]}).toArray(int[][]::new);
        double[][] latent = normals(random, nodes, 5, 1);
        double[][] disturbed = new double[nodes][];
        for (int i = 0; i < nodes; i++) {
            disturbed[place[i]] = Arrays.stream(latent[i])
                    .map(x -> x + 0.1 * random.nextGaussian())
                    .toArray();
        }
        int[] known = IntStream.range(0, nodes).filter(i -> i % 3 == 0).toArray();
        int[] counterparts = Arrays.stream(known).map(i -> place[i]).toArray();
        return new AlignmentProblem(
                Features.graph("left", tensor(latent), Graph.undirected(nodes, edges.toArray(int[][]::new))),
                Features.graph("right", tensor(disturbed), Graph.undirected(nodes, moved)),
                Supervision.seeds(known, counterparts),
                place);
    }

    /** What a matching problem says. */
    public enum Given {
        /** How similar the items are across. */
        SIMILARITY,
        /** How far the items of each side lie from each other. */
        STRUCTURES;

        /** The one that is not this. */
        public Given other() {
            return this == SIMILARITY ? STRUCTURES : SIMILARITY;
        }
    }

    /**
     * Points in three dimensions, and the same points in another order and (for similarities) a little moved. The
     * larger side has further points, which belong with none. Similarities are negative squared distances, structures
     * the distances within a side.
     *
     * @param left number of left items
     * @param right number of right items
     */
    public PlantedMatching planted(int left, int right, Given given) {
        int all = Math.max(left, right);
        double[][] points = normals(random("points"), all, 3, 1);
        int[] order = new SeedSource(seed).split("places").permutation(right); // right item j is point order[j]
        double[][] noise = normals(random("places"), all, 3, 0.02);
        double[][] moved = new double[right][3];
        int[] truth = new int[left];
        Arrays.fill(truth, -1);
        for (int j = 0; j < right; j++) {
            for (int c = 0; c < 3; c++) {
                moved[j][c] = points[order[j]][c] + (given == Given.SIMILARITY ? noise[j][c] : 0);
            }
            if (order[j] < left) {
                truth[order[j]] = j;
            }
        }
        double[][] own = Arrays.copyOf(points, left);
        if (given == Given.SIMILARITY) {
            double[][] similarity = distances(own, moved);
            for (double[] row : similarity) {
                Arrays.setAll(row, c -> -row[c] * row[c]);
            }
            return new PlantedMatching(MatchProblem.ofSimilarity(Nd4j.createFromArray(similarity)), truth);
        }
        return new PlantedMatching(
                MatchProblem.ofStructures(
                        Nd4j.createFromArray(distances(own, own)), Nd4j.createFromArray(distances(moved, moved))),
                truth);
    }

    private static double[][] distances(double[][] from, double[][] to) {
        return Arrays.stream(from)
                .map(a -> Arrays.stream(to)
                        .mapToDouble(b -> Math.sqrt(IntStream.range(0, a.length)
                                .mapToDouble(c -> (a[c] - b[c]) * (a[c] - b[c]))
                                .sum()))
                        .toArray())
                .toArray(double[][]::new);
    }

    /**
     * A standard normal sample, moved by {@code shift} in every column.
     *
     * @param purpose two purposes give independent samples
     * @return {@code [rows, width]} in double precision
     */
    public INDArray normal(String purpose, int rows, int width, double shift) {
        double[][] values = normals(random(purpose), rows, width, 1);
        for (double[] row : values) {
            for (int c = 0; c < width; c++) {
                row[c] += shift;
            }
        }
        return Nd4j.createFromArray(values);
    }

    /**
     * A mask in which about a third of the rows is absent, never all and never none.
     *
     * @param purpose two purposes give independent masks
     */
    public Presence holes(String purpose, int rows) {
        int[] order = new SeedSource(seed).split("holes " + purpose).permutation(rows);
        TreeSet<Integer> absent = new TreeSet<>();
        for (int i = 0; i < Math.max(1, rows / 3); i++) {
            absent.add(order[i]);
        }
        return Presence.where(rows, row -> !absent.contains(row));
    }

    private SplittableRandom random(String purpose) {
        return new SeedSource(seed).split(purpose).generator();
    }

    private INDArray view(double[][] latent, int width, String side) {
        SplittableRandom random = random("view " + side);
        double[][] loadings = normals(random, LATENT, width, 1);
        double[][] values = new double[latent.length][width];
        for (int row = 0; row < latent.length; row++) {
            for (int c = 0; c < width; c++) {
                values[row][c] = 0.05 * random.nextGaussian();
                for (int k = 0; k < LATENT; k++) {
                    values[row][c] += latent[row][k] * loadings[k][c];
                }
            }
        }
        return tensor(values);
    }

    private static Features sequences(String name, double[][] centres, int[] index, SplittableRandom random) {
        int width = centres[0].length;
        float[][][] values = new float[index.length][TOKENS][width];
        int[] lengths = new int[index.length];
        for (int row = 0; row < index.length; row++) {
            lengths[row] = 1 + random.nextInt(TOKENS);
            for (int t = 0; t < lengths[row]; t++) {
                for (int c = 0; c < width; c++) {
                    values[row][t][c] = (float) (centres[index[row]][c] + random.nextGaussian());
                }
            }
        }
        return Features.tokens(name, Nd4j.createFromArray(values), lengths, Presence.all(index.length));
    }

    /** {@code [n, 3, 8, 8]}; a centre holds the three channels of each quarter. */
    private static Features pictures(String name, double[][] centres, int[] index, SplittableRandom random) {
        float[][][][] values = new float[index.length][CHANNELS][SIDE][SIDE];
        for (int row = 0; row < index.length; row++) {
            for (int c = 0; c < CHANNELS; c++) {
                for (int y = 0; y < SIDE; y++) {
                    for (int x = 0; x < SIDE; x++) {
                        int quarter = 2 * (y / (SIDE / 2)) + x / (SIDE / 2);
                        double centre = centres[index[row]][CHANNELS * quarter + c];
                        values[row][c][y][x] = (float) (centre + random.nextGaussian());
                    }
                }
            }
        }
        return Features.image(name, Nd4j.createFromArray(values), Presence.all(index.length));
    }

    private static INDArray around(double[][] centres, int[] index, SplittableRandom random) {
        double[][] values = new double[index.length][];
        for (int row = 0; row < index.length; row++) {
            values[row] = Arrays.stream(centres[index[row]])
                    .map(centre -> centre + random.nextGaussian())
                    .toArray();
        }
        return tensor(values);
    }

    private static double[][] normals(SplittableRandom random, int rows, int columns, double deviation) {
        double[][] values = new double[rows][columns];
        for (double[] row : values) {
            for (int c = 0; c < columns; c++) {
                row[c] = deviation * random.nextGaussian();
            }
        }
        return values;
    }

    private static INDArray tensor(double[][] values) {
        float[][] single = new float[values.length][values[0].length];
        for (int row = 0; row < values.length; row++) {
            for (int c = 0; c < single[row].length; c++) {
                single[row][c] = (float) values[row][c];
            }
        }
        return Nd4j.createFromArray(single);
    }
}
