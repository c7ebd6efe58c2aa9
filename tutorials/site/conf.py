"""The site of guides, executed notebooks and Javadoc. It is built by ./lab site."""

project = "Interlace"
copyright = "the Interlace authors"
extensions = ["myst_nb", "sphinx-mathjax-offline"]
root_doc = "tutorials/index"
include_patterns = [
    "tutorials/*.md",
    "tutorials/sample-plugin/README.md",
    "docker/README.md",
    "notebooks/*.ipynb",
    "notebooks/reference/*.ipynb",
    "notebooks/labs/*.ipynb",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "DECISIONS.md",
]
exclude_patterns = ["**/target/**", "notebooks/src/**", "notebooks/labs/source/**", "**/.ipynb_checkpoints/**"]

# the notebooks keep the outputs of a real run; nothing is executed here
nb_execution_mode = "off"
nb_mime_priority_overrides = [("html", "application/vnd.plotly.v1+json", None)]
myst_enable_extensions = ["dollarmath", "amsmath", "html_image"]
myst_heading_anchors = 4
suppress_warnings = ["toc.not_included", "myst.xref_missing", "docutils", "mystnb.unknown_mime_type", "myst.header", "misc.highlighting_failure"]

html_theme = "furo"
html_title = "Interlace"
html_show_sphinx = False
html_show_copyright = False
html_js_files = ["mermaid.min.js", "diagrams.js"]
html_static_path = ["../../target/site-static"]
html_extra_path = ["../../target/site-extra"]
html_theme_options = {"navigation_with_keys": True}
