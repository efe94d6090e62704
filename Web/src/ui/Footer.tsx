/** The limits of what is shown, on every page. */
export function Footer({ hasDocumentation }: { hasDocumentation: boolean }) {
  return (
    <footer className="footer">
      <p>
        <strong>Research software, not a medical device.</strong> A reading is a figure computed from pixels: it must not decide
        about anyone’s care. X-rays go only to the server that sent you this page.
      </p>
      {hasDocumentation && <p><a href="/docs">The server’s interface</a></p>}
    </footer>
  );
}
