package dev.interlace.notebooks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A typical wrong answer to an exercise of a lab.
 *
 * @param exercise the id of the answer cell, such as {@code ex-1-1}
 * @param points what it earns
 * @param message a part of what the check says of it
 * @param code the answer cell
 */
record WrongAnswer(String exercise, double points, String message, String code) {
    /** The wrong answers to the exercises of lab {@code number}; blocks of a file, separated by lines of five =. */
    static List<WrongAnswer> of(int number) throws IOException {
        Path file = Path.of("src", "test", "resources", "wrong-answers", "lab-" + number + ".txt");
        return Stream.of(Files.readString(file).split("(?m)^=====$", -1))
                .map(String::strip)
                .filter(block -> !block.isEmpty())
                .map(WrongAnswer::parsed)
                .toList();
    }

    private static WrongAnswer parsed(String block) {
        String[] headAndCode = block.split("\n", 2);
        String[] head = headAndCode[0].split("\\|", 3);
        if (head.length < 3 || headAndCode.length < 2) {
            throw new IllegalArgumentException("a block begins with \"ex-1-1 | points | message\", got " + block);
        }
        return new WrongAnswer(head[0].strip(), Double.parseDouble(head[1]), head[2].strip(), headAndCode[1]);
    }
}
