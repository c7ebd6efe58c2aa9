package dev.interlace.plugins.alignment.distribution;

import dev.interlace.plugins.alignment.distribution.PairFunction.Argument;

/**
 * Kernel functions of two rows. Those of the distance tell any two distributions apart; a polynomial of degree p tells
 * apart the moments up to p, the linear one the means.
 */
public enum KernelFunction {
    /** {@code exp(-|x - y|^2 / (2 sigma^2))}. */
    GAUSSIAN {
        @Override
        double value(double t, double sigma, int degree) {
            return Math.exp(-t / (2 * sigma * sigma));
        }

        @Override
        double slope(double t, double sigma, int degree) {
            return -value(t, sigma, degree) / (2 * sigma * sigma);
        }
    },

    /**
     * {@code exp(-|x - y| / sigma)} with the Euclidean distance; not differentiable where rows meet, where 0 is taken.
     */
    LAPLACE {
        @Override
        double value(double t, double sigma, int degree) {
            return Math.exp(-Math.sqrt(t) / sigma);
        }

        @Override
        double slope(double t, double sigma, int degree) {
            return t > 0 ? -value(t, sigma, degree) / (2 * sigma * Math.sqrt(t)) : 0;
        }
    },

    /** {@code (1 + x'y / sigma^2)^degree}. */
    POLYNOMIAL {
        @Override
        double value(double t, double sigma, int degree) {
            return Math.pow(1 + t / (sigma * sigma), degree);
        }

        @Override
        double slope(double t, double sigma, int degree) {
            return degree * Math.pow(1 + t / (sigma * sigma), degree - 1) / (sigma * sigma);
        }
    },

    /** {@code x'y}: the squared distance of the means. It has no bandwidth. */
    LINEAR {
        @Override
        double value(double t, double sigma, int degree) {
            return t;
        }

        @Override
        double slope(double t, double sigma, int degree) {
            return 1;
        }
    };

    /** Of the squared distance or the inner product {@code t}. */
    abstract double value(double t, double sigma, int degree);

    /** The derivative of {@link #value} with respect to {@code t}. */
    abstract double slope(double t, double sigma, int degree);

    Argument argument() {
        return this == GAUSSIAN || this == LAPLACE ? Argument.SQUARED_DISTANCE : Argument.INNER_PRODUCT;
    }
}
