package dev.interlace.plugins.encoders;

/**
 * How pitch is measured, and how high the filter of a band stands. The two conventions in use give different features;
 * a network trained on one reads the other badly.
 */
public enum MelScale {
    /**
     * Slaney's Auditory Toolbox: linear up to 1,000 Hz, logarithmic above; a filter's area is 1, so that a wide band
     * does not count for more.
     */
    SLANEY {
        @Override
        double mel(double hertz) {
            return hertz < LINEAR_HERTZ ? hertz / STEP : LINEAR_MELS + Math.log(hertz / LINEAR_HERTZ) / LOG_STEP;
        }

        @Override
        double hertz(double mel) {
            return mel < LINEAR_MELS ? mel * STEP : LINEAR_HERTZ * Math.exp((mel - LINEAR_MELS) * LOG_STEP);
        }

        @Override
        double peak(double low, double high) {
            return 2 / (high - low);
        }
    },
    /** The Hidden Markov Model Toolkit: {@code 2595 log10(1 + f / 700)}; a filter's peak is 1. */
    HTK {
        @Override
        double mel(double hertz) {
            return 2595 * Math.log10(1 + hertz / 700);
        }

        @Override
        double hertz(double mel) {
            return 700 * (Math.pow(10, mel / 2595) - 1);
        }

        @Override
        double peak(double low, double high) {
            return 1;
        }
    };

    private static final double STEP = 200.0 / 3; // hertz per mel below LINEAR_HERTZ
    private static final double LINEAR_HERTZ = 1000;
    private static final double LINEAR_MELS = 15;
    private static final double LOG_STEP = Math.log(6.4) / 27;

    abstract double mel(double hertz);

    abstract double hertz(double mel);

    /** The height of a triangular filter between these two frequencies in hertz. */
    abstract double peak(double low, double high);
}
