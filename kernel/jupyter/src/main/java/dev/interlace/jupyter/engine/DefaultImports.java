package dev.interlace.jupyter.engine;

import java.util.List;

/**
 * The imports that cells find made.
 *
 * @param startup import declarations that JShell evaluates
 * @param offered packages, with a star, and classes whose names count only where nothing else has them
 */
public record DefaultImports(List<String> startup, List<String> offered) {
    public DefaultImports {
        startup = List.copyOf(startup);
        offered = List.copyOf(offered);
    }

    /** Full names, each with its star, of the packages among the start-up's imports. */
    List<String> onDemand() {
        return Imports.parse(String.join("", startup)).onDemand();
    }
}
