/** A piece of running text. */
export type Inline =
  | { kind: "text" | "strong" | "emphasis" | "code"; text: string }
  | { kind: "link"; text: string; href: string };

/** A block of a document. */
export type Block =
  | { kind: "heading"; level: number; content: Inline[] }
  | { kind: "paragraph"; content: Inline[] }
  | { kind: "list"; ordered: boolean; items: Inline[][] }
  | { kind: "table"; head: Inline[][]; rows: Inline[][][] }
  | { kind: "code"; text: string };

/** Reads the Markdown that model cards are written in: headings, paragraphs, lists, tables, code. HTML stays text. */
export function blocks(source: string): Block[] {
  const lines = source.replace(/\r\n?/g, "\n").split("\n");
  const found: Block[] = [];
  let at = 0;
  const take = (fits: (line: string) => boolean): string[] => {
    const start = at;
    while (at < lines.length && fits(lines[at] ?? "")) at++;
    return lines.slice(start, at);
  };
  while (at < lines.length) {
    const line = lines[at] ?? "";
    const heading = /^(#{1,6})\s+(.*?)\s*#*$/.exec(line);
    if (line.trim() === "") at++;
    else if (heading) {
      found.push({ kind: "heading", level: heading[1]?.length ?? 1, content: inlines(heading[2] ?? "") });
      at++;
    } else if (line.startsWith("```")) {
      at++;
      found.push({ kind: "code", text: take((next) => !next.startsWith("```")).join("\n") });
      at++;
    } else if (line.startsWith("|")) {
      const rows = take((next) => next.startsWith("|")).map(cells);
      const body = rows.slice(1).filter((row) => !row.every((cell) => /^:?-+:?$/.test(cell)));
      found.push({ kind: "table", head: (rows[0] ?? []).map(inlines), rows: body.map((row) => row.map(inlines)) });
    } else if (itemPattern.test(line)) {
      const ordered = /^\s*\d/.test(line);
      const items: string[] = [];
      take((next) => {
        if (itemPattern.test(next)) items.push(next.replace(itemPattern, ""));
        else if (/^\s+\S/.test(next) && items.length > 0) items.push(`${items.pop() ?? ""} ${next.trim()}`);
        else return false;
        return true;
      });
      found.push({ kind: "list", ordered, items: items.map(inlines) });
    } else {
      const text = take((next) => next.trim() !== "" && !/^(#{1,6}\s|```|\|)/.test(next) && !itemPattern.test(next));
      found.push({ kind: "paragraph", content: inlines(text.join(" ")) });
    }
  }
  return found;
}

const itemPattern = /^\s*(?:[-*+]|\d+[.)])\s+/;

function cells(line: string): string[] {
  return line.replace(/^\||\|\s*$/g, "").split(/(?<!\\)\|/).map((cell) => cell.trim());
}

/** Running text with its emphasis; links only to the web. */
export function inlines(source: string): Inline[] {
  const pattern = /\*\*(.+?)\*\*|(?<![\w*])\*([^*]+)\*|`([^`]+)`|\[([^\]]+)\]\((https?:\/\/[^)\s]+)\)/g;
  const found: Inline[] = [];
  let end = 0;
  const text = (raw: string) => raw.replace(/\\([\\`*_{}[\]()#+.!|<>~-])/g, "$1");
  for (const match of source.matchAll(pattern) as Iterable<RegExpMatchArray>) {
    const start = match.index ?? end;
    if (start > end) found.push({ kind: "text", text: text(source.slice(end, start)) });
    if (match[1] !== undefined) found.push({ kind: "strong", text: text(match[1]) });
    else if (match[2] !== undefined) found.push({ kind: "emphasis", text: text(match[2]) });
    else if (match[3] !== undefined) found.push({ kind: "code", text: match[3] });
    else found.push({ kind: "link", text: text(match[4] ?? ""), href: match[5] ?? "" });
    end = start + (match[0] ?? "").length;
  }
  if (end < source.length) found.push({ kind: "text", text: text(source.slice(end)) });
  return found;
}

/** The plain text of a piece of running text. */
export function plainText(content: readonly Inline[]): string {
  return content.map((piece) => piece.text).join("");
}

/** The blocks under the first heading that matches, up to the next of its level or above. */
export function section(all: readonly Block[], title: RegExp): Block[] {
  const start = all.findIndex((block) => block.kind === "heading" && title.test(plainText(block.content)));
  const heading = all[start];
  if (heading?.kind !== "heading") return [];
  const after = all.slice(start + 1);
  const end = after.findIndex((block) => block.kind === "heading" && block.level <= heading.level);
  return end < 0 ? after : after.slice(0, end);
}
