package dev.interlace.jupyter.widgets;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The models of ipywidgets 8 with the values that they start with; each name and default is the one of ipywidgets' own
 * Python, with which a test compares them.
 */
final class Models {
    private static final String BASE = "@jupyter-widgets/base";
    private static final String CONTROLS = "@jupyter-widgets/controls";
    private static final String OUTPUT = "@jupyter-widgets/output";
    private static final String VERSION = "2.0.0";
    private static final String OUTPUT_VERSION = "1.0.0";
    private static final String EMPTY = "\u200b"; // keeps the height of a line

    /** The properties of a box in CSS that a layout may give. */
    private static final List<String> LAYOUT = List.of(("align_content align_items align_self border_bottom border_left"
                    + " border_right border_top bottom display flex flex_flow grid_area grid_auto_columns"
                    + " grid_auto_flow"
                    + " grid_auto_rows grid_column grid_gap grid_row grid_template_areas grid_template_columns"
                    + " grid_template_rows height justify_content justify_items left margin max_height max_width"
                    + " min_height min_width object_fit object_position order overflow padding right top visibility"
                    + " width")
            .split(" ", -1));

    private Models() {}

    /** The values of a model under construction. */
    private static final class Values {
        private final Map<String, @Nullable Object> map = new LinkedHashMap<>();

        Values with(String name, @Nullable Object value) {
            map.put(name, value);
            return this;
        }

        Model model() {
            return new Model(map);
        }
    }

    private static Values bare(String module, String version, String model) {
        return new Values()
                .with("_model_module", module)
                .with("_model_module_version", version)
                .with("_model_name", model)
                .with("_view_count", null)
                .with("_view_module", module)
                .with("_view_module_version", version);
    }

    private static Values dom(String module, String version, String name, String view) {
        return bare(module, version, name + "Model")
                .with("_view_name", view)
                .with("_dom_classes", List.of())
                .with("layout", layout())
                .with("tabbable", null)
                .with("tooltip", null);
    }

    private static Values control(String name, String view) {
        return dom(CONTROLS, VERSION, name, view);
    }

    private static Values described(String name, String description, Model style) {
        return described(name, name + "View", description, style);
    }

    private static Values described(String name, String view, String description, Model style) {
        return control(name, view)
                .with("description", description)
                .with("description_allow_html", false)
                .with("style", style);
    }

    private static Model layout() {
        Values values = bare(BASE, VERSION, "LayoutModel").with("_view_name", "LayoutView");
        LAYOUT.forEach(name -> values.with(name, null));
        return values.model();
    }

    private static Values style(String name) {
        return bare(CONTROLS, VERSION, name + "StyleModel")
                .with("_view_module", BASE)
                .with("_view_name", "StyleView");
    }

    private static Model descriptionStyle() {
        return style("Description").with("description_width", "").model();
    }

    private static Model textStyle(String name) {
        return style(name)
                .with("description_width", "")
                .with("background", null)
                .with("font_size", null)
                .with("text_color", null)
                .model();
    }

    private static Model buttonStyle() {
        Values values = style("Button").with("button_color", null);
        List.of(
                        "font_family",
                        "font_size",
                        "font_style",
                        "font_variant",
                        "font_weight",
                        "text_color",
                        "text_decoration")
                .forEach(name -> values.with(name, null));
        return values.model();
    }

    private static Model slider(String name, String description, Range range, String format) {
        Model style = style("Slider")
                .with("description_width", "")
                .with("handle_color", null)
                .model();
        return described(name, description, style)
                .with("behavior", "drag-tap")
                .with("continuous_update", true)
                .with("disabled", false)
                .with("max", range.max())
                .with("min", range.min())
                .with("orientation", "horizontal")
                .with("readout", true)
                .with("readout_format", format)
                .with("step", range.step())
                .with("value", range.value())
                .model();
    }

    /**
     * The numbers of a slider or a field.
     *
     * @param min smallest value
     * @param max largest value
     * @param step between two values
     * @param value the first value
     */
    record Range(Number min, Number max, @Nullable Number step, Number value) {}

    static Model intSlider(String description, Range range) {
        return slider("IntSlider", description, range, "d");
    }

    static Model floatSlider(String description, Range range, String format) {
        return slider("FloatSlider", description, range, format);
    }

    private static Model chosen(String name, String description, Model style, List<String> labels, int index) {
        Values values = described(name, description, style)
                .with("_options_labels", labels)
                .with("disabled", false)
                .with("index", index);
        if (name.equals("ToggleButtons")) {
            values.with("button_style", "").with("icons", List.of()).with("tooltips", List.of());
        }
        return values.model();
    }

    static Model dropdown(String description, List<String> labels, int index) {
        return chosen("Dropdown", description, descriptionStyle(), labels, index);
    }

    static Model toggles(String description, List<String> labels, int index) {
        Model style = style("ToggleButtons")
                .with("button_width", "")
                .with("description_width", "")
                .with("font_weight", "")
                .model();
        return chosen("ToggleButtons", description, style, labels, index);
    }

    static Model checkbox(String description, Boolean value) {
        Model style = style("Checkbox")
                .with("description_width", "")
                .with("background", null)
                .model();
        return described("Checkbox", description, style)
                .with("disabled", false)
                .with("indent", true)
                .with("value", value)
                .model();
    }

    static Model text(String description, String value) {
        return described("Text", description, textStyle("Text"))
                .with("continuous_update", true)
                .with("disabled", false)
                .with("placeholder", EMPTY)
                .with("value", value)
                .model();
    }

    static Model intText(String description, Number value) {
        return described("IntText", description, descriptionStyle())
                .with("continuous_update", false)
                .with("disabled", false)
                .with("step", 1)
                .with("value", value)
                .model();
    }

    static Model floatText(String description, Number value) {
        return described("FloatText", description, descriptionStyle())
                .with("continuous_update", false)
                .with("disabled", false)
                .with("step", null)
                .with("value", value)
                .model();
    }

    static Model button(String label) {
        return control("Button", "ButtonView")
                .with("button_style", "")
                .with("description", label)
                .with("disabled", false)
                .with("icon", "")
                .with("style", buttonStyle())
                .model();
    }

    static Model play(Range range, int interval) {
        return described("Play", "", descriptionStyle())
                .with("disabled", false)
                .with("interval", interval)
                .with("max", range.max())
                .with("min", range.min())
                .with("playing", false)
                .with("repeat", false)
                .with("show_repeat", true)
                .with("step", range.step())
                .with("value", range.value())
                .model();
    }

    static Model html(String value) {
        return described("HTML", "", textStyle("HTML"))
                .with("placeholder", EMPTY)
                .with("value", value)
                .model();
    }

    static Model image(String format, byte[] bytes) {
        return control("Image", "ImageView")
                .with("format", format)
                .with("height", "")
                .with("value", bytes)
                .with("width", "")
                .model();
    }

    static Model progress(String description, Range range) {
        Model style = style("Progress")
                .with("bar_color", null)
                .with("description_width", "")
                .model();
        return described("IntProgress", "ProgressView", description, style)
                .with("bar_style", "")
                .with("max", range.max())
                .with("min", range.min())
                .with("orientation", "horizontal")
                .with("value", range.value())
                .model();
    }

    static Model upload(String description, String accept) {
        return described("FileUpload", description, buttonStyle())
                .with("accept", accept)
                .with("button_style", "")
                .with("disabled", false)
                .with("error", "")
                .with("icon", "upload")
                .with("multiple", false)
                .with("value", List.of())
                .model();
    }

    static Model output() {
        return dom(OUTPUT, OUTPUT_VERSION, "Output", "OutputView")
                .with("msg_id", "")
                .with("outputs", List.of())
                .model();
    }

    /** A box of one of the kinds that lay out their children. */
    static Model box(Box.Kind kind, List<Model> children, List<String> titles) {
        String name = kind.view();
        Values values = control(name, name + "View").with("box_style", "").with("children", List.copyOf(children));
        if (kind.isTitled()) {
            values.with("selected_index", kind == Box.Kind.TABS && !children.isEmpty() ? (Integer) 0 : null)
                    .with("titles", List.copyOf(titles));
        }
        return values.model();
    }

    /** A link of two values that the front end keeps equal by itself. */
    static Model link(Model source, Model target) {
        return bare(CONTROLS, VERSION, "LinkModel")
                .with("_view_name", null)
                .with("source", List.of(source, "value"))
                .with("target", List.of(target, "value"))
                .model();
    }

    /** A number as messages say it. */
    static String number(Number value) {
        double x = value.doubleValue();
        return x == Math.rint(x) && Math.abs(x) < 1e15 ? String.format(Locale.ROOT, "%d", (long) x) : String.valueOf(x);
    }
}
