package dev.interlace.jupyter;

import java.util.List;

/** What a session tells of a magic: how it is called and what it does. */
public interface NotebookCommand {
    /** The name after the percent sign. */
    String name();

    /** Other names for it. */
    default List<String> aliases() {
        return List.of();
    }

    /** How it is called, then what it does; the first line alone must make sense in a list. */
    String help();
}
