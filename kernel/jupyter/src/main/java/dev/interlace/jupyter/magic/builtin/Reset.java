package dev.interlace.jupyter.magic.builtin;

import dev.interlace.jupyter.magic.Magic;
import org.jspecify.annotations.Nullable;

/** Forgets all declarations. */
final class Reset implements Magic.OnLine {
    @Override
    public String name() {
        return "reset";
    }

    @Override
    public String help() {
        return "%reset: forgets every variable, method, class and import that cells have declared";
    }

    @Override
    public @Nullable Object run(Call call) {
        call.session().reset();
        return null;
    }
}
