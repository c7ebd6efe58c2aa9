package dev.interlace.spi.measure;

import java.util.List;

/** True and predicted classes of rows, with the probabilities where there are any. Immutable. */
public final class Predictions {
    /** A probability may exceed 1 by the rounding of a row of floats. */
    private static final double TOLERANCE = 1e-3;

    private final List<String> classes;
    private final int[] truth;
    private final int[] predicted;
    private final double[] probabilities; // [n * k], row by row; empty where there are none

    private Predictions(List<String> classes, int[] truth, int[] predicted, double[] probabilities) {
        this.classes = classes;
        this.truth = truth;
        this.predicted = predicted;
        this.probabilities = probabilities;
    }

    /**
     * Predictions by probabilities. The predicted class is the one of the largest probability, among equals the first.
     *
     * @param classes the names of the classes, at least one
     * @param truth class number of each row, {@code [n]}, at least one row
     * @param probabilities {@code [n * classes]}, row by row, each in [0, 1]
     */
    public static Predictions of(List<String> classes, int[] truth, double[] probabilities) {
        requireNumbers("truth", truth, classes.size());
        int k = classes.size();
        if (probabilities.length != truth.length * k) {
            throw new IllegalArgumentException("Predictions: " + truth.length + " rows of " + k + " classes need "
                    + truth.length * k + " probabilities, got " + probabilities.length);
        }
        for (int i = 0; i < probabilities.length; i++) {
            if (!(probabilities[i] >= 0 && probabilities[i] <= 1 + TOLERANCE)) {
                throw new IllegalArgumentException(
                        "Predictions: probabilities must lie in [0, 1], got " + probabilities[i] + " in row " + i / k);
            }
        }
        int[] predicted = new int[truth.length];
        for (int row = 0; row < predicted.length; row++) {
            for (int c = 1; c < k; c++) {
                if (probabilities[row * k + c] > probabilities[row * k + predicted[row]]) {
                    predicted[row] = c;
                }
            }
        }
        return new Predictions(List.copyOf(classes), truth.clone(), predicted, probabilities.clone());
    }

    /**
     * Predicted classes without probabilities.
     *
     * @param classes the names of the classes, at least one
     * @param truth class number of each row, {@code [n]}, at least one row
     * @param predicted class number of each row, {@code [n]}
     */
    public static Predictions of(List<String> classes, int[] truth, int[] predicted) {
        requireNumbers("truth", truth, classes.size());
        requireNumbers("predicted", predicted, classes.size());
        if (truth.length != predicted.length) {
            throw new IllegalArgumentException("Predictions: there are " + truth.length + " true and "
                    + predicted.length + " predicted classes; give one of each per row");
        }
        return new Predictions(List.copyOf(classes), truth.clone(), predicted.clone(), new double[0]);
    }

    /**
     * These probabilities with other predicted classes, for instance by a threshold.
     *
     * @param classNumbers class number of each row, {@code [n]}
     */
    public Predictions deciding(int[] classNumbers) {
        requireNumbers("predicted", classNumbers, classes.size());
        if (classNumbers.length != truth.length) {
            throw new IllegalArgumentException("Predictions.deciding: there are " + truth.length + " rows, got "
                    + classNumbers.length + " predicted classes");
        }
        return new Predictions(classes, truth, classNumbers.clone(), probabilities);
    }

    private static void requireNumbers(String name, int[] numbers, int classes) {
        if (numbers.length == 0) {
            throw new IllegalArgumentException("Predictions need at least one row, got none");
        }
        for (int row = 0; row < numbers.length; row++) {
            if (!(numbers[row] >= 0 && numbers[row] < classes)) {
                throw new IllegalArgumentException("Predictions." + name + " must be class numbers in [0, " + classes
                        + "), got " + numbers[row] + " in row " + row);
            }
        }
    }

    /** The names of the classes. */
    public List<String> classes() {
        return classes;
    }

    /** The number of rows. */
    public int rows() {
        return truth.length;
    }

    /** The true class of a row. */
    public int truth(int row) {
        return truth[row];
    }

    /** The predicted class of a row. */
    public int predicted(int row) {
        return predicted[row];
    }

    /** Whether the predicted class of a row is the true one. */
    public boolean right(int row) {
        return truth[row] == predicted[row];
    }

    /** Whether there are probabilities. */
    public boolean hasProbabilities() {
        return probabilities.length > 0;
    }

    /** The probability of a class in a row. */
    public double probability(int row, int c) {
        if (!hasProbabilities()) {
            throw new IllegalStateException("Predictions: there are no probabilities; look at hasProbabilities first");
        }
        return probabilities[row * classes.size() + c];
    }

    /** The probability of the predicted class of a row. */
    public double confidence(int row) {
        return probability(row, predicted[row]);
    }

    /** The given rows, in that order; a row may occur several times. */
    public Predictions rows(int[] selected) {
        int k = classes.size();
        int[] newTruth = new int[selected.length];
        int[] newPredicted = new int[selected.length];
        double[] newProbabilities = new double[hasProbabilities() ? selected.length * k : 0];
        for (int i = 0; i < selected.length; i++) {
            newTruth[i] = truth[selected[i]];
            newPredicted[i] = predicted[selected[i]];
            if (hasProbabilities()) {
                System.arraycopy(probabilities, selected[i] * k, newProbabilities, i * k, k);
            }
        }
        return new Predictions(classes, newTruth, newPredicted, newProbabilities);
    }

    @Override
    public String toString() {
        return rows() + " predictions of " + classes.size() + " classes"
                + (hasProbabilities() ? "" : ", without probabilities");
    }
}
