package dev.interlace.workbench.evaluation;

import dev.interlace.learn.Csls;
import dev.interlace.spi.AlignmentModel;
import dev.interlace.spi.AlignmentModel.Side;
import dev.interlace.spi.Features;
import dev.interlace.workbench.data.Encoded;
import dev.interlace.workbench.data.Gallery;
import dev.interlace.workbench.display.Rows;
import dev.interlace.workbench.models.AlignmentRun;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Search in a lab: how well pairs find each other, how embeddings lie, and what a query finds.
 *
 * @param seed of resamples
 */
public record RetrievalMeasures(long seed) {
    private static final int FOUND = 8;

    private Bootstrap bootstrap() {
        return Bootstrap.seeded(seed);
    }

    /** Retrieval by a similarity matrix {@code [n, m]}. */
    public Retrieval of(INDArray similarity, Relevance relevance) {
        return Retrieval.of("Retrieval", similarity, relevance, bootstrap());
    }

    /** Retrieval by the cosine of two embeddings {@code [n, d]} of pairs. */
    public Retrieval of(INDArray left, INDArray right) {
        return Retrieval.ofEmbeddings("Retrieval", left, right, Relevance.pairs((int) left.size(0)), bootstrap());
    }

    /** Retrieval of pairs by an alignment model's similarity. */
    public Retrieval of(AlignmentModel model, Encoded test) {
        Features left = side(model, Side.LEFT, test);
        Features right = side(model, Side.RIGHT, test);
        String title = "Retrieval: " + left.modality().name() + " (left) and "
                + right.modality().name() + " (right), "
                + (model instanceof AlignmentRun run
                        ? run.name()
                        : model.provenance().methodId()) + ", seed "
                + model.provenance().seed();
        return Retrieval.of(title, model.similarity(left, right), Relevance.pairs(test.rows()), bootstrap());
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
        return Csls.of(similarity, neighbours);
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
        return Geometry.of(left, right, bootstrap());
    }

    /** How an alignment model's embeddings of pairs lie on the sphere. */
    public Geometry geometry(AlignmentModel model, Encoded test) {
        return geometry(
                model.embed(Side.LEFT, side(model, Side.LEFT, test)),
                model.embed(Side.RIGHT, side(model, Side.RIGHT, test)));
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
