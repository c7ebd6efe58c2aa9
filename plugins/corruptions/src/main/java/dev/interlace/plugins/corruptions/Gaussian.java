package dev.interlace.plugins.corruptions;

import java.util.SplittableRandom;

/**
 * Standard normal numbers by the transform of Box and Muller (Annals of Mathematical Statistics, 1958); the same on
 * every Java.
 */
final class Gaussian {
    private final SplittableRandom random;
    private double spare;
    private boolean hasSpare;

    Gaussian(SplittableRandom random) {
        this.random = random;
    }

    double next() {
        if (hasSpare) {
            hasSpare = false;
            return spare;
        }
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble())); // never the logarithm of 0
        double angle = 2 * Math.PI * random.nextDouble();
        spare = radius * StrictMath.sin(angle);
        hasSpare = true;
        return radius * StrictMath.cos(angle);
    }
}
