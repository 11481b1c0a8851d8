/* The browser's half of dashboard/plot.py: a Plotly figure in the colours of the theme in force.

   plotly.js is fetched when the first figure comes near the window, and parsed once. */
(function () {
  "use strict";

  const React = window.React;
  const NAME = /var\((--[\w-]+)\)/g;
  let loading = null;

  function plotly() {
    loading = loading || new Promise((loaded, failed) => {
      const script = document.createElement("script");
      script.src = document.getElementById("shell-plotly").href;
      script.onload = () => loaded(window.Plotly);
      script.onerror = () => { loading = null; script.remove(); failed(new Error("plotly.js")); };
      document.head.append(script);
    });
    return loading;
  }

  /* The colours of the page; with a scheme ("light") those of that one, for pictures and paper. */
  function colours(scheme) {
    const probe = document.createElement("span");
    probe.hidden = true;
    if (scheme) probe.style.colorScheme = scheme;
    document.body.append(probe);
    const found = {};
    return {
      of(name) {
        if (!(name in found)) {
          probe.style.color = `var(${name})`;
          found[name] = getComputedStyle(probe).color;
        }
        return found[name];
      },
      done: () => probe.remove(),
    };
  }

  function inTheme(figure, scheme) {
    const theme = colours(scheme);
    const paint = (part) => {
      if (typeof part === "string") return part.includes("var(") ? part.replace(NAME, (_whole, name) => theme.of(name)) : part;
      if (Array.isArray(part)) return part.map(paint);
      if (part && typeof part === "object") return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, paint(value)]));
      return part;
    };
    const painted = paint(figure);
    theme.done();
    return painted;
  }

  /* Every figure on the page, to be drawn anew when the theme changes or the page is printed. */
  const drawn = new Map();

  async function draw(box, scheme) {
    const props = drawn.get(box);
    if (!props) return;
    try {
      const Plotly = window.Plotly || await plotly();
      const now = drawn.get(box); // it may have changed or gone while the script came
      if (!now) return;
      box.querySelector(".failed")?.remove();
      const { data, layout } = inTheme(now.figure, scheme);
      await Plotly.react(box, data, layout, now.config);
    } catch (error) {
      if (error.message !== "plotly.js") throw error;
      tellFailure(box);
    }
  }

  function tellFailure(box) {
    const words = document.getElementById("shell-words").content.querySelector(".failed").cloneNode(true);
    words.querySelector("button").addEventListener("click", () => draw(box));
    box.replaceChildren(words);
  }

  const isThere = (box) => box.classList.contains("js-plotly-plot");
  const drawAll = (scheme) => { for (const box of drawn.keys()) if (isThere(box) || (scheme && window.Plotly)) draw(box, scheme); };

  const near = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      near.unobserve(entry.target);
      draw(entry.target);
    }
  }, { rootMargin: "300px" });

  const sizes = new ResizeObserver((entries) => {
    for (const { target } of entries) if (isThere(target)) window.Plotly.Plots.resize(target);
  });

  function Plot(props) {
    const box = React.useRef(null);
    React.useEffect(() => {
      const { current } = box;
      near.observe(current);
      sizes.observe(current);
      return () => {
        drawn.delete(current);
        near.unobserve(current);
        sizes.unobserve(current);
        if (window.Plotly) window.Plotly.purge(current);
      };
    }, []);
    React.useEffect(() => {
      drawn.set(box.current, props);
      if (isThere(box.current)) draw(box.current);
    }, [props.figure]);
    return React.createElement("div", { id: props.id, className: props.className, style: props.style, ref: box });
  }

  for (const query of ["(prefers-color-scheme: dark)", "(forced-colors: active)"]) {
    window.matchMedia(query).addEventListener("change", () => drawAll());
  }
  window.addEventListener("themechange", () => drawAll());
  window.addEventListener("beforeprint", () => drawAll("light"));
  window.addEventListener("afterprint", () => drawAll());

  window.nordicscir = Object.assign({}, window.nordicscir, { Plot, inTheme, plotly });
})();
