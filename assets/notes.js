/* The browser's half of dashboard/note_form.py: native fields, a list, and what is wished for. */
(function () {
  "use strict";

  const React = window.React;
  const make = React.createElement;

  function field(id, label, input, part) {
    return make("div", { className: `field field-${part}`, key: id }, make("label", { htmlFor: id }, label), input);
  }

  function item(note, words, remove) {
    const button = note.mine && make("button", { type: "button", className: "button button-link", onClick: () => remove(note.id), "aria-label": `${words.remove}: ${note.text}` }, words.remove);
    return make("li", { key: note.id }, make("span", null, note.text), " ", make("small", null, note.seen_by), " ", button);
  }

  function NoteForm(props) {
    const { words, readers } = props;
    const [day, setDay] = React.useState("");
    const [text, setText] = React.useState("");
    const [unit, setUnit] = React.useState(readers.length ? readers[0].value : "");
    const told = React.useRef(null);
    // Emptied only when it was kept: what was refused can be mended.
    React.useEffect(() => { setDay(""); setText(""); }, [props.items.length]);
    const send = (wish) => props.setProps({ sent: { ...wish, at: Date.now() } });
    const add = (event) => { event.preventDefault(); send({ add: { day, text, unit } }); };
    const remove = (id) => { send({ remove: id }); if (told.current) told.current.focus(); };
    const id = (part) => `${props.id}-${part}`;
    const notes = props.items.length
      ? make("ul", null, props.items.map((note) => item(note, words, remove)))
      : make("p", { className: "question-hint" }, words.none);
    return make(React.Fragment, null,
      notes,
      make("form", { className: "question-row", onSubmit: add },
        field(id("day"), words.day, make("input", { id: id("day"), type: "date", className: "input", required: true, min: "1990-01-01", max: "2100-12-31", value: day, onChange: (event) => setDay(event.target.value) }), "day"),
        field(id("text"), words.text, make("input", { id: id("text"), type: "text", className: "input", required: true, maxLength: props.longest, value: text, autoComplete: "off", onChange: (event) => setText(event.target.value) }), "text"),
        readers.length > 1 && field(id("unit"), words.readers, make("select", { id: id("unit"), className: "choice", value: unit, onChange: (event) => setUnit(event.target.value) },
          readers.map((one) => make("option", { key: one.value, value: one.value }, one.label))), "unit"),
        make("button", { type: "submit", className: "button" }, words.add)),
      make("p", { role: "status", className: "question-hint", tabIndex: -1, ref: told }, props.told));
  }

  window.nordicscir = Object.assign({}, window.nordicscir, { NoteForm });
})();
