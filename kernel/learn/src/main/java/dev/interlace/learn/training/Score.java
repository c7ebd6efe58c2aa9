package dev.interlace.learn.training;

import dev.interlace.learn.tape.Tape;
import dev.interlace.learn.tape.Var;
import java.util.function.IntUnaryOperator;

/** A number about held-out rows that training makes large. */
public interface Score {
    /** The forward computation whose result is scored. */
    @FunctionalInterface
    interface Logits {
        /** The logits of the given rows, {@code [rows, C]}. */
        Var run(Tape tape, int[] rows);
    }

    /** The name of its series in the history. */
    String name();

    /** The computation that is scored. */
    Logits logits();

    /**
     * The score; larger is better.
     *
     * @param logits {@code [rows][C]}
     * @param rows the numbers of the rows
     */
    double of(float[][] logits, int[] rows);

    /** The share of rows whose largest logit is that of their class. */
    static Score accuracy(Logits logits, IntUnaryOperator labelOf) {
        return new Classified("validation accuracy", logits, labelOf, counts -> {
            double right = 0;
            double all = 0;
            for (int c = 0; c < counts.length; c++) {
                right += counts[c][c];
                for (double count : counts[c]) {
                    all += count;
                }
            }
            return right / all;
        });
    }

    /**
     * The mean over the classes that occur or were predicted of {@code 2 hits / (rows of the class + predictions of
     * it)}.
     */
    static Score macroF1(Logits logits, IntUnaryOperator labelOf) {
        return new Classified("validation macro F1", logits, labelOf, counts -> {
            double sum = 0;
            int classes = 0;
            for (int c = 0; c < counts.length; c++) {
                double both = 0;
                for (int other = 0; other < counts.length; other++) {
                    both += counts[c][other] + counts[other][c];
                }
                if (both > 0) {
                    sum += 2 * counts[c][c] / both;
                    classes++;
                }
            }
            return sum / classes;
        });
    }

    /** A score of the matrix of true against predicted classes. */
    record Classified(String name, Logits logits, IntUnaryOperator labelOf, Confusion measure) implements Score {
        /** What is made of the counts, {@code [true class][predicted class]}. */
        @FunctionalInterface
        public interface Confusion {
            /** The score. */
            double of(double[][] counts);
        }

        @Override
        public double of(float[][] outputs, int[] rows) {
            double[][] counts = new double[outputs[0].length][outputs[0].length];
            for (int i = 0; i < rows.length; i++) {
                int largest = 0;
                for (int c = 1; c < outputs[i].length; c++) {
                    largest = outputs[i][c] > outputs[i][largest] ? c : largest;
                }
                counts[labelOf.applyAsInt(rows[i])][largest]++;
            }
            return measure.of(counts);
        }
    }
}
