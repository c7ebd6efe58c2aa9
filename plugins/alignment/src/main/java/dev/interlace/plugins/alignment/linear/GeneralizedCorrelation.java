package dev.interlace.plugins.alignment.linear;

import dev.interlace.spi.Capability;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.History;
import dev.interlace.spi.JointMethod;
import dev.interlace.spi.JointRepresentation;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.Modality;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Provenance;
import dev.interlace.spi.Reference;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Generalised canonical correlation of two or more modalities; see {@link GeneralizedCca} for the computation.
 *
 * <p>Use it to see what several modalities of the same rows have in common. It fails where columns outnumber rows and
 * the ridge is small: every modality then says everything.
 *
 * <p>Reference: Kettenring: Canonical Analysis of Several Sets of Variables, Biometrika 58, 1971, section 5 (MAXVAR).
 */
public final class GeneralizedCorrelation implements JointMethod<GeneralizedCorrelation.Options> {
    private static final String ID = "joint/gcca";

    /** Options of {@link GeneralizedCorrelation}. */
    public record Options(
            @Param(
                    doc = "columns of the common space, at most the rank of all columns together; more keep weaker"
                            + " agreements",
                    min = 1,
                    max = 4096,
                    init = 2)
            int components,

            @Param(
                    doc = "added to the variance 1 of every column; more trusts columns less where rows are few",
                    min = 0,
                    max = 1e6,
                    init = 0.1,
                    scale = Param.Scale.LOG)
            double ridge) {
        public Options {
            OptionsSchema.require(Options.class, components, ridge);
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                        ID,
                        "1.0.0",
                        "Generalised canonical correlation (MAXVAR)",
                        "One space in which every modality says as much as possible of the same variates",
                        Options.class)
                .withFormula("\\max_G \\mathrm{tr}\\,G^\\top \\Big(\\sum_m P_m\\Big) G,\\quad G^\\top G = I")
                .withCapabilities(Capability.MORE_THAN_TWO, Capability.UNEQUAL_WIDTHS)
                .withUseCases("Several measurements of the same patients; one text in several languages")
                .withReferences(new Reference(
                        "Kettenring",
                        "Canonical Analysis of Several Sets of Variables",
                        "Biometrika 58",
                        1971,
                        "section 5 (MAXVAR)"));
    }

    @Override
    public JointRepresentation represent(MultimodalBatch batch, Options options, FitContext context) {
        List<Features> views = batch.modalities();
        for (Features view : views) {
            boolean vectors = view.modality().kind() == Modality.Kind.VECTOR
                    || view.modality().kind() == Modality.Kind.SCORES;
            if (!vectors || !view.presence().isComplete()) {
                throw new IllegalArgumentException(ID + ": '" + view.modality().name() + "' must be of kind VECTOR with"
                        + " all rows present, got " + view + "; encode it to vectors, or take the rows that have it");
            }
        }
        context.checkCancelled();
        GeneralizedCca fitted = GeneralizedCca.fit(
                views.stream().map(Features::values).toList(), options.components(), options.ridge());
        Map<String, INDArray> embedded = new LinkedHashMap<>();
        for (int m = 0; m < views.size(); m++) {
            embedded.put(
                    views.get(m).modality().name(), fitted.embed(m, views.get(m).values()));
        }
        INDArray rows = Nd4j.zeros(embedded.values().iterator().next().dataType(), batch.rows(), options.components());
        embedded.values().forEach(rows::addi);
        rows.divi(views.size());
        List<Double> agreement = Arrays.stream(fitted.agreement()).boxed().toList();
        return new JointRepresentation(
                rows,
                embedded,
                Optional.empty(),
                List.of(),
                new History(Map.of("agreement", agreement), List.of()),
                Provenance.of(
                        descriptor(),
                        options,
                        context,
                        Nd4j.getBackend().getClass().getSimpleName()));
    }
}
