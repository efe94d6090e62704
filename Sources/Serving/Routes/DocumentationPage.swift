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

    // What a reference stands for.
    const resolve = (api, schema) =>
      schema?.$ref ? schema.$ref.split("/").slice(1).reduce((value, key) => value?.[key], api) : schema;

    // A schema as people read it: keys with what they hold, `?` after those that may be left out.
    function outline(api, schema, depth = 0) {
      const whole = resolve(api, schema) ?? {};
      if (whole.anyOf) return [...new Set(whole.anyOf.map(one => outline(api, one, depth)))].join(" | ");
      if (whole.type === "array") return `[${outline(api, whole.items ?? {}, depth)}, …]`;
      const pad = "  ".repeat(depth + 1);
      if (whole.properties && Object.keys(whole.properties).length) {
        if (depth > 3) return "{…}";
        const lines = Object.entries(whole.properties).map(([key, value]) => {
          const mark = whole.required?.includes(key) ? "" : "?";
          const note = value.description ? `  // ${value.description}` : "";
          return `${pad}${key}${mark}: ${outline(api, value, depth + 1)}${note}`;
        });
        return `{\\n${lines.join("\\n")}\\n${"  ".repeat(depth)}}`;
      }
      if (typeof whole.additionalProperties === "object")
        return `{name: ${outline(api, whole.additionalProperties, depth + 1)}, …}`;
      if (whole.enum) return whole.enum.map(word => JSON.stringify(word)).join(" | ");
      return [whole.type ?? "any"].flat().join(" | ");
    }

    // What a body looks like: an example of it, and its schema.
    function shape(api, title, schema) {
      const box = make("details"), example = resolve(api, schema)?.examples?.[0];
      box.append(make("summary", title));
      if (example) box.append(make("p", "Example"), make("pre", JSON.stringify(example, null, 2)));
      box.append(make("p", "Schema"), make("pre", outline(api, schema)));
      return box;
    }

    function shapes(api, operation) {
      const all = [], json = content => content?.["application/json"]?.schema;
      const add = (title, schema) => {
        if (!schema) return;
        for (const one of resolve(api, schema)?.anyOf ?? [schema])
          all.push(shape(api, `${title}${one.$ref ? `: ${one.$ref.split("/").pop()}` : ""}`, one));
      };
      add("request", json(operation.requestBody?.content));
      for (const [status, answer] of Object.entries(operation.responses))
        if (status < 300) add(`answer ${status}`, json(answer.content));
      return all;
    }

    function route(api, path, method, operation) {
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
        const example = resolve(api, operation.requestBody.content["application/json"]?.schema)?.examples?.[0];
        text = make("textarea", JSON.stringify(example ?? {}), { rows: 5 });
        form.append(text);
      }
      form.append(make("button", "Try it"));
      form.addEventListener("submit", async event => {
        event.preventDefault();
        let address = path;
        const query = new URLSearchParams();
        for (const item of fields) {
          if (item.place === "path") address = address.replace(`{${item.input.name}}`, encodeURIComponent(item.input.value));
          else if (item.place === "query" && item.input.value) query.set(item.input.name, item.input.value);
        }
        const headers = {};
        for (const item of fields)
          if (item.place === "header" && item.input.value) headers[item.input.name] = item.input.value;
        const key = document.getElementById("key").value;
        if (key) headers.Authorization = `Bearer ${key}`;
        let body;
        if (file) { body = new FormData(); for (const one of file.files) body.append("file", one); }
        else if (text) { body = text.value; headers["Content-Type"] = "application/json"; }
        try {
          await show(await fetch(`${address}${query.size ? `?${query}` : ""}`, { method, headers, body }), output);
        } catch (error) { output.replaceChildren(make("p", String(error))); }
      });
      box.append(head, form, output, ...shapes(api, operation));
      main.append(box);
    }

    fetch("/openapi.json").then(answer => answer.json()).then(api => {
      for (const [path, methods] of Object.entries(api.paths))
        for (const [method, operation] of Object.entries(methods)) route(api, path, method, operation);
    });

    """
}
