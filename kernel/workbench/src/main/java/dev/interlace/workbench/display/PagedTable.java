package dev.interlace.workbench.display;

/**
 * A table whose rows are turned page by page. The script looks for tables that have no buttons yet: it may stand on a
 * page any number of times, in a notebook or in an exported page. Where no script runs the first page is seen.
 */
public final class PagedTable {
    private static final int PAGE = 20;
    private static final String HEAD =
            "padding:2px 8px;border-bottom:1px solid #8888;vertical-align:bottom;text-align:";
    private static final String CELL = "padding:2px 8px;text-align:";
    private static final String FAINT = ";opacity:.55";
    private static final String SCRIPT = """
            <script>(function () {
              document.querySelectorAll('div.interlace-pages:not([data-turns])').forEach(function (box) {
                box.dataset.turns = '';
                var rows = Array.from(box.querySelectorAll('tbody > tr')), size = Number(box.dataset.page), page = 0;
                var last = Math.ceil(rows.length / size) - 1, bar = document.createElement('span');
                var text = document.createElement('span');
                function button(label, name, target) {
                  var b = document.createElement('button');
                  b.textContent = label;
                  b.title = name;
                  b.setAttribute('aria-label', name);
                  b.style.cssText = 'font:inherit;color:inherit;background:transparent;border:1px solid #8888;'
                    + 'border-radius:4px;padding:0 8px;margin-right:4px;cursor:pointer';
                  b.onclick = function () { page = Math.max(0, Math.min(last, target())); show(); };
                  bar.appendChild(b);
                  return b;
                }
                function show() {
                  rows.forEach(function (row, i) {
                    row.style.display = Math.floor(i / size) === page ? '' : 'none';
                  });
                  text.textContent = ' rows ' + page * size + ' to ' + (Math.min(rows.length, (page + 1) * size) - 1) + ' · ';
                  back.forEach(function (b) { b.disabled = page === 0; b.style.opacity = page === 0 ? .35 : 1; });
                  on.forEach(function (b) { b.disabled = page === last; b.style.opacity = page === last ? .35 : 1; });
                }
                var back = [button('«', 'first page', function () { return 0; }),
                            button('‹', 'previous page', function () { return page - 1; })];
                var on = [button('›', 'next page', function () { return page + 1; }),
                          button('»', 'last page', function () { return last; })];
                bar.appendChild(text);
                box.querySelector('small.interlace-note').prepend(bar);
                show();
              });
            })();</script>""";

    private final StringBuilder out = new StringBuilder();
    private final StringBuilder head = new StringBuilder();
    private final StringBuilder body = new StringBuilder();
    private int rows;

    /** Where a column's texts stand. */
    public enum Side {
        LEFT("left"),
        RIGHT("right");

        private final String css;

        Side(String css) {
            this.css = css;
        }
    }

    /** A table of that title. */
    public PagedTable(String title) {
        if (!title.isEmpty()) {
            out.append("<div><b>").append(TableView.escape(title)).append("</b></div>");
        }
    }

    /** Adds a column, with a faint word on what it holds. */
    public void head(String title, String kind, Side side) {
        head.append("<th style=\"").append(HEAD).append(side.css).append("\">").append(TableView.escape(title));
        if (!kind.isEmpty()) {
            head.append("<br><small style=\"font-weight:normal")
                    .append(FAINT)
                    .append("\">")
                    .append(TableView.escape(kind))
                    .append("</small>");
        }
        head.append("</th>");
    }

    /** Begins a row. */
    public void row() {
        body.append(rows == 0 ? "" : "</tr>").append(rows < PAGE ? "<tr>" : "<tr style=\"display:none\">");
        rows++;
    }

    /** Adds the number of a row. */
    public void place(int index) {
        cell(Integer.toString(index), Side.RIGHT.css + FAINT);
    }

    /** Adds a text. */
    public void cell(String text, Side side) {
        cell(text, side.css);
    }

    /** Adds a place where there is no value. */
    public void missing(Side side) {
        cell("missing", side.css + FAINT + ";font-style:italic");
    }

    private void cell(String text, String style) {
        body.append("<td style=\"")
                .append(CELL)
                .append(style)
                .append("\">")
                .append(TableView.escape(text))
                .append("</td>");
    }

    /** The table, with a line below it. */
    public String end(String note) {
        boolean turns = rows > PAGE;
        out.insert(0, turns ? "<div class=\"interlace-pages\" data-page=\"" + PAGE + "\">" : "<div>");
        out.append("<div style=\"overflow-x:auto;max-width:100%\"><table style=\"border-collapse:collapse;margin:0\">")
                .append("<thead><tr>")
                .append(head)
                .append("</tr></thead><tbody>")
                .append(body)
                .append(rows == 0 ? "" : "</tr>")
                .append("</tbody></table></div><small class=\"interlace-note\">")
                .append(TableView.escape(note))
                .append("</small></div>");
        return out.append(turns ? SCRIPT : "").toString();
    }
}
