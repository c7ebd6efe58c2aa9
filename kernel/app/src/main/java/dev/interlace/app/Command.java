package dev.interlace.app;

import java.util.List;

/** One subcommand of the command line. */
interface Command {
    /**
     * Runs it.
     *
     * @param arguments what follows its name
     * @return exit status; 0 is success
     * @throws IllegalArgumentException if the arguments are wrong; the message says what is right
     */
    int run(List<String> arguments, Console console) throws Exception;
}
