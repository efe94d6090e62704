import { useEffect } from "react";
import type { Features } from "./api/types";
import { ArchivePage } from "./archive/ArchivePage";
import { ComparePage } from "./compare/ComparePage";
import { HistoryPage } from "./history/HistoryPage";
import { LivePage } from "./live/LivePage";
import { ModelsPage } from "./models/ModelsPage";
import { ReadPage } from "./read/ReadPage";
import { ReportPage } from "./report/ReportPage";
import { features } from "./state/features";
import { models } from "./state/models";
import { titles, useRoute, type Page } from "./state/route";
import { useStore } from "./state/store";
import { Boundary } from "./ui/Boundary";
import { Footer } from "./ui/Footer";
import { Header } from "./ui/Header";
import { KeyDialog } from "./ui/KeyDialog";
import { ProblemNotice } from "./ui/ProblemNotice";

/** The pages that one can go to; a training’s own page is all there is. */
function pagesOf(known: Features | null): [Page, ...Page[]] {
  if (known?.models === false) return ["live"];
  return known?.archive ? ["read", "compare", "models", "history", "archive", "live"] : ["read", "compare", "models", "history", "live"];
}

export function App() {
  const route = useRoute();
  const { value: known, problem } = useStore(features);
  const readsPictures = known?.models !== false;
  const page = readsPictures ? route.page : "live";
  const parts = readsPictures ? route.parts : [];
  useEffect(() => void features.load(), []);
  useEffect(() => void (known?.models && models.load()), [known?.models]);
  useEffect(() => {
    document.title = `${titles[page]} · Hilum`;
    scrollTo(0, 0);
  }, [page]);
  return (
    <>
      <a className="skip" href="#main" onClick={(event) => {
        event.preventDefault();
        document.getElementById("main")?.focus();
      }}>Skip to the content</a>
      <Header page={page} pages={pagesOf(known)} />
      <main id="main" tabIndex={-1} className={`page page-${page}`}>
        {problem && !known && <ProblemNotice problem={problem} onRetry={() => void features.load()} />}
        <Boundary key={page}>
          {page === "read" && <ReadPage />}
          {page === "compare" && <ComparePage />}
          {page === "models" && <ModelsPage parts={parts} />}
          {page === "history" && <HistoryPage />}
          {page === "archive" && <ArchivePage filter={parts[0] ?? null} />}
          {page === "live" && <LivePage name={parts[0] ?? null} />}
          {page === "report" && <ReportPage id={Number(parts[0])} />}
        </Boundary>
      </main>
      <Footer hasDocumentation={readsPictures} />
      <KeyDialog />
    </>
  );
}
