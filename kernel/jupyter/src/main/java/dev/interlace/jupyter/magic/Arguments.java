package dev.interlace.jupyter.magic;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits the line of a magic into arguments.
 *
 * <p>White space separates. Single and double quotes hold an argument together; inside double quotes a backslash
 * protects a quote or a backslash. Everywhere else a backslash is an ordinary character, as in {@code C:\data\x.jar}.
 */
public final class Arguments {
    private Arguments() {}

    /** The arguments in {@code line}. */
    public static List<String> split(String line) {
        List<String> arguments = new ArrayList<>();
        StringBuilder argument = new StringBuilder();
        boolean open = false;
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quote == 0 && Character.isWhitespace(c)) {
                if (open) {
                    arguments.add(argument.toString());
                    argument.setLength(0);
                    open = false;
                }
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
                open = true;
            } else if (quote != 0 && c == quote) {
                quote = 0;
            } else if (quote == '"' && c == '\\' && i + 1 < line.length() && isProtected(line.charAt(i + 1))) {
                argument.append(line.charAt(++i));
            } else {
                argument.append(c);
                open = true;
            }
        }
        if (open) {
            arguments.add(argument.toString());
        }
        return arguments;
    }

    private static boolean isProtected(char c) {
        return c == '"' || c == '\\';
    }
}
