// What is wrong with the page's layout, in words: charts without size or beyond the window, letters
// beyond the window or over each other, a page wider than the window, images that do not load.
(() => {
  const faults = [];
  const width = document.documentElement.clientWidth;
  const say = (what, element) =>
    faults.push(what + ': ' + (element.textContent || element.outerHTML).trim().slice(0, 60));
  const inside = (box) => box.left >= 0 && box.right <= width + 0.5;
  if (document.documentElement.scrollWidth > width) {
    faults.push('the page is ' + document.documentElement.scrollWidth + ' wide');
  }
  for (const chart of document.querySelectorAll('svg')) {
    const box = chart.getBoundingClientRect();
    if (box.width < 40 || box.height < 8) say('no size', chart);
    if (!inside(box)) say('beyond the window', chart);
    if (!chart.querySelector('title')) say('no title', chart);
    const texts = [...chart.querySelectorAll('text')];
    texts.forEach((text, i) => {
      const a = text.getBoundingClientRect();
      if (!inside(a)) say('beyond the window', text);
      if (a.height < 11) say('too small', text);
      for (const other of texts.slice(i + 1)) {
        const b = other.getBoundingClientRect();
        const overlap =
          Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
          Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 3;
        if (overlap) say('over "' + other.textContent + '"', text);
      }
    });
  }
  for (const image of document.images) {
    if (!image.complete || image.naturalWidth === 0) say('does not load', image);
    if (!inside(image.getBoundingClientRect())) say('beyond the window', image);
  }
  return faults;
})()
