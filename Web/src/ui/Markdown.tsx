import type { ReactElement } from "react";
import type { Block, Inline } from "../core/markdown";

/** A document that was read from Markdown. `under` is the level that its own headings stand below. */
export function Markdown({ content, under = 1 }: { content: readonly Block[]; under?: number }) {
  return <div className="prose">{content.map((block, index) => render(block, index, under))}</div>;
}

function render(block: Block, key: number, under: number): ReactElement {
  switch (block.kind) {
    case "heading": {
      const Heading = `h${Math.min(6, block.level + under)}` as "h2";
      return <Heading key={key}><Text content={block.content} /></Heading>;
    }
    case "paragraph":
      return <p key={key}><Text content={block.content} /></p>;
    case "code":
      return <pre key={key} tabIndex={0}>{block.text}</pre>;
    case "list": {
      const items = block.items.map((item, index) => <li key={index}><Text content={item} /></li>);
      return block.ordered ? <ol key={key}>{items}</ol> : <ul key={key}>{items}</ul>;
    }
    case "table":
      return (
        <div className="table-scroll" key={key} tabIndex={0} role="group" aria-label="Table">
          <table>
            <thead><tr>{block.head.map((cell, index) => <th key={index} scope="col"><Text content={cell} /></th>)}</tr></thead>
            <tbody>
              {block.rows.map((row, at) => (
                <tr key={at}>{row.map((cell, index) => <td key={index}><Text content={cell} /></td>)}</tr>
              ))}
            </tbody>
          </table>
        </div>
      );
  }
}

function Text({ content }: { content: readonly Inline[] }) {
  return (
    <>
      {content.map((piece, index) => {
        switch (piece.kind) {
          case "strong": return <strong key={index}>{piece.text}</strong>;
          case "emphasis": return <em key={index}>{piece.text}</em>;
          case "code": return <code key={index}>{piece.text}</code>;
          case "link": return <a key={index} href={piece.href} rel="noreferrer">{piece.text}</a>;
          case "text": return <span key={index}>{piece.text}</span>;
        }
      })}
    </>
  );
}
