import { Component, type ReactNode } from "react";

/** Catches what goes wrong while a page is drawn, so that it says so instead of going blank. */
export class Boundary extends Component<{ children?: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <section className="panel narrow" role="alert">
        <h1>Something in this page went wrong</h1>
        <p>The server may be newer or older than the page. Reload it; readings that were made will have to be made again.</p>
        <button type="button" className="button primary" onClick={() => location.reload()}>Reload the page</button>
      </section>
    );
  }
}
