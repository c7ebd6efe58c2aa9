package dev.interlace.jupyter.magic.builtin;

import dev.interlace.jupyter.display.CurrentCell;
import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.jupyter.magic.Magic;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows the body of a cell as markup of one type. */
final class Markup implements Magic.OnCell, Magic.OnLine {
    private final String name;
    private final String mimeType;

    Markup(String name, String mimeType) {
        this.name = name;
        this.mimeType = mimeType;
    }

    /** {@code text} with the characters of HTML's syntax as entities. */
    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<String> aliases() {
        return name.equals("javascript") ? List.of("js") : List.of();
    }

    @Override
    public String help() {
        return "%%" + name + ": shows the cell as " + mimeType;
    }

    @Override
    public @Nullable Object run(Call call) {
        return run(call, call.line());
    }

    @Override
    public @Nullable Object run(Call call, String body) {
        DisplayData data = DisplayData.text(body).with(mimeType, body);
        CurrentCell.get().ifPresent(output -> output.display(data));
        return null;
    }
}
