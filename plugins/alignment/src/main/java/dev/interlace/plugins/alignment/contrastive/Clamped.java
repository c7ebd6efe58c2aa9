package dev.interlace.plugins.alignment.contrastive;

/**
 * An inverse temperature that is trained by its logarithm and kept in {@code [1, maxScale]}.
 *
 * @param factor {@code exp} of the clamped logarithm
 * @param logScale the logarithm as trained
 * @param maxLogScale its largest value that acts
 */
record Clamped(double factor, double logScale, double maxLogScale) {
    static Clamped of(double logScale, double maxScale) {
        double most = Math.log(maxScale);
        return new Clamped(Math.exp(Math.min(Math.max(logScale, 0), most)), logScale, most);
    }

    /**
     * The gradient by {@code logScale} from the one by {@code factor}: 0 where a step against it would leave the range
     * further.
     */
    double gradient(double byFactor) {
        double slope = byFactor * factor;
        boolean pushesDown = logScale <= 0 && slope > 0;
        boolean pushesUp = logScale >= maxLogScale && slope < 0;
        return pushesDown || pushesUp ? 0 : slope;
    }
}
