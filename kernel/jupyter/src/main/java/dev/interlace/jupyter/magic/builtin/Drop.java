package dev.interlace.jupyter.magic.builtin;

import dev.interlace.jupyter.NotebookSession.Declaration;
import dev.interlace.jupyter.magic.Magic;
import dev.interlace.jupyter.magic.MagicException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Forgets single declarations. */
final class Drop implements Magic.OnLine {
    @Override
    public String name() {
        return "drop";
    }

    @Override
    public String help() {
        return "%drop name…: forgets the variables, methods and types of these names";
    }

    @Override
    public String argumentType() {
        return "instance";
    }

    @Override
    public List<String> complete(Completing argument) {
        return argument.session().declarations().stream()
                .filter(one -> one.kind() != Declaration.Kind.IMPORT)
                .map(Declaration::name)
                .distinct()
                .toList();
    }

    @Override
    public @Nullable Object run(Call call) {
        if (call.arguments().isEmpty()) {
            throw new MagicException("%" + name() + " needs the name of a variable, method or type");
        }
        for (String name : call.arguments()) {
            if (!call.session().drop(name)) {
                throw new MagicException("%" + name() + ": nothing is called " + name + "; there are "
                        + call.session().declarations().stream()
                                .filter(one -> one.kind() != Declaration.Kind.IMPORT)
                                .map(Declaration::name)
                                .distinct()
                                .collect(Collectors.joining(", ")));
            }
        }
        return null;
    }
}
