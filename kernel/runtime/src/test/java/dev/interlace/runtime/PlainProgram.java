package dev.interlace.runtime;

import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;

/** A program that knows nothing of notebooks: it loads a pipeline and writes the bits of what it predicts. */
public final class PlainProgram {
    private PlainProgram() {}

    public static void main(String[] arguments) throws Exception {
        for (String absent : List.of("dev.interlace.workbench.Lab", "tech.tablesaw.api.Table", "org.zeromq.ZMQ")) {
            try {
                Class.forName(absent);
                throw new AssertionError(absent + " is on the class path of a plain program");
            } catch (ClassNotFoundException e) {
                // as it should be
            }
        }
        PredictedRows rows = Pipeline.load(Path.of(arguments[0])).predict(Shop.rows(25));
        System.out.println(bits(rows));
    }

    static String bits(PredictedRows rows) {
        StringBuilder bits = new StringBuilder();
        for (int row = 0; row < rows.rows(); row++) {
            for (double probability : rows.probabilities(row)) {
                bits.append(HexFormat.of().toHexDigits(Double.doubleToLongBits(probability)));
            }
        }
        return bits.toString();
    }
}
