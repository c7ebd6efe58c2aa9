package dev.interlace.jupyter.display;

import java.util.List;

/**
 * What a cell printed and showed while it was captured by the magic {@code %%capture}.
 *
 * @param stdout what it printed to standard output
 * @param stderr what it printed to standard error
 * @param outputs what it showed, its value last
 */
public record Captured(String stdout, String stderr, List<DisplayData> outputs) {
    public Captured {
        outputs = List.copyOf(outputs);
    }

    /** Prints and shows it all in the calling cell. */
    public void show() {
        System.out.print(stdout);
        System.err.print(stderr);
        CurrentCell.get().ifPresent(cell -> outputs.forEach(cell::display));
    }

    @Override
    public String toString() {
        return stdout;
    }
}
