package dev.interlace.workbench.evaluation;

import dev.interlace.learn.networks.Csls;
import dev.interlace.spi.AlignmentModel;
import dev.interlace.spi.AlignmentModel.Side;
import dev.interlace.spi.Features;
import dev.interlace.workbench.data.Encoded;
import dev.interlace.workbench.data.Gallery;
import dev.interlace.workbench.display.Rows;
import dev.interlace.workbench.models.AlignmentRun;
import dev.interlace.workbench.models.GivenRows;
import dev.interlace.workbench.models.Methods;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Search in a lab: how well pairs find each other, how embeddings lie, and what a query finds.
 *
 * @param seed of resamples
 * @param methods brings the measures
 */
public record RetrievalMeasures(long seed, Methods methods) {
    private static final int FOUND = 8;

    private Bootstrap bootstrap() {
        return Bootstrap.seeded(seed);
    }

    private Retrieval.Setting setting(List<String> groups) {
        return Retrieval.Setting.ofPairs(groups, methods.measures());
    }

    /** Retrieval by a similarity matrix {@code [n, m]}. */
    public Retrieval of(INDArray similarity, Relevance relevance) {
        return Retrieval.of("Retrieval", similarity, relevance, setting(List.of()), bootstrap());
    }

    /** Retrieval by a similarity matrix {@code [n, n]} of pairs, with one group per pair. */
    public Retrieval of(INDArray similarity, List<String> groups) {
        return Retrieval.of(
                "Retrieval", similarity, Relevance.pairs((int) similarity.size(0)), setting(groups), bootstrap());
    }

    /** Retrieval by the cosine of two embeddings {@code [n, d]} of pairs. */
    public Retrieval of(INDArray left, INDArray right) {
        return of(left, right, List.of());
    }

    /** Retrieval by the cosine of two embeddings {@code [n, d]} of pairs, with one group per pair. */
    public Retrieval of(INDArray left, INDArray right, List<String> groups) {
        return Retrieval.ofEmbeddings(
                "Retrieval", left, right, Relevance.pairs((int) left.size(0)), setting(groups), bootstrap());
    }

    /**
     * Retrieval of pairs by an alignment model's similarity; intervals draw whole groups of the test rows. Rows that
     * lack one of the two modalities are no pairs: they are left out, and the title tells how many.
     */
    public Retrieval of(AlignmentModel model, Encoded test) {
        Encoded pairs = pairs(model, test);
        Features left = side(model, Side.LEFT, pairs);
        Features right = side(model, Side.RIGHT, pairs);
        int lone = test.rows() - pairs.rows();
        String title = "Retrieval: " + left.modality().name() + " (left) and "
                + right.modality().name() + " (right), "
                + (model instanceof AlignmentRun run
                        ? run.name()
                        : model.provenance().methodId()) + ", seed "
                + model.provenance().seed()
                + (lone == 0 ? "" : ", without the " + lone + " of " + test.rows() + " rows that lack one");
        return Retrieval.of(
                title,
                model.similarity(left, right),
                Relevance.pairs(pairs.rows()),
                setting(pairs.groups()),
                bootstrap());
    }

    private static Encoded pairs(AlignmentModel model, Encoded rows) {
        return rows.complete(
                model.modality(Side.LEFT).name(), model.modality(Side.RIGHT).name());
    }

    private static Features side(AlignmentModel model, Side side, Encoded rows) {
        return rows.get(model.modality(side).name());
    }

    /**
     * A similarity of any alignment model corrected for hubness among the rows compared:
     * {@code lab.retrieval(lab.csls(similarity, 10))}.
     *
     * @param similarity {@code [n, m]}, all queries against all candidates
     * @param neighbours how many nearest rows of the other side a row's mean similarity is taken over
     */
    public INDArray csls(INDArray similarity, int neighbours) {
        return Csls.of(GivenRows.floating("Lab.csls: the similarities", similarity), neighbours);
    }

    /**
     * An alignment model's similarity of pairs, corrected for hubness among the rows of a reference, such as those of
     * the fit: a single query is corrected like many, which {@link #csls(INDArray, int)} cannot do.
     *
     * @param test left and right rows to compare, {@code [n, m]} of them
     * @param reference rows of both sides that were seen before
     * @param neighbours how many nearest rows of the other side's reference a row's mean similarity is taken over
     */
    public INDArray csls(AlignmentModel model, Encoded test, Encoded reference, int neighbours) {
        Features left = side(model, Side.LEFT, test);
        Features right = side(model, Side.RIGHT, test);
        return Csls.of(
                model.similarity(left, right),
                new Csls.Reference(
                        model.similarity(left, side(model, Side.RIGHT, reference)),
                        model.similarity(side(model, Side.LEFT, reference), right)),
                neighbours);
    }

    /** How the embeddings of pairs lie on the sphere: alignment, uniformity, modality gap, hubness, effective rank. */
    public Geometry geometry(INDArray left, INDArray right) {
        return geometry(left, right, List.of());
    }

    /** How the embeddings of pairs lie on the sphere, with one group per pair. */
    public Geometry geometry(INDArray left, INDArray right, List<String> groups) {
        return Geometry.of(left, right, groups, bootstrap());
    }

    /** How an alignment model's embeddings of pairs lie on the sphere; rows that lack one modality are no pairs. */
    public Geometry geometry(AlignmentModel model, Encoded test) {
        Encoded pairs = pairs(model, test);
        return geometry(
                model.embed(Side.LEFT, side(model, Side.LEFT, pairs)),
                model.embed(Side.RIGHT, side(model, Side.RIGHT, pairs)),
                pairs.groups());
    }

    /**
     * The pictures that an alignment model finds for one query.
     *
     * @param model a fitted alignment of the query's modality and the items'
     * @param query one row, for instance an encoded text
     * @param items one row per picture
     * @param pictures the pictures of the items
     */
    public Gallery search(AlignmentModel model, Features query, Features items, Gallery pictures) {
        if (query.rows() != 1) {
            throw new IllegalArgumentException("Lab.search: the query must be one row, got " + query.rows());
        }
        boolean fromLeft =
                model.modality(Side.LEFT).name().equals(query.modality().name());
        INDArray similarity = fromLeft ? model.similarity(query, items) : model.similarity(items, query);
        return pictures.best(FOUND, Rows.doubles(similarity));
    }

    @Override
    public String toString() {
        return "Search in a lab, seed " + seed + ": of(model, test), of(left, right), of(similarity, relevance),"
                + " csls(similarity, neighbours), geometry(model, test), search(model, query, items, pictures)";
    }
}
