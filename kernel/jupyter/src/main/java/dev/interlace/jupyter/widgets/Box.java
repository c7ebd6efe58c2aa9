package dev.interlace.jupyter.widgets;

import java.util.ArrayList;
import java.util.List;

/** A widget that lays out others. */
public final class Box extends Widget {
    private final Kind kind;
    private final List<Widget> children;
    private final List<String> titles;

    /** How a box lays out its children. */
    enum Kind {
        ROW("HBox", false),
        COLUMN("VBox", false),
        TABS("Tab", true),
        ACCORDION("Accordion", true);

        private final String view;
        private final boolean titled;

        Kind(String view, boolean titled) {
            this.view = view;
            this.titled = titled;
        }

        String view() {
            return view;
        }

        boolean isTitled() {
            return titled;
        }
    }

    Box(Kind kind, List<Widget> children, List<String> titles) {
        super(Models.box(kind, children.stream().map(Widget::model).toList(), titles));
        this.kind = kind;
        this.children = List.copyOf(children);
        this.titles = List.copyOf(titles);
    }

    /** What it lays out, in order. */
    public List<Widget> children() {
        return children;
    }

    /** Makes parts move to further lines where one line is too short for them. */
    public Box wrap() {
        layout("flex_flow", "row wrap");
        return this;
    }

    @Override
    public Box width(String css) {
        super.width(css);
        return this;
    }

    @Override
    String text() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < children.size(); i++) {
            String text = children.get(i).text();
            if (!text.isBlank()) {
                lines.add(titles.isEmpty() ? text : titles.get(i) + ":\n  " + text.replace("\n", "\n  "));
            }
        }
        return String.join(kind == Kind.ROW ? " " : "\n", lines);
    }
}
