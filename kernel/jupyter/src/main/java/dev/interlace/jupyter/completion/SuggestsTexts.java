package dev.interlace.jupyter.completion;

import java.util.List;
import java.util.Optional;

/**
 * An object that knows which texts its methods take. While a call on a variable with such a value is being typed, the
 * kernel asks the value. It is asked on the thread that answers questions about code, also while a cell runs: it must
 * change nothing and answer at once.
 */
public interface SuggestsTexts {
    /** The texts that may stand where one is being typed, the best first; none where it does not know. */
    List<Suggestion> suggest(OpenCall open);

    /** What {@code text} means where it stands in a call; empty where nothing is known of it. */
    default Optional<String> describe(OpenCall open, String text) {
        return Optional.empty();
    }

    /**
     * What a complete call gives, for the calls behind it; empty where finding out would take long or change something.
     */
    default Optional<SuggestsTexts> following(Call call) {
        return Optional.empty();
    }
}
