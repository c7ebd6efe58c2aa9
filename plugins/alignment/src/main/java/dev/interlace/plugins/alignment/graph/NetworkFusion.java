package dev.interlace.plugins.alignment.graph;

import dev.interlace.spi.Capability;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.History;
import dev.interlace.spi.JointMethod;
import dev.interlace.spi.JointRepresentation;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Provenance;
import dev.interlace.spi.Reference;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Similarity network fusion and the spectral clusters of its result; see {@link SimilarityNetworkFusion} and
 * {@link SpectralClusters} for the computation.
 *
 * <p>Use it to group rows by all modalities at once, without labels. It fails where modalities show groupings that
 * cross, and needs several n x n arrays.
 *
 * <p>Reference: Wang et al.: Similarity Network Fusion for Aggregating Data Types on a Genomic Scale, Nature Methods
 * 11, 2014, online methods, eq. 1 to 5.
 */
public final class NetworkFusion implements JointMethod<NetworkFusion.Options> {
    private static final String ID = "joint/snf";
    private static final int MOST_ROWS = 5000;

    /** Options of {@link NetworkFusion}. */
    public record Options(
            @Param(
                    doc = "nearest rows that similarity is carried over, with the row itself; more blurs",
                    unit = "rows",
                    min = 1,
                    max = 5000,
                    init = 20)
            int neighbours,

            @Param(
                    doc = "width of the similarities; usual are 0.3 to 0.8, more lets farther rows count",
                    min = 0,
                    max = 1,
                    init = 0.5,
                    ends = Param.Ends.OPEN_BELOW)
            double mu,

            @Param(doc = "rounds of exchange; 10 to 20 suffice", unit = "rounds", min = 1, max = 1000, init = 20)
            int rounds,

            @Param(doc = "groups that the rows are put into", unit = "clusters", min = 1, max = 1000, init = 2)
            int clusters,

            @Param(
                    doc = "starts of k-means, of which the tightest counts; more find it more often",
                    unit = "starts",
                    min = 1,
                    max = 1000,
                    init = 10)
            int starts) {
        public Options {
            OptionsSchema.require(Options.class, neighbours, mu, rounds, clusters, starts);
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                        ID,
                        "1.0.0",
                        "Similarity network fusion with spectral clusters",
                        "One similarity of all rows, carried over the neighbours of every modality, and its clusters",
                        Options.class)
                .withFormula("P_v \\leftarrow S_v \\Big(\\tfrac{1}{M-1}\\sum_{w \\ne v} P_w\\Big) S_v^\\top + I")
                .withCapabilities(Capability.MORE_THAN_TWO, Capability.UNEQUAL_WIDTHS)
                .withUseCases("Subtypes of patients by several measurements")
                .withReferences(
                        new Reference(
                                "Wang et al.",
                                "Similarity Network Fusion for Aggregating Data Types on a Genomic Scale",
                                "Nature Methods 11",
                                2014,
                                "online methods, eq. 1 to 5"),
                        new Reference(
                                "Ng, Jordan and Weiss",
                                "On Spectral Clustering: Analysis and an Algorithm",
                                "NeurIPS",
                                2001,
                                "section 2"));
    }

    @Override
    public JointRepresentation represent(MultimodalBatch batch, Options options, FitContext context) {
        if (batch.rows() > MOST_ROWS) {
            throw new IllegalArgumentException(ID + ": " + batch.rows() + " rows need several arrays of rows x rows; at"
                    + " most " + MOST_ROWS + " rows, take a part of them");
        }
        context.checkCancelled();
        INDArray similarity = new SimilarityNetworkFusion(options.neighbours(), options.mu(), options.rounds())
                .fuse(batch.modalities());
        context.checkCancelled();
        SpectralClusters clusters = new SpectralClusters(options.clusters(), options.starts());
        return new JointRepresentation(
                clusters.rows(similarity),
                Map.of(),
                Optional.of(similarity),
                Arrays.stream(clusters.of(similarity, context.seeds().split("clusters")))
                        .boxed()
                        .toList(),
                History.empty(),
                Provenance.of(
                        descriptor(),
                        options,
                        context,
                        Nd4j.getBackend().getClass().getSimpleName()));
    }
}
