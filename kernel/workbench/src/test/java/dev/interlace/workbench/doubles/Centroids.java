package dev.interlace.workbench.doubles;

import dev.interlace.spi.Claim;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.FusionMethod;
import dev.interlace.spi.FusionModel;
import dev.interlace.spi.History;
import dev.interlace.spi.Labels;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.Modality;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Progress;
import dev.interlace.spi.Provenance;
import dev.interlace.spi.Reference;
import dev.interlace.workbench.display.Rows;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A fusion method that is small enough to be right by reading: the nearest class mean over the present modalities. */
public final class Centroids implements FusionMethod<Centroids.Options> {
    /** For {@link java.util.ServiceLoader}. */
    public Centroids() {}

    /** One option. */
    public record Options(
            @Param(doc = "how sharply distances count", min = 0, max = 100, init = 4, ends = Param.Ends.OPEN_BELOW)
            double sharpness,

            @Param(doc = "rounds that only report", min = 1, max = 1000, init = 5, unit = "rounds")
            int rounds) {
        public Options {
            OptionsSchema.require(Options.class, sharpness, rounds);
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                        "fusion/centroids",
                        "1.0.0",
                        "Nearest class mean",
                        "compares each present modality with the means of the classes",
                        Options.class)
                .withFormula("p_c \\propto \\exp(-s \\lVert x - \\mu_c \\rVert^2)")
                .withClaims(
                        Claim.pro("needs no training", "fusion/cost", "fit below 1 s"),
                        Claim.con("sees no interactions", "fusion/xor", "accuracy at chance"))
                .withUseCases("tests")
                .withReferences(new Reference("Rocchio", "Relevance feedback", "SMART", 1971, ""));
    }

    @Override
    public FusionModel fit(MultimodalBatch batch, Labels labels, Options options, FitContext context) {
        for (int round = 1; round <= options.rounds; round++) {
            context.checkCancelled();
            context.progress().on(new Progress.Step("rounds", round, options.rounds, "loss", 1.0 / round));
        }
        int k = labels.classes().size();
        List<double[][]> means = new ArrayList<>();
        for (Features features : batch.modalities()) {
            double[][] rows = Rows.matrix(features.values());
            double[][] sums = new double[k][rows[0].length];
            int[] counts = new int[k];
            for (int row : features.presence().rowsPresent()) {
                counts[labels.get(row)]++;
                for (int j = 0; j < rows[row].length; j++) {
                    sums[labels.get(row)][j] += rows[row][j];
                }
            }
            for (int c = 0; c < k; c++) {
                for (int j = 0; j < sums[c].length; j++) {
                    sums[c][j] /= Math.max(1, counts[c]);
                }
            }
            means.add(sums);
        }
        Provenance provenance = Provenance.of(descriptor(), options, context, "test");
        return new Model(
                labels.classes(),
                batch.modalities().stream().map(Features::modality).toList(),
                means,
                options,
                provenance);
    }

    @Override
    public FusionModel load(InputStream in) throws IOException {
        throw new IOException("not needed");
    }

    private record Model(
            List<String> classes,
            List<Modality> modalities,
            List<double[][]> means,
            Options options,
            Provenance provenance)
            implements FusionModel {
        @Override
        public INDArray predict(MultimodalBatch batch) {
            double[][] scores = new double[batch.rows()][classes.size()];
            for (int m = 0; m < modalities.size(); m++) {
                Features features = batch.get(modalities.get(m).name());
                double[][] rows = Rows.matrix(features.values());
                for (int row : features.presence().rowsPresent()) {
                    for (int c = 0; c < classes.size(); c++) {
                        for (int j = 0; j < rows[row].length; j++) {
                            double gap = rows[row][j] - means.get(m)[c][j];
                            scores[row][c] -= options.sharpness * gap * gap;
                        }
                    }
                }
            }
            for (double[] row : scores) {
                double most = Double.NEGATIVE_INFINITY;
                for (double score : row) {
                    most = Math.max(most, score);
                }
                double sum = 0;
                for (int c = 0; c < row.length; c++) {
                    row[c] = Math.exp(row[c] - most);
                    sum += row[c];
                }
                for (int c = 0; c < row.length; c++) {
                    row[c] /= sum;
                }
            }
            return Nd4j.createFromArray(scores);
        }

        @Override
        public History history() {
            return new History(Map.of("loss", List.of(1.0, 0.5)), List.of("this is only a test"));
        }

        @Override
        public long parameterCount() {
            return means.stream()
                    .mapToLong(mean -> (long) mean.length * mean[0].length)
                    .sum();
        }

        @Override
        public void save(OutputStream out) throws IOException {
            throw new IOException("not needed");
        }
    }
}
