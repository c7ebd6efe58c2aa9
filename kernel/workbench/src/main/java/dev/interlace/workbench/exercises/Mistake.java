package dev.interlace.workbench.exercises;

/**
 * A typical wrong value of a check.
 *
 * @param wrong the value
 * @param points what it earns, at least 0 and less than the check's points
 * @param feedback what the student did, for instance "the sum was not divided by the number of modalities"
 */
record Mistake(Object wrong, double points, String feedback) {
    Mistake {
        if (!(points >= 0 && points < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("but: points must be at least 0, got " + points);
        }
        if (feedback.isBlank()) {
            throw new IllegalArgumentException("but: a feedback is needed that says what the student did");
        }
    }
}
