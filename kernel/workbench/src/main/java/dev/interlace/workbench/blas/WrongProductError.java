package dev.interlace.workbench.blas;

import java.util.Locale;

/** The linear algebra on this machine computes wrong products, so that no number from it can be trusted. */
public final class WrongProductError extends Error {
    private static final long serialVersionUID = 1L;

    WrongProductError(double largestError) {
        super(String.format(
                Locale.ROOT,
                "OpenBLAS multiplies wrongly on this processor: a product of matrices with entries up to 1 is off by %.3g."
                        + " Set the environment variable OPENBLAS_CORETYPE=Haswell (on ARM: ARMV8) and restart the kernel",
                largestError));
    }
}
