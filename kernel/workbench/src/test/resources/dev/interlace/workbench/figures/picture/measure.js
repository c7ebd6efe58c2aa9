// Draws every figure of KINDS with plotly.js and sends what it drew: ranges, places and colours.
async function pixels(url) {
  const image = new Image();
  image.src = url;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = image.width;
  canvas.height = image.height;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  context.drawImage(image, 0, 0);
  return (x, y) => Array.from(context.getImageData(Math.round(x), Math.round(y), 1, 1).data).slice(0, 3);
}

function places(div, cd) {
  const trace = cd[0].trace;
  const marks = [];
  const axes = { x: trace.xaxis || 'x', y: trace.yaxis || 'y' };
  const box = (x0, x1, y0, y1) => marks.push({ ...axes, box: [x0, x1, y0, y1], at: [(x0 + x1) / 2, (y0 + y1) / 2] });
  if (trace.type === 'scatter' && trace.mode.includes('markers')) {
    cd.forEach((pt) => marks.push({ ...axes, at: [pt.x, pt.y] }));
  } else if (trace.type === 'bar' || trace.type === 'histogram') {
    const lying = trace.orientation === 'h';
    cd.filter((pt) => pt.s !== undefined).forEach((pt) => {
      const middle = lying ? pt.y : pt.x;
      const from = pt.b, to = pt.b + pt.s;
      if (lying) box(from, to, middle - pt.w / 2, middle + pt.w / 2);
      else box(middle - pt.w / 2, middle + pt.w / 2, from, to);
    });
  } else if (trace.type === 'box') {
    const t = cd[0].t;
    cd.forEach((pt) => box(pt.pos + t.bPos - t.bdPos, pt.pos + t.bPos + t.bdPos, pt.q1, pt.q3));
  } else if (trace.type === 'candlestick') {
    const t = cd[0].t;
    cd.forEach((pt) => box(pt.pos - t.bdPos, pt.pos + t.bdPos, Math.min(pt.q1, pt.q3), Math.max(pt.q1, pt.q3)));
  } else if (trace.type === 'heatmap' || trace.type === 'histogram2d') {
    const { x, y, z } = cd[0];
    z.forEach((row, r) => row.forEach((value, c) => {
      if (typeof value === 'number') box(x[c], x[c + 1], y[r], y[r + 1]);
    }));
  }
  return marks;
}

async function measured(figure) {
  const div = document.createElement('div');
  document.body.append(div);
  const size = { width: 760, height: figure.layout.height || 440 };
  const layout = { ...figure.layout, ...size, template: TEMPLATE, paper_bgcolor: '#fff', plot_bgcolor: '#fff' };
  await Plotly.newPlot(div, figure.data, layout, { staticPlot: true });
  const full = div._fullLayout;
  const axis = (id) => full[id[0] + 'axis' + id.slice(1)];
  const found = { axes: {}, marks: [], slices: [] };
  for (const key of Object.keys(full).filter((k) => /^[xy]axis\d*$/.test(k) && full._has('cartesian'))) {
    found.axes[key.replace('axis', '')] = full[key].range.map((end) => full[key].r2l(end));
  }
  for (const cd of div.calcdata) {
    if (cd[0] && cd[0].trace && cd[0].trace.type === 'pie') {
      cd.forEach((pt) => found.slices.push({ label: pt.label, value: pt.v, colour: pt.color }));
    } else if (cd[0] && cd[0].trace) {
      found.marks.push(...places(div, cd));
    }
  }
  found.image = await Plotly.toImage(div, { format: 'png', ...size });
  const colour = await pixels(found.image);
  for (const mark of found.marks) {
    const xa = axis(mark.x), ya = axis(mark.y);
    mark.at = [xa.c2l(mark.at[0]), ya.c2l(mark.at[1])];
    mark.pixel = [xa._offset + xa.l2p(mark.at[0]), ya._offset + ya.l2p(mark.at[1])];
    mark.colour = colour(mark.pixel[0], mark.pixel[1]);
  }
  Plotly.purge(div);
  div.remove();
  return found;
}

(async () => {
  const all = {};
  for (const [name, figure] of Object.entries(KINDS)) {
    try {
      all[name] = await measured(figure);
    } catch (error) {
      all[name] = { error: String(error) };
    }
  }
  await fetch('/answer', { method: 'POST', body: JSON.stringify(all) });
})();
