/* The browser's half of dashboard/spark.py: a sparkline as inline SVG, coloured by assets/overview.css. */
(function () {
  "use strict";

  const make = window.React.createElement;
  const WIDTH = 160, HEIGHT = 40, EDGE = 6;

  function Spark(props) {
    const last = Math.max(props.values.length - 1, 1);
    const x = (place) => EDGE + (WIDTH - 2 * EDGE) * place / last;
    const y = (value) => EDGE / 2 + (HEIGHT - EDGE) * (1 - value);
    const bands = props.bands.map(([low, high, kind]) =>
      make("rect", { key: kind, className: `spark-${kind}`, x: 0, width: WIDTH, y: y(high), height: y(low) - y(high) }));
    const there = props.values.map((value, place) => [value, place]).filter(([value]) => value !== null);
    const line = make("polyline", { key: "line", className: "spark-line", points: there.map(([value, place]) => `${x(place)},${y(value)}`).join(" ") });
    const end = there.slice(-1).map(([value, place]) =>
      make("rect", { key: "end", className: "spark-end", x: x(place) - 4, y: y(value) - 4, width: 8, height: 8 }));
    const signals = props.signals.map((place) => {
      const under = y(props.values[place]) + 5;
      return make("path", { key: `signal-${place}`, className: "spark-signal", d: `M${x(place)} ${under} l5 9 h-10 z` });
    });
    return make("svg", { id: props.id, className: "spark", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": props.label },
      bands, line, end, signals);
  }

  window.nordicscir = Object.assign({}, window.nordicscir, { Spark });
})();
