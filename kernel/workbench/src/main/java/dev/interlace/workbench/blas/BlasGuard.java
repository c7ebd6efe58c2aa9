package dev.interlace.workbench.blas;

import org.nd4j.linalg.env.EnvironmentalAction;

/**
 * Checks the linear algebra when ND4J is first used: ND4J calls every action whose environment variable is set at the
 * end of its own start, and the kernelspec sets this one's.
 */
public final class BlasGuard implements EnvironmentalAction {
    /** Set in the kernelspec; unset it there to skip the check. */
    public static final String VARIABLE = "INTERLACE_CHECK_BLAS";

    /** Created by ND4J through the service loader. */
    public BlasGuard() {}

    @Override
    public String targetVariable() {
        return VARIABLE;
    }

    /**
     * Runs the check.
     *
     * @throws WrongProductError when the products are wrong; an error, because ND4J passes over exceptions here
     */
    @Override
    public void process(String value) {
        BlasCheck.Outcome outcome = BlasCheck.run();
        if (!outcome.passed()) {
            throw new WrongProductError(outcome.largestError());
        }
    }
}
