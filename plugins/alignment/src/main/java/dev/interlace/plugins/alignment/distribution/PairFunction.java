package dev.interlace.plugins.alignment.distribution;

/** A function of two rows that depends only on their squared distance or only on their inner product. */
interface PairFunction {
    /** What two rows have in common that the function is of. */
    enum Argument {
        SQUARED_DISTANCE,
        INNER_PRODUCT
    }

    /** The Euclidean distance, which is no kernel function; its derivative at 0 is taken as 0. */
    PairFunction DISTANCE = new PairFunction() {
        @Override
        public Argument argument() {
            return Argument.SQUARED_DISTANCE;
        }

        @Override
        public double value(double t) {
            return Math.sqrt(t);
        }

        @Override
        public double slope(double t) {
            return t > 0 ? 1 / (2 * Math.sqrt(t)) : 0;
        }
    };

    Argument argument();

    double value(double t);

    /** The derivative of {@link #value} with respect to {@code t}. */
    double slope(double t);

    /** The function times a number. */
    default PairFunction times(double factor) {
        PairFunction plain = this;
        return new PairFunction() {
            @Override
            public Argument argument() {
                return plain.argument();
            }

            @Override
            public double value(double t) {
                return factor * plain.value(t);
            }

            @Override
            public double slope(double t) {
                return factor * plain.slope(t);
            }
        };
    }
}
