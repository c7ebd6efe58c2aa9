// Draws each piece of code that is marked as Mermaid; where that fails, the code stays readable.
document.addEventListener("DOMContentLoaded", async () => {
  const theme = document.body.dataset.theme;
  const dark =
    theme === "dark" || (theme === "auto" && window.matchMedia("(prefers-color-scheme: dark)").matches);
  mermaid.initialize({ startOnLoad: false, securityLevel: "strict", theme: dark ? "dark" : "neutral" });
  let number = 0;
  for (const code of document.querySelectorAll("pre > code.language-mermaid, .highlight-mermaid pre")) {
    const block = code.closest(".highlight-mermaid") ?? code.parentElement;
    try {
      const { svg } = await mermaid.render(`diagram-${number++}`, code.textContent);
      const drawing = document.createElement("div");
      drawing.className = "diagram";
      drawing.innerHTML = svg;
      block.replaceWith(drawing);
    } catch (error) {
      console.warn(`diagram: ${error.message}`);
    }
  }
});
