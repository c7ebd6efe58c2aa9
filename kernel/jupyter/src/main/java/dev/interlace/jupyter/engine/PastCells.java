package dev.interlace.jupyter.engine;

import dev.interlace.jupyter.engine.CellSplitter.Part;
import dev.interlace.jupyter.engine.CellSplitter.PartKind;
import dev.interlace.jupyter.engine.JavaScanner.Kind;
import dev.interlace.jupyter.engine.JavaScanner.Token;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds among cells that were run before, in this session or an earlier one, the one that declares a name. */
final class PastCells {
    private static final int LONGEST = 60;
    private static final Set<String> NO_TYPES = Set.of("return", "new", "throw", "else", "case", "package", "import");

    private PastCells() {}

    /** A hint at the last of {@code inputs} that declares {@code name}. */
    static Optional<String> declaring(String name, List<String> inputs) {
        for (int i = inputs.size() - 1; i >= 0; i--) {
            String input = inputs.get(i);
            if (input.contains(name)) {
                for (Part part : CellSplitter.split(input, call -> "null")) {
                    if (part.kind() == PartKind.JAVA && declares(part.text(), name)) {
                        return Optional.of("a cell that was run earlier declares " + name + "; run it first: "
                                + brief(part.text()));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static String brief(String text) {
        String line = text.lines().findFirst().orElse("").strip();
        return line.length() > LONGEST || text.contains("\n")
                ? line.substring(0, Math.min(LONGEST, line.length())) + "…"
                : line;
    }

    private static boolean declares(String source, String name) {
        return ForwardReferences.declared(source).filter(name::equals).isPresent() || isVariable(source, name);
    }

    // outside all brackets, behind a type and before a value, a comma or the end
    private static boolean isVariable(String source, String name) {
        List<Token> tokens = JavaScanner.tokens(source);
        int depth = 0;
        for (int i = 1; i + 1 < tokens.size(); i++) {
            Token token = tokens.get(i);
            depth += token.is("(") || token.is("{") ? 1 : token.is(")") || token.is("}") ? -1 : 0;
            Token before = tokens.get(i - 1);
            Token after = tokens.get(i + 1);
            boolean typed = (before.kind() == Kind.WORD && !NO_TYPES.contains(before.text()))
                    || before.is(">")
                    || before.is("]");
            boolean ends = after.is("=") || after.is(";") || after.is(",");
            if (depth == 0 && typed && ends && token.kind() == Kind.WORD && token.is(name)) {
                return true;
            }
        }
        return false;
    }
}
