package dev.interlace.plugins.alignment.linear;

import dev.interlace.learn.networks.Checks;
import dev.interlace.learn.training.ModelFile;
import dev.interlace.spi.AlignmentMethod;
import dev.interlace.spi.AlignmentModel;
import dev.interlace.spi.AlignmentModel.Side;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.History;
import dev.interlace.spi.Modality;
import dev.interlace.spi.Progress;
import dev.interlace.spi.Provenance;
import dev.interlace.spi.Supervision;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * An alignment in closed form: its author solves for the mapping of each side, and gets checks, similarity and saving
 * from here.
 *
 * @param <O> the options record
 */
abstract sealed class LinearAlignment<O extends Record & Comparison.Chosen> implements AlignmentMethod<O>
        permits CanonicalCorrelation, KernelCanonicalCorrelation, PartialLeastSquares, Procrustes, RidgeMap {
    /**
     * What a fit has found.
     *
     * @param left of the left side into the common space
     * @param right of the right side into the common space
     * @param history one value per component, and warnings
     */
    record Solution(Mapping left, Mapping right, History history) {}

    /** The mappings for known pairs. */
    abstract Solution solve(PairedColumns pairs, O options, FitContext context);

    @Override
    public final AlignmentModel fit(
            Features left, Features right, Supervision supervision, O options, FitContext context) {
        String id = descriptor().id();
        PairedColumns pairs = PairedColumns.of(id, left, right, supervision);
        context.checkCancelled();
        Solution solution = solve(pairs, options, context);
        context.checkCancelled();
        for (Map.Entry<String, List<Double>> series : solution.history.series().entrySet()) {
            context.progress()
                    .on(new Progress.Step(
                            id + ": " + series.getKey(),
                            1,
                            1,
                            series.getKey(),
                            series.getValue().get(0)));
        }
        Provenance provenance = Provenance.of(
                descriptor(), options, context, Nd4j.getBackend().getClass().getSimpleName());
        LinearModel model = new LinearModel(
                new LinearModel.Sided(left.modality(), solution.left),
                new LinearModel.Sided(right.modality(), solution.right),
                provenance,
                solution.history,
                Optional.empty(),
                options.comparison().neighbours());
        return options.comparison().nearness() == Nearness.CSLS ? model.knowing(left, right) : model;
    }

    @Override
    public final AlignmentModel load(InputStream in) throws IOException {
        ModelFile file = ModelFile.load(in);
        if (!file.provenance().methodId().equals(descriptor().id())) {
            throw new IOException(descriptor().id() + " cannot load a model of "
                    + file.provenance().methodId());
        }
        O options = descriptor().schema().parse(file.provenance().options());
        Map<String, INDArray> rows = file.arrays("reference/");
        return new LinearModel(
                sided(file, Side.LEFT),
                sided(file, Side.RIGHT),
                file.provenance(),
                file.history(),
                options.comparison().nearness() == Nearness.CSLS
                        ? Optional.of(
                                new LinearModel.Reference(Checks.require(rows, "left"), Checks.require(rows, "right")))
                        : Optional.empty(),
                options.comparison().neighbours());
    }

    private static LinearModel.Sided sided(ModelFile file, Side side) throws IOException {
        String[] parts = file.note(LinearModel.name(side)).split(" ", 2);
        return new LinearModel.Sided(
                new Modality(parts[1], Modality.Kind.valueOf(parts[0])),
                Mapping.of(file.arrays(LinearModel.name(side) + "/")));
    }
}
