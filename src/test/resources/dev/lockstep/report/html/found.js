// What a test wants to know of the page, told to the page around it.
const count = (selector) => document.querySelectorAll(selector).length;
for (const resource of performance.getEntriesByType('resource')) {
  if (!resource.name.startsWith('data:')) faults.push('fetches ' + resource.name);
}
frameElement.height = document.documentElement.scrollHeight;
axe.run(document, { resultTypes: ['violations'] }).then((result) => {
  for (const fault of result.violations) {
    const first = fault.nodes[0];
    faults.push(fault.id + ': ' + first.html.slice(0, 200) + ' ' + first.failureSummary);
  }
  parent.document.documentElement.dataset.found = JSON.stringify({
    faults: faults,
    light: Number(getComputedStyle(document.body).backgroundColor.match(/\d+/)[0]) / 255,
    counts: [count('svg.chart'), count('svg.bar'), count('img')].join(' '),
    hit: typeof window.hit,
    text: document.querySelector('main').textContent,
  });
});
