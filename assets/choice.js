/* The browser's half of dashboard/choice.py: a native select with groups of options. */
(function () {
  "use strict";

  const make = window.React.createElement;

  function option(one) {
    return make("option", { key: one.value, value: one.value, disabled: one.disabled }, one.label);
  }

  function group(one, place) {
    const options = one.options.map(option);
    return one.label ? make("optgroup", { key: place, label: one.label }, options) : options;
  }

  function Choice(props) {
    const chosen = (event) => props.setProps({ value: event.target.value });
    const attributes = { id: props.id, value: props.value, disabled: props.disabled, onChange: chosen };
    return make("select", { ...attributes, className: "choice" }, props.groups.map(group));
  }

  window.nordicscir = Object.assign({}, window.nordicscir, { Choice });
})();
