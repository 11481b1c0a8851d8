/* The browser's half of dashboard/inputs.py: typed dates and numbers, and a list of filters with tick-boxes. */
(function () {
  "use strict";

  const React = window.React;
  const make = React.createElement;
  const PAUSE = 900; // ms after the last key: a date is whole before its year is ("0002" on the way to 2024)

  function Typed(props) {
    const [text, setText] = React.useState(props.value);
    const timer = React.useRef(null);
    React.useEffect(() => setText(props.value), [props.value, props.wrong]);
    React.useEffect(() => () => clearTimeout(timer.current), []);

    function commit(value) {
      clearTimeout(timer.current);
      if (value !== props.value) props.setProps({ value });
    }

    function change(event) {
      const { value, validity } = event.target;
      setText(value);
      clearTimeout(timer.current);
      if (validity.valid) timer.current = setTimeout(() => commit(value), PAUSE);
    }

    const leave = (event) => { if (!event.target.validity.badInput) commit(event.target.value); };
    return make("input", {
      id: props.id, type: props.kind, value: text, min: props.least, max: props.most, className: "input", inputMode: props.kind === "number" ? "numeric" : undefined,
      step: props.kind === "number" ? 1 : undefined, "aria-invalid": props.wrong || undefined, "aria-describedby": props.wrong ? props.told : undefined,
      onChange: change, onBlur: leave, onKeyDown: (event) => { if (event.key === "Enter") leave(event); },
    });
  }

  function Filters(props) {
    const box = React.useRef(null);
    const added = React.useRef(null);
    React.useEffect(() => {
      const panel = added.current && box.current.querySelector(`[data-filter="${added.current}"]`);
      if (!panel) return;
      added.current = null;
      panel.open = true;
      panel.querySelector("input")?.focus();
    }, [props.items]);

    const set = (id, chosen) => props.setProps({ value: { ...props.value, [id]: chosen } });

    function add(event) {
      added.current = event.target.value;
      set(event.target.value, []);
    }

    function remove(id) {
      const { [id]: gone, ...rest } = props.value;
      props.setProps({ value: rest });
      box.current.querySelector("select").focus();
    }

    function tick(item, value, ticked) {
      const chosen = props.value[item.id] || [];
      set(item.id, ticked ? [...chosen, value] : chosen.filter((one) => one !== value));
    }

    const items = props.items.map((item) => filter(item, props, tick, remove));
    return make("div", { id: props.id, ref: box, className: "filters" }, ...items, adder(props, add));
  }

  function adder(props, add) {
    const id = `${props.id}-add`;
    const groups = props.addable.map((group, place) => make("optgroup", { key: place, label: group.label }, group.options.map(option)));
    const first = make("option", { key: "", value: "" }, props.words.choose);
    return make("div", { key: "add", className: "field filter-add" },
      make("label", { htmlFor: id }, props.words.add),
      make("select", { id, value: "", className: "choice", onChange: add }, first, groups));
  }

  const option = (one) => make("option", { key: one.value, value: one.value, disabled: one.disabled }, one.label);

  function filter(item, props, tick, remove) {
    const summary = make("summary", null, make("b", null, item.label), " ", item.told);
    const groups = item.groups.map((group, place) => make("fieldset", { key: place }, make("legend", null, group.label),
      group.options.map((one) => box(item, one, props, tick))));
    const button = make("button", { type: "button", className: "filter-remove", onClick: () => remove(item.id), "aria-label": `${props.words.remove}: ${item.label}` }, props.words.remove);
    return make("div", { key: item.id, className: "filter" },
      make("details", { "data-filter": item.id }, summary, make("div", { className: "filter-panel" }, groups)), button);
  }

  function box(item, one, props, tick) {
    const checked = (props.value[item.id] || []).includes(one.value);
    const change = (event) => tick(item, one.value, event.target.checked);
    return make("label", { key: one.value, className: "check" }, make("input", { type: "checkbox", checked, onChange: change }), one.label);
  }

  // A panel over the page closes with Escape, and when something else is clicked.
  document.addEventListener("keydown", (event) => {
    const open = event.key === "Escape" && event.target.closest?.("[data-filter][open]");
    if (open) { open.open = false; open.querySelector("summary").focus(); }
  });
  document.addEventListener("click", (event) => {
    for (const open of document.querySelectorAll("[data-filter][open]")) if (!open.contains(event.target)) open.open = false;
  });

  window.nordicscir = Object.assign({}, window.nordicscir, { Typed, Filters });
})();
