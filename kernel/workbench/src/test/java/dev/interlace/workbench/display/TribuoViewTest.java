package dev.interlace.workbench.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.spi.Labels;
import dev.interlace.workbench.doubles.Shown;
import dev.interlace.workbench.evaluation.OutsideScores;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.evaluation.Evaluation;
import org.tribuo.evaluation.metrics.EvaluationMetric.Average;
import org.tribuo.evaluation.metrics.MetricID;
import org.tribuo.evaluation.metrics.MetricTarget;
import org.tribuo.provenance.EvaluationProvenance;

class TribuoViewTest {
    /** Three rows of class a, one of them taken for b, and one of b. */
    private static Object evaluation(String a, String b) {
        return new OutsideScores("t", List.of(a, b), new double[] {1, 0, 1, 0, 0, 1, 0, 1})
                .evaluate(Labels.of(List.of(a, a, a, b)));
    }

    @Test
    void anEvaluationIsShownByClassWithItsConfusions() {
        // a: precision 2/2, recall 2/3, F1 0.8; b: precision 1/2, recall 1, F1 2/3
        assertEquals("""
                class  rows  precision  recall  F1
                a         3      1.000   0.667  0.800
                b         1      0.500   1.000  0.667
                accuracy 0.750, macro F1 0.733, balanced error 0.167""", Shown.text(evaluation("a", "b")));
        String html = Shown.html(evaluation("a", "b"));
        assertTrue(html.contains("rgba(46,139,201,0.47)\">2</td>"), "2 of 3 rows of a are right, a shade of 0.7 · 2/3");
        assertTrue(html.contains("rgba(230,120,30,0.23)\">1</td>"), "1 of 3 is wrong, a shade of 0.7 / 3");
        assertTrue(html.contains("rgba(230,120,30,0.00);opacity:.4\">0</td>"), html);
    }

    @Test
    void classNamesAreEscaped() {
        String html = Shown.html(evaluation("<script>alert(1)</script>", "b"));
        assertFalse(html.contains("<script"), html);
        assertTrue(html.contains("&lt;script&gt;"), html);
    }

    @Test
    void ofManyClassesTheFirstAreListedAndNoConfusionsDrawn() {
        int n = 100;
        List<String> classes = new ArrayList<>();
        IntStream.range(0, n).forEach(i -> classes.add(String.format("c%03d", i)));
        double[] scores = new double[n * n];
        IntStream.range(0, n).forEach(i -> scores[i * n + i] = 1);
        Object evaluation = new OutsideScores("t", classes, scores).evaluate(Labels.of(classes));
        assertTrue(Shown.text(evaluation).contains("the first 60 of 100 classes"));
        assertFalse(Shown.html(evaluation).contains("predicted →"));
    }

    @Test
    void anyOtherEvaluationIsATableOfItsMeasures() {
        String text = TribuoView.of(new Measures()).orElseThrow().plain();
        assertEquals("""
                measure  macro average  x
                MAE                      0.5
                RMSE              0.75  1.25""", text);
    }

    /** Stands for the evaluation of a regression, which is no part of the class path. */
    private static final class Measures implements Evaluation<Label> {
        @Override
        public Map<MetricID<Label>, Double> asMap() {
            Map<MetricID<Label>, Double> measures = new LinkedHashMap<>();
            measures.put(new MetricID<>(new MetricTarget<>(new Label("x")), "RMSE"), 1.25);
            measures.put(new MetricID<>(new MetricTarget<>(new Label("x")), "MAE"), 0.5);
            measures.put(new MetricID<>(new MetricTarget<Label>(Average.MACRO), "RMSE"), 0.75);
            return measures;
        }

        @Override
        public List<Prediction<Label>> getPredictions() {
            return List.of();
        }

        @Override
        public EvaluationProvenance getProvenance() {
            throw new UnsupportedOperationException();
        }
    }
}
