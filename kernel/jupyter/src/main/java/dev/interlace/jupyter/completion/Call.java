package dev.interlace.jupyter.completion;

import java.util.List;
import java.util.Optional;

/**
 * A call in the code of a cell, as far as its text and the notebook's variables tell.
 *
 * @param method its name
 * @param arguments the values of the arguments that are literals of text or variables; empty for every other one
 */
public record Call(String method, List<Optional<Object>> arguments) {
    public Call {
        arguments = List.copyOf(arguments);
    }

    /** The text of the argument at {@code index}, from 0; empty where it is none or is not known. */
    public Optional<String> text(int index) {
        return argument(index, String.class);
    }

    /** The value of the argument at {@code index}, from 0; empty where it is of another type or is not known. */
    public <T> Optional<T> argument(int index, Class<T> type) {
        return index < arguments.size()
                ? arguments.get(index).filter(type::isInstance).map(type::cast)
                : Optional.empty();
    }
}
