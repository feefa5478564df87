/**
 * What runs in the page before its own code: it watches the document from animation frame to animation frame and asks nothing of the
 * page but what any user sees, so that any build of it can be measured. As text, because it is the browser's and not this program's.
 */
export const PAGE_SCRIPT = `globalThis.strideBench = (() => {
  const bench = { usable: null, scatter: null, longTasks: [], frames: [] };
  new PerformanceObserver((list) => { for (const { startTime, duration } of list.getEntries()) bench.longTasks.push([startTime, duration]); })
    .observe({ type: 'longtask', buffered: true });
  const rows = () => [...document.querySelectorAll('table tbody tr')].map((row) => row.innerText).join('\\n');
  // The page keeps the latest of each name alone; an observer sees them all.
  const seen = [];
  new PerformanceObserver((list) => { seen.push(...list.getEntries().filter(({ name }) => name.startsWith('stride:scatter-'))); }).observe({ type: 'mark', buffered: true });
  const marks = (name) => seen.filter((entry) => entry.name === name);
  // A page without marks: two frames after its chart says that it is there, by when the canvas has been painted.
  let unmarked = null;
  function scatterDrawn() {
    const drawn = marks('stride:scatter-drawn').find(({ detail }) => detail?.points > 0);
    if (drawn) {
      const set = marks('stride:scatter-set').filter(({ startTime }) => startTime <= drawn.startTime).at(-1);
      return { at: drawn.startTime, ms: set ? drawn.startTime - set.startTime : null };
    }
    const chart = document.querySelector('[data-testid=scatter][data-drawn=true]');
    if (!chart || Number(chart.dataset.points) === 0 || performance.getEntriesByName('stride:scatter-set').length > 0) return null;
    unmarked = unmarked ?? { frames: 0 };
    unmarked.frames += 1;
    return unmarked.frames > 2 ? { at: performance.now(), ms: null } : null;
  }
  function watch(now) {
    bench.frames.push(now);
    bench.scatter ??= scatterDrawn();
    if (bench.usable === null && bench.scatter && document.querySelector('h1') && rows() !== '') bench.usable = Math.max(bench.scatter.at, performance.now());
    requestAnimationFrame(watch);
  }
  requestAnimationFrame(watch);
  const buttonOf = (selector, text) => [...document.querySelectorAll(selector)].find((each) => each.innerText.trim().startsWith(text) && !each.disabled);
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  return Object.assign(bench, {
    /** Of the latest option that the scatter was given: ms until it was drawn; null while it is not, undefined where nothing is marked. */
    scatterMs() {
      const at = (name) => performance.getEntriesByName(name, 'mark').at(-1)?.startTime;
      const [set, drawn] = [at('stride:scatter-set'), at('stride:scatter-drawn')];
      return set === undefined ? undefined : drawn >= set ? drawn - set : null;
    },
    canClick: (selector, text) => buttonOf(selector, text) !== undefined,
    /** From the click until other rows stand on the screen. */
    async click(selector, text) {
      const button = buttonOf(selector, text);
      if (!button) throw new Error('no button ' + selector + ' ' + text);
      const before = rows();
      const begin = performance.now();
      button.click();
      for (;;) {
        await frame();
        const now = rows();
        if (now !== '' && now !== before) break;
        if (performance.now() - begin > 20000) throw new Error('the rows stayed as they were after ' + text);
      }
      return performance.now() - begin;
    },
    /** The number of the newest line of the log that is shown, 0 when there is none. */
    newestLine() {
      const numbers = [...document.querySelectorAll('[data-testid=log-line]')].slice(0, 50).map((line) => Number(/event (\\d+)/.exec(line.innerText)?.[1] ?? 0));
      return Math.max(0, ...numbers);
    },
    forget() { bench.longTasks.length = 0; bench.frames.length = 0; },
    smoothness() {
      const gaps = bench.frames.slice(1).map((at, index) => at - bench.frames[index]);
      return { longestTaskMs: Math.max(0, ...bench.longTasks.map(([, duration]) => duration)), longTasks: bench.longTasks.length, frames: bench.frames.length, longestGapMs: Math.max(0, ...gaps) };
    },
  });
})();`;
