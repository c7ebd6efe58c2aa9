package dev.interlace.workbench.measures;

import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.NoOptions;
import dev.interlace.spi.Reference;

/** What the descriptors of the measures share. */
final class Described {
    static final Reference MANNING = new Reference(
            "Manning et al.", "Introduction to Information Retrieval", "Cambridge University Press", 2008, "chapter 8");
    static final Reference GUO =
            new Reference("Guo et al.", "On Calibration of Modern Neural Networks", "ICML", 2017, "eq. 3 and 5");
    static final Reference OPITZ =
            new Reference("Opitz and Burst", "Macro F1 and Macro F1", "arXiv:1911.03347", 2019, "eq. 2");
    static final Reference BRODERSEN =
            new Reference("Brodersen et al.", "The Balanced Accuracy and Its Posterior Distribution", "ICPR", 2010, "");
    static final Reference WILLMOTT = new Reference(
            "Willmott and Matsuura",
            "Advantages of the Mean Absolute Error over the Root Mean Square Error",
            "Climate Research 30",
            2005,
            "eq. 1 and 2");

    private Described() {}

    static MethodDescriptor<NoOptions> of(String name, String title, String summary, String formula, Reference from) {
        return of(name, title, summary, formula, NoOptions.class, from);
    }

    static <O extends Record> MethodDescriptor<O> of(
            String name, String title, String summary, String formula, Class<O> options, Reference from) {
        return MethodDescriptor.of("measure/" + name, "1.0.0", title, summary, options)
                .withFormula(formula)
                .withReferences(from);
    }
}
