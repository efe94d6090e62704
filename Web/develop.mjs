// Serves the page from its sources: esbuild bundles them anew at every change, and the page reloads itself. Whatever is no
// file of the page is asked of a running `hilum serve` on this machine.
//
//   node develop.mjs [--port 8080] [--server 8000]

import { spawn } from "node:child_process";
import { createReadStream, existsSync, mkdtempSync, readFileSync, rmSync, statSync, watch } from "node:fs";
import { createServer, request as ask } from "node:http";
import { tmpdir } from "node:os";
import { dirname, extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const here = dirname(fileURLToPath(import.meta.url));
const { values } = parseArgs({
  options: { port: { type: "string", default: "8080" }, server: { type: "string", default: "8000" } },
});
const [port, server] = [values.port, values.server].map(Number);
if (![port, server].every((number) => Number.isInteger(number) && number > 0 && number < 65536)) {
  console.error("develop: ports are from 1 to 65535");
  process.exit(2);
}

const types = {
  ".css": "text/css", ".html": "text/html; charset=utf-8", ".jpeg": "image/jpeg", ".js": "text/javascript",
  ".map": "application/json", ".png": "image/png", ".svg": "image/svg+xml", ".woff2": "font/woff2",
};
const bundle = mkdtempSync(join(tmpdir(), "hilum-web."));
const local = join(here, "node_modules/.bin/esbuild");
const esbuild = spawn(existsSync(local) ? local : "esbuild", [
  "src/main.tsx", "--bundle", "--sourcemap", "--format=esm", "--target=es2022", "--charset=utf8", "--jsx=automatic",
  "--define:process.env.NODE_ENV=\"development\"", `--outdir=${bundle}`, "--watch=forever",
], { cwd: here, env: { ...process.env, NODE_PATH: "/usr/share/nodejs" }, stdio: ["ignore", "inherit", "inherit"] });

let ending = false;
function end(code) {
  if (ending) return;
  ending = true;
  esbuild.kill();
  rmSync(bundle, { recursive: true, force: true });
  process.exit(code);
}
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => end(0));
esbuild.on("error", (error) => { console.error(`develop: esbuild can't be started (${error.code})`); end(1); });
esbuild.on("exit", () => end(1));

// MARK: the page

const pages = new Set();
let waiting;
watch(bundle, () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => { for (const page of pages) page.write("data: changed\n\n"); }, 100);
});

const reload = '<script>new EventSource("/develop").onmessage = () => location.reload()</script>';

/** The file of the page that a path names, if it is one; names of ours need no escapes. */
function file(path) {
  if (!/^\/assets\/[\w./-]+$/.test(path)) return;
  const name = normalize(path.slice("/assets/".length));
  if (name.startsWith("..")) return;
  return [bundle, join(here, "public")].map((folder) => join(folder, name))
    .find((candidate) => existsSync(candidate) && statSync(candidate).isFile());
}

// MARK: the server behind it

const own = [`localhost:${port}`, `127.0.0.1:${port}`];

/** Passes a request on. Only this page may ask: the server takes what comes for its own page's. */
function pass(incoming, outgoing) {
  const { origin, host } = incoming.headers;
  if (!own.includes(host) || (origin && !own.includes(origin.replace("http://", "")))) {
    outgoing.writeHead(403).end("another page may not ask here\n");
    return;
  }
  const headers = { ...incoming.headers, host: `localhost:${server}` };
  if (origin) headers.origin = `http://localhost:${server}`;
  const onward = ask({ host: "127.0.0.1", port: server, path: incoming.url, method: incoming.method, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode, answer.headers);
    answer.pipe(outgoing);
  });
  onward.on("error", () => {
    if (outgoing.headersSent) outgoing.destroy();
    else outgoing.writeHead(502).end(`nothing answers at port ${server}: hilum serve --models DIR --port ${server}\n`);
  });
  outgoing.on("close", () => onward.destroy());
  incoming.pipe(onward);
}

createServer((incoming, outgoing) => {
  const path = incoming.url.split("?")[0];
  if (path === "/develop") {
    outgoing.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" }).write("\n");
    pages.add(outgoing);
    outgoing.on("close", () => pages.delete(outgoing));
    return;
  }
  const found = incoming.method === "GET" ? file(path) : undefined;
  if (found) {
    outgoing.writeHead(200, { "content-type": types[extname(found)] ?? "application/octet-stream", "cache-control": "no-store" });
    createReadStream(found).pipe(outgoing);
  } else if (path === "/" && (incoming.headers.accept ?? "").includes("text/html")) {
    outgoing.writeHead(200, { "content-type": types[".html"], "cache-control": "no-store" })
      .end(readFileSync(join(here, "src/index.html"), "utf8").replace("</body>", `${reload}</body>`));
  } else pass(incoming, outgoing);
}).on("error", (error) => { console.error(`develop: port ${port} (${error.code})`); end(1); })
  .listen(port, "127.0.0.1", () => console.log(`http://localhost:${port} (asks port ${server})`));
