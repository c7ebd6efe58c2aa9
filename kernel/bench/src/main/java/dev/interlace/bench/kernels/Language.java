package dev.interlace.bench.kernels;

import java.util.Locale;

/**
 * The cells that every kernel is measured with, in the words of its language.
 *
 * @param hundredThousandLines prints 100,000 numbered lines
 * @param longString prints 50 million characters without a line break
 * @param spin never ends
 * @param keep declares a variable {@code kept} with the value 41
 * @param kept its value plus one
 * @param completion text whose end has a member name half typed
 */
record Language(
        String hundredThousandLines, String longString, String spin, String keep, String kept, String completion) {
    private static final Language JAVA = new Language(
            "for (int i = 0; i < 100_000; i++) System.out.println(\"line \" + i);",
            "System.out.print(\"x\".repeat(50_000_000));",
            "while (true) {}",
            "int kept = 41;",
            "kept + 1",
            "\"abc\".sub");
    private static final Language PYTHON = new Language(
            "for i in range(100_000): print('line', i)",
            "print('x' * 50_000_000, end='')",
            "while True: pass",
            "kept = 41",
            "kept + 1",
            "'abc'.sp");

    /** The cells for the language that a kernelspec names. */
    static Language of(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "java" -> JAVA;
            case "python" -> PYTHON;
            default -> throw new IllegalArgumentException("a kernel's language must be java or python, got: " + name);
        };
    }
}
