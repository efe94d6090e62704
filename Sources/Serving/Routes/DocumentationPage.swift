/// The page at `/docs`: it reads `/openapi.json` and lets every route be tried; nothing of it comes from elsewhere.
enum DocumentationPage {
  static let html = """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8"><meta name="viewport" content="width=device-width">
    <title>Hilum's HTTP interface</title>
    <link rel="stylesheet" href="/docs/page.css">
    </head>
    <body>
    <header><h1>Hilum's HTTP interface</h1>
    <p>Research software, not a medical device. Machine-readable: <a href="/openapi.json">openapi.json</a></p>
    <label>Key <input id="key" type="password" autocomplete="off" placeholder="only where one is needed"></label>
    </header>
    <main id="routes"></main>
    <script src="/docs/page.js" defer></script>
    </body>
    </html>
    """

  static let style = """
    body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1b1f24;
      background: #fff; }
    details { border: 1px solid #c8ced6; border-radius: .4rem; margin: .5rem 0; padding: .5rem 1rem; }
    summary { cursor: pointer; } summary b { display: inline-block; min-width: 4rem; }
    code, pre, summary span { font-family: ui-monospace, monospace; }
    pre { background: #f2f4f7; padding: .75rem; overflow: auto; max-height: 24rem; white-space: pre-wrap;
      word-break: break-all; }
    label { display: block; margin: .4rem 0; } input, select, textarea { font: inherit; }
    textarea { width: 100%; box-sizing: border-box; } img { max-width: 100%; }
    @media (prefers-color-scheme: dark) { body { color: #e6e9ed; background: #14171b; } a { color: #8ab8ff; }
      pre { background: #20252b; } details { border-color: #3a414a; } }

    """

  static let script = """
    "use strict";
    const make = (tag, text, properties) => Object.assign(document.createElement(tag), { textContent: text ?? "" }, properties);
    const main = document.getElementById("routes");

    function field(parameter) {
      const label = make("label", `${parameter.name}: `);
      const choices = parameter.schema.enum;
      const input = choices ? make("select") : make("input");
      if (choices) for (const choice of ["", ...choices]) input.append(make("option", choice, { value: choice }));
      input.name = parameter.name;
      label.append(input, ` ${parameter.description ?? ""}`);
      return { label, input, place: parameter.in };
    }

    async function show(answer, output) {
      output.replaceChildren(make("p", `${answer.status} ${answer.statusText}`));
      const type = answer.headers.get("content-type") ?? "";
      if (type.startsWith("image/")) {
        output.append(make("img", "", { src: URL.createObjectURL(await answer.blob()), alt: "the answer" }));
        return;
      }
      const text = await answer.text();
      let value = null;
      try { value = JSON.parse(text); } catch { output.append(make("pre", text)); return; }
      if (typeof value?.heatmap === "string") output.append(make("img", "", { src: value.heatmap, alt: "heat-map" }));
      output.append(make("pre", JSON.stringify(value, (key, item) =>
        key === "heatmap" && item ? item.slice(0, 40) + "…" : item, 2)));
    }

    function route(path, method, operation) {
      const box = make("details"), head = make("summary"), form = make("form"), output = make("div");
      head.append(make("b", method.toUpperCase()), make("span", path), ` — ${operation.summary}`);
      const fields = (operation.parameters ?? []).map(field);
      form.append(...fields.map(item => item.label));
      const types = Object.keys(operation.requestBody?.content ?? {});
      let file = null, text = null;
      if (types.includes("multipart/form-data")) {
        file = make("input", "", { type: "file", multiple: true });
        const label = make("label", "file: ");
        label.append(file);
        form.append(label);
      } else if (types.length) {
        text = make("textarea", "{}", { rows: 5 });
        form.append(text);
      }
      form.append(make("button", "Try it"));
      form.addEventListener("submit", async event => {
        event.preventDefault();
        let address = path;
        const query = new URLSearchParams();
        for (const item of fields) {
          if (item.place === "path") address = address.replace(`{${item.input.name}}`, encodeURIComponent(item.input.value));
          else if (item.input.value) query.set(item.input.name, item.input.value);
        }
        const headers = {}, key = document.getElementById("key").value;
        if (key) headers.Authorization = `Bearer ${key}`;
        let body;
        if (file) { body = new FormData(); for (const one of file.files) body.append("file", one); }
        else if (text) { body = text.value; headers["Content-Type"] = "application/json"; }
        try {
          await show(await fetch(`${address}${query.size ? `?${query}` : ""}`, { method, headers, body }), output);
        } catch (error) { output.replaceChildren(make("p", String(error))); }
      });
      box.append(head, form, output);
      main.append(box);
    }

    fetch("/openapi.json").then(answer => answer.json()).then(api => {
      for (const [path, methods] of Object.entries(api.paths))
        for (const [method, operation] of Object.entries(methods)) route(path, method, operation);
    });

    """
}
