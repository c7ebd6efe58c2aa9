package dev.interlace.workbench.evaluation;

import dev.interlace.spi.AlignmentModel;
import dev.interlace.spi.Features;
import dev.interlace.spi.FusionModel;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.spi.Target;
import dev.interlace.workbench.data.Encoded;
import dev.interlace.workbench.data.Gallery;
import dev.interlace.workbench.models.FusionRun;
import dev.interlace.workbench.models.MeasureHandle;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The short calls for evaluation: what {@link ModelEvaluation} and {@link RetrievalMeasures} do. */
public interface EvaluationCalls {
    /** How good fitted models are. */
    ModelEvaluation evaluation();

    /** How well pairs find each other. */
    RetrievalMeasures retrieval();

    /** See {@link ModelEvaluation#evaluate(FusionModel, Encoded)}. */
    default Evaluation evaluate(FusionModel model, Encoded test) {
        return evaluation().evaluate(model, test);
    }

    /** See {@link ModelEvaluation#evaluate(FusionModel, MultimodalBatch, Target)}. */
    default Evaluation evaluate(FusionModel model, MultimodalBatch batch, Target target) {
        return evaluation().evaluate(model, batch, target);
    }

    /** See {@link ModelEvaluation#threshold(FusionRun, Encoded, String)}. */
    default FusionRun threshold(FusionRun model, Encoded validation, String positive) {
        return evaluation().threshold(model, validation, positive);
    }

    /** See {@link ModelEvaluation#threshold(FusionRun, Encoded, String, double, double)}. */
    default FusionRun threshold(FusionRun model, Encoded validation, String positive, double ofWrong, double ofMissed) {
        return evaluation().threshold(model, validation, positive, ofWrong, ofMissed);
    }

    /** Evaluations side by side. */
    default Comparison compare(Evaluation... evaluations) {
        return compare(Arrays.asList(evaluations));
    }

    /** Evaluations side by side. */
    default Comparison compare(List<Evaluation> evaluations) {
        return evaluation().compare(evaluations);
    }

    /** See {@link ModelEvaluation#finding(String, Evaluation, Evaluation)}. */
    default Finding finding(String claim, Evaluation better, Evaluation than) {
        return evaluation().finding(claim, better, than);
    }

    /** See {@link ModelEvaluation#finding(String, Contest, String, String)}. */
    default Findings finding(String claim, Contest measurements, String better, String than) {
        return evaluation().finding(claim, measurements, better, than);
    }

    /** See {@link ModelEvaluation#tests(Evaluation, Evaluation)}. */
    default PairedTests tests(Evaluation first, Evaluation second) {
        return evaluation().tests(first, second);
    }

    /** See {@link ModelEvaluation#tests(double[], double[], List)}. */
    default PairedTests tests(double[] first, double[] second, List<String> groups) {
        return evaluation().tests(first, second, groups);
    }

    /** See {@link ModelEvaluation#interval(MeasureHandle, Evaluation)}. */
    default Interval interval(MeasureHandle measure, Evaluation evaluation) {
        return evaluation().interval(measure, evaluation);
    }

    /** See {@link ModelEvaluation#interval(MeasureHandle, Retrieval.Direction)}. */
    default Interval interval(MeasureHandle measure, Retrieval.Direction way) {
        return evaluation().interval(measure, way);
    }

    /** How well numbers are estimated, where every row stands alone; see {@link ModelEvaluation#numbers}. */
    default NumberEvaluation numbers(double[] truth, double[] estimated) {
        return evaluation().numbers(truth, estimated, List.of());
    }

    /** See {@link ModelEvaluation#patterns}. */
    default MissingPatterns patterns(Encoded train, Encoded test) {
        return evaluation().patterns(train, test);
    }

    /** See {@link ModelEvaluation#robustness}. */
    default Robustness robustness(FusionModel model, Encoded test, String modality) {
        return evaluation().robustness(model, test, modality);
    }

    /** See {@link ModelEvaluation#contribution}. */
    default Contribution contribution(FusionModel model, Encoded test) {
        return evaluation().contribution(model, test);
    }

    /** See {@link ModelEvaluation#additivity}. */
    default Additivity additivity(FusionModel model, Encoded test) {
        return evaluation().additivity(model, test);
    }

    /** See {@link ModelEvaluation#faithfulness}. */
    default AttentionFaithfulness faithfulness(AlignmentModel model, Encoded test) {
        return evaluation().faithfulness(model, test);
    }

    /** Retrieval by a similarity matrix {@code [n, n]} of pairs: row {@code i} belongs with column {@code i}. */
    default Retrieval retrieval(INDArray similarity) {
        return retrieval(similarity, Relevance.pairs((int) similarity.size(0)));
    }

    /** See {@link RetrievalMeasures#of(INDArray, Relevance)}. */
    default Retrieval retrieval(INDArray similarity, Relevance relevance) {
        return retrieval().of(similarity, relevance);
    }

    /** See {@link RetrievalMeasures#of(INDArray, INDArray)}. */
    default Retrieval retrieval(INDArray left, INDArray right) {
        return retrieval().of(left, right);
    }

    /** See {@link RetrievalMeasures#of(INDArray, INDArray, List)}. */
    default Retrieval retrieval(INDArray left, INDArray right, List<String> groups) {
        return retrieval().of(left, right, groups);
    }

    /** See {@link RetrievalMeasures#of(INDArray, List)}. */
    default Retrieval retrieval(INDArray similarity, List<String> groups) {
        return retrieval().of(similarity, groups);
    }

    /** See {@link RetrievalMeasures#of(AlignmentModel, Encoded)}. */
    default Retrieval retrieval(AlignmentModel model, Encoded test) {
        return retrieval().of(model, test);
    }

    /** See {@link RetrievalMeasures#csls(INDArray, int)}. */
    default INDArray csls(INDArray similarity, int neighbours) {
        return retrieval().csls(similarity, neighbours);
    }

    /** See {@link RetrievalMeasures#csls(AlignmentModel, Encoded, Encoded, int)}. */
    default INDArray csls(AlignmentModel model, Encoded test, Encoded reference, int neighbours) {
        return retrieval().csls(model, test, reference, neighbours);
    }

    /** See {@link RetrievalMeasures#geometry(INDArray, INDArray)}. */
    default Geometry geometry(INDArray left, INDArray right) {
        return retrieval().geometry(left, right);
    }

    /** See {@link RetrievalMeasures#geometry(INDArray, INDArray, List)}. */
    default Geometry geometry(INDArray left, INDArray right, List<String> groups) {
        return retrieval().geometry(left, right, groups);
    }

    /** See {@link RetrievalMeasures#geometry(AlignmentModel, Encoded)}. */
    default Geometry geometry(AlignmentModel model, Encoded test) {
        return retrieval().geometry(model, test);
    }

    /** See {@link RetrievalMeasures#search}. */
    default Gallery search(AlignmentModel model, Features query, Features items, Gallery pictures) {
        return retrieval().search(model, query, items, pictures);
    }
}
