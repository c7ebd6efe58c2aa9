package dev.interlace.jupyter.completion;

import java.util.List;

/**
 * A call whose next argument holds the text that is being typed.
 *
 * @param call the call with the arguments before that one
 * @param place where in the argument the text stands
 */
public record OpenCall(Call call, Place place) {
    /** Where a text stands in an argument. */
    public sealed interface Place {
        /** The text is the argument, or an element of the list or the array that is. */
        record Text() implements Place {}

        /**
         * The text is a key of the map that is the argument.
         *
         * @param others the keys before it
         */
        record Key(List<String> others) implements Place {
            public Key {
                others = List.copyOf(others);
            }
        }

        /**
         * The text is a value of the map that is the argument.
         *
         * @param key its key
         */
        record Value(String key) implements Place {}
    }

    /** The name of the method. */
    public String method() {
        return call.method();
    }

    /** The index of the argument, from 0. */
    public int index() {
        return call.arguments().size();
    }
}
