// Letters of charts, and lines and points of charts, that differ too little from the page (which
// axe does not look at): 4.5 to 1 for letters, 3 to 1 for lines, as WCAG 2.2 AA has it.
(() => {
  const channels = (colour) => colour.match(/[\d.]+/g).slice(0, 3).map(Number);
  const luminance = (colour) => {
    const [r, g, b] = channels(colour).map((c) => {
      const s = c / 255;
      return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const paper = luminance(getComputedStyle(document.body).backgroundColor);
  const contrast = (colour) => {
    const ink = luminance(colour);
    return (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05);
  };
  const faults = [];
  const check = (selector, property, least) => {
    for (const element of document.querySelectorAll(selector)) {
      const found = contrast(getComputedStyle(element)[property]);
      if (!(found >= least)) faults.push(selector + ': ' + found.toFixed(2));
    }
  };
  check('svg text, svg tspan', 'fill', 4.5);
  check('svg .line, svg .even, svg .interval', 'stroke', 3);
  check('svg .dot, svg.bar rect, svg .d5', 'fill', 3);
  return faults;
})()
