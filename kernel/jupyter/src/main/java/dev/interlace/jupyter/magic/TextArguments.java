package dev.interlace.jupyter.magic;

import dev.interlace.jupyter.NotebookSession;
import dev.interlace.jupyter.completion.Call;
import dev.interlace.jupyter.completion.SuggestsTexts;
import dev.interlace.jupyter.engine.CodeAnalysis.Match;
import dev.interlace.jupyter.engine.OpenText;
import dev.interlace.jupyter.engine.OpenText.Use;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the values of a notebook's variables about the texts that their methods take.
 *
 * @param session the notebook
 */
public record TextArguments(NotebookSession session) {
    private static final Logger LOG = LoggerFactory.getLogger(TextArguments.class);

    /** The live value of the variable {@code name}. */
    public Optional<Object> value(String name) {
        return session.variables().stream()
                .filter(variable -> variable.name().equals(name))
                .findFirst()
                .flatMap(NotebookSession.Variable::value);
    }

    /** The texts that {@code open} may become. */
    List<Match> suggest(OpenText open) {
        return ask(open, (object, use) -> Optional.of(object.suggest(use.open()))).orElse(List.of()).stream()
                .filter(one -> begins(one.text(), open.text()))
                .map(one -> new Match(one.text(), one.type(), one.note()))
                .toList();
    }

    // an id may be typed without its family
    private static boolean begins(String text, String typed) {
        String wanted = typed.toLowerCase(Locale.ROOT);
        String known = text.toLowerCase(Locale.ROOT);
        return known.startsWith(wanted) || known.startsWith(wanted, known.indexOf('/') + 1);
    }

    /** What the text around {@code cursor} means in its call; empty where there is none, or nothing is known of it. */
    public Optional<String> describe(String code, int cursor) {
        return OpenText.around(code, cursor, this::value)
                .flatMap(open -> ask(open, (object, use) -> object.describe(use.open(), open.text())));
    }

    @SuppressWarnings("CatchingThrowable") // the objects are the user's code as well
    private <T> Optional<T> ask(OpenText open, BiFunction<SuggestsTexts, Use, Optional<T>> question) {
        if (open.use().isEmpty()) {
            return Optional.empty();
        }
        Use use = open.use().get();
        Thread thread = Thread.currentThread();
        ClassLoader loader = thread.getContextClassLoader();
        thread.setContextClassLoader(session.classLoader());
        try {
            Optional<SuggestsTexts> object = value(use.variable())
                    .filter(SuggestsTexts.class::isInstance)
                    .map(SuggestsTexts.class::cast);
            for (Call call : use.before()) {
                object = object.flatMap(one -> one.following(call));
            }
            return object.flatMap(one -> question.apply(one, use));
        } catch (Throwable e) {
            LOG.debug("{} was asked about a text and failed", use.variable(), e);
            return Optional.empty();
        } finally {
            thread.setContextClassLoader(loader);
        }
    }
}
