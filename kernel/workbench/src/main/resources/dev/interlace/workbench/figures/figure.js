(function () {
  var w = window, d = document;
  function unpack(element) {
    var text = atob(element.textContent), bytes = new Uint8Array(text.length);
    for (var i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).text();
  }
  function base() {
    var config = d.getElementById('jupyter-config-data'), url = null;
    if (config) try { url = JSON.parse(config.textContent).baseUrl; } catch (e) { url = null; }
    url = url || d.body.dataset.baseUrl || '/';
    return url.slice(-1) === '/' ? url : url + '/';
  }
  function fetched() {
    return fetch(base() + 'kernelspecs/interlace/plotly.min.js', { credentials: 'same-origin' }).then(function (answer) {
      if (!answer.ok) throw new Error('the server answered ' + answer.status);
      return answer.text();
    });
  }
  function plotly() {
    if (w.Plotly) return Promise.resolve(w.Plotly);
    if (!w.interlacePlotly) {
      var packed = d.getElementById('interlace-plotly');
      w.interlacePlotly = (packed ? unpack(packed) : fetched()).then(function (source) {
        new Function('define', 'module', 'exports', source).call(w);
        return w.Plotly;
      });
      w.interlacePlotly.catch(function () { w.interlacePlotly = null; });
    }
    return w.interlacePlotly;
  }
  function dark() {
    var light = d.body.dataset.jpThemeLight;
    return light ? light === 'false' : !!(w.matchMedia && w.matchMedia('(prefers-color-scheme: dark)').matches);
  }
  function themed(figure) {
    var layout = figure.layout || {};
    if (figure.theme === 'DARK' || (figure.theme === 'AUTO' && dark())) {
      layout.template = figure.dark;
    } else {
      layout.template = figure.light;
    }
    return layout;
  }
  d.querySelectorAll('.interlace-figure:not([data-drawn])').forEach(function (box) {
    box.setAttribute('data-drawn', 'true');
    var plot = box.querySelector('.interlace-plot'), still = box.querySelector('img');
    var note = box.querySelector('.interlace-note'), data = box.querySelector('script[type="application/json"]');
    plotly().then(function (Plotly) {
      var figure = JSON.parse(data.textContent);
      plot.style.display = 'block';
      return Plotly.newPlot(plot, figure.data, themed(figure), figure.config).then(function () {
        if (figure.frames) Plotly.addFrames(plot, figure.frames);
        still.style.display = 'none';
        Plotly.Plots.resize(plot);
        if (figure.theme === 'AUTO' && w.MutationObserver) new MutationObserver(function () {
          Plotly.relayout(plot, { template: dark() ? figure.dark : figure.light });
        }).observe(d.body, { attributes: true, attributeFilter: ['data-jp-theme-light'] });
      });
    }).catch(function (error) {
      plot.style.display = 'none';
      still.style.display = '';
      note.textContent = 'Static picture: the interactive view could not be loaded (' + error.message + ').';
    });
  });
})();
